from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.alerts import Alert, Change, ClaimFinding, Digest, HealthNews, StatusNews
from clausewatch.core.model import (
    ClauseFinding,
    Comparison,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    LinkFinding,
    PrintedDates,
    Reason,
    SilenceFinding,
    SilenceVerdict,
    Verdict,
)
from clausewatch.core.render.message import ENTRIES, PASSAGES, SIDE, duration, render, trial
from clausewatch.core.status import Maintenance, MaintenancePhase, StatusEventKind
from clausewatch_notifiers.contract import Message
from notifiers.example_alerts import EXAMPLES, NOON, QUOTE, digest, health, incident, policy_change

MAJOR = Graded(Grade.MAJOR, (Reason.NUMBER,))


def changed(alert: Alert, **fields: object) -> Message:
    """The alert's news with some fields replaced, rendered."""
    return render(replace(alert, news=replace(alert.news, **fields)), "k")  # type: ignore[arg-type]


def event(kind: StatusEventKind, **fields: object) -> Message:
    alert = incident(kind)
    assert isinstance(alert.news, StatusNews)
    return changed(alert, event=replace(alert.news.event, **fields))  # type: ignore[arg-type]


PAGE_TOO = "the page changed (critical), its printed date did not"


def with_finding(finding: ClauseFinding | SilenceFinding | LinkFinding, confirm: bool = False) -> Message:
    return changed(policy_change(), findings=(ClaimFinding("a/b", "We are safe", "training", finding, confirm),))


def facts(message: Message) -> dict[str, str]:
    return {fact.name: fact.value for fact in message.facts}


def test_what_stands_today_opens_on_the_live_page() -> None:
    message = render(policy_change(), "k")
    (fact,) = (fact for fact in message.facts if fact.name == "At the sentence")
    assert fact.value == "“You may ask us to consider excluding your Inputs from the…”"
    assert fact.url.startswith("https://acme.example/privacy?lang=en&v=2#:~:text=You%20may%20ask")


def test_what_follows_from_a_touched_claim_is_named_for_review_once() -> None:
    finding = ClauseFinding("We sell nothing.", Verdict.REMOVED, graded=MAJOR)
    claims = tuple(ClaimFinding("a/b", "We are safe", "training", finding, followers=("Both are safe",)) for _ in "12")
    said = facts(changed(policy_change(), findings=claims))
    assert said["To review"] == "“Both are safe”, which follows from it"
    assert "To review" not in facts(render(policy_change(), "k"))


def test_a_sentence_that_has_no_link_of_its_own_is_not_linked() -> None:
    assert "At the sentence" not in facts(with_finding(ClauseFinding(QUOTE, Verdict.REMOVED, graded=MAJOR)))


# --- a change -----------------------------------------------------------------------------------------------------


def test_the_title_names_the_gravest_clause_and_what_became_of_it() -> None:
    removed = ClauseFinding("We never sell your data.", Verdict.REMOVED, graded=MAJOR)
    assert with_finding(removed).title == f"Acme AI: “We never sell your data.” was removed; {PAGE_TOO}"


def test_a_title_counts_the_other_claims() -> None:
    assert render(policy_change(), "k").title.endswith("was reworded (critical), and 1 more; a silent edit")


def test_a_change_that_touches_no_claim_is_named_by_its_page_and_grade() -> None:
    message = changed(policy_change(), findings=())
    assert message.title == "Acme AI: Privacy Policy changed (critical), its printed date did not"
    assert message.summary.startswith("None of the tracked clauses is touched; 3 passages of the page changed")


def test_an_id_in_a_title_stays_as_it_is_typed() -> None:
    alert = changed(policy_change(), findings=(), provider_name="", title="acme-terms")
    assert alert.title == "acme-terms changed (critical), its printed date did not"


def test_a_silence_says_what_the_page_mentions_now() -> None:
    alert = policy_change()
    assert isinstance(alert.news, Change)
    message = changed(alert, findings=alert.news.findings[1:])
    assert message.title == f"Acme AI: Privacy Policy now mentions “research partners” (major); {PAGE_TOO}"
    assert "rests on the page saying nothing about “research partners”, and now it does" in message.summary
    assert message.passages[0].after == "We may share usage data with our research partners."


