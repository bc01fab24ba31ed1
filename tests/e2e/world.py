"""A vendor on loopback, people who want to know, and a watchlist that joins them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import indent

from e2e.people import Postbox, Slack, postbox, slack
from e2e.program import Program
from shell.site import Site, page

NEVER_SELLS = "We will never sell your personal data to anybody."
KEEPS = "We keep your prompts for 30 days and then delete them."
TRAINING = "You can opt out of the use of your content for training at any time in your account settings."
COMMON = (
    "This policy explains which personal data Acme Cloud collects when you use our programming interface, why we "
    "collect it and with whom we share it.",
    "We collect the contact details that you give us when you open an account, and technical records of each request.",
    "You can ask us for a copy of your personal data, and we answer within one month of your request.",
    "We protect personal data by encryption in transit and at rest, and we review who may see it every quarter.",
)


def policy(*clauses: str, title: str = "Acme Privacy Policy", updated: str = "June 1, 2026") -> str:
    """A policy page of a usual build."""
    body = "".join(f"<p>{escape(text)}</p>" for text in (*COMMON, *clauses))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>'
        f"<nav>Home Products Prices</nav><main><h1>{escape(title)}</h1><p>Last updated: {updated}</p>"
        f"<h2>1. Your data</h2>{body}</main><footer>All rights reserved</footer></body></html>"
    )


USUAL = policy(NEVER_SELLS, KEEPS, TRAINING)


@dataclass
class World:
    program: Program
    site: Site
    slack: Slack
    mail: Postbox

    def shows(self, text: str, path: str = "/privacy") -> None:
        self.site.answers(path, page(text))

    def watches(self, sources: str, claims: str = "", more: str = "", channels: str | None = None) -> None:
        """A watchlist of the provider Acme with these sources and claims, in YAML; alerts go to Slack and mail."""
        self.program.watches(self.watchlist(sources, claims, more, channels))

    def watchlist(self, sources: str, claims: str = "", more: str = "", channels: str | None = None) -> str:
        parts = [
            f"version: 1\nnetwork: {{allow: [{', '.join(quoted(self.addresses))}]}}\n",
            "channels:\n" + indent(self.channels if channels is None else channels, "  ") + "\n",
            "providers:\n  acme:\n    name: Acme\n    sources:\n" + indent(sources.strip(), " " * 6) + "\n",
            "    claims:\n" + indent(claims.strip(), " " * 6) + "\n" if claims else "",
            more,
        ]
        return "".join(parts)

    @property
    def addresses(self) -> list[str]:
        return [self.site.address, self.slack.site.address, self.mail.address]

    @property
    def channels(self) -> str:
        return (
            f'team: {{slack: "{self.slack.url}"}}\n'
            f'legal: {{email: {{to: [legal@example.com], from: watch@example.com, server: "smtp://{self.mail.address}"}}}}'
        )

    def source(self, name: str = "privacy", title: str = "Privacy Policy", more: str = "", every: str = "30s") -> str:
        """One page of the vendor's site."""
        return f'{name}: {{title: {title}, url: "{self.site.url(f"/{name}")}", every: {every}{more}}}'


def quoted(texts: Iterable[str]) -> list[str]:
    return [f'"{text}"' for text in texts]


def claim(name: str, statement: str, *quotes: str, source: str = "privacy") -> str:
    """A verified claim that rests on these words."""
    listed = ", ".join(f'{{in: {source}, exact: "{quote}"}}' for quote in quotes)
    return f'{name}: {{statement: "{statement}", basis: verified, quotes: [{listed}]}}\n'


CLAIMS = (
    claim("selling", "Never sells data", NEVER_SELLS)
    + claim("retention", "Prompts are deleted after 30 days", KEEPS)
    + claim("training", "Opt-out from training", TRAINING)
    + 'audits: {statement: "No SOC 2 report", basis: not stated, silences: [{in: [privacy], terms: ["SOC 2"]}]}\n'
)


@contextmanager
def world(folder: Path) -> Iterator[World]:
    with ExitStack() as stack:
        it = World(
            Program(folder),
            stack.enter_context(Site()),
            stack.enter_context(slack("127.0.0.2")),
            stack.enter_context(postbox()),
        )
        it.shows(USUAL)
        yield it


@contextmanager
def watched(folder: Path) -> Iterator[World]:
    """With the usual page and its four claims on the watchlist."""
    with world(folder) as it:
        it.watches(it.source(), CLAIMS)
        yield it
