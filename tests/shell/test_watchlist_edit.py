"""One value of a watchlist changes in place; everything else stays, to the character."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.watch import Claim, Quote, Silence
from clausewatch.shell.watchlist import parse
from clausewatch.shell.watchlist_edit import (
    EditRefusedError,
    double_quoted,
    place_of,
    with_day,
    with_exceptions,
    with_target,
    with_words,
)
from clausewatch.shell.yaml_nodes import Path, read

NEW = "We keep your prompts for 180 days."
FILE = """\
# our vendors
providers:
  acme:
    sources: {privacy: {url: "https://acme.example/privacy", quotes: ["We never share your data."]}}   # short
    claims:
      retention:   # asked by legal
        statement: Thirty days
        basis: verified
        quotes:
          - {in: privacy, exact: We keep your prompts for 30 days., confirm: true}   # plain, in brackets
          - in: privacy
            exact: 'We don''t keep "logs" at all.'
            # a comment of its own

          - "In double \\"quotes\\" it stands."
          - exact: >-
              Folded over two
              lines of text.
          - |
            Literal it stands,
            on two lines.

        # after the block
      audits:
        statement: None
        basis: not stated
        silences:
          - SOC 2
          - [ISO 27001, SOC 3]
          - {in: privacy, terms: [SSAE 18]}   # why
          - in: [privacy]
            terms:
              - CSA STAR
            except:
              - the CSA STAR registry   # named only
sources:
  other: {url: "https://other.example", links: [{text: a@other.example, target: "mailto:a@other.example"}]}
