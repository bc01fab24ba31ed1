"""urlwatch and webchanges: YAML documents, one job each.

Both tools compare lines of text that a chain of filters has made of a page. What of a chain picks a part of the page
becomes a selector; what only makes text of HTML is not needed here, since prose is read without its markup; what
changes the text itself (``re.sub``, ``grep``) cannot be carried over, and is reported with the filter as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from clausewatch.core.imports import Fields, Given, Imported, Left, Taken, Value, words
from clausewatch.core.imports._selectors import css_of_xpath, pointer_of_path, within

NAME = "urlwatch or webchanges"
PLACES = ("url", "navigate", "command", "shell", "browser")
UNNEEDED = {
    "html2text": "prose is read without its markup",
    "html2text-re": "prose is read without its markup",
    "beautify": "prose is read without its markup",
    "strip": "white space counts for nothing",
    "striplines": "white space counts for nothing",
    "strip_each_line": "white space counts for nothing",
    "remove_duplicate_lines": "",
    "remove-duplicate-lines": "",
    "absolute_links": "links are resolved",
    "format-json": "JSON is read by its strings",
    "format_json": "JSON is read by its strings",
    "format-xml": "",
    "reverse": "",
}
UNNEEDED_KEYS = {
    "max_tries": "a failure is told after three polls in a row",
    "retries": "a failure is tried again by itself",
    "ignore_connection_errors": "a failure is told after three polls in a row",
    "ignore_timeout_errors": "a failure is told after three polls in a row",
    "ignore_too_many_redirects": "a failure is told after three polls in a row",
    "ignore_http_error_codes": "a failure is told after three polls in a row",
    "ignore_cached": "every 24th answer of 'not modified' is followed by a full fetch",
    "no_conditional_request": "every 24th answer of 'not modified' is followed by a full fetch",
    "suppress_repeated_errors": "a failure is told once",
    "compared_versions": "a page that goes back and forth is told once",
    "monospace": "",
    "is_markdown": "the format is found out by content",
    "markdown_padded_tables": "",
    "kind": "",
    "index_number": "",
    "guid": "",
    "loaded": "",
}
SECRET = words("headers cookies data http_proxy https_proxy params user_data_dir data_as_json")
WHY = {
    "headers": "requests carry no headers of one's own",
    "cookies": "requests carry no cookies",
    "data": "pages are asked for with GET",
    "method": "pages are asked for with GET",
    "http_proxy": "there is no proxy per source",
    "https_proxy": "there is no proxy per source",
    "ssl_no_verify": "certificates are always verified",
    "ignore_https_errors": "certificates are always verified",
    "diff_filter": "every change is told",
    "additions_only": "what is added and what is removed are both told",
    "deletions_only": "what is added and what is removed are both told",
    "diff_tool": "sentences are compared, not lines",
    "differ": "sentences are compared, not lines",
    "contextlines": "an alert shows the sentences that differ",
    "tags": "routes go by provider and source",
    "user_visible_url": "an alert shows the address that is read",
}
_OLD_FILTER = re.compile(r"(?P<name>[\w.-]+)(?::(?P<argument>.*))?")


def recognises(given: Given) -> bool:
    jobs = _jobs(given)
    return bool(jobs) and all(any(key in job for key in PLACES) for job in jobs)


def read(given: Given) -> Imported:
    return Imported(NAME, tuple(_taken(number, Fields(job)) for number, job in enumerate(_jobs(given), 1)))


def _jobs(given: Given) -> list[dict[str, Any]]:
    """Jobs are documents; older versions also knew a list of them."""
    try:
        documents = list(yaml.load_all(given.only, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return []
    flat = [job for each in documents if each is not None for job in (each if isinstance(each, list) else [each])]
    return flat if all(isinstance(job, dict) for job in flat) else []


def _taken(number: int, job: Fields) -> Taken:
    name = str(job.take("name") or "")
    origin = f"job {number}" + (f" “{name}”" if name else "")
    address = next((job.take(key) for key in ("url", "navigate") if job.has(key)), None)
    browser = job.has("navigate") or bool(job.take("use_browser"))
    if not address:
        key = next(key for key in PLACES if job.has(key))
        job.take(key)
        return Taken(origin, name or key, None, (Left(key, "only pages are watched, no commands are run"), *_rest(job)))
    reading = _Reading()
    for filter_name, argument in _filters(job.take("filter")):
        reading.apply(filter_name, argument)
    entry: dict[str, Value] = {"url": str(address)}
    if name:
        entry = {"title": name, **entry}
    entry.update(reading.entry)
    if browser:
        entry["browser"] = True
    entry.update(_timeout(job.take("timeout"), reading))
    if encoding := job.take("encoding"):
        entry["encoding"] = str(encoding)
    note, enabled = job.take("note"), job.take("enabled", True)
    unneeded = [*reading.unneeded, *_unneeded(job)]
    return Taken(
        origin,
        name or str(address),
        entry,
        (*reading.left, *_rest(job)),
        tuple(unneeded),
        (str(note),) if note else (),
        paused=not enabled,
    )


def _timeout(seconds: Any, reading: _Reading) -> Mapping[str, Value]:
    if seconds is None:
        return {}
    if isinstance(seconds, int | float) and 1 <= seconds <= 300:
        return {"timeout": f"{seconds:.0f}s"}
    reading.left.append(Left(f"timeout: {seconds}", "a poll takes from 1s up to 300s"))
    return {}


def _unneeded(job: Fields) -> Iterator[str]:
    for key, why in UNNEEDED_KEYS.items():
        if job.has(key):
            job.take(key)
            yield f"{key} ({why})" if why else key


def _rest(job: Fields) -> Iterator[Left]:
    for key, value in job.rest().items():
        shown = key if key in SECRET else f"{key}: {_short(value)}"
        yield Left(shown, WHY.get(key, "there is nothing like it here"))


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else text[:79] + "…"


# --- filters ------------------------------------------------------------------------------------------------------


def _filters(written: Any) -> Iterator[tuple[str, Any]]:
    """Names and arguments; the oldest form is one string, ``css:main,html2text``."""
    if isinstance(written, str):
        for part in written.split(","):
            match = _OLD_FILTER.fullmatch(part.strip())
            yield (match["name"], match["argument"]) if match else (part.strip(), None)
    for each in written if isinstance(written, list) else [written] if isinstance(written, dict) else []:
        if isinstance(each, dict):
            yield from ((str(name), argument) for name, argument in each.items())
        else:
            yield from _filters(each) if isinstance(each, str) else iter([(str(each), None)])


class _Reading:
    """A chain of filters, as far as it says how the page is read."""

    def __init__(self) -> None:
        self.select: str | None = None
        self.entry: dict[str, Value] = {}
        self.left: list[Left] = []
        self.unneeded: list[str] = []

    def apply(self, name: str, argument: Any) -> None:
        selector = self._selector(name, argument)
        if selector:
            self.select = within(self.select, selector)
            self.entry["select"] = self.select
        elif name in ("pdf2text",):
            self.entry["format"] = "pdf"
        elif name in ("jsonpath", "jq") and (pointer := pointer_of_path(_text(argument, "query"))):
            self.entry["pointer"] = pointer
        elif name in UNNEEDED:
            self.unneeded.append(f"filter {name}" + (f" ({UNNEEDED[name]})" if UNNEEDED[name] else ""))
        else:
            shown = f"filter {name}" + (f": {_short(argument)}" if argument not in (None, "") else "")
            self.left.append(Left(shown, _why(name)))

    def _selector(self, name: str, argument: Any) -> str | None:
        if name == "css":
            self._options(name, argument)
            return _text(argument, "selector") or None
        if name == "xpath":
            self._options(name, argument)
            return css_of_xpath(_text(argument, "path"))
        value = _text(argument, "id", "class", "tag")
        if name == "element-by-id" and value:
            return f'[id="{value}"]'
        if name == "element-by-class" and value:
            return f'[class~="{value}"]'
        return value if name == "element-by-tag" and value else None

    def _options(self, name: str, argument: Any) -> None:
        """What stands beside the selector itself."""
        if not isinstance(argument, dict):
            return
        excluded = argument.get("exclude")
        css = str(excluded) if name == "css" else css_of_xpath(str(excluded)) if excluded else None
        if excluded and css:
            self.entry["remove"] = [css]
        elif excluded:
            self.left.append(Left(f"filter {name}, exclude: {_short(excluded)}", _why("xpath")))
        for key in argument.keys() - {"selector", "path", "exclude", "method", "namespaces"}:
            self.left.append(Left(f"filter {name}, {key}: {_short(argument[key])}", "all matches count"))


def _text(argument: Any, *keys: str) -> str:
    if isinstance(argument, dict):
        return str(next((argument[key] for key in keys if key in argument), ""))
    return "" if argument is None else str(argument)


def _why(name: str) -> str:
    if name == "xpath":
        return "say it as a CSS selector: select or remove"
    if name in ("jsonpath", "jq"):
        return "say it as a JSON Pointer: pointer"
    return "the text is compared as the page shows it"
