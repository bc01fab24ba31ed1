"""Single sentences that practitioners revised or deleted: how many are graded as they did, how few too low."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clausewatch.core.grade import Context, grade_edit, grade_lost
from clausewatch.core.model import Grade

SENTENCES = Path(__file__).parent / "sentences"
PLAIN = Context()


def edited(text: str) -> Grade:
    old, new = text.split(" => ")
    return grade_edit(old, new, PLAIN).grade


def gone(text: str) -> Grade:
    return grade_lost(text, PLAIN).grade


@pytest.mark.parametrize(
    ("name", "grade", "too_low", "otherwise"),
    [
        ("revised.txt", edited, 1 / 40, 1 / 20),
        ("redrafted.txt", edited, 1 / 100, 1 / 8),
        ("hollowed.txt", edited, 1 / 100, 1 / 7),
        ("deleted.txt", gone, 0.0, 1 / 40),
    ],
)
def test_sentences_have_the_grade_of_a_practitioner(
    name: str, grade: Callable[[str], Grade], too_low: float, otherwise: float
) -> None:
    lines = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    labelled = [line.split(" | ", 1) for line in lines if not line.startswith("#")]
    found = [(Grade.of(label), grade(text), text) for label, text in labelled]
    critical = [text for wanted, given, text in found if wanted is Grade.CRITICAL > given]
    assert len(critical) <= too_low * sum(wanted is Grade.CRITICAL for wanted, _, _ in found), critical
    assert sum(wanted is not given for wanted, given, _ in found) <= otherwise * len(found)
