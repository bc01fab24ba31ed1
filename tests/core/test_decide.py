"""What one poll of a page means."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from clausewatch.core.alerts import Change, Decision, Digest, HealthNews, Outcome
from clausewatch.core.decide import FULL_FETCH_EVERY, Seen, decide, validators_for
from clausewatch.core.memory import PageMemory
from clausewatch.core.model import (
    Block,
    BlockKind,
    Capture,
    ClauseFinding,
    Comparison,
    Document,
    FailureKind,
    FetchFailure,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    NotModified,
    Occurrence,
    PageReading,
    Reason,
    SilenceFinding,
    SilenceVerdict,
    Unreadable,
    UnreadableKind,
    Validators,
    Verdict,
)
from clausewatch.core.tracking import TrackedItem
from clausewatch.core.watch import AlertKind, Basis, Claim, Quote, Silence, Source, SourceKind

START = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
QUOTE = "We will never use your data for model training."
SOURCE = Source("acme/terms", SourceKind.PAGE, "https://acme.example/terms", "Terms", 3_600.0, "acme", "Acme")
CLAIM = Claim("acme/training", "Never trains", Basis.VERIFIED, "acme", quotes=(Quote(SOURCE.id, QUOTE),))
ITEM = TrackedItem(CLAIM.quotes[0].key, CLAIM, CLAIM.quotes[0])
SILENCE = Silence((SOURCE.id,), ("SOC 2",))
SILENT_CLAIM = Claim("acme/audits", "No audit report", Basis.NOT_STATED, "acme", silences=(SILENCE,))
SILENT_ITEM = TrackedItem(SILENCE.key(SOURCE.id), SILENT_CLAIM, SILENCE)

INTACT = ClauseFinding(QUOTE, Verdict.INTACT, now=QUOTE)
REMOVED = ClauseFinding(QUOTE, Verdict.REMOVED, graded=Graded(Grade.CRITICAL, (Reason.REMOVED,)))
GONE = ClauseFinding(QUOTE, Verdict.NOT_FOUND)
FLIPPED = ClauseFinding(
    QUOTE, Verdict.REWORDED, graded=Graded(Grade.CRITICAL, (Reason.MODALITY,)), now="We may use your data."
)
WEAKENED = ClauseFinding(
    QUOTE,
    Verdict.INTACT,
    graded=Graded(Grade.CRITICAL, (Reason.EXCEPTION_ADDED,)),
    now=QUOTE,
    surroundings="This does not apply to free accounts.",
)
SAME = Comparison(False, Graded(Grade.NONE), clauses=(INTACT,))


def differs(*clauses: ClauseFinding, grade: Grade = Grade.MINOR) -> Comparison:
    hunk = Hunk(HunkKind.EDITED, Graded(grade, (Reason.WORDING,)), (), "a", "b")
    return Comparison(True, hunk.graded, (hunk,), clauses=clauses)


def seen(
    text: str = "text",
    comparison: Comparison | None = SAME,
    unreadable: Unreadable | None = None,
    at: datetime = START,
) -> Seen:
    document = Document((Block(BlockKind.PARAGRAPH, text),), "html")
    headers = (("etag", f'"{text}"'), ("last-modified", "Mon, 01 Jun 2026 08:00:00 GMT"))
    capture = Capture(SOURCE.url, SOURCE.url, at, 200, headers, text.encode())
    return Seen(capture, PageReading(document, unreadable, comparison, baseline=document))


def poll(memory: PageMemory, observed: Seen | NotModified | FetchFailure, minutes: int = 0) -> Decision:
    return decide(SOURCE, memory, observed, (ITEM,), START + timedelta(minutes=minutes))


def after(decision: Decision) -> PageMemory:
    assert isinstance(decision.memory, PageMemory)
    return decision.memory


def watched() -> PageMemory:
    """A source whose first poll found everything in place."""
    return after(poll(PageMemory(), seen()))


def failure(kind: FailureKind = FailureKind.TIMEOUT, retry_after: float | None = None) -> FetchFailure:
    return FetchFailure(SOURCE.url, kind, "no answer within 30 s", START, retry_after=retry_after)


def test_the_first_reading_becomes_the_baseline_and_tells_nobody_by_itself() -> None:
    decision = poll(PageMemory(), seen())

    assert decision.outcome is Outcome.BASELINE
    assert decision.alerts == ()
    assert decision.keep
    assert after(decision).stands(ITEM.key)


def test_an_equal_reading_moves_nothing_but_the_clock() -> None:
    memory = watched()

    decision = poll(memory, seen("text with another nonce"), minutes=60)

    assert decision.outcome is Outcome.UNCHANGED
    assert after(decision).baseline == memory.baseline
    assert after(decision).read_at == START + timedelta(minutes=60)
    assert not decision.keep


def test_a_removed_clause_is_told_once_with_its_claim() -> None:
    decision = poll(watched(), seen("new", differs(REMOVED)), minutes=60)

    (alert,) = decision.alerts
    assert isinstance(alert.news, Change)
    assert (alert.kind, alert.grade) == (AlertKind.POLICY, Grade.CRITICAL)
    assert [finding.claim_id for finding in alert.news.findings] == ["acme/training"]


def test_what_fell_earlier_is_not_news_at_the_next_edit() -> None:
    fallen = after(poll(watched(), seen("new", differs(REMOVED)), minutes=60))

    decision = poll(fallen, seen("newer", differs(GONE)), minutes=120)

    assert decision.change is not None
    assert decision.change.findings == ()
    assert decision.change.grade is Grade.MINOR
    state = after(decision).state(ITEM.key)
    assert state is not None and state.verdict == Verdict.REMOVED
    assert state.since == START + timedelta(minutes=60)


def test_a_clause_that_returns_is_news() -> None:
    fallen = after(poll(watched(), seen("new", differs(REMOVED)), minutes=60))
    returned = dataclasses.replace(INTACT, graded=Graded(Grade.MINOR, (Reason.RETURNED,)))

    decision = poll(fallen, seen("back", differs(returned)), minutes=120)

    assert decision.change is not None
    assert [finding.finding.verdict for finding in decision.change.findings] == [Verdict.INTACT]


def test_a_second_rewording_is_news_and_the_same_rewording_is_not() -> None:
    flipped = after(poll(watched(), seen("new", differs(FLIPPED)), minutes=60))
    again = dataclasses.replace(FLIPPED, now="We use your data.")

    same = poll(flipped, seen("elsewhere", differs(FLIPPED)), minutes=120)
    other = poll(flipped, seen("worse", differs(again)), minutes=120)

    assert same.change is not None and same.change.findings == ()
    assert other.change is not None and len(other.change.findings) == 1


def test_an_intact_quote_with_changed_surroundings_is_news() -> None:
    beside = dataclasses.replace(
        INTACT, surroundings="except for paid users", graded=Graded(Grade.CRITICAL, (Reason.EXCEPTION_ADDED,))
    )

    decision = poll(watched(), seen("new", differs(beside)), minutes=60)

    assert decision.change is not None
    assert decision.change.grade is Grade.CRITICAL


def test_a_broken_silence_asks_for_a_review() -> None:
    silent = SilenceFinding(SILENCE.terms, SilenceVerdict.SILENT)
    broken = SilenceFinding(SILENCE.terms, SilenceVerdict.BROKEN, (Occurrence("SOC 2", "We hold a SOC 2 report."),))
    still = SilenceFinding(SILENCE.terms, SilenceVerdict.NOT_SILENT, broken.found)
    first = dataclasses.replace(SAME, clauses=(), silences=(silent,))
    memory = after(decide(SOURCE, PageMemory(), seen(comparison=first), (SILENT_ITEM,), START))

    told = decide(SOURCE, memory, seen("b", dataclasses.replace(differs(), silences=(broken,))), (SILENT_ITEM,), START)
    later = decide(
        SOURCE, after(told), seen("c", dataclasses.replace(differs(), silences=(still,))), (SILENT_ITEM,), START
    )

    assert told.change is not None and told.change.grade is Grade.MAJOR
    assert later.change is not None and later.change.findings == ()


def test_two_failures_are_silent_and_the_third_says_since_when() -> None:
    first = poll(watched(), failure(), minutes=60)
    second = poll(after(first), failure(), minutes=65)
    third = poll(after(second), failure(), minutes=80)
    fourth = poll(after(third), failure(), minutes=140)

    assert [decision.alerts for decision in (first, second, fourth)] == [(), (), ()]
    (alert,) = third.alerts
    assert alert.kind is AlertKind.HEALTH
    assert isinstance(alert.news, HealthNews) and "since 2026-06-01 09:00" in alert.news.text
    assert third.change is None


def test_a_failure_is_retried_soon_but_not_sooner_than_asked() -> None:
    assert poll(watched(), failure()).retry_in == 300.0
    assert poll(watched(), failure(retry_after=1_800.0)).retry_in == 1_800.0
    assert poll(watched(), failure(retry_after=10**9)).retry_in == 86_400.0


def test_the_recovery_is_told_only_if_the_trouble_was() -> None:
    once = after(poll(watched(), failure(), minutes=60))
    told = watched()
    for minute in (60, 65, 80):
        told = after(poll(told, failure(), minute))

    assert poll(once, seen(), minutes=90).alerts == ()
    (alert,) = poll(told, NotModified(SOURCE.url, START), minutes=90).alerts
    assert isinstance(alert.news, HealthNews) and alert.news.recovered


def test_a_challenge_page_is_never_a_change_and_its_first_copy_is_kept() -> None:
    challenge = Unreadable(UnreadableKind.CHALLENGE, "asks to verify you are human")
    memory = watched()

    first = poll(memory, seen("just a moment", None, challenge), minutes=60)
    second = poll(after(first), seen("just a moment 2", None, challenge), minutes=65)

    assert (first.outcome, first.change, first.alerts) == (Outcome.UNREADABLE, None, ())
    assert (first.keep, second.keep) == (True, False)
    assert after(second).baseline == memory.baseline
    assert poll(after(second), seen(), minutes=70).outcome is Outcome.UNCHANGED


def test_a_suspect_is_held_until_it_says_the_same_three_times() -> None:
    shrunk = Unreadable(UnreadableKind.SHRUNK, "20 % of the words are left", suspect=True)
    observed = seen("short", differs(REMOVED), shrunk)
    first = poll(watched(), observed, minutes=60)
    second = poll(after(first), observed, minutes=65)
    third = poll(after(second), observed, minutes=70)

    assert [decision.outcome for decision in (first, second)] == [Outcome.HELD, Outcome.HELD]
    assert (first.alerts, second.alerts) == ((), ())
    assert third.outcome is Outcome.CHANGED
    assert third.change is not None and third.change.note.startswith("confirmed over 3 polls")


def test_a_suspect_that_says_something_else_each_time_is_never_believed_and_people_hear_that_we_are_blind() -> None:
    shrunk = Unreadable(UnreadableKind.SHRUNK, "20 % of the words are left", suspect=True)
    memory, decisions = watched(), []
    for number in range(6):
        decisions.append(poll(memory, seen(f"short {number}", differs(REMOVED), shrunk), minutes=60 + number))
        memory = after(decisions[-1])

    assert [decision.outcome for decision in decisions] == [Outcome.HELD] * 3 + [Outcome.UNREADABLE] * 3
    assert all(decision.change is None for decision in decisions)
    (alert,) = decisions[-1].alerts
    assert alert.kind is AlertKind.HEALTH
    assert memory.trouble is not None and "never the same" in memory.trouble.detail


def test_a_counter_on_a_suspect_page_does_not_keep_it_from_being_believed() -> None:
    shrunk = Unreadable(UnreadableKind.SHRUNK, "20 % of the words are left", suspect=True)
    memory = watched()
    for number in range(3):
        decision = poll(memory, seen(f"{number} views", differs(REMOVED), shrunk), minutes=60 + number)
        memory = after(decision)

    assert decision.outcome is Outcome.CHANGED


def test_another_language_is_never_believed() -> None:
    japanese = Unreadable(UnreadableKind.LANGUAGE, "declares ja, expected en", suspect=True)
    memory = watched()
    outcomes = []
    for number in range(5):
        decision = poll(memory, seen("利用規約", differs(REMOVED), japanese), minutes=60 + number)
        outcomes.append(decision.outcome)
        memory = after(decision)

    assert set(outcomes) == {Outcome.UNREADABLE}


def test_a_quote_added_later_that_is_not_there_is_told_at_once() -> None:
    memory = dataclasses.replace(watched(), tracked=())

    decision = poll(memory, seen("text", dataclasses.replace(SAME, clauses=(GONE,))), minutes=60)

    (alert,) = decision.alerts
    assert isinstance(alert.news, Digest)
    assert alert.grade is Grade.MAJOR
    assert decision.outcome is Outcome.UNCHANGED


@pytest.mark.parametrize("fallen", [REMOVED, FLIPPED, WEAKENED])
def test_a_quote_first_asked_about_in_the_poll_of_its_change_is_told_once_as_that_change(fallen: ClauseFinding) -> None:
    memory = dataclasses.replace(watched(), tracked=())

    decision = poll(memory, seen("text", differs(fallen)), minutes=60)

    (alert,) = decision.alerts
    assert isinstance(alert.news, Change)
    assert (alert.grade, [each.claim_id for each in alert.news.findings]) == (Grade.CRITICAL, ["acme/training"])


def test_a_quote_added_later_that_never_was_there_is_told_beside_a_change_of_something_else() -> None:
    decision = poll(dataclasses.replace(watched(), tracked=()), seen("text", differs(GONE)), minutes=60)

    assert [type(alert.news) for alert in decision.alerts] == [Digest, Change]


def test_only_the_servers_own_validators_are_sent() -> None:
    validators = validators_for(SOURCE, watched(), (ITEM,))

    assert validators == Validators('"text"', "Mon, 01 Jun 2026 08:00:00 GMT")


def test_a_baseline_that_a_new_recipe_cannot_read_is_replaced_and_never_compared() -> None:
    observed = seen("new text")
    reading = dataclasses.replace(observed.reading, baseline=None, warnings=("the baseline cannot be read",))

    decision = poll(watched(), dataclasses.replace(observed, reading=reading), minutes=60)

    assert decision.outcome is Outcome.BASELINE
    assert decision.reason == "the baseline cannot be read"
    assert after(decision).baseline != watched().baseline


def lost(comparison: Comparison) -> Seen:
    """What is seen when the baseline's file is gone: the document compared with itself."""
    observed = seen("new text", comparison)
    return dataclasses.replace(
        observed, reading=dataclasses.replace(observed.reading, baseline=None, warnings=("the capture is missing",))
    )