def test_a_silence_that_holds_again_and_a_link_that_goes_elsewhere_can_be_told() -> None:
    again = with_finding(SilenceFinding(("SOC 2",), SilenceVerdict.SILENT))
    assert again.title == f"Acme AI: Privacy Policy says nothing about “SOC 2” again; {PAGE_TOO}"
    assert again.passages[0].label == "SILENT: the page says nothing about “SOC 2” again"
    assert "saying nothing about “SOC 2”, and it says nothing again" in again.summary
    link = with_finding(
        LinkFinding("api@acme.example", "mailto:api@acme.example", Verdict.REWORDED, "mailto:x@y.example")
    )
    assert link.title == f"Acme AI: the link “api@acme.example” goes elsewhere; {PAGE_TOO}"
    assert link.passages[0].after == "api@acme.example -> mailto:x@y.example"


def test_tracked_clauses_come_first_then_the_gravest_and_nothing_twice() -> None:
    labels = [passage.label for passage in render(policy_change(), "k").passages]
    assert labels == [
        "REWORDED, critical: opt, consent",
        "BROKEN: the page now mentions “research partners”",
        "EDITED, major: retention, number",
    ]


def test_a_hunk_that_differs_beside_the_clause_too_is_shown_as_well() -> None:
    alert = policy_change()
    assert isinstance(alert.news, Change)
    wider = Hunk(HunkKind.EDITED, MAJOR, (), f"{QUOTE} We log this.", "You may ask us. We sell this.")
    comparison = replace(alert.news.comparison, hunks=(wider,))
    assert "EDITED, major: number" in [each.label for each in changed(alert, comparison=comparison).passages]


def test_what_does_not_fit_is_counted_and_stands_in_the_diff_file() -> None:
    hunks = tuple(Hunk(HunkKind.EDITED, MAJOR, (), f"{number} days", f"{number + 1} days") for number in range(19))
    message = changed(policy_change(), findings=(), comparison=Comparison(True, MAJOR, hunks))
    assert (len(message.passages), message.more) == (PASSAGES, 14)
    assert message.files == ("acme/privacy/diffs/2026-11-24T11-58-02Z-1f2e3d4c.html",)


def test_hunks_of_no_weight_are_not_shown() -> None:
    hunks = (Hunk(HunkKind.MOVED, Graded(Grade.NONE), (), "a", "a"), Hunk(HunkKind.EDITED, MAJOR, (), "1", "2"))
    message = changed(policy_change(), findings=(), comparison=Comparison(True, MAJOR, hunks))
    assert [passage.label for passage in message.passages] == ["EDITED, major: number"]


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_long_passage_keeps_both_sides(before: int, after: int) -> None:
    old, new = "word " * before + "thirty days.", "word " * after + "ninety days."
    hunk = Hunk(HunkKind.EDITED, MAJOR, (), old, new)
    (passage,) = changed(policy_change(), findings=(), comparison=Comparison(True, MAJOR, (hunk,))).passages
    assert "thirty" in passage.before
    assert "ninety" in passage.after
    assert max(len(passage.before), len(passage.after)) <= SIDE


def test_a_silent_edit_is_said_in_the_summary_and_the_facts() -> None:
    message = render(policy_change(), "k")
    said = "The text changed, the printed date “Last updated: June 1, 2026” did not."
    assert message.summary.endswith(said)
    assert facts(message)["Silent edit"] == said
    assert message.data["news"]["document"]["date_event"] == "silent-edit"


def test_a_new_printed_date_is_said() -> None:
    dates = PrintedDates(date(2026, 6, 1), date(2026, 11, 20))
    message = changed(policy_change(), comparison=Comparison(True, MAJOR, (), dates))
    assert facts(message)["Printed date"] == "2026-06-01 -> 2026-11-20"


def test_the_facts_say_where_and_what_to_do_next() -> None:
    said = facts(render(policy_change(), "k"))
    assert said["Source"] == "https://acme.example/privacy?lang=en&v=2"
    assert said["Next"] == "clausewatch show acme/privacy/2026-11-24T11-58-02Z-1f2e3d4c"
    assert said["Compared"] == "2026-11-23 05:58 UTC with 2026-11-24 11:58 UTC"


