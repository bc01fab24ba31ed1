"""The ``.html`` diff file: one self-contained page without script, for a browser, a phone and paper.

What it means for the claims comes first; then the page itself from top to bottom, with its changes in place and what is
unchanged folded; then where both sides come from. Everything from the page is escaped; the content policy in the head
forbids whatever slips through to load or run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from clausewatch.core.alerts import Change, ClaimFinding
from clausewatch.core.language import detect
from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import Block, BlockKind, ClauseFinding, Document, Grade, Graded, Hunk, HunkKind
from clausewatch.core.printable import one_line
from clausewatch.core.render.fragment import Page, deep_link
from clausewatch.core.render.message import change_summary
from clausewatch.core.render.origin import UNKNOWN, Fetched, Origin
from clausewatch.core.render.placing import Placed, Run, moved_phrase, placed, runs
from clausewatch.core.render.reasons import MEANINGS
from clausewatch.core.render.style import facts, is_web, link, page, pill, text
from clausewatch.core.render.text import document_text
from clausewatch.core.render.wording import (
    HUNKS,
    before_and_after,
    dates_said,
    direction_phrase,
    fragment_of,
    in_force,
    kind_phrase,
    verdict_phrase,
    why_phrase,
)
from clausewatch.core.render.words import Op, Span, word_diff

LINKS = 50
"""Differences that are linked to their place on the live page; making a link takes a search through the page."""
GRAVEST = 6
"""Differences that the contents name."""
TAGS = {Op.SAME: ("", ""), Op.REMOVED: ("<del>", "</del>"), Op.ADDED: ("<ins>", "</ins>")}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every part of the page is made from."""

    change: Change
    old: Document
    new: Document
    differences: tuple[Placed, ...]
    links: dict[int, str]
    """By number of the difference."""
    lang: str
    """The attribute of everything that stands on the page; empty where its language is not known."""


def html_diff(change: Change, old: Document, new: Document, origin: Origin = UNKNOWN) -> str:
    """The page: what it means, tracked clauses, every difference in its place, and where it comes from."""
    differences = placed(change.comparison.hunks, old, new)
    links = _links(change.url, differences, Page(new.blocks))
    sheet = _Sheet(change, old, new, differences, links, _lang(new))
    parts = (
        '<a class="skip" href="#claims">Skip to what it means for your claims</a>',
        _header(change),
        _contents(sheet),
        f"<main>{_claims(sheet)}{_differences(sheet)}</main>",
        _provenance(sheet, origin),
    )
    return page(f"{_who(change)}, {change.at:%Y-%m-%d}", "\n".join(parts))


def _who(change: Change) -> str:
    return f"{change.provider_name}: {change.title}" if change.provider_name else change.title


def _lang(document: Document) -> str:
    """As it is written, where that can be told, since many pages declare another language; else as declared."""
    written = detect("\n".join(block.text for block in document.blocks)) or document.language
    return f' lang="{escape(written)}"' if written else ""


def _links(url: str, differences: Sequence[Placed], live: Page) -> dict[int, str]:
    """Of the gravest differences that have words on the live page."""
    if not is_web(url):
        return {}
    grave = [each for each in differences if each.hunk.graded.grade > Grade.COSMETIC and each.hunk.new]
    grave.sort(key=lambda each: -each.hunk.graded.grade)
    found = {each.number: live.directive(each.hunk.new, each.hunk.heading) for each in grave[:LINKS]}
    return {number: deep_link(url, directive) for number, directive in found.items() if directive}


# --- the head -----------------------------------------------------------------------------------------------------


