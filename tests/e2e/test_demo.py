"""``clausewatch demo``, as a stranger runs it."""

from __future__ import annotations

from pathlib import Path

from e2e.program import Program


def test_the_demo_runs_to_its_end_twice_leaves_the_files_that_it_names_and_what_it_advises_works(
    tmp_path: Path,
) -> None:
    program = Program(tmp_path)
    first, second = program.run_afresh("demo"), program.run("demo")

    assert (first.code, second.code) == (0, 0)
    assert first.err == second.err == ""
    lines = second.out.splitlines()
    left = [line.strip() for line in lines if line.strip().endswith(".html") and (tmp_path / line.strip()).is_file()]
    index, *diffs = left
    assert index.endswith("snapshots/index.html")
    assert len(diffs) >= 3 and all("/diffs/" in path for path in diffs)
    for word in ("REMOVED", "REWORDED", "BROKEN", "resolved after", "cannot be reached", "can be reached again"):
        assert word in second.out
    end = next(number for number, line in enumerate(lines) if line == "Go on with")
    advised = [line.split()[1:] for line in lines[end:] if line.startswith("  clausewatch ")]
    assert [command[0] for command in advised] == ["claims", "changes", "status"]
    assert [program.run(*command).code for command in advised] == [1, 1, 0]

    exports = dict(line.split()[1].split("=") for line in lines[end:] if line.startswith("  export "))
    there = Program(tmp_path, {**program.environment, **exports})
    named = {line.split("Next: clausewatch ")[1] for line in lines if line.startswith("Next: clausewatch show")}
    assert named and {there.run(*command.split()).code for command in named} == {1}


def test_the_demo_touches_no_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious")

    ran = Program(tmp_path).run("demo", "--folder", "mine")

    assert (ran.code, ran.out) == (2, "")
    assert "not empty" in ran.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]
