"""`python -m firmware_bridge.simulator` as a person uses it: a process, a keyboard, a screen."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from firmware_bridge.ports import open_port
from firmware_bridge.simulator.__main__ import main
from tests.firmware_bridge.simulator.builders import SMALL


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "cabinet.toml"
    file.write_text(SMALL)
    return file


def simulator(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "firmware_bridge.simulator", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_prints_its_ports_obeys_the_keyboard_and_leaves_nothing(
    file: Path, tmp_path: Path
) -> None:
    with simulator("--cabinet", str(file), "--folder", str(tmp_path)) as process:
        assert process.stdout is not None
        table = [process.stdout.readline() for _ in range(5)]
        assert str(tmp_path / "bus") in table[1]
        assert "shuoming board 1 (2 locks); scale 11 (rs485-transmitter)" in table[1]
        assert table[2:] == [
            "door  1 is board 1 lock 1 on bus; behind it: A, B\n",
            "door  2 is board 1 lock 2 on bus; behind it: L\n",
            "ready\n",
        ]
        port = open_port(str(tmp_path / "bus"))
        port.write(bytes.fromhex("8a0101119b"))
        assert process.stdout.readline() == "door 1 opens\n"
        port.close()
        lines = "\nforce 1\ntake cola 2\nopen 2\nstatus\nwait 1\ndance\nplay /none\nhelp\nquit\n"
        out, err = process.communicate(lines, timeout=10)
    assert err == ""
    assert "2 cola taken from shelf A" in out
    assert "not done: door 2 is locked" in out
    assert "in the hand: cola, cola" in out
    assert "not done: waiting is for scripts" in out
    assert "not done: 'dance' means nothing here" in out
    assert "not done: /none cannot be read" in out
    assert "put back [cola [2]]" in out
    assert (process.returncode, (tmp_path / "bus").is_symlink()) == (0, False)


def test_without_a_keyboard_it_runs_until_it_is_told_to_end(file: Path, tmp_path: Path) -> None:
    with simulator("--cabinet", str(file), "--folder", str(tmp_path)) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdin.close()
        while process.stdout.readline() != "ready\n":
            pass
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "ended\n"
    assert (process.returncode, (tmp_path / "bus").is_symlink()) == (0, False)


def test_a_script_is_played_and_its_end_is_the_exit_code(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "shopper.txt"
    words = ["--cabinet", str(file), "--folder", str(tmp_path), "--script", str(script)]
    script.write_text("force 1\nwait 0.05\ntake cola\nclose\n")
    assert main(words) == 0
    assert "1 cola taken from shelf A\nevery door was pushed shut\n" in capsys.readouterr().out
    script.write_text("take cola\n")
    assert main(words) == 1
    assert "the script ended: line 1, 'take cola'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["--fault", "rain=0.1"], "fault 'rain' is not known: say one of drop_byte"),
        (["--fault", "drop"], "say a chance from 0 to 1"),
        (["--cabinet", "/none"], "/none cannot be read"),
        (["--script", "/none"], "/none cannot be read"),
    ],
)
def test_wrong_words_are_refused_with_advice(
    words: list[str], advice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--folder", str(tmp_path)]) == 2
    assert advice in capsys.readouterr().err
