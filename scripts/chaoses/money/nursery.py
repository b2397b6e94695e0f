"""Starts and ends the processes that are killed. Kiosks are forks: all is loaded once, before.

    python -m scripts.chaoses.money.nursery

reads one JSON line for each order and answers with one: {"kiosk": JOB} or {"program": WORDS, "log":
FILE} → the process id, at once; {"end": PID, "signal": N} → how it ended. Whatever ends this
process, or the one that gives the orders, ends all of them.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scripts.chaoses.money.kiosk_process import Job, run
from scripts.chaoses.money.pace import Pace

PR_SET_PDEATHSIG = 1  # prctl(2)


class Nursery:
    """The side that gives the orders."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "scripts.chaoses.money.nursery"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def kiosk(self, job: Job) -> int:
        """The process id."""
        return int(self._ask({"kiosk": asdict(job)}))

    def program(self, words: list[str], log: Path) -> int:
        """`python WORDS`; the process id."""
        return int(self._ask({"program": words, "log": str(log)}))

    def end(self, pid: int, by: signal.Signals = signal.SIGKILL) -> int:
        """As `os.waitstatus_to_exitcode`: minus the signal, where one ended it."""
        return int(self._ask({"end": pid, "signal": int(by)}))

    def ended(self, pid: int) -> int:
        """Waits for it; as `end`."""
        return int(self._ask({"end": pid, "signal": 0}))

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _ask(self, order: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order, default=str) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who gives the orders
    for line in sys.stdin:
        print(json.dumps(_obey(json.loads(line))), flush=True)


def _obey(order: dict[str, Any]) -> int:
    if "kiosk" in order:
        job = _job(order["kiosk"])
        return _forked(lambda: run(job), job.folder / "stderr.log")
    if "program" in order:
        words = [sys.executable, *order["program"]]
        return _forked(lambda: os.execv(sys.executable, words), Path(order["log"]))  # noqa: S606
    return _end(order["end"], order["signal"])


def _job(fields: dict[str, Any]) -> Job:
    return Job(**{**fields, "folder": Path(fields["folder"]), "pace": Pace(**fields["pace"])})


def _forked(live: Callable[[], None], log: Path) -> int:
    child = os.fork()
    if child:
        return child
    try:
        _leave(log)
        live()
    except BaseException:  # nothing of this child may go on as a nursery
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _leave(log: Path) -> None:
    """The pipes are not this child's, and it does not outlive its parent."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for place, file in ((0, nothing), (1, written), (2, written)):
        os.dup2(file, place)


def _end(pid: int, by: int) -> int:
    os.kill(pid, by)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
