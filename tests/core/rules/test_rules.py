"""Every noise rule, by its own examples; and none of them may swallow a sentence of a policy."""

from __future__ import annotations

import pytest

from clausewatch.core.model import UNGRADED, Hunk, HunkKind
from clausewatch.core.rules import Rule, noise, rules
from clausewatch.core.rules._shape import Example
from core.grade_cases import ADDED, CASES, REMOVED

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}: {example.hunk.old[:30]!r} -> {example.hunk.new[:30]!r}")
    for rule in rules()
    for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_does_what_its_examples_say(rule: Rule, example: Example) -> None:
    assert rule.applies(example.hunk) is example.caught


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_shows_what_it_catches_and_what_it_spares(rule: Rule) -> None:
    assert {example.caught for example in rule.examples} == {True, False}
    assert rule.why.endswith(".")


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names)) > 5


def test_no_rule_swallows_a_sentence_of_a_policy() -> None:
    edited = [Hunk(HunkKind.EDITED, UNGRADED, (), case.old, case.new) for case in CASES]
    added = [Hunk(HunkKind.ADDED, UNGRADED, (), "", lone.text) for lone in (*ADDED, *REMOVED)]
    removed = [Hunk(HunkKind.REMOVED, UNGRADED, (), lone.text, "") for lone in (*ADDED, *REMOVED)]
    assert [hunk for hunk in (*edited, *added, *removed) if noise(hunk)] == []


def test_noise_is_named_by_its_rule() -> None:
    assert noise(Hunk(HunkKind.EDITED, UNGRADED, (), "1,204 views", "1,219 views")) == "view counts"


def test_a_long_passage_is_never_noise() -> None:
    assert noise(Hunk(HunkKind.ADDED, UNGRADED, (), "", "Log in | " * 100 + "Log in")) is None
