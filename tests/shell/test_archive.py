"""A snapshots folder travels in one file; nothing but our own files comes out of one."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clausewatch.core.errors import UsageError
from clausewatch.core.model import Capture
from clausewatch.shell import archive
from clausewatch.shell.files import SnapshotFolder
from clausewatch.shell.ground import DATABASE
from shell.news import NOON
from shell.test_backups import held, holds

CAPTURE = Capture("https://a.example/p", "https://a.example/p", NOON, 200, (), b"<p>Words.</p>")


def filled(root: Path) -> None:
    folder = SnapshotFolder(root)
    ref = folder.write_capture("acme/privacy", CAPTURE)
    folder.write_document("acme/privacy", ref, "Words.\n")
    folder.write_latest("acme/privacy", "Words.\n")
    folder.write_diff("acme/privacy", "2026-11-23T12-00-00Z-0123abcd", "html", "<p>")
    holds(root, "one")


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith("clausewatch.db")
    }


def test_everything_that_people_read_comes_back_with_the_database(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    count = archive.pack(tmp_path / "a", tmp_path / "all.tar.gz", NOON)
    (tmp_path / "b").mkdir()
    assert archive.unpack(tmp_path / "b", tmp_path / "all.tar.gz", NOON) == count == 6
    assert files(tmp_path / "b") == files(tmp_path / "a")
    assert held(tmp_path / "b" / DATABASE) == "one"


def test_an_archive_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    (tmp_path / "all.tar.gz").write_text("precious")
    with pytest.raises(UsageError, match="there already"):
        archive.pack(tmp_path / "a", tmp_path / "all.tar.gz", NOON)
    assert (tmp_path / "all.tar.gz").read_text() == "precious"


def plain(name: str) -> tarfile.TarInfo:
    return tarfile.TarInfo(name)


def link(target: str) -> Callable[[str], tarfile.TarInfo]:
    def member(name: str) -> tarfile.TarInfo:
        made = tarfile.TarInfo(name)
        made.type, made.linkname = tarfile.SYMTYPE, target
        return made

    return member


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../outside", plain),
        ("/etc/cron.d/x", plain),
        ("acme/privacy/latest.md/../../../../outside", plain),
        ("acme/privacy/latest.md", link("/etc/passwd")),
        ("acme/captures/x.sh", plain),
        ("clausewatch.db-wal", plain),
    ],
)
def test_what_is_not_ours_is_refused_and_nothing_is_replaced(
    tmp_path: Path, name: str, kind: Callable[[str], tarfile.TarInfo]
) -> None:
    holds(tmp_path / "b", "mine")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as evil:
        evil.addfile(kind(name), io.BytesIO(b""))
    with pytest.raises(UsageError, match="no file of ours"):
        archive.unpack(tmp_path / "b", tmp_path / "evil.tar.gz", NOON)
    assert held(tmp_path / "b" / DATABASE) == "mine"
    assert not (tmp_path / "outside").exists()


def test_half_an_archive_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "a")
    archive.pack(tmp_path / "a", tmp_path / "all.tar.gz", NOON)
    (tmp_path / "half.tar.gz").write_bytes((tmp_path / "all.tar.gz").read_bytes()[:700])
    with pytest.raises(UsageError):
        archive.unpack(tmp_path / "a", tmp_path / "half.tar.gz", NOON)
    assert held(tmp_path / "a" / DATABASE) == "one"