@pytest.mark.parametrize(
    ("finding", "name", "text"),
    [
        (ClauseFinding("q", Verdict.REWORDED, now="today"), "Now", "today"),
        (ClauseFinding("q", Verdict.REMOVED, replaced_by="other"), "In its place", "other"),
        (ClauseFinding("q", Verdict.REMOVED, closest="near"), "Closest text", "near"),
        (ClauseFinding("q", Verdict.INTACT, graded=MAJOR, now="q", surroundings="unless"), "Beside it now", "unless"),
    ],
)
def test_what_stands_today_is_called_what_it_is(finding: ClauseFinding, name: str, text: str) -> None:
    passage = with_finding(finding).passages[0]
    assert (passage.before, passage.after_name, passage.after) == ("q", name, text)


def test_a_removed_clause_without_a_successor_says_so() -> None:
    assert with_finding(ClauseFinding("q", Verdict.REMOVED)).passages[0].note == "Nothing stands in its place."


def test_a_quote_that_nobody_confirmed_is_marked_as_a_note() -> None:
    assert "no alarm" in with_finding(ClauseFinding("q", Verdict.NOT_FOUND), confirm=True).passages[0].note


# --- a status page ------------------------------------------------------------------------------------------------


def test_an_open_incident_says_phase_impact_since_when_and_what_it_touches() -> None:
    message = render(incident(StatusEventKind.INCIDENT_OPENED), "k")
    assert message.title == "Acme AI: Elevated error rates on the API (identified, major)"
    said = facts(message)
    assert (said["Since"], said["So far"]) == ("2026-11-24 09:46 UTC", "2 h 14 min")
    assert (said["Phase"], said["Impact"], said["Components"]) == ("identified", "major", "Chat API, Web chat")
    assert message.thread == "acme/status/inc-77"


def test_the_newest_update_comes_first() -> None:
    labels = [passage.label for passage in render(incident(), "k").passages]
    assert labels == ["IDENTIFIED, 2026-11-24 10:30 UTC", "INVESTIGATING, 2026-11-24 09:46 UTC"]


def test_a_resolved_incident_says_how_long_it_lasted() -> None:
    message = render(incident(StatusEventKind.INCIDENT_RESOLVED), "k")
    assert message.title == "Acme AI: resolved after 2 h 14 min: Elevated error rates on the API"
    assert facts(message)["Lasted"] == "2 h 14 min"
    assert facts(message)["Page"] == "partial-outage -> operational"


def test_a_page_that_is_degraded_without_an_incident_says_so() -> None:
    message = event(StatusEventKind.PAGE_DEGRADED, incident=None, since=NOON - timedelta(minutes=5))
    assert message.title == "Acme AI: partial-outage, and no incident explains it"
    assert facts(message)["So far"] == "5 min"


def test_a_page_that_cannot_be_reached_shows_no_state() -> None:
    message = event(StatusEventKind.PAGE_UNREACHABLE, incident=None)
    assert message.title == "Acme AI: status page cannot be reached"
    assert "Page" not in facts(message)


def test_a_maintenance_says_from_when_to_when() -> None:
    planned = Maintenance(
        "m", "Database upgrade", MaintenancePhase.SCHEDULED, NOON, NOON + timedelta(hours=2), ("API",)
    )
    message = event(StatusEventKind.MAINTENANCE_ANNOUNCED, incident=None, maintenance=planned)
    assert message.title == "Acme AI: maintenance scheduled: Database upgrade"
    assert facts(message)["Planned"] == "2026-11-24 12:00 UTC to 2026-11-24 14:00 UTC"


@pytest.mark.parametrize("kind", StatusEventKind)
@pytest.mark.parametrize("whole", [True, False])
def test_every_kind_of_event_has_words(kind: StatusEventKind, whole: bool) -> None:
    message = event(kind) if whole else event(kind, incident=None)
    assert len(message.title) > len("Acme AI: ")
    assert "{" not in message.title


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (45, "45 s"), (60, "1 min"), (8040, "2 h 14 min"), (273_600, "3 d 4 h"), (86_400, "1 d"), (-5, "0 s")],
)
def test_a_duration_is_told_in_its_two_biggest_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_duration_without_its_second_unit_names_none_further_down() -> None:
    assert duration(86_400 + 60) == "1 d"


# --- digests and health -------------------------------------------------------------------------------------------


