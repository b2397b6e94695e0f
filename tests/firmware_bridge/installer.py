"""An installer who answers what learning asks, with eyes and hands at a virtual cabinet."""

import threading

from firmware_bridge.learning import Learning
from firmware_bridge.learning_devices import LearningDevices
from firmware_bridge.learning_steps import (
    AskClose,
    AskEmpty,
    AskGood,
    AskKnownWeight,
    AskOpen,
    AskShelf,
    AskSure,
    AskWhichDoor,
    Begin,
    DoorNamed,
    Event,
    Finish,
    Finished,
    OpenDoor,
    Question,
    ShelfNamed,
    ToldGood,
    Yes,
)
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet

LOOKS = 50


def short_wait(seconds: float) -> object:
    """The virtual latch needs a tenth of a second, of the second that is given to real ones."""
    return threading.Event().wait(seconds * 0.15)


class Installer:
    """`locks`: so many are tried. Knows which scale is under which shelf, behind which door."""

    def __init__(self, cabinet: VirtualCabinet, locks: int) -> None:
        self._cabinet = cabinet
        self._locks = locks
        plan = cabinet.plan
        self._shelf_of = {shelf.scale.unit: shelf for shelf in plan.shelves if shelf.scale}
        self._door_of = {shelf.name: shelf.door for shelf in plan.shelves}

    def set_up(self, learning: Learning, devices: LearningDevices) -> None:
        """From the beginning to the end."""
        act(learning, devices, Begin())
        while isinstance(step := learning.state.step, Question):
            for event in self._answer(step):
                act(learning, devices, event)
        assert isinstance(learning.state.step, Finished)

    def _answer(self, step: Question) -> list[Event]:
        match step:
            case AskOpen(_, lock):
                return [Yes() if lock <= self._locks else Finish()]
            case AskWhichDoor():
                return [DoorNamed(self._door_that_opens())]
            case AskClose(trial):
                self._cabinet.do(acts.Close(trial.door))
                return [Yes()]
            case AskSure() | ToldGood():
                raise AssertionError(step)
            case AskShelf(scale):
                shelf = self._shelf_of[scale.unit]
                return [OpenDoor(shelf.door), ShelfNamed(shelf.name)]
            case AskEmpty(shelf):
                self._cabinet.play(f"wait open {self._door_of[shelf.shelf]}", 5.0)
                self._cabinet.do(acts.Empty(shelf.shelf))
                return [Yes()]
            case AskKnownWeight(shelf):
                self._cabinet.do(acts.Lay(shelf.known_mg, shelf.shelf))
                return [Yes()]
            case AskGood(good):
                self._cabinet.do(acts.Restock(good.sku, 1, good.shelf))
                return [Yes()]

    def _door_that_opens(self) -> int | None:
        """Looks for a while: a latch needs its time, and so does a busy machine."""
        doors = [door.number for door in self._cabinet.plan.doors]
        for _ in range(LOOKS):
            for door in doors:
                if self._cabinet.is_open(door):
                    return door
            threading.Event().wait(0.02)
        return None


def act(learning: Learning, devices: LearningDevices, event: Event) -> None:
    """Handle an event and all that follows from it without a person."""
    effects = learning.handle(event)
    while effects:
        effects = learning.handle(devices.carry_out(effects[0]))
