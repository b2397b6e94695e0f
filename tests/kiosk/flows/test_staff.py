"""Behind the staff door: a PIN that somebody chose, and second taps where nothing can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.forgetting import Scope
from kiosk.domain.language import Label
from kiosk.domain.money import Money, yuan
from kiosk.domain.queue_number import TicketAction
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows import staff_effects as staff_do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.records import Finding, Grade
from kiosk.flows.screens import DoorNotice, PinStep, PinTrouble, PrintNotice, StaffPage
from kiosk.flows.screens import StaffQuestion as Question
from kiosk.flows.staff import Staff, StaffPolicy
from tests.kiosk.flows.play import last, play
from tests.support.builders import (
    GOOD_PIN,
    a_member_row,
    a_receipt,
    a_ticket,
    an_order_row,
    ids,
)

POLICY = StaffPolicy("cafe-1", max_top_up=yuan("500"), max_balance=yuan("1000"))
PIN, IN = on.DigitsEntered(GOOD_PIN), on.StaffPinAccepted()
BACK, CANCEL, CONFIRM = on.BackPressed(), on.CancelPressed(), on.ConfirmPressed()
ROW = a_member_row(balance="50")
ORDER_ROW, RECEIPT = an_order_row(), a_receipt()
ON_MEMBER = member_on.MemberLoaded(ROW)
ON_ORDER = on.OrderLoaded(ORDER_ROW, RECEIPT)
MENU = do.Show(show.StaffMenu("cafe-1"))
MEMBER = do.Show(show.StaffMember(ROW))
MEMBERS = on.StaffPageChosen(StaffPage.MEMBERS)
ORDER = show.StaffOrder(ORDER_ROW, RECEIPT)
ORDERS = on.StaffPageChosen(StaffPage.ORDERS)


def searching(digits: str) -> list[Effect]:
    return [
        do.Show(show.StaffMembers((), digits, is_searching=True)),
        member_do.LoadMembers(digits),
    ]


def a_first_start(*events: Event) -> Staff:
    """Nobody has chosen a PIN yet."""
    staff = Staff(POLICY, ids(), has_pin=False)
    staff.start()
    play(staff, *events)
    return staff


def at_the_door(*events: Event) -> Staff:
    staff = Staff(POLICY, ids(), has_pin=True)
    staff.start()
    play(staff, *events)
    return staff


def inside(*events: Event) -> Staff:
    """Staff who are in, after these events; ids are id-1, id-2 …"""
    return at_the_door(PIN, IN, *events)


def at_order(*events: Event) -> Staff:
    """On the page of one order."""
    return inside(ORDERS, ON_ORDER, *events)


def ask_pin(
    step: PinStep, trouble: PinTrouble | None = None, tries_left: int = 0, locked_for_s: int = 0
) -> do.Show:
    return do.Show(show.EnterPin(step, trouble, tries_left, locked_for_s, for_staff=True))


# --- the first start --------------------------------------------------------------------------


def test_the_first_start_asks_for_a_pin_twice_and_lets_in() -> None:
    staff = a_first_start()
    assert staff.start() == [ask_pin(PinStep.CHOOSE)]
    assert play(staff, PIN, PIN, IN) == [
        [ask_pin(PinStep.REPEAT)],
        [do.SetStaffPin(GOOD_PIN)],
        [MENU],
    ]


@pytest.mark.parametrize("before", [[], [PIN]])
@pytest.mark.parametrize(
    "event",
    [
        CANCEL,
        BACK,
        CONFIRM,
        on.DonePressed(),
        member_on.SkipPressed(),
        on.StaffPageChosen("menu"),
        on.ShopPressed(),
        on.StaffDoorKnocked(),
        on.TimedOut("idle"),
        member_on.MembersLoaded(()),
    ],
)
def test_the_first_start_has_no_way_around_the_pin(before: list[Event], event: Event) -> None:
    staff = a_first_start(*before)
    effects = last(staff, event)
    assert effects in ([], [ask_pin(PinStep.CHOOSE)])
    assert not staff.is_over


@pytest.mark.parametrize(
    ("digits", "trouble"),
    [
        ("123456", PinTrouble.EASY),
        ("12345", PinTrouble.NOT_SIX_DIGITS),
        ("", PinTrouble("not_six_digits")),
    ],
)
def test_an_easy_staff_pin_is_refused(digits: str, trouble: PinTrouble) -> None:
    refused = last(a_first_start(), on.DigitsEntered(digits))
    assert refused == [ask_pin(PinStep.CHOOSE, trouble)]


def test_a_pin_that_is_repeated_differently_is_chosen_anew() -> None:
    assert play(a_first_start(PIN), on.DigitsEntered("290418"), PIN, PIN) == [
        [ask_pin(PinStep.CHOOSE, PinTrouble.DIFFERENT)],
        [ask_pin(PinStep.REPEAT)],
        [do.SetStaffPin(GOOD_PIN)],
    ]


def test_back_forgets_the_first_of_two_pins() -> None:
    other = on.DigitsEntered("290418")
    assert play(a_first_start(PIN), BACK, other, PIN) == [
        [ask_pin(PinStep.CHOOSE)],
        [ask_pin(PinStep.REPEAT)],
        [ask_pin(PinStep.CHOOSE, PinTrouble.DIFFERENT)],
    ]


# --- the door ---------------------------------------------------------------------------------


def test_the_right_pin_opens_the_menu() -> None:
    staff = at_the_door()
    assert staff.start() == [ask_pin(PinStep.ENTER)]
    assert play(staff, PIN, IN) == [[do.CheckStaffPin(GOOD_PIN)], [MENU]]


def test_who_enters_while_the_clock_is_in_doubt_is_asked_for_the_time() -> None:
    staff = Staff(POLICY, ids(), has_pin=True, doubt=Question.CLOCK)
    staff.start()
    play(staff, PIN)
    question = show.StaffConfirm(Question.CLOCK, clock="2026-11-21T10:00:00+08:00")
    assert play(staff, IN, on.ClockRead("2026-11-21T10:00:00+08:00"), CONFIRM, CONFIRM) == [
        [MENU, do.ReadClock()],
        [do.Show(question)],
        [do.ConfirmClock(), MENU],
        [],
    ]


def test_a_clock_that_is_wrong_is_not_confirmed() -> None:
    assert last(inside(on.ClockRead("1970-01-01T00:03:00+08:00")), BACK) == [MENU]


def test_wrong_pins_count_down_to_a_lock() -> None:
    assert play(at_the_door(PIN), on.StaffPinRefused(1, 0), on.StaffPinRefused(0, 60)) == [
        [ask_pin(PinStep.ENTER, PinTrouble.WRONG, tries_left=1)],
        [ask_pin(PinStep.ENTER, PinTrouble.LOCKED, locked_for_s=60)],
    ]


def test_a_pin_that_cannot_be_checked_is_not_called_wrong() -> None:
    staff = at_the_door(PIN)
    told = [ask_pin(PinStep.ENTER, PinTrouble.OUT_OF_REACH)]
    assert last(staff, on.StaffPinOutOfReach()) == told
    assert (last(staff, BACK), staff.is_over) == ([], True)


def test_what_is_no_pin_is_not_even_checked() -> None:
    refused = last(at_the_door(), on.DigitsEntered("1234"))
    assert refused == [ask_pin(PinStep.ENTER, PinTrouble.NOT_SIX_DIGITS)]


@pytest.mark.parametrize("event", [BACK, CANCEL])
def test_whoever_knocked_by_mistake_can_leave(event: Event) -> None:
    staff = at_the_door()
    assert (last(staff, event), staff.is_over) == ([], True)


@pytest.mark.parametrize(
    "event",
    [
        on.StaffPageChosen("members"),
        on.MemberChosen("zhang"),
        on.OpenDoorPressed(),
        ON_MEMBER,
        CONFIRM,
        on.TicketActed("2026-03-01", "bar", 1, TicketAction.CALL),
        on.OrderChosen("o"),
    ],
)
def test_nothing_is_done_for_who_is_not_in(event: Event) -> None:
    assert last(at_the_door(), event) == []


# --- pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "effects"),
    [
        (StaffPage.MENU, [MENU]),
        (StaffPage.STATUS, [do.Show(show.StaffStatus(())), do.LoadStatus()]),
        (StaffPage.MEMBERS, searching("")),
        (StaffPage.ORDERS, [do.LoadOrders()]),
        (StaffPage.QUEUE, [do.LoadQueue()]),
        (StaffPage.RESTART, [do.Show(show.StaffConfirm(Question.RESTART))]),
        ("no such page", [MENU]),
    ],
)
def test_each_page_opens(page: str, effects: list[Effect]) -> None:
    assert last(inside(), on.StaffPageChosen(page)) == effects


@pytest.mark.parametrize("page", StaffPage)
def test_a_page_from_the_outside_is_plain_text(page: StaffPage) -> None:
    plain = str(page.value)
    assert last(inside(), on.StaffPageChosen(plain)) == last(inside(), on.StaffPageChosen(page))


def test_the_status_page_fills_when_the_checks_are_done() -> None:
    findings = (Finding("camera", Grade.GOOD, Label("每秒 30 帧", "30 a second")),)
    staff = inside(on.StaffPageChosen(StaffPage.STATUS))
    assert last(staff, on.StatusLoaded(findings)) == [do.Show(show.StaffStatus(findings))]


def test_checks_that_end_late_do_not_change_the_page() -> None:
    assert last(inside(), on.StatusLoaded(())) == []


def test_staff_leave_by_back_from_the_menu_or_from_anywhere() -> None:
    from_menu, from_page = inside(), inside(ON_MEMBER)
    assert (last(from_menu, BACK), from_menu.is_over) == ([], True)
    assert (last(from_page, CANCEL), from_page.is_over) == ([], True)


@pytest.mark.parametrize(
    ("before", "effects"),
    [
        ([on.StaffPageChosen(StaffPage.STATUS)], [MENU]),
        ([MEMBERS, member_on.MembersLoaded(())], [MENU]),
        ([ON_MEMBER], searching("")),
        ([ON_MEMBER, on.TopUpPressed()], [MEMBER]),
        ([ON_MEMBER, on.TopUpPressed(), on.DigitsEntered("100")], [MEMBER]),
        ([ON_MEMBER, on.DeleteMemberPressed()], [MEMBER]),
        ([ORDERS, on.OrdersLoaded(())], [MENU]),
        ([ORDERS, ON_ORDER], [do.LoadOrders()]),
        ([ORDERS, ON_ORDER, on.OpenDoorPressed()], [do.Show(ORDER)]),
        ([on.StaffPageChosen(StaffPage.RESTART)], [MENU]),
    ],
)
def test_back_leads_to_where_one_came_from(before: list[Event], effects: list[Effect]) -> None:
    assert last(inside(*before), BACK) == effects


def test_restarting_takes_a_second_tap() -> None:
    staff = inside(on.StaffPageChosen(StaffPage.RESTART))
    assert play(staff, CONFIRM, CONFIRM) == [[do.Show(show.Restarting()), do.Restart()], []]


# --- members ----------------------------------------------------------------------------------


def test_members_are_listed_searched_and_chosen() -> None:
    events: list[Event] = [
        MEMBERS,
        member_on.MembersLoaded((ROW,)),
        on.MemberSearched("5678"),
        member_on.MembersLoaded((), "5678"),
        on.MemberChosen("zhang"),
        ON_MEMBER,
    ]
    assert play(inside(), *events) == [
        searching(""),
        [do.Show(show.StaffMembers((ROW,)))],
        searching("5678"),
        [do.Show(show.StaffMembers((), "5678"))],
        [member_do.LoadMember("zhang")],
        [MEMBER],
    ]


def test_an_answer_that_comes_late_is_nobodys_any_more() -> None:
    staff = inside(MEMBERS, on.MemberSearched("1"), on.MemberSearched("12"))
    assert last(staff, member_on.MembersLoaded((ROW,), "1")) == []
    found = [do.Show(show.StaffMembers((), "12"))]
    assert last(staff, member_on.MembersLoaded((), "12")) == found
    assert last(staff, member_on.MembersLoaded((ROW,), "12")) == []
    last(staff, BACK)
    assert last(staff, member_on.MembersLoaded((ROW,), "12")) == []  # nor on another page


@pytest.mark.parametrize(
    "answer",
    [member_on.MembersLoaded((), "1", failed=True), on.NotDone(member_do.LoadMembers("1"))],
)
def test_a_search_that_breaks_down_is_told(answer: Event) -> None:
    staff = inside(MEMBERS, on.MemberSearched("1"))
    assert last(staff, answer) == [do.Show(show.StaffMembers((), "1", failed=True))]


def test_a_member_who_is_gone_leads_back_to_the_list() -> None:
    assert last(inside(), member_on.MemberLoaded(None)) == searching("")


def test_a_top_up_takes_a_second_tap() -> None:
    topped_up = money_on.ToppedUp(yuan("100"), a_member_row(balance="150"))
    staff = inside(ON_MEMBER)
    assert play(staff, on.TopUpPressed(), on.DigitsEntered("100"), CONFIRM, topped_up) == [
        [do.Show(show.EnterAmount(ROW))],
        [do.Show(show.StaffConfirm(Question.TOP_UP, ROW, yuan("100")))],
        [money_do.TopUp("id-1", "zhang", yuan("100"))],
        [do.Show(show.StaffMember(a_member_row(balance="150"), topped_up=yuan("100")))],
    ]


TO_TOP_UP: list[Event] = [ON_MEMBER, on.TopUpPressed(), on.DigitsEntered("100")]


def test_a_double_tap_tops_up_under_one_id() -> None:
    once = [money_do.TopUp("id-1", "zhang", yuan("100"))]
    assert play(inside(*TO_TOP_UP), CONFIRM, CONFIRM) == [once, once]


def test_after_the_top_up_another_tap_does_nothing() -> None:
    staff = inside(*TO_TOP_UP, CONFIRM, money_on.ToppedUp(yuan("100"), ROW))
    assert last(staff, CONFIRM) == []


def test_the_next_top_up_is_another_one() -> None:
    staff = inside(*TO_TOP_UP, CONFIRM, money_on.ToppedUp(yuan("100"), ROW), *TO_TOP_UP[1:])
    assert last(staff, CONFIRM) == [money_do.TopUp("id-2", "zhang", yuan("100"))]


@pytest.mark.parametrize(
    ("balance", "digits", "is_fine"),
    [
        ("0", "1", True),
        ("0", "500", True),
        ("0", "501", False),
        ("500", "500", True),
        ("500.01", "500", False),
        ("0", "0", False),
        ("0", "", False),
        ("0", "-5", False),
        ("0", "1.5", False),
        ("0", "５", False),
        ("0", "²", False),
        ("0", "9" * 6, False),
        ("0", "0" * 6 + "1", False),
    ],
)
def test_a_top_up_stays_within_its_limits(balance: str, digits: str, *, is_fine: bool) -> None:
    row = a_member_row(balance=balance)
    shown = last(inside(member_on.MemberLoaded(row), on.TopUpPressed()), on.DigitsEntered(digits))
    if is_fine:
        amount = Money(int(digits) * 100)
        assert shown == [do.Show(show.StaffConfirm(Question.TOP_UP, row, amount))]
    else:
        assert shown == [do.Show(show.EnterAmount(row, is_out_of_range=True))]


def test_forgetting_a_member_takes_a_second_tap() -> None:
    staff = inside(ON_MEMBER)
    assert play(
        staff,
        on.DeleteMemberPressed(),
        CONFIRM,
        member_on.MemberForgotten("a.receipt"),
        on.BackPressed(),
    ) == [
        [do.Show(show.StaffConfirm(Question.FORGET, ROW))],
        [
            member_do.ForgetMember("zhang", pay_out_id="id-1")
        ],  # the balance was handed out: it is booked
        [do.Show(see.Forgotten(Scope.ALL, "a.receipt", for_staff=True))],
        searching(""),
    ]


@pytest.mark.parametrize(
    "event",
    [
        on.TopUpPressed(),
        on.DeleteMemberPressed(),
        CONFIRM,
        PIN,
        on.OpenDoorPressed(),
        on.DoorOpened("id-1"),
        on.Printed(),
        on.PrintPressed(),
        on.Touched(),
    ],
)
def test_touches_of_another_page_do_nothing(event: Event) -> None:
    assert last(inside(), event) == []


# --- orders -----------------------------------------------------------------------------------


def test_orders_are_listed_and_chosen() -> None:
    events: list[Event] = [on.OrdersLoaded((ORDER_ROW,)), on.OrderChosen("order-1"), ON_ORDER]
    assert play(inside(ORDERS), *events) == [
        [do.Show(show.StaffOrders((ORDER_ROW,)))],
        [do.LoadOrder("order-1")],
        [do.Show(ORDER), staff_do.LoadRefundable("order-1")],
    ]


def test_an_order_that_is_gone_leads_back_to_the_list() -> None:
    assert last(inside(ORDERS), on.OrderLoaded(None, None)) == [do.LoadOrders()]


@pytest.mark.parametrize(
    ("answer", "notice"),
    [
        (on.DoorOpened("id-1"), DoorNotice.OPEN),
        (on.DoorFailed("id-1", "jammed"), DoorNotice.ASK_STAFF),
        (on.DoorUnknown("id-1", "no answer"), DoorNotice.ASK_STAFF),
        (on.NotDone(do.OpenDoorForStaff("id-1", "order-1")), DoorNotice.ASK_STAFF),
    ],
)
def test_a_door_opens_for_staff_on_the_second_tap(answer: Event, notice: DoorNotice) -> None:
    assert play(at_order(), on.OpenDoorPressed(), CONFIRM, answer) == [
        [do.Show(show.StaffConfirm(Question.OPEN_DOOR))],
        [
            do.Show(replace(ORDER, door=DoorNotice.OPENING)),
            do.OpenDoorForStaff("id-1", "order-1"),
        ],
        [do.Show(replace(ORDER, door=notice))],
    ]


def test_a_double_tap_opens_one_door() -> None:
    staff = at_order(on.OpenDoorPressed(), CONFIRM)
    assert last(staff, CONFIRM) == []


@pytest.mark.parametrize(
    "news",
    [on.DoorOpened("door-9"), on.DoorFailed("door-9", ""), on.DoorUnknown("door-9", "")],
)
def test_another_doors_news_are_not_shown_here(news: Event) -> None:
    assert last(at_order(on.OpenDoorPressed(), CONFIRM), news) == []


def test_a_receipt_is_printed_again() -> None:
    pressed = on.PrintPressed()
    assert play(at_order(), pressed, pressed, on.Printed(), on.PrintFailed("")) == [
        [
            do.Show(replace(ORDER, printing=PrintNotice.PRINTING)),
            do.PrintReceipt(replace(RECEIPT, is_copy=True)),
        ],
        [],
        [do.Show(replace(ORDER, printing=PrintNotice.PRINTED))],
        [do.Show(replace(ORDER, printing=PrintNotice.FAILED))],
    ]


@pytest.mark.parametrize("event", [on.OpenDoorPressed(), on.PrintPressed()])
def test_an_unpaid_order_has_neither_door_nor_receipt(event: Event) -> None:
    assert last(at_order(on.OrderLoaded(ORDER_ROW, None)), event) == []


# --- the queue --------------------------------------------------------------------------------


def test_numbers_are_called() -> None:
    call = on.TicketActed("2026-03-01", "bar", 7, TicketAction.CALL)
    assert play(inside(), on.QueueLoaded((a_ticket(7),)), call) == [
        [do.Show(show.StaffQueue((a_ticket(7),)))],
        [do.MoveTicket("2026-03-01", "bar", 7, TicketAction.CALL)],
    ]


def test_staff_called_to_an_order_at_the_counter_see_those_first() -> None:
    staff = Staff(POLICY, ids(), has_pin=True, first_page=StaffPage.COUNTER)
    staff.start()
    play(staff, PIN)
    assert last(staff, IN) == [staff_do.LoadCounter()]
