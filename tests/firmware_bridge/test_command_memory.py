"""Which command ids were seen."""

from firmware_bridge.command_memory import CommandMemory
from firmware_bridge.messages import DoorOpened, LockAddress

DOOR = LockAddress(1, 1)


def test_a_settled_command_is_told_again() -> None:
    memory = CommandMemory()
    memory.remember("c1", DOOR)
    assert (memory.address_of("c1"), memory.result_of("c1")) == (DOOR, None)
    memory.settle(DoorOpened("c1", DOOR))
    assert memory.result_of("c1") == DoorOpened("c1", DOOR)


def test_only_the_oldest_settled_command_is_forgotten() -> None:
    memory = CommandMemory(capacity=1)
    for command_id in ("open", "c1", "c2"):
        memory.remember(command_id, DOOR)
    memory.settle(DoorOpened("c1", DOOR))
    memory.settle(DoorOpened("c2", DOOR))
    known = [memory.address_of(command_id) for command_id in ("open", "c1", "c2")]
    assert known == [DOOR, None, DOOR]
