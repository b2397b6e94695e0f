"""A whole kiosk without a screen: the real core on a real database, small devices around it.

    kiosk = HeadlessKiosk(tmp_path / "kaimen.db")
    kiosk.start()
    kiosk.touch(on.ShopPressed(), on.ProductAdded("latte"), on.CheckoutPressed())
    kiosk.look("m-1")
    assert kiosk.sees(show.ConfirmPayment).by_face

Nothing runs but what a test asks for: touches, looks and the passing of time. Imports neither Qt
nor OpenCV, so that a script may start it quickly and be killed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeVar

from kiosk.compose.lookups import answer
from kiosk.conductor import Conductor
from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money
from kiosk.domain.pack_change import PackChange
from kiosk.domain.problems import Problem
from kiosk.domain.risk import RiskPolicy
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.face_events import FaceObserved
from kiosk.flows.purchase import PurchasePolicy
from kiosk.flows.records import Finding, Grade
from kiosk.flows.screens import Screen
from kiosk.flows.staff import StaffPolicy
from kiosk.flows.staff_events import BillsLoaded
from kiosk.flows.steps import VisitPolicy
from kiosk.flows.visit import Visit
from kiosk.perform import NoMessages, Performer, World
from kiosk.perform_cabinet import CabinetWorld
from kiosk.ports import CodeSender, PaymentRail, Payments
from kiosk.storage import clock_watch, forgetting, recovery, staff_pin
from kiosk.storage.bill_comparison import compare
from kiosk.storage.bill_files import Folders, bill_files
from kiosk.storage.database import Connect, connect_sqlite, open_database
from kiosk.storage.wallet import WalletRail
from kiosk.timers import Timers
from kiosk.workers.reporting import Bills
from models.results import Match, MatchPolicy, Sighting, Template
from tests.support.builders import a_face
from tests.support.fake_clock import FakeClock
from tests.support.fake_devices import (
    QuietCloud,
    RecordingDisplay,
    RecordingDoor,
    RecordingEyes,
    RecordingPrinter,
    RecordingReports,
)
from tests.support.fake_rails import InlinePayments
from tests.support.fake_safe import VAULT, a_safe
from tests.support.fake_shop import ADDRESS, CATALOGUE

MATCHING = MatchPolicy(accept=0.36, pay_accept=0.45, margin=0.05, agreeing_frames=3)
POLICY = VisitPolicy(
    language=Language.ZH,
    idle_s=60,
    still_there_s=15,
    result_s=20,
    search_s=12,
    purchase=PurchasePolicy(
        confirm_s=15, query_s=3, deadline_s=20, opens_door=True, prints_receipt=True
    ),
    capture=CapturePolicy(frames=3),
    staff=StaffPolicy("kiosk-1", Money(100_000), Money(500_000)),
)
FINDINGS = (Finding("disk", Grade.GOOD, Label("充足", "plenty")),)
FRAME_S = 0.4
AnyScreen = TypeVar("AnyScreen")


class HeadlessKiosk:
    """`boot` begins every id, so that a restarted kiosk makes new ones. `line` puts something
    between the kiosk and its wallet; `payments` takes the place of both. `connect` may be to a
    database on a disk that fails."""

    def __init__(
        self,
        path: Path,
        *,
        boot: str = "boot-1",
        clock: FakeClock | None = None,
        policy: VisitPolicy = POLICY,
        line: Callable[[PaymentRail], PaymentRail] | None = None,
        payments: Payments | None = None,
        faults: tuple[Problem, ...] = (),
        connect: Connect = connect_sqlite,
        cabinets: CabinetWorld | None = None,
        risk: RiskPolicy | None = None,
        change: PackChange | None = None,
        fleet_signed: Callable[[bytes, bytes], bool] | None = None,
        codes: CodeSender | None = None,
    ) -> None:
        self._codes = codes or NoMessages()
        self._fleet_signed = fleet_signed
        self._change = change
        self._risk = risk or RiskPolicy()
        self._cabinets = cabinets or CabinetWorld()
        self.clock = clock or FakeClock()
        self.database = open_database(path, connect)
        self._path, self._connect = path, connect
        self._connections: list[sqlite3.Connection] = []
        wallet = WalletRail(self.another_connection, self.clock.now)
        self.rail: PaymentRail = line(wallet) if line else wallet
        forgetting.finish(self.database, a_safe().signer)
        self.recovered = recovery.recover(self.database, wallet, ADDRESS, self.clock.now())
        self.display = RecordingDisplay()
        self.eyes = RecordingEyes()
        self.door = RecordingDoor(self.put)
        self.printer = RecordingPrinter(self.put)
        self.cloud = QuietCloud()
        bills = Folders(path.parent / "bills", path.parent / "reports", ())
        self.reports = RecordingReports(
            Bills(
                lambda: BillsLoaded(bill_files(bills), str(bills.bills)),
                lambda bill: compare(self.database, bill, ADDRESS.device_id, self.clock.now()),
            ),
            self.put,
        )
        self.restarts = 0
        self._payments = payments or InlinePayments(self.rail, self.put, wallet)
        self.conductor = self._conductor(boot, policy, faults)

    def screen(self) -> Screen:
        return self.display.screens[-1]

    def sees(self, kind: type[AnyScreen]) -> AnyScreen:
        """The screen, which must be of this kind."""
        screen = self.screen()
        assert isinstance(screen, kind), screen
        return screen

    def start(self) -> None:
        """With what the health worker does at once: a first look at the clock."""
        clock_watch.look(self.database, self.clock.reading())
        self.conductor.begin()
        self.conductor.work_off()

    def close(self) -> None:
        for connection in [self.database, *self._connections]:
            connection.close()

    def another_connection(self) -> sqlite3.Connection:
        """To the same database, as the wallet and the cloud have their own."""
        self._connections.append(open_database(self._path, self._connect))
        return self._connections[-1]

    # --- what people do -----------------------------------------------------------------------

    def put(self, event: Event) -> None:
        """For devices: told now, handled when the kiosk gets to it."""
        self.conductor.put(event)

    def touch(self, *events: Event) -> None:
        """One touch after the other; the kiosk finishes with each before the next."""
        for event in events:
            self.put(event)
            self.conductor.work_off()

    def tap_twice(self, event: Event) -> None:
        """Two touches before the kiosk got to the first."""
        self.put(event)
        self.touch(event)

    def wait(self, seconds: float) -> None:
        """Time passes in steps of a quarter of a second; timers ring as they come due."""
        for _ in range(round(seconds * 4)):
            self.clock.wind(0.25)
            self.conductor.work_off()

    def look(
        self,
        member_id: str | None = None,
        *,
        template: Template | None = None,
        score: float = 0.8,
        frames: int = 12,
    ) -> None:
        """Somebody looks into the camera, turning a little, until the kiosk stops looking.
        Frames are given while the kiosk watches only, as from the real eyes."""
        pack = template.pack if template else ""
        match = Match("m-other", 0.1, 0.05, pack)
        if member_id:
            match = Match(member_id, score, 0.1, pack)
        for turn in range(frames):
            sighting = Sighting(1, a_face(float(turn)), None, template, match)
            if self.eyes.is_watching:
                self.touch(FaceObserved(sighting, MATCHING, self.clock.monotonic()))
                self.wait(FRAME_S)

    # --- parts --------------------------------------------------------------------------------

    def _conductor(self, boot: str, policy: VisitPolicy, faults: tuple[Problem, ...]) -> Conductor:
        ids = count(1)
        timers = Timers()
        finished = self.recovered.finished
        visit = Visit(
            CATALOGUE,
            policy,
            lambda: f"{boot}-{next(ids)}",
            has_staff_pin=staff_pin.is_set(self.database),
            faults=faults,
            recovered=finished[-1] if finished else None,
        )
        return Conductor(visit, Performer(self._world(timers)), timers, self.clock)

    def _world(self, timers: Timers) -> World:
        return World(
            database=self.database,
            clock=self.clock,
            timers=timers,
            display=self.display,
            eyes=self.eyes,
            payments=self._payments,
            guard=self._payments,
            door=self.door,
            printer=self.printer,
            cloud=self.cloud,
            address=ADDRESS,
            reports=self.reports,
            safe=a_safe(),
            cabinets=self._cabinets,
            random_bytes=lambda size: bytes(range(size)),
            findings=lambda: FINDINGS,
            look_up=lambda question: answer(self.database, VAULT, self.clock.now(), question),
            restart=self._restart,
            risk=self._risk,
            codes=self._codes,
            change=self._change,
            fleet_signed=self._fleet_signed,
        )

    def _restart(self) -> None:
        self.restarts += 1
