"""The index pages: what changed, newest first, of one provider or of all; each change leads to its diff file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby

from clausewatch.core.alerts import Change
from clausewatch.core.render.message import change_summary, change_title
from clausewatch.core.render.style import page, pill, text


@dataclass(frozen=True, slots=True)
class Listed:
    """A change on an index page."""

    change: Change
    review: tuple[str, ...] = ()
    """What people have said of it."""
    files: frozenset[str] = frozenset(("html", "md", "diff"))
    """Suffixes of the diff files that are there."""


@dataclass(frozen=True, slots=True)
class Group:
    """A provider in the list of all."""

    id: str
    name: str
    changes: int
    newest: datetime


def provider_index(provider: str, name: str, listed: Sequence[Listed], total: int, made_at: datetime) -> str:
    """For ``<provider>/index.html``; links are relative to that folder."""
    body = (
        f"{_head(name, listed, total)}<main>{_months(listed, f'{provider}/')}</main>{_foot(made_at, '../index.html')}"
    )
    return page(f"{name}: what changed", body)


def overall_index(groups: Sequence[Group], listed: Sequence[Listed], total: int, made_at: datetime) -> str:
    """For ``index.html`` in the snapshots folder."""
    rows = "".join(
        f'<li><a href="{escape(each.id)}/index.html"><bdi>{text(each.name)}</bdi></a>'
        f' <span class="eyebrow">{_count(each.changes)}, the last on {each.newest:%Y-%m-%d}</span></li>'
        for each in groups
    )
    providers = f'<nav aria-label="Providers"><h2>Providers</h2><ul class="list">{rows}</ul></nav>' if rows else ""
    main = f"<main>{providers}{_months(listed, '')}</main>"
    return page("What changed", f"{_head('What changed', listed, total)}{main}{_foot(made_at, '')}")


def _head(name: str, listed: Sequence[Listed], total: int) -> str:
    shown = f", the newest {len(listed)} shown" if total > len(listed) else ""
    return f'<header><h1 dir="auto">{text(name)}</h1><p class="lead">{_count(total)}{shown}.</p></header>'


def _count(number: int) -> str:
    return "1 change" if number == 1 else f"{number or 'No'} changes"


def _months(listed: Iterable[Listed], below: str) -> str:
    newest_first = sorted(listed, key=lambda each: each.change.at, reverse=True)
    by_month = groupby(newest_first, key=lambda each: f"{each.change.at:%B %Y}")
    return "".join(
        f'<section><h2>{month}</h2><ul class="list">{"".join(_item(each, below) for each in found)}</ul></section>'
        for month, found in by_month
    )


def _item(each: Listed, below: str) -> str:
    """``below`` is the folder of the page that lists it."""
    change = each.change
    where = _from(below, f"{change.folder}/diffs/{change.stem}")
    named = f"{change.provider_name}: " if change.provider_name and not below else ""
    title = f"<bdi>{text(named + change_title(change))}</bdi>"
    linked = f'<a href="{escape(where)}.html">{title}</a>' if "html" in each.files else title
    others = "".join(
        f' · <a href="{escape(where)}.{suffix}">{name}</a>'
        for suffix, name in (("md", "Markdown"), ("diff", "patch"))
        if suffix in each.files
    )
    said = "".join(f'<p class="what eyebrow">{text(line)}</p>' for line in each.review)
    seen = f'<time datetime="{change.at.isoformat()}">{change.at:%Y-%m-%d %H:%M} UTC</time>'
    return (
        f'<li><p class="meta">{pill(change.grade)}{seen}'
        f"<span>{text(change.title)}{others}</span></p>"
        f'<p class="what">{linked}</p><p class="what eyebrow">{text(change_summary(change))}</p>{said}</li>'
    )


def _from(below: str, path: str) -> str:
    """What a source did under a former id lies beside the folder of its provider."""
    return path.removeprefix(below) if path.startswith(below) else "../" * below.count("/") + path


def _foot(made_at: datetime, above: str) -> str:
    up = f'<p class="links"><a href="{above}">All providers</a></p>' if above else ""
    return f"<footer>{up}<p>Made at {made_at:%Y-%m-%d %H:%M} UTC, anew with every change.</p></footer>"
