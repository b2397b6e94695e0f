"""The desk for members' agreements: whether there is one, a code to make one, and its end.

One question about a member's agreements with a service is answered at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.agreement import Standing, ToSign
from kiosk.gateway.devices import Device
from kiosk.gateway.errors import NoServiceError
from kiosk.gateway.turns import Turns
from kiosk.ports import Agreements
from kiosk.rails.gateway_wire import (
    AgreementAnswer,
    EndingBody,
    LookBody,
    WishBody,
    bytes_of,
    parse,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AgreementAnswers:
    """`keepers` by rail. Each raises WireError, GatewayError or StorageError."""

    keepers: Mapping[str, Agreements] = field(default_factory=dict)
    turns: Turns = field(default_factory=Turns)

    def look(self, _device: Device, raw: bytes) -> bytes:
        asked = parse(raw, LookBody)
        keeper = self._keeper(asked.rail)
        with self.turns.of(f"{asked.rail} {asked.member_id}"):
            return _told(keeper.look(asked.member_id))

    def begin(self, device: Device, raw: bytes) -> bytes:
        wish = parse(raw, WishBody).wish()
        keeper = self._keeper(wish.rail)
        log.info("agreement %s with %s begins on %s", wish.id, wish.rail, device.name)
        with self.turns.of(f"{wish.rail} {wish.member_id}"):
            return _told(keeper.begin(wish))

    def end(self, device: Device, raw: bytes) -> bytes:
        ending = parse(raw, EndingBody).ending()
        keeper = self._keeper(ending.rail)
        log.info("%s ends agreements of %s with %s", device.name, ending.member_id, ending.rail)
        with self.turns.of(f"{ending.rail} {ending.member_id}"):
            return _told(keeper.end(ending))

    def _keeper(self, rail: str) -> Agreements:
        keeper = self.keepers.get(rail)
        if keeper is None:
            raise NoServiceError(f"This gateway has no account for {rail!r}. See its settings.")
        return keeper


def _told(answer: Standing | ToSign) -> bytes:
    if isinstance(answer, ToSign):
        return bytes_of(AgreementAnswer(standing=Standing.NONE, code_url=answer.code_url))
    return bytes_of(AgreementAnswer(standing=answer))
