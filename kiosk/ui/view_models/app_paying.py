"""Paying with an app or at the counter: codes shown and scanned, waiting for a yes elsewhere."""

from __future__ import annotations

from kiosk.flows.money_screens import (
    Cancelling,
    CodeTrouble,
    ConfirmCode,
    ConfirmInApp,
    PayAtCounter,
    PresentCode,
    ShowCode,
)
from kiosk.ui.qr import data_uri
from kiosk.ui.view_models.carts import cart_values
from kiosk.ui.view_models.paying import short_id
from kiosk.ui.view_models.ways import apps_text, rail_name
from kiosk.ui.wording import Words, price


def present_code(screen: PresentCode, words: Words) -> dict[str, object]:
    apps = apps_text(screen.rails, words)
    return {
        "title": words("code.title"),
        "how": words("code.how", apps=apps),
        "consent": words("code.consent"),
        "amount": price(screen.amount),
        "trouble": _code_trouble(screen.trouble, apps, words),
        **_countdown(screen.valid_s, words),
    }


def _code_trouble(trouble: CodeTrouble | None, apps: str, words: Words) -> str:
    return words(f"code_trouble.{trouble}", apps=apps) if trouble else ""


def confirm_code(screen: ConfirmCode, words: Words) -> dict[str, object]:
    app, amount = rail_name(screen.rail, words), price(screen.cart.total)
    return {
        **cart_values(screen.cart, words),
        "rail": str(screen.rail),
        "title": words("confirm_code.title", app=app),
        "how": words("confirm_code.how"),
        "pay": words("confirm.pay_from", rail=app, amount=amount),
        "not_now": words("confirm_code.not_now"),
        "valid": words("confirm.valid"),
        **_countdown(screen.valid_s, words),
    }


def show_code(screen: ShowCode, words: Words) -> dict[str, object]:
    app = rail_name(screen.rail, words)
    return {
        "rail": str(screen.rail),
        "title": words("show_code.title", app=app),
        "app": app,
        "how": words("show_code.how", app=app),
        "wait": words("show_code.wait"),
        "amount": price(screen.amount),
        "qr": data_uri(screen.code_url),
        "qr_label": words("show_code.label", app=app),
        "stop": words("stop"),
        **_countdown(screen.valid_s, words),
    }


def confirm_in_app(screen: ConfirmInApp, words: Words) -> dict[str, object]:
    app = rail_name(screen.rail, words)
    return {
        "rail": str(screen.rail),
        "title": words("in_app.title", app=app),
        "body": words("in_app.body"),
        "amount": price(screen.amount),
        "stop": words("stop"),
        **_countdown(screen.valid_s, words),
    }


def pay_at_counter(screen: PayAtCounter, words: Words) -> dict[str, object]:
    return {
        "title": words("counter.title"),
        "body": words("counter.body"),
        "number_label": words("counter.number"),
        "number": short_id(screen.order_id),
        "amount": price(screen.amount),
        "staff": words("counter.staff"),
        "stop": words("stop"),
        **_countdown(screen.valid_s, words),
    }


def cancelling(screen: Cancelling, words: Words) -> dict[str, object]:
    return {
        "title": words("cancelling.title"),
        "body": words("cancelling.body"),
        "amount": price(screen.amount),
    }


def _countdown(valid_s: int, words: Words) -> dict[str, object]:
    return {"valid_s": valid_s, "seconds_left": words("seconds_left")}
