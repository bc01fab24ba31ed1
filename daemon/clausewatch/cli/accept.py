"""``clausewatch accept``: a person has reviewed new words, and the claim rests on them from now on."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from clausewatch.cli.accepted import acceptance_json, acceptance_line
from clausewatch.cli.options import existing_database, json_option, snapshots_option, watchlist_option
from clausewatch.cli.output import bold, dim, paint, quoted, say, say_json
from clausewatch.cli.picking import confirmed
from clausewatch.cli.reviewed import who
from clausewatch.core.acceptance import Acceptance, Drift, Kind, of_change
from clausewatch.core.alerts import Change
from clausewatch.core.errors import UsageError
from clausewatch.core.model import ClauseFinding, Verdict
from clausewatch.core.printable import one_line
from clausewatch.shell import accepting
from clausewatch.shell.accepting import Ground, Word
from clausewatch.shell.files import Snapshots
from clausewatch.shell.ground import utc_now
from clausewatch.shell.indexes import write_indexes
from clausewatch.shell.store import Store
from clausewatch.shell.workers import Workers

LOOKED_BACK = 200
"""Changes of a source in which the text at the place of a removed clause is looked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be accepted, and what of it cannot be."""

    drifts: tuple[Drift, ...]
    left: tuple[Drift, ...] = ()
    change: Change | None = None


@click.command()
@click.argument("what", metavar="CLAUSE|CHANGE")
@click.option("--because", default="", metavar="TEXT", help="Why; kept with it.")
@click.option("--by", default="", metavar="NAME", help="Who accepts it; default: the login name.")
@click.option("--yes", is_flag=True, help="Accept all clauses of a CHANGE without asking.")
@watchlist_option
@snapshots_option
@json_option
def command(what: str, because: str, by: str, yes: bool, watchlist: Path, snapshots: Path, as_json: bool) -> int:
    """Accept new words that you have reviewed: they become the quote.

    CLAUSE is a claim's id, or the key of one of its clauses; CHANGE is an id as
    `clausewatch changes` lists it, and stands for all its reworded clauses.
    The watchlist is edited in place, its comments and order stay. Of a broken
    silence, the sentence becomes an exception. Who accepted what, when and why
    is shown by `clausewatch claims` and `clausewatch show`. A clause that was
    removed cannot be accepted: what the claim rests on now is yours to write.

    \b
    Examples:
      clausewatch accept deepseek/residency --because "Legal agreed, LEG-214"
      clausewatch accept 2026-02-10T19 --by Ann --yes
    """
    word = Word(utc_now(), who(by), one_line(because, 2000))
    accepted, left = asyncio.run(_accept(what, word, watchlist, snapshots, may_ask=not as_json and not yes, yes=yes))
    if as_json:
        say_json([acceptance_json(each) for each in accepted])
    else:
        _print(accepted, left, watchlist)
    return int(bool(left))


async def _accept(
    what: str, word: Word, watchlist: Path, snapshots: Path, *, may_ask: bool, yes: bool
) -> tuple[tuple[Acceptance, ...], tuple[Drift, ...]]:
    async with Store.open(existing_database(snapshots)) as store:
        ground = accepting.look(watchlist, os.environ, await store.memories())
        choice = await _chosen(what, ground, store)
        if choice.change is not None:
            word = Word(word.at, word.by, word.because, choice.change.id)
            _ask(choice, may_ask, yes)
        async with Workers(preload=("clausewatch.core.reading",)) as workers:
            files = Snapshots(snapshots)
            done = await accepting.accept(ground, choice.drifts, word, store=store, snapshots=files, workers=workers)
        providers = tuple(dict.fromkeys(drift.item.claim.provider for drift in choice.drifts))
        await write_indexes(store, files, providers, utc_now())
    return done, choice.left


# --- which --------------------------------------------------------------------------------------------------------


async def _chosen(what: str, ground: Ground, store: Store) -> Choice:
    if any(claim.id == what for claim in ground.watchlist.claims):
        return await _of_claim(what, ground, store)
    if "#" in what:
        mine = tuple(drift for drift in ground.drifts if drift.item.key == what)
        if not mine:
            raise UsageError(f"no clause {what} has changed; `clausewatch claims --only changed` lists those that have")
        return Choice(await _only_acceptable(mine, ground, store))
    change = await store.change(what)
    if change is None:
        raise UsageError(
            f"{what} is no claim, no clause and no change; see `clausewatch claims` and `clausewatch changes`"
        )
    return await _of_change(change, ground, store)


async def _of_claim(claim_id: str, ground: Ground, store: Store) -> Choice:
    mine = tuple(drift for drift in ground.drifts if drift.claim_id == claim_id)
    if not mine:
        raise UsageError(f"nothing to accept: everything that {claim_id} rests on itself stands as written")
    if len(mine) > 1:
        listed = "\n".join(f"  {drift.item.key}  {drift.state.verdict}: {_shown(drift.was)}" for drift in mine)
        raise UsageError(f"{len(mine)} clauses of {claim_id} wait for a decision; name one:\n{listed}")
    return Choice(await _only_acceptable(mine, ground, store))


async def _of_change(change: Change, ground: Ground, store: Store) -> Choice:
    mine = of_change(ground.drifts, change)
    taken, left = (tuple(each for each in mine if each.acceptable is wanted) for wanted in (True, False))
    if not taken and left:
        await _only_acceptable(left, ground, store)
    if not taken:
        raise UsageError(
            f"nothing to accept in {change.id}: it touched no clause, or what it touched reads otherwise now"
        )
    return Choice(taken, left, change)


async def _only_acceptable(mine: tuple[Drift, ...], ground: Ground, store: Store) -> tuple[Drift, ...]:
    hopeless = next((drift for drift in mine if not drift.acceptable), None)
    if hopeless is not None:
        raise UsageError(_advice(hopeless, ground.path, await _in_its_place(hopeless, store)))
    return mine


async def _in_its_place(drift: Drift, store: Store) -> str:
    """The text that took the place of a removed clause, as the change that removed it told."""
    for change in await store.changes(LOOKED_BACK, source_id=drift.source_id):
        for told in change.findings:
            finding = told.finding
            if isinstance(finding, ClauseFinding) and finding.verdict is Verdict.REMOVED and finding.quote == drift.was:
                return finding.replaced_by or ""
    return ""


def _advice(drift: Drift, path: Path, instead: str) -> str:
    if drift.kind is Kind.NUMBER and drift.state.now:
        return (
            f"{drift.claim_id} cannot be accepted: the page says {drift.state.now}, and only you can say what band the "
            f"claim allows. Edit `between` at line {drift.item.what.line} of {path}."
        )
    offers = [("in its place now", instead), ("closest text", drift.state.closest or "")]
    lines = [f"  {name}: {one_line(text, 600)}" for name, text in offers if text]
    head = (
        f"{drift.claim_id} cannot be accepted: its {drift.kind} is {drift.state.verdict}, so there are no new words for"
        f" it. Edit line {drift.item.what.line} of {path} by hand: quote what the claim rests on now, or take it out."
    )
    return "\n".join([head, *lines])


# --- asking and telling -------------------------------------------------------------------------------------------


def _ask(choice: Choice, may_ask: bool, yes: bool) -> None:
    if yes:
        return
    if not may_ask or not sys.stdin.isatty():
        raise UsageError(f"{len(choice.drifts)} to accept; look at them with `clausewatch show`, then say --yes")
    for drift in choice.drifts:
        _print_words(drift.claim_id, drift.kind, drift.was, drift.state.now or "")
    confirmed(f"Accept {'it' if len(choice.drifts) == 1 else f'all {len(choice.drifts)}'}?")


def _print(accepted: Sequence[Acceptance], left: Sequence[Drift], watchlist: Path) -> None:
    for each in accepted:
        say(f"{paint('accepted')} {acceptance_line(each)}")
        _print_words(each.claim_id, each.kind, each.was, each.now)
    for drift in left:
        say(f"{paint(drift.state.verdict)} and left as it is: {bold(drift.claim_id)}")
        say(quoted(drift.was, "quote"))
    if any(each.kind is not Kind.SURROUNDINGS for each in accepted):
        say(dim(f"{watchlist} is changed; a daemon that runs takes it over by itself."))


def _print_words(claim_id: str, kind: Kind, was: str, now: str) -> None:
    say(bold(claim_id))
    say(quoted(was, "stands" if kind is Kind.SURROUNDINGS else "was   "))
    say(quoted(now, {Kind.SILENCE: "except", Kind.SURROUNDINGS: "beside"}.get(kind, "now   ")))


def _shown(text: str) -> str:
    return one_line(text, 60)
