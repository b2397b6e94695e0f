"""Queue numbers: given with the money, called, skipped, recalled and handed out by staff."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from kiosk.domain.payment import Paid
from kiosk.domain.queue_number import Ticket, TicketAction, TicketState
from kiosk.storage import journal, orders, payments, tickets
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS, LATTE, TOAST, an_order, payment_for

DAY = "2026-11-21"


@pytest.fixture
def shop(db: sqlite3.Connection) -> sqlite3.Connection:
    """Two orders: a latte with toast (A001, B001), and a latte (A002)."""
    for number, goods in enumerate([(LATTE, TOAST), (LATTE,)], start=1):
        order = an_order(f"order-{number}", *goods)
        orders.place(db, order, payment_for(order, f"pay-{number}"), "", AT)
        payments.record_outcome(db, f"pay-{number}", Paid(), AT)
        orders.complete(db, f"pay-{number}", None, ADDRESS, AT)
    return db


def move(db: sqlite3.Connection, action: TicketAction, number: int = 1) -> Ticket | None:
    return tickets.move(db, DAY, "bar", number, action, AT + timedelta(minutes=5))


def test_every_service_counts_for_itself(shop: sqlite3.Connection) -> None:
    assert [ticket.text for ticket in tickets.of_day(shop, DAY)] == ["A001", "A002", "B001"]
    assert [ticket.text for ticket in tickets.of_order(shop, "order-1")] == ["A001", "B001"]
    assert tickets.of_day(shop, "2026-11-22") == ()


def test_a_new_day_begins_at_one(shop: sqlite3.Connection) -> None:
    tomorrow = AT + timedelta(days=1)
    order = an_order("order-3")
    orders.place(shop, order, payment_for(order, "pay-3"), "", tomorrow)
    payments.record_outcome(shop, "pay-3", Paid(), tomorrow)
    receipt = orders.complete(shop, "pay-3", None, ADDRESS, tomorrow).receipt
    assert receipt.number == "20261122-0001"
    assert [ticket.text for ticket in receipt.tickets] == ["A001"]


def test_a_number_is_called_skipped_recalled_and_handed_out(shop: sqlite3.Connection) -> None:
    actions = [
        TicketAction.CALL,
        TicketAction.SKIP,
        TicketAction.RECALL,
        TicketAction.CALL,
        TicketAction.COLLECT,
        TicketAction.RECALL,
    ]
    moved = [move(shop, action) for action in actions]
    assert [ticket.state for ticket in moved if ticket] == [
        TicketState.READY,
        TicketState.SKIPPED,
        TicketState.READY,
        TicketState.READY,
        TicketState.COLLECTED,
        TicketState.READY,
    ]
    assert [line[1:3] for line in reversed(journal.latest(shop, 6))] == [
        (f"ticket.{action}", f"{DAY}/A001") for action in actions
    ]


def test_an_action_that_makes_no_sense_changes_nothing(shop: sqlite3.Connection) -> None:
    before = list(shop.iterdump())
    assert move(shop, TicketAction.COLLECT) == Ticket(DAY, "bar", "A", 1, "order-1")
    assert list(shop.iterdump()) == before


def test_a_number_that_does_not_exist_is_nobodys(shop: sqlite3.Connection) -> None:
    assert move(shop, TicketAction.CALL, number=99) is None


def test_what_changed_last_comes_last(shop: sqlite3.Connection) -> None:
    move(shop, TicketAction.CALL)
    assert [ticket.text for ticket in tickets.of_day(shop, DAY)] == ["A002", "B001", "A001"]
