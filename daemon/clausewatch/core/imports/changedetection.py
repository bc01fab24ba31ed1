"""changedetection.io: a backup (zip), or its ``url-watches.json``.

Older backups hold one ``url-watches.json`` with settings, tags and all watches; newer ones ``changedetection.json`` and
one ``watch.json`` in a folder per watch. A watch has some eighty keys, most of them at the tool's own default or a
memory of its last check: those say nothing, and everything else is carried over or reported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clausewatch.core.imports import Fields, Given, Imported, Left, Taken, Value, words
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
    last_filter_config_hash last_changed last_modified etag restock processing"""
)
"""What a watch remembers of its checks."""
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
    api_access_token webdriver_js_execute_code schema_version shared_diff_access extra_proxies extra_browsers llm"""
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
    return isinstance(data, dict) and isinstance(data.get("watching"), dict)


def read(given: Given) -> Imported:
    database = _database(given)
    settings = database.get("settings") or {}
    application, requests = Fields(settings.get("application") or {}), Fields(settings.get("requests") or {})
    tags = {str(uuid): str((tag or {}).get("title", uuid)) for uuid, tag in _of(application.take("tags")).items()}
    shared = [str(each) for each in application.take("global_subtractive_selectors") or []]
    browser = application.take("fetch_backend") == "html_webdriver"
    seconds = _seconds(requests.take("time_between_check"))
    watches = [*_of(database.get("watching")).items(), *_own_files(given)]
    pages = tuple(_taken(str(uuid), Fields(watch), tags, shared, browser) for uuid, watch in watches)
    urls = application.take("notification_urls") or []
    left = [*_settings(application, "application"), *_settings(requests, "requests")]
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
        if value in (None, "", [], {}, False, 0) or DEFAULTS.get(key) == value:
            continue
        shown = key if key in SECRET or isinstance(value, dict | list) else f"{key}: {str(value)[:80]}"
        yield Left(f"settings, {where}, {shown}", WHY.get(key, "there is nothing like it here"))


# --- one watch ----------------------------------------------------------------------------------------------------


def _taken(uuid: str, watch: Fields, tags: Mapping[str, str], shared: list[str], browser: bool) -> Taken:
    title = str(watch.take("title") or watch.take("page_title") or "")
    url = str(watch.take("url") or "")
    for key in MEMORY:
        watch.take(key)
    left: list[Left] = []
    if url.startswith("source:"):
        url = url.removeprefix("source:")
        left.append(Left("source: before the address", "the page's text is compared, not its HTML"))
    entry: dict[str, Value] = {**({"title": title} if title else {}), "url": url}
    entry.update(_filters(watch.take("include_filters") or [], left))
    removed = list(_removed([*shared, *(watch.take("subtractive_selectors") or [])], left))
    if removed:
        entry["remove"] = list(removed)
    backend = watch.take("fetch_backend") or "system"
    if backend.startswith(("html_webdriver", "extra_browser")) or (backend == "system" and browser):
        entry["browser"] = True
    entry.update(_interval(watch, left))
    entry.update(_windows(watch.take("time_schedule_limit"), left))
    named = [tags.get(str(each), str(each)) for each in watch.take("tags") or []]
    named += [each.strip() for each in str(watch.take("tag") or "").split(",") if each.strip()]
    if named:
        left.append(Left(f"tags: {', '.join(named)}", "routes go by provider and source"))
    paused = bool(watch.take("paused"))
    unneeded = tuple(_unneeded(watch))
    left += list(_rest(watch))
    notes = (f"tags: {', '.join(named)}",) if named else ()
    return Taken(f"watch {uuid[:8]}", title or url, entry if url else None, tuple(left), unneeded, notes, paused=paused)


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
                left.append(Left(f"include_filters: {each[:80]}", "say it as a JSON Pointer: pointer"))
        elif kind in ("xpath", "xpath1") or each.startswith("/"):
            path = css_of_xpath(rest if kind in ("xpath", "xpath1") else each)
            if path:
                css.append(path)
            else:
                left.append(Left(f"include_filters: {each[:80]}", "say it as a CSS selector: select"))
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
            left.append(Left(f"subtractive_selectors: {each[:80]}", "say it as a CSS selector: remove"))


def _interval(watch: Fields, left: list[Left]) -> Mapping[str, Value]:
    by_default = watch.take("time_between_check_use_default", True)
    seconds = _seconds(watch.take("time_between_check"))
    if by_default or not seconds:
        return {}
    if not SHORTEST <= seconds <= LONGEST:
        left.append(Left(f"time_between_check: {seconds} s", "from 30s up to 30d; the nearest is taken"))
    return {"every": _duration(seconds)}


def _seconds(written: Any) -> int:
    if not isinstance(written, dict):
        return 0
    return sum(int(written.get(unit) or 0) * size for unit, size in UNITS.items())


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
    for day, short in DAYS.items():
        told = _of(written.get(day))
        if not told.get("enabled"):
            continue
        window = _window(str(told.get("start_time") or "00:00"), _of(told.get("duration")))
        if window:
            windows.append(f"{short} {window}")
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
        if value in (None, "", [], {}, False, 0) or DEFAULTS.get(key) == value:
            continue
        shown = key if key in SECRET else f"{key}: {' '.join(str(value).split())[:80]}"
        yield Left(shown, WHY.get(key, "there is nothing like it here"))
