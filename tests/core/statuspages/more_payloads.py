"""Answers of made-up status pages of further products, in the shapes of the real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from core.statuspages.payloads import at, epoch, iso

HOME = "https://status.lumen.example"
ULID_PAGE = "01KAPAGE00000000000000PAGE"
ULID_API = "01KAC0MP0000000000000000AP"
ULID_WEB = "01KAC0MP0000000000000000WE"
ULID_INCIDENT = "01KARQV000000000000000NCDT"


def mail(minutes: float) -> str:
    return at(minutes).strftime("%a, %d %b %Y %H:%M:%S GMT")


def js_date(minutes: float) -> str:
    return at(minutes).strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")


# --- Instatus ---


def instatus(status: str = "UP", **lists: Any) -> dict[str, Any]:
    return {"page": {"name": "Lumen", "url": HOME, "status": status}, **lists}


def instatus_components(*rows: tuple[str, str]) -> dict[str, Any]:
    return {"components": [{"id": f"c{name}", "name": name, "status": state, "group": None} for name, state in rows]}


# --- incident.io ---


def proxy(*incidents: dict[str, Any], affected: tuple[tuple[str, str], ...] = (), **more: Any) -> dict[str, Any]:
    items = [{"component_id": ULID_API, "hidden": False}, {"component_id": ULID_WEB, "hidden": False}]
    return {
        "summary": {
            "id": ULID_PAGE,
            "name": "Lumen",
            "public_url": HOME,
            "components": [{"id": ULID_API, "name": "API"}, {"id": ULID_WEB, "name": "Web"}],
            "affected_components": [{"component_id": each, "status": state} for each, state in affected],
            "ongoing_incidents": list(incidents),
            "scheduled_maintenances": [],
            "structure": {"id": "s", "items": [{"group": {"id": "g", "name": "Services", "components": items}}]},
            **more,
        }
    }


def proxy_incident(status: str = "identified", state: str = "partial_outage", **more: Any) -> dict[str, Any]:
    return {
        "id": ULID_INCIDENT,
        "status_page_id": ULID_PAGE,
        "name": "Errors",
        "status": status,
        "type": "incident",
        "published_at": iso(-30),
        "affected_components": [{"component_id": ULID_API, "status": state, "current_status": state}],
        "updates": [{"id": "u1", "published_at": iso(-30), "to_status": "investigating", "message_string": "Looking."}],
        **more,
    }


def widget(*incidents: dict[str, Any]) -> dict[str, Any]:
    return {
        "page_title": "Lumen",
        "page_url": HOME,
        "ongoing_incidents": list(incidents),
        "in_progress_maintenances": [],
        "scheduled_maintenances": [],
    }


def widget_incident() -> dict[str, Any]:
    return {
        "id": ULID_INCIDENT,
        "name": "Errors",
        "status": "monitoring",
        "url": f"{HOME}/incidents/1",
        "last_update_at": iso(-5),
        "last_update_message": "Better.",
        "current_worst_impact": "full_outage",
        "affected_components": [{"id": ULID_API, "name": "CLI", "group_name": "Tools"}],
    }


def compatible() -> dict[str, Any]:
    return {
        "page": {"id": ULID_PAGE, "name": "Lumen", "url": HOME, "updated_at": iso(-5)},
        "status": {"indicator": "none", "description": "fine"},
        "components": [{"id": ULID_API, "name": "API", "status": "operational", "group_id": None}],
    }


# --- Better Stack ---


def betterstack(state: str = "operational", *included: dict[str, Any]) -> dict[str, Any]:
    page = {"company_name": "Lumen", "subdomain": "lumen", "custom_domain": "status.lumen.example"}
    sections = [{"id": "7", "type": "status_page_section", "attributes": {"name": "Chat"}}]
    return {
        "data": {"id": "4711", "type": "status_page", "attributes": {**page, "aggregate_state": state}},
        "included": [*sections, *included],
    }


def bs_resource(key: str, name: str, status: str) -> dict[str, Any]:
    attributes = {"public_name": name, "status": status, "status_page_section_id": 7}
    return {"id": key, "type": "status_page_resource", "attributes": attributes}


def bs_report(kind: str = "manual", end: float | None = None, status: str = "downtime") -> dict[str, Any]:
    return {
        "id": "99",
        "type": "status_report",
        "attributes": {
            "title": "Chat went down",
            "report_type": kind,
            "starts_at": iso(-30),
            "ends_at": None if end is None else iso(end),
            "affected_resources": [{"status_page_resource_id": "1", "status": status}],
            "aggregate_state": status,
        },
    }


def bs_update() -> dict[str, Any]:
    related = {"status_report": {"data": {"id": "99", "type": "status_report"}}}
    attributes = {"message": "Restarting.", "published_at": iso(-20)}
    return {"id": "5", "type": "status_update", "attributes": attributes, "relationships": related}


# --- status.io ---


def statusio(code: int = 100, component: int = 100, *incidents: dict[str, Any], **planned: Any) -> dict[str, Any]:
    return {
        "result": {
            "status_overall": {"updated": iso(-5), "status": "…", "status_code": code},
            "status": [{"id": "a1", "name": "API", "status_code": component, "containers": []}],
            "incidents": list(incidents),
            "maintenance": planned,
        }
    }


def sio_incident(state: int = 200, status: int = 400) -> dict[str, Any]:
    message = {"details": "Found it.", "state": state, "status": status, "datetime": iso(-10)}
    return {"_id": "i1", "name": "Errors", "datetime_open": iso(-30), "messages": [message]}


# --- clouds ---


def gcloud(end: float | None = None, impact: str = "SERVICE_DISRUPTION", **more: Any) -> dict[str, Any]:
    return {
        "id": "g1",
        "begin": iso(-30),
        "end": None if end is None else iso(end),
        "status_impact": impact,
        "external_desc": "Errors of the model API",
        "uri": "incidents/g1",
        "affected_products": [{"id": "pA", "title": "Model API"}],
        "currently_affected_locations": [{"id": "us-central1", "title": "Iowa (us-central1)"}],
        "updates": [{"when": iso(-20), "text": "We look into it.", "status": "SERVICE_DISRUPTION"}],
        **more,
    }


GCLOUD_CATALOGUE = {"products": [{"id": "pA", "title": "Model API"}, {"id": "pB", "title": "Storage"}]}


def aws_event(status: str = "3", key: str = "A1", **more: Any) -> dict[str, Any]:
    issue = "AWS_MULTIPLE_SERVICES_OPERATIONAL_ISSUE"
    return {
        "date": str(epoch(-30)),
        "arn": f"arn:aws:health:us-east-1::event/MULTIPLE_SERVICES/{issue}/{issue}_{key}",
        "region_name": "N. Virginia",
        "status": status,
        "service_name": "Multiple services",
        "summary": "Errors",
        "event_log": [{"message": "We look into it.", "status": 1, "timestamp": epoch(-30)}],
        "impacted_services": {"bedrock-us-east-1": {"service_name": "Amazon Bedrock", "current": status, "max": "3"}},
        **more,
    }


def aws(*events: dict[str, Any]) -> bytes:
    return b"\xff\xfe" + json.dumps(list(events)).encode("utf-16-le")


def rss(title: str, link: str, *items: str, built: str = "") -> bytes:
    about = f"<title>{title}</title><link>{link}</link><description>d</description>{built}"
    channel = f"<channel>{about}{''.join(items)}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


def item(title: str, text: str = "", minutes: float = -30, more: str = "") -> str:
    link = f"<link>{HOME}/1</link><guid>{HOME}/1#{title}</guid>"
    body = f"<description><![CDATA[{text}]]></description>" if text else ""
    return f"<item><title>{title}</title>{link}{body}<pubDate>{mail(minutes)}</pubDate>{more}</item>"


def azure(*items: str) -> bytes:
    return rss("Azure Status", "https://status.azure.com/en-us/status/", *items)


def volcengine(*items: str, of: str = "大模型服务(华北9（火星）)") -> bytes:
    return rss(f"火山引擎{of}服务状态", "https://status.volcengine.com/", *items)


def xai(*items: str) -> bytes:
    return rss("Lumen System Status", "https://status.x.ai", *items)


def xai_text(status: str = "RESOLVED", severity: str = "available") -> str:
    first = f"<div><p><strong>{mail(-30)}</strong></p><h3>Investigating</h3><p>Looking.</p></div>"
    last = f"<div><p><strong>{mail(-5)}</strong></p><h3>Updated</h3><p>Fixed.</p></div>"
    return f"\n<h3>Status: {status}</h3>\n<p>Severity: {severity}</p><hr /><h4>Updates:</h4>{first}{last}"


def tencent(status: str = "NORMAL", **more: Any) -> dict[str, Any]:
    product = {"ProductId": "lumen", "ProductName": "流明模型", "CurrentStatus": status, "CurrentEvent": None, **more}
    data = {"Summary": {}, "CategoryList": [{"CategoryName": "大模型", "ProductList": [product]}]}
    return {"Response": {"RequestId": "r", "Data": data}}


# --- self-hosted ---


def kuma(*notes: dict[str, Any], **more: Any) -> dict[str, Any]:
    monitors = [{"id": 1, "name": "API", "type": "http"}, {"id": 2, "name": "Web", "type": "http"}]
    return {
        "config": {"slug": "lumen", "title": "Lumen"},
        "incidents": list(notes),
        "publicGroupList": [{"id": 1, "name": "Services", "monitorList": monitors}],
        "maintenanceList": [],
        **more,
    }


def kuma_note(style: str = "warning", **more: Any) -> dict[str, Any]:
    when = at(-30).strftime("%Y-%m-%d %H:%M:%S")
    return {
        "id": 3,
        "style": style,
        "title": "Slow",
        "active": True,
        "createdDate": when,
        "lastUpdatedDate": None,
        **more,
    }


def beats(**monitors: list[int]) -> dict[str, Any]:
    rows = {
        key[1:]: [{"status": each, "time": "2026-11-23 11:59:00.000"} for each in told]
        for key, told in monitors.items()
    }
    return {"heartbeatList": rows, "uptimeList": {}}


def gatus(**endpoints: list[bool]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "group": "core",
            "key": f"core_{name}",
            "results": [{"status": 200, "success": each, "timestamp": "0001-01-01T00:00:00Z"} for each in told],
        }
        for name, told in endpoints.items()
    ]


def rootly(indicator: str = "none", *incidents: dict[str, Any]) -> dict[str, Any]:
    page = {"name": "Lumen", "url": HOME, "time_zone": "UTC", "updated_at": iso(-5)}
    return {"page": page, "status": {"indicator": indicator, "description": "…"}, "incidents": list(incidents)}


# --- others ---


def slack(status: str = "ok", *incidents: dict[str, Any]) -> dict[str, Any]:
    return {"status": status, "date_created": iso(-9), "date_updated": iso(-9), "active_incidents": list(incidents)}


def slack_incident(kind: str = "outage") -> dict[str, Any]:
    notes = [{"date_created": iso(-20), "body": "We look into it."}]
    about = {"id": 5, "title": "Slow", "type": kind, "status": "active", "services": ["Messaging"], "notes": notes}
    return {**about, "date_created": iso(-30), "date_updated": iso(-20)}


def sorry(state: str = "operational") -> dict[str, Any]:
    links = {"components": f"{HOME}/api/v1/components", "notices": f"{HOME}/api/v1/notices"}
    return {"page": {"name": "Lumen", "state": state, "state_text": "…", "updated_at": iso(-5), "links": links}}


def cstate(status: str = "disrupted", *issues: dict[str, Any]) -> dict[str, Any]:
    system = {"name": "API", "category": "Core", "status": status, "unresolvedIssues": list(issues)}
    about = {"is": "index", "cStateVersion": "6.0.1", "title": "Lumen", "baseURL": f"{HOME}/", "pinnedIssues": []}
    return {**about, "summaryStatus": status, "systems": [system]}


def cstate_issue(**more: Any) -> dict[str, Any]:
    began = at(-30).strftime("%Y-%m-%d %H:%M:%S +0000 UTC")
    about = {"title": "Errors", "createdAt": began, "severity": "disrupted", "resolved": False, "affected": ["API"]}
    return {**about, "filename": "errors.md", "resolvedAt": "<no value>", **more}


def cachet(status: int = 3, pages: int = 1) -> dict[str, Any]:
    row = {"id": 1, "name": "API", "status": status, "group_id": 0, "updated_at": "2026-11-23 11:00:00"}
    return {"meta": {"pagination": {"total_pages": pages}}, "data": [row]}


def cachet3(status: int = 1) -> dict[str, Any]:
    attributes = {"name": "API", "status": {"human": "…", "value": status}}
    return {"data": [{"id": "1", "type": "components", "attributes": attributes}]}


def cachet_incident(status: int = 1) -> dict[str, Any]:
    when = at(-30).strftime("%Y-%m-%d %H:%M:%S")
    row = {
        "id": 7,
        "name": "Errors",
        "status": status,
        "latest_status": status,
        "occurred_at": when,
        "updated_at": when,
    }
    return {"data": [row]}


def checkly(status: str = "INVESTIGATING", severity: str = "MAJOR", **more: Any) -> dict[str, Any]:
    event = {"id": "e1", "name": "Errors", "duration": 600, "severity": severity, "lastUpdateStatus": status}
    days = [{"date": iso(-60), "events": [{**event, "created_at": iso(-30)}]}]
    services = [{"id": "s1", "name": "Chat", "days": days}, {"id": "s2", "name": "Web", "days": []}]
    return {"metadata": [], "uptime": [{"id": "g", "name": "API", "services": services}], "partialError": False, **more}


def zendesk(**attributes: Any) -> dict[str, Any]:
    about = {"title": "Slow", "impact": "degradation", "started_at": iso(-30), "resolved_at": None, "outage": False}
    related = {"incident_updates": {"data": [{"id": "9", "type": "incident_update"}]}}
    update = {"id": "9", "type": "incident_update", "attributes": {"created_at": iso(-9), "description": "Looking."}}
    row = {"id": "1", "type": "incident", "attributes": {**about, "status": "investigating", **attributes}}
    return {"data": [{**row, "relationships": related}], "included": [update]}


def salesforce(status: str = "MINOR_INCIDENT_CORE", end: float | None = None) -> dict[str, Any]:
    over = None if end is None else iso(end)
    impact = {"type": "degradation", "startTime": iso(-30), "endTime": over, "severity": "minor"}
    event = {"type": "investigation", "message": "Looking.", "createdAt": iso(-20)}
    incident = {"id": 8, "createdAt": iso(-30), "IncidentImpacts": [impact], "IncidentEvents": [event]}
    return {"key": "LU1", "location": "EU", "status": status, "Incidents": [incident], "Maintenances": []}


def upptime(status: str = "down") -> list[dict[str, Any]]:
    return [{"name": "API", "slug": "api", "status": status, "uptime": "99%", "dailyMinutesDown": {}}]


# --- OneUptime ---

UP, SLOW, OFF = (
    {"_id": "s-up", "name": "Operational", "isOperationalState": True, "isOfflineState": False},
    {"_id": "s-slow", "name": "Sluggish", "isOperationalState": False, "isOfflineState": False},
    {"_id": "s-off", "name": "Gone", "isOperationalState": False, "isOfflineState": True},
)


def oneuptime(overall: Any = UP, api: str = "s-up", **more: Any) -> dict[str, Any]:
    """Ids and times in the objects that the product's own serializer makes."""
    resources = [
        {"_id": f"r-{name}", "displayName": name, "monitor": {"_id": f"m-{name}", "currentMonitorStatusId": status}}
        for name, status in (("API", {"_type": "ObjectID", "value": api}), ("Console", "s-up"))
    ]
    return {
        "overallStatus": overall,
        "monitorStatuses": [UP, SLOW, OFF],
        "statusPageResources": resources,
        "activeIncidents": [],
        "incidentPublicNotes": [],
        "scheduledMaintenanceEvents": [],
        "statusPage": {"_id": {"_type": "ObjectID", "value": "page-1"}, "pageTitle": "Lumen"},
        **more,
    }


