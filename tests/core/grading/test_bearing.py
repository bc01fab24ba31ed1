"""Another figure is worse or better where the sentence tells what it bounds, and unclear elsewhere."""

from __future__ import annotations

import pytest

from clausewatch.core.grade import Context, Direction, grade_edit
from clausewatch.core.model import Reason

WORSE, BETTER, UNCLEAR = Direction.WORSE, Direction.BETTER, Direction.UNCLEAR


def direction(sentence: str, old: str, new: str) -> Direction:
    return grade_edit(sentence.format(old), sentence.format(new), Context()).direction


@pytest.mark.parametrize(
    ("sentence", "old", "new", "toward"),
    [
        ("We keep your personal data for {}.", "30 days", "300 days", WORSE),
        ("We keep your personal data for {}.", "two years", "six months", BETTER),
        ("我们保存您的日志{}。", "30日", "90日", WORSE),
        ("The monthly fee is {}.", "10 euros", "20 euros", WORSE),
        ("We refund {} of the price.", "$50", "$20", WORSE),
        ("Our total liability is limited to {}.", "100,000 euros", "50,000 euros", WORSE),
        ("We guarantee an uptime of {}.", "99.9 %", "99 %", WORSE),
        ("We give you {}' notice before we change these terms.", "30 days", "10 days", WORSE),
        ("You must give us {}' notice to cancel.", "30 days", "90 days", WORSE),
        ("You may return the goods within {}.", "14 days", "30 days", BETTER),
        ("We answer within {}.", "2 hours", "2 days", WORSE),
        ("Rooms hold {} people.", "12", "20", UNCLEAR),
        ("Backups can be restored for {}.", "30 days", "7 days", UNCLEAR),
        ("The contract runs for {}.", "one year", "two years", UNCLEAR),
    ],
)
def test_for_whom_another_figure_is_good(sentence: str, old: str, new: str, toward: Direction) -> None:
    assert direction(sentence, old, new) is toward


def test_the_way_back_is_the_other_direction() -> None:
    assert direction("We delete logs within {}.", "30 days", "7 days") is BETTER
    assert direction("We delete logs within {}.", "7 days", "30 days") is WORSE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Support is given in German.", "Support is given in English."),
        ("The documentation is written in French.", "The documentation is written in Japanese."),
    ],
)
def test_another_language_is_no_number_and_is_named(old: str, new: str) -> None:
    graded = grade_edit(old, new, Context())
    assert Reason.NUMBER not in graded.reasons
    named = next(each for each in graded.triggers if each.before)
    assert (named.before, named.after) == (old.split()[-1].rstrip(".").lower(), new.split()[-1].rstrip(".").lower())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Copies are deleted.", "Copies are archived."),
        ("We share data with our affiliates.", "We share data with our partners and investors."),
        ("We use your data to run the service.", "We use your data to run the service and for advertising."),
        ("Backups are encrypted and kept.", "Backups are kept."),
    ],
)
def test_the_words_that_are_shown_are_those_of_the_text(old: str, new: str) -> None:
    triggers = grade_edit(old, new, Context()).triggers
    for text, shown in ((old, [each.before for each in triggers]), (new, [each.after for each in triggers])):
        said = {word for words in shown for word in words.replace(",", " ").split()}
        assert said <= set(text.lower().rstrip(".").split())
    assert any(each.before or each.after for each in triggers)
