"""`python -m kiosk.simulators.payment_service`: run it, or tell a running one what to do."""

from __future__ import annotations

import argparse
import base64
import random  # noqa: TID251 - the rim: the one place of this command that makes its dice
import shlex
import signal
import sys
import threading
from datetime import UTC, datetime

from kiosk.simulators.payment_service.asking import ask, readable
from kiosk.simulators.payment_service.command_line import (
    COMMANDS,
    parser,
    rules_of,
    settings_of,
)
from kiosk.simulators.payment_service.errors import ControlError, PaymentServiceError
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.snippet import (
    control_address,
    settings_snippet,
    write_addresses,
)


class _SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the rim makes the real clock


def main(words: list[str] | None = None) -> int:
    arguments = parser().parse_args(words)
    try:
        _do(arguments.words, arguments)
    except PaymentServiceError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("ended")
    return 0


def _do(words: list[str], arguments: argparse.Namespace) -> None:
    match words:
        case ["bill"]:
            _write_bill(arguments)
        case [name, *rest] if name != "serve":
            print(readable(ask(control_address(arguments.folder), name, rest)))
        case _:
            _serve(arguments)


def _serve(arguments: argparse.Namespace) -> None:
    rng = random.Random(arguments.seed)  # noqa: S311 - tests must be able to repeat it
    service = PaymentService(
        arguments.folder, _SystemClock(), rng, settings_of(arguments), rules_of(arguments)
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with service:
        write_addresses(service)
        print(f"Alipay   {service.alipay_url}")
        print(f"WeChat   {service.url}/v3/…")
        print(f"control  {service.control_url}")
        print(f"keys     {service.keys.folder}   books  {service.folder / 'books.sqlite3'}")
        print(f"\nFor the gateway's settings (or the kiosk's):\n\n{settings_snippet(service)}")
        print("ready", flush=True)
        _obey(service)


def _obey(service: PaymentService) -> None:
    """Lines from the keyboard; without a keyboard run until a signal."""
    if sys.stdin.isatty():
        print(COMMANDS, flush=True)
        for line in sys.stdin:
            if line.strip() in {"quit", "exit"}:
                return
            print(_carried_out(service, line), flush=True)
    threading.Event().wait()


def _carried_out(service: PaymentService, line: str) -> str:
    try:
        words = shlex.split(line)
        return readable(ask(service.control_url, words[0], words[1:])) if words else ""
    except (ValueError, ControlError) as error:
        return str(error)


def _write_bill(arguments: argparse.Namespace) -> None:
    if not arguments.date or not arguments.out:
        raise ControlError("bill needs --date DAY and --out FILE.")
    words = [arguments.service, arguments.date]
    contents = ask(control_address(arguments.folder), "bill", words)
    try:
        arguments.out.write_bytes(base64.b64decode(str(contents)))
    except OSError as error:
        raise ControlError(f"Cannot write {arguments.out}: {error.strerror}.") from error
    print(f"written: {arguments.out}")


if __name__ == "__main__":
    sys.exit(main())
