"""What the documents say is so: examples load, commands exist, quoted output is real, links lead somewhere.

The help texts in ``docs/command-line.md`` are written by ``python tests/test_docs.py``.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from clausewatch.cli import manual
from clausewatch.cli.main import VERBS, cli
from clausewatch.shell.watchlist import load
from clausewatch.shell.watchlist_forms import WatchlistForm
from clausewatch_notifiers import webhook
from clausewatch_notifiers.contract import Secret
from e2e.people import Slack, slack

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
COMMAND_LINE = ROOT / "docs" / "command-line.md"
HELP = re.compile(r"```text\n\$ clausewatch (?P<verb>\S+) --help\n(?P<text>.*?)```", re.DOTALL)
ANYTHING = "https://hooks.example.com/T0/B0/abcdefgh"
"""What every variable of the fake environment holds: taken for an address, a password or a key."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield Block(page, text.count("\n", 0, found.start()) + 1, found[1], found[2])


BLOCKS = tuple(block for page in PAGES for block in blocks_of(page))


def blocks(*languages: str) -> tuple[Block, ...]:
    return tuple(block for block in BLOCKS if block.language in languages)


def test_every_fence_names_its_language() -> None:
    assert [str(block) for block in blocks("")] == []


# --- watchlists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_every_watchlist_shown_loads(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "watchlist.yaml"
    path.write_text(_complete(_with_secrets(block.text, tmp_path)), encoding="utf-8")
    loaded = load(path, _environment(block.text, tmp_path))
    assert loaded.sources


def _with_secrets(text: str, folder: Path) -> str:
    secret = folder / "secret"
    secret.write_text(ANYTHING)
    return re.sub(r"\$\{file:[^}]*\}", f"${{file:{secret}}}", text)


def _environment(text: str, folder: Path) -> dict[str, str]:
    for name in re.findall(r"\$\{cred:([^}]*)\}", text):
        (folder / name).write_text(ANYTHING)
    variables = dict.fromkeys(re.findall(r"\$\{env:([^}]*)\}", text), ANYTHING)
    return {**variables, "CREDENTIALS_DIRECTORY": str(folder)}


def _complete(text: str) -> str:
    """A part of a watchlist, such as its channels, beside a source."""
    if re.search(r"^(sources|providers):", text, re.MULTILINE):
        return text
    return f"{text}\nsources:\n  acme-terms: {{url: https://acme.example/terms}}\n"


def test_every_key_of_a_watchlist_is_shown_somewhere() -> None:
    shown = "\n".join(block.text for block in blocks("yaml"))
    claims = WatchlistForm.model_fields.keys() - {"claims", "include"}  # the reference has them in words
    assert [key for key in claims if not re.search(rf"^{key}:", shown, re.MULTILINE)] == []


# --- commands -----------------------------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every ``clausewatch …`` of a shell block, with its arguments."""
    for block in blocks("sh", "console"):
        for row in block.text.replace("\\\n", " ").splitlines():
            for part in re.split(r"&&|\|", row):
                words = shlex.split(part, comments=True) if "clausewatch" in part else []
                if words and words[0].rpartition("/")[2] == "clausewatch":
                    yield f"{block} {part.strip()}", words[1:]


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in commands()])
def test_every_command_shown_exists_with_its_options(words: list[str]) -> None:
    verb, *arguments = words
    root = click.Context(cli, **cli.context_settings)
    command = cli.get_command(root, verb)
    assert command is not None, f"no verb {verb}"
    context = click.Context(command, parent=root, info_name=verb)
    values, _, _ = command.make_parser(context).parse_args(arguments)
    for option in command.params:
        value = values.get(option.name or "")
        if isinstance(option.type, click.Choice) and isinstance(value, str):
            assert value in option.type.choices


