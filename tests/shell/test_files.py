"""Files that people read: whole, true to what was fetched, and nowhere else than in the snapshots folder."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausewatch.core.errors import StoreError
from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import Capture
from clausewatch.shell.files import LARGEST_ATTACHMENT, SnapshotFolder, Snapshots
from clausewatch_notifiers.contract import Attachment

FETCHED = datetime(2026, 11, 23, 15, 47, 32, 123456, tzinfo=UTC)
STEM = "2026-11-23T15-47-32Z-0f343b09"


def capture(body: bytes = b"<p>We never sell your data.</p>", kind: str = "text/html; charset=utf-8") -> Capture:
    return Capture(
        url="https://acme.example/terms",
        final_url="https://www.acme.example/terms",
        fetched_at=FETCHED,
        status=200,
        headers=(("content-type", kind), ("set-cookie", "a=1"), ("set-cookie", "b=2")),
        body=body,
        redirects=("https://acme.example/terms",),
    )


@settings(max_examples=40, deadline=None)
@given(
    st.builds(
        Capture,
        status=st.integers(100, 599),
        fetched_at=st.timedeltas(timedelta(), timedelta(days=36_500)).map(lambda later: FETCHED + later),
        headers=st.lists(st.tuples(st.text(), st.text(st.characters()))).map(tuple),
        body=st.binary(max_size=2000),
    )
)
def test_a_capture_comes_back_exactly_as_it_was_fetched(value: Capture) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = SnapshotFolder(Path(root))
        back = folder.read_capture(folder.write_capture("acme/terms", value))
        assert back == value


def test_a_capture_lies_under_its_time_and_hash_with_its_provenance_beside_it(tmp_path: Path) -> None:
    async def story() -> None:
        snapshots = Snapshots(tmp_path)
        ref = await snapshots.write_capture("acme/terms", capture())
        assert ref == CaptureRef(ref.path, capture().sha256, FETCHED)
        assert await snapshots.read_capture(ref) == capture()
        assert gzip.decompress(snapshots.path_of(ref.path).read_bytes()) == capture().body
        stem = f"2026-11-23T15-47-32Z-{capture().sha256[:8]}"
        assert sorted(path.name for path in (tmp_path / "acme/terms/captures").iterdir()) == [
            f"{stem}.html.gz",
            f"{stem}.json",
        ]
        facts = json.loads((tmp_path / f"acme/terms/captures/{stem}.json").read_text())
        assert facts["redirects"] == ["https://acme.example/terms"]
        assert facts["fetched_at"] == "2026-11-23T15:47:32.123456+00:00"
        assert facts["sha256"] == ref.sha256

    asyncio.run(story())


@pytest.mark.parametrize(
    ("kind", "extension"),
    [
        ("application/pdf", "pdf"),
        ("TEXT/MARKDOWN", "md"),
        ("application/json", "json"),
        ("../../x", "bin"),
        ("", "bin"),
    ],
)
def test_a_file_is_called_by_what_the_server_says_it_is(tmp_path: Path, kind: str, extension: str) -> None:
    folder = SnapshotFolder(tmp_path)
    ref = folder.write_capture("acme", capture(kind=kind))
    assert ref.path.endswith(f".{extension}.gz")
    assert folder.read_capture(ref) == capture(kind=kind)


def test_keeping_the_same_capture_again_changes_no_byte(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    first = folder.write_capture("acme", capture())
    before = folder.path_of(first.path).read_bytes()
    assert folder.write_capture("acme", capture()) == first
    assert folder.path_of(first.path).read_bytes() == before


def test_a_capture_that_was_tampered_with_is_not_believed(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    ref = folder.write_capture("acme", capture())
    folder.path_of(ref.path).write_bytes(gzip.compress(b"<p>We sell your data.</p>", mtime=0))
    with pytest.raises(StoreError, match="not what was kept"):
        folder.read_capture(ref)


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"cut short", mtime=0)[:-9]])
def test_a_capture_that_is_damaged_is_an_error_with_advice(tmp_path: Path, damage: bytes) -> None:
    folder = SnapshotFolder(tmp_path)
    ref = folder.write_capture("acme", capture())
    folder.path_of(ref.path).write_bytes(damage)
    with pytest.raises(StoreError, match=r"(cannot be read|not what was kept).*restore it from a backup"):
        folder.read_capture(ref)


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"url": "https://acme.example/"}', "null"])
def test_provenance_that_is_damaged_is_an_error_with_advice(tmp_path: Path, damage: str) -> None:
    folder = SnapshotFolder(tmp_path)
    ref = folder.write_capture("acme", capture())
    folder.path_of(ref.path.replace(".html.gz", ".json")).write_text(damage)
    with pytest.raises(StoreError, match="restore it from a backup"):
        folder.read_capture(ref)


@pytest.mark.parametrize("missing", [".html.gz", ".json"])
def test_a_capture_that_is_missing_is_an_error_that_names_it(tmp_path: Path, missing: str) -> None:
    folder = SnapshotFolder(tmp_path)
    ref = folder.write_capture("acme", capture())
    folder.path_of(ref.path.replace(".html.gz", missing)).unlink()
    with pytest.raises(StoreError, match=rf"{missing} is missing"):
        folder.read_capture(ref)


def test_texts_lie_where_people_look_for_them(tmp_path: Path) -> None:
    async def story() -> None:
        snapshots = Snapshots(tmp_path)
        ref = await snapshots.write_capture("acme/terms", capture())
        stem = Path(ref.path).name.removesuffix(".html.gz")
        names = (
            await snapshots.write_latest("acme/terms", "one\r\ntwo\n"),
            await snapshots.write_document("acme/terms", ref, "甲方\n"),
            await snapshots.write_diff("acme/terms", STEM, "diff", "-a\n+b\n"),
        )
        assert names == ("acme/terms/latest.md", f"acme/terms/documents/{stem}.md", f"acme/terms/diffs/{STEM}.diff")
        assert [snapshots.path_of(name).read_bytes() for name in names] == [
            b"one\r\ntwo\n",
            "甲方\n".encode(),
            b"-a\n+b\n",
        ]

    asyncio.run(story())


@pytest.mark.parametrize(
    "source_id", ["", "..", "../etc", "/etc", "a/../b", "a//b", "a/", "Acme", "a b", "a\0", "a\n", "-a", "a" * 200, "ä"]
)
def test_an_id_that_is_no_folder_name_is_refused(tmp_path: Path, source_id: str) -> None:
    folder = SnapshotFolder(tmp_path / "snapshots")
    writers = (
        lambda: folder.write_capture(source_id, capture()),
        lambda: folder.write_latest(source_id, "text"),
        lambda: folder.write_diff(source_id, STEM, "diff", "text"),
    )
    for writer in writers:
        with pytest.raises(StoreError, match="cannot be a folder"):
            writer()
    assert list(tmp_path.iterdir()) == []


@given(st.text())
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    folder = SnapshotFolder(Path("/snapshots"))
    try:
        path = folder.path_of(name)
    except StoreError:
        return
    assert os.path.normpath(path).startswith("/snapshots/")


@pytest.mark.parametrize(
    ("stem", "suffix"), [("../x", "md"), (STEM, "../md"), (STEM, ""), ("", "md"), (f"{STEM}x", "md")]
)
def test_a_diff_is_named_by_time_and_hash_only(tmp_path: Path, stem: str, suffix: str) -> None:
    with pytest.raises(StoreError, match="no name of a diff file"):
        SnapshotFolder(tmp_path).write_diff("acme", stem, suffix, "text")


def test_a_file_that_cannot_be_written_leaves_the_former_one_whole(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    (tmp_path / "acme/latest.md").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be written"):
        folder.write_latest("acme", "text")
    assert [path.name for path in (tmp_path / "acme").iterdir()] == ["latest.md"], "and nothing half written"


def test_only_our_own_unfinished_files_of_before_are_removed(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path)
    folder.write_latest("acme", "text")
    ours, fresh = (tmp_path / f"acme/.clausewatch-{digit * 32}.tmp" for digit in "ab")
    others = [tmp_path / "acme" / name for name in ("notes.tmp", ".clausewatch-mine.tmp")]
    for path in (ours, fresh, *others):
        path.write_text("")
    long_ago = (FETCHED - timedelta(days=1)).timestamp()
    for path in (ours, *others):
        os.utime(path, (long_ago, long_ago))
    os.utime(fresh, (FETCHED.timestamp(), FETCHED.timestamp()))
    assert asyncio.run(Snapshots(tmp_path).remove_leftovers(FETCHED - timedelta(hours=1))) == 1
    assert not ours.exists()
    assert all(path.exists() for path in (fresh, *others, tmp_path / "acme/latest.md"))


# --- diff files as people get them --------------------------------------------------------------------------------


def attached(root: Path, name: str) -> Attachment | None:
    return asyncio.run(Snapshots(root).attachment(name))


@pytest.mark.parametrize(("suffix", "kind"), [("html", "text/html"), ("md", "text/plain"), ("diff", "text/plain")])
def test_an_attached_diff_says_in_its_name_what_it_is_about(tmp_path: Path, suffix: str, kind: str) -> None:
    name = SnapshotFolder(tmp_path).write_diff("acme/terms", STEM, suffix, "旧 → 新")
    found = attached(tmp_path, name)
    assert found == Attachment(f"acme-terms-2026-11-23T15-47-32Z.{suffix}", kind, "旧 → 新".encode())


def test_a_diff_that_is_gone_or_too_large_to_send_is_not_attached(tmp_path: Path) -> None:
    assert attached(tmp_path, f"acme/terms/diffs/{STEM}.html") is None
    large = SnapshotFolder(tmp_path).write_diff("acme/terms", STEM, "html", "x" * (LARGEST_ATTACHMENT + 1))
    assert attached(tmp_path, large) is None


@pytest.mark.parametrize(
    "name", ["../secret/diffs/x.html", "clausewatch.db", f"acme/captures/{STEM}.json", f"acme/diffs/../{STEM}.html", ""]
)
def test_nothing_but_a_diff_file_can_be_attached(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="no name of a diff file"):
        attached(tmp_path, name)
