"""Each effect becomes one call: the only place where a decision becomes an act.

Reading `perform` tells everything that the kiosk can do to the world; what it does with money is
in perform_money.py, with members in perform_members.py. Charges and doors are on disk before they
are sent. What can be answered at once is answered at once; the rest comes back through the inbox.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from kiosk.domain.language import Language
from kiosk.domain.pack_change import PackChange
from kiosk.domain.problems import Fault
from kiosk.domain.risk import RiskPolicy
from kiosk.domain.text_message import CodeMessage
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.agreement_effects import AgreementEffect
from kiosk.flows.cabinet_effects import CabinetEffect
from kiosk.flows.code_effects import CodeEffect
from kiosk.flows.commissioning_effects import CommissioningEffect
from kiosk.flows.decision_effects import DecisionEffect, LoadDecisions, LoadRecord
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_effects import FaceEffect
from kiosk.flows.member_effects import MemberEffect
from kiosk.flows.money_effects import MoneyEffect
from kiosk.flows.records import Finding
from kiosk.flows.screens import Screen
from kiosk.flows.staff_effects import StaffEffect
from kiosk.perform_agreements import NOBODY, AgreementDesk, AgreementWorld
from kiosk.perform_cabinet import CabinetDesk, CabinetWorld
from kiosk.perform_commissioning import CommissioningDesk
from kiosk.perform_decisions import DecisionDesk, LookUp
from kiosk.perform_faces import FaceDesk, Mover
from kiosk.perform_fleet import FleetDesk
from kiosk.perform_members import MemberDesk, Safe, forget_for_the_fleet
from kiosk.perform_money import Till
from kiosk.perform_staff import BackRoom
from kiosk.ports import (
    Clock,
    Cloud,
    CodeSender,
    Display,
    Eyes,
    Payments,
    PickUpDoor,
    Printer,
    Reports,
)
from kiosk.storage import clock_watch, face_checks, order_rows, orders, staff_pin, tickets
from kiosk.storage.database import in_our_words
from kiosk.storage.offline import note_contact, use_of
from kiosk.storage.order_message import OrderAddress
from kiosk.storage.pin_hash import SALT_BYTES
from kiosk.storage.stranger_tries import KEY_BYTES, StrangerTries
from kiosk.timers import Timers

log = logging.getLogger(__name__)

Answers = list[Event]


class NoMessages:
    """A `CodeSender` of a kiosk where no messages are set up: nothing asks it."""

    def send(self, message: CodeMessage) -> None: ...


@dataclass(frozen=True, slots=True)
class World:
    """Everything an effect can reach. The database connection belongs to the core thread.

    `payments`: the lane of whoever stands in front; `guard`: that of everything older. `change`:
    the model pack that is being given up, if there is one. `fleet_signed`: whether the fleet's key
    signed these bytes; None: the back office has nothing to say here.
    """

    database: sqlite3.Connection
    clock: Clock
    timers: Timers
    display: Display
    eyes: Eyes
    payments: Payments
    guard: Payments
    door: PickUpDoor
    printer: Printer
    cloud: Cloud
    address: OrderAddress
    reports: Reports
    safe: Safe
    random_bytes: Callable[[int], bytes]
    findings: Callable[[], tuple[Finding, ...] | None]
    look_up: LookUp
    restart: Callable[[], None]
    risk: RiskPolicy = field(default_factory=RiskPolicy)
    change: PackChange | None = None
    cabinets: CabinetWorld = field(default_factory=CabinetWorld)
    agreements: AgreementWorld = NOBODY
    codes: CodeSender = field(default_factory=NoMessages)
    fleet_signed: Callable[[bytes, bytes], bool] | None = None


class Performer:
    """Raises StorageError when something could not be written down; then it was not done."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._language = Language.ZH
        self._shown: Screen | None = None
        self._members = MemberDesk(
            world.database,
            world.safe,
            world.clock,
            world.eyes,
            StrangerTries(world.random_bytes(KEY_BYTES)),
            world.random_bytes,
            world.look_up,
        )
        self._faces = FaceDesk(
            world.database,
            world.clock,
            world.risk,
            self._members.find,
            self._members.check_pin,
            Mover(world.database, world.safe.vault, world.clock, world.eyes, world.change),
        )
        self._agreements = AgreementDesk(world.database, world.clock, world.agreements)
        self._till = Till(
            world.database,
            world.safe.vault,
            world.clock,
            world.payments,
            world.guard,
            world.cloud,
            world.address,
            self._faces.may_charge,
            self._agreements,
        )
        self._cabinets = CabinetDesk(
            world.database, world.clock, world.cloud, world.address, world.cabinets, self._masked
        )
        self._commissioning = CommissioningDesk(
            world.database, world.clock, world.cabinets.fitter, world.cabinets.file
        )
        self._decisions = DecisionDesk(world.database, world.clock, world.look_up)
        self._fleet = FleetDesk(
            world.database,
            world.clock,
            world.cloud,
            world.address,
            world.fleet_signed,
            lambda member_id: forget_for_the_fleet(self._members, member_id),
        )
        self._back_room = BackRoom(
            world.database,
            world.clock,
            world.payments,
            world.address,
            world.reports,
        )

    def perform(self, effect: Effect) -> Answers:
        """Do it; what is known at once comes back as events."""
        with in_our_words():
            return self._do(effect)

    def _do(self, effect: Effect) -> Answers:  # noqa: PLR0912 - a table
        if isinstance(effect, CabinetEffect):
            return self._cabinets.perform(effect, self._language)
        if isinstance(effect, AgreementEffect):
            return self._agreements.perform(effect)
        if isinstance(effect, CommissioningEffect):
            return self._commissioning.perform(effect)
        if isinstance(effect, CodeEffect):
            self._world.codes.send(effect.message)
            return []
        if isinstance(effect, StaffEffect):
            return self._back_room.perform(effect, self._language)
        if isinstance(effect, MoneyEffect):
            return self._till.perform(effect)
        if isinstance(effect, MemberEffect | AddFace):
            return self._members.perform(effect, self._language)
        if isinstance(effect, FaceEffect):
            return self._faces.perform(effect)
        match effect:
            case do.Show() | do.ShowFaults() | do.Speak() | do.AskStillThere():
                return self._display(effect)
            case do.StartTimer() | do.StopTimer() | do.WatchFaces() | do.StopWatching():
                return self._wait_or_watch(effect)
            case do.OpenDoor() | do.OpenDoorForStaff() | do.RecordDoor() | do.PrintReceipt():
                return self._hand_out(effect)
            case do.ReadOfflineUse() | do.NoteContact() | do.ObeyFleet():
                return self._contact(effect)
            case _:
                return self._staff(effect)

    def _masked(self, member_id: str) -> str:
        found = self._members.find(member_id)
        return found.masked if found else ""

    def _display(self, effect: do.Show | do.ShowFaults | do.Speak | do.AskStillThere) -> Answers:
        display = self._world.display
        match effect:
            case do.Show(screen):
                if screen != self._shown:  # the same value again would only restart animations
                    display.show(screen)
                self._shown = screen
            case do.ShowFaults(faults):
                display.set_badges(faults)
            case do.Speak(language):
                self._language = language
                display.speak(language)
            case do.AskStillThere(seconds):
                display.ask_still_there(seconds)
            case _:
                assert_never(effect)
        return []

    def _wait_or_watch(
        self, effect: do.StartTimer | do.StopTimer | do.WatchFaces | do.StopWatching
    ) -> Answers:
        match effect:
            case do.StartTimer(timer, seconds):
                self._world.timers.start(timer, self._world.clock.monotonic(), seconds)
            case do.StopTimer(timer):
                self._world.timers.stop(timer)
            case do.WatchFaces(closely):
                self._world.eyes.watch(closely=closely)
            case do.StopWatching():
                self._world.eyes.stop_watching()
            case _:
                assert_never(effect)
        return []

    # --- contact with the back office ---------------------------------------------------------

    def _contact(self, effect: do.ReadOfflineUse | do.NoteContact | do.ObeyFleet) -> Answers:
        db, now = self._world.database, self._world.clock.now()
        match effect:
            case do.ReadOfflineUse(member_id):
                return [money_on.OfflineUseRead(use_of(db, member_id), now)]
            case do.NoteContact(is_there):
                note_contact(db, is_there=is_there, at=now)
                return []
            case do.ObeyFleet():
                self._fleet.obey()
                return []
            case _:
                assert_never(effect)

    # --- doors and paper ----------------------------------------------------------------------

    def _hand_out(
        self, effect: do.OpenDoor | do.OpenDoorForStaff | do.RecordDoor | do.PrintReceipt
    ) -> Answers:
        db, now = self._world.database, self._world.clock.now()
        match effect:
            case do.OpenDoor(command_id):
                self._open(command_id)
            case do.OpenDoorForStaff(command_id, order_id):
                orders.intend_door(db, command_id, order_id, now)
                self._open(command_id)
            case do.RecordDoor(command_id, state, detail):
                orders.move_door(db, command_id, state, now, detail)
            case do.PrintReceipt(receipt):
                self._world.printer.print(receipt, self._language)
            case _:
                assert_never(effect)
        return []

    def _open(self, command_id: str) -> None:
        """Only a command that waits to be sent: one of before may have opened the door already."""
        if orders.sending_door(self._world.database, command_id, self._world.clock.now()):
            self._world.door.open(command_id)

    # --- staff --------------------------------------------------------------------------------

    def _staff(
        self,
        effect: do.SetStaffPin | do.CheckStaffPin | do.ReadClock | do.ConfirmClock
        | do.LoadStatus | do.LoadOrders | do.LoadOrder | do.LoadQueue | do.MoveTicket | do.Restart
        | DecisionEffect,
    ) -> Answers:  # fmt: skip
        world, db, now = self._world, self._world.database, self._world.clock.now()
        match effect:
            case do.SetStaffPin() | do.CheckStaffPin():
                return [self._at_the_staff_door(effect)]
            case do.ReadClock():
                return [on.ClockRead(now.isoformat(timespec="seconds"))]
            case do.ConfirmClock():
                clock_watch.confirm(db, world.clock.reading())
                return [on.Mended(Fault.CLOCK), on.Mended(Fault.CLOCK_AHEAD)]
            case do.LoadStatus():
                found = world.findings()  # None: it is looked for, and told later
                return [] if found is None else [on.StatusLoaded(found)]
            case do.LoadOrders():
                return [on.OrdersLoaded(order_rows.latest(db))]
            case do.LoadOrder(order_id):
                receipt = orders.receipt_of(db, order_id, world.address.shop)
                asked = face_checks.of_order(db, order_id)
                return [on.OrderLoaded(order_rows.one(db, order_id), receipt, asked)]
            case do.MoveTicket(date, service, number, action):
                tickets.move(db, date, service, number, action, now)
                return [on.QueueLoaded(tickets.of_day(db, now.date().isoformat()))]
            case do.LoadQueue():
                return [on.QueueLoaded(tickets.of_day(db, now.date().isoformat()))]
            case LoadDecisions() | LoadRecord():
                return self._decisions.perform(effect)
            case do.Restart():
                world.restart()
                return []
            case _:
                assert_never(effect)

    def _at_the_staff_door(self, effect: do.SetStaffPin | do.CheckStaffPin) -> Event:
        db, now, vault = self._world.database, self._world.clock.now(), self._world.safe.vault
        if isinstance(effect, do.SetStaffPin):
            salt = self._world.random_bytes(SALT_BYTES)
            staff_pin.choose(db, vault, effect.pin, salt, now)
            return on.StaffPinAccepted()
        if not staff_pin.can_check(db, vault):
            return on.StaffPinOutOfReach()
        tries = staff_pin.check(db, vault, effect.pin, now)
        if tries is None:
            return on.StaffPinAccepted()
        return on.StaffPinRefused(tries.left, tries.locked_for_s(now.timestamp()))
