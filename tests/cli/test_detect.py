from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.shell.watchlist import load
from core.statuspages.more_payloads import (
    BUSY,
    HOME,
    instatus,
    instatus_components,
    item,
    kuma,
    oneuptime,
    proxy,
    rss,
    statusio,
    widget,
    xai_text,
)
from core.statuspages.payloads import FLASH, fd_summary, sp_summary
from shell.site import Site, answer, page, redirect

SHELL = '<!doctype html><html><head><title>Status</title></head><body><div id="root"></div></body></html>'


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        running.answers("/", page(SHELL))
        yield running


def data(body: Any) -> Any:
    return answer(200, body if isinstance(body, bytes) else json.dumps(body), "application/json")


def run(site: Site, *words: str, at: str = "/") -> Result:
    address = site.url(at)
    allow = address.partition("://")[2].partition("/")[0]
    return CliRunner().invoke(cli, ["detect", address, "--allow", allow, *words], standalone_mode=False)


def found(site: Site, *words: str, at: str = "/") -> dict[str, Any]:
    done = run(site, *words, "--json", at=at)
    assert done.exception is None, done.output
    told: dict[str, Any] = json.loads(done.output)
    assert told["found"] is (done.return_value == 0)
    assert len(told["requests"]) <= 8
    return told


def test_a_page_is_found_with_its_evidence_and_what_to_write_down(site: Site, tmp_path: Path) -> None:
    site.answers("/api/v2/summary.json", data(sp_summary()))
    told = found(site)
    assert told["product"] == "statuspage" and "summary.json" in told["why"]
    assert [each["said"] for each in told["requests"]] == ["HTML", "the structure of statuspage"]
    assert told["page"]["id"] == "a1b2c3d4e5f6" and told["page"]["coverage"] == "full"
    assert [each["name"] for each in told["page"]["components"]] == ["API", "Console"]


PLACES = {
    "/api/v2/summary.json": (sp_summary(), "statuspage"),
    "/proxy/127.0.0.1": (proxy(), "incidentio"),
    "/api/v1/summary": (widget(), "incidentio"),
    "/summary.json": (instatus(), "instatus"),
    "/index.json": (BUSY["betterstack"](), "betterstack"),
}


@pytest.mark.parametrize("path", PLACES)
def test_what_is_to_be_written_down_loads_and_names_what_was_found(path: str, site: Site, tmp_path: Path) -> None:
    body, product = PLACES[path]
    site.answers(path, data(body))
    told = found(site)
    assert told["product"] == product
    lines = "\n".join(f"  {row}" for row in told["watchlist"].splitlines())
    address = site.url("/").partition("://")[2].strip("/")
    (tmp_path / "watchlist.yaml").write_text(f"network: {{allow: ['{address}']}}\nsources:\n{lines}\n")
    (source,) = load(tmp_path / "watchlist.yaml", {}).sources
    assert source.status.product == product and source.status.page_id == told["page"]["id"]
    assert source.url == site.url("/")


def test_hints_of_the_page_are_followed_first(site: Site) -> None:
    site.answers("/", page(f'<html><script>{{"page_id":{FLASH}}}</script></html>'))
    site.answers(f"/api/status-page/{FLASH}/summary/active", data(fd_summary()))
    assert [each["said"] for each in found(site)["requests"]] == ["HTML", "the structure of flashduty"]
    site.answers("/status/lumen", page("<html><title>Uptime Kuma</title></html>"))
    site.answers("/api/status-page/lumen", data(kuma()))
    told = found(site, at="/status/lumen")
    assert told["product"] == "uptimekuma" and len(told["requests"]) == 3


def test_the_answer_itself_may_be_given(site: Site) -> None:
    site.answers("/1.0/status/0123456789abcdef01234567", data(statusio()))
    told = found(site, at="/1.0/status/0123456789abcdef01234567")
    assert (told["product"], told["page"]["id"]) == ("statusio", "0123456789abcdef01234567")
    assert told["page"]["identity_confirmed"] is False


def test_a_product_is_read_with_all_its_answers(site: Site) -> None:
    site.answers("/summary.json", data(instatus()))
    site.answers("/v2/components.json", data(instatus_components(("API", "OPERATIONAL"))))
    assert found(site)["page"]["state"] == "operational"


def test_a_page_that_is_served_elsewhere_is_said_to_be(site: Site) -> None:
    site.answers("/api/v2/summary.json", data(sp_summary()))
    told = found(site)["page"]
    assert not told["identity_confirmed"] and "status.lumen.example, not at 127.0.0.1" in told["identity"]


