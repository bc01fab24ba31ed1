"""``clausewatch detect``: what status page is that, and what to write into the watchlist for it?"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import click

from clausewatch.cli.options import json_option
from clausewatch.cli.output import bold, dim, paint, quoted, say, say_json
from clausewatch.core.errors import UsageError
from clausewatch.core.model import FailureKind, Fetched, FetchFailure
from clausewatch.core.status import Coverage, StatusReport
from clausewatch.core.statuspages import products
from clausewatch.core.watch import Source, SourceKind, StatusRecipe
from clausewatch.shell.detection import Detection, address_of, detect_at
from clausewatch.shell.ground import utc_now

NOTHING, UNREAD = 1, 3
SECONDS = 10.0
"""For one request, all hops included."""
LARGEST = 2 * 2**20
"""Bytes of one answer."""
SHOWN = 20
"""Components listed for people."""
COVERED = {
    Coverage.FULL: "full: components and incidents",
    Coverage.COMPONENTS_ONLY: "components only: it does not say what goes on",
    Coverage.WORDS_ONLY: "words only: it can say that they are others, never what they mean",
    Coverage.INCIDENTS_ONLY: "incidents only: it can say that something is wrong, never that all is well",
}


@click.command()
@click.argument("url")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="A further host that may be asked, such as one that the page is redirected to.",
)
@click.option(
    "--allow",
    multiple=True,
    metavar="HOST:PORT",
    help="An address that is not public and may be reached all the same.",
)
@json_option
def command(url: str, hosts: tuple[str, ...], allow: tuple[str, ...], as_json: bool) -> int:
    """Say what status page answers at URL, why, and what to watch it with.

    Makes at most eight requests, to that host only, and believes no address:
    what counts is the structure of an answer. Exit code 1 when nothing was
    found, 3 when nothing could be read.

    \b
    Examples:
      clausewatch detect https://status.example.com
      clausewatch detect https://status.example.com --json
    """
    source = _source(url, hosts, allow)
    found = asyncio.run(_search(source, allow))
    if as_json:
        say_json(_as_json(found, source))
    else:
        _print(found, source)
    return _exit_code(found)


def _source(url: str, hosts: tuple[str, ...], allow: tuple[str, ...]) -> Source:
    """What is asked on whose behalf; ``UsageError`` for what is no address."""
    address = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(address)
        there = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        there = False
    if not there or any(char.isspace() for char in address):
        raise UsageError(f"'{url}' is no web address; write it as https://status.example.com")
    further = (parts.hostname or "", *hosts) if hosts else ()
    return Source("detect", SourceKind.STATUS, address, "Status", 120.0, hosts=further, timeout=SECONDS)


async def _search(source: Source, allow: tuple[str, ...]) -> Detection:
    from clausewatch.shell.fetch import Fetcher, Limits  # noqa: PLC0415 - heavy; --help answers without it
    from clausewatch.shell.guard import Guard  # noqa: PLC0415
    from clausewatch.shell.revalidation import ask  # noqa: PLC0415

    try:
        guard = Guard(allow)
    except ValueError as error:
        raise UsageError(f"--allow: {error}") from None
    async with Fetcher(guard, now=utc_now, limits=Limits(body=LARGEST)) as fetcher:

        async def fetch(url: str) -> Fetched:
            return await ask(fetcher, source, url)

        return await detect_at(source.url, StatusRecipe(), fetch, products())


def _exit_code(found: Detection) -> int:
    if isinstance(found.answer, StatusReport):
        return 0
    return UNREAD if found.product or isinstance(found.answer, FetchFailure) else NOTHING


# --- what it means ------------------------------------------------------------------------------------------------


def _identity(report: StatusReport, source: Source) -> tuple[str, bool]:
    """A sentence, and whether the page confirms that it is the one at the host that was asked."""
    asked = (urlsplit(source.url).hostname or "").lower()
    if not report.host:
        return f"the answer does not say which host it is of; compare its name and components with {asked}", False
    if report.host == asked:
        return f"the page says that it is served at {asked}, the host that was asked", True
    return f"the page says that it is served at {report.host}, not at {asked}: make sure that it is the one", False


def _lines(found: Detection, source: Source) -> str:
    """For the watchlist, under ``sources:``; quoted as JSON, which YAML reads."""
    assert found.product is not None and isinstance(found.answer, StatusReport)
    at = address_of(found, source.url)
    host = urlsplit(source.url).hostname or "status"
    name = re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-") or "status"
    rows = [f"{name}:", f"  status: {json.dumps(at)}", f"  product: {found.product.name}"]
    if found.answer.page_id and found.answer.page_id != at:
        rows.append(f"  page_id: {json.dumps(found.answer.page_id)}")
    there = dict.fromkeys(part for url in (at, found.found_at) if (part := urlsplit(url).hostname))
    if len(there) > 1:
        rows.append(f"  hosts: {json.dumps(list(there))}")
    return "\n".join(rows)


def _advice(found: Detection) -> Iterator[str]:
    """What to try next, where nothing was found."""
    if found.hinted:
        yield f"the page looks like one of {', '.join(found.hinted)}, but no answer has the structure of one"
    for each in found.requests:
        if "not among the source's hosts" in each.said:
            host = each.said.removeprefix("leads to ").partition(",")[0]
            yield f"{each.url} leads to another host; if it is right: --host {host}, or ask that host itself"
    if isinstance(found.answer, FetchFailure):
        if found.answer.kind is FailureKind.FORBIDDEN_ADDRESS:
            yield "if the address is your own, add --allow HOST:PORT"
        return
    yield "a page without a reader can be watched for changes of its words: `status:` with `product: prose`"


# --- for people, for programs -------------------------------------------------------------------------------------


def _print(found: Detection, source: Source) -> None:
    following = (*(each.said for each in found.requests[1:]), None)
    for number, (each, after) in enumerate(zip(found.requests, following, strict=True), 1):
        elsewhere = f" (from {each.final_url})" if each.final_url != each.url else ""
        say(dim(f"{number} {each.url}{elsewhere}"))
        if each.said != after:  # what several answered is said once, below the last of them
            say(quoted(each.said))
    say()
    if isinstance(found.answer, StatusReport):
        _print_report(found, found.answer, source)
        return
    none = "nothing could be read" if isinstance(found.answer, FetchFailure) else "no status page found"
    said = none if found.product is None else f"{found.product.name}, but it cannot be believed"
    detail = "" if not hasattr(found.answer, "detail") else found.answer.detail
    say(f"{bold(said)}")
    say(quoted(detail))
    for line in _advice(found):
        say(quoted(line, "-"))


def _print_report(found: Detection, report: StatusReport, source: Source) -> None:
    assert found.product is not None
    say(f"{bold('product')}    {found.product.name}, by the structure of {found.found_at}")
    say(f"{bold('page')}       {bold(report.page_name or '(no name)')} {dim(report.page_id)}")
    going_on = sum(each.is_open for each in report.incidents)
    say(f"{bold('state')}      {paint(str(report.state))}, open incidents: {going_on}")
    say(f"{bold('coverage')}   {COVERED[report.coverage]}")
    say(f"{bold('identity')}   {_identity(report, source)[0]}")
    for each in report.components[:SHOWN]:
        group = dim(f" ({each.group})") if each.group and not each.name.startswith(each.group) else ""
        say(f"  {paint(str(each.state), 15)} {bold(each.name)}{group}")
    if len(report.components) > SHOWN:
        say(f"  … and {len(report.components) - SHOWN} more")
    if report.unknown_tokens:
        say(quoted(", ".join(report.unknown_tokens), "words that no reader knows:"))
    say("\nfor the watchlist:\n")
    say("sources:\n" + "\n".join(f"  {row}" for row in _lines(found, source).splitlines()))


def _as_json(found: Detection, source: Source) -> dict[str, object]:
    return {
        "url": source.url,
        "found": isinstance(found.answer, StatusReport),
        "requests": [dataclasses.asdict(each) for each in found.requests],
        "product": found.product.name if found.product else None,
        "why": f"the structure of the answer of {found.found_at}" if found.product else None,
        "problem": None if isinstance(found.answer, StatusReport) else getattr(found.answer, "detail", "not modified"),
        "page": _page_json(found, found.answer, source) if isinstance(found.answer, StatusReport) else None,
        "watchlist": _lines(found, source) if isinstance(found.answer, StatusReport) else None,
        "advice": [] if isinstance(found.answer, StatusReport) else list(_advice(found)),
    }


def _page_json(found: Detection, report: StatusReport, source: Source) -> dict[str, object]:
    identity, confirmed = _identity(report, source)
    return {
        "id": report.page_id or None,
        "name": report.page_name or None,
        "host": report.host or None,
        "state": report.state,
        "coverage": report.coverage,
        "identity": identity,
        "identity_confirmed": confirmed,
        "components": [dataclasses.asdict(each) for each in report.components],
        "open_incidents": [each.title for each in report.incidents if each.is_open],
        "unknown_tokens": list(report.unknown_tokens),
    }
