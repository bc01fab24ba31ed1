"""Whole pasts of made-up status pages: what each of their addresses answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from clausewatch.core.history import History, Inquiry, Window
from clausewatch.core.model import Capture, FailureKind, FetchFailure, Unreadable
from clausewatch.core.statuspages import Product
from clausewatch.core.watch import StatusRecipe

HOME = "https://status.lumen.example/"
PAGE, FLASH = "a1b2c3d4e5f6", "7200000000123"
API = {"id": "c-api", "name": "API"}
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


def on(year: int, month: int, day: int = 1, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def iso(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z") if moment else None


def sp_past(code: str, start: datetime, minutes: float | None = 30, **more: Any) -> dict[str, Any]:
    """An incident of Statuspage's shape: one component degraded from its start to its end, open without ``minutes``."""
    end = start + timedelta(minutes=minutes) if minutes is not None else None
    updates = [_sp_update(f"{code}-1", "investigating", start, "operational", "degraded_performance")]
    if end is not None:
        updates.insert(0, _sp_update(f"{code}-2", "resolved", end, "degraded_performance", "operational"))
    return {
        "id": code,
        "name": f"Trouble {code}",
        "status": "resolved" if end else "investigating",
        "impact": "minor",
        "created_at": iso(start),
        "started_at": iso(start),
        "resolved_at": iso(end),
        "page_id": PAGE,
        "components": [API],
        "incident_updates": updates,
        **more,
    }


def _sp_update(key: str, status: str, at: datetime, old: str, new: str) -> dict[str, Any]:
    row = {"code": API["id"], "name": "API", "old_status": old, "new_status": new}
    return {
        "id": key,
        "status": status,
        "body": "…",
        "created_at": iso(at),
        "display_at": iso(at),
        "affected_components": [row],
    }


@dataclass
class Statuspage:
    """Answers as the product does; each habit of real pages can be switched on."""

    incidents: list[dict[str, Any]]
    created: datetime = field(default_factory=lambda: on(2024, 1, 10))
    bare_details: bool = True
    has_months: bool = True
    list_has_pages: bool = False
    """Otherwise every page of ``incidents.json`` is the first one."""
    stuck_at: int = 1000
    """From this page on the history repeats the page before."""
    page_id: str = PAGE
    now: datetime = NOW

    def body(self, url: str) -> Any:
        """What an address answers; ``None`` for a 404."""
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        number = int(query.get("page", ["1"])[0])
        if path.endswith("/summary.json"):
            return self._summary()
        if path.endswith("/api/v2/incidents.json"):
            first = 50 * (number - 1) if self.list_has_pages else 0
            return {"page": self._page(), "incidents": self._newest_first()[first : first + 50]}
        if path.endswith("/history.json"):
            return self._quarter(min(number, self.stuck_at - 1)) if self.has_months else None
        return self._detail(path)

    def _page(self) -> dict[str, Any]:
        return {"id": self.page_id, "name": "Lumen", "url": HOME, "updated_at": iso(self.now)}

    def _summary(self) -> dict[str, Any]:
        return {
            "page": self._page(),
            "status": {"indicator": "none", "description": ""},
            "components": [{**API, "status": "operational", "group": False, "group_id": None}],
            "incidents": [each for each in self._newest_first() if each["status"] != "resolved"],
            "scheduled_maintenances": [],
        }

    def _newest_first(self) -> list[dict[str, Any]]:
        return sorted(self.incidents, key=lambda each: each["created_at"], reverse=True)

    def _detail(self, path: str) -> Any:
        code = path.rpartition("/")[2].removesuffix(".json")
        found = next((each for each in self.incidents if each["id"] == code), None)
        is_bare = "/api/v2/" not in path
        if found is None or is_bare is not self.bare_details:
            return None
        return found if is_bare else {"page": self._page(), "incident": found}

    def _quarter(self, number: int) -> dict[str, Any]:
        last = self.now.year * 12 + self.now.month - 1 - 3 * (number - 1)
        months = [divmod(each, 12) for each in (last, last - 1, last - 2)]
        (first_year, first_month), (last_year, last_month) = months[-1], months[0]
        return {
            "page_status": {"page": {"name": "Lumen", "created_at": iso(self.created)}},
            "start_time": f"{on(first_year, first_month + 1):%Y-%m-%d}T00:00:00+00:00",
            "end_time": f"{on(last_year, last_month + 1):%Y-%m-%d}T23:59:59+00:00",
            "months": [self._month(year, month + 1) for year, month in months],
        }

    def _month(self, year: int, month: int) -> dict[str, Any]:
        begins = f"{year}-{month:02}"
        listed = [each for each in self._newest_first() if each["created_at"].startswith(begins)]
        rows = [{"code": each["id"], "name": each["name"], "impact": each["impact"]} for each in listed]
        return {"name": MONTHS[month - 1], "year": year, "days": 30, "incidents": rows}


