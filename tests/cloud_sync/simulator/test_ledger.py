"""What the simulated back office takes, drops, rejects and answers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_sync import topics
from cloud_sync.mqtt import Arrived, Publication
from cloud_sync.payloads import CONTENT_TYPE, DeliveryReceipt, RefundDone
from cloud_sync.simulator.faults import Faults
from cloud_sync.simulator.ledger import (
    DuplicateDropped,
    Ledger,
    MessageRejected,
    OrderTaken,
    RefundTaken,
)
from tests.cloud_sync.builders import DEVICE, SITE, HandClock, an_order

RECEIPTS = topics.receipts(SITE, DEVICE)


def arrived(order_id: str = "order-1") -> Arrived:
    return Arrived(
        topic=topics.orders(SITE, DEVICE),
        payload=an_order(order_id).to_bytes(),
        key=order_id,
        response_topic=RECEIPTS,
        mid=1,
        qos=1,
    )


def receipt(key: str) -> Publication:
    return Publication(RECEIPTS, DeliveryReceipt(key=key).to_bytes(), key, CONTENT_TYPE)


def a_ledger(faults: Faults | None = None, clock: HandClock | None = None) -> Ledger:
    return Ledger(faults or Faults(), (clock or HandClock()).now_ms)


def test_an_order_is_taken_and_answered_once() -> None:
    ledger = a_ledger()

    assert ledger.take(arrived()) == OrderTaken("order-1", an_order())
    assert ledger.receipts_due() == [receipt("order-1")]
    assert ledger.receipts_due() == []


def a_refund(refund_id: str = "refund-1", minor: int = 700) -> Arrived:
    refund = RefundDone(
        refund_id=refund_id,
        order_id="order-1",
        payment_id="pay-1",
        device=DEVICE,
        site=SITE,
        refunded_at=an_order().paid_at,
        currency="CNY",
        amount_minor=minor,
        rail="alipay",
        reason="quality",
    )
    return replace(
        arrived(), topic=topics.refunds(SITE, DEVICE), payload=refund.to_bytes(), key=refund_id
    )


def test_a_refund_is_taken_once_and_answered() -> None:
    ledger = a_ledger()
    taken = ledger.take(a_refund())
    assert isinstance(taken, RefundTaken)
    assert taken.refund.amount_minor == 700
    assert ledger.take(a_refund()) == DuplicateDropped("refund-1")
    assert ledger.receipts_due() == [receipt("refund-1")] * 2
    assert isinstance(ledger.take(a_refund(minor=800)), MessageRejected)
    assert list(ledger.refunds) == ["refund-1"]


def test_an_order_on_the_topic_of_refunds_is_rejected() -> None:
    wrong = replace(arrived(), topic=topics.refunds(SITE, DEVICE))
    assert isinstance(a_ledger().take(wrong), MessageRejected)


def test_a_duplicate_is_dropped_and_answered_again() -> None:
    ledger = a_ledger()
    ledger.take(arrived())
    ledger.receipts_due()

    assert ledger.take(arrived()) == DuplicateDropped("order-1")
    assert ledger.receipts_due() == [receipt("order-1")]
    assert list(ledger.orders) == ["order-1"]


def test_a_kiosk_that_asks_for_no_receipt_gets_none() -> None:
    ledger = a_ledger()
    ledger.take(replace(arrived(), response_topic=None))

    assert ledger.receipts_due() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "kaimen/v1/museum-east/kiosk-8/orders"},
        {"topic": "somewhere/else"},
        {"payload": b"{}"},
        {"key": None},
        {"key": "two words"},
    ],
)
def test_what_is_not_this_kiosks_order_is_rejected_without_a_receipt(
    changes: dict[str, object],
) -> None:
    ledger = a_ledger()

    assert isinstance(ledger.take(replace(arrived(), **changes)), MessageRejected)  # type: ignore[arg-type]
    assert (ledger.receipts_due(), ledger.orders) == ([], {})


def test_a_key_used_for_another_order_is_rejected() -> None:
    ledger = a_ledger()
    ledger.take(arrived())
    ledger.receipts_due()

    assert isinstance(ledger.take(replace(arrived("order-2"), key="order-1")), MessageRejected)
    assert ledger.receipts_due() == []


def test_a_silent_office_takes_and_does_not_answer() -> None:
    ledger = a_ledger(Faults(silent=True))

    assert isinstance(ledger.take(arrived()), OrderTaken)
    assert ledger.receipts_due() == []


def test_a_slow_office_answers_late() -> None:
    clock = HandClock()
    ledger = a_ledger(Faults(delay_s=2), clock)
    ledger.take(arrived())

    assert ledger.receipts_due() == []
    clock.advance(2)
    assert ledger.receipts_due() == [receipt("order-1")]


def test_every_third_receipt_is_lost_and_the_others_come_twice() -> None:
    ledger = a_ledger(Faults(drop_every=3, duplicate=True))
    for name in "abcd":
        ledger.take(arrived(name))

    assert [item.key for item in ledger.receipts_due()] == ["a", "a", "b", "b", "d", "d"]


@given(st.text(), st.binary(), st.none() | st.text())
def test_any_message_gets_a_verdict(topic: str, payload: bytes, key: str | None) -> None:
    ledger = a_ledger()

    for place in (topic, arrived().topic):
        verdict = ledger.take(Arrived(place, payload, key, None, 1, 1))
        assert isinstance(verdict, MessageRejected)


@given(st.none() | st.text())
def test_any_key_gets_a_verdict(key: str | None) -> None:
    a_ledger().take(replace(arrived(), key=key))
