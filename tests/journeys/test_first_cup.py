"""Join, top up, pay: the way every member goes once, and then every morning."""

from __future__ import annotations

from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.domain.queue_number import TicketAction
from kiosk.flows import events as on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.screens import DoorNotice, PrintNotice, StaffPage
from tests.journeys.conftest import Boot
from tests.journeys.steps import (
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
from tests.support.fake_shop import PHONE, a_template
from tests.support.headless_kiosk import HeadlessKiosk


def test_a_new_kiosk_sells_nothing_before_staff_chose_a_pin(boot: Boot) -> None:
    kiosk = boot()
    assert kiosk.screen() == show.EnterPin(show.PinStep.CHOOSE, for_staff=True)
    kiosk.touch(on.ShopPressed(), on.BackPressed(), on.CancelPressed())
    kiosk.wait(120)
    assert kiosk.screen() == show.EnterPin(show.PinStep.CHOOSE, for_staff=True)
    choose_staff_pin(kiosk)
    assert kiosk.screen() == show.Attract(faces_work=True)


def test_a_restarted_kiosk_knows_its_staff_pin(boot: Boot) -> None:
    choose_staff_pin(boot())
    assert boot().screen() == show.Attract(faces_work=True)


def test_join_top_up_and_pay_by_face(kiosk: HeadlessKiosk) -> None:
    member_id = join(kiosk)
    assert len(kiosk.eyes.changed) == 1
    staff_top_up(kiosk, member_id, 100)
    fill_cart(kiosk, "latte", "toast", "latte")
    by_face(kiosk, member_id)
    asked = kiosk.sees(money_show.ConfirmPayment)
    assert (asked.masked, asked.by_face) == ("张*", True)
    kiosk.touch(on.ConfirmPressed())
    receipt = kiosk.sees(show.Result).receipt
    assert kiosk.screen() == show.Result(receipt, DoorNotice.OPEN, PrintNotice.PRINTED)
    assert receipt.number == "20261121-0001"
    assert [ticket.text for ticket in receipt.tickets] == ["A001", "B001"]
    assert (receipt.total, receipt.balance) == (Money(5350), Money(4650))
    assert held_by(kiosk, member_id) == Money(4650)
    assert [printed.number for printed, _ in kiosk.printer.printed] == [receipt.number]
    assert one_row(kiosk, "SELECT id, state FROM door_commands") == (kiosk.door.asked[0], "opened")
    assert kiosk.cloud.wakes == 1


def test_after_the_purchase_the_kiosk_forgets_the_person(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk)
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.wait(25)
    assert kiosk.screen() == show.Attract(faces_work=True)
    assert not kiosk.eyes.is_watching
    kiosk.touch(on.ShopPressed())
    screen = kiosk.sees(show.Browse)
    assert screen.cart.is_empty


def test_pay_by_phone_number_and_pin(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 50)
    fill_cart(kiosk, "latte")
    by_phone(kiosk)
    screen = kiosk.sees(money_show.ConfirmPayment)
    assert not screen.by_face
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    assert held_by(kiosk, member_id) == Money(2800)


def test_a_wrong_pin_leaves_four_tries_and_buys_nothing(kiosk: HeadlessKiosk) -> None:
    a_member_with(kiosk, 50)
    fill_cart(kiosk, "latte")
    by_phone(kiosk, pin="000001")
    screen = kiosk.sees(show.EnterPin)
    assert (screen.trouble, screen.tries_left) == (show.PinTrouble.WRONG, 4)
    assert one_row(kiosk, "SELECT count(*) FROM orders") == (0,)


def test_the_second_cup_gets_the_next_numbers(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    for _ in range(2):
        fill_cart(kiosk, "latte")
        by_face(kiosk, member_id)
        kiosk.touch(on.ConfirmPressed(), on.LanguageChosen(Language.EN), on.PrintPressed())
        last = kiosk.sees(show.Result)
        kiosk.touch(on.DonePressed())
    assert last.receipt.number == "20261121-0002"
    assert [ticket.text for ticket in last.receipt.tickets] == ["A002"]
    languages = [language for _, language in kiosk.printer.printed]
    assert languages == [Language.ZH, Language.EN] * 2


def test_staff_call_the_number_and_hand_it_out(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed(), on.DonePressed(), on.StaffDoorKnocked())
    kiosk.touch(on.DigitsEntered("739205"), on.StaffPageChosen(StaffPage.QUEUE))
    for action in (TicketAction.CALL, TicketAction.COLLECT):
        kiosk.touch(on.TicketActed("2026-11-21", "bar", 1, action))
    screen = kiosk.sees(show.StaffQueue)
    assert [(one.text, one.state) for one in screen.tickets] == [("A001", "collected")]


def test_a_face_that_is_a_member_already_does_not_join_twice(kiosk: HeadlessKiosk) -> None:
    member_id = join(kiosk)
    kiosk.touch(
        member_on.JoinPressed(),
        member_on.ConsentGiven(with_face=True),
        on.DigitsEntered("13900000000"),
        on.DigitsEntered("13900000000"),
        member_on.SkipPressed(),
        member_on.NameEntered(""),
    )
    kiosk.look(member_id, template=a_template(1))
    assert kiosk.screen() == see.AlreadyMember()
    assert one_row(kiosk, "SELECT count(*) FROM members") == (1,)


def test_a_forgotten_member_cannot_pay_any_more(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    kiosk.touch(
        on.StaffDoorKnocked(),
        on.DigitsEntered("739205"),
        on.StaffPageChosen(StaffPage.MEMBERS),
        on.MemberChosen(member_id),
        on.DeleteMemberPressed(),
        on.ConfirmPressed(),
        on.CancelPressed(),
    )
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByFacePressed())
    kiosk.look(member_id)  # the eyes have not loaded the new set yet
    kiosk.sees(face_show.NotRecognised)
    by_phone(kiosk, PHONE)
    kiosk.sees(show.EnterPin)
    assert len(kiosk.eyes.changed) == 2
