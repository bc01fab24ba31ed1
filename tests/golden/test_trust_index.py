"""The shipped watchlist holds the whole Trust Index: no sentence is lost, and no claim is made up."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from clausewatch.core.watch import Basis, Claim, Watchlist
from clausewatch.shell.watchlist import load

ROOT = Path(__file__).parents[2]
WHOLE_INDEX = "8ea7ce6d38fb0fe3b81aa52259e7977dafca021ae0c801003b203b625866c634"
"""SHA-256 of the index's text as published, without white space."""


@dataclass(frozen=True)
class Sentence:
    text: str
    claims: tuple[str, ...]
    reason: str
    verbatim: bool


@pytest.fixture(scope="module")
def sentences() -> tuple[Sentence, ...]:
    written = yaml.safe_load((Path(__file__).parent / "trust-index.yaml").read_text(encoding="utf-8"))
    return tuple(
        Sentence(each["text"], tuple(each.get("claims", ())), each.get("no-claim", ""), each.get("verbatim", False))
        for each in written["sentences"]
    )


@pytest.fixture(scope="module")
def watchlist() -> Watchlist:
    return load(ROOT / "watchlist.yaml", {})


@pytest.fixture(scope="module")
def claims(watchlist: Watchlist) -> dict[str, Claim]:
    return {claim.id: claim for claim in watchlist.claims}


def test_no_sentence_of_the_index_is_missing(sentences: tuple[Sentence, ...]) -> None:
    text = "".join("".join(sentence.text.split()) for sentence in sentences)
    assert hashlib.sha256(text.encode()).hexdigest() == WHOLE_INDEX


def test_every_sentence_has_a_claim_or_a_reason_why_not(sentences: tuple[Sentence, ...]) -> None:
    assert [each.text for each in sentences if bool(each.claims) == bool(each.reason)] == []


def test_every_claim_a_sentence_names_exists(sentences: tuple[Sentence, ...], claims: dict[str, Claim]) -> None:
    assert {claim for each in sentences for claim in each.claims} - claims.keys() == set()


def test_every_claim_is_from_the_index_or_marked_as_new(
    sentences: tuple[Sentence, ...], claims: dict[str, Claim]
) -> None:
    mapped = {claim for each in sentences for claim in each.claims}
    assert {claim.id for claim in claims.values() if not claim.origin} == mapped
    assert {claim.origin for claim in claims.values()} == {"", "new finding, not in the index"}


def test_what_the_index_quotes_is_watched_word_for_word(
    sentences: tuple[Sentence, ...], claims: dict[str, Claim]
) -> None:
    quoted = [each for each in sentences if each.verbatim]
    assert len(quoted) == 8
    for sentence in quoted:
        watched = {quote.exact for claim in sentence.claims for quote in claims[claim].quotes}
        pieces = {piece.strip() for piece in sentence.text.split("...")}  # one of them was joined from two
        assert pieces <= watched, sentence.text


def test_the_basis_is_one_of_the_index_words_below_a_provider(watchlist: Watchlist) -> None:
    wrong = [c.id for c in watchlist.claims if (c.basis is Basis.DERIVED) != (c.provider is None)]
    assert wrong == []


def test_every_claim_of_a_provider_carries_the_day_it_was_checked(watchlist: Watchlist) -> None:
    assert [claim.id for claim in watchlist.claims if claim.provider and not claim.as_of] == []


def test_every_page_is_pinned_to_its_hosts(watchlist: Watchlist) -> None:
    assert [source.id for source in watchlist.sources if source.kind == "page" and not source.hosts] == []


def test_every_page_of_text_is_pinned_to_its_language(watchlist: Watchlist) -> None:
    free = [each.id for each in watchlist.sources if each.kind == "page" and not each.recipe.language]
    assert free == ["alibaba/iso-certificate"]


def test_no_look_alike_domain_is_read(watchlist: Watchlist) -> None:
    false_friends = (
        "deepseek.chat", "deepseekagi.org", "deepseek-en.com", "zai.gr.com", "kimi-k2.ai", "kimi-k2.net",
        "kimik2.org", "minimax.gr.com", "minimaxm2.io", "minimaxm2.site", "minimax-ai.chat", "deepseek.statuspage.io",
    )  # fmt: skip
    read = " ".join(" ".join((source.url, *source.hosts, *source.status.also)) for source in watchlist.sources)
    assert [host for host in false_friends if host in read] == []


def test_the_frozen_status_page_has_its_living_successor(watchlist: Watchlist) -> None:
    status = watchlist.source("deepseek/status")
    assert status is not None
    assert (status.status.product, status.status.page_id) == ("flashduty", "6410630422455")
    assert status.hosts == ("status.deepseek.com", "statuspage.flashduty.com")


def test_the_words_of_the_table_and_the_questions_follow_from_claims(claims: dict[str, Claim]) -> None:
    bare = {claim.id for claim in claims.values() if claim.basis is Basis.DERIVED and not claim.derived_from}
    assert bare == {"contrast", "faq-cheaper"}