def _header(change: Change) -> str:
    who = f"{text(change.provider_name)} · " if change.provider_name else ""
    direction = direction_phrase(change.graded)
    entries = {
        "Why": _reasons(change.graded),
        "Note": text(change.note),
        "Printed date": text(dates_said(change.comparison)),
        "In force": text(in_force(change.comparison.dates, change.at.date())),
        "Page": link(change.url),
    }
    return (
        f'<header><p class="eyebrow">{who}{change.at:%Y-%m-%d %H:%M} UTC</p>'
        f'<h1 dir="auto">{text(change.title)}</h1>'
        f'<p class="meta">{pill(change.grade)}{f"<b>{text(direction)}</b>" if direction else ""}</p>'
        f'<p class="lead">{text(change_summary(change))}</p>{facts(entries)}</header>'
    )


def _reasons(graded: Graded) -> str:
    return "<br>".join(f"<b>{text(reason)}</b>: {text(MEANINGS[reason])}" for reason in graded.reasons)


def _contents(sheet: _Sheet) -> str:
    claims, count = len(sheet.change.findings), len(sheet.differences)
    gravest = sorted(
        (each for each in sheet.differences if each.hunk.graded.grade > Grade.COSMETIC),
        key=lambda each: (-each.hunk.graded.grade, each.number),
    )
    jumps = "".join(
        f'<li>{pill(each.hunk.graded.grade)}<a href="#d{each.number}">{_brief(each.hunk)}</a></li>'
        for each in gravest[:GRAVEST]
    )
    further = f' <a href="#differences">and {len(gravest) - GRAVEST} more</a>' if len(gravest) > GRAVEST else ""
    return (
        '<nav class="toc" aria-label="On this page"><ol class="parts">'
        f'<li><a href="#claims">Your claims</a> ({claims or "none touched"})</li>'
        f'<li><a href="#differences">Every difference</a> ({count})</li>'
        '<li><a href="#origin">Where it comes from</a></li>'
        '<li><a href="../../index.html">All changes</a></li></ol>'
        + (
            f'<ol class="gravest" aria-label="The gravest differences">{jumps}</ol>{further}'
            if len(gravest) > 1
            else ""
        )
        + "</nav>"
    )


def _brief(hunk: Hunk) -> str:
    where = f" in <bdi>{text(one_line(hunk.heading[-1], 60))}</bdi>" if hunk.heading else ""
    return f"{_isolated(_happened(hunk))}{where}"


def _happened(hunk: Hunk) -> str:
    if hunk.kind is HunkKind.MOVED or hunk.moved_from:
        edited = " and edited" if hunk.kind is HunkKind.EDITED else ""
        return f"{moved_phrase(hunk)}{edited}"
    return HUNKS[hunk.kind]


# --- claims -------------------------------------------------------------------------------------------------------


def _claims(sheet: _Sheet) -> str:
    found = sheet.change.findings
    body = "".join(_claim(claim, sheet) for claim in found) or '<p class="empty">No tracked clause was touched.</p>'
    return f'<section aria-labelledby="claims"><h2 id="claims">Your claims</h2>{body}</section>'


def _claim(claim: ClaimFinding, sheet: _Sheet) -> str:
    before, after = before_and_after(claim)
    finding = claim.finding
    graded = finding.graded
    happened = verdict_phrase(claim) + kind_phrase(finding)
    heading = finding.heading if isinstance(finding, ClauseFinding) else ()
    noted = (
        f'<p class="label">{text("Never confirmed by you, so this is a note and no alarm.")}</p>'
        if claim.confirm
        else ""
    )
    badge = pill(graded.grade) if graded.grade else ""
    return (
        f'<article class="{graded.grade}"><p class="meta">{badge}<b>{text(happened)}</b>'
        f"<span>{text(', '.join(graded.reasons))}</span></p>"
        f'<h3 dir="auto">{text(claim.subject)}</h3>{_crumbs(heading, sheet)}'
        f"{_words(before, after, sheet.lang)}{_beside(claim, sheet)}{noted}{_why(graded)}"
        f"{_live(_address(claim, sheet))}</article>"
    )


def _address(claim: ClaimFinding, sheet: _Sheet) -> tuple[str, ...]:
    """Of what stands on the live page today."""
    fragment = fragment_of(claim)
    return (deep_link(sheet.change.url, fragment),) if fragment and is_web(sheet.change.url) else ()


