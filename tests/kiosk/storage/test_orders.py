"""Orders: written down before money moves, completed once, numbered without gaps."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cloud_sync.outbox
from kiosk.domain.door import DoorState
from kiosk.domain.ledger import GENESIS
from kiosk.domain.money import Money
from kiosk.domain.order import OrderState
from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    PaymentState,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.queue_number import Ticket
from kiosk.domain.receipt import Receipt
from kiosk.flows.records import OrderRow
from kiosk.storage import journal, ledger, members, order_rows, orders, payments
from kiosk.storage.database import DiskFullError, StorageError, open_database
from kiosk.storage.orders import Completed
from kiosk.storage.wallet import top_up
from tests.support.fake_clock import AT
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import (
    ADDRESS,
    LATTE,
    PHONE,
    SHOP,
    TOAST,
    a_member,
    an_order,
    payment_for,
)


def place(
    db: sqlite3.Connection, order_id: str = "order-1", payment_id: str = "pay-1", at: datetime = AT
) -> None:
    order = an_order(order_id)
    orders.place(db, order, payment_for(order, payment_id), "张*", at)


def pay(db: sqlite3.Connection, payment_id: str = "pay-1", at: datetime = AT) -> None:
    payments.submitting(db, payment_id, at)
    payments.record_outcome(db, payment_id, Paid(Money(100)), at)


def dump(db: sqlite3.Connection) -> list[str]:
    return list(db.iterdump())


def states(db: sqlite3.Connection) -> tuple[str, str]:
    """Of the only order and its payment."""
    (order,) = db.execute("SELECT state FROM orders").fetchone()
    (payment,) = db.execute("SELECT state FROM payments").fetchone()
    return order, payment


# --- placing ----------------------------------------------------------------------------------


def test_a_placed_order_is_open_and_its_payment_created(db: sqlite3.Connection) -> None:
    place(db)
    assert states(db) == ("open", "created")
    assert orders.lines_of(db, "order-1") == an_order("order-1").lines
    assert orders.receipt_of(db, "order-1", SHOP) is None
    assert [line[1:] for line in journal.latest(db)] == [("order.placed", "order-1", "pay-1")]


def test_placing_it_again_changes_nothing(db: sqlite3.Connection) -> None:
    place(db)
    before = dump(db)
    place(db)
    assert dump(db) == before


def test_an_order_of_which_a_line_cannot_be_written_is_not_placed(db: sqlite3.Connection) -> None:
    order = an_order("order-1", LATTE, TOAST)
    db.execute(
        "CREATE TEMP TRIGGER no BEFORE INSERT ON payments BEGIN SELECT raise(ABORT, 'no'); END"
    )
    with pytest.raises(StorageError):
        orders.place(db, order, payment_for(order), "张*", AT)
    assert db.execute("SELECT count(*) FROM orders").fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM order_lines").fetchone() == (0,)


def test_a_payment_is_submitted_once(db: sqlite3.Connection) -> None:
    place(db)
    assert payments.submitting(db, "pay-1", AT)
    assert not payments.submitting(db, "pay-1", AT)
    assert states(db) == ("open", "submitting")
    assert not payments.submitting(db, "pay-nobody", AT)


# --- outcomes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "after"),
    [
        (Paid(), ("open", "paid")),
        (Refused(Refusal.NOT_ENOUGH), ("cancelled", "failed")),
        (Closed(), ("cancelled", "closed")),
        (Unknown("no answer"), ("open", "unknown")),
    ],
)
def test_an_outcome_is_written_down_once(
    db: sqlite3.Connection, outcome: Outcome, after: tuple[str, str]
) -> None:
    place(db)
    payments.submitting(db, "pay-1", AT)
    assert payments.record_outcome(db, "pay-1", outcome, AT) == after[1]
    assert states(db) == after
    before = dump(db)
    payments.record_outcome(db, "pay-1", outcome, AT)
    assert dump(db) == before


def test_an_unknown_payment_may_still_turn_out_paid(db: sqlite3.Connection) -> None:
    place(db)
    payments.record_outcome(db, "pay-1", Unknown("no answer"), AT)
    assert payments.record_outcome(db, "pay-1", Paid(), AT) is PaymentState.PAID


@pytest.mark.parametrize(
    ("final", "late"),
    [
        *product([Paid()], [Paid(), Closed(), Unknown("late"), Waiting(), Reversed()]),
        *product([Closed(), Refused(Refusal.DECLINED)], [Closed(), Unknown("late"), Waiting()]),
    ],
)
def test_a_final_outcome_stands(db: sqlite3.Connection, final: Outcome, late: Outcome) -> None:
    place(db)
    payments.record_outcome(db, "pay-1", final, AT)
    before = dump(db)
    payments.record_outcome(db, "pay-1", late, AT)
    assert dump(db) == before


def test_an_outcome_of_no_payment_is_a_bug(db: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="no payment pay-1"):
        payments.record_outcome(db, "pay-1", Paid(), AT)


# --- completing -------------------------------------------------------------------------------


def test_a_paid_order_becomes_real_all_at_once(db: sqlite3.Connection) -> None:
    order = an_order("order-1", LATTE, TOAST)
    orders.place(db, order, payment_for(order), "张*", AT)
    pay(db)
    done = orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    receipt = Receipt(
        number="20261121-0001",
        shop=SHOP,
        order_id="order-1",
        lines=order.lines,
        total=Money(3150),
        payer="张*",
        rail="wallet",
        paid_at="2026-11-21T10:00:00+08:00",
        tickets=(
            Ticket("2026-11-21", "bar", "A", 1, "order-1"),
            Ticket("2026-11-21", "kitchen", "B", 1, "order-1"),
        ),
    )
    assert done == Completed(receipt, "door-1", is_new=True)
    assert orders.receipt_of(db, "order-1", SHOP) == receipt
    assert db.execute("SELECT id, state FROM door_commands").fetchall() == [("door-1", "intended")]
    assert cloud_sync.outbox.count(db) == 1


def test_completing_again_changes_nothing_and_opens_no_door(db: sqlite3.Connection) -> None:
    place(db)
    pay(db)
    first = orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    before = dump(db)
    again = orders.complete(db, "pay-1", "door-2", ADDRESS, AT + timedelta(days=1))
    assert again == Completed(first.receipt, None, is_new=False)
    assert dump(db) == before


@pytest.mark.parametrize("outcome", [Unknown("?"), Closed(), Refused(Refusal.NOT_ENOUGH), None])
def test_what_is_not_paid_is_not_completed(db: sqlite3.Connection, outcome: Outcome | None) -> None:
    place(db)
    if outcome:
        payments.record_outcome(db, "pay-1", outcome, AT)
    before = dump(db)
    with pytest.raises(ValueError, match="not paid"):
        orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    assert dump(db) == before


def test_a_full_disk_while_completing_leaves_the_order_as_it_was(db: sqlite3.Connection) -> None:
    place(db)
    pay(db)
    before = dump(db)
    db.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON door_commands"
        " BEGIN INSERT INTO journal (at, what, ref, detail)"
        " VALUES ('', '', '', hex(zeroblob(40000))); END"
    )
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count={pages + 1}")
    with pytest.raises(DiskFullError):
        orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    assert dump(db) == before
    db.execute("PRAGMA max_page_count=100000")
    assert orders.complete(db, "pay-1", "door-1", ADDRESS, AT).receipt.number.endswith("-0001")


def test_the_cloud_is_told_of_goods_and_numbers_not_of_people(db: sqlite3.Connection) -> None:
    members.register(db, VAULT, a_member(name="张三丰"), AT)
    place(db)
    pay(db)
    orders.complete(db, "pay-1", None, ADDRESS, AT)
    (message,) = cloud_sync.outbox.pending(db, 10)
    assert message.key == "order-1"
    told = json.loads(message.payload)
    assert {key: told[key] for key in ("order_id", "payment_id", "total_minor", "tickets")} == {
        "order_id": "order-1",
        "payment_id": "pay-1",
        "total_minor": 2200,
        "tickets": ["A001"],
    }
    text = message.payload.decode().replace(told["ledger_head"], "")
    assert PHONE not in text
    assert "张" not in text
    assert "138" not in text


def test_the_cloud_remembers_the_head_of_the_books(db: sqlite3.Connection) -> None:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    place(db)
    pay(db)
    orders.complete(db, "pay-1", None, ADDRESS, AT)
    (message,) = cloud_sync.outbox.pending(db, 10)
    assert json.loads(message.payload)["ledger_head"] == ledger.head(db)[1] != GENESIS


# --- doors ------------------------------------------------------------------------------------


def test_a_door_command_is_sent_once_and_only_while_it_waits(db: sqlite3.Connection) -> None:
    place(db)
    orders.intend_door(db, "door-1", "order-1", AT)
    assert orders.sending_door(db, "door-1", AT)
    assert not orders.sending_door(db, "door-1", AT)
    assert not orders.sending_door(db, "door-nobody", AT)


@pytest.mark.parametrize(
    "state", [DoorState.OPENED, DoorState.FAILED, DoorState.UNKNOWN, DoorState.DROPPED]
)
def test_a_door_command_of_before_is_never_sent_again(
    db: sqlite3.Connection, state: DoorState
) -> None:
    place(db)
    orders.intend_door(db, "door-1", "order-1", AT)
    orders.move_door(db, "door-1", state, AT)
    assert not orders.sending_door(db, "door-1", AT)


def test_what_became_of_a_door_is_written_down_once(db: sqlite3.Connection) -> None:
    place(db)
    orders.intend_door(db, "door-1", "order-1", AT)
    orders.sending_door(db, "door-1", AT)
    assert orders.move_door(db, "door-1", DoorState.FAILED, AT, "jammed")
    assert not orders.move_door(db, "door-1", DoorState.FAILED, AT, "jammed")
    assert [line[1:] for line in reversed(journal.latest(db, 3))] == [
        ("door.intended", "door-1", "order-1"),
        ("door.sent", "door-1", ""),
        ("door.failed", "door-1", "jammed"),
    ]


# --- rows for staff ---------------------------------------------------------------------------


def test_staff_see_money_numbers_and_door_in_one_row(db: sqlite3.Connection) -> None:
    order = an_order("order-1", LATTE, TOAST)
    orders.place(db, order, payment_for(order), "张*", AT)
    pay(db)
    orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    orders.annotate(db, "order-1", "finished")
    row = OrderRow(
        order_id="order-1",
        placed_at=AT.isoformat(),
        total=Money(3150),
        state=OrderState.PAID,
        payment_state="paid",
        tickets=("A001", "B001"),
        door_state="intended",
        note="finished",
        payer="张*",
    )
    assert order_rows.one(db, "order-1") == row
    place(db, "order-2", "pay-2", AT + timedelta(minutes=1))
    assert [one.order_id for one in order_rows.latest(db)] == ["order-2", "order-1"]
    assert [one.order_id for one in order_rows.latest(db, limit=1)] == ["order-2"]
    assert order_rows.one(db, "order-3") is None


# --- numbers under random interleavings -------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sell", "sell", "place", "pay", "refuse", "complete", "back", "on"]),
        st.integers(0, 7),
    ),
    max_size=50,
)


@example([("sell", 1), ("sell", 2), ("back", 0), ("sell", 3), ("on", 0), ("sell", 4)])
@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_numbers_have_no_gaps_whatever_happens_in_between(steps: list[tuple[str, int]]) -> None:
    """Also when the clock jumps back a day, and on again."""
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "kaimen.db")
        db.execute("PRAGMA synchronous=OFF")  # many short lives: no power cut here
        try:
            live_through(db, steps)
            check_numbers(db)
        finally:
            db.close()


def live_through(db: sqlite3.Connection, steps: list[tuple[str, int]]) -> None:
    at, placed = AT, set[int]()
    for step, number in steps:
        at += timedelta(minutes=7)
        if step in {"back", "on"}:
            at += timedelta(days=-1 if step == "back" else 1)
        if step in {"place", "sell"}:
            goods = (LATTE,) if number % 2 else (LATTE, TOAST)
            order = an_order(f"order-{number}", *goods)
            orders.place(db, order, payment_for(order, f"pay-{number}"), "张*", at)
            placed.add(number)
        if number in placed:
            for part in ("pay", "complete") if step == "sell" else (step,):
                advance(db, part, f"pay-{number}", at)


def advance(db: sqlite3.Connection, step: str, payment_id: str, at: datetime) -> None:
    match step:
        case "pay":
            payments.record_outcome(db, payment_id, Paid(), at)
        case "refuse":
            payments.record_outcome(db, payment_id, Refused(Refusal.NOT_ENOUGH), at)
        case "complete":
            (state,) = db.execute(
                "SELECT state FROM payments WHERE id = ?", (payment_id,)
            ).fetchone()
            if state == "paid":
                orders.complete(db, payment_id, None, ADDRESS, at)
        case _:  # placed, or the clock was set: nothing of this payment
            pass


def check_numbers(db: sqlite3.Connection) -> None:
    receipts: dict[str, list[int]] = {}
    for day, number in db.execute("SELECT receipt_date, receipt_number FROM orders"):
        if number is not None:
            receipts.setdefault(day, []).append(number)
    queues: dict[tuple[str, str], list[int]] = {}
    for day, service, number in db.execute("SELECT business_date, service, number FROM tickets"):
        queues.setdefault((day, service), []).append(number)
    for numbers in [*receipts.values(), *queues.values()]:
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
    paid = db.execute("SELECT id FROM orders WHERE state = 'paid' ORDER BY id").fetchall()
    assert db.execute("SELECT key FROM outbox ORDER BY key").fetchall() == paid
    numbered = db.execute("SELECT DISTINCT order_id FROM tickets ORDER BY order_id").fetchall()
    assert numbered == paid
