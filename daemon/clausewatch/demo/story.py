"""The story: what the replica's providers do on three days, and what the watchlist says about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.demo import replica
from clausewatch.demo.replica import DAY_ONE
from clausewatch.demo.site import Site

DEEPSEEK_PAGE = "6410630422455"
JUNE, JULY = "June 1, 2026", "July 1, 2026"

WATCHLIST = """\
# The demo's watchlist: five providers as a replica on loopback. The real one is watchlist.yaml in the repository.
version: 1
network: {{allow: ["{policies}", "{status}"]}}
defaults: {{every: 6h, status_every: 2m}}
channels:
  people: console
  audit: {{file: alerts.jsonl}}
providers:
  deepseek:
    name: DeepSeek
    sources:
      privacy: {{title: Privacy Policy, url: "http://{policies}/deepseek"}}
      status: {{title: Status page, status: "http://{status}/deepseek", product: flashduty, page_id: "{page_id}"}}
    claims:
      training:
        statement: Trains by default, opt-out available
        basis: verified
        quotes:
        - "to train and improve our technology"
        - "the right to opt-out of using your Personal Data for training our models or optimizing our technologies"
      status-page: {{statement: Has a public status page, basis: verified, exists: [status]}}
  zai:
    name: Z.ai
    sources:
      terms: {{title: Terms of Use, url: "http://{policies}/zai"}}
    claims:
      storage:
        statement: Customer content is not stored
        basis: verified
        quotes:
        - "The Company do not store any of the content the Customer or its End Users provide or generate while using \
our Services."
  moonshot:
    name: Moonshot
    sources:
      terms: {{title: Terms of Service, url: "http://{policies}/moonshot"}}
    claims:
      training:
        statement: An opt-out takes an enterprise agreement
        basis: verified
        quotes:
        - "Customer who requires restrictions on the use of Customer Content for training or improving Moonshot AI \
models may contact Moonshot AI to discuss available enterprise arrangements."
  alibaba:
    name: Alibaba Cloud
    sources:
      privacy: {{title: Privacy notice, url: "http://{policies}/alibaba"}}
      status: {{title: Status page, status: "http://{status}/alibaba", product: alibaba}}
    claims:
      training:
        statement: Never trains on your data
        basis: verified
        quotes: ["Alibaba Cloud strictly protects your data privacy and will never use your data for model training."]
  minimax:
    name: MiniMax
    sources:
      privacy: {{title: Privacy Policy, url: "http://{policies}/minimax"}}
      status: {{title: Status page, status: "http://{status}/minimax", product: statuspage}}
    claims:
      residency:
        statement: United States
        basis: verified
        quotes: ["stored in the data center located in the United States"]
      audits:
        statement: No SOC 2 or ISO 27001 report is mentioned
        basis: not stated
        silences: [{{in: [privacy], terms: ["SOC 2", "ISO 27001"]}}]
"""


@dataclass(frozen=True, slots=True)
class Act:
    """Something happens at ``at``; then everything that is due is polled."""

    at: datetime
    title: str
    happens: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """Policies and status pages have a server each, so that one can go down alone."""

    policies: Site
    status: Site

    def watchlist(self) -> str:
        return WATCHLIST.format(policies=self.policies.address, status=self.status.address, page_id=DEEPSEEK_PAGE)


def stage() -> Stage:
    """Both servers, open, as they are on the first day."""
    built = Stage(Site({}), Site({}))
    built.policies.open()
    built.status.open()
    _first_day(built)
    return built


def acts(on: Stage) -> Iterator[Act]:
    """In order; each must be played before the next is asked for."""
    day_two, day_three = DAY_ONE + timedelta(days=1), DAY_ONE + timedelta(days=2)
    yield Act(DAY_ONE, "Day 1. The first poll: does every quote stand as published?", lambda: None)
    yield Act(day_two, "Day 2. Overnight three policies change, and a bot wall hides a fourth.", lambda: _edits(on))
    yield Act(_minutes(day_two, 5), "Five minutes later the bot wall is still there. Nothing is told.", lambda: None)
    yield Act(_minutes(day_two, 60), "MiniMax opens an incident.", lambda: _incident(on, day_two, "investigating", 60))
    yield Act(_minutes(day_two, 84), "It is resolved.", lambda: _incident(on, day_two, "resolved", 84))
    yield Act(day_three, "Day 3. The status pages' host goes down.", on.status.close)
    yield Act(_minutes(day_three, 2), "Two minutes later it is still down; one failure is no outage.", lambda: None)
    yield Act(_minutes(day_three, 4), "After four minutes and three polls people are told.", lambda: None)
    yield Act(_minutes(day_three, 30), "It is back.", on.status.open)
    yield Act(_minutes(day_three, 33), "It answers twice: recovered, and told once.", lambda: None)


def _minutes(moment: datetime, minutes: int) -> datetime:
    return moment + timedelta(minutes=minutes)


def _first_day(on: Stage) -> None:
    on.policies.pages |= {
        "/deepseek": replica.policy("DeepSeek Privacy Policy", JUNE, replica.DEEPSEEK),
        "/zai": replica.policy("Z.ai Terms of Use", JUNE, replica.ZAI),
        "/moonshot": replica.policy("Moonshot AI Open Platform Terms of Service", JUNE, replica.MOONSHOT),
        "/alibaba": replica.policy("Model Studio privacy notice", JUNE, replica.ALIBABA),
        "/minimax": replica.policy("MiniMax Privacy Policy", JUNE, replica.MINIMAX),
    }
    on.status.pages |= {
        f"/deepseek/api/status-page/{DEEPSEEK_PAGE}/summary/active": replica.flashduty(DEEPSEEK_PAGE),
        "/minimax/api/v2/summary.json": replica.statuspage("MiniMax", on.status.address),
        "/alibaba/api/status/listEventInProgressInternational": replica.alibaba(),
        "/alibaba/api/status/listEventInProgress": replica.alibaba(),
        "/alibaba/api/status/listHistoryEvent": replica.alibaba(),
    }


def _edits(on: Stage) -> None:
    """A right becomes a request, a promise goes, a silence breaks, and a page hides behind a challenge."""
    weaker = (*replica.DEEPSEEK[:3], "You may ask us to consider not using your Personal Data for training our models.")
    promise_gone = (replica.ALIBABA[0], replica.ALIBABA[2])
    certified = (*replica.MINIMAX, "Our platform has completed a SOC 2 Type II examination.")
    on.policies.pages |= {
        "/deepseek": replica.policy("DeepSeek Privacy Policy", JULY, weaker),
        "/alibaba": replica.policy("Model Studio privacy notice", JUNE, promise_gone),
        "/minimax": replica.policy("MiniMax Privacy Policy", JULY, certified),
        "/zai": replica.challenge(),
    }


def _incident(on: Stage, day: datetime, phase: str, minutes: int) -> None:
    text = {
        "investigating": "We are looking into elevated error rates.",
        "resolved": "A faulty deployment was rolled back. All requests succeed again.",
    }[phase]
    one = replica.incident(_minutes(day, 58), phase, text, _minutes(day, minutes))
    on.status.pages["/minimax/api/v2/summary.json"] = replica.statuspage("MiniMax", on.status.address, (one,))
