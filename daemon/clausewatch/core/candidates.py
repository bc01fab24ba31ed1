"""Whether a status page that answers at a host is the vendor's: what speaks for it.

Anybody can open a status page under any name, and a parked host answers to everything. So a page at a candidate
counts only where it names the vendor (``names`` of the watchlist, as words of their own: in its name, its host or a
component), or, where no name is given, where it says itself that it is served at the very host that was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from clausewatch.core.status import StatusReport
from clausewatch.core.watch import Source


def evidence(report: StatusReport, source: Source) -> tuple[str, ...]:
    """Sentences that speak for the page being the vendor's; none if it is not to be believed."""
    served_here = bool(report.host) and report.host == urlsplit(source.url).hostname
    here = (f"it says that it is served at {report.host}, the host that was asked",) if served_here else ()
    names = [name for name in source.status.names if name]
    if not names:
        return here
    naming = tuple(dict.fromkeys(each for name in names for each in _namings(report, name)))
    return (*naming, *here) if naming else ()


def _namings(report: StatusReport, name: str) -> Iterator[str]:
    if _names(name, report.page_name):
        yield f"its name is “{report.page_name}”"
    if _names(name, report.host):
        yield f"it says that it is served at {report.host}"
    component = next((each.name for each in report.components if _names(name, each.name)), None)
    if component is not None:
        yield f"a component of it is “{component}”"


def _names(name: str, text: str) -> bool:
    pattern = rf"(?<![a-z0-9]){re.escape(name.casefold())}(?![a-z0-9])"
    return re.search(pattern, text.casefold()) is not None
