"""One virtual cabinet with one kiosk in front of it, and a shopper who opens, takes and closes.

The kiosk is the real core on a real database; its locks and scales are real buses on ptys. "Killed"
is the core dropped between two of its steps, with its buses, and begun anew on the same file.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given
from typing import cast

from firmware_bridge.bus import Bus
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.errors import NotPossibleError
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk.compose.cabinets import bus_plan, virtual_plan
from kiosk.devices.cabinet import BusCabinets
from kiosk.domain.cabinet_wiring import CabinetWiring
from kiosk.domain.money import Money
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens as show
from kiosk.flows import events as on
from kiosk.flows.cabinet_place import CabinetPolicy
from kiosk.flows.events import Event
from kiosk.perform_cabinet import CabinetWorld, Silence
from kiosk.storage import members, staff_pin, wallet
from kiosk.storage.cabinet_file import load_cabinets
from tests.support.fake_clock import FakeClock
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import CATALOGUE, PHONE, PIN, a_member
from tests.support.headless_kiosk import POLICY, HeadlessKiosk

PLANOGRAM = Path(__file__).parent / "cabinets.toml"
TICK_S = 0.01
READY_S, SESSION_S = 20.0, 60.0
TIMES = CabinetPolicy(open_s=3, check_s=8, steady_s=0.8, closed_s=0.4, settle_s=8, give_up_s=40)
GOODS = {"left": "latte", "right": "toast"}
DOORS = {"left": 1, "right": 2}


class RealClock(FakeClock):
    """A `Clock` by the computer's own; `wind` does nothing to it."""

    def __init__(self, monotonic: object) -> None:
        super().__init__(datetime(2026, 11, 21, 10, 0, tzinfo=timezone(timedelta(hours=8))))
        self._read = monotonic

    def monotonic(self) -> float:
        return cast("float", self._read())  # type: ignore[operator]  # a callable


@dataclass
class Ordered:
    """A command as the kiosk gave it to its locks: which door, and when."""

    cabinet: str
    at: float


@dataclass
class Locks:
    """A `CabinetLocks` that writes down what goes through it."""

    inner: BusCabinets
    clock: RealClock
    ordered: list[Ordered]

    def unlock(self, command_id: str, cabinet: str, door: str) -> None:
        self.ordered.append(Ordered(cabinet, self.clock.monotonic()))
        self.inner.unlock(command_id, cabinet, door)


