"""Former ids that cannot be: of what still lives here, claimed twice, or an entry's own. History would go astray."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from clausewatch.shell.yaml_nodes import Mark, Path, Tree, shown


@dataclass(frozen=True, slots=True)
class Former:
    """Checks the former ids of one kind of entry, ``what``, of which those called ``living`` are there."""

    tree: Tree
    what: str
    living: Collection[str]
    taken: dict[str, Mark] = field(default_factory=dict)
    """Where each was claimed first."""

    def check(self, own: str, written: Sequence[str], path: Path, provider: str | None = None) -> None:
        """``own`` is the id of the entry at the path; a bare name stands for one of the same provider."""
        for index, name in enumerate(written):
            whole = f"{provider}/{name}" if provider and "/" not in name else name
            mark = self.tree.mark((*path, "formerly", index))
            first = self.taken.setdefault(whole, mark)
            if whole == own:
                self.tree.report(mark, f"'{shown(name)}' is the id it has now; take it out of 'formerly'")
            elif whole in self.living:
                text = f"the {self.what} '{shown(whole)}' is still in the watchlist, and its history stays with it"
                self.tree.report(mark, f"{text}; take one of the two out")
            elif first != mark:
                text = f"'{shown(whole)}' is claimed at line {first.line} already, and history can go to one only"
                self.tree.report(mark, f"{text}; take one out")
