"""What leaves the kiosk, in the settings: the broker to the back office, the link of a receipt."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from kiosk.config_values import FilePath, Host, Section
from kiosk.typed_file_words import shown


class Cloud(Section):
    """The MQTT broker that carries orders to the back office."""

    mode: Literal["embedded", "broker", "off"] = Field(
        default="off",
        description="embedded: a broker inside this kiosk | broker: the one below | off: orders "
        "stay in the database and are sent once a broker is set.",
    )
    host: Host = Field(
        default="127.0.0.1",
        description="Name or address of the broker; embedded: the address it listens on.",
    )
    port: int = Field(default=1883, ge=1, le=65535, description="Usually 1883, with TLS 8883.")
    username: str | None = Field(
        default=None, min_length=1, max_length=256, description="If the broker wants one."
    )
    password_file: FilePath | None = Field(
        default=None, description="File with the password in it, readable by the kiosk alone."
    )
    tls: bool = Field(default=False, description="true: talk to the broker through TLS.")
    ca_file: FilePath | None = Field(
        default=None,
        description="Certificate of your own authority (PEM), if the system does not know it.",
    )
    expects_receipts: bool = Field(
        default=False,
        description="true: an order is sent again until the back office itself has answered. "
        "false: the broker's acknowledgement is enough.",
    )
    fleet_key: FilePath | None = Field(
        default=None,
        description="Public key (PEM) of your back office: it may then tell this kiosk to forget a "
        "member, and gets the signed receipt. Without: no commands are taken. "
        "python -m kiosk fleet --help",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.password_file is not None and self.username is None:
            raise ValueError("password_file needs a username as well.")
        if self.ca_file is not None and not self.tls:
            raise ValueError("ca_file is given but TLS is off: set tls = true or remove ca_file.")
        if self.tls and self.mode == "embedded":
            raise ValueError("tls is for mode broker; the embedded broker has none.")
        return self


class Receipt(Section):
    """The receipt as a link, shown as a QR code."""

    url_template: str | None = Field(
        default=None, description='Such as "https://shop.example/r/{order_id}". Without: no code.'
    )

    @field_validator("url_template")
    @classmethod
    def _is_a_link(cls, template: str | None) -> str | None:
        if template is None:
            return None
        if re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d+)?/[^\s{}]*\{order_id\}[^\s{}]*", template):
            return template
        raise ValueError(
            f"is {shown(template)}. It must begin with https://HOST/ and hold {{order_id}} once."
        )
