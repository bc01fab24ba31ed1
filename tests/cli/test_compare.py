"""``clausewatch compare``: the JSON that other tools rely on, the exit codes, and what people see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clausewatch.cli.main import cli

OLD = """# Terms

Last updated: 10 February 2026

## 2. Retention

We keep your logs for 30 days after you close your account and then we delete them for good.

We never sell your data. You may object at any time by writing to our data protection officer.

## 3. Notices

We will tell you by e-mail.

## 4. Prices

We will tell you by e-mail.
"""
NEW = OLD.replace("30 days", "180 days").replace("10 February", "22 April")


@pytest.fixture
def pages(tmp_path: Path) -> tuple[str, str]:
    return write(tmp_path, "old.md", OLD), write(tmp_path, "new.md", NEW)


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *arguments], standalone_mode=False)


def answer(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").output)


def test_the_json_says_what_the_contract_says(pages: tuple[str, str]) -> None:
    told = answer(*pages, "--quote", "We never sell your data.", "--silence", "SOC 2,ISO 27001")
    document = told["document"]
    assert document["changed"] is True
    assert document["grade"] == "major"
    assert "number" in document["reasons"] or "retention" in document["reasons"]
    assert document["unreadable"] is None
    assert document["dates"] == {"old": "2026-02-10", "new": "2026-04-22"}
    (hunk,) = [each for each in document["hunks"] if each["grade"] == "major"]
    assert hunk.keys() == {"kind", "grade", "reasons", "direction", "triggers", "heading", "old", "new"}
    assert (hunk["kind"], hunk["heading"]) == ("edited", ["Terms", "2. Retention"])
    (clause,) = told["clauses"]
    assert clause.keys() >= {"quote", "verdict", "moved", "grade", "reasons", "now", "closest", "surroundings"}
    assert (clause["verdict"], clause["grade"], clause["now"]) == ("intact", "none", "We never sell your data.")
    assert told["silences"] == [{"terms": ["SOC 2", "ISO 27001"], "verdict": "silent", "found": []}]


def test_a_rewording_says_how_for_whom_and_by_which_words(tmp_path: Path) -> None:
    old, new = "We will never sell your data.", "We may sell your data."
    told = answer(write(tmp_path, "a.md", OLD + old), write(tmp_path, "b.md", OLD + new), "--quote", old)
    (clause,) = told["clauses"]
    assert (clause["verdict"], clause["kind"], clause["direction"]) == ("reworded", "edited", "worse")
    assert {
        "reason": "modality",
        "grade": "critical",
        "before": "will",
        "after": "may",
        "direction": "worse",
    } in clause["triggers"]
    said = run(write(tmp_path, "a.md", OLD + old), write(tmp_path, "b.md", OLD + new), "--quote", old).output
    assert "Worse for the customer (polarity: “never” → nothing" in said


def test_an_occurrence_belongs_to_the_quote_before_it(pages: tuple[str, str], tmp_path: Path) -> None:
    head, _, tail = NEW.rpartition("We will tell you by e-mail.")
    new = write(tmp_path, "twin.md", head + "We may tell you by e-mail." + tail)
    twin = "We will tell you by e-mail."
    first, second = ("--quote", twin, "--occurrence", "1"), ("--quote=" + twin, "--occurrence", "2")
    told = answer(pages[0], new, "--quote", twin, *second, *first, "--quote=" + twin)
    assert [clause["verdict"] for clause in told["clauses"]] == ["ambiguous", "reworded", "intact", "ambiguous"]


def test_an_exception_belongs_to_the_silence_before_it(pages: tuple[str, str], tmp_path: Path) -> None:
    new = write(tmp_path, "trained.md", NEW + "\nWe offer training of staff.\n")
    told = answer(pages[0], new, "--silence", "training", "--except", "training of staff", "--silence", "training")
    assert [silence["verdict"] for silence in told["silences"]] == ["silent", "broken"]
    assert told["silences"][1]["found"] == [{"term": "training", "text": "We offer training of staff."}]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--occurrence", "2"),
        ("--quote", "x", "--occurrence", "0"),
        ("--quote", "x", "--occurrence", "two"),
        ("--except", "x"),
        ("--silence", "x", "--quote", "y", "--except", "z"),
        ("--silence", " , "),
    ],
)
def test_options_out_of_order_are_a_usage_error(pages: tuple[str, str], arguments: tuple[str, ...]) -> None:
    result = run(*pages, *arguments)
    assert result.exception is not None
    assert getattr(result.exception, "exit_code", None) == 2


def test_exit_codes_say_whether_there_is_news(pages: tuple[str, str]) -> None:
    assert run(pages[0], pages[0]).return_value == 0
    assert run(*pages).return_value == 1
    assert run(pages[0], pages[0], "--quote", "Never there at all.").return_value == 1


def test_an_unreadable_page_makes_every_verdict_unreadable(pages: tuple[str, str], tmp_path: Path) -> None:
    empty = write(tmp_path, "empty.html", "<html><body></body></html>")
    result = run(pages[0], empty, "--quote", "We never sell your data.", "--silence", "SOC 2", "--json")
    assert result.return_value == 3
    told = json.loads(result.output)
    assert told["document"]["unreadable"].startswith("empty.html: ")
    assert told["document"]["changed"] is False
    assert [told["clauses"][0]["verdict"], told["silences"][0]["verdict"]] == ["unreadable", "unreadable"]


def test_people_read_verdicts_first_and_no_escape_sequences(pages: tuple[str, str], tmp_path: Path) -> None:
    new = write(tmp_path, "evil.md", NEW.replace("We never sell your data.", "We \u009b31mmay\u202e sell your data."))
    result = run(pages[0], new, "--quote", "We never sell your data.")
    assert result.output.startswith("reworded")
    assert "may sell your data." in result.output
    assert not {"\u009b", "\u202e", "\x1b"} & set(result.output)


def test_documents_that_read_the_same_are_told_so(pages: tuple[str, str]) -> None:
    assert run(pages[0], pages[0]).output == "The documents read the same.\n"
