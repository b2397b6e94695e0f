"""Boards and scales of every kind on one line: real session, virtual devices, no clock."""

import random  # noqa: TID251 - seeded dice

import pytest

from firmware_bridge.families import FAMILY_NAMES, FamilySettings
from firmware_bridge.messages import (
    DoorClosed,
    DoorOpened,
    DoorSeen,
    DoorUnknown,
    LockAddress,
    UnexpectedOpening,
    Unlock,
    UnlockFailed,
    UnlockUnknown,
)
from firmware_bridge.modbus import WriteRegisters
from firmware_bridge.simulator.board_wire import UnlockAll
from firmware_bridge.simulator.twins import wire_of
from firmware_bridge.weights import (
    CalibrateEmpty,
    CalibrateWith,
    Quality,
    ScaleOrderDone,
    ScaleOrderFailed,
    ScaleOrderUnknown,
    Tare,
    WeightRead,
)
from firmware_bridge.wiring import ByteOrder, Polarity
from tests.firmware_bridge.virtual_bus import VirtualBus

LAST_FIRST = FamilySettings(read_all=ByteOrder.LAST_BYTE_FIRST)

KINDS = [
    FamilySettings(),
    LAST_FIRST,
    FamilySettings(read_all=ByteOrder.FIRST_BYTE_FIRST, polarity=Polarity.OPENING_FEEDBACK),
    FamilySettings(family="kerong-cu16"),
    FamilySettings(family="kerong-cu16", polarity=Polarity.OPENING_FEEDBACK),
    FamilySettings(family="kerong-cu48", reply_has_etx=True),
    FamilySettings(family="wkly"),
    FamilySettings(family="wkly", answers_unlock=False),
    FamilySettings(family="winnsen"),
    FamilySettings(family="winnsen", status_function=0x12, answer_offset=0xA0),
]

DOOR = LockAddress(1, 2)


