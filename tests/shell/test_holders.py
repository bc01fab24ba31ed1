"""Whether somebody still lives who has taken something."""

from __future__ import annotations

from pathlib import Path

from clausewatch.shell.holders import Holder, holders_path, is_gone


def test_who_lives_is_not_gone_and_who_left_is(tmp_path: Path) -> None:
    database = tmp_path / "c.db"
    one, two = Holder(database), Holder(database)
    first, second = one.name, two.name
    assert first is not None and second is not None and first != second
    assert one.name == first, "it keeps its name"
    one.close()
    assert is_gone(database, first) and not is_gone(database, second)
    two.close()
    assert is_gone(database, second)


def test_who_comes_back_has_another_name(tmp_path: Path) -> None:
    holder = Holder(tmp_path / "c.db")
    former = holder.name
    holder.close()
    assert holder.name not in (None, former)
    holder.close()


def test_a_process_on_another_machine_counts_as_living(tmp_path: Path) -> None:
    holder = Holder(tmp_path / "c.db")
    assert holder.name is not None
    byte = holder.name.partition("/")[2]
    holder.close()
    assert not is_gone(tmp_path / "c.db", f"00000000-0000-4000-8000-000000000000/{byte}")


def test_nobody_is_taken_for_dead_where_it_cannot_be_asked(tmp_path: Path) -> None:
    holder = Holder(tmp_path / "c.db")
    name = holder.name
    assert name is not None
    for odd in ("", "x", name.partition("/")[0], f"{name}x"):
        assert not is_gone(tmp_path / "c.db", odd), odd
    holders_path(tmp_path / "c.db").unlink()
    assert not is_gone(tmp_path / "c.db", name)
    holder.close()


def test_where_nothing_can_be_written_there_is_no_name(tmp_path: Path) -> None:
    holder = Holder(tmp_path / "nowhere" / "c.db")
    assert holder.name is None
    holder.close()
