"""Whom the monitor asks whether its own network works."""

from __future__ import annotations

import asyncio
import socket

from clausewatch.core.watch import Source, SourceKind, Watchlist
from clausewatch.shell import witness
from clausewatch.shell.guard import Guard


def source(url: str, kind: SourceKind = SourceKind.STATUS) -> Source:
    return Source(url, kind, url, "x", 120.0)


SUSPECT = source("https://status.acme.example/")


def test_every_other_host_of_the_watchlist_but_no_candidate_is_a_witness_once() -> None:
    watched = [
        SUSPECT,
        source("https://status.acme.example/terms", SourceKind.PAGE),
        source("https://maybe.acme.example/", SourceKind.CANDIDATE),
        source("https://blue.example/a", SourceKind.PAGE),
        source("https://blue.example/b", SourceKind.PAGE),
        source("http://api.red.example:8080/v1", SourceKind.PROBE),
    ]
    assert witness.others(watched, SUSPECT) == (("blue.example", 443), ("api.red.example", 8080))


def test_with_nobody_else_there_is_no_witness() -> None:
    assert witness.others([SUSPECT], SUSPECT) == ()
    assert asyncio.run(witness.ask(Guard(()), Watchlist((SUSPECT,)), SUSPECT)) == ()


def test_one_that_takes_a_connection_among_seven_that_do_not_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as alive:
        address = f"127.0.0.1:{alive.getsockname()[1]}"
        dead = [source(f"https://no-such-host-{number}.invalid/") for number in range(7)]
        watched = Watchlist((SUSPECT, *dead, source(f"http://{address}/")))
        answers = asyncio.run(witness.ask(Guard((address,)), watched, SUSPECT))
    assert answers == (*[False] * 7, True)
