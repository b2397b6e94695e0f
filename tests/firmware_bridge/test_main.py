"""The installer's command, against a virtual board on a real pty."""

import random  # noqa: TID251 - seeded dice for the faults
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_bridge.__main__ import main
from firmware_bridge.simulator.board import BoardPlan
from firmware_bridge.simulator.pty_port import PtyBoard


@pytest.fixture
def board(tmp_path: Path) -> Iterator[PtyBoard]:
    with PtyBoard(
        monotonic=time.monotonic,  # noqa: TID251 - a real pty lives in real time
        rng=random.Random(1),  # noqa: S311
        plan=BoardPlan(doors=3),
        symlink=tmp_path / "locks",
    ) as board:
        yield board


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["firmware_bridge", *words])
    return main()


def test_unlock_opens_the_door_and_status_shows_it(
    board: PtyBoard, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = str(board.path)
    assert run(monkeypatch, "unlock", "--port", port, "--lock", "2") == 0
    assert run(monkeypatch, "status", "--port", port, "--locks", "3") == 0
    assert capsys.readouterr().out.splitlines() == [
        "board 1 lock 2: open",
        "board 1 lock 1: closed",
        "board 1 lock 2: open",
        "board 1 lock 3: closed",
    ]


def test_a_jammed_door_ends_in_one_and_says_why(
    board: PtyBoard, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    board.jam(1)
    assert run(monkeypatch, "unlock", "--port", str(board.path), "--lock", "1") == 1
    assert "did not open: the board reports" in capsys.readouterr().err


def test_a_board_that_is_not_there_ends_in_three(
    board: PtyBoard, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["status", "--port", str(board.path), "--board", "7", "--locks", "1"]
    assert run(monkeypatch, *words) == 3
    assert "check power, A/B wires and DIP address" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["unlock", "--port", "/dev/no-such-port", "--lock", "1"], "plug the adapter in"),
        (["unlock", "--port", "/dev/no-such-port", "--lock", "99"], "say 1 to 64"),
    ],
)
def test_wrong_words_end_in_two_with_advice(
    words: list[str],
    advice: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, *words) == 2
    assert advice in capsys.readouterr().err


def test_ports_always_says_something(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "ports") == 0
    assert capsys.readouterr().out
