"""A performer with everything it can reach in sight: small devices, real database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kiosk.compose.lookups import answer
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.payment import Paid
from kiosk.flows import member_effects as member_do
from kiosk.flows import money_effects as money_do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.records import Finding, Grade
from kiosk.perform import Performer, World
from kiosk.storage.database import open_database
from kiosk.timers import Timers
from tests.support.fake_clock import FakeClock
from tests.support.fake_devices import (
    QuietCloud,
    RecordingDisplay,
    RecordingDoor,
    RecordingEyes,
    RecordingPrinter,
    RecordingReports,
)
from tests.support.fake_rails import HangingPayments
from tests.support.fake_safe import VAULT, a_safe
from tests.support.fake_shop import (
    ADDRESS,
    PHONE,
    a_template,
    an_order,
    payment_for,
)

ORDER = an_order()
PAYMENT = payment_for(ORDER)
YES = Approval(Identity("m-1", Proof.PIN), ORDER.id, ORDER.total)
FINDINGS = (Finding("disk", Grade.GOOD, Label("充足", "plenty")),)
PAID = (
    money_do.PlaceOrder(ORDER, PAYMENT),
    money_do.Charge(PAYMENT, YES),
    money_do.RecordOutcome(PAYMENT.id, Paid(Money(0))),
)


class Desk:
    """A performer with everything it can reach in sight."""

    def __init__(self, path: Path) -> None:
        self.database = open_database(path)
        self.clock = FakeClock()
        self.timers = Timers()
        self.display = RecordingDisplay()
        self.eyes = RecordingEyes()
        self.payments = HangingPayments()
        self.guard = HangingPayments()
        self.told: list[Event] = []
        self.door = RecordingDoor(self.told.append, answer=None)
        self.printer = RecordingPrinter(self.told.append)
        self.cloud = QuietCloud()
        self.restarts = 0
        self.world = World(
            database=self.database,
            clock=self.clock,
            timers=self.timers,
            display=self.display,
            eyes=self.eyes,
            payments=self.payments,
            guard=self.guard,
            door=self.door,
            printer=self.printer,
            cloud=self.cloud,
            address=ADDRESS,
            reports=RecordingReports(),
            safe=a_safe(),
            random_bytes=lambda size: bytes(range(size)),
            findings=lambda: FINDINGS,
            look_up=lambda question: answer(self.database, VAULT, self.clock.now(), question),
            restart=self._restart,
        )
        self.performer = Performer(self.world)

    def perform(self, *effects: Effect) -> list[Event]:
        """All of them; the answers to the last."""
        answers: list[Event] = []
        for effect in effects:
            answers = self.performer.perform(effect)
        return answers

    def payment_state(self) -> str:
        (state,) = self.database.execute("SELECT state FROM payments").fetchone()
        return str(state)

    def door_states(self) -> dict[str, str]:
        return dict(self.database.execute("SELECT id, state FROM door_commands").fetchall())

    def _restart(self) -> None:
        self.restarts += 1


def join(desk: Desk, member_id: str = "m-1", phone: str = PHONE, pin: str = "") -> list[Event]:
    return desk.perform(member_do.RegisterMember(member_id, phone, "张三", pin, (a_template(1),)))


def refuse_writes(database: sqlite3.Connection, table: str) -> None:
    database.execute(
        f"CREATE TEMP TRIGGER refuse BEFORE UPDATE ON {table} BEGIN SELECT raise(ABORT, 'no'); END"
    )