def test_a_feed_is_the_last_resort(site: Site) -> None:
    linked = '<html><head><link href="/history.rss" type="application/rss+xml" rel="alternate"></head></html>'
    site.answers("/", page(linked))
    site.answers("/history.rss", data(rss("Lumen history", HOME, item("Errors", "<b>Resolved</b>"))))
    told = found(site)
    assert told["product"] == "feed" and told["requests"][-1]["url"] == site.url("/history.rss")
    assert told["page"]["coverage"] == "incidents-only" and site.url("/history.rss") in told["watchlist"]
    site.answers("/summary.json", data(instatus()))
    assert found(site)["product"] == "instatus"


def test_html_everywhere_is_nothing_found_after_eight_requests(site: Site) -> None:
    for path in ("/api/v2/summary.json", "/proxy/127.0.0.1", "/api/v1/summary", "/summary.json", "/index.json"):
        site.answers(path, page(SHELL))
    done = run(site)
    assert done.return_value == 1 and "no status page found" in done.output
    told = found(site)
    assert told["page"] is None and told["watchlist"] is None and len(told["requests"]) == 8
    assert "HTML, which is no answer" in {each["said"] for each in told["requests"]}
    assert done.output.count("HTML, which is no answer") < 5, "what several addresses answer is said once"


def test_a_redirect_to_another_host_is_not_followed_unasked(site: Site) -> None:
    site.answers("/", redirect("https://status.elsewhere.example/"))
    told = found(site)
    assert not told["found"] and any("--host status.elsewhere.example" in each for each in told["advice"])


def test_nobody_there_could_not_be_read() -> None:
    with Site() as closed:
        address = closed.url("/")
    allow = address.partition("://")[2].strip("/")
    done = CliRunner().invoke(cli, ["detect", address, "--allow", allow, "--json"], standalone_mode=False)
    assert done.return_value == 3 and len(json.loads(done.output)["requests"]) == 1


def test_an_address_that_is_not_public_needs_to_be_allowed(site: Site) -> None:
    done = CliRunner().invoke(cli, ["detect", site.url("/"), "--json"], standalone_mode=False)
    assert done.return_value == 3 and not site.requests


@pytest.mark.parametrize(
    "address", ["ftp://status.example.com", "https://", "not an address", "http://[", "http://a:b/"]
)
def test_what_is_no_address_is_a_wrong_argument(address: str) -> None:
    done = CliRunner().invoke(cli, ["detect", address], standalone_mode=False)
    assert getattr(done.exception, "exit_code", None) == 2


def test_hostile_words_are_shown_without_control_characters(site: Site) -> None:
    body = sp_summary()
    body["page"]["name"] = "Lumen\x1b[31m\r\nfine"
    body["page"]["id"] = "x\x1b]0;title\x07"
    site.answers("/api/v2/summary.json", data(body))
    done = run(site)
    assert "\x1b" not in done.output and "\x07" not in done.output and done.return_value == 0


def test_an_answer_that_is_too_large_is_not_read(site: Site) -> None:
    site.answers("/api/v2/summary.json", data(json.dumps(sp_summary()).encode() + b" " * 2 * 2**20))
    assert not found(site)["found"]


def test_a_feed_of_a_known_product_is_that_products(site: Site) -> None:
    body = rss("System Status", "https://status.x.ai", item("[API] Errors", xai_text()))
    site.answers("/feed.xml", data(body))
    assert found(site, at="/feed.xml")["product"] == "xai"


def test_a_page_that_only_tells_by_post_is_found_and_watched(site: Site, tmp_path: Path) -> None:
    path = "/status-page-api/overview/127.0.0.1"
    told = {"POST": data(oneuptime()), "GET": answer(404, "{}")}
    site.answers("/", page("<html><title>Status</title><script src='/oneuptime.js'></script></html>"))
    site.answers(path, lambda seen: told[seen.method])
    detected = found(site)
    assert detected["product"] == "oneuptime" and detected["page"]["state"] == "operational"
    lines = "\n".join(f"  {line}" for line in detected["watchlist"].splitlines())
    (tmp_path / "w.yaml").write_text(f"network: {{allow: ['{site.address}']}}\nsources:\n{lines}\n")
    (source,) = load(tmp_path / "w.yaml", {}).sources
    assert (source.status.product, source.status.page_id) == ("oneuptime", "page-1")
