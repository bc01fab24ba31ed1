"""Shows the sentences of a page and asks which of them matter."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from clausewatch.cli.output import bold, dim, quoted, say
from clausewatch.core.survey import Passage
from clausewatch.shell.watchlist_forms import too_short

ALL_SHOWN = 60
"""Of a page with more sentences only the telling ones are shown at first."""
MOST_FOUND = 40
_NUMBERS = re.compile(r"\s*\d+(?:\s*-\s*\d+)?(?:[\s,]+\d+(?:\s*-\s*\d+)?)*\s*")

Ask = Callable[[str], str]


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C ends a question at once: ``asyncio.run`` would take the first one to cancel what awaits."""
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def asked(question: str) -> str:
    """What is typed; nothing at the end of input. ``click.Abort`` at Ctrl-C."""
    try:
        with stoppable():
            return str(click.prompt(question, default="", show_default=False, prompt_suffix=" "))
    except click.Abort as stopped:
        say()
        if not isinstance(stopped.__context__, EOFError):  # click makes one error of both
            raise
        return ""


def confirmed(question: str) -> None:
    """Returns at a yes; ``click.Abort`` at anything else."""
    with stoppable():
        click.confirm(question, abort=True)


def pick(passages: Sequence[Passage], ask: Ask = asked) -> tuple[Passage, ...]:
    """Those that a person chose, in the order of the page."""
    telling = [each for each in passages if each.telling]
    show(passages if len(passages) <= ALL_SHOWN or not telling else telling)
    if telling:
        say(dim("* speaks of what such quotes are usually about"))
    if len(passages) > ALL_SHOWN:
        say(dim(f"{len(passages)} sentences in all; words find others, `all` lists them"))
    chosen: dict[int, Passage] = {}
    while answer := ask("Which sentences matter? (3, 7-9; words to search; Enter when done)").strip():
        if _NUMBERS.fullmatch(answer):
            chosen.update((each.number, each) for each in _numbered(answer, passages))
        else:
            show(passages if answer == "all" else _searched(answer, passages))
    return tuple(each for _, each in sorted(chosen.items()))


def show(passages: Sequence[Passage]) -> None:
    heading: tuple[str, ...] = ()
    if not passages:
        say(dim("  no sentence has these words"))
    for each in passages:
        if each.heading != heading and each.heading:
            say(bold(" › ".join(each.heading)))
        heading = each.heading
        say(quoted(each.text, f"{each.number:>3}{'*' if each.telling else ' '}"))


def _searched(words: str, passages: Sequence[Passage]) -> list[Passage]:
    wanted = words.casefold().split()
    return [each for each in passages if all(word in each.text.casefold() for word in wanted)][:MOST_FOUND]


def _numbered(answer: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    known = {each.number: each for each in passages}
    for first, last in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", answer):
        for number in range(int(first), min(int(last or first), len(passages)) + 1):
            passage = known.get(number)
            if passage is None:
                say(f"  there is no sentence {number}")
            elif too_short(passage.text):
                say(f"  sentence {number} is too short to be told from others; take a longer one")
            else:
                say(dim(f"  + {number}"))
                yield passage
        if int(first) > len(passages):
            say(f"  there is no sentence {first}")
