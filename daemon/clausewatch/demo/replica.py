"""The replica: pages in the providers' manner, short enough to be read in the diff files, and status payloads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

from clausewatch.demo.site import Page

FILLER = (
    "This policy explains what personal data we collect when you use our application programming interface, why we "
    "collect it and with whom we share it.",
    "We collect the contact details that you give us when you open an account, and technical records of each request.",
    "We keep technical records for 90 days and then delete them, unless the law asks us to keep them for longer.",
    "You can ask us for a copy of your personal data, and we answer within 30 days of your request.",
    "We protect personal data by encryption in transit and at rest, and we review who may see it every quarter.",
    "If you have questions about this policy, write to our privacy team at the address given on our website.",
)

DEEPSEEK = (
    "The Services are provided and controlled by Hangzhou DeepSeek Artificial Intelligence Co., Ltd.",
    "To provide you with our services, we directly collect, process and store your Personal Data in People's Republic "
    "of China.",
    "We use your inputs to train and improve our technology.",
    "You have the right to opt-out of using your Personal Data for training our models or optimizing our technologies.",
)
ZAI = (
    "These terms are between you and JINGSHENG HENGXING TECHNOLOGY PTE. LTD. of Singapore.",
    "The Company do not store any of the content the Customer or its End Users provide or generate while using our "
    "Services.",
    "We will not use your User Content for developing or improving Services unless you explicitly agree to such use.",
)
MOONSHOT = (
    "These terms are a legal agreement between Moonshot AI PTE. LTD. and you.",
    "We may use Content to provide, maintain, develop, support, and improve the Services.",
    "Customer who requires restrictions on the use of Customer Content for training may contact Moonshot AI.",
)
ALIBABA = (
    "Model Studio is offered by Alibaba Cloud (Singapore) Private Limited.",
    "Alibaba Cloud strictly protects your data privacy and will never use your data for model training.",
    "Your static data always remains in the selected region.",
)
MINIMAX = (
    "The Services are offered by Nanonoble Pte. Ltd., 152 Beach Road, Singapore.",
    "Personal data is stored in the data center located in the United States.",
    "We do not use your input personal data to infer characteristics about an individual.",
)


def policy(title: str, day: str, sentences: Sequence[str]) -> Page:
    """A policy page: a heading, a date, the provider's own sentences among ordinary ones."""
    paragraphs = [
        f"<h2>{number}. {heading}</h2>" + "".join(f"<p>{escape(sentence)}</p>" for sentence in part)
        for number, (heading, part) in enumerate(
            (
                ("Scope", FILLER[:2]),
                ("Your data", tuple(sentences)),
                ("Retention and rights", FILLER[2:4]),
                ("Security and contact", FILLER[4:]),
            ),
            1,
        )
    ]
    return Page(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>'
        f"<nav>Home Pricing Docs</nav><main><h1>{escape(title)}</h1><p>Last Update: {day}</p>{''.join(paragraphs)}"
        f"</main><footer>All rights reserved</footer></body></html>"
    )


def challenge() -> Page:
    """What a bot wall shows instead of the policy, at HTTP 200."""
    return Page(
        "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
        '<p>Verify you are human by completing the action below.</p><div id="challenge-form"></div></body></html>'
    )


def statuspage(name: str, host: str, incidents: Sequence[dict[str, Any]] = ()) -> Page:
    """``/api/v2/summary.json`` of a Statuspage."""
    still_open = any(one["status"] != "resolved" for one in incidents)
    state = "partial_outage" if still_open else "operational"
    return _json(
        {
            "page": {"id": "abcd1234efgh", "name": name, "url": f"http://{host}"},
            "status": {"indicator": "major" if still_open else "none", "description": ""},
            "components": [{"id": "llm0000000000", "name": "Large Language Models", "group": False, "status": state}],
            "incidents": list(incidents),
            "scheduled_maintenances": [],
        }
    )


def incident(started: datetime, phase: str, text: str, now: datetime) -> dict[str, Any]:
    return {
        "id": "incident00001",
        "name": "Elevated error rates on the chat completion API",
        "status": phase,
        "impact": "major",
        "created_at": _iso(started),
        "started_at": _iso(started),
        "updated_at": _iso(now),
        "resolved_at": _iso(now) if phase == "resolved" else None,
        "shortlink": "",
        "components": [{"id": "llm0000000000", "name": "Large Language Models"}],
        "incident_updates": [{"id": f"update-{phase}", "status": phase, "body": text, "created_at": _iso(now)}],
    }


def flashduty(page_id: str) -> Page:
    """``summary/active`` of a Flashduty page where all is well."""
    components = [{"component_id": "01API", "section_id": "01S", "name": "API"}]
    page = {"page_id": int(page_id), "custom_domain": "", "components": components, "sections": []}
    return _json({"data": {"page": page, "active_changes": []}})


def alibaba() -> Page:
    return _json({"data": [], "total": 0, "info": "success", "code": 200, "success": True, "httpCode": 200})


def _json(value: object) -> Page:
    return Page(json.dumps(value), "application/json; charset=utf-8")


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
