"""People in the settings: how they are recognised, what is kept, how long they are waited for."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.config_values import PackName, Section


class Face(Section):
    """How people are recognised. Thresholds belong to the model pack and are not set here."""

    pack: PackName = Field(
        default="yunet-sface",
        description="Name of the installed model pack.",
    )
    previous_pack: PackName | None = Field(
        default=None,
        description="The pack before it, until its members have been seen by the new one: both "
        "recognise. How far it is: python -m kiosk members packs",
    )
    previous_pack_days: int = Field(
        default=90,
        ge=1,
        le=180,
        description="So long after the change what the pack before made of members is kept, for "
        "going back, where the new pack knows them already.",
    )
    min_face_px: int = Field(
        default=112,
        ge=40,
        le=2000,
        description="Smaller faces are people who only pass by: width in camera pixels.",
    )
    search_timeout_s: float = Field(
        default=15, ge=3, le=120, description="How long to look for a known face before giving up."
    )
    gestures: int = Field(
        default=2,
        ge=0,
        le=4,
        description="Turns and nods asked for, drawn at random, before a face may pay or join; "
        "0 asks for none: then a photograph of a member is enough to pass for them.",
    )
    gestures_timeout_s: float = Field(
        default=8, ge=3, le=60, description="How long one try at the gestures may take."
    )
    passive_least: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="What the passive liveness network must find, where one is installed. Without: "
        "what its own pack says (fr-liveness 0.7, InsightFace's 0.8).",
    )

    @model_validator(mode="after")
    def _changes_to_another_pack(self) -> Self:
        if self.previous_pack == self.pack:
            raise ValueError("previous_pack is the pack in use; remove it.")
        return self


class Members(Section):
    """What is kept of members, and for how long."""

    device_secret: Literal["file", "credential", "tpm"] = Field(
        default="file",
        description="Where the key lies that members are encrypted under. file: in data_dir, 0600 "
        "(does not protect a stolen disk) | credential: given by systemd | tpm: sealed to this "
        "machine's TPM 2.0.",
    )
    unused_days: int = Field(
        default=180,
        ge=1,
        le=180,
        description="Members who were not here for so many days are forgotten. The consent says "
        "180 at most.",
    )
    filing_number: str | None = Field(
        default=None,
        min_length=4,
        max_length=64,
        description="Of your filing with the provincial CAC. Without one no more than 99,999 "
        "persons' faces are stored (order 19 of CAC and MPS, article 15).",
    )


class Timeouts(Section):
    """How long screens wait for people, and how long the kiosk waits for a payment."""

    idle_s: float = Field(
        default=60, ge=10, le=900, description="No touch for so long: ask whether anybody is there."
    )
    still_there_s: float = Field(
        default=10, ge=3, le=120, description='No answer to "still there?": clear cart and face.'
    )
    confirm_s: float = Field(
        default=30, ge=5, le=300, description="Wait for the shopper to confirm name and amount."
    )
    result_s: float = Field(default=20, ge=3, le=300, description="Show receipt and queue number.")
    payment_query_s: float = Field(
        default=3, ge=0.5, le=60, description="Ask again what became of an open payment."
    )
    payment_deadline_s: float = Field(
        default=60,
        ge=5,
        le=600,
        description="Then tell the shopper that it is not known yet. The kiosk goes on asking.",
    )

    @model_validator(mode="after")
    def _asks_before_the_deadline(self) -> Self:
        if self.payment_query_s >= self.payment_deadline_s:
            raise ValueError("payment_query_s must be shorter than payment_deadline_s.")
        return self