@dataclass
class Stand:
    """`rate`: share of bytes, both ways, that are lost or have a bit turned over; half each."""

    folder: Path
    rate: float
    rng: Random
    clock: RealClock
    ordered: list[Ordered] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    sessions: int = 0
    boots: int = 0

    def run(self, sessions: int) -> None:
        planned, wiring = load_cabinets(PLANOGRAM, CATALOGUE)
        self.world = CabinetWorld(planned)
        plan = virtual_plan(planned, wiring)
        ports = self.folder / "ports"
        ports.mkdir()
        with VirtualCabinet(
            plan, monotonic=self.clock.monotonic, rng=self.rng, folder=ports
        ) as self.twin:
            self._boot(wiring)
            self._settle_in()
            for name in ("drop_byte", "flip_byte"):
                self.twin.do(acts.Fault(name, self.rate / 2))
            for _ in range(sessions):
                self.sessions += 1
                self.ends[self._session(wiring)] += 1
            self._kill()
            self.pulses = self.twin.pulses()

    # --- the kiosk's life -----------------------------------------------------------------------

    def _boot(self, wiring: CabinetWiring) -> None:
        self.boots += 1
        inner = BusCabinets(wiring, self._told, self.clock.monotonic)
        locks = Locks(inner, self.clock, self.ordered)
        world = replace(self.world, locks=locks, voice=Silence())
        policy = replace(POLICY, cabinets=world.cabinets, cabinet=TIMES, result_s=600)
        self.kiosk = HeadlessKiosk(
            self.folder / "kiosk.db",
            boot=f"boot-{self.boots}",
            clock=self.clock,
            policy=policy,
            cabinets=world,
        )
        self.buses = {
            port.id: Bus(
                str(self.folder / "ports" / port.id),
                bus_plan(port, wiring),
                inner.heard(port.id),
                self.clock.monotonic,
            )
            for port in wiring.ports
        }
        inner.connect(self.buses)
        for bus in self.buses.values():
            bus.start()
        self.kiosk.start()

    def _told(self, event: Event) -> None:
        """By the kiosk of this moment."""
        self.kiosk.put(event)

    def _settle_in(self) -> None:
        """A staff PIN, and a member with plenty."""
        db, at = self.kiosk.database, self.clock.now()
        if not staff_pin.is_set(db):
            self.kiosk.touch(on.DigitsEntered("739205"), on.DigitsEntered("739205"))
            self.kiosk.touch(on.BackPressed())
            members.register(db, VAULT, a_member(pin=PIN), at)
            wallet.top_up(db, "top-up", "m-1", Money(400_000), at)

    def _kill(self) -> None:
        for bus in self.buses.values():
            bus.stop()
        self.kiosk.close()

    # --- one session ----------------------------------------------------------------------------

    def _session(self, wiring: CabinetWiring) -> str:
        name = self.rng.choice(sorted(GOODS))
        if not self._until(lambda: self._is_ready(name), READY_S):
            self._tidy()
            return "not ready"
        self.kiosk.touch(cabinet.OpenCabinetPressed(name, "d1"), on.PayByPhonePressed())
        self.kiosk.touch(on.DigitsEntered(PHONE), on.DigitsEntered(PIN))
        deadline = self.clock.monotonic() + SESSION_S
        kill_at = self._some_time(0.1, 3.0) if self.rng.random() < 0.25 else deadline
        reset_at = self._some_time(0.1, 3.0) if self.rng.random() < 0.05 else deadline
        shop_at: float | None = None
        while self.clock.monotonic() < deadline:
            now = self.clock.monotonic()
            if now >= kill_at:
                kill_at = deadline
                self._kill()
                self._boot(wiring)
            if now >= reset_at:
                reset_at = deadline
                self.twin.do(acts.Reset("locks"))
            if shop_at is None and self.twin.is_open(DOORS[name]):
                shop_at = now + self.rng.uniform(0.2, 0.8)
            if shop_at is not None and now >= shop_at:
                shop_at = self._shop(name, deadline)
            self._pump()
            if isinstance(self.kiosk.screen(), show.CabinetResult) and not self._any_open:
                break
        return self._ended()

    def _some_time(self, least: float, most: float) -> float:
        return self.clock.monotonic() + self.rng.uniform(least, most)

    def _shop(self, name: str, never: float) -> float:
        """Take something, some of the time; then close. Once a session."""
        try:
            if self.rng.random() < 0.8:
                self.twin.do(acts.Take(GOODS[name], self.rng.randint(1, 2)))
            self._wait(1.6)
            self.twin.do(acts.Close())
        except NotPossibleError:
            self._tidy()
        return never

    @property
    def _any_open(self) -> bool:
        return any(self.twin.is_open(number) for number in DOORS.values())

    def _tidy(self) -> None:
        if self._any_open:
            self.twin.do(acts.Close())
        self._wait(1)
        self.kiosk.touch(on.DonePressed())

    def _ended(self) -> str:
        """The state on disk of the newest session."""
        row = self.kiosk.database.execute(
            "SELECT state FROM cabinet_sessions ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
        self.kiosk.touch(on.DonePressed())
        for sku, shelf in (("latte", "L"), ("toast", "R")):
            missing = 60 - self.twin.count(shelf, sku)
            if missing > 30:
                self._refill(shelf, sku, missing)
        return str(row[0]) if row else "none"

    def _refill(self, shelf: str, sku: str, units: int) -> None:
        """Staff fill it while nobody is there; the stock on disk with it."""
        self.twin.do(acts.Restock(sku, units, shelf))
        self.kiosk.database.execute("UPDATE cabinet_stock SET stock = 60 WHERE shelf = ?", (shelf,))

    # --- time -----------------------------------------------------------------------------------

    def _is_ready(self, name: str) -> bool:
        screen = self.kiosk.screen()
        if isinstance(screen, show.CabinetResult):
            self.kiosk.touch(on.DonePressed())
        if not isinstance(screen, show.CabinetHome):
            return False
        return any(door.cabinet == name and not door.why_not for door in screen.doors)

    def _until(self, is_so: object, within_s: float) -> bool:
        deadline = self.clock.monotonic() + within_s
        while self.clock.monotonic() < deadline:
            self._pump()
            if is_so():  # type: ignore[operator]  # a callable
                return True
        return False

    def _wait(self, seconds: float) -> None:
        self._until(lambda: False, seconds)

    def _pump(self) -> None:
        self.kiosk.conductor.work_off()
        threading.Event().wait(TICK_S)
