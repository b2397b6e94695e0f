"""python -m kiosk.gateway: the service that holds the merchant keys, and its commands."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from kiosk.domain.money import Money, decimal_text, yuan
from kiosk.domain.payment import Rail
from kiosk.gateway import agreements, devices, settings
from kiosk.gateway.agreements import AgreementError
from kiosk.gateway.database import Database
from kiosk.gateway.devices import DeviceError
from kiosk.gateway.settings import GatewaySettings
from kiosk.log_setup import start_logging
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import KeyTextError, key_in, public_key, public_key_in
from kiosk.storage.database import StorageError
from kiosk.storage.only_kiosk import AlreadyRunningError, only_kiosk
from kiosk.typed_file import FileProblem

DESCRIPTION = """The payment gateway: holds the merchant's keys, and asks Alipay and WeChat Pay for
kiosks whose keys are registered here."""
NOT_INSTALLED = """To serve, the gateway needs Flask and waitress, which kiosks do without. Run:
  python -m pip install --require-hashes -r requirements-gateway.lock"""
FIRST_STEPS = """first steps:
  python -m kiosk.gateway example > gateway.toml         then set the accounts in it
  python -m kiosk.gateway key --config gateway.toml > gateway-public.pem
                                                         for [payments] gateway_key_file of kiosks
  python -m kiosk device-key --config kiosk.toml         on each kiosk: prints its public key
  python -m kiosk.gateway devices add NAME KEY --config gateway.toml
  python -m kiosk.gateway serve --config gateway.toml"""


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 fine, 1 it could not be done, 2 the command or the settings are wrong."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except (DeviceError, AgreementError, KeyTextError, StorageError) as error:
        print(error, file=sys.stderr)
        return 1


def serve(given: argparse.Namespace) -> int:
    """Until SIGTERM or Ctrl-C."""
    found = settings.load(given.config)
    if find_spec("flask") is None or find_spec("waitress") is None:
        print(NOT_INSTALLED, file=sys.stderr)
        return 1
    try:
        # Two would each work on a payment that the other works on.
        with only_kiosk(found.gateway.data_dir):
            return _serve(found)
    except AlreadyRunningError:
        where = found.gateway.data_dir
        print(f"A gateway (or a kiosk) runs on {where} already. End it first.", file=sys.stderr)
        return 1


def _serve(found: GatewaySettings) -> int:
    from kiosk.gateway.parts import GatewayParts, Server  # noqa: PLC0415  # a kiosk has no Flask

    now = _clock(found)
    end_logging = start_logging(None, logging.INFO)
    stopping = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stopping.set())
    try:
        parts = GatewayParts(found, now, HttpClient())
        server = Server(parts.app, found.gateway.host, found.gateway.port)
    except OSError as error:
        where = f"{found.gateway.host}:{found.gateway.port}"
        print(f"Cannot listen on {where}: {error.strerror}. Set [gateway] port.", file=sys.stderr)
        end_logging()
        return 1
    parts.late.start()
    server.start()
    offered = ", ".join(parts.services) or "no service: set [alipay] or [wechat]"
    print(f"Listening on http://{found.gateway.host}:{server.port} for {offered}", flush=True)
    stopping.wait()
    server.stop()
    parts.late.stop()
    end_logging()
    return 0


def devices_add(given: argparse.Namespace) -> int:
    found = settings.load(given.config)
    path = Path(given.key)
    key = public_key_in(path) if path.suffix == ".pem" else public_key(given.key)
    devices.add(
        Database(found.gateway.database)(), given.name, key, given.daily_limit, _clock(found)()
    )
    print(f"{given.name} may ask from now on, with the key {key.key_id}")
    return 0


def devices_list(given: argparse.Namespace) -> int:
    found = settings.load(given.config)
    for device in devices.listed(Database(found.gateway.database)()):
        limit = f"{decimal_text(device.daily_limit)} a day" if device.daily_limit else "no limit"
        state = f"revoked {device.revoked_at}" if device.revoked_at else limit
        print(f"{device.name:24} {device.key.key_id}  {state}")
    return 0


def devices_revoke(given: argparse.Namespace) -> int:
    found = settings.load(given.config)
    devices.revoke(Database(found.gateway.database)(), given.name, _clock(found)())
    print(f"{given.name} is turned away from now on. Its payments stay.")
    return 0


def agreements_set(given: argparse.Namespace) -> int:
    found = settings.load(given.config)
    database = Database(found.gateway.database)
    at = _clock(found)()
    agreements.set_number(database(), given.service, given.member, given.number, at)
    print(f"Member {given.member} can be charged at {given.service}.")
    return 0


def agreements_forget(given: argparse.Namespace) -> int:
    database = Database(settings.load(given.config).gateway.database)
    agreements.forget(database(), given.service, given.member)
    print(f"Member {given.member} cannot be charged at {given.service} any more.")
    return 0


def key(given: argparse.Namespace) -> int:
    """Made at the first time."""
    print(key_in(settings.load(given.config).gateway.key_file).public_key.pem, end="")
    return 0


def show_config(given: argparse.Namespace) -> int:
    """What the file comes to, with every default; keys stay in their files."""
    print(settings.load(given.config).model_dump_json(indent=2))
    return 0


def example(_given: argparse.Namespace) -> int:
    print(settings.example_text(), end="")
    return 0


def _clock(found: GatewaySettings) -> Callable[[], datetime]:
    return lambda: datetime.now(found.gateway.zone)  # noqa: TID251  # made here, to be given


def _limit(text: str) -> Money:
    try:
        return yuan(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.gateway",
        description=DESCRIPTION,
        epilog=FIRST_STEPS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command, text in (
        ("serve", serve, "answer kiosks, until it is stopped"),
        ("key", key, "print the gateway's public key (PEM), for the kiosks"),
        ("show-config", show_config, "print the settings with every default"),
    ):
        added = commands.add_parser(name, help=text)
        _with_config(added).set_defaults(command=command)
    commands.add_parser("example", help="print a settings file, explained").set_defaults(
        command=example
    )
    _add_devices(commands.add_parser("devices", help="the kiosks that may ask"))
    _add_agreements(commands.add_parser("agreements", help="members that can be charged"))
    return parser


def _add_devices(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    adding = commands.add_parser("add", help="let a kiosk ask, or give it a new key or limit")
    adding.add_argument("name", metavar="NAME", help="what to call it, such as lobby-1")
    adding.add_argument(
        "key", metavar="KEY", help="what `python -m kiosk device-key` prints there, or a .pem file"
    )
    adding.add_argument(
        "--daily-limit", type=_limit, metavar="YUAN", help="most that it may charge in a day"
    )
    _with_config(adding).set_defaults(command=devices_add)
    listing = commands.add_parser("list", help="names, keys and limits")
    _with_config(listing).set_defaults(command=devices_list)
    revoking = commands.add_parser("revoke", help="turn a kiosk away from now on")
    revoking.add_argument("name", metavar="NAME")
    _with_config(revoking).set_defaults(command=devices_revoke)


def _add_agreements(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command, text in (
        ("set", agreements_set, "a member's agreement number at Alipay, or openid at WeChat"),
        ("forget", agreements_forget, "the member cannot be charged any more"),
    ):
        added = commands.add_parser(name, help=text)
        added.add_argument("service", choices=[Rail.ALIPAY.value, Rail.WECHAT.value])
        added.add_argument("member", metavar="MEMBER", help="the member's id at the kiosks")
        if command is agreements_set:
            added.add_argument("number", metavar="NUMBER")
        _with_config(added).set_defaults(command=command)


def _with_config(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="the gateway's settings (TOML)"
    )
    return parser


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a payment service that hangs may still hold a thread
