"""Too little money, a silent door, two taps, the wrong person, a lost answer, a full disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Closed, Paid, Payment
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.refund import Refunded
from kiosk.flows import events as on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_events as member_on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.money_screens import PaymentTrouble
from kiosk.flows.screens import DoorNotice, PrintNotice, StaffPage
from kiosk.ports import PaymentRail
from kiosk.storage import journal, payment_rows
from kiosk.storage.database import transaction
from kiosk.workers.health import HealthWatch, Vitals
from tests.journeys.conftest import Boot
from tests.journeys.steps import (
    STAFF_PIN,
    a_member_with,
    by_face,
    by_phone,
    choose_staff_pin,
    fill_cart,
    held_by,
    join,
    one_row,
    staff_top_up,
)
from tests.support.fake_rails import HangingPayments, LosingRail, ScriptedRail
from tests.support.headless_kiosk import POLICY, HeadlessKiosk

ORDER_AND_PAYMENT = "SELECT o.state, p.state FROM orders o JOIN payments p ON p.order_id = o.id"


def payment_of(kiosk: HeadlessKiosk) -> Payment:
    """The only one."""
    (payment_id,) = one_row(kiosk, "SELECT id FROM payments")
    return payment_rows.get(kiosk.database, str(payment_id))


def trouble_on(kiosk: HeadlessKiosk) -> PaymentTrouble:
    screen = kiosk.sees(money_show.PaymentProblem)
    return screen.trouble


def test_not_enough_balance_charges_nothing_and_the_cart_stays(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 20)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    order_id = one_row(kiosk, "SELECT id FROM orders")[0]
    assert kiosk.screen() == money_show.PaymentProblem(
        PaymentTrouble.NOT_ENOUGH, Money(2200), str(order_id), Money(2000)
    )
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("cancelled", "failed")
    assert held_by(kiosk, member_id) == Money(2000)
    assert kiosk.door.asked == []
    kiosk.touch(on.RetryPressed())
    screen = kiosk.sees(money_show.ChoosePayment)
    assert screen.cart.total == Money(2200)


def test_after_a_top_up_the_next_try_is_a_new_order(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 20)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed(), on.DonePressed())
    staff_top_up(kiosk, member_id, 10)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    screen = kiosk.sees(show.Result)
    assert screen.receipt.number == "20261121-0001"
    assert held_by(kiosk, member_id) == Money(800)


def test_a_silent_door_board_sends_the_shopper_to_staff(kiosk: HeadlessKiosk) -> None:
    kiosk.door.answer = partial(on.DoorUnknown, reason="no answer")
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk)
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    screen = kiosk.sees(show.Result)
    assert screen.door is DoorNotice.ASK_STAFF
    assert one_row(kiosk, "SELECT state, detail FROM door_commands") == ("unknown", "no answer")
    assert len(kiosk.door.asked) == 1


def test_staff_open_the_door_with_a_new_command(kiosk: HeadlessKiosk) -> None:
    kiosk.door.answer = partial(on.DoorFailed, reason="jammed")
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk)
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed(), on.DonePressed())
    kiosk.door.answer = on.DoorOpened
    (order_id,) = one_row(kiosk, "SELECT id FROM orders")
    kiosk.touch(
        on.StaffDoorKnocked(),
        on.DigitsEntered(STAFF_PIN),
        on.StaffPageChosen(StaffPage.ORDERS),
        on.OrderChosen(str(order_id)),
        on.OpenDoorPressed(),
        on.ConfirmPressed(),
    )
    screen = kiosk.sees(show.StaffOrder)
    assert screen.door is DoorNotice.OPEN
    assert len(set(kiosk.door.asked)) == 2
    states = kiosk.database.execute("SELECT state FROM door_commands ORDER BY rowid").fetchall()
    assert states == [("failed",), ("opened",)]


def test_a_printer_without_paper_does_not_undo_the_sale(kiosk: HeadlessKiosk) -> None:
    kiosk.printer.answer = on.PrintFailed("no paper")
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk)
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    screen = kiosk.sees(show.Result)
    assert (screen.printing, screen.door) == (PrintNotice.FAILED, DoorNotice.OPEN)
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("paid", "paid")


def test_a_double_tap_pays_once(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.tap_twice(on.ConfirmPressed())
    kiosk.sees(show.Result)
    assert held_by(kiosk, member_id) == Money(7800)
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("paid", "paid")
    assert len(kiosk.door.asked) == 1


def test_not_me_charges_nobody(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(money_on.NotMePressed(), on.ConfirmPressed())
    kiosk.sees(money_show.ChoosePayment)
    assert one_row(kiosk, "SELECT count(*) FROM orders") == (0,)
    assert held_by(kiosk, member_id) == Money(10_000)


def test_a_recognition_nobody_taps_runs_out(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.wait(16)
    kiosk.sees(money_show.ChoosePayment)
    kiosk.touch(on.ConfirmPressed())
    assert held_by(kiosk, member_id) == Money(10_000)


def test_a_stranger_is_offered_the_other_way_and_to_join(kiosk: HeadlessKiosk) -> None:
    a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByFacePressed())
    kiosk.look()
    kiosk.sees(face_show.NotRecognised)
    assert not kiosk.eyes.is_watching
    by_phone(kiosk)
    kiosk.sees(money_show.ConfirmPayment)


def test_somebody_who_leaves_is_forgotten(kiosk: HeadlessKiosk) -> None:
    fill_cart(kiosk, "latte")
    kiosk.wait(61)
    assert kiosk.display.still_there == 15
    kiosk.wait(16)
    assert kiosk.screen() == show.Attract(faces_work=True)


# --- the rail does not answer -----------------------------------------------------------------


def with_lost_answers(boot: Boot, *, loses_requests: bool = False) -> tuple[HeadlessKiosk, str]:
    """A member with 100 yuan has tapped, and the line to the wallet is down."""
    kiosk = boot(line=partial(LosingRail, loses_requests=loses_requests))
    choose_staff_pin(kiosk)
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    assert kiosk.screen() == money_show.Paying(Money(2200))
    return kiosk, member_id


def line_of(kiosk: HeadlessKiosk) -> LosingRail:
    assert isinstance(kiosk.rail, LosingRail)
    return kiosk.rail


def test_an_answer_that_was_lost_is_asked_for_again(boot: Boot) -> None:
    kiosk, member_id = with_lost_answers(boot)
    kiosk.wait(5)
    assert kiosk.screen() == money_show.Paying(Money(2200), is_slow=True)
    kiosk.touch(on.CancelPressed(), on.BackPressed(), on.ConfirmPressed())
    line_of(kiosk).is_down = False
    kiosk.wait(3)
    kiosk.sees(show.Result)
    assert held_by(kiosk, member_id) == Money(7800)


def test_a_charge_that_never_arrived_is_closed_and_costs_nothing(boot: Boot) -> None:
    kiosk, member_id = with_lost_answers(boot, loses_requests=True)
    kiosk.wait(10)
    line_of(kiosk).is_down = False
    kiosk.wait(11)
    assert trouble_on(kiosk) is PaymentTrouble.CLOSED
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("cancelled", "closed")
    assert held_by(kiosk, member_id) == Money(10_000)


def test_an_answer_that_crosses_the_closing_is_not_taken_for_it(boot: Boot) -> None:
    """The last question and the deadline fall on the same moment."""
    policy = replace(POLICY, purchase=replace(POLICY.purchase, query_s=2.0, deadline_s=20.0))
    kiosk = boot(line=partial(LosingRail, loses_requests=True), policy=policy)
    choose_staff_pin(kiosk)
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.wait(19)
    line_of(kiosk).is_down = False
    kiosk.wait(1)
    assert trouble_on(kiosk) is PaymentTrouble.CLOSED


@pytest.mark.parametrize("loses_requests", [False, True])
def test_a_payment_that_was_given_up_costs_nothing_once_the_line_is_back(
    boot: Boot, *, loses_requests: bool
) -> None:
    """Also where the money had moved: it goes back by itself."""
    kiosk, member_id = with_lost_answers(boot, loses_requests=loses_requests)
    kiosk.wait(31)
    assert trouble_on(kiosk) is PaymentTrouble.GIVEN_UP
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("cancelled", "cancelling")
    line_of(kiosk).is_down = False
    kiosk.wait(61)
    charged = not loses_requests
    end = ("cancelled", "refunded" if charged else "closed")
    assert one_row(kiosk, ORDER_AND_PAYMENT) == end
    assert held_by(kiosk, member_id) == Money(10_000)
    assert kiosk.door.asked == []
    assert one_row(kiosk, "SELECT count(*) FROM tickets") == (0,)


@pytest.mark.parametrize("loses_requests", [False, True])
def test_a_restart_goes_on_with_a_payment_that_was_given_up(
    boot: Boot, *, loses_requests: bool
) -> None:
    kiosk, member_id = with_lost_answers(boot, loses_requests=loses_requests)
    kiosk.wait(31)
    assert trouble_on(kiosk) is PaymentTrouble.GIVEN_UP
    again = boot()
    assert again.screen() == show.Attract(faces_work=True)
    again.wait(10)
    assert held_by(again, member_id) == Money(10_000)
    assert again.door.asked == []
    assert boot().recovered.finished == ()


def test_a_paid_answer_after_the_shopper_was_told_goes_back(boot: Boot) -> None:
    kiosk, member_id = with_lost_answers(boot)
    kiosk.wait(31)
    kiosk.touch(on.DonePressed())
    (payment_id,) = one_row(kiosk, "SELECT id FROM payments")
    kiosk.touch(
        money_on.PaymentAnswered(str(payment_id), line_of(kiosk)._rail.query(payment_of(kiosk)))
    )
    line_of(kiosk).is_down = False
    kiosk.wait(5)
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("cancelled", "refunded")
    assert held_by(kiosk, member_id) == Money(10_000)
    assert kiosk.screen() == show.Attract(faces_work=True)


def test_a_rail_that_hangs_does_not_trap_the_kiosk(boot: Boot) -> None:
    kiosk = boot(payments=HangingPayments())
    choose_staff_pin(kiosk)
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.wait(31)
    assert trouble_on(kiosk) is PaymentTrouble.GIVEN_UP
    kiosk.wait(120)
    assert kiosk.screen() == show.Attract(faces_work=True)
    again = boot()
    assert again.recovered.undone != ()
    assert held_by(again, member_id) == Money(10_000)


# --- storage fails ----------------------------------------------------------------------------


def fill_disk(kiosk: HeadlessKiosk) -> None:
    """From now on the core cannot make its file one page larger, and its next row needs one."""
    (pages,) = kiosk.database.execute("PRAGMA page_count").fetchone()
    kiosk.database.execute(
        "CREATE TEMP TRIGGER grow BEFORE INSERT ON journal WHEN new.detail <> 'grow' BEGIN"
        " INSERT INTO journal (at, what, ref, detail) VALUES ('', '', hex(zeroblob(9999)), 'grow');"
        " END"
    )
    kiosk.database.execute(f"PRAGMA max_page_count={pages}")


def free_disk(kiosk: HeadlessKiosk) -> None:
    kiosk.database.execute("DROP TRIGGER grow")
    kiosk.database.execute("PRAGMA max_page_count=1000000")


def test_a_disk_that_is_full_at_the_tap_charges_nothing(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    fill_disk(kiosk)
    kiosk.touch(on.ConfirmPressed())
    assert trouble_on(kiosk) is PaymentTrouble.CLOSED
    assert kiosk.display.badges == (Fault.DISK_FULL,)
    kiosk.touch(on.DonePressed())
    kiosk.sees(show.OutOfOrder)
    assert held_by(kiosk, member_id) == Money(10_000)
    assert one_row(kiosk, "SELECT count(*) FROM orders") == (0,)


def look_after(kiosk: HeadlessKiosk, free_bytes: int = 10**12) -> None:
    """What the health worker does three times a minute."""
    last_act = journal.last_time(kiosk.database)
    HealthWatch(lambda: Vitals(free_bytes, kiosk.clock.now(), last_act), kiosk.touch).look()


def test_a_clock_that_was_years_ahead_for_a_day_closes_the_shop_until_staff_look(
    kiosk: HeadlessKiosk,
) -> None:
    right = kiosk.clock.now()
    kiosk.clock.set_wall(right + timedelta(days=3650))
    a_member_with(kiosk, 100)
    kiosk.clock.set_wall(right)
    look_after(kiosk)
    assert kiosk.sees(show.OutOfOrder).problem.fault is Fault.CLOCK
    kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered("000001"), on.CancelPressed())
    look_after(kiosk)  # a wrong PIN writes a line as well, and proves nothing
    kiosk.sees(show.OutOfOrder)
    kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))
    assert kiosk.screen() == show.StaffConfirm(
        show.StaffQuestion.CLOCK, clock="2026-11-21T10:00:00+08:00"
    )
    kiosk.touch(on.ConfirmPressed(), on.CancelPressed())
    look_after(kiosk)
    assert kiosk.screen() == show.Attract(faces_work=True)


def test_a_disk_that_has_room_again_opens_the_shop(kiosk: HeadlessKiosk) -> None:
    """The core met the full disk, the health worker never did."""
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    fill_disk(kiosk)
    kiosk.touch(on.ConfirmPressed(), on.DonePressed())
    free_disk(kiosk)
    look_after(kiosk)
    assert kiosk.screen() == show.Attract(faces_work=True)
    assert kiosk.display.badges == ()
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)


def test_a_disk_that_is_full_when_the_money_has_moved_is_told_and_finished_later(
    boot: Boot,
) -> None:
    payments = HangingPayments()
    kiosk = boot(payments=payments)
    choose_staff_pin(kiosk)
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    ((_, payment_id),) = payments.calls
    payment = Payment(payment_id, "its order", member_id, Money(2200))
    paid = kiosk.rail.charge(payment, ByMember())
    fill_disk(kiosk)
    kiosk.touch(money_on.PaymentAnswered(payment_id, paid))
    assert trouble_on(kiosk) is PaymentTrouble.UNKNOWN
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("open", "submitting")
    free_disk(kiosk)
    again = boot()
    assert len(again.recovered.finished) == 1
    assert one_row(again, ORDER_AND_PAYMENT) == ("paid", "paid")
    assert held_by(again, member_id) == Money(7800)


def test_a_damaged_table_in_the_middle_of_a_purchase_ends_in_words(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.database.execute("CREATE TEMP TABLE members (id TEXT)")  # reading the payer fails
    kiosk.touch(on.ConfirmPressed())
    assert trouble_on(kiosk) is PaymentTrouble.CLOSED
    kiosk.touch(on.DonePressed())
    screen = kiosk.sees(show.OutOfOrder)
    assert screen.problem.fault is Fault.DATABASE


def test_a_disk_that_is_slow_for_a_moment_does_not_close_the_shop(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.database.execute("PRAGMA busy_timeout=1")
    other = kiosk.another_connection()
    with transaction(other):
        kiosk.touch(on.ConfirmPressed())
    assert trouble_on(kiosk) is PaymentTrouble.CLOSED
    kiosk.touch(on.RetryPressed())
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    assert held_by(kiosk, member_id) == Money(7800)
    assert kiosk.display.badges == ()


def test_a_fault_that_stops_sales_closes_the_kiosk_until_it_is_mended(
    kiosk: HeadlessKiosk,
) -> None:
    problem = Problem(Fault.CLOCK, "the clock shows 1970")
    kiosk.touch(on.ShopPressed(), on.ProductAdded("latte"), on.Faulted(problem))
    assert kiosk.screen() == show.OutOfOrder(problem)
    kiosk.touch(on.ShopPressed(), member_on.JoinPressed(), on.BarcodeScanned("6901234567892"))
    assert kiosk.screen() == show.OutOfOrder(problem)
    kiosk.touch(on.Mended(Fault.CLOCK))
    assert kiosk.screen() == show.Attract(faces_work=True)


def test_without_a_camera_the_phone_still_pays(kiosk: HeadlessKiosk) -> None:
    a_member_with(kiosk, 100)
    kiosk.touch(on.Faulted(Problem(Fault.CAMERA, "unplugged")))
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByFacePressed())
    kiosk.sees(money_show.ChoosePayment)
    by_phone(kiosk)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)


def test_a_rail_that_says_closed_and_then_paid_gives_it_back(boot: Boot) -> None:
    """The shopper was told that nothing was charged: from then on nothing is."""
    kiosk = boot(line=lying)
    choose_staff_pin(kiosk)
    member_id = join(kiosk)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    assert trouble_on(kiosk) is PaymentTrouble.CLOSED
    (payment_id,) = one_row(kiosk, "SELECT id FROM payments")
    kiosk.rail.query(payment_of(kiosk))
    kiosk.touch(money_on.PaymentAnswered(str(payment_id), kiosk.rail.query(payment_of(kiosk))))
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("cancelled", "refunding")
    kiosk.wait(3)
    assert one_row(kiosk, ORDER_AND_PAYMENT) == ("cancelled", "refunded")
    assert one_row(kiosk, "SELECT id, state FROM refunds") == (f"{payment_id}-LATE", "refunded")
    assert one_row(kiosk, "SELECT count(*) FROM tickets") == (0,)


def lying(_: PaymentRail) -> PaymentRail:
    return ScriptedRail(Closed(), Paid(), refunds=Refunded())
