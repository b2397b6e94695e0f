"""The settings of how much proof a face needs before it pays: domain/risk.py has the rules."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from kiosk.config_values import Section
from kiosk.domain.money import yuan
from kiosk.domain.risk import RiskPolicy


class Risk(Section):
    """When a face pays with one tap, and when digits are asked for too. Limits are inclusive."""

    tap_amount_yuan: int = Field(
        default=50, ge=0, le=100_000, description="One tap is enough up to this amount, …"
    )
    tap_members: int = Field(
        default=200, ge=0, le=100_000, description="… while there are at most so many members, …"
    )
    tap_visits: int = Field(
        default=5, ge=1, le=1000, description="… for members who paid by face so often before."
    )
    digits_amount_yuan: int = Field(
        default=200,
        ge=0,
        le=100_000,
        description="The last four digits are enough up to this amount; then the full number, …",
    )
    tap_hold_yuan: int = Field(
        default=100,
        ge=0,
        le=100_000,
        description="At a cabinet: one tap is enough for setting aside up to this amount, …",
    )
    digits_hold_yuan: int = Field(
        default=300,
        ge=0,
        le=100_000,
        description="… and four digits up to this. Visits cost far less than is set aside.",
    )
    digits_members: int = Field(
        default=5000, ge=0, le=1_000_000, description="… and while there are so many members."
    )
    prefers_pin: bool = Field(
        default=False,
        description="true: members with a PIN type that in place of the full number.",
    )
    day_amount_yuan: int = Field(
        default=1000,
        ge=1,
        le=1_000_000,
        description="Most that a member pays by face in a day. More is paid another way.",
    )
    day_payments: int = Field(
        default=10, ge=1, le=1000, description="As often a member pays by face in a day."
    )
    fails: int = Field(
        default=3,
        ge=1,
        le=20,
        description="So many wrong digits within five minutes turn faces off on this kiosk, …",
    )
    face_off_minutes: int = Field(default=15, ge=1, le=1440, description="… for so long.")

    @model_validator(mode="after")
    def _more_is_asked_for_more(self) -> Self:
        if self.tap_amount_yuan > self.digits_amount_yuan:
            raise ValueError("tap_amount_yuan must not be above digits_amount_yuan.")
        if self.tap_hold_yuan > self.digits_hold_yuan:
            raise ValueError("tap_hold_yuan must not be above digits_hold_yuan.")
        if self.tap_members > self.digits_members:
            raise ValueError("tap_members must not be above digits_members.")
        return self

    @property
    def policy(self) -> RiskPolicy:
        return RiskPolicy(
            tap_members=self.tap_members,
            tap_amount=yuan(str(self.tap_amount_yuan)),
            tap_visits=self.tap_visits,
            digits_members=self.digits_members,
            digits_amount=yuan(str(self.digits_amount_yuan)),
            tap_hold=yuan(str(self.tap_hold_yuan)),
            digits_hold=yuan(str(self.digits_hold_yuan)),
            day_amount=yuan(str(self.day_amount_yuan)),
            day_payments=self.day_payments,
            prefers_pin=self.prefers_pin,
            fails=self.fails,
            face_off_s=60.0 * self.face_off_minutes,
        )
