"""A watchlist as people write it, and what it becomes."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.errors import WatchlistError
from clausewatch.core.model import Grade
from clausewatch.core.watch import AlertKind, Basis, Claim, Quote, SourceKind, Watchlist
from clausewatch.shell.watchlist import load, parse
from clausewatch_notifiers.contract import Secret

ROOT = Path(__file__).parents[2]
SIX_LINES = """\
channels:
  team: {slack: "${env:SLACK_WEBHOOK_URL}"}
sources:
  acme-terms:
    url: https://acme.example/terms
    quotes: ["We will never sell your data."]
"""
FULL = """\
version: 1
network: {allow: ["127.0.0.1:8080"]}
defaults: {every: 6h, status_every: 2m, timezone: Europe/Berlin}
channels:
  legal: {email: {to: [legal@acme.example], from: watch@acme.example, server: "smtp://127.0.0.1:2525"}}
  oncall: {slack: "https://hooks.slack.example/services/T0/B0/abcdefgh"}
routes:
  - {to: legal, kinds: [policy], grade: major, providers: [acme]}
  - {to: oncall, kinds: [status]}
terms: {certificates: [SOC 2, ISO 27001]}
providers:
  acme:
    name: Acme Corp
    sources:
      privacy:
        title: Privacy Policy
        url: "https://acme.example/privacy"
        select: "#write"
        language: en
        hosts: [cdn.acme.example]
      terms: {url: "https://acme.example/terms", every: 1d, remove: [nav, .cookie-banner]}
      status: {status: "https://status.acme.example/", product: flashduty, page_id: "12", also: ["https://pages.example"]}
      maybe: {candidate: "https://status2.acme.example", names: [Acme]}
    claims:
      residency:
        field: residency
        statement: Singapore
        basis: verified
        as_of: 2026-06-12
        quotes:
          - {in: privacy, exact: "We store it in Singapore.", occurrence: 2}
          - {in: terms, exact: "Singapore law applies", confirm: true}
      audit-reports:
        statement: No SOC 2 found
        basis: not stated
        silences: [{in: [privacy, terms], terms: certificates, except: ["SOC 2 is a trademark"]}]
      contact:
        statement: The address shown is not the address written to
        basis: verified
        links: [{in: privacy, text: a@acme.example, target: "mailto:b@other.example"}]
      status-page: {statement: There is one, basis: verified, exists: [status], absent: maybe}
claims:
  both: {statement: Both hold, basis: derived, from: [acme/residency, acme/audit-reports]}
"""


def watchlist(text: str, **environ: str) -> Watchlist:
    return parse(text, "watchlist.yaml", environ)


def claim(loaded: Watchlist, name: str) -> Claim:
    return next(each for each in loaded.claims if each.id == name)


# --- the short form -----------------------------------------------------------------------------------------------


def test_six_lines_are_enough() -> None:
    loaded = watchlist(SIX_LINES, SLACK_WEBHOOK_URL="https://hooks.slack.example/services/T/B/12345678")
    (source,) = loaded.sources
    assert (source.id, source.kind, source.url) == ("acme-terms", SourceKind.PAGE, "https://acme.example/terms")
    assert (source.every, source.timeout, source.hosts, source.line) == (6 * 3600, 30.0, (), 4)
    (only,) = loaded.claims
    assert (only.id, only.basis) == ("acme-terms", Basis.VERIFIED)
    assert only.quotes == (Quote("acme-terms", "We will never sell your data.", line=6),)
    assert loaded.channels[0].settings.url == Secret("https://hooks.slack.example/services/T/B/12345678")  # type: ignore[attr-defined]


def test_a_source_of_silences_makes_a_claim_of_what_is_not_stated() -> None:
    loaded = watchlist('sources: {a: {url: "https://a.example", silences: [SOC 2, [ISO 27001, ISO 27701]]}}')
    assert loaded.claims[0].basis is Basis.NOT_STATED
    assert [silence.terms for silence in loaded.claims[0].silences] == [("SOC 2",), ("ISO 27001", "ISO 27701")]


def test_a_plain_quote_belongs_to_the_one_source_there_is() -> None:
    loaded = watchlist("""\
providers:
  a:
    sources: {terms: {url: "https://a.example"}}
    claims: {c: {statement: s, basis: verified, quotes: ["never sell your data"]}}