@pytest.mark.parametrize("fault", ["", "echo"])
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_opens_the_right_door_and_sees_it_close(
    kind: FamilySettings, fault: str
) -> None:
    bus = VirtualBus(kind, scales=1)
    if fault:
        bus.wire.set_fault(fault, 1.0)
    seen = bus.run(1.5)
    for address in bus.addresses:
        assert DoorSeen(address, is_open=False) in seen
    bus.session.unlock("c1", DOOR, bus.now)
    told = bus.until(DoorOpened, UnlockFailed, UnlockUnknown)
    assert told == DoorOpened("c1", DOOR)
    assert [address for address in bus.addresses if bus.doors[address].is_open(bus.now)] == [DOOR]
    bus.run(2.0)
    bus.doors[DOOR].push_shut(bus.now)
    assert bus.until(DoorClosed) == DoorClosed(DOOR)
    assert bus.sent.count(Unlock(DOOR)) == 1
    assert not [event for event in bus.events if isinstance(event, UnexpectedOpening)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_forced_door_is_told_within_a_second(kind: FamilySettings) -> None:
    bus = VirtualBus(kind, scales=2)
    bus.run(2.0)
    bus.doors[DOOR].force(bus.now)
    told = bus.until(UnexpectedOpening, within_s=1.0)
    assert isinstance(told, UnexpectedOpening)
    assert (told.address, told.was_reported) == (DOOR, False)
    assert not [request for request in bus.sent if isinstance(request, Unlock)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_jammed_door_failed_and_was_pulsed_once(kind: FamilySettings) -> None:
    bus = VirtualBus(kind)
    bus.run(1.0)
    bus.doors[DOOR].is_jammed = True
    bus.session.unlock("c1", DOOR, bus.now)
    told = bus.until(DoorOpened, UnlockFailed, UnlockUnknown)
    assert told == UnlockFailed("c1", DOOR, "the board reports that the door is still closed")
    assert bus.sent.count(Unlock(DOOR)) == 1


@pytest.mark.parametrize("name", ["shuoming", "wkly"])
def test_a_board_that_reports_is_heard_at_once(name: str) -> None:
    kind = FamilySettings.model_validate({"family": name})
    bus = VirtualBus(kind, reports=True)
    bus.run(1.0)
    bus.doors[DOOR].force(bus.now)
    told = bus.until(UnexpectedOpening, within_s=0.1)
    assert isinstance(told, UnexpectedOpening)
    bus.doors[DOOR].push_shut(bus.now)
    assert bus.until(DoorClosed) == DoorClosed(DOOR)


def test_an_open_all_from_a_stranger_is_an_alarm_for_every_door() -> None:
    bus = VirtualBus(LAST_FIRST)
    bus.run(1.0)
    bus.wire.inject(bytes.fromhex("8a0100119a"), bus.now)
    bus.run(1.2)
    alarms = [event.address for event in bus.events if isinstance(event, UnexpectedOpening)]
    assert sorted(alarms) == bus.addresses
    assert UnlockAll(1) in bus.boards[0].heard


def test_eight_boards_and_sixty_four_doors_are_watched_within_a_second() -> None:
    bus = VirtualBus(LAST_FIRST, boards=range(1, 9), locks=8)
    seen = bus.run(2.0)
    assert seen == [DoorSeen(address, is_open=False) for address in bus.addresses]
    rng = random.Random(3)  # noqa: S311
    for address in rng.sample(bus.addresses, 10):
        bus.run(rng.random())
        bus.doors[address].force(bus.now)
        forced_at = bus.now
        assert isinstance(bus.until(UnexpectedOpening, within_s=1.0), UnexpectedOpening)
        assert bus.now - forced_at < 1.0


# --- scales -----------------------------------------------------------------------------------


def weights(bus: VirtualBus, seconds: float) -> list[WeightRead]:
    return [event for event in bus.run(seconds) if isinstance(event, WeightRead)]


def test_scales_are_weighed_at_a_steady_rate_beside_the_doors() -> None:
    bus = VirtualBus(LAST_FIRST, scales=3)
    bus.run(1.0)
    bus.scales[bus.units[1]].load(330_000, bus.now)
    bus.run(2.0)
    read = weights(bus, 2.0)
    for unit, mg in zip(bus.units, (0, 330_000, 0), strict=True):
        of_unit = [weight for weight in read if weight.scale == unit]
        assert len(of_unit) >= 6
        assert {(weight.mg, weight.quality) for weight in of_unit} == {(mg, Quality.STABLE)}


def test_a_swinging_a_loaded_and_a_missing_scale_say_so() -> None:
    bus = VirtualBus(LAST_FIRST, scales=2)
    bus.run(1.0)
    scale = bus.scales[bus.units[0]]
    scale.load(500_000, bus.now)
    assert Quality.UNSTABLE in {weight.quality for weight in weights(bus, 0.5)}
    scale.load(20_000_000, bus.now)
    bus.run(2.0)
    assert {(w.mg, w.quality) for w in weights(bus, 1.0) if w.scale == bus.units[0]} == {
        (None, Quality.OVERLOAD)
    }
    bus.wire.power(on=False, now=bus.now)
    bus.run(1.0)
    assert {(w.mg, w.quality) for w in weights(bus, 5.0)} == {(None, Quality.UNKNOWN)}
    assert {event for event in bus.events if isinstance(event, DoorUnknown)} == {
        DoorUnknown(address) for address in bus.addresses
    }


def test_a_dead_scale_does_not_hold_up_the_doors() -> None:
    bus = VirtualBus(LAST_FIRST, scales=6)
    bus.wire = type(bus.wire)(bus.boards, random.Random(1))  # noqa: S311 - no scale answers
    bus.run(4.0)
    bus.doors[DOOR].force(bus.now)
    bus.until(UnexpectedOpening, within_s=1.5)


def test_a_scale_is_calibrated_with_a_known_weight_and_tared() -> None:
    bus = VirtualBus(LAST_FIRST, scales=1)
    (unit,) = bus.units
    scale = bus.scales[unit]
    scale.load(50_000, bus.now)  # the empty shelf
    bus.run(2.0)
    bus.session.order_scale("o1", unit, CalibrateEmpty(), bus.now)
    assert bus.until(ScaleOrderDone) == ScaleOrderDone("o1", unit)
    scale.load(1_050_000, bus.now)
    bus.run(2.0)
    bus.session.order_scale("o2", unit, CalibrateWith(2_000_000), bus.now)
    assert bus.until(ScaleOrderDone) == ScaleOrderDone("o2", unit)
    bus.run(1.0)
    assert {weight.mg for weight in weights(bus, 1.0)} == {2_000_000}
    bus.session.order_scale("o3", unit, Tare(), bus.now)
    assert bus.until(ScaleOrderDone) == ScaleOrderDone("o3", unit)
    bus.run(1.0)
    assert {weight.mg for weight in weights(bus, 1.0)} == {0}


def test_a_calibration_that_the_scale_refuses_failed_and_changed_nothing() -> None:
    bus = VirtualBus(LAST_FIRST, scales=1)
    (unit,) = bus.units
    bus.run(1.0)
    bus.session.order_scale("o1", unit, CalibrateWith(1_000_000), bus.now)  # nothing lies there
    told = bus.until(ScaleOrderFailed)
    assert isinstance(told, ScaleOrderFailed)
    assert "does not accept this value" in told.reason


def test_a_write_that_nobody_answers_is_unknown_and_not_repeated() -> None:
    bus = VirtualBus(LAST_FIRST, scales=1)
    (unit,) = bus.units
    bus.run(1.0)
    bus.session.order_scale("o1", unit, Tare(), bus.now)
    while not any(isinstance(request, WriteRegisters) for request in bus.sent):
        bus.turn()
    bus.wire.power(on=False, now=bus.now)
    assert isinstance(bus.until(ScaleOrderUnknown), ScaleOrderUnknown)
    bus.run(5.0)
    assert sum(isinstance(request, WriteRegisters) for request in bus.sent) == 1


# --- a bad line and strangers -------------------------------------------------------------------


@pytest.mark.parametrize("chance", [0.01, 0.05, 0.2])
@pytest.mark.parametrize("fault", ["drop_byte", "flip_byte", "merge", "delay", "reset"])
@pytest.mark.parametrize("name", FAMILY_NAMES)
def test_on_a_bad_line_every_order_ends_and_nothing_is_unlocked_twice(
    name: str, fault: str, chance: float
) -> None:
    bus = VirtualBus(FamilySettings.model_validate({"family": name}), scales=1, seed=7)
    bus.run(1.0)
    bus.wire.set_fault(fault, chance)
    for customer in range(3):
        before = bus.sent.count(Unlock(DOOR))
        bus.session.unlock(f"c{customer}", DOOR, bus.now)
        told = bus.until(DoorOpened, UnlockFailed, UnlockUnknown)
        sent = bus.sent.count(Unlock(DOOR)) - before
        assert sent <= 1
        assert sent == 1 or isinstance(told, UnlockFailed)
        bus.doors[DOOR].push_shut(bus.now)
        bus.run(1.0)


def test_one_lying_answer_without_a_check_value_is_not_believed() -> None:
    bus = VirtualBus(FamilySettings(family="winnsen"))
    bus.run(1.0)
    asked = len(bus.sent)
    while len(bus.sent) == asked:
        bus.turn()
    bus.inject(bytes.fromhex("90078201020003"))  # "lock 2 is open", before the true answer
    assert bus.run(2.0) == []


def strangers(kind: FamilySettings, count: int, seed: int) -> list[bytes]:
    """Frames that nobody asked for: valid, foreign, with a wrong check value, replayed, noise."""
    rng, family, wire = random.Random(seed), kind.make(), wire_of(kind)  # noqa: S311
    frames = []
    for _ in range(count):
        address = LockAddress(rng.randint(1, 14), rng.randint(1, 4))
        doors = [rng.random() < 0.5 for _ in range(4)]
        frame = rng.choice(
            [
                family.encode(Unlock(address)),
                wire.answer(Unlock(address), doors),
                wire.answer(family.reading(address), doors),
                wire.report(address, is_open=True),
                rng.randbytes(rng.randint(1, 12)),
                bytes.fromhex("8a0100119a"),
            ]
        )
        if frame and rng.random() < 0.3:
            frame = frame[:-1] + bytes((frame[-1] ^ rng.randint(1, 255),))
        frames.append(frame)
    return frames


@pytest.mark.parametrize("name", FAMILY_NAMES)
def test_nothing_that_strangers_say_makes_us_unlock(name: str) -> None:
    kind = FamilySettings.model_validate({"family": name})
    bus = VirtualBus(kind, boards=(1, 2), scales=1)
    bus.run(1.0)
    for number, frame in enumerate(strangers(kind, 1000, seed=5)):
        bus.inject(frame)
        if number % 5 == 0:
            bus.run(0.05)
    bus.run(2.0)
    assert not [request for request in bus.sent if isinstance(request, Unlock | WriteRegisters)]
    bus.run(5.0)
    bus.doors[DOOR].force(bus.now)
    bus.until(UnexpectedOpening, within_s=1.0)
