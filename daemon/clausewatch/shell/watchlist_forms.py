"""The watchlist as it may be written: one pydantic model per mapping, every key with what it means and an example.

These models say which keys there are and what a single value must look like. What needs more than one value (does the
source exist, has the claim anything that would falsify it) is said in ``shell.watchlist``. They are published as
``docs/watchlist.schema.json``, so that editors complete and check while a person writes.

A key that may be written short or long (``quotes: ["…"]`` or ``quotes: [{in: …, exact: …}]``) is told apart by its
shape alone, so that an error speaks of the form that was written.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

import soupsieve
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

import clausewatch_notifiers
from clausewatch.core import cadence, schedule
from clausewatch.core.model import count_words
from clausewatch.core.routing import TOPICS
from clausewatch.core.watch import Window
from clausewatch.shell.yaml_nodes import closest, shown

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
DAY = 86400.0
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"([0-9]{1,7})([smhd])")
_HOURS = re.compile(r"([0-9]{1,2}:[0-9]{2})-([0-9]{1,2}:[0-9]{2})")
MIN_EVERY, MAX_EVERY = 30.0, 30 * DAY
MIN_QUOTE_CHARACTERS, MIN_QUOTE_WORDS = 12, 2
"""A shorter quote stands by chance in many places of a policy, so its verdict would mean nothing."""

PLAIN, LIST, FORM, FLAG = "<plain>", "<list>", "<form>", "<flag>"
"""Names of the shapes of a value; pydantic puts them into an error's place, where they are taken out again."""
SHAPES = frozenset({PLAIN, LIST, FORM, FLAG})


def wrong(text: str, better: str = "") -> PydanticCustomError:
    """An error with our own words, and what was meant, if that is clear; braces in them are no placeholders."""
    return PydanticCustomError("watchlist", "{text}", {"text": text, "better": better})


# --- single values ------------------------------------------------------------------------------------------------


def _identifier(text: str) -> str:
    if ID.fullmatch(text):
        return text
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:63]
    meant = f"; did you mean '{better}'?" if better else ""
    raise wrong(f"bad id '{shown(text)}': only a-z, 0-9 and hyphens, at most 63, no hyphen first{meant}", better)


