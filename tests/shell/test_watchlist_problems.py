"""Broken watchlists, each with the lines that are printed. The table is the specification."""

import re
from pathlib import Path

import pytest

from clausewatch.core.errors import WatchlistError
from clausewatch.shell.watchlist import load, parse

CASES = Path(__file__).parent / "broken_watchlists.txt"
A = '{url: "https://a.example"}'


def problems(text: str, **environ: str) -> list[str]:
    with pytest.raises(WatchlistError) as caught:
        parse(text, "watchlist.yaml", environ)
    assert caught.value.exit_code == 2
    return str(caught.value).splitlines()


def cases() -> dict[str, tuple[str, list[str]]]:
    """What is wrong -> the file, and the lines that are printed for it."""
    found = {}
    for block in re.split(r"^=== ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        written, _, printed = rest.partition(">>> ")
        lines = [line.removeprefix(">>> ") for line in printed.splitlines() if line and not line.startswith("#")]
        found[name] = (written, lines)
    return found


@pytest.mark.parametrize("name", cases())
def test_a_broken_watchlist_says_what_and_where(name: str) -> None:
    text, printed = cases()[name]
    assert problems(text) == printed


def test_the_table_of_broken_watchlists_is_read_as_a_whole() -> None:
    table = CASES.read_text(encoding="utf-8")
    assert len(cases()) == table.count("\n=== ") >= 120
    assert sum(len(lines) for _, lines in cases().values()) == table.count("\n>>> ")


def test_all_problems_are_shown_at_once_in_the_order_of_the_file() -> None:
    text = """\
channels: {team: {slak: x}}
routes: [{to: taem}]
providers:
  acme:
    sources:
      privacy: {url: "https://a.example", evry: 6h}
      terms: {url: 12}
    claims:
        c: {statement: s, basis: verified, quotes: [{in: privcy, exact: "never sell it"}, {in: terms, exact: short}]}
"""
    assert problems(text) == [
        "watchlist.yaml:1:19: unknown kind of channel 'slak'; did you mean 'slack'?",
        "watchlist.yaml:2:15: unknown channel 'taem'; did you mean 'team'?",
        "watchlist.yaml:6:43: unknown key 'evry'; did you mean 'every'?",
        "watchlist.yaml:7:20: 'url' must be text; write \"12\" in quotes",
        "watchlist.yaml:9:58: unknown source 'privcy'; did you mean 'privacy'?",
        "watchlist.yaml:9:110: the quote 'short' is too short: with fewer than 12 characters or 2 words it may stand "
        "anywhere by chance; quote more of its sentence",
    ]


@pytest.mark.parametrize("written", ["'“We never sell it.”'", '"“We never sell it.”"', "“Data” is all of “your data”"])
def test_curly_quotes_that_are_meant_as_words_are_taken(written: str) -> None:
    (claim,) = parse(f"sources:\n  a:\n    url: https://a.example\n    quotes:\n      - {written}\n", "w", {}).claims
    assert claim.quotes[0].exact == written.strip("'\"")


def test_what_only_follows_from_a_problem_is_not_reported_too() -> None:
    text = "sources:\n  a: {url: 12}\nclaims:\n  c: {statement: s, basis: verified, quotes: [{in: a, exact: short}]}\n"
    assert [line.partition(": ")[0] for line in problems(text)] == ["watchlist.yaml:2:12", "watchlist.yaml:4:62"]


def test_a_fault_under_an_anchor_is_reported_once() -> None:
    text = "sources:\n  a: &a {url: x}\n  b: *a\n"
    assert problems(text) == ["watchlist.yaml:2:15: bad URL 'x': it must begin with https:// or http://"]


def test_an_alias_bomb_is_refused() -> None:
    levels = ["a: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (line,) = problems("\n".join(levels))
    assert line.startswith("watchlist.yaml:6:")
    assert line.endswith("more than 1,000,000 values once aliases are expanded")


def test_aliases_cannot_dig_deeper_than_brackets() -> None:
    levels = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [[[[*a{n - 1}]]]]" for n in range(1, 300)]
    assert problems("\n".join(levels)) == ["watchlist.yaml:9:13: nested more than 32 levels deep"]


def test_hostile_text_in_a_message_is_one_bounded_line() -> None:
    (line,) = problems('sources: {a: {url: "https://a.example", "' + "\\e[31m\\n" * 50 + '": 1}}')
    assert line.isprintable()
    assert len(line) < 500


def test_no_secret_stands_in_a_problem() -> None:
    lines = problems(f'channels: {{c: {{slack: "${{env:S}}"}}}}\nsources: {{a: {A}}}', S="not-a-url-but-secret")
    assert lines
    assert not any("not-a-url-but-secret" in line for line in lines)


def test_a_control_character_is_named_with_its_place() -> None:
    (line,) = problems("a: \x01\n")
    assert line == "watchlist.yaml:1:4: a control character that YAML does not allow; was this saved as UTF-8 text?"


def test_a_thousand_open_brackets_are_too_deep() -> None:
    assert problems("[" * 5000) == ["watchlist.yaml:1:33: nested more than 32 levels deep"]


def test_a_file_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "watchlist.yaml"
    with pytest.raises(WatchlistError) as caught:
        load(path, {})
    assert str(caught.value) == (
        f"{path}:1:1: there is no such file; begin one with `clausewatch init`, or name it with --watchlist"
    )


def test_an_empty_folder_is_no_watchlist(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match=r"there is no \.yaml file in this folder"):
        load(tmp_path, {})


def test_a_file_in_another_encoding_says_on_which_line(tmp_path: Path) -> None:
    path = tmp_path / "watchlist.yaml"
    path.write_bytes("sources:\n  a: {title: Müller}\n".encode("latin-1"))
    with pytest.raises(WatchlistError, match=r"watchlist\.yaml:2:1: not UTF-8"):
        load(path, {})


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "watchlist.yaml"
    path.write_text("# x\n" * 5_000_000)
    with pytest.raises(WatchlistError, match="larger than 16 MiB"):
        load(path, {})
