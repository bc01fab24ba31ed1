"""Files that people read: captures, documents and diffs, under ``snapshots/<source id>/``.

    latest.md                                the document as text
    documents/<UTC>-<hash8>.md               every accepted version
    captures/<UTC>-<hash8>.<ext>.gz, .json   the bytes as fetched, and where they came from
    diffs/<UTC>-<hash8>.html, .md, .diff

and ``index.html`` for all of them, and in the folder of each provider.

A file is there whole or not at all: written beside its place, brought to the disk, then renamed, and the folder brought
to the disk too. So the database, written after it, never points to nothing, not even after a power cut. Names come
from source ids, times and hashes only, and each is checked: nothing from a page ever becomes a path.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import os
import re
import uuid
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clausewatch.core.errors import StoreError
from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import Capture
from clausewatch.core.naming import capture_ref
from clausewatch.shell.ground import refused
from clausewatch_notifiers.contract import Attachment

SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}(/[a-z0-9][a-z0-9-]{0,99}){0,2}")
STEM = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z-[0-9a-f]{8}")
SUFFIX = re.compile(r"[a-z]{2,8}")
DIFF = re.compile(rf"(?:{SOURCE_ID.pattern})/diffs/(?:{STEM.pattern})\.(?:html|md|diff)")
MEDIA_TYPES = {"html": "text/html", "md": "text/plain", "diff": "text/plain"}
LARGEST_ATTACHMENT = 5 * 1024 * 1024
"""Bytes; many mail servers refuse ten, and encoding adds a third."""
LEFTOVER = re.compile(r"\.clausewatch-[0-9a-f]{32}\.tmp")


class Snapshots:
    """The snapshots folder, off the event loop: every method works in a thread. Errors are ``StoreError``."""

    def __init__(self, root: Path) -> None:
        self.folder = SnapshotFolder(root)

    async def write_capture(self, source_id: str, capture: Capture) -> CaptureRef:
        """Keeps the bytes and their provenance; both are on the disk when this returns."""
        return await asyncio.to_thread(self.folder.write_capture, source_id, capture)

    async def read_capture(self, ref: CaptureRef) -> Capture:
        """Exactly what was kept; ``StoreError`` if it is missing or no longer has its hash."""
        return await asyncio.to_thread(self.folder.read_capture, ref)

    async def write_document(self, source_id: str, ref: CaptureRef, text: str) -> str:
        """The document read from ``ref``; returns its name relative to the folder, as the other writers do."""
        return await asyncio.to_thread(self.folder.write_document, source_id, ref, text)

    async def write_latest(self, source_id: str, text: str) -> str:
        return await asyncio.to_thread(self.folder.write_latest, source_id, text)

    async def write_diff(self, source_id: str, stem: str, suffix: str, content: str) -> str:
        """``suffix`` without a dot: html, md or diff."""
        return await asyncio.to_thread(self.folder.write_diff, source_id, stem, suffix, content)

    async def attachment(self, name: str) -> Attachment | None:
        """The diff file of this name as people get it; ``None`` if it cannot be read, or is too large to send."""
        return await asyncio.to_thread(self.folder.attachment, name)

    async def write_index(self, provider: str, content: str) -> str:
        """The index page of a provider; of all of them where that is empty."""
        return await asyncio.to_thread(self.folder.write_index, provider, content)

    async def remove_leftovers(self, before: datetime) -> int:
        """Removes what a crash left half written before that time; says how many files."""
        return await asyncio.to_thread(self.folder.remove_leftovers, before)

    def path_of(self, name: str) -> Path:
        """The file of a name that a writer returned or a ``CaptureRef`` holds."""
        return self.folder.path_of(name)


class SnapshotFolder:
    """The same, done at once in the thread that calls."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write_capture(self, source_id: str, capture: Capture) -> CaptureRef:
        ref = capture_ref(_checked(source_id), capture)
        write(self.path_of(ref.path), gzip.compress(capture.body, compresslevel=6, mtime=0))
        write(self.path_of(_provenance_name(ref)), _provenance(capture))
        return ref

    def read_capture(self, ref: CaptureRef) -> Capture:
        path, provenance = self.path_of(ref.path), self.path_of(_provenance_name(ref))
        try:
            body, facts = gzip.decompress(path.read_bytes()), json.loads(provenance.read_bytes())
            capture = _capture(facts, body)
        except FileNotFoundError as error:
            raise StoreError(f"the capture {error.filename} is missing; restore it from a backup") from error
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"the capture {path} cannot be read ({error}); restore it from a backup") from error
        if hashlib.sha256(body).hexdigest() != ref.sha256:
            raise StoreError(f"the capture {path} is not what was kept (its hash differs); restore it from a backup")
        return capture

    def write_document(self, source_id: str, ref: CaptureRef, text: str) -> str:
        return self._write_text(f"{_checked(source_id)}/documents/{_stem_of(ref)}.md", text)

    def write_latest(self, source_id: str, text: str) -> str:
        return self._write_text(f"{_checked(source_id)}/latest.md", text)

    def write_diff(self, source_id: str, stem: str, suffix: str, content: str) -> str:
        return self._write_text(diff_name(source_id, stem, suffix), content)

    def attachment(self, name: str) -> Attachment | None:
        if not DIFF.fullmatch(name):
            raise StoreError(f"{name!r} is no name of a diff file")
        try:
            with self.path_of(name).open("rb") as file:
                content = file.read(LARGEST_ATTACHMENT + 1)
        except OSError:
            return None
        if len(content) > LARGEST_ATTACHMENT:
            return None
        return Attachment(_attached_name(name), MEDIA_TYPES[name.rpartition(".")[2]], content)

    def write_index(self, provider: str, content: str) -> str:
        return self._write_text(f"{_checked(provider)}/index.html" if provider else "index.html", content)

    def remove_leftovers(self, before: datetime) -> int:
        """Only files that bear the name of our own unfinished writes; a process may be writing one right now."""
        try:
            old = [path for path in self.root.rglob(".clausewatch-*.tmp") if _is_leftover(path, before)]
            for path in old:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(self.root, error) from error
        return len(old)

    def path_of(self, name: str) -> Path:
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\0" in part for part in parts):
            raise StoreError(f"{name!r} is no name of a snapshot")
        return self.root.joinpath(*parts)

    def _write_text(self, name: str, text: str) -> str:
        write(self.path_of(name), text.encode("utf-8", "replace"))
        return name


