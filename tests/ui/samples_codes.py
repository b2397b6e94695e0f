"""The pages of a code that comes by message, as people see them."""

from __future__ import annotations

from kiosk.flows import screens as s
from kiosk.flows.code_screens import CodeNote, EnterCode
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PhoneStep, PhoneTrouble

MASKED = "138********"

CODE_SCREENS: dict[str, s.Screen] = {
    "enter-phone-code": s.EnterPhone(Purpose.JOIN, sends_code=True),
    "enter-phone-no-message": s.EnterPhone(Purpose.JOIN, PhoneTrouble.NO_MESSAGE, PhoneStep.REPEAT),
    "enter-code": EnterCode(MASKED, CodeNote.SENDING),
    "enter-code-sent": EnterCode(MASKED, CodeNote.SENT, again_s=60),
    "enter-code-late": EnterCode(MASKED, CodeNote.LATE, again_s=60, can_type=True),
    "enter-code-wrong": EnterCode(
        MASKED, CodeNote.WRONG, tries_left=4, can_send=True, can_type=True
    ),
    "enter-code-used-up": EnterCode(MASKED, CodeNote.USED_UP, can_send=True, can_type=True),
    "enter-code-expired": EnterCode(MASKED, CodeNote.EXPIRED, can_send=True, can_type=True),
    "enter-code-no-more": EnterCode(MASKED, CodeNote.NO_MORE, can_type=True),
}
