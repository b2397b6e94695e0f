"""`learn` as a person types it: words in, questions and settings out, at a real pty."""

import io
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from firmware_bridge.commands.commissioning import learn
from firmware_bridge.commands.terminal import Terminal
from firmware_bridge.commands.words import parser
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from tests.firmware_bridge.installer import short_wait
from tests.firmware_bridge.simulator.builders import SMALL, real_cabinet

FAST = [
    "--reply-ms",
    "15",
    "--baud",
    "9600",
    "--family",
    "shuoming",
    "--profile",
    "rs485-transmitter",
]


class Person:
    """Answers each question by the first rule whose words are in it; rules are used up."""

    def __init__(self, rules: list[tuple[str, str, Callable[[], object] | None]]) -> None:
        self.questions: list[str] = []
        self._rules = rules

    def ask(self, question: str) -> str:
        self.questions.append(question)
        words, answer, act = self._rules.pop(0)
        assert words in question
        if act is not None:
            act()
        return answer


def run(cabinet: VirtualCabinet, ask: Callable[[str], str], *words: str) -> tuple[int, str]:
    out = io.StringIO()
    arguments = parser().parse_args(["learn", "--port", str(cabinet.path("bus")), *FAST, *words])
    clock = time.monotonic  # noqa: TID251 - a real pty lives in real time
    return learn(arguments, Terminal(out, out, ask), clock, short_wait), out.getvalue()


def test_a_cabinet_is_learnt_from_door_to_good_and_written_down(tmp_path: Path) -> None:
    file = tmp_path / "cabinet.toml"
    file.write_text(SMALL)
    settings = tmp_path / "learnt.toml"
    with real_cabinet() as cabinet:

        def when_open(act: acts.Act) -> Callable[[], object]:
            def wait_and_do() -> None:
                cabinet.play("wait open 1 within 5", 6)
                cabinet.do(act)

            return wait_and_do

        person = Person(
            [
                ("Open lock 1 of shuoming board 1?", "", None),
                ("Which door is open?", "x", None),
                ("Which door is open?", "1", None),
                ("Push door 1 shut", "", lambda: cabinet.do(acts.Close(1))),
                ("Open lock 2", "?", None),
                ("Open lock 2", "f", None),
                ("Scale 11", "o 1", None),
                ("Scale 11", "A", None),
                ("Take everything off shelf A", "", when_open(acts.Empty("A"))),
                ("Lay 500 g on shelf A", "", lambda: cabinet.do(acts.Lay(500_000, "A"))),
                ("Scale 12", "s", None),
                ("Put one cola on shelf A", "", lambda: cabinet.do(acts.Restock("cola", 1, "A"))),
            ]
        )
        status, said = run(cabinet, person.ask, "--cabinet", str(file), "--out", str(settings))
        assert [pulse.door for pulse in cabinet.pulses()] == [1, 1]
    assert status == 0, said
    assert "found: shuoming board 1 at 9600 baud, 24 locks" in said
    assert "'x' is no answer here" in said
    learnt = tomllib.loads(settings.read_text())
    assert learnt["locks"]["read_all"] == "last-byte-first"
    assert learnt["cabinet"]["doors"] == [{"number": 1, "board": 1, "lock": 1}]
    assert [scale["shelf"] for scale in learnt["cabinet"]["scales"]] == ["A"]


def test_silence_can_be_looked_at_again_or_left() -> None:
    with real_cabinet() as cabinet:
        cabinet.do(acts.Power(on=False))
        person = Person(
            [
                ("Look again?", "y", lambda: cabinet.do(acts.Power(on=True))),
                ("Open lock 1", "f", None),
                ("Scale 11", "f", None),
            ]
        )
        status, said = run(cabinet, person.ask)
        assert (status, cabinet.pulses()) == (0, ())
        cabinet.do(acts.Power(on=False))
        assert run(cabinet, Person([("swap A and B", "n", None)]).ask)[0] == 1
    assert "found: scale 12" in said


def test_the_end_of_the_keyboard_is_passed_on() -> None:
    def end(_question: str) -> str:
        raise EOFError

    with real_cabinet() as cabinet, pytest.raises(EOFError):
        run(cabinet, end)
