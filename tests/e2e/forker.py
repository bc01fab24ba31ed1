"""Starts commands from a process that has imported the program already, since importing it takes longer than most
commands do. Each command is a process of its own all the same: its own output, environment, folder and exit code.

    python forker.py

reads one request per line, ``{"arguments", "folder", "environment", "out", "err"}``, and answers with the exit code.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any, NoReturn

from clausewatch.cli.main import MODULES, VERBS, main


def serve() -> None:
    for verb in VERBS:
        importlib.import_module(f"clausewatch.cli.{MODULES.get(verb, verb.replace('-', '_'))}")
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            become(request)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def become(request: dict[str, Any]) -> NoReturn:
    """The command, from here to its end."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    _redirect(0, os.devnull, os.O_RDONLY)
    _redirect(1, request["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    _redirect(2, request["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        main(request["arguments"])
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    os._exit(99)  # main always leaves by SystemExit


def _redirect(descriptor: int, path: str, flags: int) -> None:
    opened = os.open(path, flags, 0o644)
    os.dup2(opened, descriptor)
    os.close(opened)


if __name__ == "__main__":
    serve()
