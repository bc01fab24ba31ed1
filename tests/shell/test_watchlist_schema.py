"""What is published about the watchlist is what the loader does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import clausewatch_notifiers
from clausewatch.core.errors import WatchlistError
from clausewatch.shell.watchlist import load, parse
from clausewatch.shell.watchlist_forms import DefaultsForm, SourceForm, WatchlistForm
from clausewatch.shell.watchlist_reference import page
from clausewatch.shell.watchlist_schema import json_schema, published
from clausewatch.shell.watchlist_write import written
from clausewatch.shell.yaml_nodes import read

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "watchlist.md"


def test_the_published_schema_is_the_loaders() -> None:
    """If this fails: python -m clausewatch.shell.watchlist_schema > docs/watchlist.schema.json"""
    assert (ROOT / "docs" / "watchlist.schema.json").read_text(encoding="utf-8") == published()


def test_the_shipped_watchlist_names_the_schema_in_its_first_line() -> None:
    first = (ROOT / "watchlist.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./docs/watchlist.schema.json"


def keys() -> list[tuple[str, str, dict[str, Any]]]:
    schema = json_schema()
    forms = {"WatchlistForm": schema, **schema["$defs"]}
    return [(form, key, about) for form, body in forms.items() for key, about in body["properties"].items()]


def test_every_key_says_what_it_means() -> None:
    assert [f"{form}.{key}" for form, key, about in keys() if not about.get("description")] == []


def test_every_key_has_an_example() -> None:
    assert [f"{form}.{key}" for form, key, about in keys() if not about.get("examples")] == []


def test_the_published_page_of_all_keys_is_made_from_the_forms() -> None:
    """If this fails: python -m clausewatch.shell.watchlist_reference > docs/watchlist-keys.md"""
    assert (ROOT / "docs" / "watchlist-keys.md").read_text(encoding="utf-8") == page()


def examples() -> list[tuple[str, str, Any]]:
    """Of the keys of a source and of the file itself, which can be tried out."""
    return [
        (form, key, example)
        for form, key, about in keys()
        if form in ("SourceForm", "DefaultsForm", "WatchlistForm")
        for example in about["examples"]
    ]


@pytest.mark.parametrize(("form", "key", "example"), examples(), ids=lambda value: str(value)[:30])
def test_every_example_of_a_key_is_accepted(form: str, key: str, example: Any) -> None:
    model = {"SourceForm": SourceForm, "DefaultsForm": DefaultsForm, "WatchlistForm": WatchlistForm}[form]
    lines = "\n".join(written({key: example})) + "\n"
    model.model_validate(read(lines, "w").data)


def channels() -> list[tuple[str, dict[str, Any]]]:
    """Kind, and its definition."""
    found = json_schema()["$defs"].items()
    return [(name.removesuffix("Channel").lower(), form) for name, form in found if name.endswith("Channel")]


SINGLE = {"slack": ("url",)}
"""Where keys exclude each other, those of an example that go together."""
SECRETS = {"SLACK_WEBHOOK_URL": "https://hooks.slack.example/T0/B0/abcdefgh", "APPRISE_URL": "ntfy://topic"}


@pytest.mark.parametrize(("kind", "form"), channels(), ids=[kind for kind, _ in channels()])
def test_the_examples_of_a_channel_make_one(kind: str, form: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "smtp").write_text("password")
    (tmp_path / "hmac").write_text("key")
    keys = SINGLE.get(kind, tuple(form["properties"]))
    settings = {key: form["properties"][key]["examples"][0] for key in keys}
    text = "\n".join(written({"channels": {"it": {kind: settings}}, "sources": {"a": {"url": "https://a.example"}}}))
    text = text.replace("/run/secrets", str(tmp_path))
    loaded = parse(f"{text}\n", "w.yaml", {**SECRETS, "CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert loaded.channels[0].kind == kind


def test_the_schema_knows_every_channel_and_which_need_no_setting() -> None:
    (schema,) = json_schema()["properties"]["channels"]["patternProperties"].values()
    bare, whole = schema["oneOf"]
    assert set(whole["properties"]) == set(clausewatch_notifiers.names()) == {kind for kind, _ in channels()}
    for kind in clausewatch_notifiers.names():
        text = f"channels: {{it: {kind}}}\nsources: {{a: {{url: 'https://a.example'}}}}\n"
        if kind in bare["enum"]:
            assert parse(text, "w.yaml", {}).channels
        else:
            with pytest.raises(WatchlistError):
                parse(text, "w.yaml", {})


def test_every_key_stands_in_the_reference() -> None:
    how_to = (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8")  # has the channels
    text = REFERENCE.read_text(encoding="utf-8") + how_to
    assert [f"{form}.{key}" for form, key, _ in keys() if f"`{key}`" not in text] == []


def test_no_editor_is_told_that_a_key_may_be_null() -> None:
    assert '"null"' not in published()
    assert "null" not in json.dumps(json_schema())


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL))
def test_every_example_of_the_reference_loads(example: str) -> None:
    environ = {"SLACK_WEBHOOK_URL": "https://hooks.slack.example/services/T0/B0/abcdefgh", "SMTP_PASSWORD": "password"}
    environ["HEARTBEAT_URL"] = "https://hc.example/ping/abcdefgh"
    assert parse(example, "watchlist.yaml", environ).sources


def test_the_shipped_watchlist_needs_no_environment() -> None:
    assert load(ROOT / "watchlist.yaml", {}).claims