def fd_past(change_id: int, start: datetime, minutes: float | None = 30, **more: Any) -> dict[str, Any]:
    """A change of Flashduty's shape; its component's window is that of the incident."""
    end = start + timedelta(minutes=minutes) if minutes is not None else None
    updates = [_fd_update(start, "investigating", "degraded")]
    if end is not None:
        updates.append(_fd_update(end, "resolved", "operational"))
    return {
        "change_id": change_id,
        "page_id": int(FLASH),
        "type": "incident",
        "title": "接口变慢 (Slow API)",
        "status": "resolved" if end else "investigating",
        "start_at_seconds": int(start.timestamp()),
        "close_at_seconds": int(end.timestamp()) if end else 0,
        "updates": updates,
        **more,
    }


def _fd_update(at: datetime, status: str, state: str) -> dict[str, Any]:
    change = {"component_id": "01API", "component_name": "API", "status": state}
    return {
        "update_id": "",
        "at_seconds": int(at.timestamp()),
        "status": status,
        "description": status,
        "component_changes": [change],
    }


@dataclass
class Flashduty:
    changes: list[dict[str, Any]]
    lean_lists: bool = False
    """Lists tell no updates; those are in the details."""
    broken: tuple[str, ...] = ()
    """Parts of addresses that answer HTML."""

    def body(self, url: str) -> Any:
        path, query = urlsplit(url).path, parse_qs(urlsplit(url).query)
        if any(part in url for part in self.broken):
            return b"<!doctype html><html></html>"
        if path.endswith("/summary/active"):
            return {"data": {"page": self._page(), "active_changes": []}}
        if path.endswith("/change/list"):
            start, end = (int(query[key][0]) for key in ("start_at_seconds", "end_at_seconds"))
            touched = [each for each in self.changes if self._touches(each, start, end)]
            dropped = ("updates",) if self.lean_lists else ()
            return {
                "data": {"items": [{k: v for k, v in each.items() if k not in dropped} for each in touched]},
            }
        found = [each for each in self.changes if str(each["change_id"]) == query.get("change_id", [""])[0]]
        return {"data": found[0]} if found else None

    @staticmethod
    def _touches(change: dict[str, Any], start: int, end: int) -> bool:
        over = change["close_at_seconds"] or int(NOW.timestamp())
        return int(change["start_at_seconds"]) < end and int(over) >= start

    def _page(self) -> dict[str, Any]:
        component = {"component_id": "01API", "name": "API服务(API)", "available_since_seconds": 1_706_745_600}
        return {
            "page_id": int(FLASH),
            "name": "Lumen",
            "custom_domain": "status.lumen.example",
            "components": [component],
            "sections": [],
        }


@dataclass
class Talk:
    """A past as it was asked for."""

    past: History | Unreadable
    asked: list[str]

    @property
    def history(self) -> History:
        assert isinstance(self.past, History), self.past
        return self.past


def talk(product: Product, page: Any, window: Window, recipe: StatusRecipe, most: int = 1000) -> Talk:
    """Asks as the shell does, without a shell: rounds of requests until the product is content, at most so many."""
    assert product.history is not None and product.read_history is not None
    inquiry, asked = Inquiry(HOME, recipe, window), list[str]()
    while urls := product.history(inquiry)[: most - len(asked)]:
        for url in urls:
            asked.append(url)
            inquiry = inquiry.with_answer(url, _fetched(url, page.body(url)))
    return Talk(product.read_history(inquiry), asked)


def _fetched(url: str, body: Any) -> Capture | FetchFailure:
    if body is None:
        return FetchFailure(url, FailureKind.HTTP_4XX, "the server answered HTTP 404", NOW, 404)
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return Capture(url, url, NOW, 200, (("content-type", "application/json"),), raw)
