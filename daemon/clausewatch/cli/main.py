"""The ``clausewatch`` command: finds the verb, loads only its module, and turns errors into exit codes.

Exit codes: 0 nothing to report, 1 something changed or is wrong, 2 usage or configuration, 3 could not read,
70 internal error.
"""

from __future__ import annotations

import difflib
import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from clausewatch import __version__
from clausewatch.cli import manual
from clausewatch.core.errors import ClausewatchError

# verb -> its line in the help. The module is clausewatch.cli.<verb>, its command the attribute ``command``.
VERBS = {
    "demo": "See it work in a minute, without network",
    "init": "Begin a watchlist",
    "add": "Add a page or status page to the watchlist",
    "clause": "Add words that you rely on",
    "import": "Take over another tool's list of pages",
    "run": "Start the daemon",
    "check": "Poll once, now",
    "claims": "Does each claim stand?",
    "status": "Is anything wrong?",
    "next": "When is what polled next?",
    "changes": "What changed, newest first",
    "show": "One change in full",
    "stats": "How often, how long: incidents from status pages",
    "accept": "Take over new words that you have reviewed",
    "snooze": "Decide later, without reminders until then",
    "comment": "Say something about a change",
    "compare": "Compare two documents, clause by clause",
    "replay": "Poll a folder of recorded captures, in order",
    "explain": "How one source is fetched and read, and what comes of it",
    "validate": "Check the watchlist",
    "detect": "What status page is that?",
    "outbox": "What waits to be delivered, and what could not be",
    "test-alert": "Send a test message through a channel",
    "backup": "A copy that can take the place of what is there",
    "restore": "Put a backup in its place",
    "prune": "Make room: old raw captures",
    "install-service": "Units for systemd",
    "doctor": "Check that everything it needs is here",
}

MODULES = {"import": "take_over"}
"""Of verbs that cannot be the name of a module."""
INTERNAL_ERROR = 70


class Verbs(click.Group):
    """Lists the verbs without importing them, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(
            f"clausewatch.cli.{MODULES.get(cmd_name, cmd_name.replace('-', '_'))}"
        ).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            near = _meant(args[0])
            hint = f"; did you mean '{near}'?" if near else f"; there are: {', '.join(VERBS)}"
            raise click.UsageError(f"no verb '{args[0]}'{hint}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs without importing them; the options of this command itself."""
        verbs = [CompletionItem(verb, help=says) for verb, says in VERBS.items() if verb.startswith(incomplete)]
        return verbs or click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


def _meant(word: str) -> str | None:
    """The verb that is closest; of several the one with the same letters, since two of them change places easily."""
    near = difflib.get_close_matches(word, VERBS)
    return min(near, key=lambda verb: sorted(verb) != sorted(word), default=None)


@click.group(
    cls=Verbs,
    subcommand_metavar="VERB [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="clausewatch")
def cli() -> None:
    """Tells you when the fine print you rely on changes.

    \b
    Examples:
      clausewatch demo                    see it work, in a minute
      clausewatch run                     watch what watchlist.yaml lists
      clausewatch claims deepseek         does each claim still stand?
      clausewatch compare old.md new.md --quote "We never sell your data."

    \b
    Exit codes: 0 nothing to report, 1 something changed or is wrong,
    2 usage or watchlist, 3 could not read, 70 a bug or the disk.
    """


def main(arguments: list[str] | None = None) -> None:
    """Entry point of the command; always leaves by ``sys.exit``."""
    try:
        known = manual.help_for(sys.argv[1:] if arguments is None else arguments)
        if known is not None:
            click.echo(known, nl=False)
            sys.exit(0)
        answer: Any = cli.main(args=arguments, standalone_mode=False)
        sys.exit(answer if isinstance(answer, int) else 0)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ClausewatchError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last stop: a bug must not look like an answer
        click.echo(f"clausewatch: {_fault(error)}", err=True)
        if _is_of_output(error):
            _drop_output()
        sys.exit(INTERNAL_ERROR)


def _fault(error: Exception) -> str:
    """What went wrong: a bug, or a place that takes no output."""
    if isinstance(error, OSError) and _is_of_output(error):
        return f"standard output cannot be written: {error.strerror}; make room, or send it to another place"
    return f"internal error: {type(error).__name__} at {_where(error)}; please report it"


def _is_of_output(error: Exception) -> bool:
    return isinstance(error, OSError) and traceback.extract_tb(error.__traceback__)[-1].name == click.echo.__name__


def _drop_output() -> None:
    """What is held back would fail again as the interpreter leaves, which then has an exit code of its own."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _where(error: BaseException) -> str:
    """The last place that is ours: the library's own line below it says nothing of what it was asked for."""
    frames = traceback.extract_tb(error.__traceback__)
    frame = next((each for each in reversed(frames) if "/clausewatch" in each.filename), frames[-1])
    return f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"


if __name__ == "__main__":
    main()
