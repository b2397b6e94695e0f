"""The virtual printer: bytes in any pieces, questions at any time, rubbish without end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.simulators.receipt_printer.__main__ import act_of, main
from kiosk.simulators.receipt_printer.machine import Habits, Machine

SQUARE = b"\x1dv0\x00\x01\x00\x08\x00" + b"\xff" * 8
CUT = b"\x1dVB\x00"


def a_machine(habits: Habits | None = None) -> tuple[Machine, list[Image.Image]]:
    cut: list[Image.Image] = []
    return Machine(384, cut.append, habits), cut


def test_a_picture_is_black_where_its_bits_are_set() -> None:
    machine, cut = a_machine()
    machine.receive(SQUARE + CUT)
    assert cut[0].getpixel((7, 7)) == 0
    assert cut[0].getpixel((8, 7)) == 255


@given(st.integers(1, 20))
def test_bytes_may_come_in_any_pieces(size: int) -> None:
    machine, cut = a_machine()
    sent = (
        b"\x1b@\x1c&\x1ba\x01" + "开门A".encode("gb18030") + b"\n" + SQUARE + b"\x10\x04\x04" + CUT
    )
    answers = b"".join(machine.receive(sent[at : at + size]) for at in range(0, len(sent), size))
    whole, expected = a_machine()
    assert answers == whole.receive(sent) == b"\x12"
    assert cut[0].tobytes() == expected[0].tobytes()
    assert machine.complaints == []


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("paper in", b"\x12\x12\x12\x12"),
        ("paper out", b"\x1a\x32\x12\x7e"),
        ("cover open", b"\x1a\x16\x12\x12"),
        ("jam", b"\x1a\x52\x1a\x12"),
        ("mute", b""),
    ],
)
def test_what_a_person_does_is_told_when_asked(line: str, answers: bytes) -> None:
    machine, _ = a_machine()
    act = act_of(line)
    assert act is not None
    act(machine)
    assert machine.receive(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04") == answers


def test_without_paper_it_takes_what_its_buffer_holds_and_prints_it_later() -> None:
    machine, cut = a_machine(Habits(buffer=100))
    machine.head.paper = 0
    machine.receive(SQUARE + CUT)
    assert (machine.room, cut) == (100 - len(SQUARE + CUT), [])
    machine.head.paper = None
    machine.proceed()
    assert (machine.room, len(cut)) == (100, 1)


def test_a_command_that_it_does_not_know_is_a_complaint() -> None:
    machine, _ = a_machine()
    machine.receive(b"\x1bz\x01")
    assert machine.complaints == ["the command 1b is not known", "the command 01 is not known"]


def test_a_picture_wider_than_the_paper_is_a_complaint() -> None:
    machine, _ = a_machine()
    machine.receive(b"\x1dv0\x00\x48\x00\x01\x00" + bytes(0x48))
    assert machine.complaints == ["a picture of 576 dots on paper of 384"]


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_break_it(pieces: list[bytes]) -> None:
    machine, _ = a_machine()
    for piece in pieces:
        machine.receive(piece)
    assert act_of("dance") is None


def test_a_port_that_no_machine_has_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--port", "99999", "--folder", str(tmp_path)])
    assert "a port is a number from 0 to 65535" in capsys.readouterr().err