def oneuptime_incident(**more: Any) -> dict[str, Any]:
    return {
        "_id": "i-1",
        "title": "Errors",
        "incidentSeverity": {"name": "Major Incident"},
        "currentIncidentState": {"name": "Acknowledged", "isAcknowledgedState": True, "isResolvedState": False},
        "createdAt": {"_type": "DateTime", "value": iso(-30)},
        "monitors": [{"_id": "m-API"}],
        **more,
    }


BUSY: dict[str, Callable[[], Any]] = {
    "instatus": lambda: instatus(
        "HASISSUES",
        activeIncidents=[
            {"id": "1", "name": "E", "status": "MONITORING", "impact": "PARTIALOUTAGE", "started": iso(-9)}
        ],
    ),
    "incidentio": lambda: proxy(proxy_incident(), affected=((ULID_API, "partial_outage"),)),
    "betterstack": lambda: betterstack("downtime", bs_resource("1", "Chat", "downtime"), bs_report(), bs_update()),
    "statusio": lambda: statusio(400, 400, sio_incident()),
    "googlecloud": lambda: [gcloud()],
    "aws": lambda: aws(aws_event()),
    "azure": lambda: azure(item("Trouble in West", more="<category>West</category>")),
    "uptimekuma": lambda: kuma(kuma_note()),
    "gatus": lambda: gatus(api=[True, False]),
    "rootly": lambda: rootly("minor"),
    "tencent": lambda: tencent("ABNORMAL", CurrentEvent={"EventId": 5, "Title": "异常"}),
    "volcengine": lambda: volcengine(item("接口异常")),
    "xai": lambda: xai(item("[API] Errors", xai_text("INVESTIGATING", "disruption"))),
    "slack": lambda: slack("active", slack_incident()),
    "sorry": lambda: sorry("degraded"),
    "cstate": lambda: cstate("disrupted", cstate_issue()),
    "cachet": lambda: cachet(3),
    "checkly": lambda: checkly(),
    "zendesk": lambda: zendesk(),
    "salesforce": lambda: salesforce(),
    "upptime": lambda: upptime(),
    "openstatus": lambda: {"status": "partial_outage"},
    "oneuptime": lambda: oneuptime(SLOW, "s-slow", activeIncidents=[oneuptime_incident()]),
    "feed": lambda: rss("Lumen history", HOME, item("Errors", "<strong>Investigating</strong> - on it")),
}
"""One answer of each product while something is wrong."""
