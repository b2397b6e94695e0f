"""What must never follow from a bad line or a bad board: a second unlock, or a false word."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge.families import FamilySettings
from firmware_bridge.messages import (
    DoorOpened,
    LockAddress,
    ReadBoard,
    ReadLock,
    Unlock,
    UnlockFailed,
    UnlockUnknown,
)
from firmware_bridge.wiring import Polarity
from tests.firmware_bridge.virtual_bus import VirtualBus

DOOR = LockAddress(1, 1)
FAULTS = ("drop", "flip", "delay", "merge", "echo", "silent", "reset", "jam")
"""Of whole requests and answers. The faults of single bytes can turn two bits over, which no check
value of one byte always sees: see test_whole_bus.py for what holds even then."""

Result = DoorOpened | UnlockFailed | UnlockUnknown


def bus_with(faults: Mapping[str, float], polarity: Polarity, seed: int = 1) -> VirtualBus:
    bus = VirtualBus(FamilySettings(polarity=polarity), locks=1, seed=seed)
    bus.run(0.5)
    for name, chance in faults.items():
        bus.wire.set_fault(name, chance)
    return bus


def order(bus: VirtualBus, command_id: str) -> Result:
    """Once, and once more in impatience; how it ended."""
    bus.events += bus.session.unlock(command_id, DOOR, bus.now)
    bus.events += bus.session.unlock(command_id, DOOR, bus.now)
    for _ in range(4000):
        for event in bus.events:
            if isinstance(event, Result) and event.command_id == command_id:
                return event
        bus.turn()
    raise AssertionError("an order must end")


def check(bus: VirtualBus, command_id: str) -> Result:
    """One command, told as it was."""
    before = len(bus.sent)
    result = order(bus, command_id)
    sent = bus.sent[before:]
    unlocks = sent.count(Unlock(DOOR))
    assert unlocks <= 1, "one id, at most one unlock on the wire"
    if unlocks == 0:
        assert isinstance(result, UnlockFailed)
        assert "nothing was sent" in result.reason
        return result
    looks = [
        one for one in sent[sent.index(Unlock(DOOR)) :] if isinstance(one, ReadLock | ReadBoard)
    ]
    match result:
        case DoorOpened():
            assert bus.doors[DOOR].is_open(bus.now)
        case UnlockFailed():
            assert not bus.doors[DOOR].is_open(bus.now)
            assert looks, "failed is only said after a look"
        case _:
            assert looks, "unknown is only said after a look"
    return result


def check_customers(faults: Mapping[str, float], seed: int, polarity: Polarity) -> None:
    """Three customers one after another; each closes the door behind him."""
    bus = bus_with(faults, polarity, seed)
    for customer in range(3):
        check(bus, f"c{customer}")
        bus.doors[DOOR].push_shut(bus.now)
        bus.run(0.3 * customer)
    obeyed = [one for one in bus.boards[0].heard if isinstance(one, Unlock)]
    assert len(obeyed) <= 3


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("chance", [0.3, 1.0])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_makes_a_second_unlock_or_a_false_word(
    fault: str, chance: float, polarity: Polarity
) -> None:
    for seed in range(5):
        check_customers({fault: chance}, seed, polarity)


@settings(max_examples=80, deadline=None)
@given(
    st.fixed_dictionaries(dict.fromkeys(FAULTS, st.sampled_from([0.0, 0.1, 0.4]))),
    st.integers(0, 10_000),
    st.sampled_from(Polarity),
)
def test_no_mixture_of_faults_makes_a_second_unlock_or_a_false_word(
    faults: dict[str, float], seed: int, polarity: Polarity
) -> None:
    check_customers(faults, seed, polarity)


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_board_that_never_answers_is_unknown_although_its_door_opened(
    polarity: Polarity,
) -> None:
    bus = bus_with({}, polarity)
    bus.session.unlock("c1", DOOR, bus.now)
    while Unlock(DOOR) not in bus.sent:
        bus.turn()
    bus.is_deaf = True
    assert isinstance(order(bus, "c1"), UnlockUnknown)
    assert bus.doors[DOOR].is_open(bus.now)
