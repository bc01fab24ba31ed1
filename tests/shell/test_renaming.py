"""What people have said follows what it was said about, under another id too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clausewatch.core.acceptance import Acceptance, Kind
from clausewatch.core.errors import WatchlistError
from clausewatch.core.memory import PageMemory
from clausewatch.core.review import Act, Remark
from clausewatch.core.watch import Basis, Claim, Quote, Source, Watchlist
from clausewatch.shell.reloading import lookalikes
from clausewatch.shell.store import Store
from clausewatch.shell.waiting import waiting
from clausewatch.shell.watchlist import parse
from shell.news import HOUR, NOON, changed, page, touched, watching
from shell.test_store import with_store

TERMS = page("acme/terms")
ACCEPTED = Acceptance(NOON, "Ann", "agreed", "acme/selling", "acme/terms", Kind.CLAUSE, "was", "now")
COMMENT = Remark(NOON, "Bo", Act.COMMENTED, "acme/terms", claim_id="acme/selling", clause_key="acme/terms#q-12")


def claiming(claim_id: str, *formerly: str, source: Source = TERMS) -> Watchlist:
    quotes = (Quote(source.id, "never sell your data"),)
    claim = Claim(claim_id, "Never sells", Basis.VERIFIED, "acme", quotes=quotes, formerly=formerly)
    return replace(watching(source), claims=(claim,))


async def said(store: Store, watchlist: Watchlist) -> None:
    await store.sync(watchlist, NOON)
    await store.accept((ACCEPTED,), {}, lambda: None)
    await store.remark(COMMENT)


def test_what_was_said_and_accepted_follows_a_renamed_claim(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await said(store, claiming("acme/selling"))
        await store.sync(claiming("acme/no-sale", "acme/selling"), NOON)
        reviews = (await store.reviews()).of_claim("acme/no-sale")
        assert reviews.remarks == (replace(COMMENT, claim_id="acme/no-sale"),)
        assert reviews.acceptances == (replace(ACCEPTED, claim_id="acme/no-sale"),)

    with_store(tmp_path, story)


def test_it_follows_a_renamed_source_as_well(tmp_path: Path) -> None:
    moved = replace(page("acme/tos"), formerly=("acme/terms",))

    async def story(store: Store) -> None:
        await said(store, claiming("acme/selling"))
        await store.sync(claiming("acme/selling", source=moved), NOON)
        reviews = await store.reviews("acme/tos")
        assert reviews.remarks == (replace(COMMENT, source_id="acme/tos", clause_key="acme/tos#q-12"),)
        assert [each.source_id for each in reviews.acceptances] == ["acme/tos"]

    with_store(tmp_path, story)


def test_a_change_touched_the_claim_that_has_another_id_now(tmp_path: Path) -> None:
    decision = touched(TERMS, claiming("acme/selling").claims[0])
    assert decision.change is not None
    told = decision.change

    async def story(store: Store) -> None:
        await store.sync(claiming("acme/selling"), NOON)
        await store.apply(TERMS, decision, (), next_due=NOON + HOUR, now=NOON)
        await store.sync(claiming("acme/new", "acme/selling"), NOON)
        (change,) = await store.changes()
        assert change == replace(told, findings=(replace(told.findings[0], claim_id="acme/new"),))

    with_store(tmp_path, story)


def test_a_former_id_that_is_still_listed_keeps_what_is_its_own(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        both = claiming("acme/selling")
        other = replace(both.claims[0], id="acme/other", formerly=("acme/selling",))
        await said(store, both)
        await store.sync(replace(both, claims=(*both.claims, other)), NOON)
        assert (await store.reviews()).of_claim("acme/selling").remarks == (COMMENT,)

    with_store(tmp_path, story)


def test_formerly_may_be_thought_of_when_the_new_id_was_polled_already(tmp_path: Path) -> None:
    late = page("acme/tos")

    async def story(store: Store) -> None:
        before, after = changed(TERMS), replace(changed(late), change=None, alerts=())
        await store.sync(watching(TERMS), NOON)
        await store.apply(TERMS, before, (), next_due=NOON + HOUR, now=NOON)
        await store.sync(watching(late), NOON)
        await store.apply(late, after, (), next_due=NOON + HOUR, now=NOON)
        await store.sync(watching(replace(late, formerly=("acme/terms",))), NOON)
        memory = await store.memory(late)
        assert isinstance(memory, PageMemory) and isinstance(before.memory, PageMemory)
        assert memory.baseline == before.memory.baseline
        assert len(await store.changes(source_id="acme/tos")) == 1

    with_store(tmp_path, story)


def test_a_change_under_a_former_id_waits_under_the_new_one_and_its_files_lie_where_they_lay(tmp_path: Path) -> None:
    before = claiming("acme/selling")
    decision = touched(TERMS, before.claims[0])
    moved = replace(page("newco/terms"), formerly=("acme/terms",))
    after = claiming("newco/selling", "acme/selling", source=moved)

    async def story(store: Store) -> None:
        await store.sync(before, NOON)
        await store.apply(TERMS, decision, (), next_due=NOON + HOUR, now=NOON)
        await store.sync(after, NOON)
        (change,) = [each.change for each in await waiting(after, store)]
        assert change is not None and decision.change is not None
        assert (change.source_id, change.provider) == ("newco/terms", "newco")
        assert change.id == decision.change.id and change.folder == "acme/terms"

    with_store(tmp_path, story)


def test_a_former_id_leads_to_todays_through_every_renaming(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.sync(watching(TERMS), NOON)
        for new, old in (("newco/terms", "acme/terms"), ("third/terms", "newco/terms")):
            await store.sync(watching(replace(page(new), formerly=(old,))), NOON)
        for name in ("acme", "acme/terms", "newco"):
            assert await store.called_now(name) == ("third/terms",)
        assert await store.called_now("third/terms") == await store.called_now("acm") == ()

    with_store(tmp_path, story)


# --- as it is written ---------------------------------------------------------------------------------------------

WRITTEN = """\
providers:
  acme:
    name: Acme
    formerly: [acme-inc]
    sources:
      privacy: {url: "https://acme.example/privacy", formerly: [policy, other/policy]}
    claims:
      selling: {statement: Never sells, basis: verified, formerly: [no-sale], quotes: [never sell your data]}
