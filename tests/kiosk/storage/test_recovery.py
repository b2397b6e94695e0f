"""After a restart: every state that a power cut can leave behind is finished or undone."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import cloud_sync.outbox
from kiosk.domain.door import DoorState
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    ByMember,
    Closed,
    Outcome,
    Paid,
    PaymentState,
    Refusal,
    Refused,
    Reversed,
    Unknown,
)
from kiosk.storage import journal, members, order_rows, orders, payments, refunds, wallet
from kiosk.storage.database import StorageError, open_database, transaction
from kiosk.storage.recovery import Recovered, recover
from kiosk.storage.wallet import WalletRail
from tests.support.fake_clock import AT
from tests.support.fake_rails import ScriptedRail
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import ADDRESS, a_member, a_template, an_order, payment_for

Connect = Callable[[], sqlite3.Connection]


@pytest.fixture
def rail(connect: Connect) -> WalletRail:
    return WalletRail(connect, lambda: AT)


def place(db: sqlite3.Connection, number: int = 1, rail: str = "wallet") -> None:
    order = an_order(f"order-{number}")
    payment = replace(payment_for(order, f"pay-{number}"), rail=rail)
    orders.place(db, order, payment, "张*", AT)


def charge(db: sqlite3.Connection, rail: WalletRail) -> Outcome:
    payments.submitting(db, "pay-1", AT)
    return rail.charge(payment_for(an_order()), ByMember())


def again(db: sqlite3.Connection, rail: WalletRail | ScriptedRail) -> Recovered:
    """Recover twice: the second time finds nothing and changes nothing."""
    done = recover(db, rail, ADDRESS, AT)
    before = list(db.iterdump())
    second = recover(db, rail, ADDRESS, AT)
    assert second == Recovered(still_unknown=done.still_unknown)
    assert list(db.iterdump()) == before
    return done


def row(db: sqlite3.Connection) -> tuple[str, str, str, str]:
    """Order, payment, door and note of the first order."""
    found = order_rows.one(db, "order-1")
    assert found is not None
    return found.state, found.payment_state, found.door_state, found.note


def test_a_quiet_restart_does_nothing(db: sqlite3.Connection, rail: WalletRail) -> None:
    assert again(db, rail) == Recovered()


def test_an_order_that_was_only_placed_is_undone(db: sqlite3.Connection, rail: WalletRail) -> None:
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    place(db)
    assert again(db, rail) == Recovered(undone=("order-1",))
    assert row(db) == ("cancelled", "closed", "", "undone")
    assert wallet.balance(db, "m-1") == Money(5000)


def test_a_payment_on_its_way_that_never_arrived_is_undone(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    place(db)
    payments.submitting(db, "pay-1", AT)
    assert again(db, rail) == Recovered(undone=("order-1",))
    assert rail.charge(payment_for(an_order()), ByMember()) == Closed()
    assert wallet.balance(db, "m-1") == Money(5000)


@pytest.mark.parametrize("heard", [None, Unknown("no answer"), Paid()])
def test_a_payment_that_moved_money_is_finished(
    db: sqlite3.Connection, rail: WalletRail, heard: Outcome | None
) -> None:
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    place(db)
    charge(db, rail)
    if heard:
        payments.record_outcome(db, "pay-1", heard, AT)
    done = again(db, rail)
    receipt = orders.receipt_of(db, "order-1", ADDRESS.shop)
    assert receipt is not None
    assert done == Recovered(finished=(receipt,))
    assert row(db) == ("paid", "paid", "", "finished")
    assert [ticket.text for ticket in receipt.tickets] == ["A001"]
    assert cloud_sync.outbox.count(db) == 1
    assert wallet.balance(db, "m-1") == Money(2800)


def test_a_refusal_nobody_heard_is_undone(db: sqlite3.Connection, rail: WalletRail) -> None:
    place(db)
    assert charge(db, rail) == Refused(Refusal.NOT_ENOUGH, Money(0))
    assert again(db, rail) == Recovered(undone=("order-1",))
    assert row(db) == ("cancelled", "failed", "", "undone")


def test_a_rail_that_stays_silent_leaves_it_unknown(db: sqlite3.Connection) -> None:
    place(db)
    payments.submitting(db, "pay-1", AT)
    silent = ScriptedRail(Unknown("no answer"))
    assert again(db, silent) == Recovered(still_unknown=("pay-1",))
    assert row(db) == ("open", "unknown", "", "asking")
    assert [one.id for one, _ in payments.open_ones(db)] == ["pay-1"]
    speaking = ScriptedRail(Paid())
    assert [receipt.order_id for receipt in again(db, speaking).finished] == ["order-1"]


def test_a_payment_at_a_service_waits_for_nobody_and_is_left_to_the_guard(
    db: sqlite3.Connection,
) -> None:
    place(db, rail="alipay")
    payments.submitting(db, "pay-1", AT)
    hanging = ScriptedRail(RuntimeError("nobody may wait for a network here"))
    assert again(db, hanging) == Recovered(still_unknown=("pay-1",))
    assert row(db) == ("open", "unknown", "", "asking")


@pytest.mark.parametrize(
    ("said", "after"),
    [
        (Paid(), ("paid", "paid", "", "finished")),
        (Closed(), ("cancelled", "closed", "", "undone")),
        (Reversed(), ("cancelled", "refunded", "", "undone")),
    ],
)
def test_what_the_guard_hears_later_ends_the_order_as_a_restart_would(
    db: sqlite3.Connection, rail: WalletRail, said: Outcome, after: tuple[str, str, str, str]
) -> None:
    place(db, rail="alipay")
    payments.submitting(db, "pay-1", AT)
    again(db, rail)
    if payments.record_outcome(db, "pay-1", said, AT) is PaymentState.PAID:
        orders.complete(db, "pay-1", None, ADDRESS, AT)
    assert row(db) == after


def test_a_payment_that_was_given_up_is_still_given_up_after_the_restart(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    place(db)
    charge(db, rail)
    payments.give_up(db, "pay-1", AT)
    done = recover(db, rail, ADDRESS, AT)
    assert done.finished == ()
    assert row(db)[:2] == ("cancelled", "refunding")
    assert [one.id for one in refunds.open_ones(db)] == ["pay-1-LATE"]
    assert recover(db, rail, ADDRESS, AT) == Recovered()


def test_a_door_never_asked_is_dropped(db: sqlite3.Connection, rail: WalletRail) -> None:
    place(db)
    payments.record_outcome(db, "pay-1", Paid(), AT)
    orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    assert again(db, rail) == Recovered(doors=("order-1",))
    assert row(db) == ("paid", "paid", "dropped", "door_not_opened")
    assert not orders.sending_door(db, "door-1", AT)


def test_a_door_that_was_asked_is_unknown(db: sqlite3.Connection, rail: WalletRail) -> None:
    place(db)
    payments.record_outcome(db, "pay-1", Paid(), AT)
    orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    orders.sending_door(db, "door-1", AT)
    assert again(db, rail) == Recovered(doors=("order-1",))
    assert row(db) == ("paid", "paid", "unknown", "door_unknown")


@pytest.mark.parametrize("state", [DoorState.OPENED, DoorState.FAILED, DoorState.UNKNOWN])
def test_a_door_with_an_answer_is_left_alone(
    db: sqlite3.Connection, rail: WalletRail, state: DoorState
) -> None:
    place(db)
    payments.record_outcome(db, "pay-1", Paid(), AT)
    orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    orders.move_door(db, "door-1", state, AT)
    assert again(db, rail) == Recovered()


def test_several_orders_are_sorted_out_in_one_go(db: sqlite3.Connection, rail: WalletRail) -> None:
    wallet.top_up(db, "top-1", "m-1", Money(9000), AT)
    for number in (1, 2, 3):
        place(db, number)
    charge(db, rail)
    payments.record_outcome(db, "pay-2", Paid(), AT)
    done = again(db, rail)
    assert [receipt.order_id for receipt in done.finished] == ["order-1", "order-2"]
    assert [receipt.number[-4:] for receipt in done.finished] == ["0001", "0002"]
    assert done.undone == ("order-3",)


def test_a_database_that_fails_is_told_in_our_words(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    place(db)
    db.execute("CREATE TEMP TABLE payments (id TEXT)")
    with pytest.raises(StorageError):
        recover(db, rail, ADDRESS, AT)


def test_a_member_half_forgotten_is_gone_after_the_restart(
    db: sqlite3.Connection, rail: WalletRail, path: Path, tmp_path: Path
) -> None:
    """The power went after the deletion and before the log was emptied: the log still has it."""
    members.register(db, VAULT, a_member(templates=(a_template(1),)), AT)
    ((secret,),) = db.execute("SELECT sealed FROM templates")
    with transaction(db):
        db.execute("DELETE FROM members")
    cut = tmp_path / "after the cut"
    cut.mkdir()
    for part in path.parent.glob(f"{path.name}*"):
        shutil.copy(part, cut / part.name)
    assert secret in b"".join(part.read_bytes() for part in cut.iterdir())
    reopened = open_database(cut / path.name)
    try:
        recover(reopened, rail, ADDRESS, AT)
        left = b"".join(part.read_bytes() for part in cut.iterdir())
    finally:
        reopened.close()
    assert secret not in left


def test_the_journal_tells_what_the_restart_did(db: sqlite3.Connection, rail: WalletRail) -> None:
    place(db)
    recover(db, rail, ADDRESS, AT)
    assert [line[1:3] for line in reversed(journal.latest(db))] == [
        ("order.placed", "order-1"),
        ("payment.closed", "pay-1"),
        ("order.cancelled", "order-1"),
    ]
