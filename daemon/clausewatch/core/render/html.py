"""The ``.html`` diff file: one self-contained page without script, for a browser, a phone and paper.

Everything that comes from a page is escaped; the content policy in the head forbids whatever slips through to load or
run anything.
"""

from __future__ import annotations

from html import escape
from itertools import chain, repeat

from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import Block, BlockKind, ClauseFinding, Document, Grade, Graded, Hunk
from clausewatch.core.printable import one_line
from clausewatch.core.render.fragment import Page, deep_link
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
from clausewatch.core.render.words import Op, Span, word_diff

STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#59636e;--paper:#fff;--card:#f6f8fa;--line:#d1d9e0;
--del:#ffebe9;--delink:#82071e;--ins:#dafbe1;--insink:#0a3d1d;--critical:#a40e26;--major:#9a4a00;--minor:#4d5561}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--paper:#0d1117;--card:#151b23;--line:#3d444d;
--del:#4a1a1f;--delink:#ffc9c4;--ins:#123d22;--insink:#b8f5c6;--critical:#ff7b82;--major:#f0a35e;--minor:#aab3bd}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);
font:1rem/1.6 Georgia,"Noto Serif","Noto Serif CJK SC",serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
h1,h2,dl,.label,footer,summary{font-family:system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:1rem 0;font-size:.9rem}
dt{color:var(--soft)}dd{margin:0}
article{border:1px solid var(--line);border-left:4px solid var(--minor);border-radius:4px;background:var(--card);
padding:.75rem 1rem;margin:.75rem 0;break-inside:avoid}
article.critical{border-left-color:var(--critical)}article.major{border-left-color:var(--major)}
.label{font-size:.85rem;color:var(--soft);margin:0 0 .35rem}.label b{color:var(--ink)}
.critical .grade{color:var(--critical)}.major .grade{color:var(--major)}.grade{font-weight:600}
p{margin:.35rem 0}del{background:var(--del);color:var(--delink)}ins{background:var(--ins);color:var(--insink);
text-decoration:none;border-bottom:2px solid currentColor}
details{margin:1rem 0}summary{cursor:pointer;color:var(--soft);font-size:.9rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.8rem;color:var(--soft)}
footer code{font-size:.75rem}
@media(max-width:30rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}}
@media print{body{max-width:none;font-size:10.5pt}article{background:none}details:not([open])>*{display:none}}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LINKS = 50
"""Differences that are linked to their place on the live page; making a link takes a search through the page."""
TAGS = {Op.SAME: ("", ""), Op.REMOVED: ("<del>", "</del>"), Op.ADDED: ("<ins>", "</ins>")}


def html_diff(change: Change, new: Document) -> str:
    """The page: what it means, tracked clauses, every difference, the whole text folded, provenance."""
    title = f"{change.provider_name}: {change.title}" if change.provider_name else change.title
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="referrer" content="no-referrer">'
        f"<title>{_text(title)}</title><style>{STYLE}</style></head><body>"
        f'<header class="{change.grade}"><h1>{_text(title)}</h1>{_facts(change)}</header>'
        f"<main>{_claims(change)}{_hunks(change, Page(new.blocks))}{_whole(new)}</main>"
        f"{_provenance(change)}</body></html>\n"
    )


def _facts(change: Change) -> str:
    page = f'<a href="{escape(change.url)}" rel="noreferrer">{_text(change.url)}</a>' if _is_web(change.url) else ""
    facts = {
        "Grade": f'<span class="grade">{_text(reasons_phrase(change.graded))}</span>',
        "Note": _text(change.note),
        "Printed date": _text(dates_said(change.comparison)),
        "In force": _text(in_force(change.comparison.dates, change.at.date())),
        "Seen": f"{change.at:%Y-%m-%d %H:%M} UTC",
        "Page": page,
    }
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items() if value) + "</dl>"


def _claims(change: Change) -> str:
    if not change.findings:
        return "<h2>Your claims</h2><p>No tracked clause was touched.</p>"
    return "<h2>Your claims</h2>" + "".join(_claim(claim, change.url) for claim in change.findings)


