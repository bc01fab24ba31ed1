"""An edit is noticed once it has come to rest, however the file is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from clausewatch.shell.edits import Edits
from clausewatch.shell.reloading import Differences, differences
from clausewatch.shell.watchlist import parse


def noticed(path: Path, edit: Callable[[], object]) -> bool:
    """Whether the edit is noticed, looking at the file as often as the loop can."""

    async def run() -> bool:
        edits = Edits((path,), asyncio.Event(), every=0)
        edit()
        try:
            await asyncio.wait_for(edits.wait(), 0.2)
        except TimeoutError:
            return False
        return True

    return asyncio.run(run())


def replaced(path: Path) -> None:
    beside = path.with_suffix(".new")
    beside.write_text("a")
    beside.rename(path)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda path: path.write_text("longer"), True),
        (replaced, True),
        (lambda path: path.unlink(), True),
        (lambda path: path.read_text(), False),
    ],
    ids=["written", "replaced by one of the same content", "removed", "read"],
)
def test_an_edit_is_noticed(edit: Callable[[Path], object], expected: bool, tmp_path: Path) -> None:
    path = tmp_path / "watchlist.yaml"
    path.write_text("a")
    assert noticed(path, lambda: edit(path)) is expected


def test_a_folder_swapped_behind_a_link_is_an_edit(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "watchlist.yaml").write_text("a")
    link = tmp_path / "now"
    link.symlink_to("one")

    def swap() -> None:
        (tmp_path / "next").symlink_to("two")
        (tmp_path / "next").rename(link)

    assert noticed(link / "watchlist.yaml", swap)


def test_whoever_asks_is_answered_at_once() -> None:
    async def run() -> None:
        asked = asyncio.Event()
        asked.set()
        await asyncio.wait_for(Edits((), asked, every=3600).wait(), 5)
        assert not asked.is_set()

    asyncio.run(run())


def test_what_differs_is_what_is_read_or_asked_not_where_it_stands() -> None:
    old = (
        'sources:\n  a: {url: "https://a.example"}\n  b: {url: "https://b.example"}\n  c: {url: "https://c.example"}\n'
    )
    new = (
        'terms: {x: [SOC 2]}\nsources:\n  b: {url: "https://b.example", quotes: [never sell your data]}\n'
        '  c: {url: "https://c.example"}\n  d: {url: "https://d.example"}\n'
    )
    found = differences(parse(old, "w.yaml", {}), parse(new, "w.yaml", {}))
    assert found == Differences(added=("d",), removed=("a",), changed=("b",))


CLAIM = """providers:
  acme:
    sources:
      terms: {url: "https://acme.example/terms", every: 1h}
    claims:
      selling: {statement: Never sells, basis: verified, quotes: [{in: terms, exact: never sell your data}]}
      audits: {statement: No audits, basis: not stated, silences: [{in: terms, terms: [SOC 2]}]}
"""


def test_lines_that_only_moved_are_no_edit() -> None:
    moved = "# What we rely on.\n\n" + CLAIM.replace("    claims:\n", "\n    # Seen in June.\n    claims:\n")
    assert parse(CLAIM, "w.yaml", {}) == parse(moved, "w.yaml", {})


def test_claims_in_another_order_ask_for_the_same() -> None:
    *head, first, second = CLAIM.splitlines(keepends=True)
    swapped = "".join((*head, second, first))
    nothing = Differences(added=(), removed=(), changed=())
    assert differences(parse(CLAIM, "w.yaml", {}), parse(swapped, "w.yaml", {})) == nothing
