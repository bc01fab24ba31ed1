"""urlwatch and webchanges: YAML documents, one job each.

Both tools compare lines of text that a chain of filters has made of a page. What of a chain picks a part of the page
becomes a selector; what only makes text of HTML is not needed here, since prose is read without its markup; what
changes the text itself (``re.sub``, ``grep``) cannot be carried over, and is reported with the filter as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from clausewatch.core.imports import Fields, Given, Imported, Left, Taken, Value, named, short, words
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
    "index_number": "",
    "guid": "",
    "loaded": "",
}
KINDS = ("url", "browser", "shell")
"""Kinds of jobs that the tools bring along; others are written by people themselves."""
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
    "kind": "a job of one's own making; what it does is not known",
    **dict.fromkeys(
        ("wait_until", "wait_for", "wait_for_function", "wait_for_selector", "wait_for_timeout", "wait_for_url"),
        "a browser waits until the text stands still",
    ),
}
SELECTORS = {
    "css": "selector",
    "xpath": "path",
    "element-by-id": "id",
    "element-by-class": "class",
    "element-by-tag": "tag",
}
"""Filters that pick a part of the page, and what their main option is called."""
OPTIONS = {"maxitems": "all matches count", "skip": "all matches count", "password": "locked files are not opened"}
GIVEN_TWICE = "the key is given twice in one job; is a line of three dashes missing before it?"
_OLD_FILTER = re.compile(r"(?P<name>[\w.-]+)(?::(?P<argument>.*))?")


def recognises(given: Given) -> bool:
    return any(key in job.settings for job in _jobs(given) for key in PLACES)


def read(given: Given) -> Imported:
    return Imported(NAME, tuple(_taken(number, job) for number, job in enumerate(_jobs(given), 1)))


@dataclass(frozen=True, slots=True)
class _Job:
    settings: Mapping[str, Any]
    hidden: tuple[Left, ...]
    """What a later line of the same job hides: of a key that is given twice YAML keeps the last."""


def _jobs(given: Given) -> list[_Job]:
    """Jobs are documents; older versions also knew a list of them."""
    try:
        jobs = list(_read(given.only))
    except (yaml.YAMLError, ValueError, RecursionError):
        return []
    jobs = [job for job in jobs if job.settings is not None]
    return jobs if all(isinstance(job.settings, dict) for job in jobs) else []


def _read(text: str) -> Iterator[_Job]:
    loader = yaml.CSafeLoader(text)
    try:
        while loader.check_node():
            document = loader.get_node()
            for node in document.value if isinstance(document, yaml.SequenceNode) else [document]:
                hidden = tuple(_hidden(node, set()))
                yield _Job(loader.construct_document(node), hidden)
    finally:
        loader.dispose()


def _hidden(node: Any, seen: set[int]) -> Iterator[Left]:
    """Every node once, since aliases may repeat one a billion times."""
    if id(node) in seen or isinstance(node, yaml.ScalarNode):
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield from _doubled(node)
    for each in node.value:
        yield from _hidden(each[1] if isinstance(node, yaml.MappingNode) else each, seen)


def _doubled(node: yaml.MappingNode) -> Iterator[Left]:
    scalars = [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode) and key.value != "<<"]
    last = {key.value: id(key) for key, _ in scalars}
    for key, value in scalars:
        if last[key.value] != id(key):
            plain = isinstance(value, yaml.ScalarNode) and key.value not in (*SECRET, "command", "shell")
            written = f"{key.value}: {short(value.value)}" if plain else key.value
            yield Left(f"{written} (line {key.start_mark.line + 1})", GIVEN_TWICE)


def _taken(number: int, given: _Job) -> Taken:
    job = Fields(given.settings)
    name = str(job.take("name") or "")
    origin = f"job {number}" + (f" “{name}”" if name else "")
    address = next((job.take(key) for key in ("url", "navigate") if job.has(key)), None)
    if not address:
        return Taken(origin, name or origin, None, (*_no_page(job), *given.hidden, *_rest(job)))
    browser = job.has("navigate") or bool(job.take("use_browser"))
    reading = _Reading()
    for key in ("filter", "filters"):
        for filter_name, argument in _filters(job.take(key)):
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
        (*given.hidden, *reading.left, *_rest(job)),
        tuple(unneeded),
        (str(note),) if note else (),
        paused=not enabled,
    )


def _no_page(job: Fields) -> Iterator[Left]:
    """What a command says may be secret, as it may hold a password."""
    key = next((key for key in PLACES if job.has(key)), None)
    if key is None:
        yield Left("the whole job", "it has no address")
    elif key in ("command", "shell"):
        job.take(key)
        yield Left(key, "only pages are watched, no commands are run")
    else:
        yield Left(key, "it is empty")


def _timeout(seconds: Any, reading: _Reading) -> Mapping[str, Value]:
    if seconds is None:
        return {}
    if isinstance(seconds, int | float) and 1 <= seconds <= 300:
        return {"timeout": f"{seconds:.0f}s"}
    reading.left.append(Left(f"timeout: {seconds}", "a poll takes from 1s up to 300s"))
    return {}


def _unneeded(job: Fields) -> Iterator[str]:
    if job.rest().get("kind") in KINDS:
        job.take("kind")
        yield "kind"
    for key, why in UNNEEDED_KEYS.items():
        if job.has(key):
            job.take(key)
            yield f"{key} ({why})" if why else key


def _rest(job: Fields) -> Iterator[Left]:
    for key, value in job.rest().items():
        shown = named(key, value) if key in SECRET else f"{key}: {short(value)}"
        yield Left(shown, WHY.get(key, "there is nothing like it here"))


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
        self.excluded: list[Value] = []
        self.left: list[Left] = []
        self.unneeded: list[str] = []

    def apply(self, name: str, argument: Any) -> None:
        selector = self._selector(name, argument)
        if selector:
            self.select = within(self.select, selector)
            self.entry["select"] = self.select
        elif name in ("pdf2text",):
            self.entry["format"] = "pdf"
            self._beside(name, argument, ())
        elif name in ("jsonpath", "jq") and (pointer := pointer_of_path(_text(argument, "query"))):
            self.entry["pointer"] = f"{self.entry.get('pointer', '')}{pointer}"
            self._beside(name, argument, ("query",))
        elif name in UNNEEDED:
            self._unneeded(_shown(name, argument), UNNEEDED[name])
        else:
            self.left.append(Left(_shown(name, argument), _why(name)))

    def _unneeded(self, what: str, why: str) -> None:
        self.unneeded.append(f"{what} ({why})" if why else what)

    def _selector(self, name: str, argument: Any) -> str | None:
        main = SELECTORS.get(name, "")
        value = _text(argument, main)
        selector = _css(name, value) if main and value else None
        if selector and name in ("css", "xpath"):
            self._options(name, argument)
        elif selector:
            self._beside(name, argument, (main,))
        return selector

    def _options(self, name: str, argument: Any) -> None:
        """What stands beside the selector itself."""
        if not isinstance(argument, dict):
            return
        excluded = argument.get("exclude")
        css = str(excluded) if name == "css" else css_of_xpath(str(excluded)) if excluded else None
        if excluded and css:
            self.excluded.append(css)
            self.entry["remove"] = list(self.excluded)
        elif excluded:
            self.left.append(Left(f"filter {name}, exclude: {short(excluded)}", _why("xpath")))
        for key in [key for key in ("method", "namespaces") if key in argument]:
            self._unneeded(f"filter {name}, {key}: {short(argument[key])}", "HTML and XML are told apart by content")
        self._beside(name, argument, (SELECTORS[name], "exclude", "method", "namespaces"))

    def _beside(self, name: str, argument: Any, known: Iterable[str]) -> None:
        """Options of a filter that is carried over itself."""
        for key in [key for key in argument if key not in known] if isinstance(argument, dict) else []:
            shown = key if key == "password" else f"{key}: {short(argument[key])}"
            self.left.append(Left(f"filter {name}, {shown}", OPTIONS.get(key, "there is nothing like it here")))


def _css(name: str, value: str) -> str | None:
    if name == "xpath":
        return css_of_xpath(value)
    return {"element-by-id": f'[id="{value}"]', "element-by-class": f'[class~="{value}"]'}.get(name, value)


def _shown(name: str, argument: Any) -> str:
    return f"filter {name}" + (f": {short(argument)}" if argument not in (None, "") else "")


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
