"""The story: what the replica's providers do on three days, and what the watchlist says about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from clausewatch.demo import replica
from clausewatch.demo.site import Site

DEEPSEEK_PAGE = "6410630422455"
JUNE, JULY = "June 1, 2026", "July 1, 2026"

WATCHLIST = """\
# The demo's watchlist: five providers as a replica on loopback. The real one is watchlist.yaml in the repository.
version: 1
network: {{allow: ["{policies}", "{status}", "{deepseek}"]}}
defaults: {{every: 6h, status_every: 2m}}
channels:
  people: console
  audit: {{file: alerts.jsonl}}
providers:
  deepseek:
    name: DeepSeek
    sources:
      privacy: {{title: Privacy Policy, url: "http://{policies}/deepseek"}}
      status: {{title: Status page, status: "http://{deepseek}/", product: flashduty, page_id: "{page_id}"}}
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
    """DeepSeek's status page has a server of its own, so that it can go down alone."""

    policies: Site
    status: Site
    deepseek: Site

    def watchlist(self) -> str:
        return WATCHLIST.format(
            policies=self.policies.address,
            status=self.status.address,
            deepseek=self.deepseek.address,
            page_id=DEEPSEEK_PAGE,
        )

    def close(self) -> None:
        for site in (self.policies, self.status, self.deepseek):
            site.close()


def stage() -> Stage:
    """The servers, open, as they are on the first day."""
    built = Stage(Site({}), Site({}), Site({}))
    for site in (built.policies, built.status, built.deepseek):
        site.open()
    _first_day(built)
    return built


def begins(now: datetime) -> datetime:
    """The first day, chosen so that the last act happens now: what the commands say afterwards is fresh."""
    return now - timedelta(days=2, minutes=33)


def acts(on: Stage, day_one: datetime) -> Iterator[Act]:
    """In order; each must be played before the next is asked for."""
    day_two, day_three = day_one + timedelta(days=1), day_one + timedelta(days=2)

    def later(minutes: int, day: datetime = day_two) -> datetime:
        return day + timedelta(minutes=minutes)

    yield Act(day_one, "Day 1. The first poll: does every quote stand as published?", _nothing)
    yield Act(day_two, "Day 2. Overnight three policies change, and a bot wall hides a fourth.", lambda: _edits(on))
    yield Act(later(5), "Five minutes later the bot wall is still there. Nothing is told.", _nothing)
    yield Act(later(20), "The third time: people hear that the page is hidden, not that a clause is gone.", _nothing)
    yield Act(later(60), "MiniMax opens an incident.", lambda: _incident(on, later(58), "investigating", later(60)))
    yield Act(later(84), "It is resolved.", lambda: _incident(on, later(58), "resolved", later(84)))
    yield Act(day_three, "Day 3. DeepSeek's status page goes down, and the bot wall is gone.", lambda: _down(on))
    yield Act(later(2, day_three), "Two minutes later it is still down; that is no outage yet.", _nothing)
    yield Act(later(4, day_three), "After four minutes and three polls people are told.", _nothing)
    yield Act(later(30, day_three), "It is back.", on.deepseek.open)
    yield Act(later(33, day_three), "It answers a second time: recovered, and told once.", _nothing)


def _nothing() -> None:
    """Only time passes."""


def _down(on: Stage) -> None:
    on.deepseek.close()
    on.policies.pages["/zai"] = replica.policy("Z.ai Terms of Use", JUNE, replica.ZAI)


def _first_day(on: Stage) -> None:
    on.policies.pages |= {
        "/deepseek": replica.policy("DeepSeek Privacy Policy", JUNE, replica.DEEPSEEK),
        "/zai": replica.policy("Z.ai Terms of Use", JUNE, replica.ZAI),
        "/moonshot": replica.policy("Moonshot AI Open Platform Terms of Service", JUNE, replica.MOONSHOT),
        "/alibaba": replica.policy("Model Studio privacy notice", JUNE, replica.ALIBABA),
        "/minimax": replica.policy("MiniMax Privacy Policy", JUNE, replica.MINIMAX),
    }
    on.deepseek.pages[f"/api/status-page/{DEEPSEEK_PAGE}/summary/active"] = replica.flashduty(DEEPSEEK_PAGE)
    on.status.pages |= {
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


def _incident(on: Stage, started: datetime, phase: str, now: datetime) -> None:
    text = {
        "investigating": "We are looking into elevated error rates.",
        "resolved": "A faulty deployment was rolled back. All requests succeed again.",
    }[phase]
    one = replica.incident(started, phase, text, now)
    on.status.pages["/minimax/api/v2/summary.json"] = replica.statuspage("MiniMax", on.status.address, (one,))
