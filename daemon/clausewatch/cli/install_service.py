"""``clausewatch install-service``: units for systemd, written and explained, not started."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click

from clausewatch.cli.options import Folder, json_option
from clausewatch.cli.output import say, say_json
from clausewatch.core.errors import UsageError
from clausewatch.shell.ground import refused

ETC = Path("/etc")
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OURS = "# Written by `clausewatch install-service"
SAFE_PATH = re.compile(r"/[\w./@+-]{1,200}")
"""What needs no quoting in a unit."""
CREDENTIAL = re.compile(r"\$\{cred:([A-Za-z0-9_.-]{1,100})\}")
DAEMON_FILES = ("clausewatch.service", "clausewatch.conf")
BROWSER_FILES = (
    "clausewatch-browser.service",
    "clausewatch-browser.conf",
    "clausewatch-browser-in.socket",
    "clausewatch-browser-in.service",
    "clausewatch-browser-out.socket",
    "clausewatch-browser-out.service",
)
USE_BROWSER = (
    "Environment=CLAUSEWATCH_BROWSER=http://127.0.0.1:9465",
    "Environment=CLAUSEWATCH_BROWSER_OUT=/run/clausewatch-browser-out",
)
PASSER = "systemd-socket-proxyd"
SYSTEMD = ("/usr/lib/systemd", "/lib/systemd")
"""Where it keeps programs that nobody calls by hand."""
HIDDEN = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")  # noqa: S108 - not written to
"""Folders that ProtectHome= and PrivateTmp= take away."""

REFUSED = (
    "This cannot become a service as it lies here, so no unit is written.",
    "Install it below /opt as docs/operations.md says (“Install it as a service”):",
    "  /usr/bin/python3 -m venv /opt/clausewatch",
    "and call /opt/clausewatch/bin/clausewatch install-service there.",
)


@click.command()
@click.option("--dry-run", is_flag=True, help="Show the files, write none.")
@click.option("--browser", is_flag=True, help="A service for the browser too, which the daemon then uses.")
@click.option(
    "--watchlist",
    "-w",
    type=click.Path(path_type=Path),
    default=ETC / "clausewatch" / "watchlist.yaml",
    show_default=True,
    metavar="PATH",
    help="The watchlist that the service watches.",
)
@click.option(
    "--root",
    type=Folder(),
    default=Path("/"),
    metavar="DIR",
    help="Write below DIR, for packages and images.",
)
@json_option
def command(dry_run: bool, browser: bool, watchlist: Path, root: Path, as_json: bool) -> int:
    """Write units for systemd: service, user, state in /var/lib/clausewatch.

    Nothing is started; what to run next is said at the end. A secret that the
    watchlist names as ${cred:NAME} is loaded from
    /etc/clausewatch/credentials/NAME, others may stand in
    /etc/clausewatch/environment. Exit code 1, and nothing is written, when the
    service could not see the program, its Python or the watchlist.

    \b
    Examples:
      clausewatch install-service --dry-run
      clausewatch install-service --browser
    """
    written = _files(_program(), watchlist, _browser() if browser else None)
    could_not_start = root.absolute() == Path("/") and any(_out_of_sight(watchlist))
    if not dry_run and not could_not_start:
        for path, text in written.items():
            _write(root / path.relative_to("/"), text)
        (root / "etc/clausewatch/credentials").mkdir(mode=0o700, parents=True, exist_ok=True)
    if as_json:
        files_ = {str(path): text for path, text in written.items()}
        done = not dry_run and not could_not_start
        say_json({"written": done, "files": files_, "notes": list(_notes(watchlist))})
        return int(could_not_start)
    if dry_run or not could_not_start:
        for path, text in written.items():
            say(f"# {path}\n{text}" if dry_run else f"wrote {root / path.relative_to('/')}")
    say("\n".join(("", *(f"warning: {note}" for note in _notes(watchlist)))))
    say("\n".join(REFUSED if could_not_start else _next(browser)))
    return int(could_not_start)


def _files(program: Path, watchlist: Path, browser: dict[str, str] | None) -> dict[Path, str]:
    """Where each goes, and what stands in it."""
    values = {
        "HARDENED": _text("hardened").strip(),
        "PROGRAM": _plain(program),
        "WATCHLIST": _plain(watchlist.absolute()),
        "CREDENTIALS": "\n".join(_credentials(watchlist)),
        "USE_BROWSER": "\n".join(USE_BROWSER) if browser else "",
        **(browser or {}),
    }
    names = (*DAEMON_FILES, *(BROWSER_FILES if browser else ()))
    return {_place(name): _filled(_text(name), values) for name in names}


def _place(name: str) -> Path:
    return ETC / ("sysusers.d" if name.endswith(".conf") else "systemd/system") / name


def _text(name: str) -> str:
    return (files("clausewatch") / "units" / name).read_text("utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return re.sub(r"\n\n\n+", "\n\n", text)


def _credentials(watchlist: Path) -> list[str]:
    """One line per ``${cred:NAME}`` of the watchlist, if it can be read by now."""
    try:
        text = watchlist.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    names = dict.fromkeys(CREDENTIAL.findall(text))
    return [f"LoadCredential={name}:/etc/clausewatch/credentials/{name}" for name in names]


def _program() -> Path:
    """The command as it was called, or as it is found."""
    called = Path(sys.argv[0])
    found = called if called.name == "clausewatch" and called.is_file() else Path(shutil.which("clausewatch") or "")
    if not found.name:
        raise UsageError("the command clausewatch is not on the PATH; call it by its whole path")
    return found.absolute()


def _browser() -> dict[str, str]:
    """What the browser's units call."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise UsageError("there is no Chromium here; install one (Debian: apt install chromium)")
    return {"BROWSER": _plain(Path(found)), "PASSER": _plain(_passer()), "PYTHON": _plain(Path(sys.executable))}


