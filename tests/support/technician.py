"""Who sets a cabinet up: reads the kiosk's screen, touches it, and has hands at a virtual cabinet.

    shop = WiredShop(tmp_path, plan)
    with shop.opened() as kiosk:
        Technician(shop, kiosk).set_up()

The kiosk's core and database are real, its time is wound; buses, ptys and boards are real too and
live in real time, so every wait looks again and again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from firmware_bridge import learning_steps as learn
from firmware_bridge.families import FamilyName
from firmware_bridge.scanning import ScanWishes
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.plan import CabinetPlan, plan_of
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk.compose.cabinet_buses import CabinetBuses
from kiosk.compose.cabinets import bus_plan
from kiosk.domain.cabinet_wiring import CabinetWiring
from kiosk.flows import commissioning_events as setup
from kiosk.flows import commissioning_screens as show
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.screens import StaffPage
from kiosk.perform_cabinet import CabinetWorld
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.commissioned_file import WrittenCabinets
from kiosk.workers.commissioning import CommissioningWorker, Search
from tests.support.fake_shop import CATALOGUE
from tests.support.headless_kiosk import POLICY, HeadlessKiosk

PROFILE = "rs485-transmitter"
STAFF_PIN = "482915"
PATIENCE = 1500
"""Looks before a test gives up: some 30 s."""
FILE = """\
# Written by hand: every remark must stay.

[[ports]]
id = "bus"          # the grey adapter
device = "simulator:"
family = "kerong-cu48"
scales = "rs485-transmitter"
baud = 19200

[[cabinets]]
id = "fridge"
name = { zh = "冷柜", en = "the fridge" }
hold = "80.00"      # as the owner wants it

[[cabinets.doors]]
id = "d1"
name = { zh = "左门", en = "the left door" }
port = "bus"
board = 1
lock = 5

[[cabinets.doors]]
id = "d2"
name = { zh = "右门", en = "the right door" }
port = "bus"
board = 1
lock = 6

# the upper shelf
[[cabinets.shelves]]
id = "A"
door = "d1"
port = "bus"
scale = 9
facings = [{ sku = "latte", weight_g = 330, spread_g = 1.0, stock = 4 }]

