"""Where links go: for claims that rely on a link's target, and for targets that change behind an unchanged text.

Of the changes that a public archive recorded over three years, 40 % were link identifiers: a session in the query, a
build or a content hash in the path. A link that nobody tracks is therefore compared by its *place*: host and path, with
identifiers in the path taken for one another. A tracked link is compared by its whole address, tracking parameters
aside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, parse_qsl, urlsplit

from clausewatch.core.canonical import key
from clausewatch.core.model import Document, Link, LinkFinding, TrackedLink, Verdict

_TRACKING = re.compile(
    r"(?:utm_|mc_|hsa_|_hs)\w*|fbclid|gclid|gbraid|wbraid|msclkid|dclid|yclid|ref|ref_src|referrer|spm|scm|_ga|_gl"
    r"|igshid|trk|source"
)
_IDENTIFIER = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # UUID
    r"|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{7,64}"  # commit, content hash
    r"|(?=[A-Za-z_]*\d)(?=[0-9a-z_]*[A-Z])(?=[0-9A-Z_]*[a-z])[0-9A-Za-z_]{8,128}"  # base 64
    r"|(?=[a-z]*\d[a-z]*\d)(?=\d*[a-z])[0-9a-z]{10,128}"  # base 36
    r"|\d{9,20}"  # time in seconds, serial number
)
_PIECE = re.compile(r"[0-9A-Za-z_-]+")
LONGEST = 2_000
"""Characters of a path that is searched for identifiers."""
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
    """Links of the same text whose host or path changed. Query, fragment and identifiers in the path are left out:
    many pages put sessions, builds and tracking there, other ones at each fetch."""
    if set(old.links) == set(new.links):
        return
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
            places[key(link.text)].setdefault(_without_identifiers(place), link)
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
    if parts.scheme in ("mailto", "tel"):
        return host, path.lower()
    return (host, path) if host or path else None


def _without_identifiers(place: tuple[str, str]) -> tuple[str, str]:
    """The path with ``*`` for each identifier; parameters of a segment (``;jsessionid=…``) dropped."""
    host, path = place
    if "/" not in path or "@" in path or len(path) > LONGEST:  # a telephone number, a mail address
        return place
    segments = (segment.partition(";")[0] for segment in path.split("/"))
    return host, "/".join(_PIECE.sub(_anonymous, segment) for segment in segments)


def _anonymous(piece: re.Match[str]) -> str:
    """``*`` for an identifier, alone or behind a hyphen (``terms-3f2a9c81``)."""
    if _IDENTIFIER.fullmatch(piece[0]):
        return "*"
    return "-".join("*" if _IDENTIFIER.fullmatch(part) else part for part in piece[0].split("-"))


def _address(target: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    parts = _split(target)
    host, path = _place(target) or ("", target)
    query = parse_qsl(parts.query) if parts else []
    return host, path, tuple(sorted((name, value) for name, value in query if not _TRACKING.fullmatch(name)))
