"""The page ``docs/watchlist-keys.md``: every key of a watchlist, out of the forms that read it.

python -m clausewatch.shell.watchlist_reference > docs/watchlist-keys.md
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from clausewatch.shell.watchlist_schema import json_schema
from clausewatch.shell.watchlist_write import inline, scalar

TITLES = {
    "WatchlistForm": "The file",
    "DefaultsForm": "defaults",
    "NetworkForm": "network",
    "ProviderForm": "A provider",
    "SourceForm": "A source",
    "PauseForm": "A pause",
    "ClaimForm": "A claim",
    "QuoteForm": "A quote",
    "SilenceForm": "A silence",
    "LinkForm": "A link",
    "DateForm": "A date",
    "NumberForm": "A number",
    "RouteForm": "A route",
    "QuietForm": "Quiet hours",
}
"""Forms in the order of the page, and what people call them."""
UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))
INTRODUCTION = """\
# Every key of the watchlist

Made from what the program itself reads, and held equal to it by a test. [watchlist.md](watchlist.md) says how the keys
belong together; editors show the same while you type, if the first line of your file names the schema. A duration is a
whole number with its unit: `90s`, `2m`, `6h`, `1d`. How
to set up a channel is in [how-to.md](how-to.md).
"""


def page() -> str:
    schema = json_schema()
    forms = {"WatchlistForm": schema, **schema["$defs"]}
    known = [name for name in (*TITLES, *sorted(forms.keys() - TITLES.keys())) if name in forms]
    return "\n".join((INTRODUCTION, *(line for name in known for line in _form(name, forms[name])))).rstrip() + "\n"


def _form(name: str, form: dict[str, Any]) -> Iterator[str]:
    yield f"## {_title(name, form)}\n"
    yield f"{form.get('description', '')}\n"
    yield "| key | takes | what | default | example |\n|---|---|---|---|---|"
    for key, about in form["properties"].items():
        required = key in form.get("required", ())
        cells = (f"`{key}`", takes(about), about.get("description", ""), default(about, required), example(key, about))
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
    yield ""


def _title(name: str, form: dict[str, Any]) -> str:
    """What people call it; a channel says so itself."""
    return TITLES.get(name) or str(form["title"])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def takes(about: dict[str, Any]) -> str:
    """What kind of value, in words."""
    words = list(dict.fromkeys(_kind(each) for each in (*about.get("anyOf", ()), *about.get("oneOf", ())) or (about,)))
    return " or ".join(words)


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        title = TITLES.get(name, name.removesuffix("Form"))
        return f"[{title[0].lower()}{title[1:]}](#{title.lower().replace(' ', '-')})"
    if "enum" in schema:
        return "one of " + ", ".join(f"`{each}`" for each in schema["enum"])
    if schema.get("pattern") == "^[0-9]{1,7}[smhd]$":
        return "duration"
    kind = schema.get("type")
    if kind == "array":
        inner = schema.get("items", {})
        return f"list of {takes(inner)}" if inner else "list"
    if kind == "object":
        below: Any = schema.get("additionalProperties") or next(iter(schema.get("patternProperties", {}).values()), {})
        return f"id: {takes(below)}" if isinstance(below, dict) and below else "mapping"
    if "const" in schema:
        return f"`{schema['const']}`"
    names = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
    return "day" if schema.get("format") == "date" else names.get(str(kind), "a value")


def default(about: dict[str, Any], required: bool) -> str:
    if required:
        return "must be there"
    value = about.get("default")
    if isinstance(value, float) and takes(about) == "duration":
        size, unit = next((size, unit) for size, unit in UNITS if value % size == 0)
        return f"`{value / size:.0f}{unit}`"
    if value in (None, [], {}, ""):
        return "none"
    return f"`{written(value)}`"


def example(key: str, about: dict[str, Any]) -> str:
    """The first one; of a form or list of forms, the link in the other column says more than one line can."""
    examples = about.get("examples")
    if examples:
        return f"`{key}: {written(examples[0])}`"
    return ""


def written(value: Any) -> str:
    """As it would stand in the file."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    if isinstance(value, str) and not value.startswith(("$", "{")):
        return scalar(value)
    return inline(value) if not isinstance(value, str) else json.dumps(value)


if __name__ == "__main__":
    sys.stdout.write(page())