[[cabinets.shelves]]
id = "B"
door = "d2"
port = "bus"
scale = 10
facings = [{ sku = "toast", weight_g = 120, spread_g = 0.5, stock = 5 }]
"""


def odd_cabinet(family: FamilyName = "shuoming", **options: object) -> CabinetPlan:
    """Board 2: lock 1 opens door 2, and lock 2 door 1; scale 3 under shelf A, 4 under B, both off
    by far. `options` of the board."""
    scale = {"port": "bus", "profile": PROFILE, "zero_mg": 20_000, "span": 1.3,
             "settle_s": 0.15, "noise_mg": 150}  # fmt: skip
    board: dict[str, Any] = {"family": family, "port": "bus", "address": 2, "locks": 8}
    return plan_of({
        "hand_s": 0,
        "port": [{"name": "bus"}],
        "board": [board | {"options": options}],
        "door": [{"number": 1, "board": 1, "lock": 2}, {"number": 2, "board": 1, "lock": 1}],
        "good": [{"sku": "latte", "weight_mg": 330_000}, {"sku": "toast", "weight_mg": 120_000}],
        "shelf": [
            {"name": "A", "door": 1, "scale": scale | {"unit": 3}},
            {"name": "B", "door": 2, "scale": scale | {"unit": 4}},
        ],
    })  # fmt: skip


class WiredShop:
    """A folder with a database and a cabinets' file, and a virtual cabinet that stays over
    restarts of the kiosk."""

    def __init__(
        self,
        folder: Path,
        cabinet: VirtualCabinet,
        monotonic: Callable[[], float],
        families: tuple[FamilyName, ...],
    ) -> None:
        self.folder, self.cabinet = folder, cabinet
        self.file = folder / "cabinets.toml"
        if not self.file.exists():
            self.file.write_text(FILE, encoding="utf-8")
        self._monotonic = monotonic
        wishes = ScanWishes(bauds=(9600,), families=families, profiles=(PROFILE,))
        self._search = Search(wishes, reply_s=0.025, pace=0.25)
        self._boots = 0

    @property
    def wiring(self) -> CabinetWiring:
        return load_cabinets(self.file, CATALOGUE)[1]

    @contextmanager
    def opened(self) -> Iterator[HeadlessKiosk]:
        """A kiosk from its start to its end; what was not finished is found by the next."""
        self._boots += 1
        seat: list[HeadlessKiosk] = []

        def put(event: Event) -> None:
            seat[0].put(event)

        planned, wiring = load_cabinets(self.file, CATALOGUE)
        buses = CabinetBuses(
            wiring, lambda: self.wiring, bus_plan, self.folder, put, self._monotonic
        )  # fmt: skip
        fitter = CommissioningWorker(buses, put, self._monotonic, self._search)
        file = WrittenCabinets(self.file, CATALOGUE, lambda: buses.devices)
        world = CabinetWorld(planned, buses.locks, fitter=fitter, file=file)
        kiosk = HeadlessKiosk(
            self.folder / "kaimen.db", boot=f"boot-{self._boots}", cabinets=world,
            policy=replace(POLICY, cabinets=planned),
        )  # fmt: skip
        seat.append(kiosk)
        kiosk.start()
        buses.start()
        fitter.start()
        try:
            yield kiosk
        finally:
            fitter.stop()
            buses.stop()
            kiosk.close()


class Technician:
    """`known_g`: the weight in the bag. Answers one question by `answer`, or all by `set_up`."""

    def __init__(self, shop: WiredShop, kiosk: HeadlessKiosk, known_g: int = 1000) -> None:
        self.kiosk, self.cabinet = kiosk, shop.cabinet
        self.known_g = known_g
        plan = shop.cabinet.plan
        self._shelf_of = {shelf.scale.unit: shelf for shelf in plan.shelves if shelf.scale}
        self._door_of = {shelf.name: shelf.door for shelf in plan.shelves}

    # --- at the screen --------------------------------------------------------------------------

    def enter(self) -> None:
        """Through the staff door, to the page; the PIN is chosen by the first who comes."""
        kiosk = self.kiosk
        kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))
        kiosk.touch(on.DigitsEntered(STAFF_PIN), on.StaffPageChosen(StaffPage.COMMISSIONING))
        kiosk.sees(show.StaffSetUp)

    def begin(self, *, anew: bool = False) -> None:
        self.kiosk.touch(setup.SetUpPressed(anew))
        self.wait_for(lambda: not self.is_working)

    @property
    def screen(self) -> object:
        return self.kiosk.screen()

    @property
    def step(self) -> learn.Step:
        screen = self.kiosk.screen()
        if isinstance(screen, show.StaffSetUpDone):
            return learn.Finished()
        return self.kiosk.sees(show.StaffSetUpStep).step

    @property
    def trouble(self) -> learn.Trouble | None:
        return self.kiosk.sees(show.StaffSetUpStep).trouble

    @property
    def is_working(self) -> bool:
        return isinstance(self.step, learn.Work | learn.NotBegun)

    def say(self, answer: learn.Answer | learn.Again | learn.Back) -> None:
        self.touch(setup.SetUpAnswered(answer))

    def touch(self, event: Event) -> None:
        """And wait until a device has done what follows."""
        self.kiosk.touch(event)
        self.wait_for(lambda: not self.is_working)

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        for _ in range(PATIENCE):
            self.kiosk.wait(0.25)
            if is_so():
                return
            threading.Event().wait(0.02)
        raise AssertionError(f"still {self.kiosk.screen()}")

    # --- at the cabinet -------------------------------------------------------------------------

    def set_up(self, locks: int = 2) -> None:
        """Every question from here to the end."""
        while not isinstance(self.step, learn.Finished):
            self.answer(locks)

    def answer(self, locks: int = 2) -> None:
        match self.step:
            case learn.AskOpen(_, lock):
                self.say(learn.Yes() if lock <= locks else learn.Finish())
            case learn.AskWhichDoor():
                self.say(learn.DoorNamed(self.door_that_opens()))
            case learn.AskClose(trial):
                self.cabinet.do(acts.Close(trial.door))
                self.wait_for(lambda: not isinstance(self.step, learn.AskClose | learn.Work))
            case learn.AskShelf(scale):
                shelf = self._shelf_of[scale.unit]
                self.reach(shelf.door)
                self.say(learn.ShelfNamed(shelf.name))
            case learn.AskEmpty(shelf):
                self.cabinet.do(acts.Empty(shelf.shelf))
                self.say(learn.Yes())
            case learn.AskKnownWeight(shelf):
                self.cabinet.do(acts.Lay(self.known_g * 1000, shelf.shelf))
                self.touch(setup.GramsTyped(str(self.known_g)))
            case learn.AskSure():
                self.say(learn.Yes())
            case learn.AskGood(good):
                self.reach(self._door_of[good.shelf])
                self.cabinet.do(acts.Restock(good.sku, 1, good.shelf))
                self.say(learn.Yes())
            case step:
                raise AssertionError(step)

    def reach(self, door: int) -> None:
        """By the screen where that door was learnt, else with the key."""
        if self.cabinet.is_open(door):
            return
        before = len(self.cabinet.pulses())
        self.say(learn.OpenDoor(door))
        if len(self.cabinet.pulses()) > before:
            self.cabinet.play(f"wait open {door} within 5", 6.0)
        else:
            self.cabinet.do(acts.Force(door))

    def door_that_opens(self) -> int | None:
        """Looks for a while: a latch needs its time, and so does a busy machine."""
        for _ in range(50):
            for door in self.cabinet.plan.doors:
                if self.cabinet.is_open(door.number):
                    return door.number
            threading.Event().wait(0.02)
        return None
