"""What kiosk and gateway say to each other about a message, as strict JSON."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.rails.gateway_wire import Body

PATH = "/v1/messages/send"
SERVICE = "messages"
"""What a gateway that sends messages calls this among its services."""

_Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}\z")]
_Mobile = Annotated[str, StringConstraints(pattern=r"^1[3-9][0-9]{9}\z")]
_Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}\z")]


class CodeBody(Body):
    id: _Id
    phone: _Mobile = Field(repr=False)
    code: _Code = Field(repr=False)

    @staticmethod
    def of(message: CodeMessage) -> CodeBody:
        return CodeBody(id=message.id, phone=message.phone, code=message.code)

    def message(self) -> CodeMessage:
        return CodeMessage(self.id, self.phone, self.code)


class FateAnswer(Body):
    fate: Fate