def test_the_readme_lists_the_verbs_as_the_help_does() -> None:
    table = (ROOT / "README.md").read_text().partition("## Commands")[2].partition("##")[0]
    assert dict(re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", table, re.MULTILINE)) == VERBS


def help_of(*words: str) -> str:
    """As on a terminal of 80 columns."""
    done = CliRunner().invoke(cli, [*words, "--help"], prog_name="clausewatch", terminal_width=80)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("words", [(), *((verb,) for verb in VERBS)], ids=lambda words: words[0] if words else "all")
def test_every_help_fits_eighty_columns_and_has_an_example(words: tuple[str, ...]) -> None:
    text = help_of(*words)
    assert [row for row in text.splitlines() if len(row) > 80] == []
    assert f"  clausewatch {words[0] if words else ''}" in text.partition("Examples:")[2]


def test_the_reference_shows_every_help_as_it_is() -> None:
    shown = {found["verb"]: found["text"] for found in HELP.finditer(COMMAND_LINE.read_text(encoding="utf-8"))}
    assert shown == {verb: help_of(verb) for verb in VERBS}, "run: python tests/test_docs.py"


@pytest.mark.parametrize("verb", VERBS)
def test_help_comes_at_once_from_the_reference(verb: str) -> None:
    assert manual.help_for([verb, "--help"]) == help_of(verb)


def test_help_is_asked_of_the_verb_where_the_reference_will_not_do() -> None:
    assert manual.help_for(["status", "--json", "--help"]) is None
    assert manual.help_for(["nope", "--help"]) is None


def completed(*words: str) -> list[str]:
    variables = {"COMP_WORDS": " ".join(("clausewatch", *words)), "COMP_CWORD": str(len(words))}
    found = CliRunner().invoke(cli, [], prog_name="clausewatch", env={**variables, **COMPLETE}, complete_var=VARIABLE)
    return [line.partition(",")[2] for line in found.output.splitlines() if line]


VARIABLE = "_CLAUSEWATCH_COMPLETE"
COMPLETE = {VARIABLE: "bash_complete"}


def test_a_shell_completes_verbs_options_and_choices() -> None:
    assert completed("cl") == ["clause", "claims"]
    assert completed("clause", "") == ["add"]
    assert completed("next", "--e") == ["--every"]
    assert completed("init", "--to", "s") == ["slack"]


def test_a_shell_completes_what_stands_in_the_watchlist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed("explain", "") == []  # there is no watchlist yet
    (tmp_path / "watchlist.yaml").write_text(
        'channels: {team: {slack: "${env:NOBODY_SET_IT}"}}\n'
        "providers: {acme: {sources: {terms: {url: https://a.example}, tos: {url: https://b.example}}}}\n"
        "sources: {alone: {url: https://c.example}}\n"
    )
    assert completed("check", "a") == ["acme", "alone", "acme/terms", "acme/tos"]
    assert completed("check", "acme/terms", "acme/to") == ["acme/tos"]
    assert completed("explain", "ac") == ["acme/terms", "acme/tos"]
    assert completed("test-alert", "") == ["team"]
    (tmp_path / "other.yaml").write_text("sources: {other: {url: https://d.example}}\n")
    assert completed("next", "--watchlist", "other.yaml", "") == ["other"]


# --- JSON ---------------------------------------------------------------------------------------------------------

OLD = "# Terms\n\n## 2. Retention\n\nWe keep it for 30 days. We answer your questions by e-mail within a week.\n"
NEW = OLD.replace("30 days", "180 days") + "\nWe hold a SOC 2 report.\n"


def shape(value: Any) -> Any:
    """The names in a JSON value; of a list, those of its first element."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return [shape(each) for each in value[:1] if isinstance(each, dict)] if isinstance(value, list) else None


def example(number: int) -> Any:
    return json.loads([block for block in blocks("json") if block.page == COMMAND_LINE][number].text)


def test_compare_answers_in_the_names_that_are_documented(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(OLD)
    (tmp_path / "new.md").write_text(NEW)
    files = [str(tmp_path / "old.md"), str(tmp_path / "new.md")]
    options = ["--quote", "We keep it for 30 days.", "--silence", "SOC 2", "--json"]
    done = CliRunner().invoke(cli, ["compare", *files, *options], standalone_mode=False)
    assert done.return_value == 1
    assert shape(json.loads(done.output)) == shape(example(0))


def test_replay_answers_in_the_names_that_are_documented(tmp_path: Path) -> None:
    (tmp_path / "2026-02-10T19-02-10Z.md").write_text(OLD)
    (tmp_path / "2026-03-10T19-02-10Z.md").write_text(NEW)
    done = CliRunner().invoke(cli, ["replay", str(tmp_path), "--json"], standalone_mode=False)
    assert done.return_value == 1
    assert list(json.loads(done.output)) == list(example(1))


@pytest.mark.parametrize("block", blocks("json"), ids=str)
def test_every_answer_shown_is_json(block: Block) -> None:
    assert json.loads(block.text)


def documented_names(verb: str) -> list[str]:
    row = re.search(rf"^\| `{verb}` \| (.*) \|$", COMMAND_LINE.read_text(encoding="utf-8"), re.MULTILINE)
    assert row is not None
    return re.findall(r"`(\w+)`", row[1].partition(";")[0])


# --- the webhook's signature --------------------------------------------------------------------------------------


def test_the_snippet_accepts_our_signature_and_no_other() -> None:
    (snippet,) = blocks("python")
    names: dict[str, Any] = {}
    exec(compile(snippet.text, str(snippet), "exec"), names)
    verified = names["verified"]
    header = webhook.signature(Secret("key"), 1_700_000_000, b"{}")
    assert verified(header, b"{}", b"key", now=1_700_000_100)
    assert not verified(header, b"{ }", b"key", now=1_700_000_100)
    assert not verified(header, b"{}", b"other", now=1_700_000_100)
    assert not verified(header, b"{}", b"key", now=1_700_009_000)
    assert not verified("", b"{}", b"key", now=1_700_000_100)


# --- what is said to be printed -----------------------------------------------------------------------------------


def run(words: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """In a shell of its own, where ``clausewatch`` is this one, 80 columns wide."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "PYTHONPATH": "", **SLACK, **more}
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False)


