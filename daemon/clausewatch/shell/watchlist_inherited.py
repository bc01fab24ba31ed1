"""What a source says, what it inherits from its provider's defaults and the file's, and what is built in.

The nearest level that says something wins. An interval and a cron line are two ways to say one thing, so the nearest
of either wins. A status page or probe has an interval of its own (``status_every``), and no language or browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clausewatch.core.schedule import shortest_gap
from clausewatch.core.watch import Setting, SourceKind, Window
from clausewatch.shell.watchlist_forms import DefaultsForm, SourceForm, window
from clausewatch.shell.yaml_nodes import Path, Tree

EVERY, STATUS_EVERY, TIMEOUT, REMIND = 6 * 3600.0, 120.0, 30.0, 6 * 3600.0
"""Seconds, where nobody says anything else."""
OFTEN = (SourceKind.STATUS, SourceKind.PROBE)
"""Polled as ``status_every`` says, and reminded of."""


@dataclass(frozen=True, slots=True)
class Level:
    """Somewhere that a setting may be written."""

    form: SourceForm | DefaultsForm
    path: Path
    called: str
    """``defaults of acme``; empty for the source itself."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The settings of one source, resolved."""

    every: float
    cron: str
    during: tuple[Window, ...]
    timezone: str
    timeout: float
    language: str | None
    browser: bool
    remind: float
    """Zero for never."""
    settings: tuple[Setting, ...]


def settle(kind: SourceKind, levels: Sequence[Level], tree: Tree) -> Settled:
    settings = _Settings(kind, levels, tree)
    every, cron = settings.schedule()
    during = settings.value("during", None)
    page = kind is SourceKind.PAGE
    return Settled(
        every=every,
        cron=cron,
        during=tuple(window(each) for each in ([during] if isinstance(during, str) else during or ())),
        timezone=settings.value("timezone", "UTC"),
        timeout=settings.value("timeout", TIMEOUT),
        language=settings.value("language", None) if page else None,
        browser=settings.value("browser", False) if page else False,
        remind=settings.value("remind", REMIND) if kind in OFTEN else 0.0,
        settings=tuple(settings.found),
    )


class _Settings:
    def __init__(self, kind: SourceKind, levels: Sequence[Level], tree: Tree) -> None:
        self._levels, self._tree = levels, tree
        self._status = kind in OFTEN
        self.found: list[Setting] = []

    def value(self, key: str, built_in: Any) -> Any:
        """The nearest one."""
        for level in self._levels:
            said = getattr(level.form, key, None)
            if said is not None:
                self._note(key, level, key)
                return said
        if built_in not in (None, False):
            self.found.append(Setting(key, _shown(built_in), "built in"))
        return built_in

    def schedule(self) -> tuple[float, str]:
        """Seconds between two polls, and the cron line; empty without one."""
        for level in self._levels:
            interval = "status_every" if self._status and isinstance(level.form, DefaultsForm) else "every"
            if getattr(level.form, interval) is not None:
                self._check_either(level, interval)
                self._note("every", level, interval)
                return float(getattr(level.form, interval)), ""
            if level.form.cron is not None and interval == "every":
                self._note("cron", level, "cron")
                return shortest_gap(level.form.cron), level.form.cron
        seconds = STATUS_EVERY if self._status else EVERY
        self.found.append(Setting("every", _shown(seconds), "built in"))
        return seconds, ""

    def _check_either(self, level: Level, interval: str) -> None:
        if level.form.cron is not None and interval == "every":
            mark = self._tree.key_mark((*level.path, "cron"))
            self._tree.report(mark, "'every' and 'cron' exclude each other; take one of them out")

    def _note(self, name: str, level: Level, key: str) -> None:
        """As it was written."""
        place = (*level.path, key)
        line = self._tree.key_mark(place).line
        node = self._tree.node(place)
        written = node.text if node.text is not None else ", ".join(each.text or "" for each in node.items or ())
        self.found.append(Setting(name, written, f"{level.called}, line {line}" if level.called else f"line {line}"))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return next(f"{value / size:g}{unit}" for size, unit in ((3600, "h"), (60, "m"), (1, "s")) if value >= 2 * size)
    return str(value)
