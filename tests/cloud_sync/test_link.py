"""The link with a plain broker: a row is done when the broker acknowledges it."""

import logging
import sqlite3
import threading
from typing import Literal

import pytest

from cloud_sync import topics
from cloud_sync.events import CloudConnected, CloudLost, MessageDelivered
from cloud_sync.listener import Listener, Listening, Subscription
from cloud_sync.mqtt import Arrived
from cloud_sync.payloads import OrderPaid
from cloud_sync.settings import BrokerAddress
from cloud_sync.simulator.ledger import DuplicateDropped, OrderTaken
from tests.cloud_sync.brokers import RealBroker, free_port
from tests.cloud_sync.builders import (
    DEVICE,
    QUICK,
    SITE,
    HandClock,
    News,
    OutboxFile,
    a_link,
    an_office,
    an_order,
    some_settings,
)


def test_an_order_is_published_once_with_its_key(
    running: RealBroker, box: OutboxFile, news: News
) -> None:
    heard = News()
    listener = Listener(
        Subscription(running.address, "test-listener", topics.ALL_ORDERS, patience=QUICK),
        heard,
        heard,
        outgoing=list,
        now_ms=HandClock().now_ms,
        jitter=lambda: 0.0,
    )
    listener.start()
    heard.wait_for(Listening)

    with a_link(some_settings(running.address), box, news) as link:
        news.wait_for(CloudConnected)
        box.put("order-1")
        link.wake()
        arrived = heard.wait_for(Arrived)
        assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")
        box.put("order-2")
        link.wake()
        assert heard.wait_for(Arrived).key == "order-2"  # so order-1 did not come twice
        news.wait_for(MessageDelivered)
    listener.stop()

    assert (arrived.topic, arrived.key, arrived.response_topic, arrived.qos) == (
        topics.orders(SITE, DEVICE),
        "order-1",
        None,
        1,
    )
    assert OrderPaid.from_bytes(arrived.payload) == an_order("order-1")
    assert box.count() == 0


def test_a_row_goes_out_without_a_wake(running: RealBroker, box: OutboxFile, news: News) -> None:
    with a_link(some_settings(running.address), box, news):
        news.wait_for(CloudConnected)
        box.put("order-1")

        assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")


def test_a_broker_that_comes_late_gets_what_waited(
    broker: RealBroker, box: OutboxFile, news: News, caplog: pytest.LogCaptureFixture
) -> None:
    box.put("order-1")
    with caplog.at_level(logging.WARNING), a_link(some_settings(broker.address), box, news):
        lost = news.wait_for(CloudLost)
        broker.start()
        news.wait_for(MessageDelivered)

    assert "cannot be reached" in lost.reason
    assert [type(item) for item in news.collect()][:3] == [
        CloudLost,
        CloudConnected,
        MessageDelivered,
    ]
    assert len(caplog.records) == 1  # however many tries it took


def test_what_was_put_after_the_link_stopped_is_published_by_the_next(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    with a_link(some_settings(running.address), box, news):
        news.wait_for(CloudConnected)
    box.put("order-1")

    with an_office(running.address, office_news):
        with a_link(some_settings(running.address), box, news):
            news.wait_for(MessageDelivered)

        assert office_news.wait_for(OrderTaken) == OrderTaken("order-1", an_order("order-1"))
    assert box.count() == 0


class KilledBeforeCommit(sqlite3.Connection):
    """The power goes when the answer of the broker is about to be written down."""

    def __exit__(self, *_: object) -> Literal[False]:
        self.rollback()
        raise sqlite3.OperationalError("power cut")


def test_a_kill_between_acknowledgement_and_commit_publishes_again_under_the_same_key(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    box.put("order-1")
    opened: list[sqlite3.Connection] = []

    def dies_the_first_time() -> sqlite3.Connection:
        opened.append(
            box.open() if opened else sqlite3.connect(box.path, factory=KilledBeforeCommit)
        )
        return opened[-1]

    with an_office(running.address, office_news):
        settings = some_settings(running.address)
        with a_link(settings, box, news, open_connection=dies_the_first_time):
            news.wait_for(MessageDelivered)
        office_news.wait_for(OrderTaken)
        assert office_news.wait_for(DuplicateDropped) == DuplicateDropped("order-1")
    assert box.count() == 0


def test_an_outbox_that_cannot_be_read_is_told_and_tried_again(
    running: RealBroker, box: OutboxFile, news: News
) -> None:
    box.put("order-1")
    mended = threading.Event()

    def broken() -> sqlite3.Connection:
        if mended.is_set():
            return box.open()
        raise sqlite3.OperationalError("disk I/O error")

    with a_link(some_settings(running.address), box, news, open_connection=broken):
        assert "disk I/O error" in news.wait_for(CloudLost).reason
        mended.set()
        assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")


def test_stop_ends_a_link_that_never_found_a_broker(box: OutboxFile, news: News) -> None:
    with a_link(some_settings(BrokerAddress(port=free_port())), box, news) as link:
        news.wait_for(CloudLost)
        link.stop()

    assert "cloud-link" not in [thread.name for thread in threading.enumerate()]
    link.wake()  # a late order finds nobody, and that is no error
