"""A source of the watchlist -> ``core.watch.Source``, with everything that more than one of its keys decides."""

from __future__ import annotations

import codecs
import functools
import importlib
import pkgutil
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from clausewatch.core.watch import Pause, Recipe, Source, SourceKind, StatusRecipe
from clausewatch.shell import watchlist_inherited
from clausewatch.shell.watchlist_forms import ID, PauseForm, SourceForm, WatchlistForm
from clausewatch.shell.watchlist_inherited import Level, Settled
from clausewatch.shell.yaml_nodes import Path, Tree, closest, shown

KIND_KEYS = {
    "url": SourceKind.PAGE,
    "status": SourceKind.STATUS,
    "candidate": SourceKind.CANDIDATE,
    "probe": SourceKind.PROBE,
}
KIND_WORDS = {
    SourceKind.PAGE: "a page",
    SourceKind.STATUS: "a status page",
    SourceKind.CANDIDATE: "a candidate",
    SourceKind.PROBE: "a probe",
}
# Keys that only make sense for some kinds; the rest is for all.
ONLY_FOR = {
    **dict.fromkeys(
        ("select", "remove", "format", "pointer", "encoding", "language", "browser", "quotes", "silences", "links"),
        (SourceKind.PAGE,),
    ),
    **dict.fromkeys(("product", "page_id", "components", "frozen_after"), (SourceKind.STATUS,)),
    "remind": (SourceKind.STATUS, SourceKind.PROBE),
    "also": (SourceKind.STATUS, SourceKind.CANDIDATE),
    "names": (SourceKind.CANDIDATE,),
}
_FORMER = re.compile(rf"(?:{ID.pattern}/)?{ID.pattern}")
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63}){0,20}\.?|\[[0-9a-fA-F:.]{2,45}\]")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads sources out of one watchlist."""

    tree: Tree
    form: WatchlistForm
    hurt: frozenset[Path]

    def source(self, form: SourceForm, path: Path, provider: str | None, provider_name: str) -> Source | None:
        """``None`` when it cannot be used; every reason is reported."""
        kind, url = self._kind(form, path)
        self._check_keys(form, kind, path)
        self._check_names(form, path)
        if kind is None:
            return None
        levels = self._levels(form, path, provider)
        settled = watchlist_inherited.settle(kind, levels, self.tree)
        return Source(
            id="/".join(part for part in (provider, str(path[-1])) if part),
            kind=kind,
            url=url,
            title=form.title or str(path[-1]),
            every=settled.every,
            provider=provider,
            provider_name=provider_name,
            hosts=self._hosts(form, url, path),
            recipe=_recipe(form, settled),
            status=self._status(form, path),
            timeout=settled.timeout,
            cron=settled.cron,
            during=settled.during,
            timezone=settled.timezone,
            settings=settled.settings,
            formerly=self._formerly(form, path, provider),
            remind=settled.remind or None,
            line=self.tree.key_mark(path).line,
            file=self.tree.key_mark(path).file,
            stale_after=form.stale_after,
            pause=_pause(form.paused, settled.timezone),
        )

    def _levels(self, form: SourceForm, path: Path, provider: str | None) -> list[Level]:
        """From the nearest to the farthest."""
        levels = [Level(form, path, "")]
        if provider is not None:
            place: Path = ("providers", provider, "defaults")
            levels.append(Level(self.form.providers[provider].defaults, place, f"defaults of {provider}"))
        return [*levels, Level(self.form.defaults, ("defaults",), "defaults")]

    def _kind(self, form: SourceForm, path: Path) -> tuple[SourceKind | None, str]:
        written = [key for key in KIND_KEYS if getattr(form, key)]
        if len(written) == 1:
            key = written[0]
            return KIND_KEYS[key], self._url(getattr(form, key), (*path, key))
        if len(written) > 1:
            both = " and ".join(f"'{key}'" for key in written)
            self.tree.report(self.tree.key_mark((*path, written[1])), f"{both} exclude each other; make two sources")
        elif path not in self.hurt:
            mark = self.tree.key_mark(path)
            self.tree.report(mark, f"'{path[-1]}': missing key 'url' (or 'status', 'candidate' or 'probe')")
        return None, ""

    def _check_keys(self, form: SourceForm, kind: SourceKind | None, path: Path) -> None:
        for key in sorted(form.model_fields_set & ONLY_FOR.keys()):
            if kind is not None and kind not in ONLY_FOR[key]:
                wanted = " or ".join(KIND_WORDS[each] for each in ONLY_FOR[key])
                mark = self.tree.key_mark((*path, key))
                self.tree.report(mark, f"'{key}' is for {wanted}; '{path[-1]}' is {KIND_WORDS[kind]}")

    def _check_names(self, form: SourceForm, path: Path) -> None:
        """Names of readers that must exist."""
        for key, package in (("format", "clausewatch.core.formats"), ("product", "clausewatch.core.statuspages")):
            name = getattr(form, key)
            if name and name not in (known := readers_in(package)):
                near = closest(name, known)
                meant = f"; did you mean '{near}'?" if near else f"; there is {', '.join(known)}"
                self.tree.report(self.tree.mark((*path, key)), f"unknown {key} '{shown(name)}'{meant}")
        if form.encoding and not _is_encoding(form.encoding):
            self.tree.report(self.tree.mark((*path, "encoding")), f"unknown encoding '{shown(form.encoding)}'")

    def _url(self, url: str, path: Path) -> str:
        fault = url_fault(url)
        if fault:
            self.tree.report(self.tree.mark(path), f"bad URL '{shown(_without_user(url))}': {fault}")
        return url

    def _hosts(self, form: SourceForm, url: str, path: Path) -> tuple[str, ...]:
        """The URL's own host and those of further addresses always count; nothing written: the URL's own only."""
        for index, host in enumerate(form.hosts):
            if not _HOST.fullmatch(host):
                mark = self.tree.mark((*path, "hosts", index))
                self.tree.report(mark, f"bad host '{shown(host)}': write the name only, such as www.acme.example")
        if not form.hosts and not form.also:
            return ()
        own = (host_of(each) for each in (url, *form.also))
        return tuple(dict.fromkeys(host for host in (*own, *(name.lower() for name in form.hosts)) if host))

    def _formerly(self, form: SourceForm, path: Path, provider: str | None) -> tuple[str, ...]:
        group = self.form.providers[provider].formerly if provider else []
        return former_ids(self.tree, form.formerly, path, provider, group)

    def _status(self, form: SourceForm, path: Path) -> StatusRecipe:
        return StatusRecipe(
            product=form.product,
            page_id=form.page_id,
            also=tuple(self._url(url, (*path, "also", index)) for index, url in enumerate(form.also)),
            components=tuple(form.components),
            names=tuple(form.names),
            frozen_after=form.frozen_after,
        )


