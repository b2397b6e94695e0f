"""`fleet key · forget`: a back office tells a kiosk to forget a member, and waits for proof."""

from __future__ import annotations

import argparse
import queue
import sys
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from cloud_sync import topics
from cloud_sync.command_line import add_broker_arguments, broker_address, jitter, now_ms
from cloud_sync.errors import PayloadError, SettingsError
from cloud_sync.listener import Listener, ListenerEvent, Listening, Subscription
from cloud_sync.mqtt import Arrived, Publication
from cloud_sync.payloads import MemberForgotten
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.fleet_command import ForgetCommand
from kiosk.rails.signing_key import key_in
from kiosk.typed_file import FileProblem

CONTENT_TYPE = "application/jose"


class Desk:
    """Sends one command, once the answer would be heard, and waits for it."""

    def __init__(self, command: ForgetCommand, jws: str, topic: str) -> None:
        self._command = command
        self._outgoing = [Publication(topic, jws.encode(), command.id, CONTENT_TYPE)]
        self._is_listening = False
        self.answers: queue.SimpleQueue[MemberForgotten] = queue.SimpleQueue()

    def heard(self, event: ListenerEvent) -> None:
        self._is_listening = self._is_listening or isinstance(event, Listening)

    def outgoing(self) -> list[Publication]:
        if not self._is_listening:
            return []
        due, self._outgoing = self._outgoing, []
        return due

    def take(self, arrived: Arrived) -> None:
        with suppress(PayloadError):
            answer = MemberForgotten.from_bytes(arrived.payload)
            if answer.command_id == self._command.id:
                self.answers.put(answer)


def forget(given: argparse.Namespace) -> int:
    """0 with the receipt; 3 without: the kiosk may be off, and obeys when it is back."""
    clock = SystemClock(UTC)
    try:
        key, address = key_in(given.key), broker_address(given)
        topic = topics.commands(given.site, given.device)
    except (FileProblem, SettingsError) as error:
        print(error, file=sys.stderr)
        return 2
    command = ForgetCommand(
        given.id or f"forget-{given.member_id}",
        f"{given.site}.{given.device}",
        given.member_id,
        clock.now().isoformat(timespec="seconds"),
    )
    desk = Desk(command, command.jws(key.public_key.key_id, key.sign), topic)
    listener = Listener(
        Subscription(
            address,
            f"kaimen-fleet-{key.public_key.key_id}",
            topics.answers(given.site, given.device),
        ),
        desk.take,
        desk.heard,
        outgoing=desk.outgoing,
        now_ms=now_ms,
        jitter=jitter,
    )
    listener.start()
    try:
        print(desk.answers.get(timeout=given.wait).receipt)
    except queue.Empty:
        print("No answer yet. The same command again does no harm.", file=sys.stderr)
        return 3
    finally:
        listener.stop()
    return 0


def public(given: argparse.Namespace) -> int:
    """For each kiosk: [cloud] fleet_key."""
    try:
        print(key_in(given.key).public_key.pem, end="")
    except FileProblem as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def add_fleet(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    fleet = commands.add_parser(
        "fleet", help="for the back office: tell a kiosk to forget a member"
    ).add_subparsers(metavar="COMMAND", required=True)
    shown = fleet.add_parser("key", help="print the public key for the kiosks' fleet_key")
    asked = fleet.add_parser(
        "forget",
        help="sign and send the command, and print the kiosk's signed receipt",
        description="Exit status 3: no answer yet. `kiosk forgotten verify` checks a receipt.",
    )
    for one in (shown, asked):
        one.add_argument(
            "--key", type=Path, required=True, metavar="FILE", help="private key; made if missing"
        )
    shown.set_defaults(command=public)
    asked.add_argument("member_id", help="as the orders name the member")
    asked.add_argument("--site", required=True, help="site_id of the kiosk")
    asked.add_argument("--device", required=True, help="device_id of the kiosk")
    asked.add_argument("--id", help="idempotency key (default: from the member's id)")
    asked.add_argument("--wait", type=float, default=30.0, metavar="SECONDS", help="for the answer")
    add_broker_arguments(asked)
    asked.set_defaults(command=forget)
