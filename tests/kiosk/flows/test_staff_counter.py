"""Orders at the counter: staff say once that the money is there, and what kind of money it was."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.money import yuan
from kiosk.domain.payment import Rail
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import staff_effects as staff_do
from kiosk.flows import staff_events as staff_on
from kiosk.flows import staff_screens as show
from kiosk.flows.events import Event
from kiosk.flows.screens import StaffMenu, StaffPage
from kiosk.flows.staff import Staff
from kiosk.flows.staff_counter import StaffCounterPages
from kiosk.flows.staff_records import CounterRow
from tests.kiosk.flows.play import last, play
from tests.kiosk.flows.test_staff import inside
from tests.support.builders import a_receipt

ROW = CounterRow("p-1", "order-1", yuan("26"), "2026-11-21T10:00:00+08:00", "cash")
LIST = do.Show(show.StaffCounter((ROW,)))
LOADED = staff_on.CounterLoaded((ROW,))
CARD, CONFIRM, BACK = staff_on.ReceivedPressed(Rail.CARD), on.ConfirmPressed(), on.BackPressed()
CHOSEN = staff_on.CounterOrderChosen("p-1")


def counter(*events: Event) -> Staff:
    return inside(on.StaffPageChosen(StaffPage.COUNTER), LOADED, *events)


def test_staff_take_the_money_and_say_so_twice() -> None:
    receive = staff_do.ReceiveAtCounter("p-1", Rail.CARD, "staff")
    staff = inside()
    page = on.StaffPageChosen(StaffPage.COUNTER)
    assert play(staff, page, LOADED, CHOSEN, CARD, CONFIRM, CONFIRM) == [
        [staff_do.LoadCounter()],
        [LIST],
        [do.Show(show.StaffCounterOrder(ROW, (Rail.CASH, Rail.CARD)))],
        [do.Show(show.StaffCounterConfirm(ROW, Rail.CARD))],
        [do.Show(show.StaffCounterBusy(ROW)), receive],
        [],
    ]
    completed = money_on.OrderCompleted(a_receipt(), None)
    assert last(staff, completed) == [do.LoadOrder("order-1")]


def test_another_order_that_was_completed_is_not_this_one() -> None:
    other = replace(a_receipt(), order_id="order-9")
    staff = counter(CHOSEN, CARD, CONFIRM)
    assert last(staff, money_on.OrderCompleted(other, None)) == []


def test_an_order_that_does_not_wait_any_more_takes_no_money() -> None:
    staff = counter(CHOSEN, CARD, CONFIRM)
    gone, nothing = staff_on.CounterGone("p-1"), staff_on.CounterLoaded(())
    assert play(staff, gone, nothing) == [
        [staff_do.LoadCounter()],
        [do.Show(show.StaffCounter((), gone=True))],
    ]


def test_what_could_not_be_written_down_leads_back_to_the_list() -> None:
    failed = on.NotDone(staff_do.ReceiveAtCounter("p-1", Rail.CARD, "staff"))
    assert last(counter(CHOSEN, CARD, CONFIRM), failed) == [staff_do.LoadCounter()]


def test_back_goes_one_page_at_a_time() -> None:
    assert play(counter(CHOSEN, CARD), BACK, BACK, LOADED, BACK) == [
        [do.Show(show.StaffCounterOrder(ROW, (Rail.CASH, Rail.CARD)))],
        [staff_do.LoadCounter()],
        [LIST],
        [do.Show(StaffMenu("cafe-1"))],
    ]


def test_an_order_that_left_the_list_is_not_opened() -> None:
    assert last(counter(), staff_on.CounterOrderChosen("p-9")) == [staff_do.LoadCounter()]


def test_only_what_the_shop_takes_can_be_received() -> None:
    pages = StaffCounterPages(("cash",))
    play(pages, LOADED, CHOSEN)
    assert last(pages, CARD) == []
    cash = show.StaffCounterConfirm(ROW, Rail.CASH)
    assert last(pages, staff_on.ReceivedPressed(Rail.CASH)) == [do.Show(cash)]
