"""The part of perform.py about the back office's commands: verified, done once, answered for good.

    inbox ─▶ signature, device ─ no ─▶ dropped, told in the log, answered by nobody
               ╰ yes ─ known id ─▶ the answer of before, again
                     ╰ new ─▶ forget, as if the member wished it ─▶ answer, inbox: one transaction
A power cut in between forgets once more, which harms nothing.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from cloud_sync import inbox, outbox, topics
from cloud_sync.outbox import OutboundMessage
from cloud_sync.payloads import MemberForgotten
from kiosk.domain.fleet_command import CommandError, ForgetCommand, command_in
from kiosk.ports import Clock, Cloud
from kiosk.storage.database import transaction
from kiosk.storage.order_message import OrderAddress

log = logging.getLogger(__name__)

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class FleetDesk:
    """`has_signed`: by the fleet's key; None: no commands are taken. `forget`: the receipt."""

    database: sqlite3.Connection
    clock: Clock
    cloud: Cloud
    address: OrderAddress
    has_signed: Callable[[bytes, bytes], bool] | None
    forget: Callable[[str], str]

    def obey(self) -> None:
        """What waits, the oldest first. Raises StorageError; what is left is done later."""
        if self.has_signed is None:
            return
        device = f"{self.address.site_id}.{self.address.device_id}"
        for seq, payload in inbox.waiting(self.database, AT_ONCE):
            try:
                command = command_in(payload, device, self.has_signed)
            except CommandError as error:
                log.warning("%s", error)
                with transaction(self.database):
                    inbox.forget(self.database, seq)
                continue
            self._answer(seq, command)

    def _answer(self, seq: int, command: ForgetCommand) -> None:
        answer = self._known(command) or self._done(command)
        with transaction(self.database) as db:
            db.execute(
                "INSERT INTO fleet_commands VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (command.id, self.clock.now().isoformat(), answer),
            )
            outbox.put(db, self._message(command, answer))
            inbox.forget(db, seq)
        self.cloud.wake()

    def _known(self, command: ForgetCommand) -> bytes | None:
        query = "SELECT answer FROM fleet_commands WHERE id = ?"
        row = self.database.execute(query, (command.id,)).fetchone()
        return bytes(row[0]) if row else None

    def _done(self, command: ForgetCommand) -> bytes:
        receipt = self.forget(command.member_id)
        answer = MemberForgotten(
            command_id=command.id,
            site=self.address.site_id,
            device=self.address.device_id,
            receipt=receipt,
        )
        return answer.to_bytes()

    def _message(self, command: ForgetCommand, answer: bytes) -> OutboundMessage:
        topic = topics.answers(self.address.site_id, self.address.device_id)
        now_ms = int(self.clock.now().timestamp() * 1000)
        return OutboundMessage(f"answer-{command.id}", topic, answer, now_ms)