def _claim(claim: ClaimFinding, url: str) -> str:
    before, after = before_and_after(claim)
    graded = claim.finding.graded
    label = (
        f"<b>{_text(claim.subject)}</b> {_text(verdict_phrase(claim) + kind_phrase(claim.finding))} "
        f'<span class="grade">({_text(reasons_phrase(graded))})</span>'
    )
    link = _at_the_sentence(url, fragment_of(claim))
    return _article(graded.grade, label, _words(before, after) + _beside(claim) + _why(graded) + link)


def _why(graded: Graded) -> str:
    said = why_phrase(graded)
    return f'<p class="label">{_text(said)}</p>' if said else ""


def _at_the_sentence(url: str, fragment: str) -> str:
    """A link that opens the live page there; nothing where none is certain to."""
    if not fragment or not _is_web(url):
        return ""
    link = escape(deep_link(url, fragment))
    return f'<p class="label"><a href="{link}" rel="noreferrer">on the live page</a></p>'


def _beside(claim: ClaimFinding) -> str:
    """What helps to judge: the changed surroundings, or the closest text that is left."""
    finding = claim.finding
    if not isinstance(finding, ClauseFinding):
        return ""
    notes = {"Beside it": finding.surroundings, "Closest text": None if finding.now else finding.closest}
    return "".join(f'<p class="label">{name}</p><p>{_text(text)}</p>' for name, text in notes.items() if text)


def _hunks(change: Change, page: Page) -> str:
    hunks = hunks_gravest_first(change)
    grave = [hunk for hunk in hunks if hunk.graded.grade > Grade.COSMETIC]
    links = [_at_the_sentence(change.url, page.directive(hunk.new, hunk.heading)) for hunk in grave[:LINKS]]
    loud = "".join(map(_hunk, grave, chain(links, repeat(""))))
    quiet = [hunk for hunk in hunks if hunk.graded.grade <= Grade.COSMETIC]
    folded = "".join(_hunk(hunk) for hunk in quiet)
    fold = f"<details><summary>{len(quiet)} cosmetic</summary>{folded}</details>" if quiet else ""
    return f"<h2>Every difference</h2>{loud}{fold}"


def _hunk(hunk: Hunk, link: str = "") -> str:
    where = heading_path(hunk.heading) or "top of the page"
    moved = f" from {heading_path(hunk.moved_from)}" if hunk.moved_from else ""
    why = reasons_phrase(hunk.graded) + (f"; noise: {hunk.rule}" if hunk.rule else "")
    label = f'<b>{HUNKS[hunk.kind]}</b>{_text(moved)} in {_text(where)} <span class="grade">({_text(why)})</span>'
    return _article(hunk.graded.grade, label, _words(hunk.old, hunk.new) + _why(hunk.graded) + link)


def _article(grade: Grade, label: str, body: str) -> str:
    return f'<article class="{grade}"><p class="label">{label}</p>{body}</article>'


def _words(old: str, new: str) -> str:
    """One paragraph with its words marked; two where everything differs, the old one first."""
    spans = word_diff(one_line(old), one_line(new))
    if all(span.op is not Op.SAME for span in spans):
        return "".join(_paragraph((span,)) for span in spans)
    return _paragraph(spans)


def _paragraph(spans: tuple[Span, ...]) -> str:
    marked = (f"{TAGS[span.op][0]}{escape(span.text)}{TAGS[span.op][1]}" for span in spans)
    return f'<p dir="auto">{"".join(marked)}</p>'


def _whole(document: Document) -> str:
    body = "".join(_block(block) for block in document.blocks)
    return f"<details><summary>The whole text as it stands now</summary>{body}</details>"


def _block(block: Block) -> str:
    text = _text(block.text)
    if block.kind is BlockKind.HEADING:
        return f"<p><b>{text}</b></p>"
    return f'<p dir="auto">{"• " if block.kind is BlockKind.ITEM else ""}{text}</p>'


def _provenance(change: Change) -> str:
    sides = "".join(_capture(name, ref) for name, ref in (("Before", change.old), ("After", change.new)) if ref)
    return f"<footer><p>Change {_text(change.id)}</p>{sides}</footer>"


def _capture(name: str, ref: CaptureRef) -> str:
    when = f"{ref.fetched_at:%Y-%m-%d %H:%M:%S}"
    return f"<p>{name}: fetched {when} UTC, {_text(ref.path)}<br>SHA-256 <code>{ref.sha256}</code></p>"


def _text(text: str) -> str:
    return escape(one_line(text))


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))