SLACK = {"SLACK_WEBHOOK_URL": "http://127.0.0.1:9/hook-of-the-tutorial"}
"""Its watchlist names the variable."""


def missing(shown: str, printed: str) -> list[str]:
    """Passages that a page shows and a run did not print. A blank line or a "…" stands between two of them."""
    known = _steady(printed)
    passages = [_steady(each) for each in re.split(r"\n\s*\n|…\n", shown)]
    return [each for each in passages if each not in known]


def _steady(text: str) -> str:
    """On one line, without times, hashes and the reasons beside a grade, which get finer from release to release."""
    text = re.sub(r"\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z-[0-9a-f]{8}", "<id>", " ".join(text.split()))
    text = re.sub(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC", "<time>", text)
    return re.sub(r"\b(cosmetic|minor|major|critical): [a-z-]+(?:, [a-z-]+)*", r"\1", text)


def test_the_alert_in_the_readme_is_one_that_the_demo_prints(tmp_path: Path) -> None:
    alert = next(block for block in blocks("text") if block.page.name == "README.md")
    done = run(["clausewatch", "demo"], tmp_path)
    assert (done.returncode, missing(alert.text, done.stdout)) == (0, [])


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
        return found


@pytest.fixture(scope="module")
def played(port: int, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[Block, str]]]:
    """The tutorial, done as it says: files saved, shell blocks run one after the other; its folder, and each text
    block with what the shell block before it printed."""
    folder = tmp_path_factory.mktemp("tutorial")
    steps = [block for block in BLOCKS if block.page.name == "tutorial.md"]
    with slack() as hook:
        printed = _play(folder, steps, port, hook)
        assert len(hook.titles) == 2 and "72 hours" in str(hook.posts[1]), hook.titles
    before: dict[int, Block] = {
        text.line: max((s for s in _scripts(steps) if s.line < text.line), key=lambda s: s.line)
        for text in steps
        if text.language == "text"
    }
    return folder, [(t, printed[str(before[t.line].line)]) for t in steps if t.language == "text"]


def _scripts(steps: list[Block]) -> list[Block]:
    return [block for block in steps if block.language == "sh"]


