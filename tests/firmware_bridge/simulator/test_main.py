"""`python -m firmware_bridge.simulator` as a person uses it: a process, a keyboard, a screen."""

import signal
import subprocess
import sys
from pathlib import Path

from firmware_bridge.ports import open_port


def simulator(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "firmware_bridge.simulator", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_prints_its_path_obeys_the_keyboard_and_leaves_nothing(tmp_path: Path) -> None:
    link = tmp_path / "locks"
    with simulator("--symlink", str(link), "--doors", "2") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"lock board 1 with 2 doors at {link}\n"
        port = open_port(str(link))
        port.write(bytes.fromhex("8a0101119b"))
        assert process.stdout.readline() == "board 1 lock 1: opens\n"
        port.close()
        out, err = process.communicate(
            "close 1\njam 2\nstatus\nclose 9\nclose x\nfree 2\nunplug\nplug\ndance\n\nquit\n",
            timeout=10,
        )
    assert err == ""
    assert "board 1 lock 1: was closed" in out
    assert "door  2: closed, jammed" in out
    assert "not done: door 9 does not exist: this board has 1 to 2." in out
    assert "close N   push door N shut" in out
    assert (process.returncode, link.is_symlink()) == (0, False)


def test_without_a_keyboard_it_runs_until_it_is_told_to_end(tmp_path: Path) -> None:
    link = tmp_path / "locks"
    with simulator("--symlink", str(link)) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdin.close()
        assert process.stdout.readline().startswith("lock board 1")
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "ended\n"
    assert (process.returncode, link.is_symlink()) == (0, False)


def test_an_unknown_fault_is_refused_with_the_list() -> None:
    with simulator("--fault", "rain=0.1") as process:
        _, err = process.communicate(timeout=10)
    assert (process.returncode, "NAME one of drop, flip" in err) == (2, True)
