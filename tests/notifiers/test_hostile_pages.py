"""A hundred and twenty hostile pages; ``make soak`` has ten thousand others."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from clausewatch.core.alerts import Change
from clausewatch.core.model import Grade, Graded, Hunk, HunkKind, Reason
from clausewatch.core.render.message import PASSAGES, render
from clausewatch_notifiers import apprise, email, slack
from clausewatch_notifiers.contract import Message
from notifiers.example_alerts import policy_change
from notifiers.hostile import ATTACKS
from notifiers.hostile_pages import CONTROLS, MARKUP, MENTION, MORE_ATTACKS, SERVICES, hostile_alert, looked_at
from notifiers.receivers import strings


@pytest.mark.parametrize("first", range(0, 120, 30))
def test_no_page_is_more_than_text_in_any_channel_and_none_is_over_a_budget(first: int) -> None:
    found = {seed: said for seed in range(first, first + 30) if (said := looked_at(seed))}
    assert found == {}


HARMLESS = (
    "&lt;",
    "\r\n",
    "\ud800",
    "\u2028",
    "{{7*7}}",
    "隐",
    "سيا",
    "aaa",
    "&&&",
    "www.",
    "=?",
    "]]>",
    "\\u0007",
    "&#60;",
    "🇩🇪",
    "لن",
    "我们",
)


@pytest.mark.parametrize("attack", [each for each in (*ATTACKS, *MORE_ATTACKS) if not each.startswith(HARMLESS)])
def test_the_look_knows_what_it_looks_for(attack: str) -> None:
    """Each of these would be found if a channel let it through as it is."""
    assert MENTION.search(attack) or MARKUP.search(attack) or CONTROLS.search(attack)


def test_the_pages_do_hold_them() -> None:
    seen = "".join(text for seed in range(20) for text in strings(render(hostile_alert(seed), "key").data))
    assert MENTION.search(seen) and MARKUP.search(seen) and CONTROLS.search(seen)


def large() -> Message:
    """Forty edits, each where nothing but its middle differs."""
    filler = "We take your privacy seriously and protect it. " * 40
    hunks = tuple(
        Hunk(
            HunkKind.EDITED,
            Graded(Grade.CRITICAL if number == 30 else Grade.MAJOR, (Reason.NUMBER,)),
            ("3. Retention",),
            f"{filler}We keep it old{number} days. {filler}",
            f"{filler}We keep it new{number} days. {filler}",
        )
        for number in range(40)
    )
    alert = policy_change()
    assert isinstance(alert.news, Change)
    comparison = replace(alert.news.comparison, hunks=hunks, graded=hunks[30].graded)
    return render(replace(alert, news=replace(alert.news, comparison=comparison, findings=())), "key")


def sent(message: Message) -> dict[str, str]:
    """What people read, by channel."""
    mail = email.compose(message, "watch@example.com", "legal@example.com")
    html = re.sub(r"<[^>]*>", "", mail.get_body(("html",)).get_content())  # type: ignore[union-attr]
    return {
        "slack": "\n".join(strings(slack.payload(message)["blocks"])),
        "mail": mail.get_body(("plain",)).get_content(),  # type: ignore[union-attr]
        "html": html,
        **{f"apprise {limit}": apprise.fitting(message, limit) for limit in SERVICES},
    }


@pytest.mark.parametrize("channel", list(sent(large())))
def test_a_large_change_shows_both_sides_gravest_first_and_counts_the_rest(channel: str) -> None:
    text = sent(large())[channel]
    old, new = re.findall(r"old(\d+)", text), re.findall(r"new(\d+)", text)
    assert old == new and 1 <= len(old) <= PASSAGES
    assert old[0] == "30", "the one that is critical"
    (more,) = re.findall(r"… and (\d+) more", text)
    assert int(more) == 40 - len(old)
