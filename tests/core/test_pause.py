"""A paused source is left alone, and not forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clausewatch.core import digest
from clausewatch.core.alerts import Decision, HealthNews, Outcome
from clausewatch.core.blindness import MOST_NAMED, PAUSES_TOLD, Pauses, pauses
from clausewatch.core.errors import WatchlistError
from clausewatch.core.memory import PageMemory, TrackedState
from clausewatch.core.schedule import NEVER, next_due, regular, within
from clausewatch.core.standing import Standing, standings
from clausewatch.core.watch import Pause, Source, SourceKind, Watchlist
from clausewatch.shell.watchlist import parse
from clausewatch.shell.watchlist_forms import window

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)
POLL = Decision(Outcome.FAILED, "HTTP 500", PageMemory(), retry_in=60.0)


def source(name: str = "acme/terms", **more: object) -> Source:
    plain = Source(name, SourceKind.PAGE, f"https://acme.example/{name}", "Terms", 3600.0, provider="acme")
    return replace(plain, **more)  # type: ignore[arg-type]


# --- when it is polled --------------------------------------------------------------------------------------------


@given(cron=some.sampled_from(["", "0 9 * * *"]), during=some.sampled_from([(), (window("Mon 08:00-09:00"),)]))
def test_what_is_paused_until_further_notice_is_never_due(cron: str, during: tuple[object, ...]) -> None:
    paused = source(pause=Pause(), cron=cron, during=during)
    assert within(paused, NOON) == regular(paused, NOON) == next_due(paused, POLL, NOON) == NEVER


@given(days=some.integers(1, 400), cron=some.sampled_from(["", "0 9 * * *"]), hours=some.integers(0, 20_000))
def test_what_is_paused_until_a_day_is_due_then_and_as_ever_from_then_on(days: int, cron: str, hours: int) -> None:
    end = NOON + days * DAY
    paused, plain = source(pause=Pause(until=end), cron=cron), source(cron=cron)
    at = NOON + timedelta(hours=hours)
    assert within(paused, at) == max(at, end)
    assert regular(paused, at) == max(regular(plain, at), end)


def test_the_end_of_a_pause_waits_for_a_window() -> None:
    paused = source(pause=Pause(until=NOON + DAY), during=(window("08:00-09:00"),))
    assert within(paused, NOON).hour == 8 and within(paused, NOON) > NOON + DAY


# --- how it is written --------------------------------------------------------------------------------------------


def written(paused: str) -> Pause | None:
    text = f"sources: {{terms: {{url: https://acme.example/terms, timezone: Asia/Shanghai, paused: {paused}}}}}\n"
    return parse(text, "w.yaml", {}).sources[0].pause


@pytest.mark.parametrize(
    ("paused", "says"),
    [
        ("true", "paused"),
        ("Acme rebuilds its site", "paused: Acme rebuilds its site"),
        ("2026-12-01", "paused until 2026-12-01"),
        ("until 2026-12-01", "paused until 2026-12-01"),
        ("{until: 2026-12-01, why: rebuilt}", "paused until 2026-12-01: rebuilt"),
    ],
)
def test_a_pause_may_say_why_and_until_when(paused: str, says: str) -> None:
    pause = written(paused)
    assert pause is not None and pause.says() == says


def test_a_day_begins_in_the_time_zone_of_the_source_and_false_is_no_pause() -> None:
    pause = written("2026-12-01")
    assert pause is not None and pause.until == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert written("false") is None


@pytest.mark.parametrize(
    ("paused", "says"),
    [
        ("2026-13-01", "is no date"),
        ("yes", "else true"),
        ("{whi: rebuilt}", "unknown key 'whi'; did you mean 'why'?"),
        ('""', "must not be empty"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(paused: str, says: str) -> None:
    with pytest.raises(WatchlistError, match=says.replace("?", r"\?")):
        written(paused)


# --- what is said of it -------------------------------------------------------------------------------------------

ACME = """\
providers:
  acme:
    sources:
      terms: {url: "https://acme.example/terms", paused: %s}
      privacy: {url: "https://acme.example/privacy"}
    claims:
      selling: {statement: Never sells, basis: verified, quotes: [{in: terms, exact: never sell your data}]}
      keeping: {statement: Keeps, basis: verified, quotes: [{in: privacy, exact: keep it for 30 days}]}
      both: {statement: Both, basis: derived, from: [selling, keeping]}
"""


def stand(verdict: str, paused: str = "Acme rebuilds its site") -> dict[str, tuple[Standing, str]]:
    watchlist = parse(ACME % paused, "w.yaml", {})
    memories = {
        quote.source: PageMemory(
            checked_at=NOON, tracked=(TrackedState(quote.key, verdict, now=quote.exact, verified_at=NOON),)
        )
        for claim in watchlist.claims
        for quote in claim.quotes
    }
    return {
        each.claim.id.removeprefix("acme/"): (each.standing, each.evidence[0].verdict)
        for each in standings(watchlist, memories, NOON)
    }


def test_a_claim_on_a_paused_source_is_paused_and_says_what_was_last_known() -> None:
    found = stand("intact")
    assert found["selling"] == (Standing.PAUSED, "paused: Acme rebuilds its site; intact when last looked at")
    assert found["keeping"] == (Standing.STANDS, "intact")
    assert found["both"][0] is Standing.PAUSED
    assert stand("intact", "false")["selling"][0] is Standing.STANDS


def test_a_pause_does_not_hide_what_had_fallen_before() -> None:
    assert stand("removed")["selling"] == (Standing.CHANGED, "removed")


def test_a_first_digest_does_not_wait_for_what_is_paused() -> None:
    watchlist = parse(ACME % "true", "w.yaml", {})
    memories = {"acme/privacy": PageMemory(checked_at=NOON)}
    assert digest.digest("acme", watchlist, memories, NOON) is None
    alert = digest.digest("acme", watchlist.unpaused(NOON), memories, NOON)
    assert alert is not None


# --- that it is not forgotten -------------------------------------------------------------------------------------


def weeks(sources: tuple[Source, ...], days: int) -> list[tuple[int, str]]:
    """On which days people are told, looked at four times a day, and what."""
    known, told = Pauses({}), []
    for quarter in range(days * 4):
        now = NOON + quarter * DAY / 4
        known, alert = pauses(sources, known, now)
        if alert is not None:
            assert isinstance(alert.news, HealthNews)
            told.append((quarter // 4, alert.news.text))
    return told


def test_what_is_paused_is_named_every_week_with_why_and_since_when() -> None:
    told = weeks((source(pause=Pause("rebuilt")), source("acme/privacy")), 22)
    assert [day for day, _ in told] == [7, 14, 21]
    assert told[0][1].endswith("nobody looks: acme/terms since 2026-11-27 (paused: rebuilt)")


def test_who_resumes_is_named_no_more_and_nothing_paused_is_no_news() -> None:
    assert weeks((source(pause=Pause(until=NOON + 6 * DAY)),), 30) == []
    assert weeks((source(),), 30) == []


def test_many_are_counted() -> None:
    many = tuple(source(f"acme/p{number}", pause=Pause()) for number in range(MOST_NAMED + 2))
    ((_, text),) = weeks(many, PAUSES_TOLD.days + 1)
    assert text.startswith(f"{MOST_NAMED + 2} sources are paused") and text.endswith("and 2 more (clausewatch status)")


def test_a_watchlist_without_a_pause_is_itself() -> None:
    watchlist = Watchlist((source(),))
    assert watchlist.unpaused(NOON) is watchlist
