"""What a reading worker survives, and what the parent is spared."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from clausewatch.core.model import Block, BlockKind, Document
from clausewatch.shell.workers import GIB, WorkerFailed, Workers
from shell import chores

TESTS = Path(__file__).parents[1]


T = TypeVar("T")


def working(body: Callable[[Workers], Awaitable[T]], **options: Any) -> T:
    async def run() -> T:
        async with Workers(**options) as workers:
            return await body(workers)

    return asyncio.run(run())


def gone(process: int, within: float = 5.0) -> bool:
    """Whether the process ends in time; asks the kernel, does not poll."""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], within)[0])
    finally:
        os.close(descriptor)


def test_a_function_runs_in_another_process_and_gives_its_result() -> None:
    async def body(workers: Workers) -> tuple[int, int]:
        return await workers.run(chores.double, 21), await workers.run(chores.process)

    result, process = working(body)
    assert result == 42
    assert process != os.getpid()


def test_values_of_the_core_travel_both_ways() -> None:
    document = Document((Block(BlockKind.PARAGRAPH, "We keep it for 30 days."),), "text")

    async def body(workers: Workers) -> Document:
        return await workers.run(chores.same, document)

    assert working(body) == document


def test_a_child_lives_for_many_runs_and_is_then_replaced() -> None:
    async def body(workers: Workers) -> list[int]:
        return [await workers.run(chores.process) for _ in range(6)]

    processes = working(body, recycle_after=3)
    assert len(set(processes[:3])) == 1
    assert len(set(processes[3:])) == 1
    assert processes[0] != processes[3]


def test_an_endless_loop_is_killed_at_the_deadline_and_the_next_run_works() -> None:
    async def body(workers: Workers) -> int:
        with pytest.raises(WorkerFailed, match=r"took longer than 0\.3 s"):
            await workers.run(chores.for_ever)
        return await workers.run(chores.double, 2)

    assert working(body, deadline=0.3, count=1) == 4


def test_the_event_loop_goes_on_while_a_child_is_busy() -> None:
    async def body(workers: Workers) -> int:
        async def beat() -> int:
            beats = 0
            while not busy.done():
                await asyncio.sleep(0.01)
                beats += 1
            return beats

        busy = asyncio.create_task(workers.run(chores.for_ever))
        beats = await beat()
        with pytest.raises(WorkerFailed):
            await busy
        return beats

    assert working(body, deadline=0.4) >= 10


def test_too_much_memory_fails_the_run_and_replaces_the_child() -> None:
    async def body(workers: Workers) -> tuple[int, int]:
        before = await workers.run(chores.process)
        with pytest.raises(WorkerFailed, match="ran out of memory"):
            await workers.run(chores.take, 3 * GIB)
        return before, await workers.run(chores.process)

    before, after = working(body, count=1)
    assert before != after


def test_a_child_that_dies_fails_its_run_only() -> None:
    async def body(workers: Workers) -> int:
        with pytest.raises(WorkerFailed, match="died with exit code 7"):
            await workers.run(chores.end, 7)
        with pytest.raises(WorkerFailed, match="died of SIGSEGV"):
            await workers.run(chores.take_signal, signal.SIGSEGV)
        return await workers.run(chores.double, 1)

    assert working(body, count=1) == 2


def test_a_child_that_died_idle_costs_no_run() -> None:
    async def body(workers: Workers) -> tuple[int, int]:
        first = await workers.run(chores.process)
        os.kill(first, signal.SIGKILL)
        assert gone(first)
        return first, await workers.run(chores.process)

    first, second = working(body, count=1)
    assert first != second


def test_an_exception_comes_back_as_one_line_and_the_child_stays() -> None:
    async def body(workers: Workers) -> tuple[str, int, int]:
        before = await workers.run(chores.process)
        with pytest.raises(WorkerFailed) as failed:
            await workers.run(chores.raise_with, "bad\n\x1b[31mpage " + "x" * 10_000)
        return failed.value.reason, before, await workers.run(chores.process)

    reason, before, after = working(body)
    assert reason.startswith("ValueError: bad [31mpage x")
    assert len(reason) <= 300
    assert reason.isprintable()
    assert before == after


def test_a_result_that_cannot_be_pickled_is_a_failed_run() -> None:
    async def body(workers: Workers) -> int:
        with pytest.raises(WorkerFailed, match="pickle"):
            await workers.run(chores.unpicklable)
        return await workers.run(chores.double, 3)

    assert working(body) == 6


def test_a_cancelled_run_takes_its_child_with_it_and_gives_its_place_back() -> None:
    async def body(workers: Workers) -> tuple[int, int]:
        before = await workers.run(chores.process)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await workers.run(chores.for_ever)
        return before, await workers.run(chores.process)

    before, after = working(body, count=1)
    assert before != after
    assert gone(before)


def test_two_children_work_at_the_same_time() -> None:
    async def body(workers: Workers) -> set[int]:
        endless = asyncio.create_task(workers.run(chores.for_ever))
        processes = {await workers.run(chores.process) for _ in range(3)}
        assert not endless.done()
        endless.cancel()
        return processes

    assert len(working(body, count=2)) == 1


def test_shutting_down_kills_a_busy_child_at_once() -> None:
    async def run() -> float:
        async with Workers() as workers:
            await workers.run(chores.double, 1)
            busy = asyncio.create_task(workers.run(chores.for_ever))
            waiting = [asyncio.create_task(workers.run(chores.for_ever)) for _ in range(3)]
            await asyncio.sleep(0.05)
            started = time.perf_counter()
        outcomes = await asyncio.gather(busy, *waiting, return_exceptions=True)
        assert all(isinstance(each, WorkerFailed) for each in outcomes), outcomes
        return time.perf_counter() - started

    assert asyncio.run(run()) < 2.0


def test_after_the_end_there_are_no_runs() -> None:
    async def run() -> None:
        async with Workers() as workers:
            pass
        with pytest.raises(WorkerFailed, match="shut down"):
            await workers.run(chores.double, 1)

    asyncio.run(run())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_childs_work_is_not_ended_by_signals_meant_for_the_parent(number: int) -> None:
    async def body(workers: Workers) -> str:
        return await workers.run(chores.take_signal, number)

    assert working(body) == "still here"


def test_a_child_is_out_of_reach_of_the_terminals_interrupt() -> None:
    async def body(workers: Workers) -> int:
        return os.getpgid(await workers.run(chores.process))

    assert working(body) != os.getpgrp()


def test_a_child_knows_no_secret_of_the_environment() -> None:
    program = """
    import asyncio, os
    os.environ["CLAUSEWATCH_TEST_SECRET"] = "hunter2"
    from clausewatch.shell.workers import Workers
    from shell import chores
    async def main():
        async with Workers() as workers:
            print(await workers.run(chores.secret))
    asyncio.run(main())
    """
    assert output_of(program).stdout == "None\n"


def test_what_a_child_prints_is_not_heard() -> None:
    program = """
    import asyncio
    from clausewatch.shell.workers import Workers
    from shell import chores
    async def main():
        async with Workers() as workers:
            print(await workers.run(chores.chatter))
    asyncio.run(main())
    """
    done = output_of(program)
    assert (done.stdout, done.stderr) == ("said\n", "")


def output_of(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=TESTS, capture_output=True, text=True, timeout=20
    )


def test_busy_and_idle_children_die_with_a_parent_that_is_killed() -> None:
    program = """
    import asyncio
    from clausewatch.shell.workers import Workers
    from shell import chores
    async def main():
        async with Workers() as workers:
            first, second = await asyncio.gather(workers.run(chores.slow_process), workers.run(chores.slow_process))
            busy = asyncio.create_task(workers.run(chores.for_ever))
            await asyncio.sleep(0.05)
            print(first, second, flush=True)
            await busy
    asyncio.run(main())
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=TESTS, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        children = [int(each) for each in parent.stdout.readline().split()]
        parent.kill()
    assert len(set(children)) == 2
    assert all(gone(child) for child in children)


def test_it_works_from_a_console_script_without_a_file_name(tmp_path: Path) -> None:
    script = tmp_path / "clausewatch"
    script.write_text(
        f"#!{sys.executable}\nimport asyncio, math\nfrom clausewatch.shell.workers import Workers\n"
        "async def main():\n    async with Workers() as workers:\n        print(await workers.run(math.sqrt, 4.0))\n"
        "asyncio.run(main())\n"  # no __main__ guard: a child must not run the program again
    )
    script.chmod(0o755)
    done = subprocess.run([script], capture_output=True, text=True, timeout=20, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("2.0\n", "")


def test_the_current_folder_does_not_choose_what_a_child_imports(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('hijacked')")
    program = (
        "import sys; sys.path.remove(''); import asyncio, math\nfrom clausewatch.shell.workers import Workers\n"
        "async def main():\n    async with Workers() as workers:\n        print(await workers.run(math.sqrt, 4.0))\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("2.0\n", "")
