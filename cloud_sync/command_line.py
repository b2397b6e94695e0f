"""What this room's two commands share: the broker's address, the real clock, running to Ctrl-C."""

import argparse
import random  # noqa: TID251 - the rim of the two commands: here the real thing is made
import signal
import threading
import time
from pathlib import Path
from typing import Protocol

from cloud_sync.settings import BrokerAddress

jitter = random.random


class Running(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


def now_ms() -> int:
    return int(time.time() * 1000)  # noqa: TID251 - as above


def add_broker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the broker (default: %(default)s)")
    parser.add_argument("--port", type=int, default=1883, help="its port (default: %(default)s)")
    parser.add_argument("--username", help="needs --password-file, unless it has no password")
    parser.add_argument("--password-file", type=Path, metavar="FILE")
    parser.add_argument("--tls", action="store_true", help="encrypt, and check the broker's name")
    parser.add_argument("--ca-file", type=Path, metavar="FILE", help="trust this CA instead")


def broker_address(arguments: argparse.Namespace) -> BrokerAddress:
    """Raises SettingsError."""
    return BrokerAddress(
        host=arguments.host,
        port=arguments.port,
        username=arguments.username,
        password_file=arguments.password_file,
        tls=arguments.tls,
        ca_file=arguments.ca_file,
    )


def run_until_interrupted(thing: Running) -> None:
    """Ctrl-C and SIGTERM both end it."""
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    thing.start()
    done.wait()
    thing.stop()
