"""The long runs (`make soak`) in short: each can fail, and says by what."""

from __future__ import annotations

import logging

from soak import accelerated, chaos, fuzz


def test_chaos_loses_nothing() -> None:
    came = chaos.chaos(3, seed=7, say=False)
    assert came["versions lost"] == 0


def test_soak_leaks_no_file() -> None:
    came = accelerated.soak(300, say=False)
    assert came["files at the end"] == came["files after warm-up"]


def test_fuzz_breaks_nothing() -> None:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    counted, found = fuzz.fuzz(1_000, seed=7, say=False)
    assert counted.total() == 1_000
    assert [(each.target, each.why.strip().splitlines()[-1]) for each in found if "took" not in each.why] == []