def test_a_lost_baseline_is_told_once_as_health_news_with_its_reason() -> None:
    first = poll(watched(), lost(SAME), minutes=60)
    second = poll(after(first), seen("new text"), minutes=120)

    (alert,) = first.alerts
    assert alert.kind is AlertKind.HEALTH
    assert isinstance(alert.news, HealthNews) and "the capture is missing" in alert.news.text
    assert (second.outcome, second.alerts) == (Outcome.UNCHANGED, ())


def test_a_clause_that_fell_while_the_baseline_was_lost_is_told_all_the_same() -> None:
    decision = poll(watched(), lost(dataclasses.replace(SAME, clauses=(GONE,))), minutes=60)

    _, digest = decision.alerts
    assert isinstance(digest.news, Digest) and digest.grade is Grade.MAJOR
    assert [entry.finding.claim_id for entry in digest.news.entries if entry.finding] == ["acme/training"]


def test_validators_of_another_url_are_never_sent() -> None:
    redirected = dataclasses.replace(seen().capture, redirects=("https://acme.example/old",))
    memory = after(poll(PageMemory(), dataclasses.replace(seen(), capture=redirected)))

    assert validators_for(SOURCE, memory, (ITEM,)) == Validators()


@pytest.mark.parametrize(
    "memory",
    [
        PageMemory(),
        dataclasses.replace(watched(), polls_since_full=FULL_FETCH_EVERY),
        dataclasses.replace(watched(), recipe="another"),
        dataclasses.replace(watched(), tracked=()),
        after(poll(watched(), failure())),
    ],
)
def test_a_full_answer_is_asked_for_when_only_that_will_do(memory: PageMemory) -> None:
    assert validators_for(SOURCE, memory, (ITEM,)) == Validators()


def test_deciding_the_same_poll_again_gives_the_same_keys() -> None:
    first = poll(watched(), seen("new", differs(REMOVED)), minutes=60)
    again = poll(watched(), seen("new", differs(REMOVED)), minutes=60)

    assert [alert.key for alert in first.alerts] == [alert.key for alert in again.alerts]
