"""Names of files and ids, made from values so that the same poll always gives the same name."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import Capture

EXTENSIONS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "md",
    "text/x-markdown": "md",
    "text/plain": "txt",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
}
"""By what the server says; what it does not say is ``bin``. The name is for people, nothing is read by it."""


def stamp(moment: datetime) -> str:
    """``2026-11-23T15-47-32Z``: sorts by time and is a legal file name everywhere."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


def stem(capture: Capture) -> str:
    """``<UTC>-<hash8>``: the common name of a capture, its document and its diff."""
    return f"{stamp(capture.fetched_at)}-{capture.sha256[:8]}"


def extension(capture: Capture) -> str:
    """By declared type."""
    declared = (capture.header("content-type") or "").partition(";")[0].strip().lower()
    return EXTENSIONS.get(declared, "bin")


def capture_ref(source_id: str, capture: Capture) -> CaptureRef:
    """Where the capture lies, or will lie, below the snapshots folder."""
    path = f"{source_id}/captures/{stem(capture)}.{extension(capture)}.gz"
    return CaptureRef(path, capture.sha256, capture.fetched_at)


def digest16(text: str) -> str:
    """A short hash for keys that must be the same for the same text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