def _beside(claim: ClaimFinding, sheet: _Sheet) -> str:
    """What helps to judge: the changed surroundings, or the closest text that is left."""
    finding = claim.finding
    if not isinstance(finding, ClauseFinding):
        return ""
    closest = None if finding.now or finding.replaced_by else finding.closest
    notes = {
        "What stands beside it now": finding.surroundings,
        "The page's sentence goes on": finding.goes_on,
        "Closest text that is left": closest,
    }
    return "".join(
        f'<p class="label">{name}</p><p dir="auto"{sheet.lang}>{text(said)}</p>' for name, said in notes.items() if said
    )


def _why(graded: Graded) -> str:
    said = why_phrase(graded)
    return f'<p class="meta why">{_isolated(said)}</p>' if said else ""


def _isolated(said: str) -> str:
    """Words of the page within ours keep their own direction."""
    return re.sub(r"“[^”]*”", lambda words: f"<bdi>{words[0]}</bdi>", text(said))


def _live(addresses: Iterable[str]) -> str:
    links = "".join(
        f'<a href="{escape(each)}" rel="noreferrer">on the live page</a>' for each in dict.fromkeys(addresses) if each
    )
    return f'<p class="links screen">{links}</p>' if links else ""


# --- differences --------------------------------------------------------------------------------------------------


def _differences(sheet: _Sheet) -> str:
    """The page from top to bottom; paragraphs in which nothing but cosmetic things changed are folded together."""
    parts = []
    opened = sheet.change.comparison.graded.grade <= Grade.COSMETIC
    for quiet, found in groupby(runs(sheet.differences, sheet.new), key=_is_quiet):
        listed = list(found)
        loud = any(run.differences for run in listed)
        shown = "".join(_run(run, sheet) for run in listed)
        parts.append(_folded_quiet(listed, shown, opened=opened) if quiet and loud else shown)
    body = "".join(parts) if sheet.differences else '<p class="empty">The text reads the same.</p>'
    head = '<h2 id="differences">Every difference, in its place</h2>'
    return f'<section aria-labelledby="differences">{head}{body}</section>'


def _is_quiet(run: Run) -> bool:
    """Unchanged, or changed in nothing that matters."""
    return all(each.hunk.graded.grade <= Grade.COSMETIC for each in run.differences)


def _folded_quiet(listed: Sequence[Run], shown: str, *, opened: bool) -> str:
    """Open where there is nothing else to see."""
    count = sum(len(run.differences) for run in listed)
    summary = f"<summary>{_count(count, 'cosmetic difference')}</summary>"
    return f'<details class="quiet"{" open" if opened else ""}>{summary}{shown}</details>'


def _run(run: Run, sheet: _Sheet) -> str:
    if not run.differences:
        return _same(run.blocks, sheet)
    gravest = max(each.hunk.graded.grade for each in run.differences)
    labels = "".join(_label(each) for each in run.differences)
    first = run.differences[0].hunk
    crumbs = _crumbs(first.heading, sheet)
    links = _live(sheet.links.get(each.number, "") for each in run.differences)
    return f'<article class="{gravest}">{labels}{crumbs}{_body(run, sheet)}{links}</article>'


def _label(each: Placed) -> str:
    graded, hunk = each.hunk.graded, each.hunk
    noise = f"; noise: {hunk.rule}" if hunk.rule else ""
    tracked = " · tracked" if hunk.tracked else ""
    return (
        f'<p class="meta" id="d{each.number}">{pill(graded.grade)}<b>{_isolated(_happened(hunk))}</b>'
        f"<span>{text(', '.join(graded.reasons) + noise + tracked)}</span></p>{_why(graded)}"
    )