def _seconds(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise wrong("must be a duration: a whole number and s, m, h or d, such as 90s, 2m, 6h or 1d")
    if isinstance(value, int):
        raise wrong(f"a duration needs its unit: {value}s, {value}m, {value}h or {value}d")
    match = _DURATION.fullmatch(value)
    if not match:
        raise wrong(f"'{shown(value)}' is no duration: a whole number and s, m, h or d, such as 90s, 2m, 6h or 1d")
    return float(int(match[1]) * _UNITS[match[2]])


def _or_never(value: object) -> object:
    """``never`` is no time at all."""
    return 0.0 if value == "never" else _between(3600.0, 30 * DAY, "1h and 30d, or be never")(_number(value))


def _remind_or_never(value: object) -> object:
    return 0.0 if value == "never" else _between(3600.0, 90 * DAY, "1h and 90d, or be never")(_number(value))


def _number(value: object) -> float:
    seconds = _seconds(value)
    assert isinstance(seconds, float)
    return seconds


def _between(least: float, most: float, words: str) -> Callable[[float], float]:
    def check(seconds: float) -> float:
        if not least <= seconds <= most:
            raise wrong(f"must lie between {words}")
        return seconds

    return check


def _poll_cron(line: str) -> str:
    fault = schedule.cron_fault(line)
    if fault:
        raise wrong(f"'{shown(line)}' is no cron line: {fault}; such as \"0 9 * * mon-fri\"")
    return " ".join(line.split())


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WINDOW = re.compile(r"(?:(?P<days>[A-Za-z][A-Za-z, -]*?)\s+)?(?P<start>[0-9:]+)\s*-\s*(?P<end>[0-9:]+)")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")


def window(text: str) -> Window:
    """``Mon-Fri 08:00-18:00``, ``Sat,Sun 10:00-16:00`` or ``22:00-06:00`` as a value; an error says what is wrong."""
    match = _WINDOW.fullmatch(text.strip())
    if not match:
        raise wrong(f"'{shown(text)}' is no window: days and times, such as Mon-Fri 08:00-18:00 or 22:00-06:00")
    start, end = _minute(match["start"]), _minute(match["end"])
    if start == end:
        raise wrong(f"'{shown(text)}' is no window: it ends when it begins; for the whole day write 00:00-24:00")
    return Window(_days(match["days"]), start, end)


def _minute(text: str) -> int:
    match = _CLOCK.fullmatch(text)
    minute = int(match[1]) * 60 + int(match[2]) if match else 9999
    if minute > 1440:
        raise wrong(f"'{shown(text)}' is no time of day: write it as 08:00, at most 24:00")
    return minute


def _days(text: str | None) -> tuple[int, ...]:
    if text is None:
        return tuple(range(7))
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = (each.strip() for each in part.partition("-"))
        start = _weekday(first)
        span = (_weekday(last) - start) % 7 if last else 0
        found.update((start + offset) % 7 for offset in range(span + 1))
    return tuple(sorted(found))


def _weekday(name: str) -> int:
    if len(name) < 3 or name[:3].lower() not in _DAYS:
        raise wrong(f"'{shown(name)}' is no day of the week: Mon, Tue, Wed, Thu, Fri, Sat or Sun")
    return _DAYS.index(name[:3].lower())


def _window(text: str) -> str:
    window(text)
    return text


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise wrong(f"'{shown(value)}' is no date; write it as 2026-06-12") from None
    return value


def _selector(text: str) -> str:
    try:
        soupsieve.compile(text)
    except soupsieve.SelectorSyntaxError as error:
        said = shown(str(error).splitlines()[0], 100).rstrip(".")
        raise wrong(f"invalid CSS selector '{shown(text)}': {said}") from None
    return text


def _pointer(text: str) -> str:
    """A JSON Pointer as RFC 6901 writes it."""
    if not text.startswith("/"):
        hint = "/" + re.sub(r"[.\[\]]+", "/", text.lstrip("$#")).strip("/")
        raise wrong(f"'{shown(text)}' is no JSON Pointer: it begins with a slash; did you mean '{shown(hint)}'?")
    if re.search(r"~(?![01])", text):
        raise wrong(f"'{shown(text)}' is no JSON Pointer: a ~ in a name is written ~0, a slash ~1")
    return text


def too_short(quote: str) -> bool:
    """Whether the words may stand anywhere by chance. A CJK character says about as much as two Latin ones, and is a
    word by itself."""
    wide = sum(2 if char > "\u2e7f" else 1 for char in quote.strip())
    return wide < MIN_QUOTE_CHARACTERS or count_words(quote) < MIN_QUOTE_WORDS


def _quote(text: str) -> str:
    if too_short(text):
        raise wrong(
            f"the quote '{shown(text)}' is too short: with fewer than {MIN_QUOTE_CHARACTERS} characters or "
            f"{MIN_QUOTE_WORDS} words it may stand anywhere by chance; quote more of its sentence"
        )
    return text


def _full(text: str) -> str:
    if not text.strip():
        raise wrong("must not be empty")
    return text


def _one_kind(channel: dict[str, Any]) -> dict[str, Any]:
    if len(channel) != 1:
        raise wrong(
            f"a channel is of one kind, written as its only key, such as {{slack: ...}}; {_instead_of(channel)}"
        )
    return channel


def _instead_of(channel: dict[str, Any]) -> str:
    """Settings beside their kind are the usual mistake."""
    kinds = [key for key in channel if key in clausewatch_notifiers.names()]
    if len(kinds) != 1:
        return f"here is {', '.join(shown(key) for key in channel) or 'none'}"
    short = getattr(clausewatch_notifiers.channel(kinds[0]), "SHORT", None)
    settings = [short] if short and isinstance(channel[kinds[0]], str) else []
    settings += [shown(key) for key in channel if key not in (*kinds, *settings)]
    return f"its settings stand below that: {{{kinds[0]}: {{{', '.join(f'{key}: ...' for key in settings)}}}}}"


def _band(numbers: list[float]) -> list[float]:
    if len(numbers) != 2:
        raise wrong("must be two numbers, the least and the most: [40, 70]")
    least, most = numbers
    if least > most:
        raise wrong(f"must be the least and the most: [{most:g}, {least:g}]")
    return numbers


def _language(text: str) -> str:
    if re.fullmatch(r"[a-z]{2,3}", text):
        return text
    primary = re.split(r"[-_]", text.lower())[0]
    meant = f"; did you mean '{primary}'?" if re.fullmatch(r"[a-z]{2,3}", primary) else ""
    raise wrong(f"'{shown(text)}' is no language: two or three small letters, such as en or zh{meant}")


def _hours(text: str) -> str:
    match = _HOURS.fullmatch(text)
    if not match or not all(_is_time(part) for part in match.groups()):
        raise wrong(f"'{shown(text)}' are no hours: from and to, such as \"22:00-07:00\"")
    if match[1] == match[2]:
        raise wrong(f"'{shown(text)}' ends where it begins; for whole days write days: [sat, sun]")
    return text


def _is_time(text: str) -> bool:
    hour, minute = text.split(":")
    return int(hour) < 24 and int(minute) < 60


def _cron(text: str) -> str:
    try:
        return cadence.cron_line(text)
    except ValueError as error:
        near = closest(text, tuple(cadence.NAMED))
        meant = f"did you mean '{near}'?" if near else 'daily, weekly or a cron line such as "0 9 * * mon-fri"'
        raise wrong(f"'{shown(text)}' is no schedule ({shown(str(error), 60)}): {meant}") from None


def _zone(name: str) -> str:
    if not is_timezone(name):
        near = closest(name, zoneinfo.available_timezones())
        meant = f"did you mean '{near}'?" if near else "write one such as Europe/Berlin"
        raise wrong(f"unknown time zone '{shown(name)}'; {meant}")
    return name


def is_timezone(name: str) -> bool:
    try:
        return bool(zoneinfo.ZoneInfo(name).key)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False


def one_of(what: str, words: tuple[str, ...]) -> Callable[[str], str]:
    """A value out of a closed list, with the nearest one offered."""

    def check(text: str) -> str:
        if text not in words:
            near = closest(text, words)
            raise wrong(
                f"unknown {what} '{shown(text)}'"
                + (f"; did you mean '{near}'?" if near else f"; one of: {', '.join(words)}")
            )
        return text

    return check


def _shape(value: object) -> str:
    if isinstance(value, list):
        return LIST
    return FORM if isinstance(value, dict) else PLAIN


def _text_or_form(value: object) -> str:
    return FORM if isinstance(value, dict) else PLAIN


def _flag_or_else(value: object) -> str:
    return FLAG if isinstance(value, bool) else _text_or_form(value)


def _text_or_list(value: object) -> str:
    return LIST if isinstance(value, list) else PLAIN


BASES = ("verified", "third-party", "not stated", "derived")
GRADES = ("none", "cosmetic", "minor", "major", "critical")
KINDS = ("policy", "status", "health")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Text = Annotated[str, Field(max_length=5000), AfterValidator(_full)]
Id = Annotated[str, AfterValidator(_identifier), Field(json_schema_extra={"pattern": f"^{ID.pattern}$"})]
Seconds = Annotated[
    float,
    BeforeValidator(_seconds, json_schema_input_type=Annotated[str, Field(pattern=r"^[0-9]{1,7}[smhd]$")]),
]
Every = Annotated[Seconds, AfterValidator(_between(MIN_EVERY, MAX_EVERY, "30s and 30d"))]
Remind = Annotated[
    float,
    BeforeValidator(
        _remind_or_never, json_schema_input_type=Annotated[str, Field(pattern=r"^([0-9]{1,7}[smhd]|never)$")]
    ),
]
"""Zero for never."""
Hours = Annotated[
    str, AfterValidator(_hours), Field(json_schema_extra={"pattern": "^[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}$"})
]
Weekday = Annotated[str, AfterValidator(one_of("day", WEEKDAYS)), Field(json_schema_extra={"enum": list(WEEKDAYS)})]
RouteGrade = Annotated[str, AfterValidator(one_of("grade", GRADES)), Field(json_schema_extra={"enum": list(GRADES)})]
Topic = Annotated[str, AfterValidator(one_of("topic", TOPICS)), Field(json_schema_extra={"enum": list(TOPICS)})]
Cron = Annotated[str, Field(max_length=100), AfterValidator(_cron)]
Zone = Annotated[str, AfterValidator(_zone)]
Timeout = Annotated[Seconds, AfterValidator(_between(1, 300, "1s and 300s"))]
Stale = Annotated[Seconds, AfterValidator(_between(3600, 365 * DAY, "1h and 365d"))]
Days = Annotated[Seconds, AfterValidator(_between(DAY, 3650 * DAY, "1d and 3650d"))]
OrNever = Annotated[
    float,
    BeforeValidator(_or_never, json_schema_input_type=Annotated[str, Field(pattern=r"^([0-9]{1,7}[smhd]|never)$")]),
]
"""Zero for never."""
Day = Annotated[date, BeforeValidator(_day)]
Selector = Annotated[str, Field(max_length=1000), AfterValidator(_full), AfterValidator(_selector)]
Exact = Annotated[
    str, Field(max_length=5000, json_schema_extra={"minLength": MIN_QUOTE_CHARACTERS // 2}), AfterValidator(_quote)
]
Term = Annotated[str, Field(min_length=2, max_length=200), AfterValidator(_full)]
TermList = Annotated[list[Term], Field(min_length=1, max_length=200)]
Terms = Annotated[Annotated[Text, Tag(PLAIN)] | Annotated[TermList, Tag(LIST)], Discriminator(_text_or_list)]
Names = Annotated[Annotated[Text, Tag(PLAIN)] | Annotated[list[Text], Tag(LIST)], Discriminator(_text_or_list)]
Pointer = Annotated[str, Field(max_length=1000), AfterValidator(_pointer)]
Pointers = Annotated[
    Annotated[Pointer, Tag(PLAIN)] | Annotated[list[Pointer], Field(min_length=1, max_length=100), Tag(LIST)],
    Discriminator(_text_or_list),
]
Band = Annotated[list[float], Field(json_schema_extra={"minItems": 2, "maxItems": 2}), AfterValidator(_band)]
Language = Annotated[str, AfterValidator(_language)]
PollCron = Annotated[str, Field(max_length=200), AfterValidator(_poll_cron)]
WindowText = Annotated[str, Field(max_length=100), AfterValidator(_window)]
Windows = Annotated[
    Annotated[WindowText, Tag(PLAIN)] | Annotated[list[WindowText], Field(min_length=1, max_length=50), Tag(LIST)],
    Discriminator(_text_or_list),
]


class Form(BaseModel):
    """A mapping of the watchlist: no other keys than these, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


# --- what falsifies a claim ---------------------------------------------------------------------------------------


class QuoteForm(Form):
    """Words that a page contains today."""

    source: Text = Field(default="", alias="in", description="The source that contains it.", examples=["privacy"])
    exact: Exact = Field(
        description="The words, verbatim, as a reader sees them.", examples=["We never sell your data."]
    )
    occurrence: int = Field(
        default=1, ge=1, le=1000, description="Which one is meant, if the words stand in several places.", examples=[2]
    )
    confirm: bool = Field(
        default=False,
        description="Never seen by you: if it is missing at the first poll, that is a note.",
        examples=[True],
    )


class SilenceForm(Form):
    """Terms that pages do not contain today."""

    sources: Names | None = Field(
        default=None, alias="in", description="The sources that are silent.", examples=[["privacy"]]
    )
    terms: Terms = Field(
        description="The terms, or the name of a list under `terms:`.", examples=[["SOC 2", "ISO 27001"]]
    )
    exceptions: Terms | None = Field(
        default=None,
        alias="except",
        description="Phrases that contain a term and do not count.",
        examples=[["GDPR Certification"]],
    )


class LinkForm(Form):
    """A link whose shown text and real target both matter."""

    source: Text = Field(default="", alias="in", description="The source that contains it.", examples=["privacy"])
    text: Text = Field(description="What the page shows.", examples=["api@example.com"])
    target: Text = Field(description="Where it goes.", examples=["mailto:legal@example.com"])
    confirm: bool = Field(
        default=False,
        description="Never seen by you: if it is missing at the first poll, that is a note.",
        examples=[True],
    )


class DateForm(Form):
    """The date that a page prints about itself."""

    source: Text = Field(default="", alias="in", description="The source that prints it.", examples=["privacy"])
    printed: Day = Field(description="The day, however the page writes it.", examples=["2026-02-10"])
    confirm: bool = Field(
        default=False,
        description="Never seen by you: if it is another at the first poll, that is a note.",
        examples=[True],
    )


class NumberForm(Form):
    """A number that a page prints beside some words."""

    source: Text = Field(default="", alias="in", description="The source that prints it.", examples=["tracker"])
    near: Names = Field(description="Words that it stands beside, before them or after them.", examples=["incidents"])
    between: Band = Field(description="The least and the most with which the claim holds.", examples=[[40, 70]])
    confirm: bool = Field(
        default=False,
        description="Never seen by you: if it is outside at the first poll, that is a note.",
        examples=[True],
    )


Quotes = list[Annotated[Annotated[Exact, Tag(PLAIN)] | Annotated[QuoteForm, Tag(FORM)], Discriminator(_text_or_form)]]
Silences = list[
    Annotated[
        Annotated[Text, Tag(PLAIN)] | Annotated[TermList, Tag(LIST)] | Annotated[SilenceForm, Tag(FORM)],
        Discriminator(_shape),
    ]
]
Links = list[LinkForm]


class ClaimForm(Form):
    """What you say about a provider, and what would falsify it."""

    field: str = Field(
        default="", description="What it is about; free, such as entity, residency or training.", examples=["training"]
    )
    statement: Text = Field(description="The claim in your own words.", examples=["Never trains on customer data"])
    basis: Annotated[str, AfterValidator(one_of("basis", BASES))] = Field(
        description="How you know it.", examples=["verified"], json_schema_extra={"enum": list(BASES)}
    )
    as_of: Day | None = Field(
        default=None, description="The day it was last checked by a person.", examples=["2026-06-12"]
    )
    quotes: Quotes = Field(
        default=[], description="Words that must stand in a source.", examples=[["We never sell your data."]]
    )
    silences: Silences = Field(
        default=[], description="Terms that must not stand in sources.", examples=[[["SOC 2", "ISO 27001"]]]
    )
    links: Links = Field(
        default=[],
        description="Links that must keep their target.",
        examples=[[{"text": "api@example.com", "target": "mailto:legal@example.com"}]],
    )
    date: DateForm | None = Field(
        default=None,
        description="The date that a source must print about itself.",
        examples=[{"in": "privacy", "printed": "2026-02-10"}],
    )
    number: NumberForm | None = Field(
        default=None,
        description="A number of a source that must stay within a band.",
        examples=[{"in": "tracker", "near": "incidents", "between": [40, 70]}],
    )
    exists: Names = Field(default=[], description="Sources that must answer.", examples=[["status"]])
    absent: Names = Field(
        default=[], description="Candidates that must not turn into a status page.", examples=[["maybe"]]
    )
    contradiction: bool = Field(
        default=False, description="Its quotes (or links) contradict each other; either going is news.", examples=[True]
    )
    derived_from: Names = Field(
        default=[], alias="from", description="Claims that it follows from.", examples=[["residency"]]
    )
    correction: str = Field(
        default="",
        description="What is known to be wrong or outdated in the statement as first published.",
        examples=["Says Singapore since 2026-03-01."],
    )
    origin: str = Field(
        default="",
        description="Where the claim came from, if not from the first publication.",
        examples=["Review of 2026-06"],
    )
    note: str = Field(
        default="",
        description="Anything else a reader should know; a claim nothing can falsify needs one.",
        examples=["Nothing public can falsify it."],
    )
    formerly: list[Text] = Field(
        default=[],
        description="Ids that the claim had before; what people said about it goes on under the new one.",
        examples=[["data-residency"]],
    )


# --- sources ------------------------------------------------------------------------------------------------------


_CRON = Field(
    default=None,
    description="A cron line in place of the interval, in `timezone`: minute, hour, day, month, day of the week.",
    examples=["0 9 * * mon-fri"],
)
_DURING = Field(
    default=None,
    description="When it may be polled at all, in `timezone`; default: always.",
    examples=["Mon-Fri 08:00-18:00"],
)
_TIMEZONE = Field(
    default=None,
    description="In which `cron` and `during` are meant, and times in messages.",
    examples=["Europe/Berlin"],
    json_schema_extra={"default": "UTC"},
)
_TIMEOUT = Field(
    default=None,
    description="For one poll with all redirects, 1s to 300s.",
    examples=["30s"],
    json_schema_extra={"default": "30s"},
)
_REMIND = Field(
    default=None,
    description="Time between two messages about what is still open on a status page, 1h to 30d, or never.",
    examples=["6h"],
    json_schema_extra={"default": "6h"},
)
_LANGUAGE = Field(default=None, description="Expected language; a page in another one is unreadable.", examples=["en"])
_BROWSER = Field(
    default=None,
    description="The text comes by script; read it with a browser.",
    examples=[True],
    json_schema_extra={"default": False},
)


class DefaultsForm(Form):
    """What holds where a source says nothing; a provider's own defaults come before those of the file."""

    every: Every | None = Field(
        default=None,
        description="Time between two polls of a page or candidate, 30s to 30d.",
        examples=["6h"],
        json_schema_extra={"default": "6h"},
    )
    status_every: Every | None = Field(
        default=None,
        description="Time between two polls of a status page or a probe.",
        examples=["2m"],
        json_schema_extra={"default": "2m"},
    )
    remind: OrNever | None = _REMIND
    cron: PollCron | None = _CRON
    during: Windows | None = _DURING
    timezone: Zone | None = _TIMEZONE
    timeout: Timeout | None = _TIMEOUT
    language: Language | None = _LANGUAGE
    browser: bool | None = _BROWSER


class PauseForm(Form):
    """Why a source is left alone, and until when."""

    why: Text = Field(default="", description="For whoever asks later.", examples=["Acme rebuilds its site"])
    until: Day | None = Field(
        default=None,
        description="Watched again from this day on; default: until you take `paused` out.",
        examples=["2026-12-01"],
    )


def _end_of_pause(value: object) -> object:
    """A day alone is the end of the pause, not the reason for it."""
    text = value.removeprefix("until ") if isinstance(value, str) else ""
    return {"until": _day(text)} if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else value


Paused = Annotated[
    Annotated[bool, Tag(FLAG)] | Annotated[Text, Tag(PLAIN)] | Annotated[PauseForm, Tag(FORM)],
    Discriminator(_flag_or_else),
    BeforeValidator(lambda value: {"until": value} if isinstance(value, date) else _end_of_pause(value)),
]


class SourceForm(Form):
    """One URL that is read. Exactly one of `url`, `status`, `candidate` and `probe` says what it is."""

    title: Text | None = Field(
        default=None, description="As people call it; default: its id.", examples=["Privacy Policy"]
    )
    url: Text | None = Field(default=None, description="A page of prose.", examples=["https://acme.example/privacy"])
    status: Text | None = Field(default=None, description="A status page.", examples=["https://status.acme.example/"])
    candidate: Text | None = Field(
        default=None,
        description="A host where a status page may appear one day.",
        examples=["https://status.acme.example/"],
    )
    probe: Text | None = Field(
        default=None,
        description="An API host to ask, without a key, whether it answers: our observation, not the vendor's word.",
        examples=["https://api.acme.example/"],
    )
    every: Every | None = Field(
        default=None, description="Time between two polls, 30s to 30d; default: `defaults`.", examples=["6h"]
    )
    cron: PollCron | None = _CRON
    during: Windows | None = _DURING
    timezone: Zone | None = _TIMEZONE
    timeout: Timeout | None = _TIMEOUT
    hosts: list[Text] = Field(
        default=[],
        description="Host names that may answer, redirects included; default: the URL's own.",
        examples=[["acme.example", "www.acme.example"]],
    )
    select: Selector | None = Field(
        default=None, description="CSS selector of the part that counts.", examples=["main"]
    )
    remove: list[Selector] = Field(
        default=[], description="CSS selectors of parts that do not count.", examples=[["nav"]]
    )
    format: Text | None = Field(default=None, description="How to read it; default: by content.", examples=["markdown"])
    pointer: Pointers | None = Field(
        default=None,
        description="For an answer in JSON: where the text is in it (JSON Pointer, or several in order).",
        examples=["/data/content"],
    )
    encoding: Text | None = Field(
        default=None, description="Character encoding, if the page declares it wrongly.", examples=["gb18030"]
    )
    language: Language | None = _LANGUAGE
    browser: bool | None = _BROWSER
    product: Text | None = Field(
        default=None, description="Status page product; default: detected.", examples=["statuspage"]
    )
    page_id: Text | None = Field(
        default=None,
        description="The status page's own id; an answer of another id is not believed.",
        examples=["a1b2c3d4e5f6"],
    )
    also: list[Text] = Field(
        default=[],
        description="Further base URLs of the same status page, tried when the first fails.",
        examples=[["https://acme.statuspage.example/"]],
    )
    components: list[Text] = Field(
        default=[],
        description="Components of the status page that count, of a cloud also products and regions; default: all.",
        examples=[["API"]],
    )
    remind: OrNever | None = _REMIND
    frozen_after: Days = Field(
        default=30 * DAY,
        description="Nothing may move on the status page for so long, 1d to 3650d; then it is called frozen.",
        examples=["90d"],
    )
    names: list[Text] = Field(
        default=[],
        description="For a candidate: words of which one must appear on the vendor's page.",
        examples=[["Acme"]],
    )
    stale_after: Stale | None = Field(
        default=None,
        description="Not seen for so long, operators hear of it, 1h to 365d; default: four times `every`, at least 3d.",
        examples=["2d"],
    )
    paused: Paused = Field(
        default=False,
        description="Left alone: not polled, shown as paused, named once a week; `true`, or why.",
        examples=["Acme rebuilds its site"],
    )
    formerly: list[Text] = Field(
        default=[],
        description="Ids that the source had before; its history goes on under the new one.",
        examples=[["privacy-policy"]],
    )
    quotes: Quotes = Field(
        default=[], description="Short form: words that must stand here.", examples=[["We never sell your data."]]
    )
    silences: Silences = Field(
        default=[], description="Short form: terms that must not stand here.", examples=[[["SOC 2", "ISO 27001"]]]
    )
    links: Links = Field(
        default=[],
        description="Short form: links that must keep their target.",
        examples=[[{"text": "api@example.com", "target": "mailto:legal@example.com"}]],
    )


class ProviderForm(Form):
    """Somebody whose fine print you rely on."""

    name: Text | None = Field(default=None, description="As people write it; default: its id.", examples=["DeepSeek"])
    formerly: list[Text] = Field(
        default=[],
        description="Ids that the provider had before; history goes on under the new one.",
        examples=[["acme-inc"]],
    )
    defaults: DefaultsForm = Field(
        default_factory=DefaultsForm,
        description="What holds for its sources where they say nothing.",
        examples=[{"language": "en"}],
    )
    sources: dict[Id, SourceForm] = Field(
        default={}, description="What is read, by id.", examples=[{"terms": {"url": "https://acme.example/terms"}}]
    )
    claims: dict[Id, ClaimForm] = Field(
        default={},
        description="What you say about it, by id.",
        examples=[{"selling": {"statement": "Never sells", "basis": "verified", "quotes": ["We never sell it."]}}],
    )


# --- the file -----------------------------------------------------------------------------------------------------


class NetworkForm(Form):
    """What may be reached beside the public internet."""

    allow: list[Text] = Field(
        default=[],
        description="host:port of non-public addresses, for sources and channels.",
        examples=[["127.0.0.1:8080"]],
    )


class QuietForm(Form):
    """When a route keeps still. What comes then is sent afterwards."""

    hours: Hours | None = Field(
        default=None, description="Every day from when to when, over midnight too.", examples=["22:00-07:00"]
    )
    days: list[Weekday] = Field(default=[], description="All day on these.", examples=[["sat", "sun"]])
    unless: RouteGrade | None = Field(
        default=None, description="This grade and above is sent all the same; default: none is.", examples=["critical"]
    )


class RouteForm(Form):
    """Who hears of what. All that is said must fit; what is not said lets everything through."""

    to: Annotated[
        Annotated[Text, Tag(PLAIN)] | Annotated[list[Text], Field(min_length=1), Tag(LIST)],
        Discriminator(_text_or_list),
    ] = Field(description="The channel, or several.", examples=["legal", ["legal", "team"]])
    kinds: list[Annotated[str, AfterValidator(one_of("kind", KINDS))]] = Field(
        default=[],
        description="policy, status, health.",
        json_schema_extra={"items": {"enum": list(KINDS)}},
        examples=[["policy"]],
    )
    grade: RouteGrade = Field(default="minor", description="This grade and above.", examples=["major"])
    providers: list[Text] = Field(default=[], description="Only what concerns these.", examples=[["deepseek"]])
    sources: list[Text] = Field(
        default=[], description="Only what concerns these; `provider/source`.", examples=[["deepseek/privacy"]]
    )
    fields: list[Text] = Field(
        default=[], description="Only what touches claims of these fields.", examples=[["training", "residency"]]
    )
    topics: list[Topic] = Field(
        default=[],
        description="Only what is about these: reasons of a grade, incident, maintenance, status-page, in-force.",
        examples=[["retention", "consent"]],
    )
    quiet: (
        Annotated[Annotated[Hours, Tag(PLAIN)] | Annotated[QuietForm, Tag(FORM)], Discriminator(_text_or_form)] | None
    ) = Field(
        default=None, description="When it keeps still; what comes then is sent afterwards.", examples=["22:00-07:00"]
    )
    digest: Cron | None = Field(
        default=None,
        description="Collect, and send in one message: daily (8:00), weekly (Monday 8:00) or a cron line.",
        examples=["daily", "0 9 * * mon-fri"],
    )
    remind: Remind | None = Field(
        default=None,
        description="Remind of changes that nobody has decided on, this often; `never` for none.",
        examples=["3d"],
    )
    timezone: Zone | None = Field(
        default=None, description="Of quiet hours and digests; default: `defaults`.", examples=["Europe/Berlin"]
    )


ChannelForm = Annotated[
    Annotated[Text, Tag(PLAIN)] | Annotated[dict[str, Any], AfterValidator(_one_kind), Tag(FORM)],
    Discriminator(_text_or_form),
]


class WatchlistForm(Form):
    """The one configuration file of Clausewatch."""

    version: Literal[1] = Field(default=1, description="Of this format.", examples=[1])
    include: list[Text] = Field(
        default=[],
        description="Files whose providers, sources, claims, terms and channels belong to this one; `*` is any name.",
        examples=[["vendors/*.yaml"]],
    )
    network: NetworkForm = Field(
        default_factory=NetworkForm,
        description="Exceptions to: public addresses only.",
        examples=[{"allow": ["127.0.0.1:8080"]}],
    )
    heartbeat: Text | None = Field(
        default=None,
        description="Address of a dead-man's switch: asked for every minute while all is in time; may be a secret.",
        examples=["${env:HEARTBEAT_URL}"],
    )
    defaults: DefaultsForm = Field(
        default_factory=DefaultsForm,
        description="Schedule and time zone where a source has none of its own.",
        examples=[{"every": "6h", "timezone": "Europe/Berlin"}],
    )
    channels: dict[Id, ChannelForm] = Field(
        default={},
        description="Ways to reach people: id: {kind: settings}.",
        examples=[{"team": {"slack": "${env:SLACK_WEBHOOK_URL}"}}],
    )
    routes: list[RouteForm] = Field(
        default=[],
        description="Who hears of what; default: every channel of all from minor up.",
        examples=[[{"to": "legal", "kinds": ["policy"]}]],
    )
    operators: list[Text] = Field(
        default=[],
        description="Channels of whoever runs it: they hear of its own troubles, and readers do not.",
        examples=[["ops"]],
    )
    terms: dict[Id, TermList] = Field(
        default={},
        description="Lists of terms to use by name in silences.",
        examples=[{"audits": ["SOC 2", "ISO 27001"]}],
    )
    providers: dict[Id, ProviderForm] = Field(
        default={}, description="Groups of sources and claims.", examples=[{"acme": {"name": "Acme"}}]
    )
    sources: dict[Id, SourceForm] = Field(
        default={},
        description="Sources without a provider.",
        examples=[{"acme-terms": {"url": "https://acme.example/terms"}}],
    )
    claims: dict[Id, ClaimForm] = Field(
        default={},
        description="Claims about several providers.",
        examples=[{"both": {"statement": "Neither trains", "basis": "derived", "from": ["a/training", "b/training"]}}],
    )


def forms_schema() -> dict[str, Any]:
    """The forms as JSON Schema (2020-12); ``shell.watchlist_schema`` adds what channels take."""
    schema = _without_null(WatchlistForm.model_json_schema(mode="validation"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Clausewatch watchlist"}


def _without_null(schema: Any) -> Any:
    """``None`` stands for a key that is not written; an editor must not offer ``null``, which the loader refuses."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema if item != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_null(value) for key, value in schema.items() if not (key == "default" and value is None)}
    alternatives = kept.get("anyOf")
    if isinstance(alternatives, list) and len(alternatives) == 1:
        del kept["anyOf"]
        return {**alternatives[0], **kept}
    return kept
