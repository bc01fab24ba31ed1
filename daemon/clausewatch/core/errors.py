"""Every error that Clausewatch raises on purpose, by who can act on it.

ClausewatchError
├── UsageError            the person at the keyboard: a wrong argument, an unknown id              exit 2
│   └── WatchlistError    the author of the watchlist: all problems at once, file:line:column       exit 2
├── UnreadableError       nobody at once; the page could not be read, and it says why               exit 3
└── StoreError            the operator: disk full, database locked, corrupt or newer than the program  exit 70
    └── PlaceError        the person at the keyboard: another folder, file or address would do      exit 2

What may happen to any page on any day (a timeout, a challenge page, an empty body) is no exception at all: it
travels as a value, ``FetchFailure`` or ``Unreadable`` in ``core.model``.
"""

from __future__ import annotations

from dataclasses import dataclass


class ClausewatchError(Exception):
    """The root; ``str(error)`` is a sentence that can be shown to a person as it is."""

    exit_code = 70


class UsageError(ClausewatchError):
    """A wrong argument; the message says what to do instead."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a watchlist, and where: ``watchlist.yaml:4:5: unknown key 'evry'; did you mean 'every'?``."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.text}"


class AbsentSecret(Problem):
    """A reference that is right, to a secret that is not known here; it hinders only who sends something."""

    __slots__ = ()


class WatchlistError(UsageError):
    """All problems of a watchlist at once, one per line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnreadableError(ClausewatchError):
    """A document that a command was asked to read and that cannot be read as prose."""

    exit_code = 3


class StoreError(ClausewatchError):
    """The database or the snapshots folder cannot be used; the message says what the operator can do."""


class PlaceError(StoreError, UsageError):
    """What was named cannot serve, or somebody else has it: a folder, a file, an address to listen at."""

    exit_code = 2
