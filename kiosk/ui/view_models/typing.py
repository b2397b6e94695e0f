"""Phone numbers, PINs and names: what the page says around the keys."""

from __future__ import annotations

from kiosk.domain.pin import PIN_LENGTH
from kiosk.domain.risk import LAST_DIGITS, Reason
from kiosk.domain.surnames import SURNAMES
from kiosk.domain.text_message import CODE_LENGTH
from kiosk.flows.code_screens import CodeNote, EnterCode
from kiosk.flows.member_screens import EnterName
from kiosk.flows.screens import EnterPhone, EnterPin, PhoneStep, PinStep, PinTrouble
from kiosk.ui.wording import Words

PHONE_LENGTH = 11
_POINTS = {
    "choose": (("lock", "share"), ("status", "enter"), ("wrench", "lost")),
    "out_of_reach": (("lock", "restore"), ("wrench", "reset")),
}


def enter_phone(screen: EnterPhone, words: Words) -> dict[str, object]:
    is_plain = screen.step is PhoneStep.WHOLE and not screen.reasons
    trouble = words(f"phone.{screen.trouble}", left=screen.tries_left) if screen.trouble else ""
    return {
        "title": words(f"phone.title.{screen.purpose if is_plain else screen.step}"),
        "body": _phone_body(screen, words),
        "trouble": trouble,
        "step": str(screen.step),
        "length": LAST_DIGITS if screen.step is PhoneStep.LAST_FOUR else PHONE_LENGTH,
        **key_words(words),
    }


def _phone_body(screen: EnterPhone, words: Words) -> str:
    if screen.reasons:
        return why(screen.reasons, words)
    if screen.step is PhoneStep.REPEAT:
        return words("phone.body.repeat")
    if screen.sends_code:
        return words("phone.body.join.code")
    return words(f"phone.body.{screen.purpose}")


def why(reasons: tuple[Reason, ...], words: Words) -> str:
    """The weightiest reason, in a sentence for the shopper."""
    weightiest = reasons[0]
    return words(f"risk.why.{weightiest}")


_CODE_TROUBLES = frozenset({CodeNote.WRONG, CodeNote.USED_UP, CodeNote.EXPIRED, CodeNote.NO_MORE})
_NO_CODE_COUNTS = frozenset({CodeNote.USED_UP, CodeNote.EXPIRED})


def enter_code(screen: EnterCode, words: Words) -> dict[str, object]:
    note = words(f"sms.{screen.note}", left=screen.tries_left)
    is_trouble = screen.note in _CODE_TROUBLES
    return {
        "title": words("sms.title"),
        "body": words("sms.body", phone=screen.masked_phone),
        "trouble": note if is_trouble else "",
        "note": "" if is_trouble else note,
        "is_sending": screen.note is CodeNote.SENDING,
        "locked": screen.note in _NO_CODE_COUNTS,
        "again": words("sms.again"),
        "again_in": words("sms.again_in", seconds="%1"),
        "again_s": screen.again_s,
        "can_send": screen.can_send,
        "type": words("sms.type") if screen.can_type else "",
        "length": CODE_LENGTH,
        **key_words(words),
    }


def enter_pin(screen: EnterPin, words: Words) -> dict[str, object]:
    whose = "pin.staff" if screen.for_staff else "pin"
    return {
        "title": words(f"{whose}.title.{_pin_question(screen)}"),
        "body": _pin_body(screen, words),
        "trouble": _pin_trouble(screen, words),
        "points": _pin_points(screen, words),
        "step": str(screen.step),
        "is_first_start": screen.for_staff and screen.step is not PinStep.ENTER,
        "is_out_of_reach": _is_out_of_reach(screen),
        "locked_for_s": screen.locked_for_s if screen.trouble is PinTrouble.LOCKED else 0,
        "skip": _skip(screen, words),
        "length": PIN_LENGTH,
        **key_words(words),
    }


def _skip(screen: EnterPin, words: Words) -> str:
    if not screen.can_skip:
        return ""
    return words("pin.skip.face_goes" if screen.face_goes else "pin.skip")


def _pin_points(screen: EnterPin, words: Words) -> list[dict[str, str]]:
    points = _POINTS.get(_pin_question(screen), ()) if screen.for_staff else ()
    return [{"icon": icon, "text": words(f"pin.staff.point.{key}")} for icon, key in points]


def _pin_question(screen: EnterPin) -> str:
    return str(screen.trouble if _is_out_of_reach(screen) else screen.step)


def _is_out_of_reach(screen: EnterPin) -> bool:
    return screen.trouble is PinTrouble.OUT_OF_REACH


def _pin_body(screen: EnterPin, words: Words) -> str:
    if screen.is_witness and not _is_out_of_reach(screen):
        return words("pin.staff.body.guardian" if screen.of_guardian else "pin.staff.body.witness")
    if screen.for_staff:
        return words(f"pin.staff.body.{_pin_question(screen)}")
    if screen.step is PinStep.CHOOSE and screen.face_goes:
        return words("pin.body.choose.face_goes")
    if screen.step is not PinStep.ENTER:
        return words(f"pin.body.{screen.step}")
    if screen.reasons:
        return why(screen.reasons, words)
    if screen.masked_phone:
        return words("pin.body.enter", phone=screen.masked_phone)
    return words("pin.body.enter.plain")


def _pin_trouble(screen: EnterPin, words: Words) -> str:
    match screen.trouble:
        case None | PinTrouble.OUT_OF_REACH:  # that is said at length
            return ""
        case PinTrouble.WRONG:
            key = "pin.staff.wrong" if screen.for_staff else "pin.wrong"
            key = "pin.wrong.face" if screen.reasons else key
            return words(key, left=screen.tries_left)
        case PinTrouble.LOCKED:
            return words("pin.locked", seconds=screen.locked_for_s)
        case trouble:
            return words(f"pin.{trouble}")


def enter_name(_screen: EnterName, words: Words) -> dict[str, object]:
    return {
        "title": words("name.title"),
        "body": words("name.body"),
        "typed": words("name.typed"),
        "as_typed": words("name.as_typed", letters="%1"),
        "no_match": words("name.no_match"),
        "skip": words("name.skip"),
        "surnames": [{"hanzi": name.hanzi, "pinyin": name.pinyin} for name in SURNAMES],
        **key_words(words),
    }


def key_words(words: Words) -> dict[str, object]:
    return {"ok": words("ok"), "erase": words("erase")}
