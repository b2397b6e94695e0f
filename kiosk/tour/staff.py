"""The tour's chapters about staff: the first start, a top-up against cash, the daily round."""

from __future__ import annotations

from kiosk.compose.records import database_path
from kiosk.domain.money import Money
from kiosk.run import RESTART
from kiosk.storage.ticket_reader import todays_tickets
from kiosk.tour.hand import Hand, TourError
from kiosk.tour.round import Round
from kiosk.ui.display import Display, DisplayLook

STAFF_PIN = "820463"


def first_start(tour: Round) -> None:
    with tour.step("a new kiosk asks for a staff PIN first", "first-start") as hand:
        hand.sees("EnterPin")
    with tour.step("staff choose a PIN, twice", "staff-menu") as hand:
        hand.type_digits(STAFF_PIN)
        hand.pause(0.5)
        hand.type_digits(STAFF_PIN)
        hand.sees("StaffMenu")
    with tour.step("the kiosk invites", "attract") as hand:
        hand.touch("cancel")
        hand.sees("Attract")
    with tour.step("a visitor switches the language and back", "attract-again") as hand:
        for language in (tour.stage.other_language, tour.stage.language):
            hand.touch(f"language-{language}")
            hand.pause(0.5)


def top_up(tour: Round) -> None:
    with tour.step("staff knock at the hidden door", "staff-pin") as hand:
        for _ in range(5):
            hand.touch("staffDoor")
        hand.sees("EnterPin")
    with tour.step("and give the PIN") as hand:
        hand.type_digits(STAFF_PIN)
        hand.sees("StaffMenu")
    with tour.step("look at the kiosk's health", "staff-status") as hand:
        hand.touch("page-status")
        hand.sees("StaffStatus")
        hand.pause(1.0)
    with tour.step("open the members", "staff-members") as hand:
        hand.touch("back")
        hand.sees("StaffMenu")
        hand.touch("page-members")
        hand.sees("StaffMembers")
    with tour.step("choose the new member", "staff-member") as hand:
        hand.touch(f"member-{tour.books.member_id()}")
        hand.sees("StaffMember")
    with tour.step("take 100 yuan in cash", "staff-amount") as hand:
        hand.touch("topUp")
        hand.sees("EnterAmount")
    with tour.step("are asked once more", "staff-confirm") as hand:
        hand.type_digits("100")
        hand.sees("StaffConfirm")
    with tour.step("and the wallet holds 100.00", "staff-topped-up") as hand:
        hand.touch("confirm")
        hand.sees("StaffMember")
        tour.books.check_balance(Money(100_00))
    leave_staff(tour)


def daily_round(tour: Round) -> None:
    with tour.step("staff call the first number", "staff-queue") as hand:
        enter_staff(hand)
        hand.touch("page-queue")
        hand.sees("StaffQueue")
        hand.touch("call-A001")
        hand.sees_item("collect-A001")
    with tour.step("look at the orders", "staff-orders") as hand:
        hand.touch("back")
        hand.sees("StaffMenu")
        hand.touch("page-orders")
        hand.sees("StaffOrders")
    with tour.step("and at the last one", "staff-order") as hand:
        hand.touch(f"order-{tour.books.paid[-1]}")
        hand.sees("StaffOrder")
    read_decisions(tour)
    with tour.step("would forget the member, and think better of it", "staff-forget") as hand:
        hand.touch("back")
        hand.sees("StaffRecord")
        hand.touch("back")
        hand.sees("StaffMember")
        hand.touch("forget")
        hand.sees("StaffConfirm")
    with tour.step("restart the kiosk", "staff-restart") as hand:
        hand.touch("back")
        hand.sees("StaffMember")
        hand.touch("back")
        hand.sees("StaffMembers")
        hand.touch("back")
        hand.sees("StaffMenu")
        hand.touch("page-restart")
        hand.sees("StaffConfirm")
    with tour.step("which it does by itself", "restarting") as hand:
        hand.touch("confirm")
        hand.sees("Restarting")
    ended = tour.window.run_until_closed()
    if ended != RESTART:
        raise TourError(f"the kiosk ended with {ended}, not {RESTART}")


def read_decisions(tour: Round) -> None:
    """From an order's page to the text of a consent."""
    with tour.step("at what faces were asked for, and why", "staff-decisions") as hand:
        hand.touch("back")
        hand.sees("StaffOrders")
        hand.touch("back")
        hand.sees("StaffMenu")
        hand.touch("page-faces")
        hand.sees("StaffDecisions")
        hand.touch("choice-asked")
        hand.pause(0.5)
    with tour.step("and what the member agreed to", "staff-record") as hand:
        hand.touch("back")
        hand.sees("StaffMenu")
        hand.touch("page-members")
        hand.sees("StaffMembers")
        hand.touch(f"member-{tour.books.member_id()}")
        hand.sees("StaffMember")
        hand.touch("record")
        hand.sees("StaffRecord")
        hand.sees_item("choice-acts")
    with tour.step("word for word", "staff-consent") as hand:
        hand.touch("line-0")
        hand.sees("StaffConsentText")


def call_screen(tour: Round) -> None:
    look = DisplayLook(tour.settings.site.name, (1920, 1080))
    path = database_path(tour.settings)
    today = tour.window.clock.now().date().isoformat()
    display = Display(look, lambda: todays_tickets(path, today))
    with tour.step("the call screen shows both numbers") as hand:
        hand.pause(1.0)
        display.view.grabWindow().save(str(tour.next_picture("call-screen")))
    display.close()


def enter_staff(hand: Hand) -> None:
    for _ in range(5):
        hand.touch("staffDoor")
    hand.sees("EnterPin")
    hand.type_digits(STAFF_PIN)
    hand.sees("StaffMenu")


def leave_staff(tour: Round) -> None:
    with tour.step("and leave") as hand:
        while hand.screen != "StaffMenu":
            hand.touch("back")
            hand.pause(0.5)
        hand.touch("cancel")
        hand.sees("Attract")
