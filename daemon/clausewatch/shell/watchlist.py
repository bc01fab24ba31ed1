"""Load the watchlist: ``watchlist.yaml`` -> ``core.watch.Watchlist``, or all its problems at once.

In four steps, each of which reports and goes on, so that one run shows everything:

1. ``watchlist_files`` and ``yaml_nodes``: texts -> nodes with positions; files that another one includes, duplicate
   keys, YAML's surprises, hostile files.
2. ``watchlist_forms``: nodes -> forms; unknown keys, wrong types, values that cannot be (``watchlist_problems`` words
   them).
3. ``watchlist_sources``, ``watchlist_claims``, ``watchlist_channels``: forms -> values; names that do not exist,
   claims that nothing falsifies, secrets that are not there.
4. Here: the file itself, routes, and what holds across the whole.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from types import MappingProxyType

import clausewatch_notifiers
from clausewatch.core.errors import AbsentSecret, Problem, WatchlistError
from clausewatch.core.model import Grade
from clausewatch.core.routing import DEFAULT_CHANNELS
from clausewatch.core.watch import (
    REMIND,
    AlertKind,
    Channel,
    Claim,
    Provider,
    Quiet,
    Route,
    Source,
    SourceKind,
    Watchlist,
)
from clausewatch.shell import (
    secrets,
    watchlist_addresses,
    watchlist_channels,
    watchlist_claims,
    watchlist_files,
    watchlist_formerly,
    watchlist_reach,
    watchlist_sources,
    yaml_nodes,
)
from clausewatch.shell.watchlist_forms import ID, WEEKDAYS, QuietForm, RouteForm, SourceForm, WatchlistForm
from clausewatch.shell.watchlist_problems import checked
from clausewatch.shell.yaml_nodes import Tree, closest, shown
from clausewatch_notifiers.contract import Secret

MAX_PROBLEMS = 500
NOTHING: Mapping[str, str] = MappingProxyType({})
_ADDRESS = re.compile(r"(?:[\w.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]):([0-9]{1,5})")


def load(path: Path, environ: Mapping[str, str], instead: Mapping[str, str] = NOTHING) -> Watchlist:
    """The watchlist in the file or folder, secrets resolved from ``environ`` and the files it names.

    ``instead`` holds texts, by file name, that are read in the place of what those files contain. Raises
    ``WatchlistError`` with every problem, in the order of the file.
    """
    return _loaded(path, environ, instead, ())


def load_to_read(path: Path, environ: Mapping[str, str], instead: Mapping[str, str] = NOTHING) -> Watchlist:
    """The same for who sends nothing: reviewers are not to know the secrets of channels. A channel whose secret is not
    known here has no settings."""
    return _loaded(path, environ, instead, (AbsentSecret,))


def _loaded(
    path: Path, environ: Mapping[str, str], instead: Mapping[str, str], forgiven: tuple[type[Problem], ...]
) -> Watchlist:
    with _collector_paused():
        return _resolved(watchlist_files.tree_of(path, instead), environ, forgiven)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Next to nothing that loading makes is garbage before its end, and looking for some takes two fifths of the time
    (measured with 5,000 sources)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def parse(text: str, file: str, environ: Mapping[str, str]) -> Watchlist:
    """The same for a text; ``file`` is the name that problems carry."""
    return load(Path(file), environ, {str(Path(file)): text})


def _resolved(tree: Tree, environ: Mapping[str, str], forgiven: tuple[type[Problem], ...]) -> Watchlist:
    declared = _Declared.of(tree)
    form, hurt = checked(tree)
    watchlist = _Resolver(tree, form, hurt, declared, environ).watchlist()
    if any(not isinstance(problem, forgiven) for problem in tree.problems):
        raise WatchlistError(_in_order(tree, tree.problems))
    return watchlist


def _in_order(tree: Tree, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """In the order of the files, each once: what stands under an anchor is met at every alias."""
    files = {name: number for number, name in enumerate((tree.file, *tree.files))}
    ordered = sorted(
        dict.fromkeys(problems),
        key=lambda problem: (files.get(problem.file, len(files)), problem.line, problem.column),
    )
    return tuple(ordered[:MAX_PROBLEMS])


@dataclass(frozen=True, slots=True)
class _Declared:
    """Every id in the file, those of entries that are broken included: a reference to one of them is no mistake."""

    providers: tuple[str, ...]
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    channels: tuple[str, ...]
    terms: tuple[str, ...]
    fields: tuple[str, ...]

    @classmethod
    def of(cls, tree: Tree) -> _Declared:
        providers = _keys(tree, ("providers",))
        return cls(
            providers,
            (*_keys(tree, ("sources",)), *_below(tree, providers, "sources")),
            (*_keys(tree, ("claims",)), *_below(tree, providers, "claims")),
            _keys(tree, ("channels",)),
            _keys(tree, ("terms",)),
            tuple(dict.fromkeys(_fields(tree, providers))),
        )


def _keys(tree: Tree, path: yaml_nodes.Path) -> tuple[str, ...]:
    return tuple(tree.node(path).entries or ()) if tree.has(path) else ()


def _below(tree: Tree, providers: tuple[str, ...], part: str) -> Iterator[str]:
    for provider in providers:
        for key in _keys(tree, ("providers", provider, part)):
            yield f"{provider}/{key}"


def _fields(tree: Tree, providers: tuple[str, ...]) -> Iterator[str]:
    """Of every claim, broken ones included."""
    groups: list[yaml_nodes.Path] = [("claims",), *(("providers", provider, "claims") for provider in providers)]
    for group in groups:
        for key in _keys(tree, group):
            place = (*group, key, "field")
            text = tree.node(place).text if tree.has(place) else None
            if text:
                yield text


@dataclass(frozen=True, slots=True)
class _Resolver:
    """Forms -> values, with what holds across the whole file."""

    tree: Tree
    form: WatchlistForm
    hurt: frozenset[yaml_nodes.Path]
    declared: _Declared
    environ: Mapping[str, str]

    def watchlist(self) -> Watchlist:
        sources = tuple(self._sources())
        claims = tuple(self._claims(sources))
        channels, placed, operators = tuple(self._channels()), tuple(self._routes()), tuple(self._operators())
        self._check_whole(sources, claims)
        if not self.tree.problems:
            watchlist_reach.check(self.tree, placed, channels, sources, operators)
        allow, heartbeat = tuple(self._allow()), self._heartbeat()
        if not self.tree.problems:
            watchlist_addresses.check(self.tree, self._urls(heartbeat), channels, allow)
        return Watchlist(
            sources=sources,
            claims=claims,
            providers=tuple(Provider(key, form.name or key) for key, form in self.form.providers.items()),
            channels=channels,
            routes=tuple(route for route, _ in placed),
            operators=operators,
            allow=allow,
            timezone=self.form.defaults.timezone or "UTC",
            path=self.tree.file,
            files=self.tree.files,
            heartbeat=heartbeat,
            doubts=_in_order(self.tree, self.tree.doubts),
        )

    def _heartbeat(self) -> Secret | None:
        """An address, written out or by reference: whoever knows it can keep the alarm from being raised."""
        written = self.form.heartbeat
        if written is None:
            return None
        try:
            found = secrets.resolve(written, self.environ) if secrets.is_reference(written) else Secret(written)
        except secrets.SecretError as error:
            kind = AbsentSecret if isinstance(error, secrets.AbsentError) else Problem
            self.tree.report(self.tree.mark(("heartbeat",)), f"'heartbeat': {error}", kind)
            return None
        fault = watchlist_sources.url_fault(found.reveal())
        if fault:
            self.tree.report(self.tree.mark(("heartbeat",)), f"'heartbeat' is no address: {fault}")
        return found

    def _urls(self, heartbeat: Secret | None) -> Iterator[tuple[yaml_nodes.Mark, str]]:
        """Every address that is asked, and where it stands."""
        for form, path, _ in self._written_sources():
            for key in watchlist_sources.KIND_KEYS:
                if url := getattr(form, key):
                    yield self.tree.mark((*path, key)), url
            for index, url in enumerate(form.also):
                yield self.tree.mark((*path, "also", index)), url
        if heartbeat is not None:
            yield self.tree.mark(("heartbeat",)), heartbeat.reveal()

    def _written_sources(self) -> Iterator[tuple[SourceForm, yaml_nodes.Path, str | None]]:
        for key, form in self.form.sources.items():
            yield form, ("sources", key), None
        for provider, group in self.form.providers.items():
            for key, form in group.sources.items():
                yield form, ("providers", provider, "sources", key), provider

    def _sources(self) -> Iterator[Source]:
        reader = watchlist_sources.Reader(self.tree, self.form, self.hurt)
        for form, path, provider in self._written_sources():
            name = (self.form.providers[provider].name or provider) if provider else ""
            source = reader.source(form, path, provider, name)
            if source is not None:
                yield source

    def _claims(self, sources: tuple[Source, ...]) -> Iterator[Claim]:
        names = self._names(sources)
        for form, path, provider in self._written_sources():
            former = self.form.providers[provider].formerly if provider else ()
            reader = watchlist_claims.Reader(self.tree, names, self.hurt, provider, former)
            source = f"{provider}/{path[-1]}" if provider else str(path[-1])
            short = reader.short_claim(form, source, path)
            if short is not None:
                yield short
        for provider, group in self.form.providers.items():
            self._check_formerly(provider)
            reader = watchlist_claims.Reader(self.tree, names, self.hurt, provider, group.formerly)
            for key, claim in group.claims.items():
                yield reader.claim(claim, ("providers", provider, "claims", key))
        reader = watchlist_claims.Reader(self.tree, names, self.hurt)
        for key, claim in self.form.claims.items():
            yield reader.claim(claim, ("claims", key))

    def _check_formerly(self, provider: str) -> None:
        for index, name in enumerate(self.form.providers[provider].formerly):
            if not ID.fullmatch(name):
                mark = self.tree.mark(("providers", provider, "formerly", index))
                self.tree.report(mark, f"'{shown(name)}' was never the id of a provider: write it as acme")

    def _names(self, sources: tuple[Source, ...]) -> watchlist_claims.Names:
        kinds: dict[str, SourceKind | None] = dict.fromkeys(self.declared.sources)
        kinds.update((source.id, source.kind) for source in sources)
        short = (
            "/".join(part for part in (provider, str(path[-1])) if part)
            for form, path, provider in self._written_sources()
            if form.quotes or form.silences or form.links
        )
        terms: dict[str, tuple[str, ...]] = dict.fromkeys(self.declared.terms, ())
        terms.update((key, tuple(words)) for key, words in self.form.terms.items())
        return watchlist_claims.Names(kinds, frozenset((*self.declared.claims, *short)), terms)

    def _channels(self) -> Iterator[Channel]:
        """Those written; without any, the ones that need no setting."""
        reader = watchlist_channels.Reader(self.tree, self.environ)
        for key, written in self.form.channels.items():
            channel = reader.channel(key, written, ("channels", key))
            if channel is not None:
                yield channel
        if not self.declared.channels:
            yield from (
                Channel(kind, kind, clausewatch_notifiers.channel(kind).Settings()) for kind in DEFAULT_CHANNELS
            )

    def _routes(self) -> Iterator[tuple[Route, yaml_nodes.Path]]:
        """One for each channel that is named, and where it is named."""
        for index, form in enumerate(self.form.routes):
            path: yaml_nodes.Path = ("routes", index)
            route = self._route(form, path)
            for to, place in _named_in(form.to, (*path, "to")):
                self._check_name("channel", to, self.declared.channels or DEFAULT_CHANNELS, place)
                yield dataclasses.replace(route, to=to), place

    def _route(self, form: RouteForm, path: yaml_nodes.Path) -> Route:
        """To nobody yet."""
        for number, provider in enumerate(form.providers):
            self._check_name("provider", provider, self.declared.providers, (*path, "providers", number))
        for number, source in enumerate(form.sources):
            self._check_name("source", source, self.declared.sources, (*path, "sources", number))
        for number, field in enumerate(form.fields):
            self._check_name("field", field, self.declared.fields, (*path, "fields", number))
        if form.quiet and form.digest:
            text = "a digest keeps to its own times, so `quiet` says nothing here; write two routes"
            self.tree.report(self.tree.key_mark((*path, "quiet")), text)
        return Route(
            "",
            tuple(AlertKind(kind) for kind in form.kinds),
            Grade.of(form.grade),
            tuple(form.providers),
            tuple(form.sources),
            tuple(form.fields),
            tuple(form.topics),
            self._quiet(form.quiet, (*path, "quiet")),
            form.digest or "",
            REMIND if form.remind is None else form.remind,
            form.timezone or self.form.defaults.timezone or "UTC",
        )

    def _quiet(self, written: QuietForm | str | None, path: yaml_nodes.Path) -> Quiet | None:
        if written is None:
            return None
        form = QuietForm(hours=written) if isinstance(written, str) else written
        broken = any(each[: len(path)] == path for each in self.hurt)
        if not form.hours and not form.days and not broken:
            self.tree.report(self.tree.mark(path), "says neither `hours` nor `days`, so it is never quiet")
        if len(set(form.days)) == len(WEEKDAYS):
            self.tree.report(self.tree.mark((*path, "days")), "every day is quiet: nothing would ever be sent")
        start, end = (
            (time.fromisoformat(each.zfill(5)) for each in form.hours.split("-")) if form.hours else (None, None)
        )
        return Quiet(
            (start, end) if start is not None and end is not None else None,
            tuple(sorted({WEEKDAYS.index(day) for day in form.days})),
            Grade.of(form.unless) if form.unless else None,
        )

    def _operators(self) -> Iterator[str]:
        for index, channel in enumerate(self.form.operators):
            self._check_name("channel", channel, self.declared.channels or DEFAULT_CHANNELS, ("operators", index))
            yield channel

    def _check_name(self, what: str, name: str, known: tuple[str, ...], path: yaml_nodes.Path) -> None:
        if name in known:
            return
        near = closest(name, known)
        meant = (
            f"; did you mean '{near}'?"
            if near
            else f"; there is {', '.join(known[:8])}"
            if known
            else "; there is none"
        )
        self.tree.report(self.tree.mark(path), f"unknown {what} '{shown(name)}'{meant}")

    def _allow(self) -> Iterator[str]:
        for index, address in enumerate(self.form.network.allow):
            match = _ADDRESS.fullmatch(address)
            if not match or not 0 < int(match[1]) < 65536:
                mark = self.tree.mark(("network", "allow", index))
                self.tree.report(mark, f"bad address '{shown(address)}': write host:port, such as \"127.0.0.1:8080\"")
            yield address.lower()

    def _check_whole(self, sources: tuple[Source, ...], claims: tuple[Claim, ...]) -> None:
        if not self.declared.sources and not self.tree.problems:
            self.tree.report(yaml_nodes.Mark(1, 1), "no sources: nothing would be watched; see docs/watchlist.md")
        for key in self.form.sources.keys() & self.form.providers.keys():
            mark = self.tree.key_mark(("sources", key))
            self.tree.report(mark, f"'{key}' is the id of a provider too; their folders would mix, so rename one")
        self._check_former_ids(claims)
        self._check_claim_ids(claims)
        loop = watchlist_claims.circle(claims)
        if loop and len(loop) > 2:
            mark = self.tree.mark((*_place_of_claim(loop[0]), "from"))
            self.tree.report(mark, f"these claims follow from each other: {' -> '.join(loop)}")

    def _check_former_ids(self, claims: tuple[Claim, ...]) -> None:
        providers = watchlist_formerly.Former(self.tree, "provider", self.declared.providers)
        sources = watchlist_formerly.Former(self.tree, "source", self.declared.sources)
        statements = {*self.declared.claims, *(claim.id for claim in claims)}
        of_claims = watchlist_formerly.Former(self.tree, "claim", statements)
        for source, path, provider in self._written_sources():
            own = f"{provider}/{path[-1]}" if provider else str(path[-1])
            sources.check(own, source.formerly, path, provider)
        for provider, group in self.form.providers.items():
            providers.check(provider, group.formerly, ("providers", provider))
            for key, claim in group.claims.items():
                of_claims.check(f"{provider}/{key}", claim.formerly, ("providers", provider, "claims", key), provider)
        for key, claim in self.form.claims.items():
            of_claims.check(key, claim.formerly, ("claims", key))

    def _check_claim_ids(self, claims: tuple[Claim, ...]) -> None:
        """A source that carries quotes itself makes a claim of its own name."""
        first: dict[str, int] = {}
        for claim in claims:
            if first.setdefault(claim.id, claim.line) != claim.line:
                mark = self.tree.key_mark(_place_of_claim(claim.id))
                source = f"the source at line {first[claim.id]}"
                self.tree.report(
                    mark, f"'{claim.id}' is the id of {source} too, whose own quotes make a claim; rename one"
                )


def _named_in(written: str | list[str], path: yaml_nodes.Path) -> Iterator[tuple[str, yaml_nodes.Path]]:
    """Each of the names, and where it stands."""
    if isinstance(written, str):
        yield written, path
    else:
        yield from ((name, (*path, number)) for number, name in enumerate(written))


def _place_of_claim(claim: str) -> yaml_nodes.Path:
    provider, _, name = claim.rpartition("/")
    return ("providers", provider, "claims", name) if provider else ("claims", name)
