"""Status-page products: what each one's answers look like and what they mean.

One module per product, found by looking into this package; a new product is a new file here, and nothing else. Its
name is its ``NAME``. A module whose name starts with ``_`` is no product. Each has

    NAME         the word for ``product:`` in the watchlist
    endpoints    (base URL, recipe) -> the URLs of one poll, in order; the first is indispensable, the others add to it.
                 Empty if the recipe lacks the page id that the product's URLs need
    recognises   (captures) -> whether the structure of the first one is this product's. JSON is required: a page of
                 HTML at 200 is what a vendor's web shop answers to every path
    read         (captures, recipe) -> a report, or why there is none. Captures after the first may be of any of the
                 product's endpoints, in any order; one that cannot be read is left out

and may have

    details      (base URL, recipe, incident ids) -> URLs that tell how incidents ended which are no longer listed
    page_id_in   (text of the branded page) -> the page id it names
    otherwise    (base URL, recipe) -> URLs of which each alone makes a poll too, tried in order where the first
                 endpoint gives no report
    SIGNS        words in a page's HTML that hint at the product, and
    HOSTS        hosts at which it is known to live: reasons to ask there first, never to believe
    PLATFORM     the name of the company's service, if one company serves the pages of many vendors
    POSTED       the part of a path by which its endpoints are told that are asked by POST
    GENERIC      true for a format that others build on; it is what an answer is if it is nothing else
    history      (inquiry) -> the URLs of the page's past that are still to be asked, given the answers so far; empty
                 when nothing more can be learned
    read_history (inquiry) -> the past that the answers tell, and what is missing of it. The poll's own answers are
                 among them

Identity before content: an answer of another page id is ``Unreadable(IDENTITY)``. Empty is not healthy: a report
without components is never operational.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from clausewatch.core.history import History, Inquiry
from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import StatusReport
from clausewatch.core.watch import StatusRecipe


def _no_details(base_url: str, recipe: StatusRecipe, incident_ids: tuple[str, ...]) -> tuple[str, ...]:
    return ()


def _no_page_id(text: str) -> str | None:
    return None


def _nothing_else(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Product:
    """A module of this package as a value."""

    name: str
    endpoints: Callable[[str, StatusRecipe], tuple[str, ...]]
    recognises: Callable[[tuple[Capture, ...]], bool]
    read: Callable[[tuple[Capture, ...], StatusRecipe], StatusReport | Unreadable]
    details: Callable[[str, StatusRecipe, tuple[str, ...]], tuple[str, ...]]
    page_id_in: Callable[[str], str | None]
    otherwise: Callable[[str, StatusRecipe], tuple[str, ...]]
    signs: tuple[str, ...]
    hosts: tuple[str, ...]
    generic: bool
    platform: str = ""
    posted: str = ""
    history: Callable[[Inquiry], tuple[str, ...]] | None = None
    read_history: Callable[[Inquiry], History | Unreadable] | None = None
    """Both, or neither: then only what the page lists at present is known."""


@functools.cache
def products() -> tuple[Product, ...]:
    """All of them, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(
        Product(
            module.NAME,
            module.endpoints,
            module.recognises,
            module.read,
            getattr(module, "details", _no_details),
            getattr(module, "page_id_in", _no_page_id),
            getattr(module, "otherwise", _nothing_else),
            getattr(module, "SIGNS", ()),
            getattr(module, "HOSTS", ()),
            getattr(module, "GENERIC", False),
            getattr(module, "PLATFORM", ""),
            getattr(module, "POSTED", ""),
            getattr(module, "history", None),
            getattr(module, "read_history", None),
        )
        for module in modules
    )


def product(name: str) -> Product | None:
    return next((each for each in products() if each.name == name), None)


def is_posted(url: str) -> bool:
    """Whether an endpoint is asked by POST; all others by GET."""
    return any(each.posted and each.posted in url for each in products())


def detect(captures: tuple[Capture, ...]) -> Product | None:
    """The product whose structure the answer has; never guessed from its URL."""
    specific_first = sorted(products(), key=lambda each: each.generic)
    return next((each for each in specific_first if each.recognises(captures)), None)
