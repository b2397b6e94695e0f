"""Finding devices by readings: pure searches, and the promise that no probe opens a door."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from firmware_bridge.families import FAMILY_NAMES, FamilySettings
from firmware_bridge.findings import BoardFound, Finding, ScaleFound
from firmware_bridge.frames import Frame
from firmware_bridge.line import LineMessage
from firmware_bridge.messages import (
    BoardReport,
    LockAddress,
    LockReport,
    ReadBoard,
    ReadLock,
    RequestCopy,
    Unlock,
)
from firmware_bridge.modbus import ReadRegisters, Refusal, Registers
from firmware_bridge.modbus import encode as modbus_encode
from firmware_bridge.scanning import Probe, ScanWishes, scanning
from firmware_bridge.simulator.board_wire import UnlockAll
from firmware_bridge.simulator.twins import wire_of

Answer = Callable[[Probe], LineMessage | None]


def scanned(wishes: ScanWishes, answer: Answer) -> tuple[tuple[Finding, ...], list[Probe]]:
    """What a scan finds, and all that it sent."""
    search, sent = scanning(wishes), []
    try:
        probe = next(search)
        while True:
            sent.append(probe)
            probe = search.send(answer(probe))
    except StopIteration as end:
        return end.value, sent


def silence(_probe: Probe) -> None:
    return None


def test_a_board_of_24_locks_and_two_scales_are_found_at_their_speed() -> None:
    def line(probe: Probe) -> LineMessage | None:
        match probe.baud, probe.request:
            case 19200, ReadLock(LockAddress(3) as address):
                return LockReport(address, is_open=False)
            case 19200, ReadBoard(3) if probe.family and probe.family.name == "shuoming":
                return BoardReport(3, (False,) * 24)
            case 19200, ReadRegisters(2 | 9 as unit, 82 | 8, count):
                return Registers(unit, (0,) * count)
            case 19200, ReadRegisters(2 | 9 as unit):
                return Refusal(unit, 3, 2)
            case _:
                return None

    wishes = ScanWishes(families=("shuoming", "winnsen"))
    found, sent = scanned(wishes, line)
    assert found == (
        BoardFound(19200, "shuoming", 3, 24),
        ScaleFound(19200, 2, ("rs485-transmitter",)),
        ScaleFound(19200, 9, ("rs485-transmitter",)),
    )
    assert {probe.baud for probe in sent} == {9600, 19200}


def test_a_board_at_a_high_address_is_found_in_the_second_round() -> None:
    def line(probe: Probe) -> LineMessage | None:
        match probe.request:
            case ReadBoard(14) if probe.family and probe.family.name == "kerong-cu16":
                return BoardReport(14, (False,) * 16)
            case _:
                return None

    found, _ = scanned(ScanWishes(bauds=(19200,)), line)
    assert found == (BoardFound(19200, "kerong-cu16", 14, 16),)


def test_silence_finds_nothing_and_ends() -> None:
    found, sent = scanned(ScanWishes(), silence)
    assert found == ()
    assert len(sent) < 2_000


def frame_of(probe: Probe) -> bytes:
    if isinstance(probe.request, ReadRegisters):
        return modbus_encode(probe.request)
    assert probe.family is not None
    assert not isinstance(probe.request, Unlock)
    return probe.family.encode(probe.request)  # type: ignore[arg-type]


@pytest.mark.parametrize("listener", FAMILY_NAMES)
def test_no_probe_is_an_unlock_to_any_family_wherever_one_begins_to_listen(
    listener: str,
) -> None:
    settings = FamilySettings.model_validate({"family": listener})
    board, wire = settings.make(), wire_of(settings)
    _, sent = scanned(ScanWishes(deep=True), silence)
    frames = [frame_of(probe) for probe in sent]
    for before, frame in pairwise(frames):
        data = before + frame
        for start in range(len(data)):
            heard = wire.take(data[start:], ended=True)
            assert not (isinstance(heard, Frame) and isinstance(heard.message, Unlock | UnlockAll))
            taken = board.take(data[start:], ended=True)
            if isinstance(taken, Frame) and isinstance(taken.message, RequestCopy):
                assert not isinstance(taken.message.request, Unlock)


def test_no_probe_is_shuomings_open_by_bitmap() -> None:
    """`90 BOARD B1 B2 B3 BCC`, which the library does not know, and Winnsen's frames resemble."""
    _, sent = scanned(ScanWishes(deep=True), silence)
    for frame in map(frame_of, sent):
        for start in range(len(frame) - 5):
            head, *rest = frame[start : start + 6]
            check = head
            for byte in rest[:-1]:
                check ^= byte
            assert not (head == 0x90 and check == rest[-1] and any(rest[1:4]))
