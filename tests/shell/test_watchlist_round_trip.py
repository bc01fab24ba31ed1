"""Whatever way a watchlist is written: after a clause was accepted, a source or a clause added, all else stands as it
stood, comments included, and the file means what it meant and the new thing."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as some

from clausewatch.core.watch import Quote, Watchlist
from clausewatch.shell.watchlist import parse
from clausewatch.shell.watchlist_edit import EditRefusedError, place_of, with_words
from clausewatch.shell.watchlist_insert import with_entry, with_item
from clausewatch.shell.yaml_nodes import read

comments = some.text("abc #:'\"{}[]-äß中", max_size=20).map(lambda text: f"# {text}")
ends = some.sampled_from(["", "  # why", "   ", "\t# tab"])
words = some.lists(
    some.sampled_from(["never", "sell: it", "'quoted'", "“data”", "#1", "条款", "a-b", "C:\\d"]), min_size=4
)
sentences = words.map(lambda parts: "we keep " + " ".join(parts))
forms = some.sampled_from(["plain", "single", "double", "folded", "long"])
NEWLINES = ("\n", "\r\n")


def quote_lines(form: str, text: str, pad: str) -> Iterator[str]:
    double = text.replace("\\", "\\\\").replace('"', '\\"')
    if form == "single":
        yield f"{pad}- '{text.replace(chr(39), chr(39) * 2)}'"
    elif form == "folded":
        yield f"{pad}- >"
        yield f"{pad}    {text}"
    elif form == "long":
        yield f'{pad}- {{exact: "{double}", confirm: true}}'
    else:
        yield f'{pad}- "{double}"'


@some.composite
def watchlists(draw: some.DrawFn) -> tuple[str, list[str]]:
    """A watchlist in some style, and its comments."""
    said: list[str] = []
    lines: list[str] = []

    def remark(pad: str = "") -> None:
        for text in draw(some.lists(comments, max_size=2)):
            said.append(text)
            lines.append(pad + text)

    newline = draw(some.sampled_from(NEWLINES))
    step = draw(some.integers(1, 4))
    remark()
    lines.append("sources:" + draw(ends))
    for number in range(draw(some.integers(1, 3))):
        remark(" " * step)
        if draw(some.booleans()):
            lines.append(f"{' ' * step}s{number}: {{url: https://s{number}.example, title: 'It''s'}}{draw(ends)}")
            continue
        pad = " " * step * 2
        lines += [f"{' ' * step}s{number}:{draw(ends)}", f"{pad}url: https://s{number}.example{draw(ends)}"]
        remark(pad)
        lines.append(f"{pad}quotes:")
        for index, text in enumerate(draw(some.lists(sentences, min_size=1, max_size=3, unique=True))):
            lines += quote_lines(draw(forms), f"{index} {text}", f"{pad}  ")
        remark(pad)
    remark()
    if draw(some.booleans()):
        lines.append("terms: {audits: [SOC 2, ISO 27001]}" + draw(ends))
    remark()
    return newline.join(lines) + draw(some.sampled_from(["", newline, newline * 3])), said


def meaning(watchlist: Watchlist) -> dict[str, list[str]]:
    found = {source.id: [source.url] for source in watchlist.sources}
    for claim in watchlist.claims:
        found[claim.id] += [quote.exact.strip() for quote in claim.quotes]
    return found


def kept(before: str, after: str, said: list[str], changed: int) -> None:
    """All comments, and all lines but as many as may have changed."""
    assert all(after.count(text) >= before.count(text) for text in said)
    rows = after.splitlines()
    assert sum(1 for row in before.splitlines() if row not in rows) <= changed


@settings(max_examples=60, deadline=None)
@given(watchlists(), sentences)
def test_a_source_and_a_clause_can_be_added_to_any_watchlist(written: tuple[str, list[str]], sentence: str) -> None:
    text, said = written
    before = meaning(parse(text, "w.yaml", {}))
    added = with_entry(text, "w.yaml", ("sources", "new"), {"url": "https://new.example", "quotes": [sentence]})
    more = with_item(added, "w.yaml", ("sources", "s0", "quotes"), f"also {sentence}")
    after = meaning(parse(more, "w.yaml", {}))
    kept(text, added, said, 0)
    kept(text, more, said, 1)
    assert after == {
        **before,
        "s0": [*before["s0"], f"also {sentence}".strip()],
        "new": ["https://new.example", sentence.strip()],
    }


@settings(max_examples=60, deadline=None)
@given(watchlists(), sentences, some.data())
def test_any_clause_of_any_watchlist_can_be_accepted(
    written: tuple[str, list[str]], sentence: str, data: some.DataObject
) -> None:
    text, said = written
    watchlist = parse(text, "w.yaml", {})
    quotes = [(claim, quote) for claim in watchlist.claims for quote in claim.quotes]
    if not quotes:
        return
    claim, quote = data.draw(some.sampled_from(quotes))
    new = f"{sentence}, since today"
    place = place_of(read(text, "w.yaml"), claim, quote)
    try:
        after = with_words(text, "w.yaml", place, new)
    except EditRefusedError:
        raise AssertionError(f"refused in {text!r}") from None
    kept(text, after, said, 1)
    expected = {
        each.id: [new if (each, old) == (claim, quote) else old.exact.strip() for old in each.quotes]
        for each in watchlist.claims
    }
    assert {
        each.id: [old.exact.strip() for old in each.quotes] for each in parse(after, "w.yaml", {}).claims
    } == expected
    assert isinstance(quote, Quote)
