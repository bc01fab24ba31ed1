"""A claim of the watchlist -> ``core.watch.Claim``: names resolved, and something that would falsify it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clausewatch.core.watch import Basis, Claim, Fact, LinkTarget, NumberBand, PolicyDate, Quote, Silence, SourceKind
from clausewatch.shell.watchlist_forms import ClaimForm, LinkForm, QuoteForm, SilenceForm, SourceForm
from clausewatch.shell.watchlist_sources import KIND_WORDS, former_ids
from clausewatch.shell.yaml_nodes import Mark, Path, Tree, closest, shown

Written = Sequence[str | QuoteForm]
WrittenSilences = Sequence[str | list[str] | SilenceForm]

PAGES = (SourceKind.PAGE,)
ANSWERING = (SourceKind.PAGE, SourceKind.STATUS, SourceKind.PROBE)
CANDIDATES = (SourceKind.CANDIDATE,)
_CURLY = re.compile("[“„«»]([^“”„«»]+)[“”»«]")
"""Typographic quotes around the whole and nowhere within, as who means them to delimit writes."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a claim may refer to: ids as the watchlist declares them, those of broken entries included."""

    sources: Mapping[str, SourceKind | None]
    """``None`` for a source that is broken itself."""
    claims: frozenset[str]
    terms: Mapping[str, tuple[str, ...]]
    """Empty for a list that is broken itself."""

    def pages_of(self, provider: str | None) -> list[str]:
        return [
            source
            for source, kind in self.sources.items()
            if kind in (SourceKind.PAGE, None) and _provider_of(source) == provider
        ]


