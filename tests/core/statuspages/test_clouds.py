"""Google Cloud, AWS, Azure, Tencent Cloud, Volcengine and xAI."""

from __future__ import annotations

from typing import Any

import pytest

from clausewatch.core.model import Unreadable, UnreadableKind
from clausewatch.core.status import Coverage, Impact, PageState, Phase, StatusReport
from clausewatch.core.statuspages import aws, azure, product, tencent, volcengine
from clausewatch.core.watch import StatusRecipe
from core.statuspages import more_payloads as made
from core.statuspages.more_payloads import item
from core.statuspages.payloads import answer, at


def read(name: str, *bodies: Any, url: str = "https://x.example/", components: tuple[str, ...] = ()) -> StatusReport:
    reader = product(name)
    assert reader is not None
    report = reader.read(tuple(answer(each, url) for each in bodies), StatusRecipe(components=components))
    assert isinstance(report, StatusReport), report
    return report


# --- Google Cloud ---


def test_an_incident_without_an_end_is_open_and_its_product_suffers() -> None:
    report = read(
        "googlecloud", [made.gcloud()], made.GCLOUD_CATALOGUE, url="https://status.cloud.google.com/incidents.json"
    )
    (incident,) = report.incidents
    assert incident.is_open and incident.url == "https://status.cloud.google.com/incidents/g1"
    assert [(each.name, each.state) for each in report.components] == [
        ("Model API", PageState.PARTIAL_OUTAGE),
        ("Storage", PageState.OPERATIONAL),
    ]


def test_products_are_fine_only_where_the_catalogue_names_them() -> None:
    over = made.gcloud(end=-5)
    assert read("googlecloud", [over]).state is PageState.UNKNOWN
    report = read("googlecloud", [over], made.GCLOUD_CATALOGUE)
    assert (report.state, report.incidents[0].resolved_at) == (PageState.OPERATIONAL, at(-5))


@pytest.mark.parametrize(
    ("scope", "counts"),
    [
        (("Model API",), True),
        (("pA",), True),
        (("Storage",), False),
        (("us-central1",), True),
        (("europe-west4",), False),
        (("Model API", "europe-west4"), False),
        (("pA", "us-central1"), True),
    ],
)
@pytest.mark.parametrize("catalogue", [(), (made.GCLOUD_CATALOGUE,)])
def test_products_and_regions_are_two_questions(
    catalogue: tuple[Any, ...], scope: tuple[str, ...], counts: bool
) -> None:
    assert bool(read("googlecloud", [made.gcloud()], *catalogue, components=scope).incidents) is counts


def test_point_18_an_impact_nobody_knows_is_unknown() -> None:
    report = read("googlecloud", [made.gcloud(impact="SERVICE_MYSTERY")], made.GCLOUD_CATALOGUE)
    assert (report.state, report.unknown_tokens) == (PageState.UNKNOWN, ("SERVICE_MYSTERY",))


# --- AWS ---


def test_genuine_utf_16_is_read_and_numbers_are_texts() -> None:
    report = read(
        "aws", made.aws(made.aws_event("3"), made.aws_event("0", "A2", end_time=str(int(at(-5).timestamp()))))
    )
    assert report.state is PageState.MAJOR_OUTAGE and report.coverage is Coverage.INCIDENTS_ONLY
    assert [(each.phase, each.resolved_at) for each in report.incidents] == [
        (Phase.INVESTIGATING, None),
        (Phase.RESOLVED, at(-5)),
    ]
    assert report.incidents[0].started_at == at(-30) and "Amazon Bedrock" in report.incidents[0].components


def test_long_ids_that_begin_alike_stay_apart() -> None:
    first, second = read("aws", made.aws(made.aws_event(key="F00"), made.aws_event(key="F01"))).incidents
    assert first.id != second.id and first.id.startswith("us-east-1 ") and first.id.endswith("_F00")


def test_an_empty_list_is_believed_in_the_genuine_encoding_only_and_is_not_healthy() -> None:
    assert read("aws", made.aws()).state is PageState.UNKNOWN
    assert isinstance(aws.read((answer(b"[]"),), StatusRecipe()), Unreadable)
    assert not aws.recognises((answer(b"[]"),))


def test_utf_8_is_read_too() -> None:
    assert len(read("aws", [made.aws_event()]).incidents) == 1


@pytest.mark.parametrize(
    ("scope", "counts"),
    [
        (("Amazon Bedrock",), True),
        (("bedrock",), True),
        (("bedrock-us-east-1",), True),
        (("us-east-1",), True),
        (("N. Virginia",), True),
        (("bedrock", "eu-west-1"), False),
        (("Amazon S3",), False),
    ],
)
def test_scope_by_service_and_by_region(scope: tuple[str, ...], counts: bool) -> None:
    assert bool(read("aws", made.aws(made.aws_event()), components=scope).incidents) is counts


# --- Azure ---

