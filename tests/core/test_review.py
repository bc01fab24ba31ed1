"""What people said, and how later messages tell it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.acceptance import Acceptance, Kind
from clausewatch.core.alerts import Alert, Change, OpenChange, Outstanding, Reminder
from clausewatch.core.errors import UsageError
from clausewatch.core.model import Grade
from clausewatch.core.render.message import render, reviewed
from clausewatch.core.review import Act, Remark, Reviews, of_thread, said, seconds
from clausewatch.core.watch import AlertKind
from notifiers.example_alerts import NOON, health, incident, policy_change

CHANGE = policy_change().news
assert isinstance(CHANGE, Change)
DAY = timedelta(days=1)
SNOOZE = Remark(NOON, "Ann", Act.SNOOZED, "acme/privacy", CHANGE.id, until=NOON + 7 * DAY, text="on leave")
COMMENT = Remark(NOON + DAY, "Bo", Act.COMMENTED, "acme/privacy", CHANGE.id, text="LEG-214")
ACCEPTED = Acceptance(
    NOON + 2 * DAY, "Cy", "agreed", "acme/training", "acme/privacy", Kind.CLAUSE, "was", "now", CHANGE.id
)
ALL = Reviews((COMMENT, SNOOZE), (ACCEPTED,))


def test_the_newest_comes_first_and_a_snooze_that_is_over_is_not_said() -> None:
    assert said(ALL, NOON + 3 * DAY) == (
        "accepted by Cy on 2026-11-26: agreed",
        "comment by Bo on 2026-11-25: LEG-214",
        "snoozed until 2026-12-01 12:00 UTC by Ann: on leave",
    )
    assert len(said(ALL, NOON + 8 * DAY)) == 2


def test_what_was_accepted_together_is_said_once() -> None:
    both = Reviews((), (ACCEPTED, replace(ACCEPTED, claim_id="acme/sharing")))
    assert len(said(both, NOON + 3 * DAY)) == 1


def test_a_later_message_of_the_thread_says_what_was_decided_before() -> None:
    later = replace(CHANGE, id="acme/privacy/2026-12-01T11-58-02Z-2f2e3d4c", at=NOON + 7 * DAY)
    told = of_thread(ALL, replace(policy_change(), news=later), NOON + 3 * DAY)
    message = reviewed(render(policy_change(), "k"), told)
    facts = [fact.value for fact in message.facts if fact.name == "Review"]
    assert facts[0] == "before this change: accepted by Cy on 2026-11-26: agreed" and len(facts) == 3
    assert message.data["review"] == list(told)


def test_a_reminder_and_an_incident_say_it_too_and_another_source_does_not() -> None:
    news = Reminder("acme/privacy", "P", "acme", "Acme", "https://a.example", NOON.date(), 1, CHANGE.id, Grade.MAJOR)
    coming = Alert("k", AlertKind.POLICY, Grade.MINOR, NOON, "acme", news)
    assert of_thread(ALL, coming, NOON)[0].startswith("accepted by Cy")
    known = Reviews((Remark(NOON, "Bo", Act.COMMENTED, "acme/status", text="known"),))
    assert of_thread(known, incident(), NOON) == ("comment by Bo on 2026-11-24: known",)
    assert of_thread(known, policy_change(), NOON) == () and of_thread(known, health(), NOON) == ()


def test_a_remark_about_a_claim_belongs_to_the_changes_that_were_seen_by_then() -> None:
    remark = Remark(NOON + DAY, "Ann", Act.COMMENTED, "acme/privacy", claim_id="acme/training", text="hm")
    reviews = Reviews((remark,))
    assert reviews.of_change(CHANGE).remarks == (remark,)
    assert reviews.of_change(replace(CHANGE, at=NOON + 2 * DAY)).remarks == ()
    assert reviews.of_change(replace(CHANGE, findings=())).remarks == ()
    assert reviews.of_claim("acme/training").remarks == (remark,) and reviews.of_claim("acme/other").remarks == ()


def test_a_remark_about_a_source_belongs_to_its_changes_and_to_the_claims_that_rest_on_it() -> None:
    remark = Remark(NOON + DAY, "Ann", Act.COMMENTED, "acme/privacy", text="they are rebuilding it")
    reviews = Reviews((remark,))
    assert reviews.of_change(CHANGE).remarks == (remark,)
    assert reviews.of_change(replace(CHANGE, source_id="acme/terms")).remarks == ()
    assert reviews.of_change(replace(CHANGE, at=NOON + 2 * DAY)).remarks == ()
    assert reviews.of_claim("acme/training", {"acme/privacy"}).remarks == (remark,)
    assert reviews.of_claim("acme/training", {"acme/terms"}).remarks == ()


def test_what_somebody_said_is_hostile_text_too() -> None:
    nasty = replace(COMMENT, by="\x1b[2JAnn\nBo", text="<!channel>\u202e\n" + "x" * 500)
    (line,) = said(Reviews((nasty,)), NOON)
    assert "\n" not in line and "\x1b" not in line and "\u202e" not in line and len(line) < 300


@pytest.mark.parametrize(("written", "length"), [("90m", 5400), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600)])
def test_a_snooze_is_as_long_as_it_says(written: str, length: float) -> None:
    assert seconds(written) == length


@pytest.mark.parametrize("written", ["7", "d", "-1d", "0h", "366d", "1 year", "", "9999w", "7d\n7d"])
def test_what_is_no_length_of_time_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        seconds(written)


@given(st.text(max_size=20))
def test_no_length_of_time_is_a_crash(written: str) -> None:
    with suppress(UsageError):
        assert 0 < seconds(written) <= 365 * 86_400


def test_every_alert_of_a_change_names_the_commands() -> None:
    said = {fact.name: fact.value for fact in render(policy_change(), "k").facts}
    assert said["Next"] == f"clausewatch show {CHANGE.id}"
    assert said["Accept"] == f"clausewatch accept {CHANGE.id}"
    assert said["Snooze"] == f"clausewatch snooze {CHANGE.id} --for 7d"
    assert said["Comment"] == f'clausewatch comment {CHANGE.id} "…"'
    untouched = render(replace(policy_change(), news=replace(CHANGE, findings=())), "k")
    assert {"Accept", "Snooze"}.isdisjoint(fact.name for fact in untouched.facts)


def test_a_reminder_of_several_changes_names_each() -> None:
    entries = tuple(
        OpenChange(
            "acme/privacy", "Privacy", "Acme", "https://a.example", f"acme/privacy/{n}", NOON, Grade.MAJOR, ("S",), True
        )
        for n in range(12)
    )
    message = render(Alert("k", AlertKind.POLICY, Grade.MAJOR, NOON, None, Outstanding(entries, 4)), "k")
    assert message.title == "12 changes wait for a decision"
    assert (len(message.passages), message.more) == (10, 2)
    assert message.passages[0].note == "acme/privacy/0"
