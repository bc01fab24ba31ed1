"""``make soak``: very many random histories of a status page. Says how much was told, or which seed failed."""

from __future__ import annotations

import sys
import time
from collections import Counter

from core.status_world import history

LATER = 1_000_000
"""Seeds from here on, so that the thousand of ``make test`` are not run again."""


def main(histories: int) -> int:
    began, polls, told = time.monotonic(), 0, Counter[str]()
    for seed in range(LATER, LATER + histories):
        try:
            world = history(seed)
        except AssertionError as broken:
            print(f"seed {seed}: {broken or 'a law is broken'}; python -c 'from core.status_world import history'")
            return 1
        polls += world.polls
        told.update(world.audience.kinds)
    seconds = time.monotonic() - began
    print(f"{histories:,} histories, {polls:,} polls, {told.total():,} events, no law broken, {seconds:,.0f} s")
    for kind, count in sorted(told.items()):
        print(f"  {count:>10,}  {kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
