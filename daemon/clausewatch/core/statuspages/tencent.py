"""Tencent Cloud's own status page; undocumented.

One region per answer, ``non-regional`` for what belongs to none. Products stand in categories, each with its state as
of now: ``NORMAL``, ``NOTIFY`` (提示), ``ABNORMAL`` (异常). The page does not say how grave either is; nobody recorded
one, so notice reads as degraded and fault as a partial outage. An unknown region gives an empty list, which is no
report. Errors come as HTTP 200 with ``Response.Error``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from clausewatch.core.model import Capture, Unreadable
from clausewatch.core.status import IMPACT_OF_STATE, Component, Impact, Incident, PageState, Phase, StatusReport
from clausewatch.core.statuspages import _payload as payload
from clausewatch.core.statuspages import _report as report
from clausewatch.core.statuspages import _urls as urls
from clausewatch.core.statuspages._payload import Fields, Tokens
from clausewatch.core.watch import StatusRecipe

NAME = "tencent"
HOSTS = ("status.cloud.tencent.com", "status.tencentcloud.com")

STATES = {
    "normal": PageState.OPERATIONAL,
    "notify": PageState.DEGRADED,
    "abnormal": PageState.PARTIAL_OUTAGE,
}
PATH = "/v1/api/status/DescribeProductEventForRegionInPeriod"


def endpoints(base_url: str, recipe: StatusRecipe) -> tuple[str, ...]:
    """The page id is the region."""
    if PATH in base_url:
        return (base_url,)
    return (f"{urls.origin(base_url)}{PATH}?RegionId={recipe.page_id or 'non-regional'}",)


def recognises(captures: tuple[Capture, ...]) -> bool:
    return bool(_rows(payload.first_of(captures)))


def _rows(answer: object) -> list[tuple[str, Fields]]:
    """Category and product; none if it is another answer."""
    data = payload.fields(payload.fields(payload.fields(answer).get("Response")).get("Data"))
    return [
        (payload.line(category.get("CategoryName")), product)
        for category in payload.entries(data.get("CategoryList"))
        for product in payload.entries(category.get("ProductList"))
        if {"ProductId", "ProductName", "CurrentStatus"} <= product.keys()
    ]


def read(captures: tuple[Capture, ...], recipe: StatusRecipe) -> StatusReport | Unreadable:
    answers = payload.answers_of(captures)
    if isinstance(answers, Unreadable):
        return answers
    rows = _rows(answers[0])
    if not rows:
        return payload.not_ours("JSON, but not of Tencent Cloud, or of a region that it does not know: no products")
    tokens = Tokens()
    products = [(_component(row, group, tokens), row) for group, row in rows]
    names = report.display_names(each for each, _ in products)
    region = parse_qs(urlsplit(captures[0].url).query).get("RegionId", [""])[0]
    told = StatusReport(
        NAME,
        PageState.UNKNOWN,
        tuple(each for each, _ in products),
        tuple(each for one, row in products for each in _incident(row, one, names[one.id], captures[0].fetched_at)),
        page_id=payload.line(recipe.page_id or region, payload.ID),
        page_name="Tencent Cloud",
        host=payload.host(captures[0].url),
    )
    return report.finished(told, None, recipe, tokens)


def _component(row: Fields, group: str, tokens: Tokens) -> Component:
    name = payload.line(row.get("ProductName"))
    state = tokens.read(STATES, row.get("CurrentStatus"), PageState.UNKNOWN)
    return Component(payload.line(row.get("ProductId"), payload.ID) or name, name, state, group)


def _incident(row: Fields, component: Component, name: str, fetched_at: datetime) -> Iterator[Incident]:
    """What the page calls the product's present event, whose members nobody recorded."""
    event = payload.fields(row.get("CurrentEvent"))
    title = payload.line(row.get("ProductEventTitle")) or next(
        (text for key in ("Title", "EventTitle", "Desc") if (text := payload.line(event.get(key)))), ""
    )
    if not event or component.state is PageState.OPERATIONAL:
        return
    given = next((text for key in ("EventId", "Id") if (text := payload.line(event.get(key), payload.ID))), "")
    began = next((at for key in ("StartTime", "BeginTime") if (at := payload.moment(event.get(key)))), None)
    yield Incident(
        report.made_id(given, component.id, title),
        title or component.name,
        Phase.INVESTIGATING,
        IMPACT_OF_STATE.get(component.state, Impact.UNKNOWN),
        began or fetched_at,
        components=(name,),
    )