def _play(folder: Path, steps: list[Block], port: int, hook: Slack) -> dict[str, str]:
    """What each shell block printed, by its line."""
    _save(folder, steps, port, hook)
    script = "\n".join(f"echo @@@{block.line}\n{block.text}" for block in _scripts(steps)).replace("8123", str(port))
    waiting = script.replace("server.log 2>&1 &", f"server.log 2>&1 &\n{WAIT.format(port=port)}")
    done = run(["bash", "-c", waiting], folder, SLACK_WEBHOOK_URL=hook.url)
    return dict(re.findall(r"@@@(\d+)\n(.*?)(?=@@@|\Z)", done.stdout, re.DOTALL))


WAIT = """python3 - <<'END'
import socket, time
for _ in range(100):
    try:
        socket.create_connection(("127.0.0.1", {port})).close()
        break
    except OSError:
        time.sleep(0.05)
END"""
"""Until the file server answers; a person is slower than it anyway."""


def _save(folder: Path, steps: list[Block], port: int, hook: Slack) -> None:
    page = next(block for block in steps if block.language == "html")
    watchlist = next(block for block in steps if block.language == "yaml")
    (folder / "site").mkdir()
    (folder / "site" / "terms.html").write_text(page.text, encoding="utf-8")
    os.utime(folder / "site" / "terms.html", (1_750_000_000, 1_750_000_000))
    text = watchlist.text.replace('"127.0.0.1:8123"', f'"127.0.0.1:{port}", "{hook.site.address}"')
    (folder / "watchlist.yaml").write_text(text.replace("8123", str(port)), encoding="utf-8")


def test_the_tutorial_prints_what_it_says(played: tuple[Path, list[tuple[Block, str]]]) -> None:
    _, texts = played
    assert len(texts) >= 5
    assert {str(text): missing(text.text, printed) for text, printed in texts} == {str(text): [] for text, _ in texts}


@pytest.mark.parametrize("verb", ["claims", "status", "changes", "show"])
def test_verbs_answer_in_the_names_that_are_documented(verb: str, played: tuple[Path, list[tuple[Block, str]]]) -> None:
    folder, _ = played
    newest = (
        [json.loads(run(["clausewatch", "changes", "--json"], folder).stdout)[0]["change"]] if verb == "show" else []
    )
    done = run(["clausewatch", verb, *newest, "--json"], folder)
    answer = json.loads(done.stdout)
    first = answer[0] if isinstance(answer, list) else answer
    assert list(first) == documented_names("show" if verb == "changes" else verb)


@pytest.mark.parametrize("line", ["sources", "alerts"])
def test_the_how_to_explains_the_lines_that_status_prints(
    line: str, played: tuple[Path, list[tuple[Block, str]]]
) -> None:
    folder, _ = played
    explained = re.search(rf"`({line} .*?)`", (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8"))
    assert explained is not None
    assert re.sub(r"\d+", "1", explained[1]) in re.sub(r"\d+", "1", run(["clausewatch", "status"], folder).stdout)


# --- links --------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """As GitHub names headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_of_the_project(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        assert other.is_file(), target
        assert not anchor or anchor in anchors(other), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    for name in re.findall(r"`((?:daemon|notifiers|tests|docs)/[\w./-]+)`", page.read_text(encoding="utf-8")):
        assert "<" in name or (ROOT / name).exists(), name


def test_the_layout_in_the_design_names_every_module_of_the_core_and_the_shell() -> None:
    layout = (ROOT / "docs" / "design.md").read_text(encoding="utf-8").partition("## Layout")[2].partition("## ")[0]
    for package in ("core", "shell"):
        for module in (ROOT / "daemon" / "clausewatch" / package).glob("*.py"):
            family = f"{re.split('[_.]', module.name)[0]}*.py"
            assert module.name in layout or family in layout or module.name == "__init__.py", module.name
    named = re.findall(r"(?<![\w*])([a-z_]+\.py)", layout)
    assert [name for name in named if not any(ROOT.glob(f"*/*/**/{name}"))] == []


if __name__ == "__main__":
    written = COMMAND_LINE.read_text(encoding="utf-8")
    shown = "\n\n".join(f"```text\n$ clausewatch {verb} --help\n{help_of(verb)}```" for verb in VERBS)
    before, _, after = written.partition("## The verbs\n")
    COMMAND_LINE.write_text(
        f"{before}## The verbs\n\n{shown}\n\n## JSON{after.partition('## JSON')[2]}", encoding="utf-8"
    )
