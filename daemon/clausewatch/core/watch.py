"""What is watched: the watchlist as values. ``shell.watchlist`` makes them from YAML; nothing here knows YAML.

Ids are the watchlist's keys joined by ``/``: source ``deepseek/privacy``, claim ``deepseek/residency``; a source
without a provider is just ``acme-terms``.

Where something stands in the file (``line``, ``file``, and ``settings``, which say it too) is no part of what it is:
two watchlists are equal if they ask for the same.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from clausewatch.core.errors import Problem
from clausewatch.core.model import Grade

Value = str | bool | int | float | date | list["Value"] | Mapping[str, "Value"]
"""What may be written in a watchlist's file."""


class SourceKind(enum.StrEnum):
    PAGE = "page"
    """Prose: a policy, terms, a help page."""
    STATUS = "status"
    """A status page, read through its product's API."""
    CANDIDATE = "candidate"
    """A host where no status page is known; news is that one appears."""
    PROBE = "probe"
    """A host that is asked, without a key, whether it answers at all; for a vendor without a status page."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a source is read. A changed recipe re-reads the baseline too, so it never looks like a changed page."""

    format: str | None = None
    """Name of a reader in ``core.formats``; ``None`` chooses by content."""
    select: str | None = None
    """CSS selector of the part that counts; all matches, in document order."""
    remove: tuple[str, ...] = ()
    """CSS selectors of parts that do not count."""
    encoding: str | None = None
    language: str | None = None
    """Expected language, BCP 47 primary tag; a page that declares another one is unreadable."""
    pointer: tuple[str, ...] = ()
    """For an answer in JSON: JSON Pointers (RFC 6901) to the strings that are the text, in order."""
    browser: bool = False
    """Whether the text comes by script, so that only a browser sees it."""


@dataclass(frozen=True, slots=True)
class StatusRecipe:
    """How a status page is read."""

    product: str | None = None
    """Name of a reader in ``core.statuspages``; ``None`` detects it by structure."""
    page_id: str | None = None
    """The product's own id of the page; an answer of another id is not believed."""
    also: tuple[str, ...] = ()
    """Further base URLs that serve the same page, tried in order when the first fails."""
    components: tuple[str, ...] = ()
    """Names or ids of the components that count, for a cloud also of products and regions; empty: all."""
    names: tuple[str, ...] = ()
    """For a candidate: words of which one must appear on a page before it is taken for the vendor's."""
    frozen_after: float = 30 * 86_400.0
    """Seconds for which nothing may move on the page before it is suspected of being left behind."""


@dataclass(frozen=True, slots=True)
class Window:
    """Times of the week, on the wall."""

    days: tuple[int, ...]
    """Monday is 0."""
    start: int
    """Minutes after midnight."""
    end: int
    """The same, up to 1440; not after ``start``: it ends on the next day."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody has decided that a source is left alone for a while."""

    why: str = ""
    until: datetime | None = None
    """When it is watched again; ``None``: when somebody takes the pause out of the watchlist."""

    def says(self) -> str:
        """``paused until 2026-12-01: the site is being rebuilt``."""
        until = f" until {self.until:%Y-%m-%d}" if self.until else ""
        return f"paused{until}" + (f": {self.why}" if self.why else "")

    @property
    def reason(self) -> str:
        """The same where ``paused`` stands beside it."""
        return self.says().removeprefix("paused").removeprefix(":").strip() or "nobody has said why"


@dataclass(frozen=True, slots=True)
class Setting:
    """One resolved value, and where it comes from."""

    name: str
    value: str
    origin: str
    """``line 12``, ``defaults of acme, line 5``, ``defaults, line 2`` or ``built in``."""


@dataclass(frozen=True, slots=True)
class Source:
    """One URL that is read."""

    id: str
    kind: SourceKind
    url: str
    title: str
    every: float
    """Seconds between two polls; of a cron line, between the two that lie closest together."""
    provider: str | None = None
    provider_name: str = ""
    """As people write it; empty for a source without a provider."""
    hosts: tuple[str, ...] = ()
    """Host names that may answer for it, redirects included; empty: the URL's own host only."""
    recipe: Recipe = Recipe()
    status: StatusRecipe = StatusRecipe()
    timeout: float = 30.0
    """Seconds for one poll of it, all hops included."""
    cron: str = ""
    """A cron line in place of the interval."""
    during: tuple[Window, ...] = ()
    """When it may be polled; empty: always."""
    timezone: str = "UTC"
    """In which ``cron`` and ``during`` are meant."""
    formerly: tuple[str, ...] = ()
    """Ids that it had before; what is remembered under one of them is its own."""
    remind: float | None = 6 * 3600.0
    """Seconds between two messages about what is still open on a status page; ``None``: no reminders."""
    settings: tuple[Setting, ...] = dataclasses.field(default=(), compare=False)
    """What of the above may be inherited, for ``explain``."""
    line: int = dataclasses.field(default=0, compare=False)
    """Where it stands in the watchlist."""
    file: str = dataclasses.field(default="", compare=False)
    """Empty for the watchlist's own file."""
    stale_after: float | None = None
    """Seconds without being read after which people hear of it; ``None``: see ``core.blindness``."""
    pause: Pause | None = None

    def paused_at(self, now: datetime) -> Pause | None:
        """The pause that it is in; ``None`` when it is watched."""
        return self.pause if self.pause and (self.pause.until is None or now < self.pause.until) else None


