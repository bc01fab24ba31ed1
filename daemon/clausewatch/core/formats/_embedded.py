"""A text inside another format (an entry of a feed, a string of an API's answer), read by what it contains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clausewatch.core.encoding import Raw
from clausewatch.core.formats import html, markdown, text
from clausewatch.core.model import Block, BlockKind, Document, Link, Unreadable
from clausewatch.core.watch import Recipe

_BLOCKS = re.compile(r"</(?:p|div|li|ul|ol|h[1-6]|table|tr|section|article|body)\s{0,9}>", re.I)
_TAGS = re.compile(r"<(?:br|p|b|i|em|strong|a|span|u|hr)(?:\s[^<>]{0,2000})?/?>", re.I)


def read(content: str, raw: Raw, recipe: Recipe) -> Document | Unreadable:
    """``content`` as HTML, Markdown or plain text; ``raw`` is what it was found in, whose URL links are relative to."""
    inner = _raw(content, raw)
    if _BLOCKS.search(content):
        return html.read(inner, recipe)
    if markdown.claims(inner) > 0:
        return markdown.read(inner, recipe)
    return html.read(inner, recipe) if _TAGS.search(content) else text.read(inner, recipe)


def read_html(content: str, raw: Raw, recipe: Recipe) -> Document | Unreadable:
    return html.read(_raw(content, raw), recipe)


def below(title: str, blocks: Iterable[Block], links: tuple[Link, ...] = ()) -> Iterator[Block]:
    """A heading, and the blocks that stand under it."""
    yield Block(BlockKind.HEADING, title, (), 1, links)
    for block in blocks:
        yield replace(block, heading=(title, *block.heading))


def _raw(content: str, raw: Raw) -> Raw:
    """As if it had been fetched by itself; what the server said of the whole says nothing of a part."""
    language = tuple((name, value) for name, value in raw.capture.headers if name == "content-language")
    body = content.encode("utf-8", "replace")
    return Raw(replace(raw.capture, headers=language, body=body), content, "utf-8")
