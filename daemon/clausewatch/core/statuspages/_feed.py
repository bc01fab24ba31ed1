"""RSS and Atom from a stranger, as what status pages need of it.

A feed with a document type is refused, so there is no entity to expand, and nothing is ever loaded from anywhere. Text
is UTF-8, whatever the declaration says; a byte order mark before it is common and harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.statuspages import _payload as payload

PUBLISHED = ("published", "pubDate", "issued", "date")
UPDATED = ("updated", "modified", "lastBuildDate")
CONTENT = ("encoded", "content", "description", "summary")
"""Names of elements, the best first."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item; times are ``None`` where it has none that can be read."""

    id: str
    title: str
    link: str
    published: datetime | None
    updated: datetime | None
    categories: tuple[str, ...]
    markup: str
    """What it says, HTML mostly; not bounded yet."""


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    link: str
    updated: datetime | None
    entries: tuple[Entry, ...]


def feed_of(capture: Capture) -> Feed | Unreadable:
    """The feed of an answer, or why it is none."""
    doubt = payload.doubt_of(capture)
    if doubt is not None:
        return doubt
    try:
        text = capture.body.decode("utf-8-sig")
    except ValueError:
        return payload.not_ours(f"{payload.kind_of(capture.body)} instead of a feed")
    if "<!DOCTYPE" in text[:2000].upper() or "<!ENTITY" in text:
        return payload.not_ours("HTML, or a feed with a document type, which is not read")
    root = _root(text)
    if root is None or _name(root) not in ("rss", "RDF", "feed"):
        return payload.not_ours(f"{payload.kind_of(capture.body)} instead of a feed")
    return _feed(root)


def _root(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(CONTROLS.sub("", text).strip().encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _feed(root: etree._Element) -> Feed | Unreadable:
    about = next((each for each in root if _name(each) == "channel"), root)
    if about is root and _name(root) == "rss":
        return payload.not_ours("RSS without a channel")
    rows = [each for parent in {root: None, about: None} for each in parent if _name(each) in ("item", "entry")]
    return Feed(
        payload.line(_text(about, "title")),
        _link(about),
        _time(about, UPDATED),
        tuple(map(_entry, rows[: payload.MANY])),
    )


def _entry(row: etree._Element) -> Entry:
    link = _link(row)
    title = payload.line(payload.prose(_text(row, "title")))
    published, updated = _time(row, PUBLISHED), _time(row, UPDATED)
    return Entry(
        payload.line(_text(row, "guid") or _text(row, "id") or link, 4 * payload.ID),
        title,
        link,
        published or updated,
        updated or published,
        tuple(payload.line(_category(each), payload.ID) for each in row if _name(each) == "category")[:50],
        next((text for name in CONTENT if (text := _text(row, name)).strip()), ""),
    )


def _category(element: etree._Element) -> str:
    return (element.text or "").strip() or element.get("term", "")


def _link(of: etree._Element) -> str:
    """The page that a feed or an entry belongs to."""
    places = (each.get("href") or each.text for each in _links(of))
    return next((link for place in places if (link := payload.link((place or "").strip()))), "")


def _links(of: etree._Element) -> Iterator[etree._Element]:
    """Plain ones first; ``rel="self"`` is the feed's own address and none of them."""
    found = [each for each in of if _name(each) == "link" and each.get("rel", "alternate") == "alternate"]
    return iter(sorted(found, key=lambda each: each.get("href") is not None and not (each.text or "").strip()))


def _time(of: etree._Element, names: tuple[str, ...]) -> datetime | None:
    return next((at for name in names if (at := payload.moment(_text(of, name)))), None)


def _text(of: etree._Element, name: str) -> str:
    """All text inside, with white space where elements part it."""
    found = next((each for each in of if _name(each) == name), None)
    if found is None:
        return ""
    return " ".join(str(part) for part in found.itertext()) if len(found) else found.text or ""


def _name(element: etree._Element) -> str:
    """Without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