def former_ids(
    tree: Tree, written: Sequence[str], path: Path, provider: str | None, group: Sequence[str]
) -> tuple[str, ...]:
    """Whole ids of a source or claim; a bare one stood in the same provider, or in what that was called (``group``)."""
    for index, name in enumerate(written):
        if not _FORMER.fullmatch(name):
            mark = tree.mark((*path, "formerly", index))
            tree.report(mark, f"'{shown(name)}' was never an id: write it as acme/privacy, or just privacy")
    if not provider:
        return tuple(written)
    bare = (str(path[-1]), *(name for name in written if "/" not in name))
    found = (f"{where}/{name}" for where in (provider, *group) for name in bare)
    whole = (name for name in written if "/" in name)
    return tuple(each for each in dict.fromkeys((*found, *whole)) if each != f"{provider}/{path[-1]}")


def _recipe(form: SourceForm, settled: Settled) -> Recipe:
    return Recipe(
        format=form.format,
        select=form.select,
        pointer=(form.pointer,) if isinstance(form.pointer, str) else tuple(form.pointer or ()),
        remove=tuple(form.remove),
        encoding=form.encoding,
        language=settled.language,
        browser=settled.browser,
    )


def _pause(written: bool | str | PauseForm, timezone: str) -> Pause | None:
    if isinstance(written, bool):
        return Pause() if written else None
    if isinstance(written, str):
        return Pause(written)
    until = datetime.combine(written.until, time(), ZoneInfo(timezone)) if written.until else None
    return Pause(written.why, until)


def url_fault(url: str) -> str | None:
    """Why this is no address of a page, or ``None``."""
    if any(char.isspace() or not char.isprintable() for char in url):
        return "a blank or a control character in it"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        return shown(str(error), 80)
    if parts.scheme not in ("http", "https"):
        return "it must begin with https:// or http://"
    if not host or not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return "it has no host, or one that cannot exist"
    if port == 0:
        return "port 0 cannot be reached"
    if parts.username or parts.password:
        return "a user name or password does not belong into it"
    return None


def _without_user(url: str) -> str:
    """For messages: a password that was written into a URL goes no further."""
    return re.sub(r"//[^/@]*@", "//****@", url)


def host_of(url: str) -> str:
    """The URL's host in small letters; empty if it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@functools.cache
def readers_in(package: str) -> tuple[str, ...]:
    """Names of the readers in a package that has one module per reader, without importing them."""
    paths = importlib.import_module(package).__path__
    return tuple(sorted(module.name for module in pkgutil.iter_modules(paths) if not module.name.startswith("_")))


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name) is not None
    except (LookupError, ValueError):
        return False
