"""A finger on every button: each sends one event, the right one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from kiosk.domain.language import Language
from kiosk.domain.payment import Rail
from kiosk.domain.queue_number import TicketAction
from kiosk.domain.refund import RefundReason
from kiosk.flows import decision_events as decisions
from kiosk.flows import events as e
from kiosk.flows import member_events as member_on
from kiosk.flows import money_events as money_on
from kiosk.flows import staff_events as staff
from kiosk.flows.adding_face_events import AddFacePressed
from kiosk.flows.agreement_events import AgreePressed, EndAgreementPressed
from kiosk.flows.decision_screens import RecordTab
from kiosk.flows.events import Event
from kiosk.flows.screens import StaffOrder
from kiosk.tour import finger
from tests.ui.conftest import OpenWindow, Window
from tests.ui.presses import meant, pressed
from tests.ui.samples import DAY, ORDER_ID, SCREENS

pytestmark = pytest.mark.ui

PRESSES: list[tuple[str, str, Event]] = [
    ("attract", "shop", e.ShopPressed()),
    ("attract", "join", member_on.JoinPressed()),
    ("attract", "language-en", e.LanguageChosen(Language.EN)),
    ("attract-recovered", "shop", e.ShopPressed()),
    ("browse", "product-latte", e.ProductAdded("latte")),
    ("browse", "more-water", e.ProductAdded("water")),
    ("browse", "less-water", e.ProductRemoved("water")),
    ("browse", "checkout", e.CheckoutPressed()),
    ("browse-empty", "back", e.BackPressed()),
    ("choose-payment", "payByFace", money_on.PayByFacePressed()),
    ("choose-payment", "payByPhone", money_on.PayByPhonePressed()),
    ("choose-payment", "join", member_on.JoinPressed()),
    ("choose-payment", "back", e.BackPressed()),
    ("choose-payment", "cancel", e.CancelPressed()),
    ("choose-payment-ways", "way-code", money_on.PayByCodePressed()),
    ("choose-payment-ways", "way-alipay", money_on.PayByScreenPressed("alipay")),
    ("choose-payment-ways", "way-wechat", money_on.PayByScreenPressed("wechat")),
    ("choose-payment-ways", "way-counter", money_on.PayAtCounterPressed()),
    ("present-code", "back", e.BackPressed()),
    ("present-code", "cancel", e.CancelPressed()),
    ("confirm-code", "confirm", e.ConfirmPressed()),
    ("confirm-code", "notNow", e.BackPressed()),
    ("show-code", "cancel", e.CancelPressed()),
    ("confirm-in-app", "cancel", e.CancelPressed()),
    ("pay-at-counter", "cancel", e.CancelPressed()),
    ("pay-at-counter", "staff", e.StaffDoorKnocked()),
    ("paying-stoppable", "cancel", e.CancelPressed()),
    ("confirm-payment-rails", "confirm", money_on.PayFromPressed("wallet")),
    ("confirm-payment-rails", "from-alipay", money_on.PayFromPressed("alipay")),
    ("trouble-not-enough-ways", "from-alipay", money_on.PayFromPressed("alipay")),
    ("trouble-not-enough-ways", "way-code", money_on.PayByCodePressed()),
    ("trouble-not-enough-ways", "way-wechat", money_on.PayByScreenPressed("wechat")),
    ("trouble-not-enough-ways", "way-counter", money_on.PayAtCounterPressed()),
    ("trouble-not-enough-ways", "retry", e.RetryPressed()),
    ("look-at-camera", "payByPhone", money_on.PayByPhonePressed()),
    ("look-at-camera-join", "skip", member_on.SkipPressed()),
    ("not-recognised", "retry", e.RetryPressed()),
    ("not-recognised", "payByPhone", money_on.PayByPhonePressed()),
    ("confirm-payment", "confirm", money_on.PayFromPressed("wallet")),
    ("confirm-payment", "notMe", money_on.NotMePressed()),
    ("welcome-agree", "agree", member_on.MyDataPressed()),
    ("my-data-agree", "agree-alipay", AgreePressed("alipay")),
    ("my-data-agreed", "end-alipay", EndAgreementPressed("alipay")),
    ("end-agreement", "confirm", e.ConfirmPressed()),
    ("my-data-add", "add-face", AddFacePressed()),
    ("consent-add", "consent-no", member_on.ConsentGiven(with_face=False)),
    ("guardian-add", "guardian-yes", member_on.ConsentGiven(with_face=True)),
    ("trouble-declined", "retry", e.RetryPressed()),
    ("trouble-declined", "cancel", e.CancelPressed()),
    ("trouble-unknown", "done", e.DonePressed()),
    ("result", "done", e.DonePressed()),
    ("result-troubled", "print", e.PrintPressed()),
    ("enter-pin-choose", "skip", member_on.SkipPressed()),
    ("consent", "consent-yes", member_on.ConsentGiven(with_face=True)),
    ("consent", "consent-no", member_on.ConsentGiven(with_face=False)),
    ("enter-name", "surname-张", member_on.NameEntered("张")),
    ("enter-name", "rather-not", member_on.NameEntered("")),
    ("welcome", "done", e.DonePressed()),
    ("already-member", "done", e.DonePressed()),
    ("join-failed", "retry", e.RetryPressed()),
    ("join-failed", "confirm", e.ConfirmPressed()),
    ("staff-menu", "page-status", e.StaffPageChosen("status")),
    ("staff-menu", "page-queue", e.StaffPageChosen("queue")),
    ("staff-menu", "cancel", e.CancelPressed()),
    ("staff-members", "member-m1", e.MemberChosen("m1")),
    ("staff-menu", "page-faces", e.StaffPageChosen("faces")),
    ("staff-member", "record", decisions.RecordPressed()),
    ("staff-decisions", "choice-asked", decisions.DecisionsFiltered(only_asked=True)),
    ("staff-decisions", "older", decisions.PageTurned(is_older=True)),
    ("staff-decisions-asked", "newer", decisions.PageTurned(is_older=False)),
    ("staff-decisions-asked", "choice-all", decisions.DecisionsFiltered(only_asked=False)),
    ("staff-decisions", "check-c-3", decisions.DecisionChosen("c-3")),
    ("staff-decision", "order", decisions.PaidOrderPressed()),
    ("staff-decision", "record", decisions.RecordPressed()),
    ("staff-record", "choice-acts", decisions.RecordTabChosen(RecordTab.ACTS)),
    ("staff-record", "line-1", decisions.ConsentChosen(1)),
    ("staff-record-decisions", "line-c-2", decisions.DecisionChosen("c-2")),
    ("staff-member", "topUp", e.TopUpPressed()),
    ("staff-member", "forget", e.DeleteMemberPressed()),
    ("confirm-forget", "confirm", e.ConfirmPressed()),
    ("confirm-forget", "back", e.BackPressed()),
    ("staff-orders", f"order-{ORDER_ID}", e.OrderChosen(ORDER_ID)),
    ("staff-order", "openDoor", e.OpenDoorPressed()),
    ("staff-order", "print", e.PrintPressed()),
    ("staff-order-refunds", "refund", staff.RefundPressed()),
    ("staff-order-refunds", "printRefund-r-1", staff.PrintRefundPressed("r-1")),
    ("staff-refund", "refund-less-0", staff.RefundQuantityChanged(0, -1)),
    ("staff-refund", "refund-more-2", staff.RefundQuantityChanged(2, 1)),
    ("staff-refund", "all", staff.RefundAllPressed()),
    ("staff-refund", "byHand", staff.RefundAmountPressed()),
    ("staff-refund", "reason-other", staff.RefundReasonChosen(RefundReason.OTHER)),
    ("staff-refund", "confirm", e.ConfirmPressed()),
    ("staff-refund-confirm", "confirm", e.ConfirmPressed()),
    ("staff-refund-confirm", "back", e.BackPressed()),
    ("staff-refund-done", "done", e.DonePressed()),
    ("staff-counter", "counter-p-2", staff.CounterOrderChosen("p-2")),
    ("staff-counter-order", "cash", staff.ReceivedPressed(Rail.CASH)),
    ("staff-counter-order", "card", staff.ReceivedPressed(Rail.CARD)),
    ("staff-counter-confirm", "confirm", e.ConfirmPressed()),
    ("staff-day-end", "earlier", staff.DayChosen(41)),
    ("staff-day-end-closed", "later", staff.DayChosen(0)),
    ("staff-day-end", "bills", staff.BillsPressed()),
    ("staff-day-end", "export", staff.ExportPressed()),
    ("staff-day-end", "closeDay", staff.CloseDayPressed()),
    ("staff-close-day", "confirm", e.ConfirmPressed()),
    ("staff-bills", "bill-wx-20261121.csv", staff.BillChosen("/data/bills/wx-20261121.csv")),
    ("staff-comparison", "ask", staff.AskAgainPressed()),
    ("staff-comparison", "export", staff.ExportPressed()),
    ("staff-queue", "call-A014", e.TicketActed(DAY, "bar", 14, TicketAction.CALL)),
    ("staff-queue", "skip-B007", e.TicketActed(DAY, "kitchen", 7, TicketAction.SKIP)),
    ("staff-queue", "collect-B007", e.TicketActed(DAY, "kitchen", 7, TicketAction.COLLECT)),
    ("staff-queue", "recall-A009", e.TicketActed(DAY, "bar", 9, TicketAction.RECALL)),
]


def test_every_button_sends_its_event(open_window: OpenWindow) -> None:
    assert pressed(open_window(), SCREENS, PRESSES) == PRESSES


def test_digits_stay_on_the_page_until_ok(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["enter-phone"])
    window.press(*(f"keypad-{digit}" for digit in "1381234"), "keypad-erase", "keypad-5")
    assert meant(window) == []
    window.press("keypad-ok")
    assert meant(window) == [e.DigitsEntered("1381235")]
    assert window.text_of("typed") == ""


def test_a_pin_is_sent_whole_and_only_once(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["enter-pin"])
    window.press(*(f"keypad-{digit}" for digit in "20468"), "keypad-ok")
    assert meant(window) == []
    window.press("keypad-1", "keypad-3", "keypad-ok", "keypad-ok")
    assert meant(window) == [e.DigitsEntered("204681")]


def test_a_locked_keypad_takes_no_digit(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["enter-pin-locked"])
    assert not finger.find(window.view, "keypad-5").isEnabled()


def test_letters_narrow_the_surnames_and_can_be_used_themselves(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["enter-name"])
    window.press("key-O", "key-U")
    window.wait(lambda: finger.has(window.view, "surname-欧阳"))
    assert not finger.has(window.view, "surname-张")
    window.press("as-typed")
    assert meant(window) == [member_on.NameEntered("Ou")]


def test_the_cart_opens_as_a_sheet(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["browse"])
    window.press("cart")
    window.press("cart-less-water", "clear")
    assert meant(window) == [e.ProductRemoved("water"), e.CartCleared()]


@pytest.mark.parametrize("way", ["portrait", "landscape"])
def test_one_can_leave_with_goods_in_the_cart(open_window: OpenWindow, way: str) -> None:
    window = open_window(way=way)
    window.show(SCREENS["browse"])
    window.press("cancel")
    window.show(SCREENS["browse-empty"])
    window.press("back")
    assert meant(window) == [e.CancelPressed(), e.BackPressed()]


def test_a_first_start_tells_how_to_get_in_later(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["enter-pin-first-start"])
    told = [str(one.property("text")) for one in finger.visible_items(window.view.rootObject())]
    assert any("连点 5 下" in text for text in told)
    window.show(SCREENS["enter-pin-staff"])
    told = [str(one.property("text")) for one in finger.visible_items(window.view.rootObject())]
    assert not any("连点 5 下" in text for text in told)


def test_greyed_face_button_sends_nothing_and_says_why(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["choose-payment-no-face"])
    window.press("payByFace")
    assert meant(window) == []
    assert finger.find(window.view, "payByFace").property("why_not")


def test_without_a_camera_only_joining_without_a_face_goes_on(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["join-failed-no-face"])
    window.press("retry", "confirm")
    assert meant(window) == [e.ConfirmPressed()]


def test_five_quick_taps_on_the_name_knock_at_the_staff_door(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["attract"])
    window.press(*["staffDoor"] * 4)
    assert meant(window) == []
    window.press("staffDoor")
    assert meant(window) == [e.StaffDoorKnocked()]


def test_the_staff_door_is_there_when_out_of_order_and_nowhere_else(
    open_window: OpenWindow,
) -> None:
    window = open_window()
    window.show(SCREENS["out-of-order"])
    window.press(*["staffDoor"] * 5)
    window.show(SCREENS["browse"])
    window.press(*["staffDoor"] * 5)
    assert meant(window) == [e.StaffDoorKnocked()]


def test_still_there_covers_everything(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["browse"])
    window.app.bridge.ask_still_there(10)
    window.wait(lambda: finger.has(window.view, "still-here"))
    window.press("checkout", "still-here")
    assert meant(window) == []
    assert window.text_of("still-seconds") == "10"
    window.app.bridge.ask_still_there(None)
    window.wait(lambda: not finger.has(window.view, "still-here"))


def test_a_touch_anywhere_counts_at_most_once_a_second(open_window: OpenWindow) -> None:
    times = iter([0.0, 0.4, 1.1])
    window = open_window(now_s=lambda: next(times))
    window.show(SCREENS["confirm-payment"])
    window.press("confirm", "confirm", "confirm")
    touches = [event for event in window.events if isinstance(event, e.Touched)]
    assert touches == [e.Touched(), e.Touched()]
    assert meant(window) == [money_on.PayFromPressed("wallet")] * 3


def test_a_real_touch_screen_works_like_a_mouse(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["attract"])
    where = finger.middle_of(finger.find(window.view, "shop"))
    screen = QTest.createTouchDevice()
    QTest.touchEvent(window.view, screen).press(0, where).commit()
    QTest.touchEvent(window.view, screen).release(0, where).commit()
    assert window.events == [e.Touched(), e.ShopPressed()]


def type_keys(window: Window, text: str) -> None:
    for key in text:
        code = Qt.Key.Key_Return if key == "\r" else Qt.Key(ord(key))
        press = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, key)
        QGuiApplication.sendEvent(window.view, press)


def test_a_scan_becomes_one_barcode_and_presses_no_button(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["browse"])
    type_keys(window, "6901234567892\r")
    assert window.events == [e.BarcodeScanned("6901234567892")]


def test_slow_keys_are_no_scan(open_window: OpenWindow) -> None:
    clock = iter(range(100))
    window = open_window(now_s=lambda: float(next(clock)))
    window.show(SCREENS["browse"])
    type_keys(window, "6901\r")
    assert window.events == []


def test_an_order_with_many_refunds_keeps_its_buttons_on_the_portrait_page(
    open_window: OpenWindow,
) -> None:
    window = open_window()
    order = SCREENS["staff-order-refunds"]
    assert isinstance(order, StaffOrder)
    assert order.refundable is not None
    many = replace(order.refundable, refunds=order.refundable.refunds * 6)
    window.show(replace(order, refundable=many))
    window.press("refund", "print")
    assert meant(window) == [staff.RefundPressed(), e.PrintPressed()]
