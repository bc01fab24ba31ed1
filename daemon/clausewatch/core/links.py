"""Where links go: for claims that rely on a link's target, and for targets that change behind an unchanged text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, parse_qsl, urlsplit

from clausewatch.core.canonical import key
from clausewatch.core.model import Document, Link, LinkFinding, TrackedLink, Verdict

_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "ref", "spm", "_ga", "_gl", "hsa_", "igshid", "trk", "source")
_NOT_A_PLACE = frozenset({"javascript", "data", "blob", "about"})


def judge(document: Document, tracked: Sequence[TrackedLink]) -> tuple[LinkFinding, ...]:
    """One finding per tracked link, in their order: ``intact``, ``reworded`` (its text goes elsewhere) or
    ``not-found`` (no link has its text)."""
    if not tracked:
        return ()
    targets: dict[str, list[str]] = defaultdict(list)
    for link in document.links:
        targets[key(link.text)].append(link.target)
    return tuple(_judged(link, targets.get(key(link.text), [])) for link in tracked)


def _judged(link: TrackedLink, targets: Sequence[str]) -> LinkFinding:
    if not targets:
        return LinkFinding(link.text, link.target, Verdict.NOT_FOUND)
    same = next((target for target in targets if _address(target) == _address(link.target)), None)
    verdict = Verdict.REWORDED if same is None else Verdict.INTACT
    return LinkFinding(link.text, link.target, verdict, targets[0] if same is None else same)


def retargeted(old: Document, new: Document) -> Iterator[tuple[Link, Link]]:
    """Links of the same text whose host or path changed. Query and fragment are left out: many pages put session
    and tracking identifiers there, other ones at each fetch."""
    before, after = _places(old), _places(new)
    for text, links in before.items():
        if text and text in after and links.keys() != after[text].keys():
            gone = [link for place, link in links.items() if place not in after[text]]
            come = [link for place, link in after[text].items() if place not in links]
            yield from zip(gone, come, strict=False)


def _places(document: Document) -> dict[str, dict[tuple[str, str], Link]]:
    places: dict[str, dict[tuple[str, str], Link]] = defaultdict(dict)
    for link in document.links:
        place = _place(link.target)
        if place is not None:
            places[key(link.text)].setdefault(place, link)
    return places


def _split(target: str) -> SplitResult | None:
    try:
        return urlsplit(target.strip())
    except ValueError:  # an unclosed bracket in the host
        return None


def _place(target: str) -> tuple[str, str] | None:
    """Host and path; ``None`` for what leads nowhere (an anchor, a script)."""
    parts = _split(target)
    if parts is None or parts.scheme in _NOT_A_PLACE:
        return None
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/")
    return (host, path.lower() if parts.scheme == "mailto" else path) if host or path else None


def _address(target: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    parts = _split(target)
    host, path = _place(target) or ("", target)
    query = parse_qsl(parts.query) if parts else []
    return host, path, tuple(sorted((name, value) for name, value in query if not name.startswith(_TRACKING)))
