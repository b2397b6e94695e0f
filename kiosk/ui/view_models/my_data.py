"""A member's own data: proof, what is kept, what goes, and the receipt."""

from __future__ import annotations

from kiosk.domain.member import masked_phone
from kiosk.flows.member_screens import (
    ForgetConfirm,
    Forgotten,
    GuardianConsent,
    MemberScreen,
    MyData,
    ProveYourself,
)
from kiosk.ui.qr import data_uri
from kiosk.ui.view_models.joining import guardian_consent
from kiosk.ui.wording import Words, price


def render_member(screen: MemberScreen, words: Words) -> dict[str, object]:
    match screen:
        case GuardianConsent():
            return guardian_consent(screen, words)
        case ProveYourself():
            return prove_yourself(screen, words)
        case MyData():
            return my_data(screen, words)
        case ForgetConfirm():
            return forget_confirm(screen, words)
        case Forgotten():
            return forgotten(screen, words)


def prove_yourself(screen: ProveYourself, words: Words) -> dict[str, object]:
    return {
        "title": words("prove.title"),
        "body": words("prove.body"),
        "face": words("prove.face"),
        "phone": words("prove.phone"),
        "not_found": words("prove.not_found") if screen.not_found else "",
        "why_no_face": words("prove.no_face") if screen.why_no_face else "",
    }


def my_data(screen: MyData, words: Words) -> dict[str, object]:
    row = screen.row
    facts = (
        ("my_data.phone", masked_phone(row.member.phone)),
        ("my_data.balance", price(row.balance)),
        ("my_data.faces", str(row.templates)),
        ("my_data.joined", row.joined_on),
    )
    return {
        "title": words("my_data.title", masked=row.member.masked),
        "body": words("my_data.body"),
        "facts": [{"label": words(key), "value": value} for key, value in facts],
        "money": _money(screen, words),
        "failed": words("my_data.failed") if screen.failed else "",
        "forget_face": words("my_data.forget_face") if screen.can_forget_face else "",
        "forget_all": words("my_data.forget_all"),
        "can_forget_all": screen.can_forget_all,
        "done": words("done"),
    }


def _money(screen: MyData, words: Words) -> str:
    if screen.can_forget_all:
        return ""
    key = "my_data.money" if screen.can_forget_face else "my_data.money.no_face"
    return words(key, balance=price(screen.row.balance))


def forget_confirm(screen: ForgetConfirm, words: Words) -> dict[str, object]:
    return {
        "title": words(f"forget.{screen.scope}"),
        "body": words(f"forget.{screen.scope}.body"),
        "yes": words("forget.yes"),
        "no": words("cancel"),
    }


def forgotten(screen: Forgotten, words: Words) -> dict[str, object]:
    body = "forgotten.staff.body" if screen.for_staff else f"forgotten.{screen.scope}.body"
    return {
        "title": words(f"forgotten.{screen.scope}"),
        "body": words(body),
        "qr": data_uri(screen.receipt) if screen.receipt else "",
        "qr_label": words("forgotten.qr"),
        "done": words("done"),
        "for_staff": screen.for_staff,
    }
