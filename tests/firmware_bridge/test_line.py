"""What is heard on a line that locks and scales share."""

from firmware_bridge.bus_plan import BusPlan, ScaleOnBus
from firmware_bridge.line import Line
from firmware_bridge.messages import (
    BoardReport,
    LockAddress,
    LockReport,
    ReadBoard,
    ReadLock,
    RequestCopy,
    Unlock,
)
from firmware_bridge.modbus import ReadRegisters, Registers
from firmware_bridge.scale_profile import load_profile
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.weights import ScaleAddress
from firmware_bridge.wiring import ByteOrder, Polarity

DOOR = LockAddress(1, 1)
WHOLE = bytes.fromhex("80010000000233b0")
READ_80 = ReadRegisters(1, 80, 2)
ANSWER_80 = bytes.fromhex("01030400000084fa50")


def line() -> Line:
    options = ShuomingOptions(Polarity.OPENING_FEEDBACK, ByteOrder.LAST_BYTE_FIRST)
    scale = ScaleOnBus(ScaleAddress(1), load_profile("rs485-transmitter"))
    return Line(BusPlan(Shuoming(options), scales=(scale,)))


def test_our_echo_is_told_from_the_answer_that_follows() -> None:
    shared = line()
    echo = shared.say(ReadLock(DOOR))
    assert shared.hear(echo + bytes.fromhex("8001011191"), 0.0) == [
        RequestCopy(ReadLock(DOOR)),
        LockReport(DOOR, is_open=True),
    ]
    echo = shared.say(READ_80)
    assert shared.hear(echo[:3], 1.0) == []
    assert shared.hear(echo[3:] + ANSWER_80, 1.01) == [Registers(1, (0, 132))]
    assert shared.noise == 0


def test_an_answer_that_equals_our_request_is_only_a_copy() -> None:
    shared = line()
    echo = shared.say(Unlock(DOOR))
    assert shared.hear(echo + echo, 0.0) == [RequestCopy(Unlock(DOOR))] * 2


def test_a_lock_may_speak_while_a_scale_is_asked() -> None:
    shared = line()
    shared.say(READ_80)
    said = shared.hear(bytes.fromhex("8201010082") + ANSWER_80, 0.0)
    assert len(said) == 2
    assert said[1] == Registers(1, (0, 132))


def test_registers_that_were_not_asked_for_say_nothing() -> None:
    shared = line()
    shared.say(ReadRegisters(1, 8, 1))
    assert shared.hear(ANSWER_80, 0.0) == []
    assert shared.advance(1.0) == []
    assert shared.noise >= len(ANSWER_80)


def test_a_board_whose_answer_is_known_need_not_be_waited_for() -> None:
    shared = line()
    report = BoardReport(1, tuple(lock == 2 for lock in range(1, 25)))
    shared.say(ReadBoard(1))
    assert shared.hear(WHOLE, 0.0) == []
    assert shared.advance(0.1) == [report]
    shared.say(ReadBoard(1))
    assert shared.hear(WHOLE[:6], 1.0) == []
    assert shared.hear(WHOLE[6:], 1.01) == [report]
    longer = bytes.fromhex("80010000000000 02 33b0")
    shared.say(ReadBoard(1))
    assert shared.hear(longer, 2.0) == []
    assert shared.advance(2.1) == [BoardReport(1, tuple(lock == 2 for lock in range(1, 41)))]


def test_the_line_is_not_free_in_a_frame_nor_right_after_it() -> None:
    shared = line()
    shared.hear(bytes.fromhex("800101"), 1.0)
    free = [shared.is_free(1.02)]
    shared.hear(bytes.fromhex("1191"), 1.02)
    free += [shared.is_free(1.021), shared.is_free(1.03)]
    assert free == [False, False, True]
