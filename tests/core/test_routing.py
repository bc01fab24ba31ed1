"""Who hears of what, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.alerts import Alert, Reminder
from clausewatch.core.model import Grade
from clausewatch.core.routing import addresses, answers, channels_for
from clausewatch.core.watch import AlertKind, Basis, Channel, Claim, Quiet, Route, Source, SourceKind, Watchlist
from notifiers.example_alerts import NOON, digest, health, incident, policy_change

CHANNELS = tuple(Channel(name, "console", None) for name in ("team", "legal", "ops"))
STATUS_SOURCE = Source("acme/status", SourceKind.STATUS, "https://status.acme.example/", "Status", 120.0, "acme")


def watching(*routes: Route, operators: tuple[str, ...] = (), claims: tuple[Claim, ...] = ()) -> Watchlist:
    return Watchlist((STATUS_SOURCE,), claims, channels=CHANNELS, routes=routes, operators=operators)


def takes(route: Route, alert: Alert, claims: tuple[Claim, ...] = ()) -> bool:
    return channels_for(alert, watching(route, claims=claims)) == (route.to,)


def test_without_routes_everybody_hears_of_everything_from_minor_up() -> None:
    minor, cosmetic = (replace(policy_change(), grade=grade) for grade in (Grade.MINOR, Grade.COSMETIC))
    assert channels_for(minor, watching()) == ("team", "legal", "ops")
    assert channels_for(health(), watching()) == ("team", "legal", "ops")
    assert channels_for(cosmetic, watching()) == ()


@pytest.mark.parametrize(
    ("filters", "taken"),
    [
        (Route("team", providers=("acme",)), True),
        (Route("team", providers=("other",)), False),
        (Route("team", kinds=(AlertKind.STATUS,)), False),
        (Route("team", grade=Grade.CRITICAL), True),
        (Route("team", sources=("acme/privacy", "acme/terms")), True),
        (Route("team", sources=("acme/terms",)), False),
        (Route("team", fields=("training",)), True),
        (Route("team", fields=("residency", "entity")), True),
        (Route("team", fields=("entity",)), False),
        (Route("team", topics=("retention",)), True),
        (Route("team", topics=("liability", "incident")), False),
        (Route("team", topics=("opt",), fields=("training",), sources=("acme/privacy",)), True),
        (Route("team", topics=("opt",), fields=("entity",), sources=("acme/privacy",)), False),
    ],
)
def test_all_filters_of_a_route_must_let_a_change_through(filters: Route, taken: bool) -> None:
    assert takes(filters, policy_change()) is taken


def test_an_incident_has_topics_and_the_fields_of_the_claims_that_rest_on_its_page() -> None:
    up = Claim("acme/up", "There is a status page", Basis.VERIFIED, "acme", "uptime", exists=("acme/status",))
    assert takes(Route("team", topics=("incident",)), incident())
    assert not takes(Route("team", topics=("maintenance",)), incident())
    assert takes(Route("team", fields=("uptime",)), incident(), (up,))
    assert not takes(Route("team", fields=("training",)), incident(), (up,))


def test_a_reminder_of_what_comes_into_force_and_a_digest_can_be_filtered_too() -> None:
    news = Reminder("acme/privacy", "Privacy", "acme", "Acme", "https://a.example", NOON.date(), 1, "c", Grade.MAJOR)
    coming = Alert("k", AlertKind.POLICY, Grade.MINOR, NOON, "acme", news)
    assert takes(Route("team", topics=("in-force",)), coming)
    assert takes(Route("team", fields=("compliance",)), digest())
    assert takes(Route("team", sources=("acme/terms",)), digest())
    assert not takes(Route("team", sources=("acme/status",)), digest())


def test_the_operators_hear_of_troubles_and_readers_do_not() -> None:
    marked = watching(operators=("ops",))
    assert channels_for(health(), marked) == ("ops",)
    assert channels_for(policy_change(), marked) == ("team", "legal")
    named = watching(Route("team"), Route("ops", kinds=(AlertKind.HEALTH,)))
    assert channels_for(health(), named) == ("ops",)
    assert channels_for(policy_change(), named) == ("team",)


def test_a_route_may_ask_for_both_although_there_are_operators() -> None:
    both = watching(Route("team", kinds=(AlertKind.POLICY, AlertKind.HEALTH)), operators=("ops",))
    assert channels_for(health(), both) == ("team", "ops")


def test_if_all_are_operators_they_hear_of_everything() -> None:
    everybody = watching(operators=("team", "legal", "ops"))
    assert channels_for(policy_change(), everybody) == ("team", "legal", "ops")


def test_each_route_says_why() -> None:
    said = answers(
        policy_change(),
        watching(
            Route("team", grade=Grade.MAJOR),
            Route("team", kinds=(AlertKind.STATUS, AlertKind.HEALTH)),
            Route("legal", fields=("entity",)),
            Route("legal", topics=("liability",)),
            Route("ops", sources=("acme/terms",)),
            Route("ops", providers=("other",)),
        ),
    )
    assert [(each.taken, each.why) for each in said] == [
        (True, "it is policy of grade critical"),
        (False, "policy is not status or health"),
        (False, "it touches no claim about entity"),
        (False, "it is not about liability"),
        (False, "it is not about acme/terms"),
        (False, "it is not about other"),
    ]
    assert answers(replace(policy_change(), grade=Grade.MINOR), watching(Route("a", grade=Grade.MAJOR)))[0].why == (
        "its grade minor is below major"
    )
    assert answers(health(), watching(Route("a"), operators=("ops",)))[0].why == "health is for the operators"


# --- when ---------------------------------------------------------------------------------------------------------

NIGHT = Quiet((time(22), time(7)))
AT_NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
AT_ONCE, HELD, DAILY = Route("team"), Route("team", quiet=NIGHT), Route("team", digest="0 8 * * *")


@pytest.mark.parametrize("order", tuple(permutations((AT_ONCE, HELD, DAILY))))
def test_the_soonest_route_counts_and_a_message_of_its_own_comes_before_any_digest(order: tuple[Route, ...]) -> None:
    (address,) = addresses(policy_change(), watching(*order), AT_NIGHT)
    assert (address.not_before, address.digest_at) == (None, None)
    (later,) = addresses(policy_change(), watching(*(each for each in order if each is not AT_ONCE)), AT_NIGHT)
    assert (later.not_before, later.digest_at) == (datetime(2026, 11, 25, 7, tzinfo=UTC), None)
    (last,) = addresses(policy_change(), watching(DAILY), AT_NIGHT)
    assert (last.not_before, last.digest_at) == (None, datetime(2026, 11, 25, 8, tzinfo=UTC))


def test_what_is_critical_breaks_through_if_the_route_says_so() -> None:
    through = Route("team", quiet=replace(NIGHT, unless=Grade.CRITICAL))
    major = replace(policy_change(), grade=Grade.MAJOR)
    assert addresses(policy_change(), watching(through), AT_NIGHT)[0].not_before is None
    assert addresses(major, watching(through), AT_NIGHT)[0].not_before is not None


@given(st.lists(st.sampled_from([AT_ONCE, HELD, DAILY, Route("legal"), Route("ops", quiet=NIGHT)]), max_size=6))
def test_every_channel_that_hears_of_it_has_one_address(routes: list[Route]) -> None:
    watchlist = watching(*routes)
    found = addresses(policy_change(), watchlist, AT_NIGHT)
    assert tuple(each.channel for each in found) == channels_for(policy_change(), watchlist)
    assert all(each.not_before is None or each.not_before > AT_NIGHT for each in found)
    assert all(each.digest_at is None or AT_NIGHT < each.digest_at <= AT_NIGHT + timedelta(days=1) for each in found)
