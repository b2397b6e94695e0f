"""The desk for messages with codes: a signed question in, what became of the message out."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.gateway.devices import Device
from kiosk.gateway.errors import ConflictError, NoServiceError
from kiosk.messages.desk import MessageDesk
from kiosk.messages.errors import OtherNumberError
from kiosk.messages.wire import CodeBody, FateAnswer
from kiosk.rails.gateway_wire import bytes_of, parse


@dataclass(frozen=True, slots=True)
class CodeMessages:
    """`desk` None: no account is set."""

    desk: MessageDesk | None = None

    def send(self, device: Device, raw: bytes) -> bytes:
        """Raises WireError, GatewayError or StorageError."""
        message = parse(raw, CodeBody).message()
        if self.desk is None:
            raise NoServiceError("This gateway sends no messages. Set [messages] there.")
        try:
            return bytes_of(FateAnswer(fate=self.desk.send(device.name, message)))
        except OtherNumberError as error:
            raise ConflictError(str(error)) from error