"""


def test_a_former_provider_stands_before_every_former_id() -> None:
    watchlist = parse(WRITTEN, "w.yaml", {})
    assert set(watchlist.sources[0].formerly) == {"acme/policy", "acme-inc/privacy", "acme-inc/policy", "other/policy"}
    assert set(watchlist.claims[0].formerly) == {"acme/no-sale", "acme-inc/selling", "acme-inc/no-sale"}


def test_what_was_never_an_id_is_refused() -> None:
    broken = WRITTEN.replace("acme-inc", '"Acme Inc"').replace("no-sale", '"No sale"')
    with pytest.raises(WatchlistError) as refused:
        parse(broken, "w.yaml", {})
    assert [problem.line for problem in refused.value.problems] == [4, 8]


@pytest.mark.parametrize(
    ("edit", "asked"),
    [
        (("privacy:", "data-protection:"), [("acme/privacy", "acme/data-protection")]),
        (("selling:", "no-sale:"), [("acme/selling", "acme/no-sale")]),
        (("selling:", "selling: "), []),
    ],
)
def test_what_left_is_taken_for_what_came_by_its_address_or_words(
    edit: tuple[str, str], asked: list[tuple[str, str]]
) -> None:
    plain = WRITTEN.replace("formerly: [no-sale], ", "").replace(", formerly: [policy, other/policy]", "")
    assert list(lookalikes(parse(plain, "w", {}), parse(plain.replace(*edit), "w", {}))) == asked


def test_nobody_asks_where_formerly_says_it_or_nothing_is_alike() -> None:
    plain = WRITTEN.replace("formerly: [no-sale], ", "")
    said = plain.replace("selling: {", "no-sale: {formerly: [selling], ")
    assert lookalikes(parse(plain, "w", {}), parse(said, "w", {})) == ()
    other = plain.replace("selling: {statement: Never sells", "hosting: {statement: In Frankfurt").replace(
        "never sell your data", "hosted in Frankfurt only"
    )
    assert lookalikes(parse(plain, "w", {}), parse(other, "w", {})) == ()
