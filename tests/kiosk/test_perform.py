"""Effects become acts; what is charged or opened is on disk first. Small devices, real database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.compose.lookups import answer
from kiosk.domain.door import DoorState
from kiosk.domain.forgetting import Why, receipt_in
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.language import Label, Language
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Closed, Means, Paid, Payment, Refusal, Refused, Unknown
from kiosk.domain.pin import LOCK_S
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.queue_number import TicketAction, TicketState
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.records import Finding, Grade
from kiosk.perform import Performer, World
from kiosk.perform_members import Safe, forget_for_the_fleet
from kiosk.storage import consents, members, orders
from kiosk.storage.database import StorageError, open_database
from kiosk.storage.vault import SECRET_BYTES, Vault
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
from tests.support.fake_safe import SIGNER, VAULT, a_safe
from tests.support.fake_shop import (
    ADDRESS,
    PHONE,
    PIN,
    SHOP,
    a_template,
    an_order,
    payment_for,
)

ORDER = an_order()
PAYMENT = payment_for(ORDER)
YES = Approval(Identity("m-1", Proof.PIN), ORDER.id, ORDER.total)
FINDINGS = (Finding("disk", Grade.GOOD, Label("充足", "plenty")),)


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


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "kaimen.db")
    yield desk
    desk.database.close()


def join(desk: Desk, member_id: str = "m-1", phone: str = PHONE, pin: str = "") -> list[Event]:
    return desk.perform(member_do.RegisterMember(member_id, phone, "张三", pin, (a_template(1),)))


PAID = (
    money_do.PlaceOrder(ORDER, PAYMENT),
    money_do.Charge(PAYMENT, YES),
    money_do.RecordOutcome(PAYMENT.id, Paid(Money(0))),
)

# --- the screen and the clock -----------------------------------------------------------------


def test_a_screen_is_shown_once_until_it_changes(desk: Desk) -> None:
    home, closed = show.Attract(faces_work=True), show.Attract(faces_work=False)
    for screen in (home, home, closed, home):
        desk.perform(do.Show(screen))
    assert desk.display.screens == [home, closed, home]


def test_badges_language_and_the_countdown_reach_the_display(desk: Desk) -> None:
    desk.perform(do.ShowFaults((Fault.CAMERA,)), do.Speak(Language.EN), do.AskStillThere(15))
    display = desk.display
    assert (display.badges, display.languages, display.still_there) == (
        (Fault.CAMERA,),
        [Language.EN],
        15,
    )


def test_timers_run_by_the_given_clock(desk: Desk) -> None:
    desk.perform(do.StartTimer("idle", 60), do.StartTimer("slow", 4), do.StopTimer("slow"))
    now_s = desk.clock.monotonic()
    assert list(desk.timers.take_due(now_s + 59.9)) == []
    assert list(desk.timers.take_due(now_s + 60)) == ["idle"]


def test_the_eyes_watch_when_told(desk: Desk) -> None:
    desk.perform(do.WatchFaces())
    assert desk.eyes.is_watching
    desk.perform(do.StopWatching())
    assert not desk.eyes.is_watching


# --- money ------------------------------------------------------------------------------------


def test_an_order_is_on_disk_before_it_is_answered(desk: Desk) -> None:
    join(desk)
    assert desk.perform(PAID[0]) == [money_on.OrderPlaced("order-1", "pay-1")]
    assert desk.payment_state() == "created"
    (payer,) = desk.database.execute("SELECT payer FROM orders").fetchone()
    assert payer == "张*"
    assert desk.payments.calls == []


def test_a_charge_is_on_disk_before_the_rail_hears_of_it(desk: Desk) -> None:
    states: list[tuple[str, str]] = []

    def charge(payment: Payment, means: Means) -> None:
        states.append((payment.id, desk.payment_state()))
        assert means == ByMember()

    desk.payments.charge = charge  # type: ignore[method-assign]
    desk.perform(*PAID[:2])
    assert states == [("pay-1", "submitting")]


def test_a_second_charge_asks_instead(desk: Desk) -> None:
    desk.perform(*PAID[:2], PAID[1], PAID[1])
    assert desk.payments.calls == [("charge", "pay-1"), ("query", "pay-1"), ("query", "pay-1")]


@pytest.mark.parametrize("outcome", [Paid(), Closed(), Unknown("?"), Refused(Refusal.DECLINED)])
def test_a_payment_with_an_answer_is_not_charged_again(
    desk: Desk, outcome: Paid | Closed | Unknown | Refused
) -> None:
    desk.perform(PAID[0], money_do.RecordOutcome("pay-1", outcome), PAID[1])
    assert desk.payments.calls == [("query", "pay-1")]


@pytest.mark.parametrize(
    "approval",
    [
        replace(YES, order_id="order-2"),
        replace(YES, amount=Money(2199)),
        replace(YES, amount=Money(2200, "USD")),
    ],
)
def test_only_what_was_approved_is_charged(desk: Desk, approval: Approval) -> None:
    desk.perform(PAID[0])
    with pytest.raises(ValueError, match="not what was approved"):
        desk.perform(money_do.Charge(PAYMENT, approval))
    assert desk.payments.calls == []
    assert desk.payment_state() == "created"


def test_a_payment_that_was_never_placed_is_not_charged(desk: Desk) -> None:
    desk.perform(money_do.Charge(PAYMENT, YES))
    assert desk.payments.calls == [("query", "pay-1")]


def test_only_a_payment_that_is_on_disk_is_asked_for(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no payment pay-9"):
        desk.perform(money_do.QueryPayment("pay-9"))


def test_asking_and_closing_go_to_the_rail(desk: Desk) -> None:
    desk.perform(PAID[0], money_do.QueryPayment("pay-1"), money_do.ClosePayment("pay-1"))
    assert desk.payments.calls == [("query", "pay-1"), ("close", "pay-1")]


def test_a_paid_order_gets_numbers_wakes_the_cloud_and_intends_the_door(desk: Desk) -> None:
    answers = desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"))
    receipt = orders.receipt_of(desk.database, "order-1", SHOP)
    assert receipt is not None
    assert answers == [money_on.OrderCompleted(receipt, "door-1")]
    assert desk.cloud.wakes == 1
    assert desk.door_states() == {"door-1": "intended"}
    assert desk.door.asked == []


def test_completing_twice_gives_one_order_and_one_door(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"))
    (again,) = desk.perform(money_do.CompleteOrder("pay-1", "door-2"))
    assert isinstance(again, money_on.OrderCompleted)
    assert (again.receipt.number, again.door_command_id) == ("20261121-0001", None)
    assert desk.door_states() == {"door-1": "intended"}


def test_what_was_left_open_is_closed_at_the_rail_or_completed(desk: Desk) -> None:
    second, third = an_order("order-2"), an_order("order-3")
    desk.perform(
        *PAID,
        money_do.PlaceOrder(second, payment_for(second, "pay-2")),
        money_do.PlaceOrder(third, payment_for(third, "pay-3")),
        money_do.RecordOutcome("pay-3", Unknown("no answer")),
    )
    assert desk.perform(money_do.ResolvePayments()) == [
        money_on.PaymentAnswered("pay-2", Closed()),  # it never left the kiosk
        money_on.PaymentAnswered("pay-1", Paid()),
    ]
    assert desk.guard.calls == [("close", "pay-3")]


def test_cash_is_added_once(desk: Desk) -> None:
    join(desk)
    effect = money_do.TopUp("top-1", "m-1", Money(5000))
    row = members.find_row(desk.database, VAULT, "m-1")
    assert row is not None
    expected = [money_on.ToppedUp(Money(5000), replace(row, balance=Money(5000)))]
    assert desk.perform(effect) == expected
    assert desk.perform(effect) == expected


# --- doors and paper --------------------------------------------------------------------------


def test_a_door_is_sent_on_disk_before_the_board_is_asked(desk: Desk) -> None:
    seen = []
    desk.door.open = lambda command_id: seen.append(  # type: ignore[method-assign]
        (command_id, desk.door_states()[command_id])
    )
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"), do.OpenDoor("door-1"))
    assert seen == [("door-1", "sent")]


def test_a_door_command_is_sent_once(desk: Desk) -> None:
    opening = do.OpenDoor("door-1")
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"), opening, opening)
    desk.perform(do.RecordDoor("door-1", DoorState.OPENED), opening)
    assert desk.door.asked == ["door-1"]


def test_a_door_nobody_wrote_down_stays_shut(desk: Desk) -> None:
    desk.perform(do.OpenDoor("door-9"))
    assert desk.door.asked == []


def test_staff_open_with_a_command_of_their_own(desk: Desk) -> None:
    desk.perform(
        *PAID, money_do.CompleteOrder("pay-1", None), do.OpenDoorForStaff("door-2", "order-1")
    )
    assert desk.door.asked == ["door-2"]
    assert desk.door_states() == {"door-2": "sent"}
    desk.perform(do.RecordDoor("door-2", DoorState.FAILED, "jammed"))
    assert desk.door_states() == {"door-2": "failed"}


def test_a_door_that_cannot_be_written_down_stays_shut(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"))
    refuse_writes(desk.database, "door_commands")
    with pytest.raises(StorageError):
        desk.perform(do.OpenDoor("door-1"))
    assert desk.door.asked == []


def test_a_charge_that_cannot_be_written_down_is_not_submitted(desk: Desk) -> None:
    desk.perform(PAID[0])
    refuse_writes(desk.database, "payments")
    with pytest.raises(StorageError):
        desk.perform(PAID[1])
    assert desk.payments.calls == []


def refuse_writes(database: sqlite3.Connection, table: str) -> None:
    database.execute(
        f"CREATE TEMP TRIGGER refuse BEFORE UPDATE ON {table} BEGIN SELECT raise(ABORT, 'no'); END"
    )


def test_a_receipt_is_printed_in_the_language_last_spoken(desk: Desk) -> None:
    (done,) = desk.perform(*PAID, money_do.CompleteOrder("pay-1", None))
    assert isinstance(done, money_on.OrderCompleted)
    printing = do.PrintReceipt(done.receipt)
    desk.perform(printing, do.Speak(Language.EN), printing)
    assert desk.printer.printed == [(done.receipt, Language.ZH), (done.receipt, Language.EN)]


# --- members ----------------------------------------------------------------------------------


def test_who_joins_is_found_and_the_eyes_learn_the_face(desk: Desk) -> None:
    member = Member("m-1", PHONE, "张三", has_face=True)
    assert join(desk) == [member_on.MemberRegistered(member)]
    assert desk.perform(member_do.CheckPhone(PHONE)) == [member_on.PhoneChecked(is_free=False)]
    assert len(desk.eyes.changed) == 1


def test_a_number_that_joined_already_is_taken(desk: Desk) -> None:
    join(desk)
    assert join(desk, "m-2") == [member_on.PhoneTaken()]
    assert len(desk.eyes.changed) == 1


def test_a_pin_is_accepted_refused_and_locked(desk: Desk) -> None:
    join(desk, pin=PIN)
    member = Member("m-1", PHONE, "张三", has_face=True, has_pin=True)
    assert desk.perform(member_do.CheckPin(PHONE, PIN)) == [member_on.PinAccepted(member)]
    wrong = member_do.CheckPin(PHONE, "000001")
    assert desk.perform(wrong) == [member_on.PinRefused(4, 0)]
    assert desk.perform(wrong, wrong, wrong, wrong) == [member_on.PinRefused(0, LOCK_S)]
    desk.clock.wind(LOCK_S - 10)
    assert desk.perform(member_do.CheckPin(PHONE, PIN)) == [member_on.PinRefused(0, 10)]
    desk.clock.wind(10)
    assert desk.perform(member_do.CheckPin(PHONE, PIN)) == [member_on.PinAccepted(member)]


def test_a_forgotten_member_is_gone_and_the_eyes_forget(desk: Desk) -> None:
    join(desk)
    (answer,) = desk.perform(member_do.ForgetMember("m-1"))
    assert isinstance(answer, member_on.MemberForgotten)
    assert receipt_in(answer.receipt, SIGNER.public_key.has_signed).why is Why.STAFF
    assert desk.perform(member_do.LoadMember("m-1")) == [member_on.MemberLoaded(None)]
    assert len(desk.eyes.changed) == 2


def test_it_is_said_when_somebody_still_reads_what_was_before(desk: Desk, tmp_path: Path) -> None:
    join(desk)
    with closing(open_database(tmp_path / "kaimen.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM members").fetchone()
        (answer,) = desk.perform(member_do.ForgetMember("m-1"))
    assert isinstance(answer, member_on.MemberForgotten)
    assert not answer.is_clean


def test_staff_find_members(desk: Desk) -> None:
    join(desk)
    (loaded,) = desk.perform(member_do.LoadMembers("5678"))
    row = members.find_row(desk.database, VAULT, "m-1")
    assert row is not None
    assert loaded == member_on.MembersLoaded((row,), "5678")
    assert desk.perform(member_do.LoadMember("m-1")) == [member_on.MemberLoaded(row)]


# --- staff ------------------------------------------------------------------------------------


def test_the_staff_pin_is_chosen_and_checked(desk: Desk) -> None:
    assert desk.perform(do.SetStaffPin(PIN)) == [on.StaffPinAccepted()]
    assert desk.perform(do.CheckStaffPin("000001")) == [on.StaffPinRefused(4, 0)]
    assert desk.perform(do.CheckStaffPin(PIN)) == [on.StaffPinAccepted()]


def test_without_the_device_secret_staff_are_told_and_no_try_is_counted(desk: Desk) -> None:
    desk.perform(do.SetStaffPin(PIN))
    lost = Safe(Vault(b"x" * SECRET_BYTES, bytes, is_locked=True), SIGNER)
    without = Performer(replace(desk.world, safe=lost))
    assert without.perform(do.CheckStaffPin("000001")) == [on.StaffPinOutOfReach()]
    assert without.perform(do.CheckStaffPin(PIN)) == [on.StaffPinOutOfReach()]
    assert desk.perform(do.CheckStaffPin("000001")) == [on.StaffPinRefused(4, 0)]


def test_the_status_page_shows_the_findings(desk: Desk) -> None:
    assert desk.perform(do.LoadStatus()) == [on.StatusLoaded(FINDINGS)]


def test_orders_and_their_receipts_are_listed(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", None))
    (listed,) = desk.perform(do.LoadOrders())
    assert isinstance(listed, on.OrdersLoaded)
    (row,) = listed.rows
    receipt = orders.receipt_of(desk.database, "order-1", SHOP)
    assert desk.perform(do.LoadOrder("order-1")) == [on.OrderLoaded(row, receipt)]
    assert desk.perform(do.LoadOrder("order-9")) == [on.OrderLoaded(None, None)]


def test_a_number_is_called(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", None))
    (queue,) = desk.perform(do.MoveTicket("2026-11-21", "bar", 1, TicketAction.CALL))
    assert isinstance(queue, on.QueueLoaded)
    assert [(one.text, one.state) for one in queue.tickets] == [("A001", TicketState.READY)]
    assert desk.perform(do.LoadQueue()) == [queue]


def test_a_restart_is_asked_for(desk: Desk) -> None:
    desk.perform(do.Restart())
    assert desk.restarts == 1


# --- storage fails ----------------------------------------------------------------------------


def no_more_reading(database: sqlite3.Connection) -> None:
    for table in ("members", "orders", "tickets", "facts", "payments"):
        database.execute(f"CREATE TEMP TABLE {table} (empty TEXT)")


@pytest.mark.parametrize(
    "effect",
    [
        money_do.PlaceOrder(ORDER, PAYMENT),
        member_do.LoadMember("m-1"),
        member_do.CheckPhone(PHONE),
        member_do.CheckPin(PHONE, PIN),
        do.CheckStaffPin(PIN),
        member_do.LoadMembers(""),
        do.LoadOrders(),
        do.LoadQueue(),
        money_do.ResolvePayments(),
    ],
)
def test_a_read_that_fails_is_a_storage_error(desk: Desk, effect: Effect) -> None:
    no_more_reading(desk.database)
    with pytest.raises(StorageError):
        desk.perform(effect)


def test_at_the_limit_of_faces_one_joins_without_a_face_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Order 19, article 15: no more than 99,999 persons without a filing."""
    monkeypatch.setattr("kiosk.storage.face_count.MOST", 2)
    join(desk, "m-1")
    join(desk, "m-2", "13900000002", PIN)
    refused = member_do.RegisterMember("m-3", "13900000003", "", "", (a_template(3),))
    assert desk.perform(refused) == [
        on.NotDone(refused),
        on.Faulted(Problem(Fault.FACE_LIMIT)),
    ]
    (joined,) = desk.perform(member_do.RegisterMember("m-4", "13900000004", "", PIN, ()))
    assert isinstance(joined, member_on.MemberRegistered)


def test_a_guardians_yes_is_written_down(desk: Desk) -> None:
    desk.perform(
        member_do.RegisterMember("m-1", PHONE, "", PIN, (a_template(1),), by_guardian=True)
    )
    assert consents.of_member(desk.database, "m-1") == [
        ("2026-12-face-2", "zh_CN", True, False),
        ("2026-12-membership", "zh_CN", True, False),
    ]


def test_the_fleet_may_have_a_member_forgotten(desk: Desk) -> None:
    join(desk)
    members_desk = desk.performer._members
    receipt = receipt_in(forget_for_the_fleet(members_desk, "m-1"), SIGNER.public_key.has_signed)
    assert receipt.why is Why.FLEET
    assert desk.eyes.changed == ["m-1", "m-1"]
