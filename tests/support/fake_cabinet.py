"""A cabinet in front of a headless kiosk: a door, shelves whose goods weigh what they weigh.

    cabinet = ShopCabinet()
    kiosk = boot(policy=cabinet.policy, cabinets=cabinet.world)
    cabinet.stand_by(kiosk)
    cabinet.take("s1", 330_000)
    cabinet.close()

Time passes by `wait`: each quarter of a second every scale is read once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kiosk.domain.cabinet import Cabinet, CabinetDoor
from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money
from kiosk.domain.settlement.planogram import Facing, Good, Planogram, Shelf
from kiosk.domain.settlement.readings import Quality
from kiosk.flows import cabinet_events as on
from kiosk.flows.steps import VisitPolicy
from kiosk.perform_cabinet import CabinetWorld
from tests.support.headless_kiosk import POLICY, HeadlessKiosk

LATTE_MG, TOAST_MG = 330_000, 120_000
LATTE = Good("latte", LATTE_MG, 1_000)
TOAST = Good("toast", TOAST_MG, 500)
FRIDGE = Cabinet(
    "fridge",
    Label("冷柜", "Fridge"),
    (CabinetDoor("d1", Label("门", "Door")),),
    Money(8000),
    Planogram((Shelf("s1", (Facing(LATTE, 6),)), Shelf("s2", (Facing(TOAST, 5),)))),
)
LOCKERS = Cabinet(
    "lockers",
    Label("格子柜", "Lockers"),
    (
        CabinetDoor("d1", Label("1 号", "No. 1"), "latte"),
        CabinetDoor("d2", Label("2 号", "No. 2"), "toast"),
    ),
    Money(5000),
    locker_stock=(("d1", 1), ("d2", 0)),
)


class Voice:
    """A `Voice` that remembers what it said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, cue: str, language: Language) -> None:
        self.said.append(cue)


@dataclass
class ShopCabinet:
    """`answer`: what becomes of a command: opened, failed, unknown, or silent; `answers`: of the
    first ones. `blinds`: nobody knows of the door from a command on."""

    cabinet: Cabinet = FRIDGE
    answer: str = "opened"
    mg: dict[str, int] = field(default_factory=lambda: {"s1": 6 * LATTE_MG, "s2": 5 * TOAST_MG})
    quality: dict[str, Quality] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    voice: Voice = field(default_factory=Voice)
    is_open: dict[str, bool] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    blinds: bool = False

    @property
    def world(self) -> CabinetWorld:
        return CabinetWorld((self.cabinet,), self, self.voice)

    @property
    def policy(self) -> VisitPolicy:
        return replace(POLICY, cabinets=(self.cabinet,))

    def stand_by(self, kiosk: HeadlessKiosk) -> None:
        """Doors and scales are read for the first time."""
        self.kiosk = kiosk
        for door in self.cabinet.doors:
            self._see(door.id, is_open=self.is_open.get(door.id, False))
        self.wait(1)

    @property
    def now_ms(self) -> int:
        return round(self.kiosk.clock.monotonic() * 1000)

    # --- the lock: a `CabinetLocks` -----------------------------------------------------------

    def unlock(self, command_id: str, cabinet: str, door: str) -> None:
        self.asked.append(command_id)
        if self.blinds:
            self.lose_sight(door)
        match self.answers.pop(0) if self.answers else self.answer:
            case "opened":
                self.is_open[door] = True
                self.kiosk.put(on.CabinetUnlocked(command_id, cabinet, door, self.now_ms))
            case "failed":
                self.kiosk.put(on.CabinetNotUnlocked(command_id, "the board says closed"))
            case "unknown":
                self.kiosk.put(on.CabinetUnlockUnknown(command_id, "no answer"))
                self.lose_sight(door)
            case _:  # silent
                pass

    # --- what happens in front of it ----------------------------------------------------------

    def take(self, shelf: str, mg: int) -> None:
        """Less on the shelf; a negative weight is put there. Then a second passes."""
        self.mg[shelf] -= mg
        self.wait(1)

    def close(self, door: str = "d1", for_s: float = 3) -> None:
        self._see(door, is_open=False)
        self.wait(for_s)

    def open(self, door: str = "d1") -> None:
        self._see(door, is_open=True)

    def force(self, door: str = "d1") -> None:
        self.is_open[door] = True
        self.kiosk.touch(on.CabinetDoorForced(self.cabinet.id, door, self.now_ms))

    def lose_sight(self, door: str = "d1") -> None:
        self.kiosk.put(on.CabinetDoorSeen(self.cabinet.id, door, None, self.now_ms))

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds * 4)):
            self.kiosk.wait(0.25)
            for shelf in self.cabinet.planogram.shelves:
                self._weigh(shelf.id)

    def _weigh(self, shelf: str) -> None:
        quality = self.quality.get(shelf, Quality.STABLE)
        mg = self.mg[shelf] if quality is Quality.STABLE else None
        event = on.ShelfWeighed(self.cabinet.id, shelf, mg, quality, self.now_ms)
        self.kiosk.touch(event)

    def _see(self, door: str, *, is_open: bool) -> None:
        self.is_open[door] = is_open
        self.kiosk.touch(on.CabinetDoorSeen(self.cabinet.id, door, is_open, self.now_ms))
