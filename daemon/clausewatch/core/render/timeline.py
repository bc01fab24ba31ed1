"""The past of status pages as one SVG picture: a block per source, a lane per clock, a bar per span.

Self-contained and without script: it can be mailed, committed or set into a page. Colours follow the reader's light or
dark setting. Everything that comes from a page is escaped and bounded; a bar names its incident when pointed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape

from clausewatch.core.history import Span, Window, announced, months_of
from clausewatch.core.printable import one_line
from clausewatch.core.sight import clock, spoken
from clausewatch.core.statistics import Clock, PageRecord

WIDTH, LEFT, RIGHT, TOP = 960, 200, 16, 54
LANE, GAP, HEAD = 14, 4, 24
"""Pixels: height of a lane, space below it, height of a source's headline."""
BLOCK = HEAD + 3 * (LANE + GAP) + 14
LEAST = 2.0
"""Width of the shortest bar, so that a minute in a year is seen."""
MOST_BARS = 1500
"""In one lane."""
MOST_TICKS = 13
LANES = {"announced": "a", "components": "c", "observed": "o"}
"""Name and class of each."""
STYLE = """
.bg{fill:#fff}text{font:12px system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;fill:#1b1f24}
.h{font-weight:600;font-size:14px}.s{fill:#59636e;font-size:11px}.l{fill:#f1f3f5}.t{stroke:#d1d9e0}
.a{fill:#b35900}.c{fill:#a40e26}.o{fill:#5a43b5}
@media(prefers-color-scheme:dark){.bg{fill:#0d1117}text{fill:#e6edf3}.s{fill:#9198a1}.l{fill:#1b222c}.t{stroke:#3d444d}
.a{fill:#f0a35e}.c{fill:#ff7b82}.o{fill:#b3a1ff}}
"""

Place = Callable[[datetime], float]


@dataclass(frozen=True, slots=True)
class _Lane:
    name: str
    since: datetime
    bars: list[tuple[Span, str]]
    """Each with what it is."""


def timeline(records: tuple[PageRecord, ...], window: Window) -> str:
    """An SVG document in UTF-8; ``window`` is the width of the picture."""
    height = TOP + len(records) * BLOCK + 30
    seconds = (window.end - window.start).total_seconds()

    def place(moment: datetime) -> float:
        share = (moment - window.start).total_seconds() / seconds
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(share, 0.0), 1.0)

    blocks = (line for index, each in enumerate(records) for line in _block(each, TOP + index * BLOCK, place))
    said = escape(f"Incidents of status pages, {window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}")
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{said}">',
        f"<title>{said}</title><style>{STYLE}</style>",
        f'<rect class="bg" width="{WIDTH}" height="{height}"/>',
        _text(16, 22, said, "h"),
        *_ticks(window, place, height),
        *blocks,
        *_legend(height - 12),
        "</svg>",
    )
    return "\n".join(parts) + "\n"


def _ticks(window: Window, place: Place, height: int) -> Iterator[str]:
    """A line at the first of every so many months; in a short window the window's edges say when it is."""
    starts = [month.start for month in months_of(window)][1:] or [window.start]
    for start in starts[:: -(-len(starts) // MOST_TICKS)]:
        x = place(start)
        yield f'<line class="t" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height - 30}"/>'
        if x < WIDTH - RIGHT - 46:
            yield _text(x + 3, TOP - 8, f"{start:%Y-%m}" if len(starts) > 1 else f"{start:%Y-%m-%d}", "s")


def _block(record: PageRecord, top: int, place: Place) -> Iterator[str]:
    yield _text(16, top + 14, _name(record), "h")
    yield _text(LEFT, top + 14, _headline(record), "s")
    end = place(record.window.end)
    for index, lane in enumerate(_lanes(record)):
        y, start = top + HEAD + index * (LANE + GAP), place(lane.since)
        yield _text(28, y + LANE - 3, lane.name, "s")
        yield f'<rect class="l" x="{start:.1f}" y="{y}" width="{max(end - start, 0):.1f}" height="{LANE}"/>'
        for span, title in lane.bars[:MOST_BARS]:
            yield from _bar(span, title, LANES[lane.name], y, record.window, place)


def _name(record: PageRecord) -> str:
    return escape(one_line(record.source.provider_name or record.source.id, 24))


def _headline(record: PageRecord) -> str:
    if record.probed:
        times = record.observed.count
        return f"no answer {times} {'time' if times == 1 else 'times'}: our observation, not the vendor's word"
    figures = record.statistics
    least = "at least " if record.history.gaps else ""
    rate = f", {figures.per_month:.1f} a month" if figures.per_month is not None else ""
    incomplete = f"; incomplete: {record.history.gaps[0]}" if record.history.gaps else ""
    count = f"{least}{figures.incidents} {'incident' if figures.incidents == 1 else 'incidents'}"
    said = f"{count}{rate}{_median(figures.announced)}{incomplete}"
    return escape(one_line(said, 118))


def _median(durations: Clock) -> str:
    return f", median {durations.median / 60:.0f} min" if durations.median is not None else ""


def _lanes(record: PageRecord) -> Iterator[_Lane]:
    """The ground of a lane begins when its clock does: nobody sees a page before watching it."""
    past, window = record.history.incidents, record.window
    watched = max(record.watched_since, window.start) if record.watched_since else window.end
    observed = _Lane("observed", watched, [(span, "did not answer us") for span in record.lapses])
    if record.probed:
        yield observed
        return
    announcements = [(span, each.incident.title) for each in past for span in announced(each.incident)]
    yield _Lane("announced", window.start, announcements)
    troubles = [(row.span, f"{row.component}: {row.state}") for each in past for row in each.impacts]
    yield _Lane("components", window.start, troubles)
    yield observed


def _bar(span: Span, title: str, kind: str, y: int, window: Window, place: Place) -> Iterable[str]:
    """Nothing for what lies outside; what has no stated end is as narrow as can be."""
    end = window.end if span.goes_on else span.end or span.start
    if end < window.start or span.start >= window.end:
        return
    x = place(span.start)
    width = max(place(end) - x, LEAST)
    lasted = "still open" if span.goes_on else spoken(end - span.start) if span.end else "end not stated"
    said = escape(one_line(f"{title} ({clock(span.start)}, {lasted})", 240))
    yield (f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{LANE}"><title>{said}</title></rect>')


def _legend(y: int) -> Iterator[str]:
    words = {
        "announced": "announced: from start to resolved",
        "components": "components: shown in trouble",
        "observed": "observed: did not answer us",
    }
    for index, (name, kind) in enumerate(LANES.items()):
        x = LEFT + index * 245
        yield f'<rect class="{kind}" x="{x}" y="{y - 9}" width="10" height="10"/>'
        yield _text(x + 15, y, words[name], "s")


def _text(x: float, y: float, escaped: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escaped}</text>'
