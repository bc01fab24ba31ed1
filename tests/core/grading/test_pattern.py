"""An expression that looks before it searches answers as ``re`` does, always."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core import grading
from clausewatch.core.grading.pattern import Pattern, Phrases, openings
from core.test_readings import SETS, readings

MODULES = [
    importlib.import_module(f"{grading.__name__}.{each.name}") for each in pkgutil.iter_modules(grading.__path__)
]
KNOWN = {each.pattern: each for module in MODULES for each in vars(module).values() if isinstance(each, Pattern)}
SENTENCES = [side.lower() for path in SETS for case in readings(path)[::12] for side in (case.old, case.new)]


def spans(pattern: Pattern | re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def test_every_expression_of_the_rules_finds_what_re_finds() -> None:
    assert len(KNOWN) > 100
    for source, pattern in KNOWN.items():
        plain = re.compile(source)
        assert [spans(pattern, text) for text in SENTENCES] == [spans(plain, text) for text in SENTENCES], source


words = st.sampled_from(["may", "might", "a", "opt-in", "e.g", "同意", "我们", "不", "%", "30", "é", "_x", "don't"])
texts = st.lists(words, max_size=8).flatmap(
    lambda found: st.sampled_from(["", " ", ", "]).map(lambda gap: gap.join(found))
)
pieces = st.sampled_from(
    [
        *(
            r"\bmay\b",
            r"\bmay",
            "may",
            r"\b(?:a|might) ",
            r"\bopt(?:-| )?in\b",
            "同意?",
            "[我你]们",
            r"\d{1,2}",
            r"\b\d+",
        ),
        *(r"(?<!\w)%", r"[^a-z]", r"\bm.y", r"\b(?:don't)?\b", r"^may", r"(?=m)\w+", r"\be\.g", r"\b[ax]{1,2}\b"),
        *("不(?!同)", "_x", r"\bé", "(?:同|不)+"),
        *("^", r"^\w+t", "^[^a-z]{0,2}", "(?:^|, )m", r"^\s?\bm", "(?:^.)?", r"\b^a"),
    ]
)
sources = st.lists(st.lists(pieces, min_size=1, max_size=2).map("".join), min_size=1, max_size=3).map("|".join)


@given(sources, texts)
def test_any_expression_finds_what_re_finds(source: str, text: str) -> None:
    assert spans(Pattern(source), text) == spans(re.compile(source), text)
    found, plain = Pattern(source).search(text), re.search(source, text)
    assert (found and found.span()) == (plain and plain.span())
    assert Pattern(source).sub("·", text) == re.sub(source, "·", text)
    assert Pattern(source).split(text) == re.split(source, text)


@pytest.mark.parametrize(
    ("source", "known"),
    [
        (r"\b(?:no|never)\b", {"no", "never"}),
        (r"\bpersonal(?:ly)? data", {"personal ", "personall"}),
        ("同意|许可", {"同意", "许可"}),
        (r"\bx(?:a|b)?c", {"xac", "xbc", "xc"}),
    ],
)
def test_how_a_match_begins_is_read_from_the_expression(source: str, known: set[str]) -> None:
    assert {opening.text for opening in openings(source) or ()} == known


@pytest.mark.parametrize("source", [r"\w+", ".?may", "(?i:may)", r"(?:foo)?\s?bar", r"(a)\1"])
def test_an_expression_that_may_begin_anyhow_is_always_searched(source: str) -> None:
    assert Pattern(source).may_match("")


def test_what_may_begin_anyhow_where_the_text_begins_is_looked_for_nowhere_else() -> None:
    pattern = Pattern(r"^\w+ flutes\b|\bviolins\b")
    assert not pattern.may_match("the drums and flutes")
    assert pattern.may_match("the flutes")
    assert pattern.may_match("drums and violins")


def test_many_are_asked_at_once_before_any_was_read() -> None:
    phrases = Phrases([("stops", Pattern(r"\bxylophones? cease\b")), ("goes on", Pattern(r"\bxylophones? continue\b"))])
    assert [name for name, _ in phrases.worth_a_search("the xylophones continue")] == ["stops", "goes on"]
    assert not phrases.worth_a_search("the flutes continue")


def test_those_that_may_begin_anyhow_are_always_asked_and_in_their_order() -> None:
    phrases = Phrases([("any", Pattern(r"\w+ing\b")), ("one", Pattern(r"\bone\b")), ("none", Pattern(r"[^a-z] end\b"))])
    assert [name for name, _ in phrases.worth_a_search("one thing")] == ["any", "one", "none"]
    assert [name for name, _ in phrases.worth_a_search("two things")] == ["any", "none"]
