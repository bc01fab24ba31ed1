"""``clausewatch explain``: everything known of one source, without asking anybody."""

from __future__ import annotations

import asyncio
import calendar
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from clausewatch.cli.completing import source_ids
from clausewatch.cli.explained import Explained, Hearing, explain, why
from clausewatch.cli.explained import as_json as json_of
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import ago, bold, dim, paint, quoted, say, say_json, span
from clausewatch.core.printable import one_line
from clausewatch.core.render.wording import heading_path
from clausewatch.core.restless import sentence
from clausewatch.core.watch import AlertKind, Quiet, Route
from clausewatch.shell.watchlist import load_to_read

QUIETED_SHOWN = 5
"""Differences that a noise rule played down; JSON has them all."""


@click.command()
@click.argument("source", shell_complete=source_ids)
@watchlist_option
@snapshots_option
@json_option
def command(source: str, watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Say how SOURCE is fetched and read, and what comes of it.

    How its last believed capture was fetched, how it is read today and what is
    left out, what is held or in trouble, what each tracked clause matches, when
    it is polled and who hears of it. Asks nobody: everything comes from the
    database and the kept capture. Exit code 1 when the source is in trouble,
    held, or cannot be read as the watchlist says today.

    \b
    Examples:
      clausewatch explain deepseek/privacy
      clausewatch explain deepseek/privacy --json
    """
    explained = asyncio.run(explain(load_to_read(watchlist, os.environ), source, snapshots))
    if as_json:
        say_json(json_of(explained))
    else:
        _print(explained)
    return int(explained.wrong)


# --- for people ---------------------------------------------------------------------------------------------------


def _print(explained: Explained) -> None:
    source = explained.source
    say(bold(f"{source.id}: {source.title}"))
    say(dim(f"{source.kind}  {source.url}"))
    if explained.memory is None:
        say("not polled yet")
    _print_state(explained)
    _print_status(explained)
    _print_probe(explained)
    _print_fetched(explained)
    _print_read(explained)
    _print_noise(explained)
    _print_clauses(explained)
    _print_schedule(explained)
    _print_routes(explained)


def _section(title: str) -> None:
    say(f"\n{bold(title)}")


def _fact(label: str, text: str) -> None:
    say(quoted(text, f"{label:10}"))


def _print_state(explained: Explained) -> None:
    for label, text in _troubles(explained):
        say(f"{paint(label)}: {one_line(text, 400)}")


def _troubles(explained: Explained) -> Iterator[tuple[str, str]]:
    page, status = explained.page, explained.status
    pause = explained.source.paused_at(explained.now)
    if pause is not None:
        yield "paused", f"{pause.says()}; what is below is from the last poll"
    if page is not None and page.trouble is not None:
        told = "people were told" if page.trouble.told else "nobody was told yet"
        told = told if page.baseline is not None or page.trouble.told else "told by the first check"
        yield (
            "unreadable",
            f"{_moment(page.trouble.since)}, {_polls(page.trouble.polls)}, {told}: {page.trouble.detail}",
        )
    if page is not None and page.held is not None:
        yield "held", f"{page.held.kind} {_moment(page.held.since)}, seen so {_polls(page.held.polls)}"
    if status is not None and status.sight.lapse is not None and explained.row is not None:
        yield "unreadable", f"{_moment(status.sight.lapse.since)}: {explained.row.reason}"
    if explained.probe is not None and explained.probe.sight.lapse is not None and explained.row is not None:
        yield "no answer", f"{_moment(explained.probe.sight.lapse.since)}: {explained.row.reason}"
    if explained.problem:
        yield "unreadable", explained.problem


def _print_status(explained: Explained) -> None:
    status = explained.status
    if status is None:
        return
    _section("What the status page says")
    report = status.report
    _fact("state", f"{status.state}, believed {ago(status.read_at, explained.now)}")
    if report is not None:
        page_id = f", page {report.page_id}" if report.page_id else ""
        components = f"{len(report.components)} {'component' if len(report.components) == 1 else 'components'}"
        _fact("product", f"{report.product}{page_id}, {components}")
    if status.fresh.moved_at is not None:
        moved = f"{status.fresh.moved_at:%Y-%m-%d %H:%M} UTC, {ago(status.fresh.moved_at, explained.now)}"
        _fact("moved", f"{moved}{'; it may be left behind' if status.fresh.suspect else ''}")
    if status.fresh.elsewhere:
        _fact("elsewhere", f"where it says it is, {status.fresh.elsewhere}")
    for incident in status.open_incidents:
        _fact("open", f"{_moment(incident.started_at)}: {incident.title}")


def _print_probe(explained: Explained) -> None:
    probe = explained.probe
    if probe is None:
        return
    _section("Whether the host answers us (our own observation, not the vendor's word)")
    never = probe.answered_at is None
    last = "never" if never else f"HTTP {probe.status}, {ago(probe.answered_at, explained.now)}"
    _fact("answered", last)
    _fact("asked", f"without a key since {probe.watched_since:%Y-%m-%d %H:%M} UTC" if probe.watched_since else "never")


def _moment(since: datetime) -> str:
    return f"since {since:%Y-%m-%d %H:%M} UTC"


def _polls(count: int) -> str:
    return f"{count} {'poll' if count == 1 else 'polls'}"


def _print_fetched(explained: Explained) -> None:
    capture, page = explained.capture, explained.page
    if capture is None or page is None:
        return
    _section("How it was fetched")
    chain = [*capture.redirects, capture.final_url] if capture.redirects else [capture.final_url or capture.url]
    _fact("URL", " -> ".join(chain))
    _fact(
        "answer", f"HTTP {capture.status}, {capture.header('content-type') or 'no type'}, {len(capture.body):,} bytes"
    )
    _fact("when", f"{capture.fetched_at:%Y-%m-%d %H:%M} UTC, {ago(capture.fetched_at, explained.now)}")
    _fact("by", "a browser" if page.rendered else "plain HTTP")
    validators = [
        f"{name} {value}"
        for name, value in (("ETag", page.validators.etag), ("Last-Modified", page.validators.last_modified))
        if value
    ]
    same = f"; answered 'not modified' {page.polls_since_full} times since" if page.polls_since_full else ""
    _fact("validators", (", ".join(validators) or "none, so every poll reads all of it") + same)


def _print_read(explained: Explained) -> None:
    read, recipe = explained.reread, explained.source.recipe
    if read is None:
        return
    _section("How it is read")
    others = ", ".join(f"{name} {sure}" for name, sure in read.bids)
    why = "the watchlist says so" if recipe.format else f"by its content, the surest of: {others}"
    _fact("format", f"{read.document.format if read.document else recipe.format or 'none'} ({why})")
    for label, value in (("select", recipe.select), ("remove", ", ".join(recipe.remove)), ("pointer", recipe.pointer)):
        if value:
            _fact(label, value if isinstance(value, str) else ", ".join(value))
    if read.document is not None:
        document = read.document
        pinned = " (pinned)" if recipe.encoding else ""
        expected = f", expected {recipe.language}" if recipe.language else ""
        _fact("text", f"{document.words:,} words in {len(document.blocks):,} blocks; title: {document.title or 'none'}")
        _fact("language", f"{document.language or 'not declared'}{expected}")
        _fact("encoding", f"{document.encoding or 'none, a binary format'}{pinned}")
    if read.unreadable is not None:
        _fact("unreadable", f"{read.unreadable.kind}: {read.unreadable.detail}")
    for left in read.left_out:
        _fact("left out", f"{left.words:,} words: {left.why} ({left.example})")


def _print_noise(explained: Explained) -> None:
    quieted = explained.quieted
    restless = explained.page.restless if explained.page else ()
    if not quieted and not restless:
        return
    _section("What was played down")
    for line in restless:
        _fact("restless", sentence(line))
    for hunk in quieted[:QUIETED_SHOWN]:
        _fact("rule", f"{hunk.rule}: {why(hunk.rule)}")
        _fact("", f"{hunk.old or '(nothing)'} -> {hunk.new or '(nothing)'}")
    if len(quieted) > QUIETED_SHOWN:
        _fact("", f"and {len(quieted) - QUIETED_SHOWN} more; --json has them all")


def _print_clauses(explained: Explained) -> None:
    if not explained.clauses:
        return
    _section("What is tracked in it")
    for clause in explained.clauses:
        evidence = clause.evidence
        accepted = ", accepted" if clause.accepted else ""
        since = f" since {clause.since:%Y-%m-%d}" if clause.since else ""
        say(f"{paint(evidence.verdict, 11)} {clause.claim_id}{dim(f'{since}{accepted}')}")
        say(quoted(evidence.words, "words  "))
        if evidence.now and evidence.now != evidence.words:
            say(quoted(evidence.now, "now    "))
        elif evidence.closest and not evidence.now:
            say(quoted(evidence.closest, "closest"))
        if clause.heading:
            say(quoted(heading_path(clause.heading), "under  "))


def _print_schedule(explained: Explained) -> None:
    row = explained.row
    _section("When it is polled")
    due, pause = "at the next start of the daemon", explained.source.paused_at(explained.now)
    if pause is not None:
        due = f"not while it is {pause.says()}"
    elif row is not None:
        wait = (row.next_due - explained.now).total_seconds()
        due = f"{row.next_due:%Y-%m-%d %H:%M} UTC, {f'in {span(wait)}' if wait > 0 else 'due now'}"
    _fact("next", due)
    for setting in explained.source.settings:
        _fact(setting.name, f"{setting.value} ({setting.origin})")
    for poll in explained.polls:
        _fact(f"{poll.at:%m-%d %H:%M}", f"{poll.outcome}: {poll.reason}")
    if explained.change is not None:
        _fact("change", f"{explained.change.grade.word}, {explained.change.id}")


def _print_routes(explained: Explained) -> None:
    _section("Who hears of it")
    for each in explained.hears:
        _fact(each.route.to, _route_line(each.route) if each.may else f"nothing of it: {_route_line(each.route)}")
        for line in _hearing_lines(each):
            _fact("", line)
    if not any(each.may for each in explained.hears):
        say("  nobody: no route lets an alert about it through")


def _route_line(route: Route) -> str:
    about = {"of": route.providers, "from": route.sources, "about claims of": route.fields, "about": route.topics}
    filters = "".join(f", {name} {' or '.join(values)}" for name, values in about.items() if values)
    return f"{', '.join(route.kinds) or 'everything'}{filters}, {route.grade.word} and graver"


def _quiet_line(quiet: Quiet) -> str:
    """``22:00-07:00, Sat and Sun, unless critical``."""
    hours = ("-".join(f"{each:%H:%M}" for each in quiet.hours),) if quiet.hours else ()
    days = (" and ".join(calendar.day_abbr[day] for day in quiet.days),) if quiet.days else ()
    unless = (f"unless {quiet.unless}",) if quiet.unless else ()
    return ", ".join((*hours, *days, *unless))


def _hearing_lines(each: Hearing) -> Iterator[str]:
    route, zone = each.route, ZoneInfo(each.route.timezone)
    if each.last is not None:
        yield f"the last change: {'taken' if each.last.taken else 'not taken'}, {each.last.why}"
    if route.quiet is not None:
        now = f"; now, until {each.quiet_until.astimezone(zone):%a %H:%M}" if each.quiet_until else ""
        yield f"quiet {_quiet_line(route.quiet)} ({route.timezone}){now}"
    if each.next_digest is not None:
        yield f"collected; the next digest comes {each.next_digest.astimezone(zone):%a %Y-%m-%d %H:%M} {route.timezone}"
    if route.remind and each.may and (not route.kinds or AlertKind.POLICY in route.kinds):
        yield f"reminded every {span(route.remind)} until somebody decides"
