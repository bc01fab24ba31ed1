"""``clausewatch claims``: does each claim stand?"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from clausewatch.cli.accepted import acceptance_json, acceptance_line
from clausewatch.cli.completing import sources_and_providers
from clausewatch.cli.options import json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import ago, bold, dim, hanging, paint, quoted, say, say_hanging, say_json, terminal_width
from clausewatch.cli.reviewed import remark_json, remark_lines
from clausewatch.core.acceptance import Acceptance, Drift
from clausewatch.core.alerts import Change
from clausewatch.core.errors import UsageError
from clausewatch.core.model import UNGRADED, Graded
from clausewatch.core.printable import one_line
from clausewatch.core.render.payload import why_json
from clausewatch.core.render.wording import date_event_said, reasons_phrase, why_phrase
from clausewatch.core.review import Act, Remark, Reviews
from clausewatch.core.standing import ClaimStanding, Evidence, Standing, standings
from clausewatch.core.watch import Claim, Source, Watchlist
from clausewatch.shell.ground import DATABASE, utc_now
from clausewatch.shell.store import Store
from clausewatch.shell.waiting import said_of_changes, waiting
from clausewatch.shell.watchlist import load_to_read

ACCEPTED_SHOWN = 3
"""Of a claim, newest first; JSON has them all."""
UNREAD = 3
NOT_WATCHED = (Standing.UNWATCHED, Standing.PAUSED)
FALLEN = (Standing.CHANGED, Standing.REVIEW)


@click.command()
@click.argument("provider", metavar="[PROVIDER|SOURCE|CLAIM]", required=False, shell_complete=sources_and_providers)
@click.option(
    "--only",
    type=click.Choice([str(each) for each in Standing]),
    metavar="STANDING",
    help="Only claims that stand so: " + ", ".join(Standing) + ".",
)
@watchlist_option
@snapshots_option
@json_option
def command(provider: str | None, only: str | None, watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Say of every claim whether it stands; if not, show what is there now.

    Without an argument of all; else of a PROVIDER, of what rests on one SOURCE,
    or of one CLAIM. Below each clause that waits for a decision stands what to
    type. Exit code 1 when a claim has changed or asks for a review, 3 when no
    source of those that are shown can be read.

    \b
    Examples:
      clausewatch claims
      clausewatch claims deepseek --json
      clausewatch claims deepseek/privacy
      clausewatch claims --only changed
    """
    loaded = load_to_read(watchlist, os.environ)
    known = asyncio.run(_remembered(loaded, snapshots))
    names = _named_today(provider, loaded)
    found = [each for each in known.standings if any(_wanted(each, loaded, name) for name in names)]
    shown = [each for each in found if only in (None, each.standing)]
    if as_json:
        say_json([_as_json(each, known) for each in shown])
    else:
        _print(shown, loaded, known)
    return _exit_code(shown)


def _exit_code(shown: Sequence[ClaimStanding]) -> int:
    if any(each.standing in FALLEN for each in shown):
        return 1
    watched = [each for each in shown if each.standing not in NOT_WATCHED]
    return UNREAD if watched and all(each.standing is Standing.UNREADABLE for each in watched) else 0


@dataclass(frozen=True, slots=True)
class _Known:
    """Whether each claim stands, and what people have said and must still say."""

    standings: tuple[ClaimStanding, ...]
    reviews: Reviews = Reviews()
    open: Mapping[str, tuple[Change | None, Drift]] = field(default_factory=dict)
    """By key of the clause: what waits, and the change that brought it about, if it ever stood."""
    spoken: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    """By claim: what was said of changes that touched it."""

    def said_of(self, each: ClaimStanding) -> Reviews:
        """Of the claim, its clauses, its sources and the changes that touched it; newest first, each once."""
        claim = each.claim
        mine = self.reviews.of_claim(claim.id, _sources_of(claim))
        remarks = dict.fromkeys((*mine.remarks, *self.spoken.get(claim.id, ())))
        alive = (remark for remark in remarks if not self._is_settled(remark, each, mine.acceptances))
        return Reviews(tuple(sorted(alive, key=lambda remark: remark.at, reverse=True)), mine.acceptances)

    def _is_settled(self, remark: Remark, each: ClaimStanding, accepted: Sequence[Acceptance]) -> bool:
        """Whether it puts off reminders of what was accepted since, so that there are none to put off."""
        if remark.act is not Act.SNOOZED or not any(one.at >= remark.at for one in accepted):
            return False
        keys = (remark.clause_key,) if remark.clause_key else tuple(evidence.key for evidence in each.evidence)
        changes = [self.open[key][0] for key in keys if key in self.open]
        return not any(not remark.change_id or (one and one.id == remark.change_id) for one in changes)


