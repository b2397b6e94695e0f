"""From the choice of a way to pay to the receipt."""

from __future__ import annotations

from kiosk.domain.offline import OfflineAllowed
from kiosk.domain.payment import Rail
from kiosk.domain.receipt import Receipt
from kiosk.flows.face_screens import LookAtCamera, NotRecognised
from kiosk.flows.money_screens import ConfirmPayment, Paying, PaymentProblem, PaymentTrouble
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import DoorNotice, PrintNotice, Result
from kiosk.ui.qr import data_uri
from kiosk.ui.view_models.carts import cart_values, receipt_lines
from kiosk.ui.view_models.typing import why
from kiosk.ui.view_models.ways import rail_name, time_left, way_card
from kiosk.ui.wording import Words, price


def look_at_camera(screen: LookAtCamera, words: Words) -> dict[str, object]:
    return {
        "title": words(f"look.title.{screen.purpose}"),
        "hint": words(f"hint.{screen.hint}"),
        "tone": _hint_tone(screen),
        "progress": screen.progress,
        "private": words(f"look.private.{screen.purpose}"),
        "other": words(f"look.other.{screen.purpose}"),
        "purpose": str(screen.purpose),
        "skips": screen.purpose in {Purpose.JOIN, Purpose.RETAKE, Purpose.ADD},
        "total": price(screen.cart.total) if screen.cart else "",
        "total_label": words("total"),
    }


def _hint_tone(screen: LookAtCamera) -> str:
    """good, calm or warning: the colour of the ring."""
    match screen.hint:
        case "good" | "hold_still":
            return "good"
        case "look_here" | "turn_a_little" | "face_the_camera":
            return "calm"
        case _:
            return "warning"


def not_recognised(screen: NotRecognised, words: Words) -> dict[str, object]:
    known = bool(screen.reasons)
    return {
        "title": words("risk.title.other_way" if known else "not_recognised.title"),
        "body": words("risk.body.other_way" if known else "not_recognised.body"),
        "tip": why(screen.reasons, words) if known else words("not_recognised.tip"),
        "retry": words("risk.other_ways" if known else "retry"),
        "phone": words("pay.phone"),
        "only_members": words("pay.only_members"),
        "join": words("pay.join"),
    }


def confirm_payment(screen: ConfirmPayment, words: Words) -> dict[str, object]:
    way = "face" if screen.by_face else "pin"
    return {
        **cart_values(screen.cart, words),
        "title": words(f"confirm.title.{way}", masked=screen.masked),
        "how": words(f"confirm.how.{way}"),
        "letter": initial(screen.masked),
        "pay": _pay_text(screen, screen.rails[0], words)
        if screen.rails
        else words("confirm.asking"),
        "can_pay": bool(screen.rails),
        "rail": str(screen.rails[0]) if screen.rails else "",
        "others": [
            {"rail": str(rail), "text": _pay_text(screen, rail, words)} for rail in screen.rails[1:]
        ],
        "greyed": [
            {
                "rail": str(down.rail),
                "text": words("confirm.agreement", rail=rail_name(down.rail, words)),
                "why": words(f"agreement_down.{down.why}"),
            }
            for down in screen.greyed
        ],
        "offline": _offline_text(screen.offline, words),
        "not_me": words("confirm.not_me"),
        "valid": words("confirm.valid"),
        "valid_s": screen.valid_s,
    }


def _pay_text(screen: ConfirmPayment, rail: str, words: Words) -> str:
    """Which rail is only said where there is a choice, or it is not the wallet."""
    amount = price(screen.cart.total)
    if screen.rails == (Rail.WALLET,):
        return words("confirm.pay", amount=amount)
    return words("confirm.pay_from", rail=rail_name(rail, words), amount=amount)


def _offline_text(limit: OfflineAllowed | None, words: Words) -> str:
    if limit is None:
        return ""
    time = time_left(limit.left_s, words)
    return words("confirm.offline", left=price(limit.left), time=time)


def initial(masked: str) -> str:
    """The letter on a person's disc; "" for a masked number, which has none."""
    first = masked[:1]
    return "" if first.isdigit() else first


def paying(screen: Paying, words: Words) -> dict[str, object]:
    amount = price(screen.amount)
    return {
        "title": words("paying.slow.title")
        if screen.is_slow
        else words("paying.title", amount=amount),
        "body": words("paying.slow.body") if screen.is_slow else words("paying.body"),
        "amount": amount,
        "is_slow": screen.is_slow,
        "stop": words("stop") if screen.can_stop else "",
    }