def _body(run: Run, sheet: _Sheet) -> str:
    if not run.blocks:
        hunk = run.differences[0].hunk
        return _words(hunk.old, hunk.new, sheet.lang)
    (block,) = run.blocks
    whole = one_line(block.text)
    if any(_is_rewritten(each.hunk) for each in run.differences):
        return _beside_each_other(run.differences, whole, sheet)
    return f'<p dir="auto"{sheet.lang}>{_in_place(run.differences, whole)}</p>'


def _is_rewritten(hunk: Hunk) -> bool:
    """Whether so much differs that marking words would only confuse."""
    spans = word_diff(one_line(hunk.old), one_line(hunk.new))
    return len(spans) > 1 and all(span.op is not Op.SAME for span in spans)


def _in_place(differences: Sequence[Placed], whole: str) -> str:
    """A paragraph with its changes marked; the rest of it stands back."""
    marked, at = [], 0
    for each in sorted(differences, key=lambda one: whole.find(one_line(one.hunk.new))):
        words = one_line(each.hunk.new)
        start = whole.find(words, at)
        if start < 0:  # two differences share words; the rest is said in full
            marked.append(f" {_marked_hunk(each.hunk)}")
            continue
        marked += [_rest(whole[at:start]), _marked_hunk(each.hunk)]
        at = start + len(words)
    return "".join((*marked, _rest(whole[at:])))


def _marked_hunk(hunk: Hunk) -> str:
    old, new = one_line(hunk.old), one_line(hunk.new)
    if hunk.kind is HunkKind.MOVED and old == new:
        return f'<span class="moved">{escape(new)}</span>'
    return "".join(map(_span, word_diff(old, new)))


def _rest(words: str) -> str:
    return f'<span class="rest">{escape(words)}</span>' if words else ""


def _beside_each_other(differences: Sequence[Placed], whole: str, sheet: _Sheet) -> str:
    """Each difference by itself, the old words above the new ones; the paragraph it stands in is folded below."""
    pairs = "".join(_words(each.hunk.old, each.hunk.new, sheet.lang) for each in differences)
    if len(differences) == 1 and one_line(differences[0].hunk.new) == whole:
        return pairs
    paragraph = f'<p dir="auto"{sheet.lang}>{escape(whole)}</p>'
    return f"{pairs}<details><summary>The whole paragraph today</summary>{paragraph}</details>"


def _words(old: str, new: str, lang: str) -> str:
    """One paragraph with its words marked; two with their names where everything differs, the old one first."""
    spans = word_diff(one_line(old), one_line(new))
    if all(span.op is not Op.SAME for span in spans):
        return "".join(_whole(span, lang, named=len(spans) > 1) for span in spans)
    return f'<p dir="auto"{lang}>{"".join(map(_span, spans))}</p>'


def _whole(span: Span, lang: str, *, named: bool) -> str:
    name = "Before" if span.op is Op.REMOVED else "Now"
    label = f'<p class="label">{name}</p>' if named else ""
    side = "was" if span.op is Op.REMOVED else "is"
    return f'{label}<p class="whole {side}" dir="auto"{lang}>{_span(span)}</p>'


def _span(span: Span) -> str:
    """Marks hug the words, so that no blank is marked."""
    before, after = TAGS[span.op]
    inner = span.text.strip()
    start = span.text.find(inner)
    left, right = span.text[:start], span.text[start + len(inner) :]
    return f"{left}{before}{escape(inner)}{after}{right}" if inner else span.text


def _crumbs(heading: Iterable[str], sheet: _Sheet) -> str:
    steps = "".join(f"<li><bdi{sheet.lang}>{text(step)}</bdi></li>" for step in heading)
    return f'<ol class="crumbs" aria-label="Where it stands">{steps}</ol>' if steps else ""


# --- what is unchanged --------------------------------------------------------------------------------------------


def _same(blocks: Sequence[Block], sheet: _Sheet) -> str:
    body = "".join(_block(block, sheet) for block in blocks)
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    about = f", with <bdi{sheet.lang}>{text(one_line(heading, 60))}</bdi>" if heading else ""
    count = _count(len(blocks), "unchanged paragraph")
    return f'<details class="same"><summary>{count}{about}</summary><div class="text">{body}</div></details>'


