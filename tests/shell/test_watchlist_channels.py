"""Channels: what a module's ``Settings`` says is what the watchlist may say."""

import dataclasses
import re
from pathlib import Path

import pytest

import clausewatch_notifiers
from clausewatch.core.errors import WatchlistError
from clausewatch.core.watch import Channel
from clausewatch.shell.watchlist import parse
from clausewatch_notifiers.contract import Secret


def channel(written: str, **environ: str) -> Channel:
    text = f'channels: {{c: {written}}}\nsources: {{a: {{url: "https://a.example"}}}}\n'
    return parse(text, "watchlist.yaml", environ).channels[0]


def test_a_bare_address_is_the_short_form() -> None:
    settings = channel('{slack: "https://hooks.slack.example/services/T0/B0/abcdefgh"}').settings
    assert settings.url == Secret("https://hooks.slack.example/services/T0/B0/abcdefgh")  # type: ignore[attr-defined]


def test_a_kind_alone_is_a_channel_with_its_defaults() -> None:
    assert (channel("console").kind, channel("{console: {}}").kind) == ("console", "console")


def test_a_secret_comes_from_the_environment() -> None:
    written = '{webhook: {url: "https://a.example/hook", secret: "${env:HMAC}"}}'
    settings = channel(written, HMAC="a-long-enough-signing-secret").settings
    assert settings.secret == Secret("a-long-enough-signing-secret")  # type: ignore[attr-defined]
    assert "signing" not in repr(settings)


def test_a_secret_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "hmac").write_text("a-long-enough-signing-secret\n")
    written = f'{{webhook: {{url: "https://a.example/hook", secret: "${{file:{tmp_path}/hmac}}"}}}}'
    assert channel(written).settings.secret.reveal() == "a-long-enough-signing-secret"  # type: ignore[attr-defined]


def test_one_recipient_needs_no_brackets_and_reserved_words_no_underscore() -> None:
    written = '{email: {to: l@acme.example, from: w@acme.example, server: "smtp://127.0.0.1:2525", timeout: 10s}}'
    settings = channel(written).settings
    assert settings.to == ("l@acme.example",)  # type: ignore[attr-defined]
    assert settings.from_ == "w@acme.example"  # type: ignore[attr-defined]
    assert settings.timeout == 10.0  # type: ignore[attr-defined]


def test_a_fault_that_only_the_channel_knows_stands_at_its_place() -> None:
    with pytest.raises(WatchlistError, match=r"^watchlist\.yaml:1:16: slack: "):
        channel('{slack: "no address"}')


# --- as it is documented ------------------------------------------------------------------------------------------


def documented() -> dict[str, set[str]]:
    """The keys of each kind of channel in docs/watchlist.md."""
    text = (Path(__file__).parents[2] / "docs" / "watchlist.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?:`(\w+)`)? ?\| `(\w+)`\*? \|", text[text.index("| kind | key |") :], re.MULTILINE)
    found: dict[str, set[str]] = {}
    kind = ""
    for named, key in rows:
        kind = named or kind
        found.setdefault(kind, set()).add(key)
    return found


@pytest.mark.parametrize("kind", clausewatch_notifiers.names())
def test_every_key_of_a_channel_is_in_the_reference_and_no_other(kind: str) -> None:
    settings = clausewatch_notifiers.channel(kind).Settings
    keys = {field.name.removesuffix("_") for field in dataclasses.fields(settings)} - {"timeout"}
    assert documented()[kind] == keys
