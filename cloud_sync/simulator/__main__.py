"""`python -m cloud_sync.simulator`: a back office that prints a line per order."""

import argparse
import sys

from cloud_sync.command_line import (
    add_broker_arguments,
    broker_address,
    jitter,
    now_ms,
    run_until_interrupted,
)
from cloud_sync.errors import SettingsError
from cloud_sync.events import CloudConnected, CloudLost
from cloud_sync.listener import ListenerEvent, Listening
from cloud_sync.simulator.back_office import BackOffice
from cloud_sync.simulator.faults import Faults
from cloud_sync.simulator.ledger import (
    AnswerTaken,
    DuplicateDropped,
    MessageRejected,
    OrderTaken,
    RefundTaken,
    Verdict,
)
from cloud_sync.transcript import answer_line, news_line, order_line, refund_line


def main(words: list[str] | None = None) -> int:
    parser = _parser()
    arguments = parser.parse_args(words)
    try:
        address = broker_address(arguments)
    except SettingsError as error:
        parser.error(str(error))
    faults = Faults(
        silent=arguments.silent,
        delay_s=arguments.slow,
        drop_every=arguments.drop_every,
        duplicate=arguments.duplicate,
    )
    office = BackOffice(address, faults, _print_news, now_ms=now_ms, jitter=jitter)
    run_until_interrupted(office)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m cloud_sync.simulator",
        description="A back office: takes orders from the broker, drops duplicates, and answers "
        "each kiosk that asks for receipts. The faults below may be combined.",
    )
    add_broker_arguments(parser)
    faults = parser.add_argument_group("faults")
    faults.add_argument("--silent", action="store_true", help="never send a receipt")
    faults.add_argument(
        "--slow", type=float, default=0.0, metavar="SECONDS", help="send receipts this late"
    )
    faults.add_argument(
        "--drop-every", type=int, default=0, metavar="N", help="lose every Nth receipt"
    )
    faults.add_argument("--duplicate", action="store_true", help="send each receipt twice")
    return parser


def _print_news(news: Verdict | ListenerEvent) -> None:
    match news:
        case OrderTaken(_, order):
            print(order_line(order), flush=True)
        case RefundTaken(_, refund):
            print(refund_line(refund), flush=True)
        case AnswerTaken(_, answer):
            print(answer_line(answer), flush=True)
        case DuplicateDropped(key):
            print(f"Again, and dropped: {key}", flush=True)
        case MessageRejected(reason):
            print(f"Rejected: {reason}", flush=True)
        case CloudConnected() | CloudLost() | Listening():
            line = news_line(news)
            if line is not None:
                print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
