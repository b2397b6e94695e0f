"""A bad line on request, without a clock."""

import pytest

from firmware_bridge.simulator.wire import BOOT_JUNK, FAULT_NAMES, Wire
from tests.firmware_bridge.simulator.builders import dice


class Parrot:
    """Answers everything with the same bytes behind an A."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.restarts = 0

    def receive(self, data: bytes, _now: float) -> list[bytes]:
        self.heard.append(data)
        return [b"A" + data]

    def unasked(self, _now: float) -> list[bytes]:
        return [b"tick"]

    def restart(self, _now: float) -> None:
        self.restarts += 1


def wire_with(name: str, chance: float = 1.0) -> tuple[Wire, Parrot]:
    parrot = Parrot()
    wire = Wire([parrot], dice())
    wire.set_fault(name, chance)
    return wire, parrot


def test_a_good_line_carries_everything_at_once() -> None:
    wire = Wire([Parrot()], dice())
    wire.receive(b"hello", 1.0)
    assert wire.due(1.0) == b"Ahello"
    assert wire.next_due_at is None


@pytest.mark.parametrize(
    ("fault", "at_once", "later"),
    [
        ("drop", b"", b""),
        ("drop_byte", b"", b""),
        ("echo", b"helloAhello", b""),
        ("silent", b"", b""),
        ("merge", b"", b"Ahello"),
        ("delay", b"", b"Ahello"),
        ("reset", BOOT_JUNK + b"Ahello", b""),
    ],
)
def test_each_fault_does_what_its_name_says(fault: str, at_once: bytes, later: bytes) -> None:
    wire, _ = wire_with(fault)
    wire.receive(b"hello", 10.0)
    assert (wire.due(10.0), wire.due(14.0)) == (at_once, later)


def test_flip_turns_one_bit_of_what_is_heard_and_of_what_is_said() -> None:
    wire, parrot = wire_with("flip")
    wire.receive(bytes(5), 0.0)
    (heard,) = parrot.heard
    said = wire.due(0.0)
    assert sum(byte.bit_count() for byte in heard) == 1
    changed = zip(said, b"A" + heard, strict=True)
    assert sum((one ^ other).bit_count() for one, other in changed) == 1


def test_delay_says_when_the_answer_comes() -> None:
    wire, _ = wire_with("delay")
    wire.receive(b"hello", 10.0)
    assert wire.next_due_at is not None
    assert 10.0 < wire.next_due_at <= 13.0


def test_merge_glues_an_answer_to_the_next() -> None:
    wire, _ = wire_with("merge")
    wire.receive(b"one", 0.0)
    wire.receive(b"two", 1.0)
    assert (wire.due(1.0), wire.next_due_at, wire.due(4.0)) == (b"", 4.0, b"AoneAtwo")


def test_silence_lasts_two_seconds() -> None:
    wire, _ = wire_with("silent")
    wire.receive(b"one", 0.0)
    wire.set_fault("silent", 0.0)
    wire.receive(b"two", 1.9)
    wire.receive(b"three", 2.0)
    assert wire.due(9.0) == b"Athree"


def test_a_reset_loses_the_answers_that_are_under_way() -> None:
    wire, _ = wire_with("delay")
    wire.receive(b"one", 0.0)
    wire.reset(0.0)
    assert wire.due(9.0) == BOOT_JUNK


def test_bytes_are_lost_and_flipped_at_about_the_rate_that_was_asked_for() -> None:
    dropping, hears_less = wire_with("drop_byte", 0.05)
    flipping, hears_wrong = wire_with("flip_byte", 0.05)
    dropping.receive(bytes(10_000), 0.0)
    flipping.receive(bytes(10_000), 0.0)
    assert 9_400 < len(hears_less.heard[0]) < 9_600
    wrong = [byte for byte in hears_wrong.heard[0] if byte]
    assert 400 < len(wrong) < 600
    assert all(byte.bit_count() == 1 for byte in wrong)


def test_without_power_nothing_is_heard_and_it_comes_back_afresh() -> None:
    wire, parrot = wire_with("drop", 0.0)
    wire.power(on=False, now=0.0)
    wire.receive(b"hello", 1.0)
    wire.advance(1.0)
    assert (wire.due(9.0), parrot.heard) == (b"", [])
    wire.power(on=True, now=2.0)
    wire.receive(b"hello", 3.0)
    wire.advance(3.0)
    assert (wire.due(3.0), parrot.restarts) == (b"Ahellotick", 2)


def test_a_stranger_is_heard_by_host_and_twins() -> None:
    wire, parrot = wire_with("drop", 0.0)
    wire.inject(b"open!", 0.0)
    assert (wire.due(0.0), parrot.heard) == (b"open!Aopen!", [b"open!"])


def test_every_fault_has_a_name_that_can_be_set() -> None:
    for name in FAULT_NAMES:
        wire, _ = wire_with(name, 0.0)
        assert not wire.hits(name)
