"""A watchlist in several files is one watchlist, and each problem stands in its own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausewatch.core.errors import WatchlistError
from clausewatch.core.watch import Watchlist
from clausewatch.shell.watchlist import load

QUOTE = 'quotes: ["never sell your data"]'


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.yaml"


def problems(path: Path) -> list[str]:
    with pytest.raises(WatchlistError) as caught:
        load(path, {})
    return [str(problem).replace(f"{path.parent}/", "") for problem in caught.value.problems]


def ids(watchlist: Watchlist) -> list[str]:
    return [source.id for source in watchlist.sources]


def test_included_files_are_put_together_in_the_order_of_their_names(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        main_yaml="include: [vendors/*.yaml]\nsources: {own: {url: https://own.example}}\nterms: {audits: [SOC 2]}\n",
        vendors__b_yaml="version: 1\nproviders: {b: {sources: {terms: {url: https://b.example}}}}\n",
        vendors__a_yaml=f"sources:\n  a: {{url: https://a.example, {QUOTE}, silences: [{{terms: audits}}]}}\n",
    )
    loaded = load(path, {})
    assert ids(loaded) == ["own", "a", "b/terms"]
    (claim,) = loaded.claims
    assert (Path(claim.file).name, claim.line) == ("a.yaml", 2)
    names = [Path(each).name for each in loaded.files]
    assert names == ["a.yaml", "b.yaml", "vendors"]


def test_a_folder_is_a_watchlist(tmp_path: Path) -> None:
    written(
        tmp_path,
        one_yaml="defaults: {every: 1h}\nsources: {a: {url: https://a.example}}\n",
        two_yaml="sources: {b: {url: https://b.example}}\nroutes: [{to: console}]\n",
    )
    loaded = load(tmp_path, {})
    assert ids(loaded) == ["a", "b"]
    assert {source.every for source in loaded.sources} == {3600}


def test_a_problem_is_told_in_the_file_that_it_stands_in(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        main_yaml="include: [a.yaml, b.yaml, none.yaml, no/*.yaml]\nsources:\n  own: {url: https://own.example}\n",
        a_yaml="sources:\n  x: {url: https://x.example, evry: 6h}\n  own: {url: https://other.example}\n",
        b_yaml="defaults: {every: 1h}\ninclude: [c.yaml]\nsources: [x]\nclaims: {c: {statement: s, basis: verified}}\n",
    )
    assert problems(path) == [
        "main.yaml:1:27: 'none.yaml' cannot be included: there is no such file",
        f"main.yaml:1:38: no file is called 'no/*.yaml' in {path.parent}",
        "a.yaml:2:31: unknown key 'evry'; did you mean 'every'?",
        "a.yaml:3:3: duplicate key 'own' (first at main.yaml:3)",
        "b.yaml:2:1: only main.yaml itself may include other files; name this one's there",
        "b.yaml:3:10: 'sources' must be a mapping of keys to values",
        "b.yaml:4:10: nothing would falsify the claim 'c': give it quotes, silences, links, a date, a number, exists, "
        "absent or from; or say in a note why nothing can",
    ]


def test_what_belongs_into_one_file_stands_in_one(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        main_yaml="include: [a.yaml]\ndefaults: {every: 1h}\n",
        a_yaml="defaults: {every: 2h}\nsources: {a: {url: https://a.example}}\n",
    )
    assert problems(path) == ["a.yaml:1:1: duplicate key 'defaults' (first at main.yaml:2)"]


def test_a_file_that_includes_itself_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, main_yaml="include: [main.yaml]\nsources: {a: {url: https://a.example}}\n")
    assert problems(path) == ["main.yaml:1:11: the file includes itself"]


def test_a_pattern_that_fits_the_file_itself_leaves_it_out(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        main_yaml='include: ["*.yaml"]\n',
        a_yaml="sources: {a: {url: https://a.example}}\n",
    )
    assert ids(load(path, {})) == ["a"]
