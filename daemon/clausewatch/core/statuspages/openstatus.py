"""OpenStatus, the public word for a page's state: one word and nothing else.

So little is no structure: it is believed only at the product's own path, and since it shows no component it is never
operational. Words that say that something is wrong are passed on.
"""

from __future__ import annotations

import re

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import Coverage, PageState, StatusReport
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "openstatus"
SIGNS = ("openstatus",)

STATES = {
    "operational": PageState.OPERATIONAL,
    "degraded_performance": PageState.DEGRADED,
    "partial_outage": PageState.PARTIAL_OUTAGE,
    "major_outage": PageState.MAJOR_OUTAGE,
    "under_maintenance": PageState.MAINTENANCE,
    "incident": PageState.DEGRADED,
    "unknown": PageState.UNKNOWN,
}
API = re.compile(r"/public/status/([A-Za-z0-9-]{1,100})/?$")


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    """The page id is the slug."""
    if API.search(urls.root(base_url)):
        return (urls.root(base_url),)
    return (f"https://api.openstatus.dev/public/status/{recipe.page_id}",) if recipe.page_id else ()


def recognises(captures: tuple[Capture, ...]) -> bool:
    return bool(captures) and _slug(captures[0]) != "" and _is_word(payload.first_of(captures))


def _slug(capture: Capture) -> str:
    found = API.search(urls.root(capture.url))
    return found.group(1) if found else ""


def _is_word(answer: object) -> bool:
    return payload.fields(answer).keys() == {"status"} and isinstance(payload.fields(answer)["status"], str)


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    slug = _slug(captures[0])
    if not slug or not _is_word(answers[0]):
        return payload.not_ours("not OpenStatus: another path than /public/status/, or more than a status")
    if recipe.page_id and recipe.page_id != slug:
        return payload.wrong_page(recipe.page_id, slug)
    tokens = Tokens()
    declared = tokens.read(STATES, payload.fields(answers[0])["status"], PageState.UNKNOWN)
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        page_id=slug,
        page_name=slug,
        coverage=Coverage.INCIDENTS_ONLY,
        complete=False,
    )
    return report.finished(told, declared, recipe, tokens)
