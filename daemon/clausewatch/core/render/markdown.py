"""The ``.md`` diff file: a change as a person would paste it into a pull request or a ticket."""

from __future__ import annotations

import re
from urllib.parse import quote

from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.model import Graded, Hunk
from clausewatch.core.naming import stamp
from clausewatch.core.printable import one_line
from clausewatch.core.render.fragment import deep_link
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

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~@&])")
IN_ADDRESS = "-._~:/?#@!$&'()+,;=%"
MARKS = {Op.SAME: ("", ""), Op.REMOVED: ("~~", "~~"), Op.ADDED: ("**", "**")}


def markdown_diff(change: Change) -> str:
    """The whole change, gravest first."""
    parts = [
        f"# {_safe(_title(change))}",
        _facts(change),
        *(_claim(claim, change.url) for claim in change.findings),
        "## Every difference",
        *(_hunk(hunk) for hunk in hunks_gravest_first(change)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(change: Change) -> str:
    name = f"{change.provider_name}: {change.title}" if change.provider_name else change.title
    return f"{name} changed"


def _facts(change: Change) -> str:
    facts = {
        "Grade": reasons_phrase(change.graded),
        "Note": change.note,
        "Printed date": dates_said(change.comparison),
        "In force": in_force(change.comparison.dates, change.at.date()),
        "Seen": f"{change.at:%Y-%m-%d %H:%M} UTC",
        "Before": f"{stamp(change.old.fetched_at)} SHA-256 {change.old.sha256}" if change.old else "",
        "After": f"{stamp(change.new.fetched_at)} SHA-256 {change.new.sha256}" if change.new else "",
        "Page": change.url,
    }
    return "\n".join(f"- {name}: {_safe(value)}" for name, value in facts.items() if value)


def _claim(claim: ClaimFinding, url: str) -> str:
    before, after = before_and_after(claim)
    label = (
        f"## {_safe(claim.subject)}: {verdict_phrase(claim)}{kind_phrase(claim.finding)} ({claim.finding.graded.grade})"
    )
    fragment = fragment_of(claim)
    link = f"\n\nOn the live page: {_address(deep_link(url, fragment))}" if fragment else ""
    return f"{label}\n\n{_passage(before, after)}{_why(claim.finding.graded)}{link}"


def _why(graded: Graded) -> str:
    said = why_phrase(graded)
    return f"\n\n{_safe(said)}" if said else ""


def _address(link: str) -> str:
    """As an autolink, with everything escaped that could end it; nothing of a page stands in it unescaped."""
    return f"<{quote(link, safe=IN_ADDRESS)}>"


def _hunk(hunk: Hunk) -> str:
    where = _safe(heading_path(hunk.heading)) or "top of the page"
    folded = f"; noise: {hunk.rule}" if hunk.rule else ""
    return (
        f"### {HUNKS[hunk.kind]} in {where} ({reasons_phrase(hunk.graded)}{folded})\n\n"
        f"{_passage(hunk.old, hunk.new)}{_why(hunk.graded)}"
    )


def _passage(old: str, new: str) -> str:
    return "> " + "".join(_marked(span.op, span.text) for span in word_diff(one_line(old), one_line(new)))


def _marked(op: Op, text: str) -> str:
    """Marks hug the words: ``** x**`` would not be read as bold."""
    before, after = MARKS[op]
    inner = text.strip()
    if not inner:
        return text
    return text.replace(inner, f"{before}{_safe(inner)}{after}", 1)


def _safe(text: str) -> str:
    return SPECIAL.sub(r"\\\1", one_line(text))
