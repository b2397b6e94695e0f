"""Every question that a kiosk can ask, by its path: body in, desk, answer out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.gateway.agreement_answers import AgreementAnswers
from kiosk.gateway.code_messages import CodeMessages
from kiosk.gateway.devices import Device
from kiosk.gateway.holds import HoldDesk
from kiosk.gateway.payments import Now, PaymentDesk
from kiosk.gateway.refunds import RefundDesk
from kiosk.rails.gateway_outcome import encoded
from kiosk.rails.gateway_wire import (
    CaptureBody,
    ChargeBody,
    HoldOnlyBody,
    PaymentOnlyBody,
    PingAnswer,
    PingBody,
    PlaceHoldBody,
    RefundBody,
    bytes_of,
    parse,
)

Answerer = Callable[[Device, bytes], bytes]
"""Raises WireError, GatewayError or StorageError."""


@dataclass(frozen=True, slots=True)
class Questions:
    """`services`: rails that there is an account for, and messages."""

    payments: PaymentDesk
    refunds: RefundDesk
    holds: HoldDesk
    services: tuple[str, ...]
    now: Now
    agreements: AgreementAnswers = field(default_factory=AgreementAnswers)
    messages: CodeMessages = field(default_factory=CodeMessages)

    def by_path(self) -> dict[str, Answerer]:
        """Paths without the leading /v1/."""
        return {
            "ping": self._ping,
            "agreements/look": self.agreements.look,
            "agreements/begin": self.agreements.begin,
            "agreements/end": self.agreements.end,
            "messages/send": self.messages.send,
            "payments/charge": self._charge,
            "payments/query": lambda device, raw: encoded(
                self.payments.query(device, parse(raw, PaymentOnlyBody).payment.payment())
            ),
            "payments/close": lambda device, raw: encoded(
                self.payments.close(device, parse(raw, PaymentOnlyBody).payment.payment())
            ),
            "refunds/refund": lambda device, raw: encoded(
                self.refunds.refund(device, parse(raw, RefundBody).refund())
            ),
            "refunds/query": lambda device, raw: encoded(
                self.refunds.query(device, parse(raw, RefundBody).refund())
            ),
            "holds/hold": self._hold,
            "holds/capture": self._capture,
            "holds/release": lambda device, raw: encoded(
                self.holds.release(device, parse(raw, HoldOnlyBody).hold.hold())
            ),
            "holds/query": lambda device, raw: encoded(
                self.holds.query(device, parse(raw, HoldOnlyBody).hold.hold())
            ),
        }

    def _ping(self, device: Device, raw: bytes) -> bytes:
        parse(raw, PingBody)
        now_s = int(self.now().timestamp())
        return bytes_of(PingAnswer(device=device.name, now_s=now_s, services=self.services))

    def _charge(self, device: Device, raw: bytes) -> bytes:
        asked = parse(raw, ChargeBody)
        return encoded(self.payments.charge(device, asked.payment.payment(), asked.means.means()))

    def _hold(self, device: Device, raw: bytes) -> bytes:
        asked = parse(raw, PlaceHoldBody)
        return encoded(self.holds.hold(device, asked.hold.hold(), asked.means.means()))

    def _capture(self, device: Device, raw: bytes) -> bytes:
        asked = parse(raw, CaptureBody)
        return encoded(self.holds.capture(device, asked.hold.hold(), asked.amount.money()))
