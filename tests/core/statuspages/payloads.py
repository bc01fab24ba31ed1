"""Answers of made-up status pages, in the shapes of the real products."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from clausewatch.core.model import Capture

T0 = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGE = "a1b2c3d4e5f6"
FLASH = "7200000000123"


def at(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def iso(minutes: float) -> str:
    return at(minutes).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def epoch(minutes: float) -> int:
    return int(at(minutes).timestamp())


def answer(body: Any, url: str = "https://status.lumen.example/x", status: int = 200) -> Capture:
    """A capture at noon; ``body`` as it is if it is bytes, else as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return Capture(url, url, T0, status, (("content-type", "application/json"),), raw)


# --- Statuspage ---


def sp_component(name: str, status: str = "operational", **more: Any) -> dict[str, Any]:
    return {"id": f"c-{name.lower()}", "name": name, "status": status, "group": False, "group_id": None, **more}


def sp_update(key: str, status: str, minutes: float, body: str = "", **more: Any) -> dict[str, Any]:
    stamp = iso(minutes)
    return {"id": key, "status": status, "body": body, "created_at": stamp, "display_at": stamp, **more}


def sp_incident(key: str = "inc1", status: str = "investigating", impact: str = "minor", **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "name": "Slow answers",
        "status": status,
        "impact": impact,
        "created_at": iso(-30),
        "started_at": iso(-30),
        "resolved_at": None,
        "shortlink": "https://status.lumen.example/incidents/inc1",
        "incident_updates": [sp_update(f"{key}-u1", "investigating", -30, "We look into it.")],
        "components": [],
        **more,
    }


def sp_summary(
    components: list[dict[str, Any]] | None = None,
    incidents: list[dict[str, Any]] | None = None,
    maintenances: list[dict[str, Any]] | None = None,
    indicator: str = "none",
    page_id: str = PAGE,
) -> dict[str, Any]:
    return {
        "page": {"id": page_id, "name": "Lumen", "url": "https://status.lumen.example", "updated_at": iso(-5)},
        "status": {"indicator": indicator, "description": "…"},
        "components": [sp_component("API"), sp_component("Console")] if components is None else components,
        "incidents": incidents or [],
        "scheduled_maintenances": maintenances or [],
    }


# --- Flashduty ---

SECTION = "01SECTION0000000000000CHAT"
API, WEB = "01COMPONENT0000000000000API", "01COMPONENT0000000000000WEB"


def fd_change(
    status: str = "investigating",
    affected: list[tuple[str, str]] | None = None,
    updates: list[dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    return {
        "change_id": 7300000000456,
        "page_id": int(FLASH),
        "type": "incident",
        "title": "接口变慢 (Slow API)",
        "status": status,
        "start_at_seconds": epoch(-30),
        "affected_components": [{"component_id": key, "name": key, "status": state} for key, state in affected or []],
        "updates": updates or [],
        **more,
    }


def fd_update(key: str, minutes: float, status: str, text: str, changes: list[tuple[str, str]] | None = None) -> Any:
    update = {"update_id": key, "at_seconds": epoch(minutes), "status": status, "description": text}
    if changes is not None:
        update["component_changes"] = [{"component_id": each, "status": state} for each, state in changes]
    return update


def fd_summary(*changes: dict[str, Any], domain: str = "status.lumen.example", **page: Any) -> dict[str, Any]:
    return {
        "request_id": "r",
        "data": {
            "page": {
                "page_id": int(FLASH),
                "name": "Lumen",
                "custom_domain": domain,
                "components": [
                    {"component_id": API, "name": "API服务(API)", "order_id": 1},
                    {"component_id": WEB, "section_id": SECTION, "name": "网页(Web)", "order_id": 2},
                ],
                "sections": [{"section_id": SECTION, "name": "对话(Chat)", "hide_all": False}],
                **page,
            },
            "active_changes": list(changes),
        },
    }


# --- Alibaba Cloud ---


def ali_event(title: str, end: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": 91,
        "title": title,
        "eventUpdates": None,
        "eventType": "ALARM",
        "startTime": epoch(-30) * 1000,
        "endTime": end,
        "lastUpdateTime": epoch(-3) * 1000,
        "products": None,
        "regions": None,
        **more,
    }


def ali_list(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "data": list(events),
        "total": len(events),
        "info": "成功处理",
        "code": 200,
        "success": True,
        "httpCode": 200,
        "requestId": None,
        **more,
    }