def test_a_digest_says_what_does_not_stand_with_the_closest_text_and_how_much_stands() -> None:
    message = render(digest(), "k")
    assert message.title == "Acme AI: 2 of 40 tracked clauses do not stand as published"
    assert message.summary == (
        "First check: 38 tracked clauses stand as published, 2 do not, 1 source could not be read."
    )
    first = message.passages[0]
    assert (first.before_name, first.after_name) == ("Published", "Closest text")
    assert first.after == "We store Personal Data in Ireland and in other countries."
    assert message.passages[2].label == "UNREADABLE"


def test_a_digest_without_trouble_says_that_all_stands() -> None:
    alert = digest()
    assert isinstance(alert.news, Digest)
    message = changed(alert, entries=())
    assert message.title == "Acme AI: all 38 tracked clauses stand as published"
    assert message.passages == ()


def test_a_digest_links_each_source_once() -> None:
    links = [fact.url for fact in render(digest(), "k").facts if fact.url]
    assert len(links) == len(set(links)) == 3


def test_a_long_digest_counts_what_it_leaves_out() -> None:
    alert = digest()
    assert isinstance(alert.news, Digest)
    message = changed(alert, entries=alert.news.entries * 10)
    assert (len(message.passages), message.more) == (ENTRIES, 20)


def test_health_says_what_cannot_be_seen_and_when_it_can_again() -> None:
    alert = health()
    message = render(alert, "k")
    assert message.title == "Acme AI: cannot see Terms of Service"
    assert message.summary.startswith("Cannot read it since 2026-11-24 06:00 UTC")
    assert changed(alert, recovered=True).title == "Acme AI: Terms of Service can be seen again"


def test_health_of_no_source_has_its_own_headline() -> None:
    news = HealthNews(None, "Monitor offline", "No source could be reached since 11:00 UTC.")
    assert render(replace(health(), news=news), "k").title == "Monitor offline"


# --- every message ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_message_is_the_same_each_time_and_carries_the_alert_as_json(name: str) -> None:
    alert = EXAMPLES[name]()
    message = render(alert, "k")
    assert message == render(alert, "k")
    assert json.loads(json.dumps(message.data)) == message.data
    assert (message.data["schema"], message.data["key"], message.data["grade"]) == (1, alert.key, alert.grade.word)
    assert (message.key, message.kind, message.created_at) == ("k", alert.kind.value, alert.at)


@given(st.text())
def test_titles_and_summaries_are_one_line_whatever_the_page_says(text: str) -> None:
    message = with_finding(ClauseFinding(text or "q", Verdict.REMOVED, graded=MAJOR))
    assert len(message.title.splitlines()) == 1
    assert len(message.summary.splitlines()) == 1
    assert len(message.title) < 140


def test_a_page_of_any_size_makes_a_bounded_message() -> None:
    hunks = tuple(Hunk(HunkKind.EDITED, MAJOR, ("h",), "a" * 50_000, "b" * 50_000) for _ in range(500))
    message = changed(policy_change(), comparison=Comparison(True, MAJOR, hunks))
    assert len(json.dumps(message.data)) < 300_000
    assert message.data["news"]["document"]["hunks_left_out"] == 450


def test_a_test_alert_is_of_its_own_kind() -> None:
    message = trial("k", NOON)
    assert message.kind == "test"
    assert "nothing has changed" in message.title


def test_a_side_of_a_contradiction_that_goes_may_end_it() -> None:
    removed = ClauseFinding("We never share data.", Verdict.REMOVED, graded=MAJOR)
    claim = ClaimFinding("a/b", "It contradicts itself", "", removed, contradiction=True)
    assert "was removed, so the contradiction may be resolved" in changed(policy_change(), findings=(claim,)).summary


def test_links_and_facts_are_told_as_such_and_what_is_right_again_as_restored() -> None:
    link = LinkFinding("desk", "mailto:a@b.example", Verdict.NOT_FOUND)
    assert with_finding(link).passages[0].label == "LINK: the link is not on the page"
    back = with_finding(replace(link, verdict=Verdict.INTACT, now=link.target))
    assert back.passages[0].label == "RESTORED: the link goes where it should again"
    assert back.passages[0].grade == "minor" and back.passages[0].before_name == "Expected"
