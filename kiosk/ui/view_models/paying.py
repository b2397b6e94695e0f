"""From the choice of a way to pay to the receipt."""

from __future__ import annotations

from kiosk.domain.problems import STOPS_FACES, Problem
from kiosk.flows.screens import (
    ChoosePayment,
    ConfirmPayment,
    DoorNotice,
    LookAtCamera,
    NotRecognised,
    Paying,
    PaymentProblem,
    PaymentTrouble,
    PrintNotice,
    Result,
)
from kiosk.ui.qr import data_uri
from kiosk.ui.view_models.carts import cart_values, receipt_lines
from kiosk.ui.wording import Words, price


def choose_payment(screen: ChoosePayment, words: Words) -> dict[str, object]:
    return {
        **cart_values(screen.cart, words),
        "title": words("pay.title"),
        "face": words("pay.face"),
        "face_hint": words("pay.face_hint"),
        "phone": words("pay.phone"),
        "phone_hint": words("pay.phone_hint"),
        "only_members": words("pay.only_members"),
        "join": words("pay.join"),
        "why_no_face": no_face_text(screen.why_no_face, words),
    }


def no_face_text(problem: Problem | None, words: Words) -> str:
    """Why faces cannot be used, said to a shopper; "" when they can."""
    if problem is None:
        return ""
    known = problem.fault in STOPS_FACES
    return words(f"no_face.{problem.fault}" if known else "no_face.other")


def look_at_camera(screen: LookAtCamera, words: Words) -> dict[str, object]:
    return {
        "title": words(f"look.title.{screen.purpose}"),
        "hint": words(f"hint.{screen.hint}"),
        "tone": _hint_tone(screen),
        "progress": screen.progress,
        "private": words(f"look.private.{screen.purpose}"),
        "other": words(f"look.other.{screen.purpose}"),
        "purpose": str(screen.purpose),
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
    return {
        "title": words("not_recognised.title"),
        "body": words("not_recognised.body"),
        "tip": words("not_recognised.tip"),
        "retry": words("retry"),
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
        "pay": words("confirm.pay", amount=price(screen.cart.total)),
        "not_me": words("confirm.not_me"),
        "valid": words("confirm.valid"),
        "valid_s": screen.valid_s,
    }


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
    }


def payment_problem(screen: PaymentProblem, words: Words) -> dict[str, object]:
    trouble = screen.trouble
    balance = ""
    if screen.balance is not None:
        balance = words(
            "trouble.not_enough.balance",
            balance=price(screen.balance),
            amount=price(screen.amount),
        )
    return {
        "title": words(f"trouble.{trouble}"),
        "body": words(f"trouble.{trouble}.body"),
        "balance": balance,
        "order": words("trouble.order", order=short_id(screen.order_id)),
        "order_matters": trouble is PaymentTrouble.UNKNOWN,
        "can_retry": trouble is not PaymentTrouble.UNKNOWN,
        "retry": words("trouble.other_way" if trouble is PaymentTrouble.NOT_ENOUGH else "retry"),
        "done": words("done"),
        "quit": words("quit"),
    }


def short_id(order_id: str) -> str:
    """The last eight digits, upper case: enough to find an order, short enough to read out."""
    return order_id[-8:].upper()


def result(screen: Result, words: Words) -> dict[str, object]:
    receipt = screen.receipt
    many = len(receipt.tickets) > 1
    failed = screen.printing is PrintNotice.FAILED
    return {
        "title": words("result.title"),
        "amount": price(receipt.total),
        "payer": words("result.payer", payer=receipt.payer),
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
        "can_print": screen.printing in {PrintNotice.NONE, PrintNotice.FAILED},
        **notices(screen.door, screen.printing, words),
    }


def notices(door: DoorNotice, printing: PrintNotice, words: Words) -> dict[str, object]:
    """What door and printer are doing, each with the tone it is said in."""
    tones = {"open": "good", "printed": "good", "ask_staff": "bad", "failed": "warning"}
    return {
        "door": words(f"door.{door}"),
        "door_tone": tones.get(door, "calm"),
        "printing": words(f"print.{printing}"),
        "printing_tone": tones.get(printing, "calm"),
    }