""")
    assert loaded.claims[0].quotes[0].source == "a/terms"


def test_without_channels_the_console_and_the_file_serve() -> None:
    loaded = watchlist('sources: {a: {url: "https://a.example"}}')
    assert [channel.kind for channel in loaded.channels] == ["console", "file"]


# --- the full form ------------------------------------------------------------------------------------------------


def test_sources_carry_recipe_status_and_schedule() -> None:
    loaded = watchlist(FULL)
    privacy, terms, status, maybe = loaded.sources
    assert (privacy.id, privacy.title, privacy.provider, privacy.provider_name) == (
        "acme/privacy", "Privacy Policy", "acme", "Acme Corp",
    )  # fmt: skip
    assert (privacy.recipe.select, privacy.recipe.language) == ("#write", "en")
    assert privacy.hosts == ("acme.example", "cdn.acme.example")
    assert (terms.every, terms.recipe.remove, terms.title) == (86400, ("nav", ".cookie-banner"), "terms")
    assert (status.kind, status.every, status.status.product, status.status.page_id) == (
        "status",
        120,
        "flashduty",
        "12",
    )
    assert (status.status.also, status.hosts) == (
        ("https://pages.example",), ("status.acme.example", "pages.example"),
    )  # fmt: skip
    assert (maybe.kind, maybe.status.names) == (SourceKind.CANDIDATE, ("Acme",))


def test_claims_carry_what_falsifies_them() -> None:
    loaded = watchlist(FULL)
    residency = claim(loaded, "acme/residency")
    assert residency.as_of == date(2026, 6, 12)
    assert [(q.source, q.occurrence, q.confirm) for q in residency.quotes] == [
        ("acme/privacy", 2, False), ("acme/terms", 1, True),
    ]  # fmt: skip
    (silence,) = claim(loaded, "acme/audit-reports").silences
    assert silence.sources == ("acme/privacy", "acme/terms")
    assert (silence.terms, silence.exceptions) == (("SOC 2", "ISO 27001"), ("SOC 2 is a trademark",))
    assert claim(loaded, "acme/contact").links[0].target == "mailto:b@other.example"
    assert (claim(loaded, "acme/status-page").exists, claim(loaded, "acme/status-page").absent) == (
        ("acme/status",), ("acme/maybe",),
    )  # fmt: skip
    assert claim(loaded, "both").derived_from == ("acme/residency", "acme/audit-reports")


def test_routes_and_network_are_values() -> None:
    loaded = watchlist(FULL)
    first, second = loaded.routes
    assert (first.to, first.kinds, first.grade, first.providers) == (
        "legal",
        (AlertKind.POLICY,),
        Grade.MAJOR,
        ("acme",),
    )
    assert (second.grade, second.providers) == (Grade.MINOR, ())
    assert (loaded.allow, loaded.timezone) == (("127.0.0.1:8080",), "Europe/Berlin")


def test_a_route_to_several_channels_is_one_route_for_each() -> None:
    rest = 'kinds: [policy], quiet: "22:00-07:00", remind: 3d'
    sources = '\nsources: {a: {url: "https://a.example"}}\n'
    together = watchlist(f"routes: [{{to: [console, file], {rest}}}]{sources}")
    apart = watchlist(f"routes: [{{to: console, {rest}}}, {{to: file, {rest}}}]{sources}")
    assert together.routes == apart.routes and len(apart.routes) == 2
    assert watchlist(f"routes: [{{to: [console]}}, {{to: file}}]{sources}").routes[0].to == "console"


def test_a_list_is_written_once_and_used_by_its_anchor() -> None:
    loaded = watchlist("""\
sources:
  a: {url: "https://a.example", silences: [{terms: &words [SOC 2, ISO 27001]}]}
  b: {url: "https://b.example", silences: [{terms: *words}]}
""")
    assert loaded.claims[0].silences[0].terms == loaded.claims[1].silences[0].terms


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_bytes(b"\xef\xbb\xbf" + b'sources: {a: {url: "https://a.example"}}')
    assert load(tmp_path / "w.yaml", {}).sources[0].id == "a"


@pytest.mark.parametrize(
    ("written", "seconds"), [("30s", 30), ("90s", 90), ("2m", 120), ("6h", 21600), ("1d", 86400), ("30d", 2592000)]
)
def test_durations_have_a_unit(written: str, seconds: int) -> None:
    assert watchlist(f'sources: {{a: {{url: "https://a.example", every: {written}}}}}').sources[0].every == seconds


def test_the_shipped_watchlist_loads() -> None:
    loaded = load(ROOT / "watchlist.yaml", {})
    assert [provider.id for provider in loaded.providers] == ["deepseek", "zai", "moonshot", "alibaba", "minimax"]


# --- laws ---------------------------------------------------------------------------------------------------------


@given(st.text(max_size=300))
def test_any_text_is_a_watchlist_or_says_where_it_is_none(text: str) -> None:
    try:
        parse(text, "watchlist.yaml", {})
    except WatchlistError as error:
        assert error.problems
        assert all(problem.line >= 1 and problem.column >= 1 and problem.text for problem in error.problems)


@given(st.integers(min_value=0, max_value=len(FULL) - 1), st.sampled_from(" :-#[]{}'\"&*!|\n\t0x"))
def test_one_slip_of_the_finger_never_ends_in_a_traceback(place: int, slip: str) -> None:
    try:
        parse(FULL[:place] + slip + FULL[place + 1 :], "watchlist.yaml", {})
    except WatchlistError as error:
        assert all("\n" not in problem.text for problem in error.problems)


@given(st.lists(st.integers(min_value=0, max_value=FULL.count("\n") - 1), min_size=1, max_size=6, unique=True))
def test_taking_lines_out_never_ends_in_a_traceback(gone: list[int]) -> None:
    lines = [line for number, line in enumerate(FULL.splitlines()) if number not in gone]
    try:
        parse("\n".join(lines), "watchlist.yaml", {})
    except WatchlistError as error:
        assert error.problems


def test_a_thousand_sources_load_in_a_moment() -> None:
    lines = [f'  s{n}: {{url: "https://a{n}.example/terms", quotes: ["We never sell data {n}."]}}' for n in range(1000)]
    assert len(watchlist("sources:\n" + "\n".join(lines)).sources) == 1000
