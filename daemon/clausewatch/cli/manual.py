"""The help of a verb as the reference has it, so that it is there at once.

The options of most verbs stand beside code that takes a second to load. What they say is written into
``docs/command-line.md`` anyway, which a test holds equal to what the verbs themselves say on a terminal of 80 columns,
so it is read from there. On a narrower terminal, or where the page is missing, the verb is asked.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from importlib import resources

COLUMNS = 80
ASKING = ("--help", "-h")


def help_for(arguments: Sequence[str]) -> str | None:
    """The text for ``VERB --help``; ``None`` for anything else."""
    if len(arguments) != 2 or arguments[1] not in ASKING or shutil.get_terminal_size((COLUMNS, 24)).columns < COLUMNS:
        return None
    page = resources.files("clausewatch.cli") / "command-line.md"
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    found = re.search(rf"```text\n\$ clausewatch {re.escape(arguments[0])} --help\n(.*?)```", text, re.DOTALL)
    return found[1] if found else None
