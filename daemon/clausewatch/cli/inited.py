"""What ``init`` does: asks what it was not told, and writes the file."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clausewatch.cli.add import web_address
from clausewatch.cli.added import names_for
from clausewatch.cli.options import option_for
from clausewatch.cli.output import bold, quoted, say
from clausewatch.cli.picking import asked
from clausewatch.core.addresses import Allowed, place
from clausewatch.core.errors import UsageError, WatchlistError
from clausewatch.shell import presets, starter
from clausewatch.shell.watchlist_addresses import target
from clausewatch.shell.watchlist_file import Written
from clausewatch.shell.watchlist_write import scalar

CHANNELS = {
    "slack": (
        'team: {slack: "${env:SLACK_WEBHOOK_URL}"}',
        "set SLACK_WEBHOOK_URL to an incoming webhook of your workspace",
    ),
    "email": (
        "legal:\n    email:\n      to: [legal@example.com]        # who is told\n      from: watch@example.com\n"
        '      server: "smtp+starttls://mail.example.com:587"\n      # username: watch\n'
        '      # password: "${env:SMTP_PASSWORD}"',
        "put your addresses and your mail server in the place of the examples",
    ),
    "webhook": (
        'hook: {webhook: "${env:WEBHOOK_URL}"}',
        "set WEBHOOK_URL to the address that takes the alerts",
    ),
    "apprise": (
        'chat: {apprise: "${env:APPRISE_URL}"}',
        "set APPRISE_URL, such as ntfy://ntfy.sh/your-topic",
    ),
    "console": ("", ""),
}
"""How each kind is written, and what is left to do."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says; ``None`` is asked."""

    url: str | None
    to: str | None
    every: str | None
    preset: str | None
    force: bool


def begin(wishes: Wishes, path: Path, environ: Mapping[str, str]) -> int:
    """The exit code. ``UsageError`` where nothing can be written."""
    file = Written.at(path)
    if file.content and not wishes.force:
        raise UsageError(f"{path} is there already; add to it with `clausewatch add URL`, or replace it with --force")
    number = itertools.count(1)
    url = "" if wishes.preset else wishes.url if wishes.url is not None else _asked_url(next(number))
    to = wishes.to or _asked_channel(next(number))
    every = wishes.every if wishes.every is not None else "" if wishes.preset else _asked_interval(next(number))
    text = _preset(wishes.preset, to) if wishes.preset else _text(url, to, every)
    _checked(text, path, environ)
    if file.content:
        kept = path.with_name(f"{path.name}.before")
        kept.write_bytes(file.content)
        say(f"the old watchlist is kept as {kept}")
    file.replace(text)
    starter.put_schema_beside(path, new=True)
    _say_next(path, to, url, environ, ready=bool(url or wishes.preset))
    return 0


def _checked(text: str, path: Path, environ: Mapping[str, str]) -> None:
    """Right but for secrets that are still to be set."""
    promised = dict.fromkeys(("SLACK_WEBHOOK_URL", "WEBHOOK_URL"), "https://hooks.example.com/services/to/be/set")
    starter.checked(text, path, {"APPRISE_URL": "json://localhost", **promised, **environ})


# --- three questions ----------------------------------------------------------------------------------------------


def _asked_url(number: int) -> str:
    say(f"{number}. Which page do you rely on? Its address; Enter for an example to be filled in.")
    while answer := asked(">").strip():
        try:
            return web_address(answer)
        except UsageError as error:
            say(f"   {error}")
    return ""


def _asked_channel(number: int) -> str:
    kinds = ", ".join(CHANNELS)
    say(f"{number}. Where do alerts go? {kinds}; Enter for console.")
    while (answer := asked(">").strip().lower()) not in ("", *CHANNELS):
        say(f"   one of: {kinds}")
    return answer or "console"


def _asked_interval(number: int) -> str:
    say(f"{number}. How often is it read? Such as 6h, 1d or 30m; Enter for 6h.")
    while answer := asked(">").strip():
        if _is_interval(answer):
            return answer
        say("   a whole number and s, m, h or d, from 30s to 30d")
    return "6h"


def _is_interval(text: str) -> bool:
    try:
        starter.checked(f"defaults: {{every: {text}}}\nsources: {{a: {{url: https://a.example}}}}\n", Path("x"), {})
    except WatchlistError:
        return False
    return True


# --- the file -----------------------------------------------------------------------------------------------------


def _text(url: str, to: str, every: str) -> str:
    name = next(names_for(url, "")) if url else "acme-terms"
    address = url or "https://acme.example/terms"
    note = "" if url else "        # an example: put the page that you rely on here\n"
    return (
        f"{starter.HEADER}defaults:\n"
        f"  every: {every or '6h'}            # time between two polls of a page; a status page: 2m\n"
        f"  # timezone: Europe/Berlin\n\n{_network(address)}{_channels(to)}"
        f"sources:\n  {name}:            # letters, digits and hyphens; it names folders and history\n{note}"
        f"    url: {scalar(address)}\n"
        "    # The whole page is compared. Words that you rely on are judged by themselves; copy them from the page,\n"
        f"    # or let `clausewatch clause add {name}` show its text and ask:\n"
        '    # quotes: ["We will never sell your data."]\n'
        "    # Terms that the page must not contain:\n"
        '    # silences: [["SOC 2", "ISO 27001"]]\n'
    )


def _network(url: str) -> str:
    """What it takes to read an address of one's own network: who types it here, means it."""
    entry = _own(url)
    return f"network:            # reached although no public address\n  allow: [{scalar(entry)}]\n\n" if entry else ""


def _own(url: str) -> str:
    """``host:port`` of an address that is not public; empty for any other, and for names."""
    host, port = target(url)
    address = Allowed().keeps_out(host, port)
    return place(address, port) if address else ""


def _channels(to: str) -> str:
    written, todo = CHANNELS[to]
    if not written:
        return (
            "# Without channels, alerts go to this terminal and to snapshots/alerts.jsonl. To be told in Slack:\n"
            '# channels:\n#   team: {slack: "${env:SLACK_WEBHOOK_URL}"}\n\n'
        )
    return f"channels:           # {todo}; then: clausewatch test-alert\n  {written}\n\n"


def _preset(name: str, to: str) -> str:
    """The ready-made list, with the schema that lies beside it and a channel of one's own."""
    text = presets.text(name)
    lines = text.split("\n", 1)
    body = starter.MODELINE + lines[1] if lines[0].startswith("# yaml-language-server") else starter.MODELINE + text
    if not CHANNELS[to][0]:
        return body
    return body.replace("\nproviders:\n", f"\n{_channels(to)}providers:\n", 1)


def _say_next(path: Path, to: str, url: str, environ: Mapping[str, str], *, ready: bool) -> None:
    say(f"{bold(str(path))} is written.")
    if url and (entry := _own(url)):
        say(quoted(f"{entry} is no public address; it is reached because network.allow names it.", ""))
    steps = [CHANNELS[to][1]] if CHANNELS[to][1] else []
    naming = option_for(path, environ)
    verbs = ("validate", "check", "run") if ready else ("validate", "run")
    steps += ([] if ready else [f"edit {path}"]) + [f"clausewatch {verb}{naming}" for verb in verbs]
    for number, step in enumerate(steps, 1):
        say(f"  {number}. {step}")