# --- names --------------------------------------------------------------------------------------------------------


def diff_name(source_id: str, stem: str, suffix: str) -> str:
    """Of a diff file, relative to the snapshots folder."""
    if not STEM.fullmatch(stem) or not SUFFIX.fullmatch(suffix):
        raise StoreError(f"{stem!r}.{suffix!r} is no name of a diff file")
    return f"{_checked(source_id)}/diffs/{stem}.{suffix}"


def _attached_name(name: str) -> str:
    """In a folder of downloads it must say what it is about: ``acme-privacy-2026-11-24T11-58-02Z.html``."""
    source, _, file = name.partition("/diffs/")
    stem, _, suffix = file.rpartition(".")
    return f"{source.replace('/', '-')}-{stem.rpartition('-')[0]}.{suffix}"


def _checked(source_id: str) -> str:
    if not SOURCE_ID.fullmatch(source_id):
        raise StoreError(f"{source_id!r} cannot be a folder: a source id has only a-z, 0-9, '-' and '/'")
    return source_id


def _stem_of(ref: CaptureRef) -> str:
    stem = ref.path.rsplit("/", 1)[-1].split(".", 1)[0]
    if not STEM.fullmatch(stem):
        raise StoreError(f"{ref.path!r} is no name of a capture")
    return stem


def _provenance_name(ref: CaptureRef) -> str:
    return f"{ref.path.rpartition('/')[0]}/{_stem_of(ref)}.json"


# --- provenance ---------------------------------------------------------------------------------------------------


def _provenance(capture: Capture) -> bytes:
    facts = {
        "url": capture.url,
        "final_url": capture.final_url,
        "redirects": capture.redirects,
        "fetched_at": capture.fetched_at.astimezone(UTC).isoformat(),
        "status": capture.status,
        "headers": capture.headers,
        "sha256": capture.sha256,
        "bytes": len(capture.body),
    }
    return (json.dumps(facts, indent=2) + "\n").encode()


def _capture(facts: Any, body: bytes) -> Capture:
    return Capture(
        url=facts["url"],
        final_url=facts["final_url"],
        fetched_at=datetime.fromisoformat(facts["fetched_at"]),
        status=facts["status"],
        headers=tuple((name, value) for name, value in facts["headers"]),
        body=body,
        redirects=tuple(facts["redirects"]),
    )


# --- writing ------------------------------------------------------------------------------------------------------


def write(path: Path, content: bytes, mode: int | None = None) -> None:
    """Whole or not at all, and on the disk when this returns; with the permissions ``mode``, or those of a new file."""
    unfinished = path.parent / f".clausewatch-{uuid.uuid4().hex}.tmp"
    try:
        _make_folder(path.parent)
        try:
            _write_through(unfinished, content)
            if mode is not None:
                unfinished.chmod(mode)
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise _unusable(path, error) from error


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """A new folder is an entry in its parent, which must reach the disk like a file."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_leftover(path: Path, before: datetime) -> bool:
    return bool(LEFTOVER.fullmatch(path.name)) and path.lstat().st_mtime < before.timestamp()


def _unusable(path: Path, error: OSError) -> StoreError:
    return refused(f"{path} cannot be written ({error.strerror}); check the disk's free space and permissions", error)