class Basis(enum.StrEnum):
    """The index's own three words, and ``derived`` for what follows from other claims."""

    VERIFIED = "verified"
    THIRD_PARTY = "third-party"
    NOT_STATED = "not stated"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause: words that a source contains."""

    source: str
    exact: str
    occurrence: int = 1
    confirm: bool = False
    """Never seen by us: missing at the first poll it is a note, not an alarm."""
    line: int = dataclasses.field(default=0, compare=False)
    which: bool = False
    """Whether the watchlist says itself which of several places is meant, be it the first."""

    @property
    def key(self) -> str:
        """Stable name of the clause in the database: source, and a hash of the words."""
        digest = hashlib.sha256(f"{self.occurrence}\n{self.exact}".encode()).hexdigest()[:10]
        return f"{self.source}#q-{digest}"


@dataclass(frozen=True, slots=True)
class Silence:
    """Terms that none of the sources contains (``not stated``); broken when one appears."""

    sources: tuple[str, ...]
    terms: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    """Phrases that contain a term but do not count."""
    line: int = dataclasses.field(default=0, compare=False)

    def key(self, source: str) -> str:
        digest = hashlib.sha256("\n".join((*self.terms, "", *self.exceptions)).encode()).hexdigest()[:10]
        return f"{source}#s-{digest}"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A link whose shown text and real target are part of the claim (``api@…`` that mails somebody else)."""

    source: str
    text: str
    target: str
    confirm: bool = False
    line: int = dataclasses.field(default=0, compare=False)

    @property
    def key(self) -> str:
        digest = hashlib.sha256(f"{self.text}\n{self.target}".encode()).hexdigest()[:10]
        return f"{self.source}#l-{digest}"


@dataclass(frozen=True, slots=True)
class PolicyDate:
    """The date that a source prints about itself."""

    source: str
    printed: date
    confirm: bool = False
    line: int = dataclasses.field(default=0, compare=False)

    @property
    def key(self) -> str:
        return f"{self.source}#d-{self.printed.isoformat()}"


@dataclass(frozen=True, slots=True)
class NumberBand:
    """A number beside some words of a source, and within which band the claim still holds."""

    source: str
    near: tuple[str, ...]
    least: float
    most: float
    confirm: bool = False
    line: int = dataclasses.field(default=0, compare=False)

    @property
    def key(self) -> str:
        words = "\n".join((*self.near, "", f"{self.least:g}", f"{self.most:g}"))
        return f"{self.source}#n-{hashlib.sha256(words.encode()).hexdigest()[:10]}"


Fact = PolicyDate | NumberBand


@dataclass(frozen=True, slots=True)
class Claim:
    """What we say about a provider, and what would falsify it.

    A claim stands while every quote stands, every silence holds, every link keeps its target, every fact (a printed
    date, a number within a band) is as written, every source in ``exists`` is reachable and every candidate in
    ``absent`` has not appeared. A *contradiction* is a claim whose two sides are both quotes (or links): it stands
    while both stand, and either going is news.
    """

    id: str
    statement: str
    """One sentence for people; empty where a source carries quotes without saying what they are for."""
    basis: Basis
    provider: str | None = None
    field: str = ""
    as_of: date | None = None
    quotes: tuple[Quote, ...] = ()
    silences: tuple[Silence, ...] = ()
    links: tuple[LinkTarget, ...] = ()
    facts: tuple[Fact, ...] = ()
    exists: tuple[str, ...] = ()
    """Source ids that must answer."""
    absent: tuple[str, ...] = ()
    """Candidate ids that must not have a status page."""
    derived_from: tuple[str, ...] = ()
    """Claim ids that it follows from."""
    contradiction: bool = False
    correction: str = ""
    """What is known to be wrong or outdated in the statement as first published."""
    origin: str = ""
    """Where the claim came from, if not from the first publication."""
    note: str = ""
    formerly: tuple[str, ...] = ()
    """Ids that it had before; what people have said about it under one of them is its own."""
    line: int = dataclasses.field(default=0, compare=False)
    file: str = dataclasses.field(default="", compare=False)
    """Empty for the watchlist's own file."""


