"""What ``import`` does: writes the watchlist, and reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from clausewatch.cli.output import bold, counted, dim, quoted, say, say_json
from clausewatch.core.errors import UsageError
from clausewatch.shell import importing, starter
from clausewatch.shell.importing import Import, Page
from clausewatch.shell.watchlist_file import Written


def take_over(files: Sequence[Path], output: Path | None, *, as_json: bool) -> int:
    """The exit code: 1 where something was left behind."""
    if output is not None and output.exists():
        raise UsageError(f"{output} is there already; name another file with --output, and list it under include:")
    result = importing.import_from(files)
    if output is not None:
        Written.at(output).replace(result.text)
        starter.put_schema_beside(output, new=True)
    if as_json:
        say_json({**importing.as_json(result), "watchlist": str(output) if output else None})
    else:
        _print(result, output)
    return int(not result.complete)


def _print(result: Import, output: Path | None) -> None:
    for page in result.pages:
        if page.left or not page.path or page.taken.paused:
            _print_page(page)
    for each in result.imported.left:
        say(quoted(f"{each.what}: {each.why}", "-"))
    unneeded = sorted({_bare(each) for page in result.pages for each in page.taken.unneeded})
    if unneeded:
        say(dim(f"\nnot needed here: {', '.join(unneeded)}"))
    for hint in result.imported.hints:
        say(quoted(hint, "to do:"))
    say()
    say("\n".join(_summary(result, output)))


def _bare(unneeded: str) -> str:
    """Without the reason in brackets behind it."""
    return unneeded.rpartition(" (")[0] if unneeded.endswith(")") else unneeded


def _print_page(page: Page) -> None:
    became = f"-> {page.source}" if page.path else "not carried over"
    say(f"{bold(page.taken.origin)} {dim(became)}")
    if page.taken.paused:
        say(quoted("it was switched off there, and stands as comments", "-"))
    for each in page.left:
        say(quoted(f"{each.what}: {each.why}", "-"))


def _summary(result: Import, output: Path | None) -> Iterator[str]:
    counts = importing.counted(result)
    parts = [f"{counts['whole']} whole", f"{counts['in part']} in part", f"{counts['not']} not at all"]
    yield f"{result.imported.tool}: {counted(len(result.pages), 'page')}, carried over {', '.join(parts)}."
    if output is None:
        yield "Nothing was written."
    else:
        commented = not result.complete or any(page.taken.paused for page in result.pages)
        yield f"{output} is written" + ("; what was left behind stands in it as comments." if commented else ".")
        if counts["whole"] + counts["in part"]:
            yield "Next:"
            yield f"  clausewatch validate --watchlist {output} --online"
        else:
            yield "There is no page in it to watch."
