"""A charge: order and payment are on disk before the rail hears of it, and it is asked for once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.identity import Approval
from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Closed, Means, Paid, Payment, Refusal, Refused, Unknown
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.storage import members, orders
from kiosk.storage.database import StorageError
from tests.kiosk.a_performer import PAID, PAYMENT, YES, Desk, join, refuse_writes
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import (
    SHOP,
    an_order,
    payment_for,
)


def test_an_order_is_on_disk_before_it_is_answered(desk: Desk) -> None:
    join(desk)
    assert desk.perform(PAID[0]) == [money_on.OrderPlaced("order-1", "pay-1")]
    assert desk.payment_state() == "created"
    (payer,) = desk.database.execute("SELECT payer FROM orders").fetchone()
    assert payer == "张*"
    assert desk.payments.calls == []


def test_a_charge_is_on_disk_before_the_rail_hears_of_it(desk: Desk) -> None:
    states: list[tuple[str, str]] = []

    def charge(payment: Payment, means: Means) -> None:
        states.append((payment.id, desk.payment_state()))
        assert means == ByMember()

    desk.payments.charge = charge  # type: ignore[method-assign]
    desk.perform(*PAID[:2])
    assert states == [("pay-1", "submitting")]


def test_a_second_charge_asks_instead(desk: Desk) -> None:
    desk.perform(*PAID[:2], PAID[1], PAID[1])
    assert desk.payments.calls == [("charge", "pay-1"), ("query", "pay-1"), ("query", "pay-1")]


@pytest.mark.parametrize("outcome", [Paid(), Closed(), Unknown("?"), Refused(Refusal.DECLINED)])
def test_a_payment_with_an_answer_is_not_charged_again(
    desk: Desk, outcome: Paid | Closed | Unknown | Refused
) -> None:
    desk.perform(PAID[0], money_do.RecordOutcome("pay-1", outcome), PAID[1])
    assert desk.payments.calls == [("query", "pay-1")]


@pytest.mark.parametrize(
    "approval",
    [
        replace(YES, order_id="order-2"),
        replace(YES, amount=Money(2199)),
        replace(YES, amount=Money(2200, "USD")),
    ],
)
def test_only_what_was_approved_is_charged(desk: Desk, approval: Approval) -> None:
    desk.perform(PAID[0])
    with pytest.raises(ValueError, match="not what was approved"):
        desk.perform(money_do.Charge(PAYMENT, approval))
    assert desk.payments.calls == []
    assert desk.payment_state() == "created"


def test_a_payment_that_was_never_placed_is_not_charged(desk: Desk) -> None:
    desk.perform(money_do.Charge(PAYMENT, YES))
    assert desk.payments.calls == [("query", "pay-1")]


def test_only_a_payment_that_is_on_disk_is_asked_for(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no payment pay-9"):
        desk.perform(money_do.QueryPayment("pay-9"))


def test_asking_and_closing_go_to_the_rail(desk: Desk) -> None:
    desk.perform(PAID[0], money_do.QueryPayment("pay-1"), money_do.ClosePayment("pay-1"))
    assert desk.payments.calls == [("query", "pay-1"), ("close", "pay-1")]


def test_a_paid_order_gets_numbers_wakes_the_cloud_and_intends_the_door(desk: Desk) -> None:
    answers = desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"))
    receipt = orders.receipt_of(desk.database, "order-1", SHOP)
    assert receipt is not None
    assert answers == [money_on.OrderCompleted(receipt, "door-1")]
    assert desk.cloud.wakes == 1
    assert desk.door_states() == {"door-1": "intended"}
    assert desk.door.asked == []


def test_completing_twice_gives_one_order_and_one_door(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"))
    (again,) = desk.perform(money_do.CompleteOrder("pay-1", "door-2"))
    assert isinstance(again, money_on.OrderCompleted)
    assert (again.receipt.number, again.door_command_id) == ("20261121-0001", None)
    assert desk.door_states() == {"door-1": "intended"}


def test_what_was_left_open_is_closed_at_the_rail_or_completed(desk: Desk) -> None:
    second, third = an_order("order-2"), an_order("order-3")
    desk.perform(
        *PAID,
        money_do.PlaceOrder(second, payment_for(second, "pay-2")),
        money_do.PlaceOrder(third, payment_for(third, "pay-3")),
        money_do.RecordOutcome("pay-3", Unknown("no answer")),
    )
    assert desk.perform(money_do.ResolvePayments()) == [
        money_on.PaymentAnswered("pay-2", Closed()),  # it never left the kiosk
        money_on.PaymentAnswered("pay-1", Paid()),
    ]
    assert desk.guard.calls == [("close", "pay-3")]


def test_cash_is_added_once(desk: Desk) -> None:
    join(desk)
    effect = money_do.TopUp("top-1", "m-1", Money(5000))
    row = members.find_row(desk.database, VAULT, "m-1")
    assert row is not None
    expected = [money_on.ToppedUp(Money(5000), replace(row, balance=Money(5000)))]
    assert desk.perform(effect) == expected
    assert desk.perform(effect) == expected


def test_a_charge_that_cannot_be_written_down_is_not_submitted(desk: Desk) -> None:
    desk.perform(PAID[0])
    refuse_writes(desk.database, "payments")
    with pytest.raises(StorageError):
        desk.perform(PAID[1])
    assert desk.payments.calls == []
