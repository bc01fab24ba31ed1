"""Starts daemons from a process that has imported the program already: importing costs more than most runs last.

    python launcher.py

reads one JSON request per line: ``{"start": {"folder", "environment", "log"}}`` is answered with a process id,
``{"wait": PID}`` with its exit code (negative: the signal that ended it).
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, NoReturn

import clausewatch.cli.run  # noqa: F401 - imported so that the children need not
from clausewatch.cli.main import main


def serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            _, status = os.waitpid(request["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
        else:
            child = os.fork()
            if child == 0:
                _become(request["start"])
            print(child, flush=True)


def _become(start: dict[str, Any]) -> NoReturn:
    os.chdir(start["folder"])
    os.environ.update(start["environment"])
    nothing = os.open(os.devnull, os.O_RDWR)
    said = os.open(start["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for descriptor, target in ((nothing, 0), (nothing, 1), (said, 2)):
        os.dup2(descriptor, target)
    try:
        main(["run"])
    except SystemExit as leaving:
        os._exit(leaving.code if isinstance(leaving.code, int) else 1)
    os._exit(99)


if __name__ == "__main__":
    serve()
