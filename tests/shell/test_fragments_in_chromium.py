"""A link to a sentence, opened by the browser that people have: it scrolls to that sentence and to no other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

import pytest

from clausewatch.core.model import Block, BlockKind
from clausewatch.core.render.fragment import Page, deep_link
from clausewatch.shell.browser_launch import executable, missing
from shell.site import Site, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LACKS = missing(os.environ)
PROGRAM = executable(os.environ)
pytestmark = [
    pytest.mark.skipif(LACKS is not None or PROGRAM is None, reason=f"no browser: {LACKS or 'none of its own'}"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # of Playwright, when its browser ends
]
PATIENCE = 60_000
"""Milliseconds; it is there within one second."""

KEEPS = "We keep prompts, files - and R&D data - for 30 days."
LONG = (
    " ".join(f"The {number}th condition is that nobody relies on clause {number}," for number in range(12)) + " ever."
)
ZH = "我们不会将您的个人信息出售给任何第三方，但法律法规另有规定的除外。"
TWICE = "You may object at any time."
PLACES = {
    "plain": (KEEPS, ()),
    "long": (LONG, ()),
    "chinese": (ZH, ()),
    "twice": (TWICE, ("2. API",)),
}


def document() -> tuple[Block, ...]:
    """Each of the words stands far below the first screen."""
    filling = [
        Block(BlockKind.PARAGRAPH, f"Paragraph {number} says nothing that matters here.") for number in range(120)
    ]
    others = (
        Block(BlockKind.PARAGRAPH, f"For accounts: {TWICE} Then not.", ("1. Accounts",)),
        *filling,
        Block(BlockKind.PARAGRAPH, f"For requests: {TWICE} Then we stop.", ("2. API",)),
    )
    told = (Block(BlockKind.PARAGRAPH, words) for words in (KEEPS, LONG, ZH))
    return (*others, *filling, *told, *filling)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # only where there is a browser

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=PROGRAM, chromium_sandbox=os.geteuid() != 0)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("name", PLACES)
def test_the_sentence_is_in_sight_at_once(name: str, browser: Browser) -> None:
    words, heading = PLACES[name]
    blocks = document()
    directive = Page(blocks).directive(words, heading)
    assert directive
    body = "".join(f"<p id=p{at}>{escape(block.text)}</p>" for at, block in enumerate(blocks))
    at = next(at for at, block in enumerate(blocks) if words in block.text and block.heading == heading)
    with Site() as site:
        site.answers("/terms", page(f"<!doctype html><meta charset=utf-8><body>{body}"))
        tab = browser.new_page(viewport={"width": 800, "height": 600})
        tab.goto(deep_link(site.url("/terms"), directive), timeout=PATIENCE)
        tab.wait_for_function(
            f"(() => {{ const box = document.getElementById('p{at}').getBoundingClientRect();"
            " return scrollY > 0 && box.bottom > 0 && box.top < innerHeight; })()",
            timeout=PATIENCE,
        )
        tab.close()
