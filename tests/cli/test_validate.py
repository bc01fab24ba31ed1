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


def test_the_shipped_watchlist_is_right() -> None:
    answer = json.loads(validate(ROOT / "watchlist.yaml", "--json").output)
    assert answer["total"]["providers"] == 5
    assert [row["provider"] for row in answer["providers"]] == [
        "DeepSeek", "Z.ai", "Moonshot", "Alibaba Cloud", "MiniMax", "(none)",
    ]  # fmt: skip
