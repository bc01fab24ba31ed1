"""A page without a reader: its words are compared, and no state is ever claimed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausewatch.core.decide_status import decide_status
from clausewatch.core.incidents import StatusMemory, grade
from clausewatch.core.model import Grade, Unreadable, UnreadableKind
from clausewatch.core.status import Coverage, PageState, StatusEventKind, StatusReport
from clausewatch.core.statuspages import detect, prose
from clausewatch.core.watch import StatusRecipe
from core.status_pages import MEMORY, Watcher, at, source
from core.statuspages.payloads import answer

CALM = (
    "<h1>Lumen status</h1><ul><li>API: fine</li><li>Console: fine</li></ul><p>Looked at 3 minutes ago, 99.98 % up.</p>"
)
TROUBLE = CALM.replace("API: fine", "API: elevated errors, we are looking into it")


def page(body: str, head: str = "<title>Lumen status</title>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(body: str) -> StatusReport:
    report = prose.read((answer(page(body)),), StatusRecipe())
    assert isinstance(report, StatusReport), report
    return report


def test_what_people_see_is_read_line_by_line_and_no_state_is_claimed() -> None:
    hidden = "<script>var x = 'All systems operational'</script><div hidden>secret</div><!-- note --><style>p{}</style>"
    report = read(hidden + CALM.replace("<p>", "<p><b>Note:</b> "))
    assert report.words == (
        "Lumen status",
        "API: fine",
        "Console: fine",
        "Note: Looked at 3 minutes ago, 99.98 % up.",
    )
    assert (report.state, report.coverage, report.page_name, report.complete) == (
        PageState.UNKNOWN,
        Coverage.WORDS_ONLY,
        "Lumen status",
        False,
    )


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (page('<div id="root"></div>'), UnreadableKind.SHELL),
        (
            page("<h1>Just a moment...</h1><p>Checking your browser before you can go on to it</p>"),
            UnreadableKind.CHALLENGE,
        ),
        (b"{}", UnreadableKind.STATUS_FORMAT),
        (b"<rss><channel><title>x</title></channel></rss>", UnreadableKind.STATUS_FORMAT),
        (page("word " * 200_000), UnreadableKind.STATUS_FORMAT),
        (b"", UnreadableKind.STATUS_FORMAT),
    ],
)
def test_what_is_no_page_is_unreadable(body: bytes, kind: UnreadableKind) -> None:
    found = prose.read((answer(body),), StatusRecipe())
    assert isinstance(found, Unreadable) and found.kind is kind


def test_a_chinese_page_is_read_in_the_encoding_that_it_declares() -> None:
    text = '<!doctype html><html><meta charset="gb2312"><body><p>所有服务运行正常，接口延迟无异常。</p></body></html>'
    for raw in (text.encode("gb18030"), text.replace("gb2312", "utf-8").encode()):
        found = prose.read((answer(raw),), StatusRecipe())
        assert isinstance(found, StatusReport) and found.words == ("所有服务运行正常，接口延迟无异常。",)


def test_no_page_is_ever_taken_for_prose_by_itself() -> None:
    assert detect((answer(page(CALM)),)) is None


def watching() -> Watcher:
    watcher = Watcher(source(product="prose"))
    assert watcher.poll(0, read(CALM)) == ()
    return watcher


def test_other_words_are_told_once_they_were_seen_twice_with_what_came_and_what_went() -> None:
    watcher = watching()
    assert watcher.poll(2, read(TROUBLE)) == ()
    (event,) = watcher.poll(4, read(TROUBLE))
    assert (event.kind, event.state, grade(event)) == (StatusEventKind.TEXT_CHANGED, PageState.UNKNOWN, Grade.MINOR)
    assert "new on it: “API: elevated errors, we are looking into it”" in event.text
    assert "no longer on it: “API: fine”" in event.text and "outage" not in event.text and "down" not in event.text
    for minutes in range(6, 60, 2):
        assert watcher.poll(minutes, read(TROUBLE)) == ()
    assert MEMORY.validate_json(MEMORY.dump_json(watcher.memory)) == watcher.memory


def test_numbers_times_order_and_a_flicker_are_no_news() -> None:
    watcher = watching()
    later = CALM.replace("3 minutes ago, 99.98", "an hour ago, 97.1")
    turned = "<h1>Lumen status</h1><p>Console: fine</p><p>API: fine</p><p>Looked at 1 minute ago, 99.9 % up.</p>"
    for number, body in enumerate((later, turned, TROUBLE, CALM, TROUBLE, CALM, later)):
        assert watcher.poll(2 + 2 * number, read(body)) == ()


def test_at_most_one_message_comes_in_ten_minutes() -> None:
    watcher, told = watching(), 0
    for minutes in range(2, 62, 2):
        told += len(
            watcher.poll(minutes, read(CALM + f"<p>Statement {'abcdefghijklmnop'[minutes // 4]}: we work on it</p>"))
        )
    assert 2 <= told <= 6


@given(
    st.lists(
        st.sampled_from([CALM, TROUBLE, TROUBLE + "<p>All systems down, major outage everywhere</p>"]), max_size=12
    )
)
def test_whatever_its_words_are_no_state_and_no_incident_is_claimed(bodies: list[str]) -> None:
    memory = StatusMemory()
    for number, body in enumerate(bodies):
        decision = decide_status(source(product="prose"), memory, read(body), at(2 * number))
        assert isinstance(decision.memory, StatusMemory)
        memory = decision.memory
        assert memory.state is PageState.UNKNOWN and memory.open_incidents == ()
        assert all(alert.grade is Grade.MINOR for alert in decision.alerts)
