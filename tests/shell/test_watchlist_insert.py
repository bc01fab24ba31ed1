"""What is added stands in the file, and nothing else has changed: every line that was there is there, comments too."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clausewatch.shell.watchlist_edit import EditRefusedError
from clausewatch.shell.watchlist_insert import with_entry, with_item
from clausewatch.shell.watchlist_write import Value, written
from clausewatch.shell.yaml_nodes import read

SOURCE: Value = {"url": "https://b.example/terms", "quotes": ["We never sell it: “ever”."]}


def added(text: str, *path: str, value: Value = SOURCE) -> str:
    after = with_entry(text, "watchlist.yaml", path, value)
    rows = after.splitlines()
    assert [row for row in text.splitlines() if row.strip() and row not in rows] == []
    return after


def test_a_source_is_added_below_the_last_one_and_its_comment() -> None:
    text = "# mine\nsources:\n  a: {url: https://a.example}  # first\n\n  # b: one day\n\nterms: {x: [SOC 2]}  # end\n"
    assert added(text, "sources", "b") == (
        "# mine\nsources:\n  a: {url: https://a.example}  # first\n"
        '  b: {url: "https://b.example/terms", quotes: ["We never sell it: “ever”."]}\n'
        "\n  # b: one day\n\nterms: {x: [SOC 2]}  # end\n"
    )


def test_what_is_missing_on_the_way_is_made() -> None:
    assert added("version: 1\n", "providers", "acme", "sources", "tos", value={"url": "https://a.example"}) == (
        'version: 1\nproviders:\n  acme:\n    sources:\n      tos: {url: "https://a.example"}\n'
    )


def test_an_empty_file_and_one_without_a_line_end() -> None:
    assert added("", "sources", "a", value={"url": "https://a.example"}).startswith("sources:\n  a:")
    assert added("# only a comment", "sources", "a", value={"url": "u"}) == (
        "# only a comment\nsources:\n  a: {url: u}\n"
    )
    assert added("version: 1", "sources", "a", value={"url": "u"}) == "version: 1\nsources:\n  a: {url: u}\n"


def test_brackets_stay_brackets() -> None:
    assert with_entry("sources: {a: {url: u}}  # x\n", "w", ("sources", "b"), {"url": "v"}) == (
        "sources: {a: {url: u}, b: {url: v}}  # x\n"
    )
    assert with_entry("sources: {}\n", "w", ("sources", "b"), {"url": "v"}) == "sources: {b: {url: v}}\n"
    text = "sources: {\n  a: {url: u},  # first\n  b: {url: v}  # second\n}\n"
    after = with_entry(text, "w", ("sources", "c"), {"url": "x"})
    assert read(after, "w").data["sources"]["c"] == {"url": "x"}
    assert "# first" in after and "# second" in after


def test_an_item_is_added_to_lists_of_both_kinds() -> None:
    assert with_item("q: [a]\n", "w", ("q",), "b c") == "q: [a, b c]\n"
    assert with_item("q:\n  - a  # why\n# end\n", "w", ("q",), "b") == "q:\n  - a  # why\n  - b\n# end\n"
    assert with_item("p:\n  x: 1\n", "w", ("p", "q"), "b") == "p:\n  x: 1\n  q: [b]\n"
    block = "q:\n- >\n  folded\n  text\n\n- |\n  last\n\nz: 1\n"
    assert read(with_item(block, "w", ("q",), "b"), "w").data["q"][-1] == "b"


def test_crlf_stays() -> None:
    after = with_entry("sources:\r\n  a: {url: u}\r\n", "w", ("sources", "b"), {"url": "v"})
    assert after == "sources:\r\n  a: {url: u}\r\n  b: {url: v}\r\n"


def test_what_an_alias_shares_is_not_touched() -> None:
    text = "x: &s\n  a: {url: u}\nsources: *s\n"
    with pytest.raises(EditRefusedError, match=r"put it in by hand: b: \{url: v\}"):
        with_entry(text, "w", ("sources", "b"), {"url": "v"})


def test_an_alias_as_last_value_does_not_mislead() -> None:
    text = "x: &s {url: u}\nsources:\n  a: {url: w}\n  b: *s\n"
    after = with_entry(text, "w", ("sources", "c"), {"url": "v"})
    assert read(after, "w").data["sources"]["c"] == {"url": "v"}


def test_a_key_that_is_there_is_not_overwritten() -> None:
    with pytest.raises(EditRefusedError):
        with_entry("sources:\n  a: {url: u}\n", "w", ("sources", "a"), {"url": "v"})


words = some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
scalars = words | some.booleans() | some.integers(-(10**9), 10**9) | some.dates(date(1990, 1, 1), date(2100, 1, 1))
values = some.recursive(
    scalars,
    lambda inner: some.lists(inner, min_size=1, max_size=3) | some.dictionaries(words, inner, min_size=1, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(some.dictionaries(words, values, min_size=1, max_size=4))
def test_whatever_is_written_reads_as_it_was(value: dict[str, Value]) -> None:
    tree = read("\n".join(written(value)) + "\n", "w")
    assert (tree.problems, tree.data) == ([], value)


def test_a_folded_text_at_the_end_of_a_file_without_a_last_line_end_keeps_its_meaning() -> None:
    text = "sources:\n  acme:\n    url: https://acme.example\n    quotes:\n      - >\n        We never sell data."
    more = with_item(text, "w.yaml", ("sources", "acme", "quotes"), "We never rent it.")
    assert more == f'{text}\n      - "We never rent it."\n'


def test_hints_below_the_last_source_stay_with_it() -> None:
    text = 'sources:\n  acme:\n    url: https://acme.example\n    # quotes: ["..."]\n  # the end\n'
    more = with_entry(text, "w.yaml", ("sources", "bolt"), {"url": "https://bolt.example"})
    assert more.splitlines()[3:] == ['    # quotes: ["..."]', '  bolt: {url: "https://bolt.example"}', "  # the end"]
