import json
from pathlib import Path

from click.testing import CliRunner, Result

from clausewatch.cli.main import cli
from clausewatch.core.errors import WatchlistError

ROOT = Path(__file__).parents[2]
GOOD = 'sources:\n  a: {url: "https://a.example", quotes: ["never sell your data"], silences: [SOC 2]}\n'
BAD = 'sources:\n  a: {url: "https://a.example", evry: 6h}\n'


def validate(path: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["validate", "--watchlist", str(path), *options], standalone_mode=False)


def written(folder: Path, text: str) -> Path:
    path = folder / "watchlist.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_watchlist_shows_what_it_watches(tmp_path: Path) -> None:
    result = validate(written(tmp_path, GOOD))
    assert result.return_value == 0
    assert [line.split() for line in result.output.splitlines()[:4:3]] == [
        ["provider", "sources", "claims", "quotes", "silences", "links"],
        ["all", "1", "1", "1", "1", "0"],
    ]
    assert result.output.endswith("is right; alerts go to console, file.\n")


def test_a_right_watchlist_in_json_counts_everything(tmp_path: Path) -> None:
    result = validate(written(tmp_path, GOOD), "--json")
    answer = json.loads(result.output)
    assert (result.return_value, answer["valid"]) == (0, True)
    assert answer["total"] == {"sources": 1, "claims": 1, "quotes": 1, "silences": 1, "links": 0, "providers": 0}


def test_a_wrong_watchlist_raises_every_problem_for_the_command_line(tmp_path: Path) -> None:
    path = written(tmp_path, BAD)
    result = validate(path)
    assert isinstance(result.exception, WatchlistError)
    assert str(result.exception) == f"{path}:2:33: unknown key 'evry'; did you mean 'every'?"


def test_a_wrong_watchlist_in_json_lists_the_problems(tmp_path: Path) -> None:
    result = validate(written(tmp_path, BAD), "--json")
    answer = json.loads(result.output)
    assert (result.return_value, answer["valid"]) == (2, False)
    assert [(each["line"], each["column"]) for each in answer["problems"]] == [(2, 33)]


PRIVATE = """\
network: {allow: ["10.0.0.3:443"]}
channels:
  hook: {webhook: "http://[fd00::7]/hook"}
  mail: {email: {to: l@a.example, from: w@a.example, server: "smtp://localhost"}}
  page: {apprise: "gotify://192.168.1.5/token"}
  bot: {apprise: "tgram://2130706433:token/chat"}
sources:
  loop: {url: "http://127.0.0.1/"}
  number: {url: "https://167772161:8443/"}
  allowed: {url: "https://10.0.0.3/"}
  page: {status: "https://a.example", also: ["http://[::1]:81/"]}
  public: {url: "https://1.1.1.1/"}
routes: [{to: hook}, {to: mail}, {to: page}, {to: bot}]
"""


def test_an_address_of_ones_own_network_that_nothing_allows_is_named_with_what_to_add(tmp_path: Path) -> None:
    path = written(tmp_path, PRIVATE)
    result = validate(path)
    assert result.return_value == 1
    hint = "if that is meant, add network: {allow: "
    assert [line.removeprefix(f"{path}:") for line in result.output.splitlines() if line.startswith(f"{path}:")] == [
        f'3:3: fd00::7 is no public address, so every message is refused; {hint}["[fd00::7]:80"]}}',
        f'4:3: localhost is 127.0.0.1, no public address, so every message is refused; {hint}["127.0.0.1:25"]}}',
        f'5:3: 192.168.1.5 is no public address, so every message is refused; {hint}["192.168.1.5:PORT"]}}',
        f'8:15: 127.0.0.1 is no public address, so every request is refused; {hint}["127.0.0.1:80"]}}',
        f'9:17: 167772161 is 10.0.0.1, no public address, so every request is refused; {hint}["10.0.0.1:8443"]}}',
        f'11:46: ::1 is no public address, so every request is refused; {hint}["[::1]:81"]}}',
    ]
    doubts = json.loads(validate(path, "--json").output)["doubts"]
    assert [each["line"] for each in doubts] == [3, 4, 5, 8, 9, 11]


def test_what_it_says_to_add_is_what_it_takes(tmp_path: Path) -> None:
    said = ["[fd00::7]:80", "127.0.0.1:25", "192.168.1.5:443", "127.0.0.1:80", "10.0.0.1:8443", "[::1]:81"]
    added = PRIVATE.replace('"10.0.0.3:443"', ", ".join(f'"{each}"' for each in ("10.0.0.3:443", *said)))
    assert validate(written(tmp_path, added)).return_value == 0


def test_the_shipped_watchlist_is_right() -> None:
    answer = json.loads(validate(ROOT / "watchlist.yaml", "--json").output)
    assert answer["total"]["providers"] == 5
    assert [row["provider"] for row in answer["providers"]] == [
        "DeepSeek", "Z.ai", "Moonshot", "Alibaba Cloud", "MiniMax", "(none)",
    ]  # fmt: skip