async def _remembered(watchlist: Watchlist, snapshots: Path) -> _Known:
    if not (snapshots / DATABASE).exists():  # a question makes no folder
        return _Known(standings(watchlist, {}, utc_now()))
    async with Store.open(snapshots / DATABASE) as store:
        memories, reviews = await store.memories(), await store.reviews()
        still_open = await waiting(watchlist, store)
        return _Known(
            standings(watchlist, memories, utc_now()),
            reviews,
            {drift.item.key: (each.change, drift) for each in still_open for drift in each.drifts},
            await said_of_changes(reviews.remarks, store),
        )


def _named_today(name: str | None, watchlist: Watchlist) -> tuple[str | None, ...]:
    """The name itself, or what carries it no longer: sources, claims, or all of a provider that was called so."""
    if name is None or name in _names_in(watchlist):
        return (name,)
    entries: list[Source | Claim] = [*watchlist.sources, *watchlist.claims]
    whole = [each.id for each in entries if name in each.formerly]
    within = [each.id for each in entries if any(former.startswith(f"{name}/") for former in each.formerly)]
    found = tuple(dict.fromkeys(whole or within))
    if found:
        click.echo(f"{one_line(name, 100)} is called {', '.join(found)} now", err=True)
    return found or (name,)


def _names_in(watchlist: Watchlist) -> set[str]:
    claims = (name for claim in watchlist.claims for name in (claim.id, claim.provider or "-", *_sources_of(claim)))
    return {*claims, *(provider.id for provider in watchlist.providers)}


def _wanted(each: ClaimStanding, watchlist: Watchlist, provider: str | None) -> bool:
    of_source = {claim.id for claim in watchlist.claims if provider in _sources_of(claim)}
    known = {one.id for one in watchlist.providers} | {claim.provider or "-" for claim in watchlist.claims}
    if provider is not None and provider == each.claim.id:
        return True
    of_claim = any(claim.id == provider for claim in watchlist.claims)
    if provider is not None and not of_source and not of_claim and provider not in known:
        named = ", ".join(sorted(known - {"-"} or {source.id for source in watchlist.sources}))
        raise UsageError(f"no provider, source or claim named {provider}; there are: {named}")
    return provider in (None, each.claim.provider or "-") or each.claim.id in of_source


def _sources_of(claim: Claim) -> frozenset[str]:
    """Where it is looked for."""
    in_pages = (each.source for each in (*claim.quotes, *claim.links, *claim.facts))
    silent = (source for each in claim.silences for source in each.sources)
    return frozenset((*in_pages, *silent, *claim.exists, *claim.absent))


def _print(shown: list[ClaimStanding], watchlist: Watchlist, known: _Known) -> None:
    heading = None
    for each in shown:
        if each.claim.provider != heading:
            heading = each.claim.provider
            say(f"\n{bold(watchlist.provider_name(heading))}")
        _print_claim(each, known)
        mine = known.said_of(each)
        _print_accepted(mine.acceptances)
        for said in remark_lines(mine.remarks, utc_now()):
            say(dim(quoted(said, "review  ")))
    say(f"\n{_summary(shown)}")


def _summary(shown: list[ClaimStanding]) -> str:
    """``3 stand, 1 to review, 2 changed``."""
    counts = {standing: sum(each.standing is standing for each in shown) for standing in Standing}
    words = {Standing.STANDS: "stands" if counts[Standing.STANDS] == 1 else "stand", Standing.REVIEW: "to review"}
    return ", ".join(f"{count} {words.get(each, each)}" for each, count in counts.items() if count) or "no claims"


