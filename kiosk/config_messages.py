"""The settings of messages with codes: whose account, and how many at most.

Part of the tree of config.py; the gateway's settings use the account as well.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kiosk.config_values import FilePath, Section, ServiceUrl, one_of
from kiosk.domain.text_message import MessageLimits

MessageMode = Literal["off", "gateway", "direct", "simulated"]


class MessageAccount(Section):
    """The shop's account at Alibaba Cloud's message service (短信服务), and most messages a day."""

    access_key_id: Annotated[str, one_of((r"[A-Za-z0-9]{6,64}", "LTAI5tExample"))] | None = Field(
        default=None,
        description="Of a RAM user that may do dysms:SendSms and nothing else.",
    )
    access_key_secret_file: FilePath | None = Field(
        default=None, description="Its secret, readable by its owner alone."
    )
    sign_name: str | None = Field(
        default=None,
        min_length=2,
        max_length=32,
        description="The signature (签名) that the service approved, without brackets.",
    )
    template_code: Annotated[str, one_of((r"SMS_[0-9]{4,20}", "SMS_154950909"))] | None = Field(
        default=None,
        description="The approved template of a verification code (验证码), its only variable "
        "${code}; it should name the 5 minutes.",
    )
    url: ServiceUrl = Field(
        default="https://dysmsapi.aliyuncs.com",
        description="The service, or python -m kiosk.simulators.message_service",
    )
    per_number_a_day: int = Field(
        default=5, ge=1, le=10, description="Most messages to one number within 24 hours."
    )
    per_kiosk_a_day: int = Field(
        default=100, ge=1, le=100_000, description="Most messages for one kiosk within 24 hours."
    )
    in_all_a_day: int = Field(
        default=1000, ge=1, le=1_000_000, description="Most messages within 24 hours."
    )

    @property
    def limits(self) -> MessageLimits:
        return MessageLimits(self.per_number_a_day, self.per_kiosk_a_day, self.in_all_a_day)

    def missing(self) -> list[str]:
        """Settings without which nothing can be sent."""
        names = ("access_key_id", "access_key_secret_file", "sign_name", "template_code")
        return [name for name in names if getattr(self, name) is None]


class Messages(MessageAccount):
    """Codes to phones, when people join. The account is the gateway's; here in mode direct only."""

    mode: MessageMode = Field(
        default="off",
        description="off: the number is typed twice | gateway: the key is on the gateway of "
        "[payments] | direct: it is on this kiosk | simulated: a service inside this kiosk, to "
        "try it; the terminal shows what arrives on phones.",
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = self.missing()
        if self.mode == "direct" and missing:
            raise ValueError(f'needs {", ".join(missing)} as well, because mode is "direct".')
        return self


def refuse_half_set_messages(messages: Messages, gateway: dict[str, object]) -> None:
    """`gateway`: what [payments] says of it, by the setting's name. Raises ValueError."""
    missing = [name for name, value in gateway.items() if value is None]
    if messages.mode == "gateway" and missing:
        raise ValueError(
            f'needs [payments] {" and ".join(missing)}, because [messages] mode is "gateway".'
        )
