"""The ``.md`` diff file: a change as a person would paste it into a pull request or a ticket.

Forges act on what they render, backslashes or not: ``@name`` notifies somebody, ``#12`` links an issue, an address
becomes a link. So text from outside is not only escaped; a word joiner, which nobody sees, keeps such signs apart from
what follows them, and addresses are broken at their colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import Grade, Graded, Hunk, HunkKind
from clausewatch.core.printable import one_line
from clausewatch.core.render.fragment import deep_link
from clausewatch.core.render.message import change_summary
from clausewatch.core.render.origin import UNKNOWN, Fetched, Origin
from clausewatch.core.render.placing import moved_phrase
from clausewatch.core.render.wording import (
    HUNKS,
    before_and_after,
    dates_said,
    fragment_of,
    heading_path,
    hunks_gravest_first,
    in_force,
    kind_phrase,
    reasons_phrase,
    verdict_phrase,
    why_phrase,
)
from clausewatch.core.render.words import Op, word_diff

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~@&$])")
ADDRESS = re.compile(r"(?i)(https?|ftp)(:)(?=//)|(www)(\.)|(mailto)(:)")
ACTED_ON = re.compile(r"(@|#|\bGH-)(?=\w)")
JOINER = "\u2060"
IN_ADDRESS = "-._~:/?#@!$&'()+,;=%"
MARKS = {Op.SAME: ("", ""), Op.REMOVED: ("~~", "~~"), Op.ADDED: ("**", "**")}


def markdown_diff(change: Change, origin: Origin = UNKNOWN) -> str:
    """The whole change, gravest first; what is cosmetic is folded."""
    hunks = hunks_gravest_first(change)
    loud = [hunk for hunk in hunks if hunk.graded.grade > Grade.COSMETIC]
    quiet = [hunk for hunk in hunks if hunk.graded.grade <= Grade.COSMETIC]
    parts = [
        f"# {_safe(_title(change))}",
        _safe(change_summary(change)),
        _facts(change),
        *(["## Your claims"] if change.findings else []),
        *(_claim(claim, change.url) for claim in change.findings),
        "## Every difference" if hunks else "",
        *map(_hunk, loud),
        _folded(quiet),
        _provenance(change, origin),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(change: Change) -> str:
    name = f"{change.provider_name}: {change.title}" if change.provider_name else change.title
    return f"{name} changed"


def _facts(change: Change) -> str:
    return _table(
        {
            "Grade": _safe(reasons_phrase(change.graded)),
            "Note": _safe(change.note),
            "Printed date": _safe(dates_said(change.comparison)),
            "In force": _safe(in_force(change.comparison.dates, change.at.date())),
            "Seen": f"{change.at:%Y-%m-%d %H:%M} UTC",
            "Page": _link(change.url),
        }
    )


def _table(rows: dict[str, str]) -> str:
    lines = "".join(f"\n| {name} | {value} |" for name, value in rows.items() if value)
    return f"| | |\n|---|---|{lines}"


def _claim(claim: ClaimFinding, url: str) -> str:
    before, after = before_and_after(claim)
    happened = f"**{verdict_phrase(claim)}{kind_phrase(claim.finding)}** ({reasons_phrase(claim.finding.graded)})"
    fragment = fragment_of(claim)
    link = f"\n\nOn the live page: {_link(deep_link(url, fragment))}" if fragment else ""
    return f"### {_safe(claim.subject)}\n\n{happened}\n\n{_passage(before, after)}{_why(claim.finding.graded)}{link}"


def _why(graded: Graded) -> str:
    said = why_phrase(graded)
    return f"\n\n{_safe(said)}" if said else ""


def _link(address: str) -> str:
    """As an autolink, with everything escaped that could end it; nothing of a page stands in it unescaped."""
    if not address.startswith(("https://", "http://")):
        return _safe(address)
    return f"<{quote(address, safe=IN_ADDRESS)}>"


def _hunk(hunk: Hunk) -> str:
    where = _safe(heading_path(hunk.heading)) or "top of the page"
    noise = f"; noise: {hunk.rule}" if hunk.rule else ""
    moved = hunk.kind is HunkKind.MOVED or bool(hunk.moved_from)
    happened = _safe(moved_phrase(hunk)) + (" and edited" if hunk.kind is HunkKind.EDITED else "") if moved else ""
    return (
        f"### {happened or HUNKS[hunk.kind]} in {where} ({reasons_phrase(hunk.graded)}{noise})\n\n"
        f"{_passage(hunk.old, hunk.new)}{_why(hunk.graded)}"
    )


def _folded(hunks: Iterable[Hunk]) -> str:
    """GitHub and GitLab fold it; elsewhere it stands open."""
    shown = list(map(_hunk, hunks))
    if not shown:
        return ""
    count = "1 cosmetic difference" if len(shown) == 1 else f"{len(shown)} cosmetic differences"
    return "\n\n".join((f"<details><summary>{count}</summary>", *shown, "</details>"))


def _passage(old: str, new: str) -> str:
    """The old words above the new ones where everything differs."""
    spans = word_diff(one_line(old), one_line(new))
    between = "\n>\n> " if all(span.op is not Op.SAME for span in spans) else ""
    return "> " + between.join(_marked(span.op, span.text) for span in spans)


def _marked(op: Op, text: str) -> str:
    """Marks hug the words: ``** x**`` would not be read as bold."""
    before, after = MARKS[op]
    inner = text.strip()
    if not inner:
        return text
    start = text.index(inner)
    return f"{text[:start]}{before}{_safe(inner)}{after}{text[start + len(inner) :]}"


def _provenance(change: Change, origin: Origin) -> str:
    sides = {"Before": (change.old, origin.old), "Now": (change.new, origin.new)}
    rows = {name: _side(ref, fetched) for name, (ref, fetched) in sides.items() if ref}
    select = f" with `select: {_code(origin.recipe.select)}`" if origin.recipe.select else ""
    said = f"Both sides were read alike{select}. Change `{_code(change.id)}`."
    return f"## Where it comes from\n\n{_table(rows)}\n\n{said}"


def _side(ref: CaptureRef, fetched: Fetched | None) -> str:
    whence = f"{_link(fetched.final_url)}, " if fetched else ""
    return f"{whence}fetched {ref.fetched_at:%Y-%m-%d %H:%M:%S} UTC, SHA-256 `{ref.sha256}`"


def _code(text: str) -> str:
    return one_line(text).replace("`", "'").replace("|", "\\|")


def _safe(text: str) -> str:
    broken = ADDRESS.sub(lambda found: "".join(filter(None, found.groups()))[:-1] + "\0" + found[0][-1], one_line(text))
    joined = ACTED_ON.sub(rf"\1{JOINER}", broken)
    return SPECIAL.sub(r"\\\1", joined).replace("\0", "\\")
