"""Smart cabinets as shoppers see them."""

from __future__ import annotations

from kiosk.domain.catalogue import Product
from kiosk.domain.order import OrderLine
from kiosk.flows.cabinet_records import DoorOffer
from kiosk.flows.cabinet_screens import (
    BusyStep,
    CabinetBusy,
    CabinetDebt,
    CabinetEnd,
    CabinetHome,
    CabinetResult,
    CabinetShopping,
    Reminder,
)
from kiosk.ui.view_models.carts import items_text
from kiosk.ui.view_models.shopping import product_look
from kiosk.ui.wording import Words, price

_SIGNS = {
    CabinetEnd.NOTHING: ("check", "good"),
    CabinetEnd.CHARGED: ("check", "good"),
    CabinetEnd.OWED: ("wallet", "warning"),
    CabinetEnd.LOOKED_AT: ("search", "calm"),
    CabinetEnd.REVIEW: ("search", "calm"),
    CabinetEnd.SLOW: ("clock", "calm"),
    CabinetEnd.NOT_ENOUGH: ("wallet", "warning"),
}


def cue_text(cue: str, words: Words) -> str:
    """What is said aloud."""
    return words(f"cue.{cue}")


def cabinet_home(screen: CabinetHome, words: Words) -> dict[str, object]:
    return {
        "hello": words("cabinet.hello"),
        "tagline": words("cabinet.tagline"),
        "doors": [door_row(offer, words) for offer in screen.doors],
        "join": words("attract.join"),
    }


def door_row(offer: DoorOffer, words: Words) -> dict[str, object]:
    text = words("cabinet.open", name=words.of(offer.name))
    return {
        "cabinet": offer.cabinet,
        "door": offer.door,
        "name": words.of(offer.name),
        "text": text,
        "goods": [good_look(product, words) for product in offer.goods],
        "why_not": words(f"cabinet.why.{offer.why_not}") if offer.why_not else "",
    }


def good_look(product: Product, words: Words) -> dict[str, object]:
    """One good behind the glass: its picture, name and price."""
    return {
        "name": words.of(product.name),
        "price": price(product.price),
        **product_look(product, words),
    }


def cabinet_busy(screen: CabinetBusy, words: Words) -> dict[str, object]:
    key = f"cabinet.busy.{screen.step}"
    return {
        "title": words(key),
        "body": words(f"{key}.body", hold=price(screen.hold))
        if screen.hold
        else _plain_body(screen.step, words),
    }


def _plain_body(step: BusyStep, words: Words) -> str:
    return "" if step is BusyStep.HOLDING else words(f"cabinet.busy.{step}.body")


def cabinet_shopping(screen: CabinetShopping, words: Words) -> dict[str, object]:
    staff = screen.for_staff
    title = "cabinet.shopping.staff" if staff else "cabinet.shopping"
    hint = "cabinet.shopping.staff.hint" if staff else "cabinet.shopping.hint"
    is_alarm = screen.reminder is Reminder.ALARM
    is_reminded = screen.reminder is Reminder.CLOSE
    plain = words("cabinet.shopping.locker" if screen.is_locker and not staff else title)
    return {
        "title": words("cabinet.remind.alarm") if is_alarm else plain,
        "hint": words(hint) if not screen.is_locker else "",
        **line_values(screen.lines, words),
        "looks": [product_look(product, words) for product in screen.goods],
        "has_cart": not staff,
        "empty": "" if screen.lines else words("cabinet.cart.empty"),
        "unsure": "" if screen.is_sure else words("cabinet.cart.unsure"),
        "reminder": words("cabinet.remind.close") if is_reminded else "",
        "tone": "bad" if is_alarm else "warning" if is_reminded else "good",
    }


def line_values(lines: tuple[OrderLine, ...], words: Words) -> dict[str, object]:
    """`lines`, `items`, `total` and `total_label`, as a cart card wants them."""
    total = sum(line.total.minor for line in lines)
    zero = lines[0].unit_price.times(0) if lines else None
    amount = type(zero)(total, zero.currency) if zero else None
    return {
        "lines": [
            {
                "name": words.of(line.name),
                "quantity": line.quantity,
                "total": price(line.total),
            }
            for line in lines
        ],
        "items": items_text(sum(line.quantity for line in lines), words),
        "total": price(amount) if amount else "",
        "total_label": words("total"),
    }


def cabinet_result(screen: CabinetResult, words: Words) -> dict[str, object]:
    key = f"cabinet.end.{screen.end}"
    values = {
        "amount": price(screen.receipt.total) if screen.receipt else "",
        "owed": price(screen.owed) if screen.owed else "",
        "hold": price(screen.hold) if screen.hold else "",
    }
    icon, tone = _SIGNS.get(screen.end, ("warn", "warning"))
    lines = screen.receipt.lines if screen.receipt else ()
    return {
        "title": words(key, **values),
        "body": words(f"{key}.body", **values),
        "icon": icon,
        "tone": tone,
        **line_values(lines, words),
        "dispute": words("cabinet.dispute") if screen.can_dispute and not screen.disputed else "",
        "disputed": words("cabinet.disputed") if screen.disputed else "",
        "done": words("done"),
    }


def cabinet_debt(screen: CabinetDebt, words: Words) -> dict[str, object]:
    amount = price(screen.total)
    return {
        "title": words("cabinet.debt", amount=amount),
        "body": words("cabinet.debt.body"),
        **line_values(screen.lines, words),
        "pay": words("cabinet.debt.pay", amount=amount),
    }
