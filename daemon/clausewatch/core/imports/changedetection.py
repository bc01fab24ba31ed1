"""changedetection.io: a backup (zip), or its ``url-watches.json``, or what its API exports.

Older backups hold one ``url-watches.json`` with settings, tags and all watches; newer ones ``changedetection.json`` and
one ``watch.json`` in a folder per watch. The API gives watches by their ids, or a single one. A watch has some eighty
keys, most of them at the tool's own default or a memory of its last check: those say nothing, and everything else is
carried over or reported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clausewatch.core.imports import Fields, Given, Imported, Left, Taken, Value, named, says_nothing, short, words
from clausewatch.core.imports._selectors import css_of_xpath, pointer_of_path

NAME = "changedetection.io"
DATABASES = ("url-watches.json", "changedetection.json")
DAYS = {
    "monday": "Mon",
    "tuesday": "Tue",
    "wednesday": "Wed",
    "thursday": "Thu",
    "friday": "Fri",
    "saturday": "Sat",
    "sunday": "Sun",
}
UNITS = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
SHORTEST, LONGEST = 30, 30 * 86_400
MEMORY = words(
    """uuid previous_md5 previous_md5_before_filters last_checked last_viewed last_error last_notification_error
    last_check_status check_count history history_n history_snapshot_max_length newest_history_key date_created
    date_updated fetch_time content-type remote_server_reply consecutive_filter_failures notification_alert_count
    browser_steps_last_error_step has_ldjson_price_data page_title viewed snapshot_count favicon
    last_filter_config_hash last_changed last_modified etag restock processing content_type
    save_button"""
)
"""What a watch remembers of its checks."""
ABOUT = ("note", "app_guid", "version_tag", "build_sha", "has_unviewed")
"""What a database says of itself."""
NO_STEP = (None, "", "Choose one")
OF_A_WATCH = words(
    """include_filters subtractive_selectors time_between_check fetch_backend processor css_filter trigger_text
    notification_urls last_checked last_changed"""
)
"""What tells a watch by itself from a job of another tool."""
DEFAULTS: Mapping[str, Any] = {
    "conditions_match_logic": "ALL",
    "fetch_backend": "system",
    "filter_failure_notification_send": True,
    "filter_text_added": True,
    "filter_text_removed": True,
    "filter_text_replaced": True,
    "follow_price_changes": True,
    "in_stock_only": True,
    "method": "GET",
    "notification_format": "System default",
    "processor": "text_json_diff",
    "jitter_seconds": 0,
}
"""Settings whose default is not empty."""
UNNEEDED = {
    "trim_text_whitespace": "white space counts for nothing",
    "check_unique_lines": "a page that goes back and forth is told once",
    "remove_duplicate_lines": "sentences are compared, not lines",
    "use_page_title_in_list": "",
    "strip_ignored_lines": "",
}
SECRET = words(
    """headers body proxy notification_urls notification_body notification_title browser_steps password
    api_access_token rss_access_token webdriver_js_execute_code schema_version shared_diff_access extra_proxies
    extra_browsers llm"""
)
WHY = {
    "ignore_text": "noise is told apart by rules; a part of the page can be taken out with remove",
    "trigger_text": "every change is told; words that you rely on are quotes",
    "text_should_not_be_present": "a term that must not appear is a silence",
    "extract_text": "the text is compared as the page shows it",
    "sort_text_alphabetically": "the text is compared in its own order",
    "headers": "requests carry no headers of one's own",
    "body": "pages are asked for with GET",
    "method": "pages are asked for with GET",
    "proxy": "there is no proxy per source",
    "notification_urls": "who hears of it is said by channels and routes",
    "notification_muted": "who hears of it is said by channels and routes",
    "notification_title": "alerts have a form of their own",
    "notification_body": "alerts have a form of their own",
    "notification_format": "alerts have a form of their own",
    "processor": "prices and stock are not watched, only text",
    "browser_steps": "pages are opened, not operated",
    "webdriver_js_execute_code": "pages are opened, not operated",
    "webdriver_delay": "a browser waits until the text stands still",
    "conditions": "every change is told, with its grade",
    "filter_text_added": "what is added and what is removed are both told",
    "filter_text_removed": "what is added and what is removed are both told",
    "filter_text_replaced": "what is added and what is removed are both told",
    "ignore_status_codes": "an error page is never taken for the page",
}


def recognises(given: Given) -> bool:
    if any(name.rsplit("/", 1)[-1] in DATABASES for name in given.files):
        return True
    data = _json(given.only)
    return isinstance(data, dict) and (isinstance(data.get("watching"), dict) or bool(_exported(data)))


def read(given: Given) -> Imported:
    database = _database(given)
    watches = [*_exported(database).items(), *_own_files(given)]
    whole = Fields({} if _exported(database) and "watching" not in database else database)
    for key in ("watching", *ABOUT):
        whole.take(key)
    settings = Fields(_of(whole.take("settings")))
    application, requests = Fields(_of(settings.take("application"))), Fields(_of(settings.take("requests")))
    left: list[Left] = []
    groups = {
        str(uuid): _group(str(uuid), Fields(_of(tag)), left) for uuid, tag in _of(application.take("tags")).items()
    }
    shared = [str(each) for each in application.take("global_subtractive_selectors") or []]
    browser = str(application.take("fetch_backend")).startswith("html_webdriver")
    seconds = _every(requests, left, "settings, requests, ")
    pages = tuple(_taken(str(uuid), Fields(_of(watch)), groups, shared, browser) for uuid, watch in watches)
    urls = application.take("notification_urls") or []
    for fields, where in ((whole, ""), (settings, "settings, "), (application, "settings, application, ")):
        left += _settings(fields, where)
    left += _settings(requests, "settings, requests, ")
    hints = tuple(
        f"for the notification address {number} there: channels: {{chat-{number}: "
        f'{{apprise: "${{env:APPRISE_URL_{number}}}"}}}}'
        for number in range(1, len(urls) + 1)
    )
    return Imported(NAME, pages, tuple(left), {"every": _duration(seconds)} if seconds else None, hints)


def _database(given: Given) -> dict[str, Any]:
    named = [text for name, text in given.files.items() if name.rsplit("/", 1)[-1] in DATABASES]
    data = _json(named[0] if named else given.only)
    return data if isinstance(data, dict) else {}


def _exported(data: Mapping[str, Any]) -> dict[str, Any]:
    """The watches of a database, or of what the API gives: by their ids, or one by itself."""
    if "watching" in data:
        return _of(data["watching"])
    if _is_watch(data):
        return {str(data.get("uuid") or "1"): data}
    return dict(data) if data and all(_is_watch(each) for each in data.values()) else {}


def _is_watch(data: Any) -> bool:
    return isinstance(data, dict) and "url" in data and not OF_A_WATCH.isdisjoint(data)


def _own_files(given: Given) -> Iterator[tuple[str, dict[str, Any]]]:
    """Newer backups: a file per watch, in a folder of its id."""
    for name, text in given.files.items():
        if name.rsplit("/", 1)[-1] == "watch.json":
            data = _json(text)
            if isinstance(data, dict):
                yield name.rsplit("/", 2)[-2] if "/" in name else name, data


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _settings(fields: Fields, where: str) -> Iterator[Left]:
    for key, value in fields.rest().items():
        if key in MEMORY or says_nothing(value) or DEFAULTS.get(key) == value:
            continue
        shown = named(key, value) if key in SECRET or isinstance(value, dict | list) else f"{key}: {short(value)}"
        yield Left(f"{where}{shown}", WHY.get(key, "there is nothing like it here"))


@dataclass(frozen=True, slots=True)
class _Group:
    """What all watches with a tag share."""

    title: str
    include: tuple[Any, ...]
    remove: tuple[Any, ...]


def _group(uuid: str, tag: Fields, left: list[Left]) -> _Group:
    title = str(tag.take("title") or uuid)
    group = _Group(title, tuple(tag.take("include_filters") or ()), tuple(tag.take("subtractive_selectors") or ()))
    tag.take("url")
    left += _settings(tag, f"settings, tag “{title}”, ")
    return group


# --- one watch ----------------------------------------------------------------------------------------------------


def _taken(uuid: str, watch: Fields, groups: Mapping[str, _Group], shared: list[str], browser: bool) -> Taken:
    title = str(watch.take("title") or watch.take("page_title") or "")
    url = str(watch.take("url") or "")
    unneeded = [key for key in sorted(MEMORY) if not says_nothing(watch.take(key))]
    unneeded += _switched_off(watch)
    left: list[Left] = []
    tags = [groups.get(str(each), _Group(str(each), (), ())) for each in _listed(watch.take("tags"))]
    if url.startswith("source:"):
        url = url.removeprefix("source:")
        left.append(Left("source: before the address", "the page's text is compared, not its HTML"))
    entry: dict[str, Value] = {**({"title": title} if title else {}), "url": url}
    included = [*_listed(watch.take("css_filter")), *_listed(watch.take("include_filters"))]
    entry.update(_filters([*included, *(each for tag in tags for each in tag.include)], left))
    excluded = [*shared, *_listed(watch.take("subtractive_selectors")), *(each for tag in tags for each in tag.remove)]
    removed = list(_removed(excluded, left))
    if removed:
        entry["remove"] = list(removed)
    backend = str(watch.take("fetch_backend") or "system")
    if backend.startswith(("html_webdriver", "extra_browser")) or (backend == "system" and browser):
        entry["browser"] = True
    unneeded.append(f"fetch_backend: {backend}")
    entry.update(_interval(watch, left))
    entry.update(_windows(watch.take("time_schedule_limit"), left))
    titles = [tag.title for tag in tags]
    titles += [each.strip() for each in str(watch.take("tag") or "").split(",") if each.strip()]
    if titles:
        left.append(Left(f"tags: {', '.join(titles)}", "routes go by provider and source"))
    paused = bool(watch.take("paused"))
    unneeded += [
        *_unneeded(watch),
        *(key for key, value in watch.rest().items() if value and DEFAULTS.get(key) == value),
    ]
    left += list(_rest(watch))
    if not url:
        left.insert(0, Left("the whole watch", "it has no address"))
        left += [
            Left(f"{key}: {short(entry[key])}", "it has no address") for key in entry if key not in ("title", "url")
        ]
    notes = (f"tags: {', '.join(titles)}",) if titles else ()
    whole = entry if url else None
    return Taken(f"watch {uuid[:8]}", title or url, whole, tuple(left), tuple(unneeded), notes, paused=paused)


def _switched_off(watch: Fields) -> Iterator[str]:
    """What is filled in and does not count there either."""
    settings = watch.rest()
    limit = _of(settings.get("time_schedule_limit"))
    if limit and not limit.get("enabled"):
        yield "time_schedule_limit (it is switched off)"
    if settings.get("time_between_check_use_default") and not says_nothing(settings.get("time_between_check")):
        yield "time_between_check (it is switched off)"
    steps = _listed(settings.get("browser_steps"))
    if steps and all(
        says_nothing({**_of(step), "operation": _of(step).get("operation") not in NO_STEP}) for step in steps
    ):
        watch.take("browser_steps")
        yield "browser_steps (no step is chosen)"


def _listed(written: Any) -> list[Any]:
    """Older versions wrote a single one as a text."""
    return written if isinstance(written, list) else [written] if written else []


def _filters(written: list[Any], left: list[Left]) -> Iterator[tuple[str, Value]]:
    css: list[str] = []
    pointers: list[Value] = []
    for each in map(str, written):
        kind, _, rest = each.partition(":")
        if kind in ("json", "jq", "jqraw"):
            pointer = pointer_of_path(rest)
            if pointer:
                pointers.append(pointer)
            else:
                left.append(Left(f"include_filters: {short(each)}", "say it as a JSON Pointer: pointer"))
        elif kind in ("xpath", "xpath1") or each.startswith("/"):
            path = css_of_xpath(rest if kind in ("xpath", "xpath1") else each)
            if path:
                css.append(path)
            else:
                left.append(Left(f"include_filters: {short(each)}", "say it as a CSS selector: select"))
        elif each.strip():
            css.append(each.strip())
    if css:
        yield "select", ", ".join(css)
    if pointers:
        yield "pointer", pointers


def _removed(written: list[Any], left: list[Left]) -> Iterator[str]:
    for each in dict.fromkeys(map(str, written)):
        is_path = each.startswith(("/", "xpath:", "xpath1:"))
        css = css_of_xpath(each.partition(":")[2] if each.startswith("xpath") else each) if is_path else each.strip()
        if css:
            yield css
        elif is_path:
            left.append(Left(f"subtractive_selectors: {short(each)}", "say it as a CSS selector: remove"))


def _interval(watch: Fields, left: list[Left]) -> Mapping[str, Value]:
    """Before there was ``time_between_check_use_default``, an interval of a watch counted where there was one."""
    by_default = watch.take("time_between_check_use_default", False)
    unused: list[Left] = []
    seconds = _every(watch, unused if by_default else left, "")
    return {} if by_default or not seconds else {"every": _duration(seconds)}


def _every(fields: Fields, left: list[Left], where: str) -> int:
    """Seconds; 0 if nothing is said. ``minutes_between_check`` is how it was called up to version 0.39."""
    said, minutes = _of(fields.take("time_between_check")), fields.take("minutes_between_check")
    between = {unit: str(each) for unit, each in said.items() if each not in (None, "", 0, "0")}
    between = between or {"minutes": str(minutes or 0)}
    seconds = sum(int(between[unit]) * size for unit, size in UNITS.items() if between.get(unit, "").isdecimal())
    if seconds and not SHORTEST <= seconds <= LONGEST:
        left.append(Left(f"{where}time_between_check: {seconds} s", "from 30s up to 30d; the nearest is taken"))
    left += [
        Left(f"{where}time_between_check, {unit}: {short(each)}", "no number, or no unit that is known")
        for unit, each in between.items()
        if unit not in UNITS or not each.isdecimal()
    ]
    return seconds


def _duration(seconds: int) -> str:
    bounded = min(max(seconds, SHORTEST), LONGEST)
    size, unit = next(
        (size, unit) for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")) if bounded % size == 0
    )
    return f"{bounded // size}{unit}"


def _windows(written: Any, left: list[Left]) -> Mapping[str, Value]:
    """``time_schedule_limit``: a start and a length per day of the week."""
    if not isinstance(written, dict) or not written.get("enabled"):
        return {}
    windows: list[Value] = []
    for day, abbreviation in DAYS.items():
        told = _of(written.get(day))
        if not told.get("enabled"):
            continue
        window = _window(str(told.get("start_time") or "00:00"), _of(told.get("duration")))
        if window:
            windows.append(f"{abbreviation} {window}")
        else:
            left.append(Left(f"time_schedule_limit, {day}", "a window lasts from a minute up to a day"))
    zone = str(written.get("timezone") or "")
    return {**({"during": windows} if windows else {}), **({"timezone": zone} if zone else {})}


def _window(start: str, duration: Mapping[str, Any]) -> str | None:
    try:
        hour, minute = (int(part) for part in start.split(":"))
        length = int(duration.get("hours") or 0) * 60 + int(duration.get("minutes") or 0)
    except ValueError:
        return None
    first = hour * 60 + minute
    if not 0 < length <= 1440 or not 0 <= first < 1440:
        return None
    last = first + length
    if length == 1440 and first:
        return None
    end = last if last <= 1440 else last - 1440
    return f"{first // 60:02}:{first % 60:02}-{end // 60:02}:{end % 60:02}"


def _unneeded(watch: Fields) -> Iterator[str]:
    for key, why in UNNEEDED.items():
        if watch.take(key):
            yield f"{key} ({why})" if why else key


def _rest(watch: Fields) -> Iterator[Left]:
    """What is not at its default."""
    for key, value in watch.rest().items():
        if says_nothing(value) or DEFAULTS.get(key) == value:
            continue
        shown = named(key, value) if key in SECRET else f"{key}: {short(value)}"
        yield Left(shown, WHY.get(key, "there is nothing like it here"))
