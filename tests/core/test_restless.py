"""A line that changes at every poll is learned, folded, named and forgotten; nothing that matters ever is."""

from __future__ import annotations

import pytest

from clausewatch.core.model import Grade
from clausewatch.core.restless import FORGOTTEN_AFTER, NAME, is_learned, sentence
from core.pages import CLAUSES, policy
from core.vendor import Page, grade, told

TOWNS = ("fra", "ams", "lhr", "cdg", "arn", "waw", "vie", "dub", "mad", "rom")
GRAVER = (CLAUSES[0].replace("thirty days", "ninety days"), *CLAUSES[1:])


def served(town: str, clauses: tuple[str, ...] = CLAUSES, more: str = "") -> str:
    return policy(clauses=clauses).replace("</main>", f"<p>Served by node {town} today</p><p>End</p>{more}</main>")


def learned(page: Page | None = None) -> Page:
    page = page or Page()
    page.polls(*map(served, TOWNS[:4]))
    return page


def test_it_is_told_three_times_and_then_folded_with_the_name_of_the_rule() -> None:
    page = Page()
    decisions = page.polls(*map(served, TOWNS[:6]))
    assert [len(told(decision)) for decision in decisions] == [0, 1, 1, 1, 0, 0]
    change = decisions[-1].change
    assert change is not None and grade(decisions[-1]) is Grade.COSMETIC
    assert [hunk.rule for hunk in change.comparison.hunks] == [NAME]


def test_the_poll_that_taught_it_says_so() -> None:
    page = Page()
    *_, third = page.polls(*map(served, TOWNS[:4]))
    assert third.change is not None
    assert third.change.note == f"“Served by node … today” {NAME} (3 times in a row since 2026-03-01); " + (
        "it is folded as cosmetic"
    )


def lounge(number: int, label: str = "Souls in the lounge:") -> str:
    return policy().replace("</main>", f"<p>{label} {number}</p><p>End</p></main>")


def test_a_counter_is_learned_although_each_new_number_is_major() -> None:
    decisions = Page().polls(*map(lounge, (12, 17, 9, 31, 12, 40)))
    assert [len(told(decision)) for decision in decisions] == [0, 1, 1, 1, 0, 0]
    assert [grade(decision) for decision in decisions[1:]] == [Grade.MAJOR] * 3 + [Grade.COSMETIC] * 2


@pytest.mark.parametrize("label", ["Days of retention:", "Fee in USD:", "Users at least", "Version"])
def test_a_number_that_may_be_a_term_is_never_learned(label: str) -> None:
    decisions = Page().polls(*(lounge(number, label) for number in (12, 17, 9, 31, 12, 40)))
    assert [len(told(decision)) for decision in decisions] == [0, 1, 1, 1, 1, 1]


def test_what_is_known_of_it_can_be_said_in_a_sentence() -> None:
    (line,) = learned().memory.restless
    assert is_learned(line)
    assert sentence(line).startswith("“Served by node … today” changes at every poll (3 times in a row")


def test_a_real_change_at_the_same_poll_is_told_and_only_the_line_is_folded() -> None:
    decision = learned().poll(served(TOWNS[5], GRAVER))
    assert decision.change is not None and grade(decision) is Grade.MAJOR
    assert [hunk.rule for hunk in decision.change.comparison.hunks] == ["", NAME]


def test_a_line_that_stands_still_is_forgotten() -> None:
    page = learned()
    page.polls(*[served(TOWNS[3])] * (FORGOTTEN_AFTER - 1))
    assert len(page.memory.restless) == 1
    page.poll(served(TOWNS[3]))
    assert page.memory.restless == ()
    assert len(told(page.poll(served(TOWNS[4])))) == 1


def test_changes_that_are_not_in_a_row_teach_nothing() -> None:
    page = Page()
    for town in TOWNS[:5]:
        page.polls(served(town), served(town))
    assert page.memory.restless == ()


def test_changes_beside_other_changes_teach_nothing() -> None:
    page = Page()
    for number, town in enumerate(TOWNS[:6]):
        page.poll(served(town, more=f"<h2>{number}</h2><p>We may share records of kind {number} with {town}.</p>"))
    assert not any(map(is_learned, page.memory.restless))


def test_another_wording_of_a_restless_line_is_told() -> None:
    page = learned()
    assert len(told(page.poll(served(TOWNS[5]).replace("Served by", "Sold to")))) == 1


def test_the_same_words_at_another_place_are_told() -> None:
    page = learned()
    moved = served(TOWNS[5]).replace("<p>End</p>", "<p>Addresses of our offices</p>")
    assert len(told(page.poll(moved))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "We will {} share your personal data with others.",
        "We keep your personal data for {} days after you leave us.",
    ],
)
def test_grave_changes_are_never_learned_however_often_they_come(line: str) -> None:
    page, words = Page(), ("never", "always", "only", "not", "surely", "maybe", "rarely")
    if "days" in line:
        words = ("10", "20", "30", "40", "50", "60", "70")
    bodies = [policy().replace("</main>", f"<p>{line.format(word)}</p></main>") for word in words]
    decisions = page.polls(*bodies)
    assert [len(told(decision)) for decision in decisions] == [0] + [1] * 6


def test_a_tracked_clause_is_never_folded() -> None:
    page = Page(quotes=("Served by node fra today",))
    decisions = page.polls(*map(served, TOWNS[:7]))
    assert [len(told(decision)) for decision in decisions] == [0] + [1] * 6
    assert page.memory.restless == ()


def test_a_line_that_holds_the_term_of_a_silence_is_never_folded() -> None:
    page = Page(silences=(("node",),))
    decisions = page.polls(*map(served, TOWNS[:7]))
    assert [len(told(decision)) for decision in decisions] == [0] + [1] * 6


def test_two_lines_that_change_together_are_both_learned() -> None:
    page = Page()
    for town, other in zip(TOWNS, reversed(TOWNS), strict=True):
        decision = page.poll(served(town, more=f"<p>And so on</p><p>Drawn by pen {other} here</p><p>End</p>"))
    assert told(decision) == ()
    assert len(page.memory.restless) == 2


def test_a_return_is_known_as_one_beside_a_restless_line() -> None:
    page = learned()
    page.poll(served(TOWNS[5], GRAVER))
    decision = page.poll(served(TOWNS[6]))
    assert decision.change is not None and decision.change.note.startswith("equal to the version of")


def test_chinese_lines_are_learned_too() -> None:
    page = Page()
    bodies = [policy().replace("</main>", f"<p>今日推荐阅读：{word}的故事。</p></main>") for word in "春夏秋冬山水"]
    decisions = page.polls(*bodies)
    assert [len(told(decision)) for decision in decisions] == [0, 1, 1, 1, 0, 0]