def _provider_of(source: str) -> str | None:
    return source.partition("/")[0] if "/" in source else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the claims of one provider, or those without one."""

    tree: Tree
    names: Names
    hurt: frozenset[Path]
    provider: str | None = None
    group: Sequence[str] = ()
    """What the provider was called before."""

    def claim(self, form: ClaimForm, path: Path) -> Claim:
        """The claim; whatever is wrong with it is reported."""
        only = self._only_source(form)
        claim = Claim(
            id=self._id(str(path[-1])),
            statement=form.statement,
            basis=Basis(form.basis),
            provider=self.provider,
            field=form.field,
            as_of=form.as_of,
            quotes=tuple(self._quotes(form.quotes, only, (*path, "quotes"))),
            silences=tuple(self._silences(form.silences, only, (*path, "silences"))),
            links=tuple(self._links(form.links, only, (*path, "links"))),
            facts=tuple(self._facts(form, only, path)),
            exists=self._sources(form.exists, ANSWERING, (*path, "exists")),
            absent=self._sources(form.absent, CANDIDATES, (*path, "absent")),
            derived_from=self._claims(form.derived_from, (*path, "from")),
            contradiction=form.contradiction,
            correction=form.correction,
            origin=form.origin,
            note=form.note,
            formerly=former_ids(self.tree, form.formerly, path, self.provider, self.group),
            line=self.tree.key_mark(path).line,
            file=self.tree.key_mark(path).file,
        )
        self._check(claim, path)
        return claim

    def short_claim(self, form: SourceForm, source: str, path: Path) -> Claim | None:
        """The claim that a source makes by carrying quotes, silences or links itself; its id is the source's.

        It states nothing but its own words, so its statement is empty.
        """
        if not (form.quotes or form.silences or form.links):
            return None
        return Claim(
            id=source,
            statement="",
            basis=Basis.VERIFIED if form.quotes or form.links else Basis.NOT_STATED,
            provider=self.provider,
            quotes=tuple(self._quotes(form.quotes, source, (*path, "quotes"))),
            silences=tuple(self._silences(form.silences, source, (*path, "silences"))),
            links=tuple(self._links(form.links, source, (*path, "links"))),
            formerly=former_ids(self.tree, form.formerly, path, self.provider, self.group),
            line=self.tree.key_mark(path).line,
            file=self.tree.key_mark(path).file,
        )

    def _id(self, name: str) -> str:
        return f"{self.provider}/{name}" if self.provider else name

    # --- what would falsify it

    def _quotes(self, written: Written, only: str | None, path: Path) -> Iterator[Quote]:
        seen: dict[tuple[str, str, int], Mark] = {}
        for index, each in enumerate(written):
            place = (*path, index)
            name, exact, occurrence, confirm = (
                ("", each, 1, False)
                if isinstance(each, str)
                else (each.source, each.exact, each.occurrence, each.confirm)
            )
            source = self._source_or_only(name, only, place)
            mark = self.tree.mark(place)
            self._refuse_curly(place if isinstance(each, str) else (*place, "exact"))
            first = seen.setdefault((source, exact, occurrence), mark)
            if first != mark:
                self.tree.report(mark, f"the same quote as at line {first.line}; drop one, or set occurrence")
            which = isinstance(each, QuoteForm) and "occurrence" in each.model_fields_set
            yield Quote(source, exact, occurrence, confirm, mark.line, which)

    def _refuse_curly(self, place: Path) -> None:
        """Typographic quotes around words are text for YAML; a page that has them is quoted in straight ones."""
        node = self.tree.node(place)
        inner = _CURLY.fullmatch(node.text or "") if node.plain else None
        if inner:
            text = "curly quotes are part of the words for YAML, and the page would have to have them"
            instead = f"write \"{shown(inner[1])}\" in straight ones, or '{shown(inner[0])}' if it has"
            self.tree.report(node.mark, f"{text}; {instead}")

    def _silences(self, written: WrittenSilences, only: str | None, path: Path) -> Iterator[Silence]:
        for index, each in enumerate(written):
            place = (*path, index)
            line = self.tree.mark(place).line
            if isinstance(each, SilenceForm):
                terms = self._terms(each.terms, (*place, "terms"))
                exceptions = self._terms(each.exceptions or [], (*place, "except"))
                yield Silence(self._silent_sources(each, only, place), terms, exceptions, line)
            else:
                terms = (each,) if isinstance(each, str) else tuple(each)
                yield Silence((self._source_or_only("", only, place),), terms, (), line)

    def _silent_sources(self, form: SilenceForm, only: str | None, place: Path) -> tuple[str, ...]:
        if form.sources is None:
            return (self._source_or_only("", only, place),)
        return self._sources(form.sources, PAGES, (*place, "in"))

    def _links(self, written: Sequence[LinkForm], only: str | None, path: Path) -> Iterator[LinkTarget]:
        for index, form in enumerate(written):
            place = (*path, index)
            source = self._source_or_only(form.source, only, place)
            yield LinkTarget(source, form.text, form.target, form.confirm, self.tree.mark(place).line)

    def _facts(self, form: ClaimForm, only: str | None, path: Path) -> Iterator[Fact]:
        if form.date is not None:
            place = (*path, "date")
            source, line = self._source_or_only(form.date.source, only, place), self.tree.mark(place).line
            yield PolicyDate(source, form.date.printed, form.date.confirm, line)
        if form.number is not None:
            place = (*path, "number")
            source, line = self._source_or_only(form.number.source, only, place), self.tree.mark(place).line
            near = (form.number.near,) if isinstance(form.number.near, str) else tuple(form.number.near)
            least, most = form.number.between
            yield NumberBand(source, near, least, most, form.number.confirm, line)

    def _terms(self, written: str | list[str], path: Path) -> tuple[str, ...]:
        if isinstance(written, list):
            return tuple(written)
        if written not in self.names.terms:
            near = closest(written, self.names.terms)
            meant = f"did you mean '{near}'?" if near else f'for a single term write ["{shown(written)}"]'
            self.tree.report(self.tree.mark(path), f"no list '{shown(written)}' under the top-level 'terms'; {meant}")
        return self.names.terms.get(written, ())

    # --- names

    def _only_source(self, form: ClaimForm) -> str | None:
        """The one source that a claim is about, if it has just one."""
        facts = [each for each in (form.date, form.number) if each is not None]
        forms = [each for each in (*form.quotes, *form.links, *facts) if not isinstance(each, str)]
        named = [each.source for each in forms if each.source]
        for silence in form.silences:
            if isinstance(silence, SilenceForm) and silence.sources:
                named += [silence.sources] if isinstance(silence.sources, str) else silence.sources
        pages = list(dict.fromkeys(named)) or self.names.pages_of(self.provider)
        return (self._known_source(pages[0]) or pages[0]) if len(pages) == 1 else None

    def _source_or_only(self, name: str, only: str | None, place: Path) -> str:
        if name:
            return self._source(name, PAGES, (*place, "in"))
        if only is None:
            pages = [self._local(page) for page in self.names.pages_of(self.provider)]
            choice = f": {', '.join(pages[:6])}" if pages else ""
            self.tree.report(
                self.tree.mark(place), f"missing key 'in': the claim has several sources, so say which{choice}"
            )
        return only or ""

    def _sources(self, written: str | list[str], kinds: tuple[SourceKind, ...], path: Path) -> tuple[str, ...]:
        if isinstance(written, str):
            return (self._source(written, kinds, path),)
        found = (self._source(name, kinds, (*path, index)) for index, name in enumerate(written))
        return tuple(dict.fromkeys(found))

    def _source(self, name: str, kinds: tuple[SourceKind, ...], path: Path) -> str:
        source = self._known_source(name)
        if source is None:
            known = [self._local(each) for each in self.names.sources]
            self.tree.report(self.tree.mark(path), f"unknown source '{shown(name)}'{_meant(name, known)}")
            return name
        kind = self.names.sources[source]
        if kind is not None and kind not in kinds:
            wanted = " or ".join(KIND_WORDS[each] for each in kinds)
            self.tree.report(self.tree.mark(path), f"'{name}' is {KIND_WORDS[kind]}; only {wanted} can stand here")
        return source

    def _known_source(self, name: str) -> str | None:
        return next((each for each in (self._id(name), name) if each in self.names.sources), None)

    def _claims(self, written: str | list[str], path: Path) -> tuple[str, ...]:
        names = [(written, path)] if isinstance(written, str) else [(n, (*path, i)) for i, n in enumerate(written)]
        return tuple(dict.fromkeys(self._claim(name, place) for name, place in names))

    def _claim(self, name: str, path: Path) -> str:
        found = next((each for each in (self._id(name), name) if each in self.names.claims), None)
        if found is None:
            known = [self._local(each) for each in self.names.claims]
            self.tree.report(self.tree.mark(path), f"unknown claim '{shown(name)}'{_meant(name, known)}")
        return found or name

    def _local(self, identifier: str) -> str:
        """As it may be written here: without the provider's own id."""
        return identifier.removeprefix(f"{self.provider}/") if self.provider else identifier

    # --- does it hold together

    def _check(self, claim: Claim, path: Path) -> None:
        if path in self.hurt:
            return
        mark = self.tree.key_mark(path)
        read = claim.quotes or claim.silences or claim.links or claim.facts
        falsified = read or claim.exists or claim.absent or claim.derived_from
        if not falsified and claim.basis is not Basis.THIRD_PARTY and not claim.note:
            ways = "give it quotes, silences, links, a date, a number, exists, absent or from"
            ways += "; or say in a note why nothing can"
            self.tree.report(mark, f"nothing would falsify the claim '{path[-1]}': {ways}")
        if claim.contradiction and len(claim.quotes) + 2 * len(claim.links) < 2:  # a link has two sides itself
            self.tree.report(mark, f"the claim '{path[-1]}' is a contradiction, so it needs two quotes or a link")
        if claim.id in claim.derived_from:
            self.tree.report(self.tree.mark((*path, "from")), f"the claim '{path[-1]}' follows from itself")


def _meant(name: str, known: Sequence[str]) -> str:
    near = closest(name, known) or next((each for each in known if each.endswith(f"/{name}")), None)
    if near:
        return f"; did you mean '{near}'?"
    return f"; there is {', '.join(known[:6])}" if 0 < len(known) <= 6 else ""


def circle(claims: Sequence[Claim]) -> tuple[str, ...] | None:
    """Ids of claims that follow from each other in a circle, the first one repeated at the end; ``None`` if none do."""
    below = {claim.id: claim.derived_from for claim in claims}
    done: set[str] = set()
    for start in below:
        trail: list[str] = [start]
        pending = [iter(below[start])]
        while pending and start not in done:
            following = next(pending[-1], None)
            if following is None:
                done.add(trail.pop())
                pending.pop()
            elif following in trail:
                return (*trail[trail.index(following) :], following)
            elif following in below and following not in done:
                trail.append(following)
                pending.append(iter(below[following]))
    return None
