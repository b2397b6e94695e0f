"""The settings of smart cabinets: where their file is, and the times of a session."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from kiosk.config_values import FilePath, Section, one_of

VoiceCommand = Annotated[str, one_of((r"none:", "none:"), (r"command:.+", "command:spd-say -l zh"))]


class Cabinets(Section):
    """Smart cabinets whose door a face opens. With a file here the kiosk sells from them only."""

    file: FilePath | None = Field(
        default=None,
        description="Doors, shelves, goods with their weights, and wires (TOML). As an "
        "example, and simulated: kiosk/shop/cabinets.toml",
    )
    voice: VoiceCommand = Field(
        default="none:",
        description="none: | command:PROGRAM, which is run with the words to say behind it.",
    )
    open_within_s: float = Field(
        default=5, ge=2, le=30, description="Not seen open by then: nothing is charged."
    )
    remind_after_s: float = Field(default=30, ge=5, le=600, description='"Please close the door."')
    alarm_after_s: float = Field(default=60, ge=10, le=900, description="Alarm, again and again.")
    give_up_after_s: float = Field(
        default=600, ge=60, le=7200, description="A door left open so long goes to review."
    )
    closed_for_s: float = Field(
        default=0.5, ge=0.1, le=5, description="So long a door must be seen closed."
    )
    steady_s: float = Field(
        default=1.5, ge=0.5, le=10, description="So long the weights must stand still to settle."
    )
    review_within_h: float = Field(
        default=24,
        gt=0,
        le=168,
        description="A review that nobody decided by then ends without a charge; staff are told.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.remind_after_s < self.alarm_after_s < self.give_up_after_s:
            raise ValueError("remind_after_s, alarm_after_s, give_up_after_s must grow in order.")
        return self
