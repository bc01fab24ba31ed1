"""Fuzz: mutated documents, watchlists and alerts through every reader, the loader and the renderers.

    python -m soak.fuzz 1000000 [SEED]       (in tests/)

Nothing may raise but what is an answer (``WatchlistError``), take longer than two seconds of processor time, or take
more than 512 MB. An input that does is written beside, so that it can become a test.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from clausewatch.core import formats
from clausewatch.core.alerts import Change
from clausewatch.core.compare import compare
from clausewatch.core.errors import WatchlistError
from clausewatch.core.model import Document, Tracked
from clausewatch.core.render.diffs import diff_files
from clausewatch.core.render.message import render
from clausewatch.core.watch import Recipe
from clausewatch.shell.watchlist import parse
from clausewatch_notifiers.email import compose
from clausewatch_notifiers.slack_blocks import payload
from core.formats.pdfs import printed
from core.pages import CLAUSES, capture, policy
from core.test_render_diffs import change
from notifiers.example_alerts import digest, health, incident, policy_change
from notifiers.hostile import ATTACKS

SLOW = 2.0
LARGEST = 512 * 1024**2
HTML, MARKDOWN = policy(), "# Privacy\n\n" + "\n\n".join(f"- {clause}" for clause in CLAUSES)
JSON_PAGE = json.dumps({"data": {"content": " ".join(CLAUSES), "list": [1.5, None, {"a": CLAUSES[0]}]}})
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>"
    + "".join(
        f"<item><title>{n}</title><description><![CDATA[<p>{c}</p>]]></description></item>"
        for n, c in enumerate(CLAUSES)
    )
    + "</channel></rss>"
)
WATCHLIST = (Path(__file__).parents[2] / "watchlist.yaml").read_bytes()[:3_000]
TOKENS = (
    *(text.encode("utf-8", "replace") for text in ATTACKS if len(text) < 200),
    *(b"<" + name + b">" for name in (b"table", b"li", b"template", b"svg", b"math", b"noscript", b"title", b"base")),
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#x0;",
    b"&nbsp;",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\0",
    b"\r",
    b"\xc2\x85",
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"'",
    b":",
    b"- ",
    b"\n",
    b"  ",
    b"&a ",
    b"*a ",
    b"!!",
    b"|",
    b">",
    b"%PDF-1.7",
    b"endobj",
    b"stream\n",
    b"/Length 99999999",
    b"<< >>",
    b"1e999",
    b"-0",
    b"\\ud800",
    b"```",
    b"](",
    b"![",
    b"|---|",
    b"===",
)


@dataclass(frozen=True)
class Target:
    name: str
    seeds: tuple[bytes, ...]
    run: Callable[[bytes, random.Random], None]
    share: int
    """Of a hundred inputs."""


def read(content_type: str) -> Callable[[bytes, random.Random], None]:
    baseline = formats.read(capture(HTML, "text/html"), Recipe())
    assert isinstance(baseline, Document)

    def run(body: bytes, dice: random.Random) -> None:
        found = formats.read(capture(body, content_type), Recipe())
        if isinstance(found, Document) and dice.random() < 0.1:
            compare(baseline, found, Tracked())

    return run


def load(body: bytes, _: random.Random) -> None:
    try:
        parse(body.decode("utf-8", "replace"), "watchlist.yaml", {})
    except WatchlistError as error:
        assert str(error).startswith("watchlist.yaml:")


ALERTS = (policy_change(), incident(), digest(), health())


def show(body: bytes, dice: random.Random) -> None:
    text = body.decode("utf-8", dice.choice(("replace", "surrogateescape")))
    third = len(text) // 3
    news = change(text[:third], text[third : 2 * third], title=text[2 * third :][:200])
    old, new = (replace(document(each)) for each in (text[:third], text[third:]))
    diff_files(news, old, new)
    alert = dice.choice(ALERTS)
    if isinstance(alert.news, Change):
        alert = replace(alert, news=news)
    message = render(alert, text[:40])
    payload(message)
    compose(message, "a@example.com", "b@example.com").as_bytes()


def document(text: str) -> Document:
    found = formats.read(capture(text.encode("utf-8", "replace"), "text/plain"), Recipe())
    return found if isinstance(found, Document) else EMPTY


_empty = formats.read(capture(" ".join(CLAUSES), "text/plain"), Recipe())
assert isinstance(_empty, Document)
EMPTY = _empty

TARGETS = (
    Target("html", (HTML.encode(),), read("text/html"), 25),
    Target("markdown", (MARKDOWN.encode(),), read("text/markdown"), 15),
    Target(
        "text", ("\n\n".join(CLAUSES).encode(), "隐私政策：我们不会出售。".encode("gb18030")), read("text/plain"), 15
    ),
    Target("json", (JSON_PAGE.encode(),), read("application/json"), 15),
    Target("feed", (FEED.encode(),), read("application/rss+xml"), 10),
    Target("pdf", (printed(CLAUSES[:2]),), read("application/pdf"), 2),
    Target("watchlist", (WATCHLIST, b"sources:\n  a: {url: https://a.example/}\n"), load, 8),
    Target("renderers", (HTML.encode()[:600], *TOKENS[:20]), show, 10),
)


def mutated(seed: bytes, dice: random.Random) -> bytes:
    """A few random edits: bytes flipped, pieces cut, repeated, moved, tokens put in; now and then one blown up."""
    body = bytearray(seed[: dice.choice((200, 1000, 4000))])
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at, length = dice.randrange(len(body) + 1), dice.choice((1, 4, 32, 200))
        kind = dice.randrange(6)
        if kind == 0 and body:
            body[at % len(body)] = dice.randrange(256)
        elif kind == 1:
            del body[at : at + length]
        elif kind == 2:
            body[at:at] = body[at : at + length] * dice.choice((1, 2, 50))
        elif kind == 3:
            body[at:at] = dice.choice(TOKENS) * dice.choice((1, 1, 1, 20, 400))
        elif kind == 4:
            body[at:at] = dice.randbytes(length)
        else:
            other = dice.randrange(len(body) + 1)
            body[other:other] = body[at : at + length]
    return bytes(body[:100_000])


@dataclass
class Found:
    """An input that broke something."""

    target: str
    body: bytes
    why: str


def fuzz(inputs: int, seed: int, say: bool = True) -> tuple[Counter[str], list[Found]]:
    dice, done, found = random.Random(seed), Counter[str](), list[Found]()
    wheel = [target for target in TARGETS for _ in range(target.share)]
    for number in range(inputs):
        target = dice.choice(wheel)
        body = mutated(dice.choice(target.seeds), dice)
        done[target.name] += 1
        why = _why(target, body, dice)
        if why:
            found.append(Found(target.name, body, why))
            if say:
                print(keep(found[-1], len(found)), why.strip().splitlines()[-1], flush=True)
        if say and number % 10_000 == 0:
            print(number, f"{memory() >> 20} MB", len(found), "found", flush=True)
    return done, found


def _why(target: Target, body: bytes, dice: random.Random) -> str:
    began = time.process_time()
    try:
        target.run(body, dice)
    except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
        return traceback.format_exc(limit=-3)
    seconds = time.process_time() - began
    return f"took {seconds:.1f} s" if seconds > SLOW else ""


def memory() -> int:
    """Bytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def keep(found: Found, number: int) -> Path:
    """Writes the input down at once: who waits for the end of a long run may wait in vain."""
    path = Path(tempfile.gettempdir()) / f"clausewatch-fuzz-{number:03}-{found.target}"
    path.write_bytes(found.body)
    path.with_suffix(".why").write_text(found.why)
    return path


if __name__ == "__main__":
    counted, broken = fuzz(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20261126)
    print(
        json.dumps({"inputs": counted.total(), **counted, "memory MB": memory() >> 20, "found": len(broken)}, indent=2)
    )
    sys.exit(bool(broken) or memory() > LARGEST)
