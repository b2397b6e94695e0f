"""Giving money back: lines or an amount, why, a second tap; and one refund however often tapped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.language import Label
from kiosk.domain.money import Money, yuan
from kiosk.domain.refund import RefundReason, RefundState
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import staff_effects as staff_do
from kiosk.flows import staff_events as staff_on
from kiosk.flows import staff_screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.screens import PrintNotice, StaffOrder, StaffPage
from kiosk.flows.staff import Staff
from kiosk.flows.staff_records import Refundable, SoldLine
from kiosk.flows.staff_screens import RefundNotice
from tests.kiosk.flows.play import last, play
from tests.kiosk.flows.test_staff import inside
from tests.support.builders import a_receipt, an_order_row

ROW, RECEIPT = an_order_row(), a_receipt()
LINES = (
    SoldLine(0, Label("拿铁", "Latte"), 2, yuan("26"), given_back=1),
    SoldLine(1, Label("贝果", "Bagel"), 1, yuan("18")),
)
REFUNDABLE = Refundable("p-1", "alipay", yuan("44"), LINES)
FORM = show.StaffRefund(ROW, REFUNDABLE)
ORDER = StaffOrder(ROW, RECEIPT, refundable=REFUNDABLE)
CONFIRM, BACK = on.ConfirmPressed(), on.BackPressed()
BAGEL, LATTE = staff_on.RefundQuantityChanged(1, 1), staff_on.RefundQuantityChanged(0, 1)
QUALITY = staff_on.RefundReasonChosen(RefundReason.QUALITY)


def refunding(*events: Event) -> Staff:
    return inside(
        on.StaffPageChosen(StaffPage.ORDERS),
        on.OrderLoaded(ROW, RECEIPT),
        staff_on.RefundableLoaded(ROW.order_id, REFUNDABLE),
        staff_on.RefundPressed(),
        *events,
    )


def intended(
    amount: str, lines: tuple[tuple[int, int], ...] = (), refund_id: str = "id-1"
) -> Effect:
    return money_do.IntendRefund(
        refund_id, "p-1", yuan(amount), RefundReason.QUALITY, "staff", lines
    )


def result(notice: RefundNotice, detail: str = "", left: Money | None = None) -> list[Effect]:
    return [
        do.Show(show.StaffRefundResult(ROW.order_id, yuan("18"), "alipay", notice, detail, left))
    ]


def test_a_line_goes_back_with_a_reason_and_a_second_tap() -> None:
    one = replace(FORM, quantities=((1, 1),))
    asked = show.StaffRefundConfirm(yuan("18"), RefundReason.QUALITY, "alipay", yuan("26"))
    assert play(refunding(), BAGEL, CONFIRM, QUALITY, CONFIRM, CONFIRM) == [
        [do.Show(one)],
        [],
        [do.Show(replace(one, reason=RefundReason.QUALITY))],
        [do.Show(asked)],
        [*result(RefundNotice.ASKING), intended("18", ((1, 1),))],
    ]


def test_no_more_goes_back_than_is_left_of_a_line() -> None:
    less = staff_on.RefundQuantityChanged(0, -1)
    assert play(refunding(), LATTE, LATTE, less, less) == [
        [do.Show(replace(FORM, quantities=((0, 1),)))],
        [do.Show(replace(FORM, quantities=((0, 1),)))],
        [do.Show(FORM)],
        [do.Show(FORM)],
    ]


def test_all_that_is_left_is_one_touch() -> None:
    whole = replace(FORM, quantities=((0, 1), (1, 1)))
    assert last(refunding(), staff_on.RefundAllPressed()) == [do.Show(whole)]
    assert whole.amount == REFUNDABLE.left


def test_all_is_an_amount_where_one_was_given_back_by_hand_before() -> None:
    odd = replace(REFUNDABLE, left=yuan("40.50"))
    staff = inside(
        on.StaffPageChosen(StaffPage.ORDERS),
        on.OrderLoaded(ROW, RECEIPT),
        staff_on.RefundableLoaded(ROW.order_id, odd),
        staff_on.RefundPressed(),
    )
    by_hand = show.StaffRefund(ROW, odd, by_hand=yuan("40.50"))
    assert last(staff, staff_on.RefundAllPressed()) == [do.Show(by_hand)]


def test_an_amount_is_typed_to_the_fen() -> None:
    staff = refunding(QUALITY, BAGEL, staff_on.RefundAmountPressed())
    form = replace(FORM, by_hand=yuan("6.50"), reason=RefundReason.QUALITY)
    assert last(staff, on.DigitsEntered("650")) == [do.Show(form)]
    assert last(staff, CONFIRM, CONFIRM)[1] == intended("6.50")


@pytest.mark.parametrize("digits", ["", "0", "000", "4401", "99999999", "999999999", "6.5", "٣"])
def test_an_amount_that_cannot_go_back_is_asked_for_again(digits: str) -> None:
    staff = refunding(staff_on.RefundAmountPressed())
    again = show.StaffRefundAmount(yuan("44"), is_out_of_range=True)
    assert last(staff, on.DigitsEntered(digits)) == [do.Show(again)]


def test_too_much_by_lines_cannot_be_confirmed() -> None:
    little = replace(FORM, refundable=replace(REFUNDABLE, left=yuan("10")), quantities=((1, 1),))
    assert not replace(little, reason=RefundReason.OTHER).is_ready


def test_two_taps_are_one_refund() -> None:
    staff = refunding(BAGEL, QUALITY, CONFIRM, CONFIRM)
    assert last(staff, CONFIRM) == []


@pytest.mark.parametrize(
    ("state", "detail", "notice"),
    [
        (RefundState.SUBMITTING, "", RefundNotice.ASKING),
        (RefundState.REFUNDED, "", RefundNotice.DONE),
        (RefundState.FAILED, "balance too low", RefundNotice.REFUSED),
        (RefundState.UNKNOWN, "no answer", RefundNotice.NOT_KNOWN_YET),
    ],
)
def test_staff_see_how_it_ended(state: RefundState, detail: str, notice: RefundNotice) -> None:
    staff = refunding(BAGEL, QUALITY, CONFIRM, CONFIRM)
    answer = money_on.RefundRecorded("id-1", "p-1", yuan("18"), state, detail)
    assert last(staff, answer) == result(notice, detail)


def test_an_answer_that_comes_late_replaces_not_known_yet() -> None:
    staff = refunding(BAGEL, QUALITY, CONFIRM, CONFIRM)
    unknown, done = (
        money_on.RefundRecorded("id-1", "p-1", yuan("18"), state)
        for state in (RefundState.UNKNOWN, RefundState.REFUNDED)
    )
    assert play(staff, unknown, done)[-1] == result(RefundNotice.DONE)


def test_the_answer_to_another_refund_is_not_taken_for_ours() -> None:
    staff = refunding(BAGEL, QUALITY, CONFIRM, CONFIRM)
    other = money_on.RefundRecorded("r-9", "p-9", yuan("18"), RefundState.REFUNDED)
    assert last(staff, other) == []


def test_more_than_is_left_by_now_is_said() -> None:
    staff = refunding(BAGEL, QUALITY, CONFIRM, CONFIRM)
    refused = money_on.RefundNotAllowed("id-1", yuan("10"))
    assert last(staff, refused) == result(RefundNotice.NOT_ALLOWED, left=yuan("10"))


def test_a_refund_that_could_not_be_written_down_was_not_made() -> None:
    staff = refunding(BAGEL, QUALITY, CONFIRM, CONFIRM)
    assert last(staff, on.NotDone(intended("18", ((1, 1),)))) == result(RefundNotice.NOT_WRITTEN)


def test_back_leads_to_the_form_and_from_there_to_the_order() -> None:
    filled = replace(FORM, quantities=((1, 1),), reason=RefundReason.QUALITY)
    assert play(refunding(BAGEL, QUALITY, CONFIRM), BACK, BACK) == [
        [do.Show(filled)],
        [do.LoadOrder(ROW.order_id)],
    ]


def test_a_second_question_is_another_refund() -> None:
    staff = refunding(BAGEL, QUALITY, CONFIRM, BACK)
    assert last(staff, CONFIRM, CONFIRM)[1] == intended("18", ((1, 1),), refund_id="id-2")


def test_nothing_left_is_nothing_to_give_back() -> None:
    empty = replace(REFUNDABLE, left=Money(0))
    staff = inside(
        on.StaffPageChosen(StaffPage.ORDERS),
        on.OrderLoaded(ROW, RECEIPT),
        staff_on.RefundableLoaded(ROW.order_id, empty),
    )
    assert last(staff, staff_on.RefundPressed()) == []


def test_a_refund_s_receipt_is_printed() -> None:
    staff = inside(
        on.StaffPageChosen(StaffPage.ORDERS),
        on.OrderLoaded(ROW, RECEIPT),
        staff_on.RefundableLoaded(ROW.order_id, REFUNDABLE),
    )
    paper = replace(RECEIPT, refund_of="20260301-0042")
    pressed, loaded = staff_on.PrintRefundPressed("r-1"), staff_on.RefundReceiptLoaded(paper)
    assert play(staff, pressed, loaded) == [
        [staff_do.LoadRefundReceipt("r-1")],
        [do.Show(replace(ORDER, printing=PrintNotice.PRINTING)), do.PrintReceipt(paper)],
    ]
