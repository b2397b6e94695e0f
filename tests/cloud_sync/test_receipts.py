"""The link with a back office: a row is done only when the back office says so."""

import threading
from pathlib import Path

from cloud_sync import outbox, topics
from cloud_sync.events import CloudConnected, MessageDelivered
from cloud_sync.outbox import OutboundMessage
from cloud_sync.payloads import RefundDone
from cloud_sync.simulator.faults import Faults
from cloud_sync.simulator.ledger import DuplicateDropped, OrderTaken
from tests.cloud_sync.brokers import RealBroker
from tests.cloud_sync.builders import (
    HandClock,
    News,
    OutboxFile,
    a_link,
    an_office,
    an_order,
    some_settings,
)


def test_a_receipt_ends_the_row(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    box.put("order-1")
    settings = some_settings(running.address, expects_receipts=True)
    with an_office(running.address, office_news), a_link(settings, box, news):
        assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")
    assert box.count() == 0


def test_without_a_receipt_the_row_stays_and_goes_again_after_the_time_out(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    clock = HandClock()
    settings = some_settings(running.address, expects_receipts=True, receipt_timeout_s=30)
    with (
        an_office(running.address, office_news, Faults(silent=True), clock) as office,
        a_link(settings, box, news, clock) as link,
    ):
        box.put("order-1")
        link.wake()
        office_news.wait_for(OrderTaken)
        wait_until_sent(box, "order-1")
        office.misbehave(Faults())

        clock.advance(29)
        box.put("order-2")
        link.wake()
        assert news.wait_for(MessageDelivered) == MessageDelivered("order-2")
        clock.advance(1)
        link.wake()
        assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")
    assert office_news.collect()[-1] == DuplicateDropped("order-1")
    assert box.count() == 0


def test_lost_and_doubled_receipts_leave_each_order_taken_once(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    clock = HandClock()
    keys = [f"order-{n}" for n in range(12)]
    settings = some_settings(running.address, expects_receipts=True)
    faults = Faults(drop_every=3, duplicate=True)
    with (
        an_office(running.address, office_news, faults, clock),
        a_link(settings, box, news, clock) as link,
    ):
        box.put(*keys)
        link.wake()
        delivered: list[str] = []
        while len(delivered) < len(keys):
            if len(delivered) in (8, 11):  # the rest waits for a receipt that was lost
                wait_until_sent(box, *(key for key in keys if key not in delivered))
                clock.advance(3600)
                link.wake()
            delivered.append(news.wait_for(MessageDelivered).key)

    assert sorted(delivered) == sorted(keys)
    taken = [item.key for item in office_news.collect() if isinstance(item, OrderTaken)]
    assert taken == keys
    assert box.count() == 0


def test_a_slow_back_office_is_waited_for(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    clock = HandClock()
    settings = some_settings(running.address, expects_receipts=True, receipt_timeout_s=30)
    with (
        an_office(running.address, office_news, Faults(delay_s=20), clock),
        a_link(settings, box, news, clock),
    ):
        box.put("order-1")
        office_news.wait_for(OrderTaken)
        assert news.collect() == [CloudConnected()]
        clock.advance(21)
        assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")
    assert not any(isinstance(item, DuplicateDropped) for item in office_news.collect())


def test_a_receipt_nobody_can_read_is_ignored(
    running: RealBroker, box: OutboxFile, news: News
) -> None:
    """A second device of the same site sends rubbish to our receipts topic, as an order."""
    settings = some_settings(running.address, expects_receipts=True)
    other = OutboxFile(Path(box.path).with_name("other.db"))
    with other.using() as connection:
        rubbish = outbox.OutboundMessage(
            "x", "kaimen/v1/museum-east/kiosk-7/receipts", b"\xff{not json", 0
        )
        outbox.put(connection, rubbish)
    box.put("order-1")
    office_news, other_news = News(), News()
    with a_link(settings, box, news) as link:
        news.wait_for(CloudConnected)
        with a_link(some_settings(running.address, device="kiosk-8"), other, other_news):
            other_news.wait_for(MessageDelivered)
        with an_office(running.address, office_news):
            box.put("order-2")
            link.wake()
            assert news.wait_for(MessageDelivered) == MessageDelivered("order-2")


def wait_until_sent(box: OutboxFile, *keys: str) -> None:
    """The acknowledgement of the broker is written down, for each of them."""
    pause = threading.Event()
    for _ in range(2000):
        with box.using() as connection:
            waiting = {message.key for message in outbox.pending(connection, 100)}
        if waiting.isdisjoint(keys):
            return
        pause.wait(0.01)
    raise AssertionError(f"never sent: {waiting & set(keys)}")


def test_a_refund_reaches_the_back_office_and_its_receipt_ends_the_row(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    order = an_order()
    refund = RefundDone(
        refund_id="refund-1",
        order_id=order.order_id,
        payment_id=order.payment_id,
        device=order.device,
        site=order.site,
        refunded_at=order.paid_at,
        currency="CNY",
        amount_minor=700,
        rail="alipay",
        reason="quality",
    )
    topic = topics.refunds(order.site, order.device)
    with box.using() as database:
        outbox.put(database, OutboundMessage("refund-1", topic, refund.to_bytes(), 1))
    settings = some_settings(running.address, expects_receipts=True)
    with an_office(running.address, office_news), a_link(settings, box, news):
        assert news.wait_for(MessageDelivered) == MessageDelivered("refund-1")
    assert box.count() == 0
