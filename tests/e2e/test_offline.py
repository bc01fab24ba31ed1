"""When nobody can be reached it is our own network: said once, held against no source, and over when it is over."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from e2e.program import until
from e2e.world import NEVER_SELLS, USUAL, claim, world
from shell.site import Site, page

HOSTS = ("127.0.0.11", "127.0.0.12", "127.0.0.13")


def opened(stack: ExitStack, ports: tuple[int, ...] = (0, 0, 0)) -> list[Site]:
    """The vendors' servers, at the same addresses as before if their ports are given."""
    sites = [stack.enter_context(Site(host, port=port)) for host, port in zip(HOSTS, ports, strict=True)]
    for site in sites:
        site.answers("/terms", page(USUAL))
    return sites


def test_without_a_network_it_says_so_once_blames_nobody_and_recovers_with_one_message(tmp_path: Path) -> None:
    with world(tmp_path) as it:
        with ExitStack() as up:
            sites = opened(up)
            named = [f'v{index}: {{url: "{site.url("/terms")}", every: 30s}}' for index, site in enumerate(sites)]
            ids = [f"acme/v{index}" for index in range(len(sites))]
            claims = "".join(claim(f"c{index}", "Never sells", NEVER_SELLS, source=f"v{index}") for index in range(3))
            allowed = ", ".join(f'"{site.address}"' for site in sites)
            text = it.watchlist("\n".join(named), claims).replace("{allow: [", f"{{allow: [{allowed}, ")
            it.program.watches(text)
            it.program.run("check")
        ports = tuple(site.port for site in sites)
        with it.program.daemon() as daemon:
            for _ in range(4):
                daemon.polls_again(*ids)
            status = it.program.run("status", "--json")
            shown = it.program.run("status")
            claims_now = it.program.run("claims", "--json")
            with ExitStack() as up:
                opened(up, ports)
                daemon.polls_again(*ids)
                until(lambda: any("network is back" in str(each["event"]) for each in daemon.said), "it to be back")
                daemon.has_delivered()
            after = it.program.run("status", "--json")

    said = [str(each["event"]) for each in daemon.said]
    assert sum("no network" in event for event in said) == 1 and "failed" not in said
    (back,) = (each for each in daemon.said if each["event"] == "the network is back")
    assert back["missed"] >= 4 * len(ids)
    assert {row["state"] for row in status.json["sources"]} == {"offline"} and status.code == 1
    assert {each["standing"] for each in claims_now.json} == {"stands"}
    assert shown.code == 1 and shown.out.count("nothing is concluded") == 1 and "acme/v1" not in shown.out
    assert "0 in trouble, 3 without a network" in shown.out and "network  none since 20" in shown.out
    assert status.json["offline_since"] and after.json["offline_since"] is None
    assert after.code == 0
    first, back = it.slack.titles
    assert "Monitor offline" in back and "stand" in first
    assert len(it.mail.mails) == 2