_SIGNS = {
    PaymentTrouble.UNKNOWN: ("question", "bad"),
    PaymentTrouble.GIVEN_UP: ("clock", "calm"),
    PaymentTrouble.GOING_BACK: ("wallet", "good"),
    PaymentTrouble.REVERSED: ("wallet", "good"),
    PaymentTrouble.STOPPED: ("check", "calm"),
}
_WORTH_A_RETRY = {PaymentTrouble.DECLINED, PaymentTrouble.CLOSED}
_MAY_NOT_BE_PAID_AGAIN = {PaymentTrouble.UNKNOWN}
_NAMED = {PaymentTrouble.UNKNOWN, PaymentTrouble.GIVEN_UP, PaymentTrouble.GOING_BACK}
"""The order number helps staff to find what became of the money."""
_OFFLINE = {
    PaymentTrouble.OFFLINE_MEMBER,
    PaymentTrouble.OFFLINE_KIOSK,
    PaymentTrouble.OFFLINE_HOURS,
}


def payment_problem(screen: PaymentProblem, words: Words) -> dict[str, object]:
    trouble = screen.trouble
    icon, tone = _SIGNS.get(trouble, ("wallet", "warning"))
    others = _other_ways(screen, words)
    return {
        "title": words(f"trouble.{trouble}"),
        "body": words(f"trouble.{trouble}.body"),
        "icon": icon,
        "tone": tone,
        "balance": _balance_text(screen, words),
        "order": words("trouble.order", order=short_id(screen.order_id)),
        "order_matters": trouble in _NAMED,
        "can_retry": trouble not in _MAY_NOT_BE_PAID_AGAIN,
        "retry": words("retry" if trouble in _WORTH_A_RETRY else "trouble.other_way"),
        "others": others,
        "pay_all": words("trouble.pay_all", amount=price(screen.amount)) if others else "",
        "done": words("done"),
        "quit": words("quit"),
    }


def _other_ways(screen: PaymentProblem, words: Words) -> list[dict[str, object]]:
    from_rails: list[dict[str, object]] = [
        {
            "name": f"from-{rail}",
            "kind": "from",
            "rail": str(rail),
            "icon": "wallet",
            "text": words("trouble.from_rail", app=rail_name(rail, words)),
        }
        for rail in screen.rails
    ]
    return [*from_rails, *(way_card(way, words) for way in screen.ways if not way.why_not)]


def _balance_text(screen: PaymentProblem, words: Words) -> str:
    if screen.balance is None:
        return ""
    if screen.trouble in _OFFLINE:
        return words("trouble.offline.left", left=price(screen.balance))
    return words(
        "trouble.not_enough.balance", balance=price(screen.balance), amount=price(screen.amount)
    )


def short_id(order_id: str) -> str:
    """The last eight digits, upper case: enough to find an order, short enough to read out."""
    return order_id[-8:].upper()


def result(screen: Result, words: Words) -> dict[str, object]:
    receipt = screen.receipt
    many = len(receipt.tickets) > 1
    failed = screen.printing.is_failure
    return {
        "title": words("result.title"),
        "amount": price(receipt.total),
        "payer": _payer_text(receipt, words),
        "balance": words("result.balance", balance=price(receipt.balance))
        if receipt.balance is not None
        else "",
        "numbers": [ticket.text for ticket in receipt.tickets],
        "numbers_label": words("result.numbers" if many else "result.number"),
        "watch": words("result.watch"),
        "lines": receipt_lines(receipt, words),
        "qr": data_uri(words.receipt_text(receipt)),
        "qr_label": words("result.qr"),
        "done": words("done"),
        "print": words("result.print" if not failed else "result.print_again"),
        "can_print": screen.printing is PrintNotice.NONE or failed,
        **notices(screen.door, screen.printing, words),
    }


def _payer_text(receipt: Receipt, words: Words) -> str:
    """Which rail, and the masked payer where somebody knows who it was."""
    rail = rail_name(receipt.rail, words)
    if not receipt.payer:
        return rail
    return words("result.rail", rail=rail, payer=receipt.payer)


def notices(door: DoorNotice, printing: PrintNotice, words: Words) -> dict[str, object]:
    """What door and printer are doing, each with the tone it is said in."""
    tones = {"open": "good", "printed": "good", "ask_staff": "bad"}
    return {
        "door": words(f"door.{door}"),
        "door_tone": tones.get(door, "calm"),
        "printing": words(f"print.{printing}"),
        "printing_tone": "warning" if printing.is_failure else tones.get(printing, "calm"),
    }