@dataclass(frozen=True, slots=True)
class Provider:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach people. ``settings`` is the channel module's own frozen ``Settings`` value; ``None`` where its
    secrets are not known, to who reads the watchlist and sends nothing."""

    id: str
    kind: str
    """Name of a module in ``clausewatch_notifiers``: slack, email, webhook, apprise, console, file."""
    settings: object
    line: int = dataclasses.field(default=0, compare=False)


class AlertKind(enum.StrEnum):
    POLICY = "policy"
    STATUS = "status"
    HEALTH = "health"
    """About the monitor's own sight: a source that cannot be read, an alert that cannot be delivered."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """When a route keeps still: every day within the hours, and all day on the days, by the route's clock."""

    hours: tuple[time, time] | None = None
    """From and to; the second is earlier where they reach over midnight."""
    days: tuple[int, ...] = ()
    """Monday is 0."""
    unless: Grade | None = None
    """From this grade on a message is sent all the same; ``None``: none is."""


REMIND = 7 * 86_400.0
"""Seconds after which a claim that drifted, and that nobody has decided on, is told again: weekly, as teams meet."""


@dataclass(frozen=True, slots=True)
class Route:
    """Who hears of what, and when. An empty filter lets everything through; all filters must let an alert through."""

    to: str
    kinds: tuple[AlertKind, ...] = ()
    grade: Grade = Grade.MINOR
    providers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """Of the claims that it is about."""
    topics: tuple[str, ...] = ()
    """What it is about, in the words of ``core.routing.TOPICS``."""
    quiet: Quiet | None = None
    digest: str = ""
    """A cron line: what it lets through is collected, and sent at these times in one message. Empty: at once."""
    remind: float = REMIND
    """Seconds between two reminders of what nobody has decided on yet; 0: none."""
    timezone: str = "UTC"
    """Of quiet hours and digests."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """The one configuration file, resolved: defaults applied, secrets resolved, ids checked."""

    sources: tuple[Source, ...]
    claims: tuple[Claim, ...] = ()
    providers: tuple[Provider, ...] = ()
    channels: tuple[Channel, ...] = ()
    routes: tuple[Route, ...] = ()
    operators: tuple[str, ...] = ()
    """Ids of the channels that hear of the monitor's own troubles; readers are left in peace with them then."""
    allow: tuple[str, ...] = ()
    """``host:port`` of non-public addresses that may be reached, for sources and for channels."""
    timezone: str = "UTC"
    path: str = ""
    files: tuple[str, ...] = ()
    """What it is made of beside the file at ``path``: files, and folders in which files are looked for."""
    heartbeat: object = None
    """Address of a dead-man's switch, as a secret that the shell resolved; ``None``: there is none."""
    doubts: tuple[Problem, ...] = dataclasses.field(default=(), compare=False)
    """What is allowed and yet cannot work, such as a source at an address that is not to be reached."""

    def source(self, source_id: str) -> Source | None:
        return next((source for source in self.sources if source.id == source_id), None)

    def unpaused(self, now: datetime) -> Watchlist:
        """The same without the sources that are left alone now."""
        kept = tuple(source for source in self.sources if source.paused_at(now) is None)
        return self if len(kept) == len(self.sources) else dataclasses.replace(self, sources=kept)

    def following(self, claim_id: str) -> tuple[Claim, ...]:
        """The derived claims that rest on a claim, directly or through others, in the watchlist's order."""
        reached, size = {claim_id}, 0
        while len(reached) > size:
            size = len(reached)
            reached |= {claim.id for claim in self.claims if not reached.isdisjoint(claim.derived_from)}
        return tuple(claim for claim in self.claims if claim.id in reached and claim.id != claim_id)

    def provider_name(self, provider_id: str | None) -> str:
        return next((provider.name for provider in self.providers if provider.id == provider_id), provider_id or "")

    def quotes_in(self, source_id: str) -> Iterator[tuple[Claim, Quote]]:
        return ((claim, quote) for claim in self.claims for quote in claim.quotes if quote.source == source_id)

    def silences_in(self, source_id: str) -> Iterator[tuple[Claim, Silence]]:
        return ((claim, each) for claim in self.claims for each in claim.silences if source_id in each.sources)

    def links_in(self, source_id: str) -> Iterator[tuple[Claim, LinkTarget]]:
        return ((claim, link) for claim in self.claims for link in claim.links if link.source == source_id)

    def facts_in(self, source_id: str) -> Iterator[tuple[Claim, Fact]]:
        return ((claim, fact) for claim in self.claims for fact in claim.facts if fact.source == source_id)
