"""`python -m kiosk.simulators.message_service`: run it, read phones, make it misbehave."""

from __future__ import annotations

import argparse
import json
import random  # noqa: TID251 - the rim: the one place of this command that makes its dice
import shlex
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from kiosk.simulators.message_service.phones import Delivered
from kiosk.simulators.message_service.service import MessageService
from kiosk.simulators.message_service.snippet import (
    SECRET_FILE,
    control_address,
    secret_in,
    settings_snippet,
    write_addresses,
)
from kiosk.simulators.message_service.troubles import EXPLAINED, parse_rule
from kiosk.simulators.payment_service.asking import ask, readable
from kiosk.simulators.payment_service.errors import PaymentServiceError

FOLDER = Path("var/message_service")
COMMANDS = """inbox [NUMBER]     what has arrived, on all phones or on one
code NUMBER        the newest code on this phone
trouble RULE       misbehave from now on; troubles: the rules; clear: behave"""


class _SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the rim makes the real clock


def main(words: list[str] | None = None) -> int:
    given = _parser().parse_args(words)
    try:
        if given.words and given.words[0] != "serve":
            print(readable(ask(control_address(given.folder), given.words[0], given.words[1:])))
        else:
            _serve(given)
    except PaymentServiceError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("ended")
    return 0


def _serve(given: argparse.Namespace) -> None:
    rng = random.Random(given.seed)  # noqa: S311 - tests must be able to repeat it
    service = MessageService(
        _SystemClock(),
        rng,
        secret_in(given.folder, rng),
        port=given.port,
        control_port=given.control_port,
        rules=tuple(parse_rule(text) for text in given.trouble),
        on_delivered=_show,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with service:
        write_addresses(service, given.folder)
        print(f"messages {service.url}")
        print(f"control  {service.control_url}")
        snippet = settings_snippet(service, given.folder / SECRET_FILE)
        print(f"\nFor the gateway's settings (or the kiosk's):\n\n{snippet}")
        print("ready", flush=True)
        _obey(service)


def _show(message: Delivered) -> None:
    print(json.dumps({message.number: message.text}, ensure_ascii=False), flush=True)


def _obey(service: MessageService) -> None:
    """Lines from the keyboard; without a keyboard run until a signal."""
    if sys.stdin.isatty():
        print(COMMANDS, flush=True)
        for line in sys.stdin:
            if line.strip() in {"quit", "exit"}:
                return
            print(_carried_out(service, line), flush=True)
    threading.Event().wait()


def _carried_out(service: MessageService, line: str) -> str:
    try:
        words = shlex.split(line)
        return readable(ask(service.control_url, words[0], words[1:])) if words else ""
    except (ValueError, PaymentServiceError) as error:
        return str(error)


def _parser() -> argparse.ArgumentParser:
    troubles = "\n".join(f"  {one.value:<16} {words}" for one, words in EXPLAINED.items())
    made = argparse.ArgumentParser(
        prog="python -m kiosk.simulators.message_service",
        description="Alibaba Cloud's message service to test against: true HTTP and signatures, "
        "phones that messages arrive on, and trouble on request. Without a command it serves.",
        epilog=f"Commands to a running service, also at its prompt:\n{COMMANDS}\n\n"
        f"A rule is NAME[,times=N][,seconds=S][,code=C]. Troubles:\n{troubles}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("words", nargs="*", metavar="COMMAND", help="serve (the default), or below")
    made.add_argument("--folder", type=Path, default=FOLDER, help=f"(default {FOLDER})")
    made.add_argument("--port", type=int, default=8792, help="0: any free one (default 8792)")
    made.add_argument("--control-port", type=int, default=8793, help="(default 8793)")
    made.add_argument("--trouble", action="append", default=[], metavar="RULE", help="see below")
    made.add_argument("--seed", type=int, default=None, help="repeat the same ids")
    return made


if __name__ == "__main__":
    sys.exit(main())
