"""How long to wait before a delivery is tried again.

Doubling from ten seconds up to an hour, so that a short outage costs seconds and a long one is over for us at most an
hour after it is over for everybody. The jitter is made from the delivery's key, not from chance: a thousand messages
that failed together do not come back together, and the same message waits equally long in every replay.
"""

from __future__ import annotations

import hashlib
import math

FIRST = 10.0
"""Seconds before the second attempt."""
LONGEST = 3600.0
"""Seconds: the cap of the doubling."""
LONGEST_ASKED = 6 * 3600.0
"""Seconds: the most that the other side may ask for; a hostile ``Retry-After`` must not bury an alert."""
JITTER = 0.25
"""Share of the delay by which it is lengthened or shortened."""
ATTEMPTS = 80
"""After so many attempts the delivery is given up: about three days with the cap above."""


def delay(attempts: int, key: str, retry_after: float | None) -> float | None:
    """Seconds until the next attempt after ``attempts`` failed ones; ``None`` means: give up.

    ``retry_after`` is what the other side asked for, in seconds; it lengthens our own delay and never shortens it.
    """
    if attempts >= ATTEMPTS:
        return None
    doubled = min(FIRST * 2.0 ** min(max(attempts - 1, 0), 30), LONGEST)
    return max(doubled * _jitter(f"{key}#{attempts}"), _asked(retry_after))


def _jitter(key: str) -> float:
    """A factor from ``1 - JITTER`` up to ``1 + JITTER``, the same for the same key."""
    share = int.from_bytes(hashlib.sha256(key.encode("utf-8", "replace")).digest()[:4], "big") / 2**32
    return 1 - JITTER + 2 * JITTER * share


def _asked(retry_after: float | None) -> float:
    if retry_after is None or math.isnan(retry_after):
        return 0.0
    return min(max(retry_after, 0.0), LONGEST_ASKED)
