"""The printed date moved and the text did not; the text changed and the printed date did not."""

from __future__ import annotations

import pytest

from clausewatch.core.alerts import Outcome
from clausewatch.core.dates import printed_dates
from clausewatch.core.model import DateEvent, Grade
from core.pages import CLAUSES, document, policy
from core.vendor import DAY, Page, grade, told

OTHER = (CLAUSES[0].replace("thirty days", "ninety days"), *CLAUSES[1:])


def dated(line: str, clauses: tuple[str, ...] = CLAUSES, after: str = "") -> str:
    return policy(clauses=clauses).replace("</h1>", f"</h1><p>{line}</p>").replace("</main>", f"{after}</main>")


def event(was: str, now: str) -> DateEvent | None:
    page = Page()
    page.poll(was)
    change = page.poll(now, 10 * DAY).change
    assert change is not None
    return change.comparison.date_event


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Last updated: 3 March 2025", "Last updated: 5 May 2025"),
        ("更新日期：2025年3月3日", "更新日期：2025年5月5日"),
        ("本协议于二〇二五年三月三日更新", "本协议于二〇二五年五月五日更新"),
        ("Effective date: March 3, 2025", "Effective date: May 5, 2025"),
    ],
)
def test_each_is_an_event_of_its_own(was: str, now: str) -> None:
    assert event(dated(was), dated(now)) is DateEvent.DATE_ONLY
    assert event(dated(was), dated(was, OTHER)) is DateEvent.SILENT_EDIT
    assert event(dated(was), dated(now, OTHER)) is None


def test_a_page_that_prints_no_date_is_never_edited_silently() -> None:
    assert event(policy(), policy(clauses=OTHER)) is None


def test_a_date_that_comes_with_the_change_ends_the_silence() -> None:
    announced = "<p>These changes take effect on 1 June 2026 for this policy.</p><p>Effective date: 1 June 2026</p>"
    was = "Last updated: 3 March 2025"
    assert event(dated(was), dated(was, OTHER, announced)) is None


def test_a_date_whose_day_and_month_are_open_can_stand_still_all_the_same() -> None:
    was = "Last updated: 03/04/2025"
    assert [each.day for each in printed_dates(document(dated(was)))] == [None]
    assert event(dated(was), dated(was, OTHER)) is DateEvent.SILENT_EDIT


@pytest.mark.parametrize("now", ["<p>1,234 views</p>", "<p>© 2026 Northwind</p>"])
def test_what_is_only_noise_is_no_silent_edit(now: str) -> None:
    line = "Last updated: 3 March 2025"
    page = Page()
    page.poll(dated(line, after=now.replace("1,234", "99").replace("2026", "2025")))
    decision = page.poll(dated(line, after=now))
    change = decision.change
    assert told(decision) == () and (change is None or change.comparison.date_event is None)


def test_a_date_that_moved_alone_is_told_as_minor_and_no_graver() -> None:
    page = Page()
    page.poll(dated("Last updated: 3 March 2025"))
    decision = page.poll(dated("Last updated: 5 May 2025"))
    assert grade(decision) is Grade.MINOR and len(told(decision)) == 1


def test_a_page_that_prints_the_day_it_is_asked_tells_nothing_by_it() -> None:
    page = Page()
    page.poll(dated("Last updated: 1 March 2026"), 60)
    for day in (2, 3, 4):
        decision = page.poll(dated(f"Last updated: {day} March 2026"), DAY)
        assert told(decision) == () and decision.outcome is Outcome.CHANGED


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Last updated: 3 March 2025.", "Last updated: 3 March 2025"),
        ("版本更新日期：2025年3月3日", "版本更新日期:2025年3月3日"),
        (
            "This notice, which was last updated on 3 March 2025, tells you what we collect, why we do it and with whom"
            " we share it when you use our services.",
            "last updated on 3 March 2025",
        ),
    ],
)
def test_it_is_quoted_as_the_page_prints_it(line: str, said: str) -> None:
    assert [each.said for each in printed_dates(document(dated(line)))] == [said]
