"""Where a product's endpoints lie, from whatever address of the page somebody wrote down."""

from __future__ import annotations

from urllib.parse import urlsplit


def root(base_url: str, *markers: str) -> str:
    """Scheme, host and path of a page without a slash at the end; cut where a marker of the product's API begins.

    Query and fragment go; a path stays, since pages are also served below one.
    """
    parts = urlsplit(base_url)
    path = parts.path
    for marker in markers:
        path = path.partition(marker)[0]
    return f"{parts.scheme}://{parts.netloc}{path.rstrip('/')}"


def origin(base_url: str) -> str:
    """Scheme and host only."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"
