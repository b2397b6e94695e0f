"""Brokers and processes that die in the middle: nothing is lost, nothing counts twice."""

import subprocess
import sys
from pathlib import Path

from cloud_sync.command_line import now_ms as real_now_ms
from cloud_sync.events import CloudLost, MessageDelivered
from cloud_sync.simulator.ledger import OrderTaken
from tests.cloud_sync.brokers import RealBroker
from tests.cloud_sync.builders import (
    News,
    OutboxFile,
    a_link,
    an_office,
    some_settings,
)

KEYS = [f"order-{n:03}" for n in range(200)]

PROGRAM = """
import sys
from pathlib import Path
from cloud_sync.settings import BrokerAddress
from tests.cloud_sync.builders import News, OutboxFile, a_link, some_settings
box = OutboxFile(Path(sys.argv[1]))
settings = some_settings(BrokerAddress(port=int(sys.argv[2])), window=1)
with a_link(settings, box, News()):
    sys.stdin.read()
"""


def test_200_orders_arrive_once_though_the_broker_restarts_in_the_middle(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    settings = some_settings(
        running.address, expects_receipts=True, receipt_timeout_s=0.2, receipt_longest_s=0.4
    )
    with (
        an_office(running.address, office_news),
        a_link(settings, box, news, now_ms=real_now_ms) as link,
    ):
        box.put(*KEYS[:100])
        link.wake()
        for _ in range(40):
            news.wait_for(MessageDelivered)
        running.stop()
        news.wait_for(CloudLost)
        box.put(*KEYS[100:])
        running.start()
        while len([item for item in news.seen if isinstance(item, MessageDelivered)]) < 200:
            news.wait_for(MessageDelivered)

    taken = [item.key for item in office_news.collect() if isinstance(item, OrderTaken)]
    assert sorted(taken) == KEYS
    assert box.count() == 0


def test_a_killed_process_leaves_every_order_for_the_next(
    running: RealBroker, box: OutboxFile, news: News, office_news: News
) -> None:
    box.put(*KEYS)
    with an_office(running.address, office_news):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(box.path), str(running.address.port)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
        )
        taken = [office_news.wait_for(OrderTaken).key for _ in range(20)]
        process.kill()
        process.communicate(timeout=10)  # reaps it, closes its pipe
        left = box.count()

        with a_link(some_settings(running.address), box, news):
            for _ in range(left):
                news.wait_for(MessageDelivered)
            taken += [office_news.wait_for(OrderTaken).key for _ in range(len(KEYS) - len(taken))]

    assert 0 < left < len(KEYS)
    assert sorted(taken) == KEYS
    assert box.count() == 0