"""
QUOTES: Path = ("providers", "acme", "claims", "retention", "quotes")
SILENCES: Path = ("providers", "acme", "claims", "audits", "silences")


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(old.strip(), new.strip()) for old, new in pairs if old != new]


@pytest.mark.parametrize(
    ("index", "line"),
    [
        (0, "- {in: privacy, exact: We keep your prompts for 180 days., confirm: true}   # plain, in brackets"),
        (1, "exact: 'We keep your prompts for 180 days.'"),
        (2, '- "We keep your prompts for 180 days."'),
    ],
)
def test_only_the_words_change_and_their_style_stays(index: int, line: str) -> None:
    after = with_words(FILE, "w", (*QUOTES, index), NEW)
    assert [new for _, new in changed_lines(FILE, after)] == [line]


def test_a_quote_of_the_short_form_changes_too() -> None:
    place = ("providers", "acme", "sources", "privacy", "quotes", 0)
    ((_, line),) = changed_lines(FILE, with_words(FILE, "w", place, NEW))
    assert line.endswith(f'quotes: ["{NEW}"]}}}}   # short')


@pytest.mark.parametrize("index", [3, 4])
def test_a_block_stays_a_block_with_the_lines_after_it(index: int) -> None:
    after = with_words(FILE, "w", (*QUOTES, index), NEW)
    assert NEW in [line.strip() for line in after.splitlines()]
    kept = ("Folded", "lines of") if index == 3 else ("Literal", "on two")
    left = [line for line in FILE.splitlines() if not line.strip().startswith(kept)]
    assert [line for line in after.splitlines() if NEW not in line] == left


def test_words_over_two_lines_stay_two_lines_in_a_literal_block() -> None:
    after = with_words(FILE, "w", (*QUOTES, 4), "First it stands.\nSecond too.")
    assert "            First it stands.\n            Second too.\n\n        # after the block\n" in after


def test_the_line_ends_of_the_file_are_kept() -> None:
    windows = FILE.replace("\n", "\r\n")
    for index in range(5):
        after = with_words(windows, "w", (*QUOTES, index), NEW)
        assert after.replace("\r\n", "\n") == with_words(FILE, "w", (*QUOTES, index), NEW)
        assert "\n" not in after.replace("\r\n", "")
    added = with_exceptions(windows, "w", (*SILENCES, 3), ["a CSA STAR entry"])
    assert "\n" not in added.replace("\r\n", "")


def test_a_target_of_a_link_changes() -> None:
    after = with_target(FILE, "w", ("sources", "other", "links", 0), "mailto:b@other.example")
    assert after == FILE.replace('target: "mailto:a@', 'target: "mailto:b@')


@pytest.mark.parametrize("written", ["2026-02-10", '"2026-02-10"'])
def test_a_printed_date_changes_as_it_is_written(written: str) -> None:
    text = f"c: {{date: {{printed: {written}}}}}   # as of then\n"
    assert with_day(text, "w", ("c", "date"), date(2026, 4, 22)) == text.replace("02-10", "04-22")


@pytest.mark.parametrize(
    ("index", "lines"),
    [
        (0, ['- {terms: [SOC 2], except: ["not a SOC 2"]}']),
        (1, ['- {terms: [ISO 27001, SOC 3], except: ["not a SOC 2"]}']),
        (2, ['- {in: privacy, terms: [SSAE 18], except: ["not a SOC 2"]}   # why']),
        (3, ["- the CSA STAR registry   # named only", '- "not a SOC 2"']),
    ],
)
def test_an_exception_is_added_in_the_form_that_is_there(index: int, lines: list[str]) -> None:
    after = with_exceptions(FILE, "w", (*SILENCES, index), ["not a SOC 2"])
    assert "\n".join(lines) in "\n".join(line.strip() for line in after.splitlines())
    assert len(after.splitlines()) == len(FILE.splitlines()) + len(lines) - 1


def test_an_exception_is_added_below_keys_on_lines_of_their_own() -> None:
    text = "a:\n  - in: [b]\n    terms:\n      - SOC 2   # the usual\n    # why\nc: d\n"
    after = with_exceptions(text, "w", ("a", 0), ["x y", "z"])
    assert after == text.replace("the usual\n", 'the usual\n    except: ["x y", "z"]\n')


@pytest.mark.parametrize(
    "text",
    [
        "a: [&words We never share your data.]\nb: [*words]\n",
        "a: &all [We never share your data.]\nb: *all\n",
        "b: [&words We never share your data.]\na: [*words]\n",
    ],
)
def test_words_that_are_shared_by_an_anchor_are_left_to_a_person(text: str) -> None:
    with pytest.raises(EditRefusedError, match=r"^w:\d+:\d+: .*change it by hand"):
        with_words(text, "w", ("a", 0), NEW)


def test_exceptions_that_are_a_named_list_are_left_to_a_person() -> None:
    with pytest.raises(EditRefusedError):
        with_exceptions("a: [{terms: [SOC 2], except: named}]\n", "w", ("a", 0), ["x y"])


def test_each_claim_is_found_where_it_is_written() -> None:
    watchlist = parse(FILE, "w", {})
    tree = read(FILE, "w")
    found = {place_of(tree, claim, what): what for claim in watchlist.claims for what in _whats(claim)}
    assert len(found) == 10
    for path, what in found.items():
        if isinstance(what, Quote):
            node = tree.node(path)
            assert (node.text or tree.node((*path, "exact")).text) == what.exact


def _whats(claim: Claim) -> list[Quote | Silence]:
    return [*claim.quotes, *claim.silences]


# --- laws ---------------------------------------------------------------------------------------------------------

HOSTILE = st.text(
    st.one_of(st.sampled_from("'\"\\:#,[]{}&*!|>%@`-? \n\t\u2028\u202e\ufeff\x85"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=60,
)


@given(HOSTILE, st.integers(0, 4), st.booleans())
def test_whatever_a_page_says_is_written_as_it_is_and_changes_nothing_else(words: str, index: int, crlf: bool) -> None:
    text = FILE.replace("\n", "\r\n") if crlf else FILE
    place = (*QUOTES, index)
    after = with_words(text, "w", place, words)
    expected, data = read(text, "w").data, read(after, "w").data
    quotes = data["providers"]["acme"]["claims"]["retention"]["quotes"]
    now = quotes[index]["exact"] if isinstance(quotes[index], dict) else quotes[index]
    assert now.strip() == words.strip()
    quotes[index] = expected["providers"]["acme"]["claims"]["retention"]["quotes"][index]
    assert data == expected
    assert [line for line in text.splitlines() if "#" in line and "exact" not in line][-1] in after


@given(HOSTILE)
def test_double_quotes_can_write_anything(words: str) -> None:
    assert yaml.safe_load(double_quoted(words)) == words


@given(HOSTILE, st.integers(0, 3))
def test_an_exception_is_written_as_it_is(words: str, index: int) -> None:
    after = with_exceptions(FILE, "w", (*SILENCES, index), [words])
    silence = read(after, "w").data["providers"]["acme"]["claims"]["audits"]["silences"][index]
    assert silence["except"][-1] == words
