"""``import``: other tools' lists, after the shape of real ones, and what the report says of each setting."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as some

from clausewatch.cli.main import cli
from clausewatch.core.errors import UsageError
from clausewatch.core.imports import Given, Taken, changedetection, urlwatch
from clausewatch.core.watch import Source, Watchlist
from clausewatch.shell.watchlist import load

JOBS = """\
name: Acme terms
url: https://acme.example/terms
filter:
  - css: {selector: main, exclude: .ads, maxitems: 1}
  - html2text: {method: pyhtml2text}
  - re.sub: {pattern: '\\d+ views', repl: ''}
timeout: 60
max_tries: 3
headers: {Authorization: Bearer sesame-open}
note: asked for by Legal
---
navigate: https://app.acme.example/policy
use_browser: true
filter: "element-by-id:content,strip"
---
url: https://acme.example/news
filter:
  - xpath: //div[@class="post"]
  - xpath: (//h4)[1]/a
additions_only: true
ssl_no_verify: true
enabled: false
---
command: df -h
name: disk
---
url: https://acme.example/api
filter:
  - jq: .data[0].body
  - keep_lines_containing: price
differ: {name: unified, context_lines: 3}
"""


def watch(**more: Any) -> dict[str, Any]:
    """A watch with the keys that a backup has, at the tool's defaults."""
    day = {"enabled": True, "start_time": "00:00", "duration": {"hours": "24", "minutes": "00"}}
    plain: dict[str, Any] = {
        "url": "https://acme.example/terms", "title": None, "page_title": None, "tags": [], "tag": "", "paused": False,
        "include_filters": [], "subtractive_selectors": [], "ignore_text": [], "trigger_text": [], "extract_text": [],
        "text_should_not_be_present": [], "headers": {}, "body": None, "method": "GET", "proxy": None,
        "fetch_backend": "system", "processor": "text_json_diff", "notification_urls": [], "notification_muted": False,
        "notification_format": "System default", "filter_text_added": True, "filter_text_removed": True,
        "time_between_check": {"weeks": None, "days": None, "hours": None, "minutes": None, "seconds": None},
        "time_between_check_use_default": True, "time_schedule_limit": {"enabled": False, "monday": day},
        "previous_md5": "d41d8cd98f00b204e9800998ecf8427e", "last_checked": 1_750_000_000, "check_count": 12,
        "uuid": "5c1b7a3e-0000-4000-8000-000000000001", "date_created": 1_740_000_000, "browser_steps": [],
    }  # fmt: skip
    return {**plain, **more}


def backup(watches: dict[str, Any], **application: Any) -> dict[str, Any]:
    requests = {"time_between_check": {"hours": 3, "minutes": None}, "timeout": 45}
    tags = {"aaaa-1": {"uuid": "aaaa-1", "title": "legal"}}
    return {
        "note": "", "watching": watches,
        "settings": {"application": {"tags": tags, "password": "scrypt-hash", **application}, "requests": requests},
    }  # fmt: skip


AIRLINE = {
    "name": "Acme Air & Co.",
    "importedFrom": "https://rules.example/acme.xml",
    "documents": {
        "Privacy Policy": {"fetch": "https://air.example/privacy", "select": ["#content > section", ".legal"]},
        "Terms of Service": {
            "fetch": "https://air.example/terms",
            "select": {"startBefore": "#EU", "endBefore": "#US"},
            "remove": ["nav", {"startAfter": ".a", "endBefore": ".b"}],
            "filter": ["removeSecurityUpdates"],
            "executeClientScripts": True,
        },
        "Trackers Policy": {
            "combine": [{"fetch": "https://air.example/t/1"}, {"fetch": "https://air.example/t/2", "select": "main"}],
            "remove": ".ads",
        },
    },
}


def take_over(folder: Path, *files: Path, words: tuple[str, ...] = ()) -> Result:
    output = ["-o", str(folder / "watchlist.yaml")]
    return CliRunner().invoke(cli, ["import", *map(str, files), *output, *words], standalone_mode=False)


def taken(folder: Path, content: str, name: str = "given") -> tuple[Watchlist, dict[str, Any], str]:
    """The watchlist that came out, the report, and the text."""
    (folder / name).write_text(content, encoding="utf-8")
    done = take_over(folder, folder / name, words=("--json",))
    assert done.exception is None, done.exception
    report: dict[str, Any] = json.loads(done.output)
    assert done.return_value == (0 if report["complete"] else 1)
    return load(folder / "watchlist.yaml", {}), report, (folder / "watchlist.yaml").read_text()


def sources(watchlist: Watchlist) -> dict[str, Source]:
    return {source.id: source for source in watchlist.sources}


def left(report: dict[str, Any], number: int) -> list[str]:
    return [each["what"] for each in report["pages"][number]["left"]]


# --- urlwatch, webchanges -----------------------------------------------------------------------------------------


def test_jobs_become_sources_and_what_their_filters_do_to_the_text_is_reported(tmp_path: Path) -> None:
    watchlist, report, text = taken(tmp_path, JOBS)
    found = sources(watchlist)

    terms = found["acme-terms"]
    assert (terms.title, terms.recipe.select, terms.recipe.remove, terms.timeout) == (
        "Acme terms",
        "main",
        (".ads",),
        60,
    )
    assert left(report, 0) == [
        "filter css, maxitems: 1",
        'filter re.sub: {"pattern": "\\\\d+ views", "repl": ""}',
        "headers (Authorization)",
    ]
    assert "sesame-open" not in text and "sesame-open" not in json.dumps(report)
    assert "# asked for by Legal" in text
    app = found["app-acme-example-policy"]
    assert app.recipe.browser and app.recipe.select == '[id="content"]'
    assert found["acme-example-api"].recipe.pointer == ("/data/0/body",)
    assert left(report, 4) == ["filter keep_lines_containing: price", 'differ: {"name": "unified", "context_lines": 3}']


def test_a_job_that_was_switched_off_comes_as_comments_and_a_command_not_at_all(tmp_path: Path) -> None:
    watchlist, report, text = taken(tmp_path, JOBS)
    assert "acme-example-news" not in sources(watchlist)
    assert "  # acme-example-news:" in text
    assert report["pages"][2]["paused"]
    assert report["pages"][2]["entry"]["select"] == 'div[class="post"]'
    assert left(report, 2) == ["filter xpath: (//h4)[1]/a", "additions_only: True", "ssl_no_verify: True"]
    assert (report["pages"][3]["source"], left(report, 3)) == (None, ["command"])


KEYS = ["css", "max_tries", "headers", "note", "timeout", "method", "tags", "differ", "zzz", "user_visible_url", "data"]


@settings(max_examples=50, deadline=None)
@given(some.dictionaries(some.sampled_from(KEYS), some.text("abc", min_size=1) | some.integers(1, 9), max_size=6))
def test_no_key_of_a_job_is_dropped_in_silence(job: dict[str, Any]) -> None:
    found = urlwatch.read(Given({"urls.yaml": json.dumps({"url": "https://acme.example", **job})}))
    (page,) = found.pages
    assert [key for key in job if not told_of(key, page)] == []


FILTERS = [
    *("css", "xpath", "element-by-id", "jq", "jsonpath", "html2text", "pdf2text"),
    *("strip", "re.sub", "grepi", "sort", "acme-hook"),
]
OPTION = some.sampled_from(
    ["selector", "path", "query", "method", "exclude", "namespaces", "id", "password", "maxitems", "body_width"]
)


@settings(max_examples=100, deadline=None)
@given(
    some.sampled_from(["filter", "filters"]),
    some.lists(
        some.dictionaries(
            some.sampled_from(FILTERS),
            some.dictionaries(OPTION, some.text("klm", min_size=4, max_size=8), min_size=1, max_size=4),
            min_size=1,
            max_size=2,
        ),
        max_size=4,
    ),
)
def test_no_option_of_a_filter_is_dropped_in_silence(key: str, chain: list[dict[str, dict[str, str]]]) -> None:
    found = urlwatch.read(Given({"urls.yaml": json.dumps({"url": "https://acme.example", key: chain})}))
    (page,) = found.pages
    said = json.dumps([dict(page.entry or {}), [each.what for each in page.left], page.unneeded])
    options = [(name, *each) for step in chain for name, given_ in step.items() for each in given_.items()]
    assert [
        (name, option) for name, option, value in options if (option if option == "password" else value) not in said
    ] == []


def told_of(key: str, page: Taken) -> bool:
    said = [*(page.entry or {}), *(each.what for each in page.left), *page.unneeded]
    return any(each.startswith(key) for each in said) or (key == "note" and bool(page.notes))


# --- changedetection.io -------------------------------------------------------------------------------------------


def test_a_backup_in_one_file(tmp_path: Path) -> None:
    watches = {
        "5c1b7a3e-1": watch(
            title="Acme terms",
            include_filters=["main", "xpath://div[@id='legal']", "//p[position()<3]"],
            subtractive_selectors=[".ads"],
            time_between_check={"days": 1, "hours": None},
            time_between_check_use_default=False,
            fetch_backend="html_webdriver",
            tags=["aaaa-1"],
            notification_urls=["slack://secret-token-a/b/c"],
            ignore_text=["views"],
        ),
        "5c1b7a3e-2": watch(
            url="https://acme.example/api",
            page_title="The API",
            include_filters=["json:$.data.body"],
            paused=True,
            headers={"Cookie": "secret-cookie"},
        ),
        "5c1b7a3e-3": watch(
            url="source:https://acme.example/hours",
            time_schedule_limit={
                "enabled": True,
                "timezone": "Europe/Berlin",
                "monday": {"enabled": True, "start_time": "08:00", "duration": {"hours": "10", "minutes": "30"}},
                "tuesday": {"enabled": False, "start_time": "00:00", "duration": {"hours": "24", "minutes": "00"}},
            },
        ),
    }
    data = backup(watches, notification_urls=["discord://secret-hook/x"], global_subtractive_selectors=["footer"])
    watchlist, report, text = taken(tmp_path, json.dumps(data))
    found = sources(watchlist)

    terms = found["acme-terms"]
    assert (terms.recipe.select, terms.recipe.remove) == ('main, div[id="legal"]', ("footer", ".ads"))
    assert (terms.every, terms.recipe.browser) == (86400, True)
    assert left(report, 0) == [
        "include_filters: //p[position()<3]",
        "tags: legal",
        'ignore_text: ["views"]',
        "notification_urls",
    ]
    assert report["pages"][1]["paused"] and report["pages"][1]["entry"]["pointer"] == ["/data/body"]
    hours = found["acme-example-hours"]
    assert (hours.every, hours.timezone) == (3 * 3600, "Europe/Berlin")
    assert [(each.days, each.start, each.end) for each in hours.during] == [((0,), 480, 1110)]
    assert "secret" not in text and "secret" not in json.dumps(report)
    assert report["to_do"] == [
        'for the notification address 1 there: channels: {chat-1: {apprise: "${env:APPRISE_URL_1}"}}'
    ]
    assert [each["what"] for each in report["left"]] == [
        "settings, application, password",
        "settings, requests, timeout: 45",
    ]


def test_a_backup_as_an_archive_with_a_file_per_watch(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "backup.zip", "w") as archive:
        archive.writestr("changedetection.json", json.dumps(backup({})))
        archive.writestr("5c1b7a3e-1/watch.json", json.dumps(watch(title="Acme terms", some_new_key="on")))
        archive.writestr("5c1b7a3e-1/1750000000.txt", "a kept version")
        archive.writestr("5c1b7a3e-1/history.txt", "1750000000,1750000000.txt")
        archive.writestr("url-list.txt", "https://acme.example/terms\r\n")
    done = take_over(tmp_path, tmp_path / "backup.zip")

    assert done.exception is None, done.exception
    assert list(sources(load(tmp_path / "watchlist.yaml", {}))) == ["acme-terms"]
    assert "some_new_key: on" in done.output


@settings(max_examples=50, deadline=None)
@given(some.dictionaries(some.text("abcdefgh_", min_size=3, max_size=12), some.text("xyz", min_size=1), max_size=5))
def test_no_setting_of_a_watch_is_dropped_in_silence(more: dict[str, str]) -> None:
    more = {key: value for key, value in more.items() if key not in changedetection.MEMORY}
    given_ = Given({"url-watches.json": json.dumps(backup({"1": watch(**more)}))})
    (page,) = changedetection.read(given_).pages
    assert [key for key in more if not told_of(key, page)] == []


# --- Open Terms Archive -------------------------------------------------------------------------------------------


def test_declarations_become_providers(tmp_path: Path) -> None:
    folder = tmp_path / "declarations"
    folder.mkdir()
    (folder / "Acme Air.json").write_text(json.dumps(AIRLINE))
    newer = {"name": "Beta", "terms": {"Terms of Service": {"fetch": "https://b.example/t", "select": "main"}}}
    (folder / "Beta.json").write_text(json.dumps(newer))
    (folder / "Acme Air.history.json").write_text(json.dumps({"Privacy Policy": [{"fetch": "https://old.example"}]}))
    (folder / "Acme Air.filters.js").write_text("export function removeSecurityUpdates(document) {}")
    done = take_over(tmp_path, folder, words=("--json",))

    assert done.return_value == 1, done.exception
    report = json.loads(done.output)
    watchlist = load(tmp_path / "watchlist.yaml", {})
    found = sources(watchlist)
    assert [provider.name for provider in watchlist.providers] == ["Acme Air & Co.", "Beta"]
    assert found["acme-air-co/privacy-policy"].recipe.select == "#content > section, .legal"
    terms = found["acme-air-co/terms-of-service"]
    assert (terms.recipe.browser, terms.recipe.select, terms.recipe.remove) == (True, None, ("nav",))
    assert left(report, 1) == [
        "select startBefore #EU, endBefore #US",
        "remove startAfter .a, endBefore .b",
        "filter removeSecurityUpdates",
    ]
    assert found["acme-air-co/trackers-policy-part-2"].recipe.remove == (".ads",)
    assert len([each for each in report["left"] if "history" in each["what"] or "filters.js" in each["what"]]) == 2


# --- addresses, and everything ------------------------------------------------------------------------------------


def test_a_list_of_addresses(tmp_path: Path) -> None:
    text = "# mine\nhttps://acme.example/terms legal, urgent\n\nbeta.example/privacy\nhttps://acme.example/terms\n"
    watchlist, report, written = taken(tmp_path, text)
    assert [source.url for source in watchlist.sources] == [
        "https://acme.example/terms",
        "https://beta.example/privacy",
    ]
    assert "# legal, urgent" in written
    assert (report["pages"][2]["source"], report["pages"][2]["left"][0]["why"]) == (
        None,
        "the same address as in line 2",
    )


def test_a_line_without_an_address_is_named_and_hides_none_of_the_others(tmp_path: Path) -> None:
    text = "https://acme.example/terms\nnot an address\nbeta.example/privacy\nnor this one\nhttps://c.example/\n"
    watchlist, report, _ = taken(tmp_path, text)
    assert len(watchlist.sources) == 3
    lost = [(page["origin"], page["left"]) for page in report["pages"] if page["source"] is None]
    assert lost == [
        ("line 2", [{"what": "not an address", "why": "no address"}]),
        ("line 4", [{"what": "nor this one", "why": "no address"}]),
    ]


def test_filters_of_newer_jobs_and_options_beside_them(tmp_path: Path) -> None:
    job = {
        "url": "https://acme.example/terms",
        "kind": "acme-login",
        "filters": [
            {"css": {"selector": "main", "exclude": ".ads", "method": "xml"}},
            {"css": {"selector": ".text", "exclude": ".more"}},
            {"html2text": {"ignore_links": True}},
            {"sort": None},
        ],
        "wait_for": "main >> nth=0",
    }
    watchlist, report, _ = taken(tmp_path, yaml.safe_dump(job))
    recipe = sources(watchlist)["acme-example-terms"].recipe

    assert (recipe.select, recipe.remove) == (":is(main) :is(.text)", (".ads", ".more"))
    assert left(report, 0) == ["filter sort", "kind: acme-login", "wait_for: main >> nth=0"]
    assert [each.partition(" (")[0] for each in report["pages"][0]["unneeded"]] == [
        "filter css, method: xml",
        'filter html2text: {"ignore_links": true}',
    ]


def test_what_a_missing_line_of_dashes_hides_is_reported(tmp_path: Path) -> None:
    jobs = """\
name: Terms
url: https://acme.example/terms
headers: {Authorization: Bearer sesame-open}
name: Privacy
url: https://acme.example/privacy
headers: {Cookie: sesame}
filter: {grep: terms, grep: privacy}
---
name: nothing but a name
"""
    watchlist, report, text = taken(tmp_path, jobs)

    assert set(sources(watchlist)) == {"privacy"}
    assert left(report, 0) == [
        "name: Terms (line 1)",
        "url: https://acme.example/terms (line 2)",
        "headers (line 3)",
        "grep: terms (line 7)",
        "filter grep: privacy",
        "headers (Cookie)",
    ]
    assert left(report, 1) == ["the whole job"]
    assert "sesame" not in text


def test_jobs_that_are_no_yaml_say_where(tmp_path: Path) -> None:
    (tmp_path / "jobs.yaml").write_text("url: https://acme.example/\nfilter: [\n---\nurl: https://acme.example/2\n")
    done = take_over(tmp_path, tmp_path / "jobs.yaml")
    assert isinstance(done.exception, UsageError)
    assert "line 3: this is no YAML" in str(done.exception)


def test_a_file_with_nothing_in_it_and_one_without_pages_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("# jobs\n\n")
    (tmp_path / "commands.yaml").write_text("name: a list\ncommand: ls -al\n")

    assert "there is nothing in it" in str(take_over(tmp_path, tmp_path / "empty.yaml").exception)
    assert take_over(tmp_path, tmp_path / "commands.yaml").output.endswith("There is no page in it to watch.\n")


def test_an_old_database_keeps_its_intervals_and_filters(tmp_path: Path) -> None:
    old = {
        "note": "Hello!",
        "version_tag": "0.39.4",
        "has_unviewed": True,
        "watching": {
            "a": {"url": "https://acme.example/a", "minutes_between_check": 2880, "css_filter": "main"},
            "b": {"url": "https://acme.example/b", "time_between_check": {"hours": 2, "minutes": None}},
            "c": {"url": "", "include_filters": ["main"], "time_between_check": {"hours": "two"}},
        },
        "settings": {
            "headers": {"User-Agent": "sesame"},
            "requests": {"minutes_between_check": 180, "extra_proxies": [{"proxy_name": "", "proxy_url": ""}]},
            "application": {},
        },
    }
    watchlist, report, text = taken(tmp_path, json.dumps(old))
    found = sources(watchlist)

    a, b = found["acme-example-a"], found["acme-example-b"]
    assert (a.every, a.recipe.select, b.every) == (2 * 86_400, "main", 7_200)
    assert load(tmp_path / "watchlist.yaml", {}).sources[0].every == 2 * 86_400
    assert "defaults: {every: 3h}" in text
    assert left(report, 2) == ["the whole watch", "time_between_check, hours: two", "select: main"]
    assert [each["what"] for each in report["left"]] == ["settings, headers (User-Agent)"]


def test_what_is_filled_in_and_switched_off_is_named_and_not_missed(tmp_path: Path) -> None:
    one = watch(
        title="Acme",
        time_between_check={"hours": 2},
        browser_steps=[{"operation": "Choose one", "selector": "", "optional_value": ""}],
        save_button=True,
    )
    watchlist, report, _ = taken(tmp_path, json.dumps({"watching": {"a": one}, "build_sha": "ce39"}))

    assert (sources(watchlist)["acme"].every, report["complete"]) == (6 * 3_600, True)
    assert {
        "save_button",
        "time_between_check (it is switched off)",
        "time_schedule_limit (it is switched off)",
        "browser_steps (no step is chosen)",
    } < set(report["pages"][0]["unneeded"])


def test_what_a_tag_sets_for_its_watches_is_carried_over_or_reported(tmp_path: Path) -> None:
    tag = {"title": "legal", "include_filters": [".text"], "subtractive_selectors": [".ads"], "trigger_text": ["fee"]}
    data = backup({"5c1b7a3e-1": watch(title="Acme", tags=["aaaa-1"])})
    data["settings"]["application"]["tags"] = {"aaaa-1": tag}
    watchlist, report, _ = taken(tmp_path, json.dumps(data))

    recipe = sources(watchlist)["acme"].recipe
    assert (recipe.select, recipe.remove) == (".text", (".ads",))
    assert "settings, tag “legal”, trigger_text" in [each["what"] for each in report["left"]]


@pytest.mark.parametrize("single", [True, False])
def test_watches_as_the_api_gives_them(single: bool, tmp_path: Path) -> None:
    one = watch(title="Acme", time_between_check={"hours": 6}, time_between_check_use_default=False)
    watchlist, report, _ = taken(tmp_path, json.dumps(one if single else {"5c1b7a3e-1": one}))

    assert (report["tool"], sources(watchlist)["acme"].every) == ("changedetection.io", 6 * 3_600)


def test_a_lone_history_of_declarations_is_known_and_reported(tmp_path: Path) -> None:
    (tmp_path / "Acme.history.json").write_text('{"Terms of Service": [{"fetch": "https://acme.example/"}]}')
    done = take_over(tmp_path, tmp_path / "Acme.history.json", words=("--json",))
    report = json.loads(done.output)
    assert (report["tool"], [each["what"] for each in report["left"]]) == ("Open Terms Archive", ["Acme.history.json"])


def test_terms_without_an_address_are_reported_with_all_they_say(tmp_path: Path) -> None:
    declaration = {"name": "Acme", "terms": {"Terms": {"select": "main"}, "More": {"combine": ["https://a.example/1"]}}}
    (tmp_path / "Acme.json").write_text(json.dumps(declaration))
    report = json.loads(take_over(tmp_path, tmp_path / "Acme.json", words=("--json",)).output)
    assert [left(report, number) for number in (0, 1)] == [
        ["the whole page", "select: main"],
        ["the whole page", "part: https://a.example/1"],
    ]


def test_a_list_of_addresses_with_labels_and_rulers(tmp_path: Path) -> None:
    watchlist, _, text = taken(
        tmp_path, "Terms: https://acme.example/terms\n-----\nhttps://acme.example/privacy ours\n"
    )
    assert [source.url for source in watchlist.sources] == [
        "https://acme.example/terms",
        "https://acme.example/privacy",
    ]
    assert "# Terms:" in text and "# ours" in text


def test_a_setting_that_a_watchlist_refuses_is_taken_out_and_reported(tmp_path: Path) -> None:
    jobs = "url: https://acme.example/a\nfilter: [{css: 'div['}]\n---\nurl: 'ftp://acme.example/b'\nname: b\n"
    watchlist, report, _ = taken(tmp_path, jobs)
    assert [source.recipe.select for source in watchlist.sources] == [None]
    assert "invalid CSS selector" in report["pages"][0]["left"][0]["why"]
    assert (report["pages"][1]["source"], left(report, 1)) == (None, ["url: ftp://acme.example/b"])


def test_text_of_another_tool_cannot_leave_its_comment(tmp_path: Path) -> None:
    jobs = json.dumps(
        {"url": "https://acme.example/a", "note": "x\nsources: {evil: {url: https://evil.example}}\u2028y"}
    )
    watchlist, _, _ = taken(tmp_path, jobs)
    assert [source.url for source in watchlist.sources] == ["https://acme.example/a"]


@pytest.mark.parametrize("content", ["", "nothing of the kind", "a: b\n", '{"name": 1}', "\x00\x01", "- [1]"])
def test_what_nobody_knows_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "given").write_text(content)
    done = take_over(tmp_path, tmp_path / "given")
    assert ("this is nothing that is known" if content else "there is nothing in it") in str(done.exception)
    assert "; known are changedetection.io" in str(done.exception)
    assert not (tmp_path / "watchlist.yaml").exists()


def test_a_watchlist_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "watchlist.yaml").write_text("# precious\n")
    (tmp_path / "given").write_text("https://acme.example/terms\n")
    assert "is there already" in str(take_over(tmp_path, tmp_path / "given").exception)
    tried = take_over(tmp_path, tmp_path / "given", words=("--dry-run",))
    assert tried.return_value == 0 and "1 page, carried over 1 whole" in tried.output
    assert (tmp_path / "watchlist.yaml").read_text() == "# precious\n"


def test_hundreds_of_pages_are_taken_over(tmp_path: Path) -> None:
    text = "\n".join(f"https://acme.example/{number}" for number in range(600))
    watchlist, report, _ = taken(tmp_path, text)
    assert len(watchlist.sources) == 600 and report["complete"]


def test_comments_are_promised_only_where_something_was_left_behind(tmp_path: Path) -> None:
    (tmp_path / "whole").write_text("name: Acme\nurl: https://acme.example/terms\n")
    (tmp_path / "part").write_text(JOBS)
    (tmp_path / "a").mkdir()
    assert "watchlist.yaml is written.\n" in take_over(tmp_path / "a", tmp_path / "whole").output
    assert "stands in it as comments" in take_over(tmp_path, tmp_path / "part").output
