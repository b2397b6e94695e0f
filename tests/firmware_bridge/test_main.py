"""The installer's commands, as a person types them, against a virtual cabinet on real ptys."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_bridge.__main__ import main
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.script import parse_script
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from tests.firmware_bridge.simulator.builders import real_cabinet

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[VirtualCabinet]:
    with real_cabinet(folder=tmp_path) as cabinet:
        yield cabinet


@pytest.fixture
def port(cabinet: VirtualCabinet) -> str:
    return str(cabinet.path("bus"))


def test_unlock_opens_the_door_and_status_shows_it(port: str, capsys: Screen) -> None:
    assert main(["unlock", "--port", port, "--lock", "2"]) == 0
    assert main(["status", "--port", port, "--locks", "2"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "board 1 lock 2: open",
        "board 1 lock 1: closed",
        "board 1 lock 2: open",
    ]


def test_a_jammed_door_ends_in_one_and_says_why(
    cabinet: VirtualCabinet, port: str, capsys: Screen
) -> None:
    cabinet.do(acts.Trouble("jam", 1))
    assert main(["unlock", "--port", port, "--lock", "1"]) == 1
    assert "did not open: the board reports" in capsys.readouterr().err
    assert len(cabinet.pulses()) == 1


def test_a_board_that_is_not_there_ends_in_three(port: str, capsys: Screen) -> None:
    assert main(["status", "--port", port, "--board", "7", "--locks", "1"]) == 3
    assert "check power, A/B wires and DIP address" in capsys.readouterr().err


def test_weights_are_told_tared_and_calibrated(
    cabinet: VirtualCabinet, port: str, capsys: Screen
) -> None:
    one = ["weigh", "--port", port, "--scale", "11"]
    assert main([*one, "--scale", "12"]) == 0
    assert capsys.readouterr().out == "scale 11: 1050 g\nscale 12: 160 g\n"
    assert main([*one, "--tare"]) == 0
    assert capsys.readouterr().out == "scale 11: done\nscale 11: 0 g\n"
    assert main([*one, "--known", "2100g"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "scale 11: done"
    cabinet.do(acts.Force(1))
    cabinet.do(acts.Dead("A"))
    assert main(one) == 3
    assert "a wire of its load cell is off" in capsys.readouterr().out


def test_programs_get_one_json_object_a_line(port: str, capsys: Screen) -> None:
    words = ["status", "--json", "--port", port, "--locks", "1", "--scale", "12"]
    assert main(words) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"board": 1, "lock": 1, "is_open": False},
        {"scale": 12, "mg": 160_000, "quality": "stable"},
    ]


def test_scan_finds_board_and_scales_and_opens_nothing(
    cabinet: VirtualCabinet, port: str, capsys: Screen
) -> None:
    words = ["scan", "--reply-ms", "15", "--port", port, "--baud", "9600", "--family", "shuoming"]
    assert main([*words, "--profile", "rs485-transmitter"]) == 0
    out = capsys.readouterr().out
    assert "shuoming board 1 at 9600 baud, 24 locks" in out
    assert cabinet.pulses() == ()


def test_scan_says_what_to_try_when_nothing_answers(
    cabinet: VirtualCabinet, port: str, capsys: Screen
) -> None:
    cabinet.do(acts.Power(on=False))
    words = [
        "scan",
        "--reply-ms",
        "15",
        "--port",
        port,
        "--baud",
        "9600",
        "--family",
        "kerong-cu16",
    ]
    assert main([*words, "--profile", "rs485-transmitter"]) == 1
    assert "swap A and B" in capsys.readouterr().err


def test_watch_tells_what_moves_and_is_plain_in_a_file(
    cabinet: VirtualCabinet, port: str, capsys: Screen
) -> None:
    words = ["watch", "--port", port, "--locks", "2", "--scale", "11", "--seconds", "2.4"]
    script = cabinet.begin(parse_script("wait 0.6\nforce 1\ntake cola\n"))
    assert main(words) == 0
    script.result(5)
    out = capsys.readouterr().out
    assert "board 1 lock 1: is closed" in out
    assert "board 1 lock 1: OPENED, and nobody ordered it" in out
    assert re.search(r"scale 11: (69[89]|70[012]) g\n", out)
    assert "\x1b" not in out


def test_what_is_recorded_can_be_replayed(port: str, tmp_path: Path, capsys: Screen) -> None:
    file = tmp_path / "capture.jsonl"
    assert main(["record", "--port", port, "--locks", "1", "--seconds", "0.5", str(file)]) == 0
    capsys.readouterr()
    assert main(["replay", "--locks", "1", str(file)]) == 0
    out = capsys.readouterr().out
    assert "sent   80 01 01 33 b3" in out
    assert "LockReport(address=LockAddress(board=1, lock=1), is_open=False)" in out
    assert main(["record", "--port", port, "--seconds", "0", str(file)]) == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["unlock", "--port", "/dev/no-such-port", "--lock", "1"], "plug the adapter in"),
        (["unlock", "--port", "/dev/no-such-port", "--lock", "99"], "say 1 to 64"),
        (["weigh", "--port", "/dev/no-such-port"], "say which scale"),
        (["weigh", "--port", "/x", "--scale", "1", "--profile", "none"], "no scale profile"),
        (["weigh", "--port", "/x", "--scale", "1", "--known", "heavy"], "say 500g"),
        (["status", "--port", "/x", "--option", "magic"], "say NAME=VALUE"),
        (["status", "--port", "/x", "--option", "magic=1"], "do not fit a board: magic"),
        (["replay", "/no/such/file"], "cannot be read"),
        (["record", "--port", "/dev/no-such-port", "/no/such/file"], "cannot be written"),
        (["learn", "--port", "/dev/no-such-port", "--out", "/no/such/file"], "no folder /no/such"),
        (["learn", "--port", "/dev/no-such-port"], "plug the adapter in"),
        (["learn", "--port", "/x", "--cabinet", "/no/such/file"], "cannot be read"),
    ],
)
def test_wrong_words_end_in_two_with_advice(words: list[str], advice: str, capsys: Screen) -> None:
    assert main(words) == 2
    assert advice in capsys.readouterr().err


def test_ports_always_says_something(capsys: Screen) -> None:
    assert main(["ports"]) == 0
    said = capsys.readouterr()
    assert said.out + said.err