def _block(block: Block, sheet: _Sheet) -> str:
    name = {BlockKind.HEADING: "heading", BlockKind.ITEM: "item", BlockKind.ROW: "row"}.get(block.kind, "")
    kind = f' class="{name}"' if name else ""
    bullet = "• " if block.kind is BlockKind.ITEM else ""
    return f'<p{kind} dir="auto"{sheet.lang}>{bullet}{text(block.text)}</p>'


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"


# --- where it comes from ------------------------------------------------------------------------------------------


def _provenance(sheet: _Sheet, origin: Origin) -> str:
    change = sheet.change
    sides = "".join(
        _side(name, ref, fetched, document)
        for name, ref, fetched, document in (
            ("Before", change.old, origin.old, sheet.old),
            ("Now", change.new, origin.new, sheet.new),
        )
        if ref
    )
    stem = escape(change.stem)
    same = document_text(sheet.old) == document_text(sheet.new)
    patch = "" if same else f'<a href="{stem}.diff">as a patch</a> '
    return (
        '<footer><h2 id="origin">Where it comes from</h2>'
        f"{sides}{_recipe(sheet, origin)}"
        f"<h3>This change</h3>{facts({'Id': f'<code>{text(change.id)}</code>', 'Commands': _commands(change)})}"
        f'<p class="links screen"><a href="{stem}.md">as Markdown</a> {patch}'
        '<a href="../latest.md">the text today</a></p>'
        "<p>Words are compared, not meanings. A grade is a reading aid and no legal advice.</p></footer>"
    )


def _side(name: str, ref: CaptureRef, fetched: Fetched | None, document: Document) -> str:
    entries = {
        "Fetched": f"{ref.fetched_at:%Y-%m-%d %H:%M:%S} UTC",
        **(_answer(fetched) if fetched else {}),
        "SHA-256": f"<code>{escape(ref.sha256)}</code>",
        "File": f"<code>{text(ref.path)}</code>",
        "Read as": text(f"{document.format}, {document.encoding or 'binary'}, {document.words:,} words"),
    }
    return f"<h3>{name}</h3>{facts(entries)}"


def _answer(fetched: Fetched) -> dict[str, str]:
    way = [*fetched.redirects, fetched.final_url] if fetched.redirects else [fetched.final_url]
    by = ", as a browser shows it" if fetched.rendered else ""
    return {
        "From": " → ".join(map(link, way)),
        "Answer": text(f"HTTP {fetched.status}, {fetched.size:,} bytes{by}"),
        **{text(name.capitalize()): text(value) for name, value in fetched.headers},
    }


def _recipe(sheet: _Sheet, origin: Origin) -> str:
    recipe = origin.recipe
    entries = {
        "Select": f"<code>{text(recipe.select)}</code>" if recipe.select else "",
        "Remove": " ".join(f"<code>{text(each)}</code>" for each in recipe.remove),
        "Pointer": " ".join(f"<code>{text(each)}</code>" for each in recipe.pointer),
        "Format": text(recipe.format or f"{sheet.new.format}, by content"),
        "Encoding": text(recipe.encoding or ""),
        "Language": text(recipe.language or (f"{sheet.new.language}, as declared" if sheet.new.language else "")),
        "Browser": "yes" if recipe.browser else "",
    }
    return f"<h3>How both were read</h3>{facts(entries)}"


def _commands(change: Change) -> str:
    return "<br>".join(f"<kbd>{text(each)}</kbd>" for each in _typed(change))


def _typed(change: Change) -> Iterator[str]:
    yield f"clausewatch show {change.id}"
    if change.findings:
        yield f"clausewatch accept {change.id}"
        yield f"clausewatch snooze {change.id} --for 7d"
    yield f'clausewatch comment {change.id} "…"'
