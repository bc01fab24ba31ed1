"""One alert of each kind, as the core would make them; written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from clausewatch.core.alerts import (
    Alert,
    Change,
    ClaimFinding,
    Digest,
    DigestEntry,
    HealthNews,
    OpenChange,
    Outstanding,
    Reminder,
    Roundup,
    RoundupEntry,
    StatusNews,
)
from clausewatch.core.memory import CaptureRef
from clausewatch.core.model import (
    ClauseFinding,
    Comparison,
    Direction,
    Grade,
    Graded,
    Hunk,
    HunkKind,
    Occurrence,
    PrintedDates,
    Reason,
    SilenceFinding,
    SilenceVerdict,
    Trigger,
    Verdict,
)
from clausewatch.core.status import Impact, Incident, IncidentUpdate, PageState, Phase, StatusEvent, StatusEventKind
from clausewatch.core.watch import AlertKind

NOON = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
QUOTE = "You have the right to opt-out of our use of your Inputs to train our models at any time."
REWORDED = "You may ask us to consider excluding your Inputs from the training of our models."
POLICY_URL = "https://acme.example/privacy?lang=en&v=2"


def policy_change() -> Alert:
    asked = Trigger(Reason.OPT, Grade.CRITICAL, "right to opt-out", "ask us", Direction.WORSE)
    critical = Graded(Grade.CRITICAL, (Reason.OPT, Reason.CONSENT), (asked,))
    major = Graded(Grade.MAJOR, (Reason.RETENTION, Reason.NUMBER))
    hunks = (
        Hunk(
            HunkKind.EDITED,
            major,
            ("3. Retention",),
            "We keep your logs for 30 days after you close your account.",
            "We keep your logs for 180 days after you close your account.",
        ),
        Hunk(HunkKind.EDITED, critical, ("5. Your choices", "5.2 Training"), QUOTE, REWORDED),
        Hunk(
            HunkKind.ADDED,
            Graded(Grade.MINOR, (Reason.INSERTED,)),
            ("6. Partners",),
            "",
            "We may share usage data with our research partners.",
        ),
    )
    clause = ClauseFinding(
        QUOTE,
        Verdict.REWORDED,
        graded=critical,
        now=REWORDED,
        heading=("5. Your choices", "5.2 Training"),
        fragment="text=You%20may%20ask%20us%20to%20consider%20excluding%20your%20Inputs,of%20our%20models.",
    )
    silence = SilenceFinding(
        ("research partners", "data broker"),
        SilenceVerdict.BROKEN,
        (Occurrence("research partners", "We may share usage data with our research partners."),),
    )
    change = Change(
        id="acme/privacy/2026-11-24T11-58-02Z-1f2e3d4c",
        source_id="acme/privacy",
        title="Privacy Policy",
        provider="acme",
        provider_name="Acme AI",
        url=POLICY_URL,
        at=NOON,
        comparison=Comparison(
            True,
            Graded(Grade.CRITICAL, (*critical.reasons, *major.reasons, Reason.INSERTED, Reason.SILENT_EDIT)),
            hunks,
            PrintedDates(date(2026, 6, 1), date(2026, 6, 1), said="Last updated: June 1, 2026"),
            (clause,),
            (silence,),
        ),
        findings=(
            ClaimFinding("acme/training", "Training is opt-out", "training", clause),
            ClaimFinding("acme/sharing", "No sharing with third parties is mentioned", "residency", silence),
        ),
        old=CaptureRef("acme/privacy/captures/a.html.gz", "a" * 64, datetime(2026, 11, 23, 5, 58, tzinfo=UTC)),
        new=CaptureRef("acme/privacy/captures/b.html.gz", "b" * 64, datetime(2026, 11, 24, 11, 58, 2, tzinfo=UTC)),
        note="confirmed over 3 polls",
    )
    return Alert("acme/privacy/2026-11-24T11-58-02Z-1f2e3d4c", AlertKind.POLICY, Grade.CRITICAL, NOON, "acme", change)


def incident(kind: StatusEventKind = StatusEventKind.INCIDENT_UPDATED) -> Alert:
    resolved = kind is StatusEventKind.INCIDENT_RESOLVED
    began = datetime(2026, 11, 24, 9, 46, tzinfo=UTC)
    updates = (
        IncidentUpdate("1", began, Phase.INVESTIGATING, "We are investigating elevated error rates on the API."),
        IncidentUpdate(
            "2", datetime(2026, 11, 24, 10, 30, tzinfo=UTC), Phase.IDENTIFIED, "A storage fault has been identified."
        ),
    )
    told = Incident(
        "inc-77",
        "Elevated error rates on the API",
        Phase.RESOLVED if resolved else Phase.IDENTIFIED,
        Impact.MAJOR,
        began,
        NOON if resolved else None,
        updates,
        ("Chat API", "Web chat"),
        "https://status.acme.example/incidents/inc-77",
    )
    event = StatusEvent(
        kind,
        NOON,
        PageState.OPERATIONAL if resolved else PageState.PARTIAL_OUTAGE,
        "Elevated error rates on the API is resolved." if resolved else "The cause of the error rates was identified.",
        PageState.PARTIAL_OUTAGE,
        told,
    )
    news = StatusNews("acme/status", "Status page", "acme", "Acme AI", "https://status.acme.example/", event)
    return Alert(f"acme/status/{kind}/inc-77", AlertKind.STATUS, Grade.MAJOR, NOON, "acme", news, "acme/status/inc-77")


def digest() -> Alert:
    removed = ClauseFinding(
        "We store all Personal Data in Ireland.",
        Verdict.NOT_FOUND,
        closest="We store Personal Data in Ireland and in other countries.",
    )
    unseen = ClauseFinding("We are SOC 2 certified.", Verdict.NOT_FOUND)
    entries = (
        DigestEntry(
            "acme/privacy",
            "Privacy Policy",
            POLICY_URL,
            ClaimFinding("acme/residency", "Data stays in Ireland", "residency", removed),
        ),
        DigestEntry(
            "acme/terms",
            "Terms of Service",
            "https://acme.example/terms",
            ClaimFinding("acme/audit", "SOC 2 certified", "compliance", unseen, confirm=True),
        ),
        DigestEntry("acme/dpa", "Data Processing Addendum", "https://acme.example/dpa", None, "a login page answered"),
    )
    news = Digest("acme", "Acme AI", 38, entries)
    return Alert("digest/acme", AlertKind.POLICY, Grade.MAJOR, NOON, "acme", news)


def health() -> Alert:
    text = "Cannot read it since 2026-11-24 06:00 UTC (3 polls): a challenge page answered"
    news = HealthNews("acme/terms", "Terms of Service", text, "https://acme.example/terms", False, "acme", "Acme AI")
    return Alert("acme/terms/blind/1", AlertKind.HEALTH, Grade.MAJOR, NOON, "acme", news, "acme/terms/blind")


def reminder() -> Alert:
    change = "acme/privacy/2026-11-24T11-58-02Z-1f2e3d4c"
    day = date(2026, 12, 1)
    news = Reminder("acme/privacy", "Privacy Policy", "acme", "Acme AI", POLICY_URL, day, 7, change, Grade.CRITICAL)
    return Alert("acme/privacy/in-force/2026-12-01/7", AlertKind.POLICY, Grade.MINOR, NOON, "acme", news, change)


def outstanding() -> Alert:
    entry = OpenChange(
        "acme/privacy",
        "Privacy Policy",
        "Acme AI",
        POLICY_URL,
        "acme/privacy/2026-11-17T11-58-02Z-1f2e3d4c",
        datetime(2026, 11, 17, 12, tzinfo=UTC),
        Grade.CRITICAL,
        ("Training is opt-out",),
        True,
        ("2026-11-18 ada: asked the vendor",),
    )
    return Alert("outstanding/legal/7", AlertKind.POLICY, Grade.CRITICAL, NOON, None, Outstanding((entry,), 7))


def roundup() -> Alert:
    entries = tuple(
        RoundupEntry(
            "acme/privacy",
            f"acme/privacy/{number}",
            NOON,
            AlertKind.POLICY,
            Grade.MAJOR,
            f"Acme AI: Privacy Policy changed (major), {number}",
            "2 passages of the page changed (major: retention, number).",
            POLICY_URL,
            f"acme/privacy/{number}",
        )
        for number in range(2)
    )
    news = Roundup(entries, datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 24, 8, tzinfo=UTC))
    return Alert("digest/legal/2026-11-24", AlertKind.POLICY, Grade.MAJOR, NOON, None, news)


EXAMPLES = {
    "policy-change": policy_change,
    "incident": incident,
    "digest": digest,
    "health": health,
    "reminder": reminder,
    "outstanding": outstanding,
    "roundup": roundup,
}
