"""``make soak``: ten thousand hostile pages through every channel. Says which seed is alive where, if one is."""

from __future__ import annotations

import sys
import time

from notifiers.hostile_pages import looked_at

LATER = 1_000_000
"""Seeds from here on, so that those of ``make test`` are not run again."""


def main(pages: int) -> int:
    began, failed = time.monotonic(), 0
    for seed in range(LATER, LATER + pages):
        if found := looked_at(seed):
            failed += 1
            print(f"seed {seed}: {'; '.join(found[:5])}", flush=True)
    seconds = time.monotonic() - began
    print(f"{pages:,} hostile pages through 6 channels, {failed} alive or over a budget, {seconds:,.0f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000))