def _print_claim(each: ClaimStanding, known: _Known) -> None:
    claim = each.claim
    first, *more = hanging("", one_line(claim.statement or claim.id, 600), 12, terminal_width()).splitlines()
    say(f"{paint(each.standing, 11)} {bold(first)}")
    for row in more:
        say(bold(row))
    as_of = f"as of {claim.as_of} · " if claim.as_of else ""
    say_hanging(f"{'':12}", f"{claim.id} · {claim.basis} · {as_of}checked {ago(each.verified_at)}", 12, dim)
    for evidence in each.evidence:
        if evidence.standing is not Standing.STANDS:
            _print_evidence(evidence)
            _print_what_to_do(evidence, known)
    if claim.correction:
        say(quoted(claim.correction, "correction"))


def _print_accepted(accepted: Sequence[Acceptance]) -> None:
    for each in accepted[:ACCEPTED_SHOWN]:
        say(dim(quoted(acceptance_line(each), "accepted")))
        say(dim(quoted(each.was, "before  ")))


def _print_evidence(evidence: Evidence) -> None:
    say(quoted(f"{evidence.words} ({evidence.source_id})".replace(" ()", ""), "quote  "))
    say(quoted(evidence.verdict, "verdict"))
    if evidence.graded:
        say(quoted(reasons_phrase(evidence.graded), "grade  "))
        if why := why_phrase(evidence.graded):
            say(quoted(why, "why    "))
    if evidence.beside:
        say(quoted(evidence.beside, "but    "))
    elif evidence.now:
        say(quoted(evidence.now, "now    "))
    elif evidence.closest:
        say(quoted(evidence.closest, "closest"))


def _print_what_to_do(evidence: Evidence, known: _Known) -> None:
    """Of one clause, right below it: the change that brought it about, and the command that accepts just this one."""
    if evidence.key not in known.open:
        return
    change, drift = known.open[evidence.key]
    if change is None:
        say(dim(quoted("the first check", "since  ")))
    else:
        say(dim(quoted(f"{change.at:%Y-%m-%d}, clausewatch show {change.stem}", "since  ")))
        if said := date_event_said(change.comparison):
            say(quoted(said, "dates  "))
    if drift.acceptable:
        say(dim(f"  accept  clausewatch accept {evidence.key}"))


def _as_json(each: ClaimStanding, known: _Known) -> dict[str, object]:
    claim, reviews = each.claim, known.said_of(each)
    return {
        "claim": claim.id,
        "provider": claim.provider,
        "field": claim.field,
        "statement": claim.statement,
        "basis": claim.basis,
        "as_of": claim.as_of.isoformat() if claim.as_of else None,
        "standing": each.standing,
        "last_verified": each.verified_at.isoformat() if each.verified_at else None,
        "correction": claim.correction or None,
        "origin": claim.origin or None,
        "evidence": [_evidence_json(evidence, known.open.get(evidence.key)) for evidence in each.evidence],
        "accepted": [acceptance_json(one) for one in reviews.acceptances],
        "review": [remark_json(one, utc_now()) for one in reviews.remarks],
    }


def _evidence_json(evidence: Evidence, waits: tuple[Change | None, Drift] | None) -> dict[str, object]:
    change = waits[0] if waits else None
    return {
        "key": evidence.key or None,
        "source": evidence.source_id,
        "url": evidence.url,
        "words": evidence.words,
        "verdict": evidence.verdict,
        "standing": evidence.standing,
        "now": evidence.now,
        "closest": evidence.closest,
        "beside": evidence.beside,
        **_grade_json(evidence.graded or UNGRADED),
        "link": evidence.link or None,
        "change": change.id if change else None,
        "date_event": change.comparison.date_event if change else None,
        "acceptable": waits is not None and waits[1].acceptable,
        "last_verified": evidence.verified_at.isoformat() if evidence.verified_at else None,
    }


def _grade_json(graded: Graded) -> dict[str, object]:
    return {"grade": graded.grade.word, "reasons": list(graded.reasons), **why_json(graded)}
