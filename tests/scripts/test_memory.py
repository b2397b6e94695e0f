"""What the kernel says of a process, read."""

from __future__ import annotations

import os
import subprocess
import sys

from scripts.benchmarks.memory import parse_status, resident

STATUS = (
    "Name:\tpython\nState:\tS (sleeping)\nVmHWM:\t  450000 kB\nVmRSS:\t  390625 kB\nThreads:\t14\n"
)


def test_kilobytes_of_the_kernel_become_megabytes_of_people() -> None:
    assert parse_status(STATUS) == ("python", 400.0)


def test_a_process_that_ended_has_no_memory() -> None:
    assert parse_status("Name:\tpython\nState:\tZ (zombie)\n") == ("python", None)


def test_children_are_told_apart() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE):
        here = resident(os.getpid())

    assert here is not None
    assert here.process_mb > 1
    assert here.children_mb


def test_a_process_that_is_gone_is_not_measured() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()

    assert resident(gone.pid) is None