OWN = f"https://{azure.OWN_HOST}/en-us/status/feed/"


def test_what_is_listed_is_open() -> None:
    feed = made.azure(item("Trouble", "<p>Impact statement: x</p>", more="<category>Storage</category>"))
    report = read("azure", feed, url=OWN)
    (incident,) = report.incidents
    assert (report.state, incident.phase, incident.impact) == (PageState.DEGRADED, Phase.INVESTIGATING, Impact.UNKNOWN)
    assert incident.components == ("Storage",) and incident.updates[0].text == "Impact statement: x"


def test_an_empty_feed_is_not_healthy_and_ends_an_incident_only_at_its_own_host() -> None:
    report = read("azure", made.azure(), url=OWN)
    assert (report.state, report.complete) == (PageState.UNKNOWN, True)
    assert not read("azure", made.azure(), url="https://azure.status.microsoft/en-us/status/feed/").complete


# --- Tencent Cloud ---

QUERY = "https://status.cloud.tencent.com/v1/api/status/DescribeProductEventForRegionInPeriod?RegionId=ap-nowhere"


def test_products_tell_their_state_and_the_region_is_the_page() -> None:
    report = read("tencent", made.tencent(), url=QUERY)
    assert (report.state, report.page_id, report.components[0].group) == (PageState.OPERATIONAL, "ap-nowhere", "大模型")
    assert tencent.endpoints(QUERY, StatusRecipe()) == (QUERY,)
    assert tencent.endpoints("https://status.cloud.tencent.com/", StatusRecipe())[0].endswith("RegionId=non-regional")


def test_a_fault_with_an_event_is_an_incident() -> None:
    report = read("tencent", made.tencent("ABNORMAL", CurrentEvent={"EventId": 5}, ProductEventTitle="接口异常"))
    (incident,) = report.incidents
    assert (report.state, incident.title, incident.id) == (PageState.PARTIAL_OUTAGE, "接口异常", "5")
    assert incident.components == ("流明模型",)
    assert read("tencent", made.tencent("NOTIFY")).state is PageState.DEGRADED


@pytest.mark.parametrize(
    "body",
    [
        {"Response": {"Error": {"Code": "Unavailable"}}},
        {"Response": {"Data": {"CategoryList": []}}},
        {"Response": {"Data": {"CategoryList": [{"CategoryName": "x", "ProductList": []}]}}},
    ],
)
def test_an_error_and_an_unknown_region_are_unreadable(body: Any) -> None:
    assert isinstance(tencent.read((answer(body),), StatusRecipe()), Unreadable)


# --- Volcengine ---


def test_recovered_stands_in_the_title() -> None:
    report = read("volcengine", made.volcengine(item("接口异常（已恢复）", minutes=-60), item("延迟升高")))
    assert [(each.title, each.is_open) for each in report.incidents] == [("接口异常", False), ("延迟升高", True)]
    assert report.state is PageState.DEGRADED
    assert read("volcengine", made.volcengine()).state is PageState.UNKNOWN


def test_a_feed_without_a_region_is_another_page() -> None:
    failure = volcengine.read((answer(made.volcengine(of="大模型服务")),), StatusRecipe())
    assert isinstance(failure, Unreadable) and failure.kind is UnreadableKind.IDENTITY


def test_the_page_id_is_region_and_service() -> None:
    url = "https://status.volcengine.com/rss/zh/cn-beijing/ModelArk"
    assert volcengine.endpoints(url, StatusRecipe()) == (url,)
    given = StatusRecipe(page_id="cn-beijing/ModelArk")
    assert volcengine.endpoints("https://status.volcengine.com/", given) == (url,)
    assert volcengine.endpoints("https://status.volcengine.com/", StatusRecipe()) == ()
    assert read("volcengine", made.volcengine(), url=url).page_id == "cn-beijing/ModelArk"


# --- xAI ---


def test_an_item_tells_status_severity_and_updates() -> None:
    report = read("xai", made.xai(item("[API] Errors", made.xai_text())))
    (incident,) = report.incidents
    assert (incident.title, incident.components, incident.phase) == ("Errors", ("API",), Phase.RESOLVED)
    assert incident.resolved_at == at(-5) and [each.text for each in incident.updates] == ["Looking.", "Fixed."]
    assert report.state is PageState.UNKNOWN


def test_scope_by_the_component_in_brackets() -> None:
    feed = made.xai(item("[API] Errors", made.xai_text("INVESTIGATING", "disruption")))
    assert read("xai", feed, components=("API",)).state is PageState.DEGRADED
    assert read("xai", feed, components=("Console",)).state is PageState.UNKNOWN


def test_point_18_words_of_an_item_that_nobody_knows() -> None:
    report = read("xai", made.xai(item("[API] E", made.xai_text("MARINATING", "spicy"))))
    assert (report.state, report.unknown_tokens) == (PageState.UNKNOWN, ("MARINATING", "spicy"))
