"""The cards of the choice how to pay, and services by name and colour."""

from __future__ import annotations

from kiosk.domain.offline import OfflineAllowed, OfflineRefused
from kiosk.domain.problems import STOPS_FACES, Problem
from kiosk.domain.ways import OfferedWay, WayKind
from kiosk.flows.money_screens import ChoosePayment
from kiosk.ui.view_models.carts import cart_values
from kiosk.ui.wording import Words, price

ICONS = {WayKind.CODE: "paycode", WayKind.SCREEN: "qr", WayKind.COUNTER: "counter"}


def choose_payment(screen: ChoosePayment, words: Words) -> dict[str, object]:
    members = _member_cards(screen.why_no_face, words) if screen.takes_members else []
    return {
        **cart_values(screen.cart, words),
        "title": words("pay.title"),
        "cards": [*members, *(way_card(way, words) for way in screen.ways)],
        "only_members": words("pay.only_members") if screen.takes_members else "",
        "join": words("pay.join"),
        "offline": _offline_text(screen.offline, words),
    }


def _offline_text(limit: OfflineAllowed | OfflineRefused | None, words: Words) -> str:
    """How much balances may still pay here, and for how long; or which limit is met."""
    match limit:
        case None:
            return ""
        case OfflineRefused(reason):
            return words(f"offline.{reason}")
        case OfflineAllowed(left, left_s):
            return words("choose.offline", left=price(left), time=time_left(left_s, words))


def time_left(seconds: int, words: Words) -> str:
    minutes = max(1, seconds // 60)
    hours = minutes // 60
    return words("time.hours", count=hours) if hours else words("time.minutes", count=minutes)


def _member_cards(why_no_face: Problem | None, words: Words) -> list[dict[str, object]]:
    return [
        {
            "name": "payByFace",
            "kind": "face",
            "rail": "",
            "icon": "scan",
            "text": words("pay.face"),
            "hint": words("pay.face_hint"),
            "why_not": no_face_text(why_no_face, words),
        },
        {
            "name": "payByPhone",
            "kind": "phone",
            "rail": "",
            "icon": "phone",
            "text": words("pay.phone"),
            "hint": words("pay.phone_hint"),
            "why_not": "",
        },
    ]


def way_card(way: OfferedWay, words: Words) -> dict[str, object]:
    """`name` is what finger and tests find it by: way-code, way-alipay, way-counter."""
    apps = apps_text(way.rails, words)
    rail = way.rails[0] if way.kind is WayKind.SCREEN else ""
    counted = f"pay.counter_hint.{'_'.join(way.rails)}"
    return {
        "name": f"way-{rail or way.kind}",
        "kind": str(way.kind),
        "rail": str(rail),
        "icon": ICONS[way.kind],
        "text": words(f"pay.{way.kind}", app=apps),
        "hint": words(counted) if way.kind is WayKind.COUNTER else words(f"pay.{way.kind}_hint"),
        "why_not": words(f"way_down.{way.why_not}") if way.why_not else "",
    }


def apps_text(rails: tuple[str, ...], words: Words) -> str:
    """Alipay or WeChat Pay"""
    return words("pay.or").join(rail_name(rail, words) for rail in rails)


def rail_name(rail: str, words: Words) -> str:
    return words(f"rail.{rail}")


def no_face_text(problem: Problem | None, words: Words) -> str:
    """Why faces cannot be used, said to a shopper; "" when they can."""
    if problem is None:
        return ""
    known = problem.fault in STOPS_FACES
    return words(f"no_face.{problem.fault}" if known else "no_face.other")
