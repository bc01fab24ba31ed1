"""Feeds, Atom and RSS: every entry as a heading with what it says below it.

The date of an entry is a paragraph where the feed has one (when it was published, else when it was updated); the
feed's own dates are no text, since they move with every request. A feed is hostile XML: one with a document type is
refused, so there is no entity to expand, and nothing is ever loaded from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from clausewatch.core.encoding import Raw
from clausewatch.core.formats import _embedded
from clausewatch.core.markup import absolute
from clausewatch.core.model import Block, BlockKind, Document, Link, Unreadable, UnreadableKind
from clausewatch.core.outline import LONGEST_HEADING, display
from clausewatch.core.watch import Recipe

NAME = "feed"

MOST_ENTRIES = 2000
LONGEST_DATE = 100

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|RDF|feed)(?=[\s>])[^>]{0,5000}>")
_VOCABULARY = re.compile(
    r"http://www\.w3\.org/2005/Atom|http://purl\.org/(?:rss/1\.0|atom/)|<rss\s[^>]{0,5000}?version\s?=|http://my\.netscape\.com/rdf"
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FOREIGN = re.compile(r"search\.yahoo\.com/mrss|itunes\.com|podcast|georss|googleplay", re.I)
_PUBLISHED = ("published", "pubDate", "issued", "date", "updated", "modified")
_CONTENT = ("encoded", "content", "description", "summary")
"""Names of elements, the best first: ``content:encoded`` is the whole entry where ``description`` is its beginning."""


def claims(raw: Raw) -> int:
    if raw.text is None:
        return 0
    start = _after_prologue(raw.text)
    if start is None:  # with a document type: what it would be is not known
        return 0
    root = _ROOT.match(raw.text, start)
    return 100 if root and _VOCABULARY.search(root.group()) else 0


def read(raw: Raw, recipe: Recipe) -> Document | Unreadable:
    """``select`` and ``remove`` apply to the HTML of each entry."""
    if raw.text is None:
        return Unreadable(UnreadableKind.NOT_TEXT, "not text")
    if _after_prologue(raw.text) is None:
        return Unreadable(UnreadableKind.READER, "the feed declares a document type, which could hold an XML bomb")
    # A declaration inside the text says nothing any more: the text is decoded, and UTF-8 from here on.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(_CONTROLS.sub("", raw.text).strip().encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Unreadable(UnreadableKind.READER, f"the feed is broken XML: {display(str(error))[:200]}")
    return _document(root, raw, recipe)


def _after_prologue(text: str) -> int | None:
    """Where the first element begins; ``None`` if a document type comes before it. XML allows it nowhere else."""
    at = 0
    while True:
        while at < len(text) and text[at] in " \t\r\n\ufeff":
            at += 1
        closing = "?>" if text.startswith("<?", at) else "-->" if text.startswith("<!--", at) else ""
        if not closing:
            return None if text.startswith("<!", at) else at
        end = text.find(closing, at)
        if end < 0:
            return at
        at = end + len(closing)


def _document(root: etree._Element, raw: Raw, recipe: Recipe) -> Document | Unreadable:
    about = next((child for child in root if _name(child) == "channel"), root)
    entries = [child for parent in {root: None, about: None} for child in parent if _name(child) in ("entry", "item")]
    if len(entries) > MOST_ENTRIES:
        return Unreadable(UnreadableKind.READER, f"{len(entries):,} entries; at most {MOST_ENTRIES:,} are read")
    blocks: list[Block] = []
    selected = not entries
    for entry in entries:
        content = _content(entry, raw, recipe)
        if isinstance(content, Unreadable):
            return content
        selected |= content.selected
        blocks += _entry(entry, content, raw)
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang") or _text(about, "language")
    return Document(
        tuple(blocks),
        NAME,
        title=_plain(about, raw, recipe)[:300],
        language=language.strip().lower().replace("_", "-")[:35] or None,
        encoding=raw.encoding,
        selected=selected,
    )


def _entry(entry: etree._Element, content: Document, raw: Raw) -> Iterator[Block]:
    date = next((text for name in _PUBLISHED if (text := _text(entry, name))), "")[:LONGEST_DATE]
    dated = (Block(BlockKind.PARAGRAPH, date),) if date else ()
    title, target = _plain(entry, raw, Recipe())[:LONGEST_HEADING], _link(entry, raw)
    if title:
        yield from _embedded.below(title, (*dated, *content.blocks), (Link(title, target),) if target else ())
    else:
        yield from (*dated, *content.blocks)


def _content(entry: etree._Element, raw: Raw, recipe: Recipe) -> Document | Unreadable:
    found = next((child for name in _CONTENT for child in entry if _name(child) == name and _has_text(child)), None)
    if found is None:
        return Document((), NAME, selected=not recipe.select)
    if found.get("type") in ("text", "text/plain"):
        return _embedded.read(_inside(found), raw, recipe)
    return _embedded.read_html(_inside(found), raw, recipe)


def _plain(of: etree._Element, raw: Raw, recipe: Recipe) -> str:
    """The title of a feed or an entry; its markup, if it has any, is taken off."""
    found = next((child for child in of if _name(child) == "title"), None)
    if found is None:
        return ""
    title = _inside(found)
    if "<" not in title and "&" not in title:
        return display(title)
    document = _embedded.read_html(title, raw, recipe)
    return " ".join(block.text for block in document.blocks) if isinstance(document, Document) else ""


def _link(entry: etree._Element, raw: Raw) -> str | None:
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return absolute(child.get("href") or child.text or "", raw.capture.final_url or raw.capture.url)
    return None


def _text(of: etree._Element, name: str) -> str:
    return display(next((child.text or "" for child in of if _name(child) == name), ""))


def _inside(element: etree._Element) -> str:
    """Text as it is, and elements (XHTML) as markup without their namespace."""
    if not len(element):
        return element.text or ""
    for inner in element.iter():
        if isinstance(inner.tag, str):
            inner.tag = _name(inner)
    inside = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return "".join((element.text or "", *inside))


def _has_text(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _name(element: etree._Element) -> str:
    """Without its namespace; empty for comments, and for what podcasts and picture feeds add."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, name = element.tag.rpartition("}")
    return "" if _FOREIGN.search(namespace) else name
