"""Pages for the tests of reading: made up, of the shapes that real sites have."""

from __future__ import annotations

from datetime import UTC, datetime

from clausewatch.core import formats
from clausewatch.core.model import Capture, Document
from clausewatch.core.watch import Recipe

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://northwind.example/legal/privacy"

CLAUSES = (
    "We keep your account data for thirty days after you close your account.",
    "We never sell your personal data to anyone, and we do not rent it out either.",
    "Our servers stand in Ireland, and copies of your notes are kept in Frankfurt.",
    "You may object to the use of your notes for the improvement of our models.",
    "If we learn of a breach that affects you, we tell you within seventy-two hours.",
    "These terms are governed by the laws of Ireland, whatever your place of residence.",
)


def capture(body: str | bytes, content_type: str = "", url: str = URL, **more: str) -> Capture:
    """``more`` are further response headers, with underscores for hyphens."""
    raw = body.encode() if isinstance(body, str) else body
    headers = [(name.replace("_", "-"), value) for name, value in more.items()]
    if content_type:
        headers.append(("content-type", content_type))
    return Capture(url, url, AT, 200, tuple(headers), raw)


def document(body: str | bytes, recipe: Recipe | None = None, content_type: str = "", url: str = URL) -> Document:
    found = formats.read(capture(body, content_type, url), recipe or Recipe())
    assert isinstance(found, Document), found
    return found


def texts(body: str, recipe: Recipe | None = None, content_type: str = "", url: str = URL) -> list[str]:
    return [block.text for block in document(body, recipe, content_type, url).blocks]


def policy(
    title: str = "Privacy Policy", clauses: tuple[str, ...] = CLAUSES, chrome: str = "", language: str = "en"
) -> str:
    prose = "".join(f"<h2>{number}. Section</h2><p>{clause}</p>" for number, clause in enumerate(clauses, 1))
    return (
        f"<!doctype html><html lang='{language}'><head><title>{title} | Northwind</title>"
        f"<script src='/app.js'></script></head><body>{chrome}<main><h1>{title}</h1>{prose}</main></body></html>"
    )
