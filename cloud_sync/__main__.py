"""`python -m cloud_sync watch`: prints every order that goes through a broker."""

import argparse
import os
import sys

from cloud_sync import topics
from cloud_sync.command_line import (
    add_broker_arguments,
    broker_address,
    jitter,
    now_ms,
    run_until_interrupted,
)
from cloud_sync.errors import PayloadError, SettingsError
from cloud_sync.listener import Listener, ListenerEvent, Subscription
from cloud_sync.mqtt import Arrived
from cloud_sync.payloads import MemberForgotten, OrderPaid, RefundDone
from cloud_sync.transcript import answer_line, news_line, order_line, refund_line


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m cloud_sync")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    watch = commands.add_parser(
        "watch", help="print every order and refund as it is published; takes nothing"
    )
    add_broker_arguments(watch)
    try:
        address = broker_address(parser.parse_args(words))
    except SettingsError as error:
        parser.error(str(error))
    listener = Listener(
        Subscription(address, f"kaimen-watch-{os.getpid()}", topics.ALL_ORDERS),
        _print_order,
        _print_news,
        outgoing=list,
        now_ms=now_ms,
        jitter=jitter,
    )
    run_until_interrupted(listener)
    return 0


def _print_order(arrived: Arrived) -> None:
    try:
        if topics.origin_of_refunds(arrived.topic):
            line = refund_line(RefundDone.from_bytes(arrived.payload))
        elif topics.origin_of_answers(arrived.topic):
            line = answer_line(MemberForgotten.from_bytes(arrived.payload))
        else:
            line = order_line(OrderPaid.from_bytes(arrived.payload))
    except PayloadError as error:
        line = f"Not an order: {error}"
    print(line, flush=True)


def _print_news(event: ListenerEvent) -> None:
    line = news_line(event)
    if line is not None:
        print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