def _passer(folders: tuple[str, ...] = SYSTEMD) -> Path:
    found = shutil.which(PASSER) or shutil.which(PASSER, path=os.pathsep.join(folders))
    if found is None:
        raise UsageError(f"there is no {PASSER} here, a part of systemd; if it lies elsewhere, add its folder to PATH")
    return Path(found)


def _plain(path: Path) -> str:
    if not SAFE_PATH.fullmatch(str(path)):
        raise UsageError(f"{path} has characters that a unit cannot name plainly; use another place")
    return str(path)


def _write(path: Path, text: str) -> None:
    try:
        if path.exists() and path.suffix != ".conf" and not path.read_text("utf-8").startswith(OURS):
            raise UsageError(f"{path} is there already and not ours; remove it, or keep it and use --dry-run")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise refused(f"{path} cannot be written ({error.strerror}); run it as root", error) from error


def _notes(watchlist: Path) -> Iterator[str]:
    """What would keep the service from starting, though it stands here."""
    yield from _out_of_sight(watchlist)
    if not watchlist.exists():
        yield f"{watchlist} is not there yet; `clausewatch init --watchlist {watchlist}` begins it"


def _out_of_sight(watchlist: Path) -> Iterator[str]:
    """What lies where the service cannot look; no order of starting it helps."""
    for place, what, instead in (
        (_program(), "clausewatch", "install it below /opt/clausewatch"),
        (Path(sys.base_prefix), "its Python", "make the environment with a Python of the system"),
        (watchlist, "the watchlist", "put it into /etc/clausewatch"),
    ):
        folder = _hidden(place)
        if folder:
            yield f"the service cannot see {folder}, where {what} lies ({place.absolute()}); {instead}"


def _hidden(place: Path) -> str:
    """The folder that a service has not, above ``place`` or above what it is a link to; empty if there is none."""
    ways = (place.absolute(), place.resolve())
    return next((folder for folder in HIDDEN for way in ways if way.is_relative_to(folder)), "")


def _next(browser: bool) -> tuple[str, ...]:
    units = "clausewatch-browser clausewatch" if browser else "clausewatch"
    return (
        "next, as root:",
        "  systemd-sysusers",
        "  systemctl daemon-reload",
        f"  systemctl enable --now {units}",
        "  systemctl status clausewatch",
    )
