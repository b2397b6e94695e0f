"""A member's own data: proof, what is kept, what goes, and the receipt."""

from __future__ import annotations

from kiosk.domain.agreement import Standing
from kiosk.domain.forgetting import Scope
from kiosk.domain.leaving import Waits
from kiosk.domain.member import masked_phone
from kiosk.flows.member_screens import (
    EndAgreementConfirm,
    ForgetConfirm,
    Forgotten,
    MyAgreement,
    MyData,
    MyDataScreen,
    ProveYourself,
    SignAgreement,
)
from kiosk.flows.records import MemberRow
from kiosk.flows.retake import Retaken
from kiosk.ui.qr import data_uri
from kiosk.ui.view_models.ways import rail_name
from kiosk.ui.wording import Words, price


def render_my_data(screen: MyDataScreen, words: Words) -> dict[str, object]:
    match screen:
        case ProveYourself():
            return prove_yourself(screen, words)
        case MyData():
            return my_data(screen, words)
        case SignAgreement():
            return sign_agreement(screen, words)
        case EndAgreementConfirm():
            return end_agreement_confirm(screen, words)
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
        ("my_data.faces", words("member.templates.count", count=row.templates)),
        ("my_data.joined", row.joined_on),
    )
    agreements = [_agreement_fact(one, words) for one in screen.agreements]
    return {
        "title": words("my_data.title", masked=row.member.masked),
        "body": words("my_data.body"),
        "facts": [{"label": words(key), "value": value} for key, value in facts] + agreements,
        "agreements": [
            button for one in screen.agreements if (button := _agreement_button(one, words))
        ],
        "agreed": _agreed_text(screen, words),
        "agreed_tone": "good" if screen.agreed == "agreed" else "calm",
        "leaving": _leaving(screen, words),
        "retake": words("my_data.retake") if screen.can_retake else "",
        "retaken": _taken_text(screen, words),
        "retaken_tone": "good" if Retaken.DONE in {screen.retaken, screen.added} else "warning",
        "add_face": words("my_data.add_face") if screen.can_add else "",
        "failed": words("my_data.failed") if screen.failed else "",
        "forget_face": words("my_data.forget_face") if screen.can_forget_face else "",
        "forget_all": words("my_data.forget_all") if screen.can_forget_all else "",
        "done": words("done"),
    }


def _taken_text(screen: MyData, words: Words) -> str:
    if screen.retaken:
        return words(f"retaken.{screen.retaken}")
    return words(f"added.{screen.added}") if screen.added else ""


def _agreement_fact(mine: MyAgreement, words: Words) -> dict[str, object]:
    app = rail_name(mine.rail, words)
    return {
        "label": words("agreement.fact", app=app),
        "value": words(f"agreement.standing.{mine.standing}"),
    }


def _agreement_button(mine: MyAgreement, words: Words) -> dict[str, object] | None:
    app = rail_name(mine.rail, words)
    if mine.standing is Standing.AGREED:
        return {"name": "end", "rail": mine.rail, "text": words("agreement.end", app=app)}
    if mine.can_sign:
        return {"name": "agree", "rail": mine.rail, "text": words("agreement.sign", app=app)}
    return None


def _agreed_text(screen: MyData, words: Words) -> str:
    if not screen.agreed:
        return ""
    return words(f"agreement.said.{screen.agreed}", app=rail_name(screen.agreed_rail, words))


def sign_agreement(screen: SignAgreement, words: Words) -> dict[str, object]:
    app = rail_name(screen.rail, words)
    return {
        "rail": str(screen.rail),
        "app": app,
        "title": words("agreement.title", app=app),
        "how": words("agreement.how" if screen.code_url else "agreement.asking", app=app),
        "terms": words("agreement.terms", app=app),
        "wait": words("agreement.wait"),
        "qr": data_uri(screen.code_url, error="l"),
        "qr_label": words("agreement.label", app=app),
        "stop": words("agreement.stop"),
        "valid_s": screen.valid_s,
        "seconds_left": words("seconds_left"),
    }


def end_agreement_confirm(screen: EndAgreementConfirm, words: Words) -> dict[str, object]:
    app = rail_name(screen.rail, words)
    return {
        "title": words("agreement.end.title", app=app),
        "body": words("agreement.end.body", app=app),
        "yes": words("agreement.end.yes"),
        "no": words("cancel"),
    }


def _leaving(screen: MyData, words: Words) -> str:
    row = screen.row
    if not screen.is_leaving:
        return ""
    return words("my_data.leaving", day=row.leaves_since, waits=waiting(row.waits, row, words))


def waiting(waits: tuple[Waits, ...], row: MemberRow | None, words: Words) -> str:
    """What is open, in one line; with the balance where the member is known."""
    balance = f" {price(row.balance)}" if row else ""
    told = [words(f"waits.{one}", balance=balance) for one in waits]
    return words("waits.between").join(told) or words("waits.nothing")


def forget_confirm(screen: ForgetConfirm, words: Words) -> dict[str, object]:
    row = screen.row
    about = str(Scope.ACCEPTED if screen.scope is Scope.ALL and row.waits else screen.scope)
    if screen.scope is Scope.FACE and not row.member.has_pin:
        about = "face.no_pin"
    return {
        "title": words(f"forget.{screen.scope}"),
        "body": words(f"forget.{about}.body", waits=waiting(row.waits, row, words)),
        "yes": words("forget.yes"),
        "no": words("cancel"),
    }


def forgotten(screen: Forgotten, words: Words) -> dict[str, object]:
    title, body = _what_went(screen)
    later = "" if screen.is_clean or screen.has_rest else words("forgotten.later")
    return {
        "title": words(title),
        "body": words(body, waits=waiting(screen.waits, None, words)) + later,
        "qr": data_uri(screen.receipt) if screen.receipt else "",
        "qr_label": words("forgotten.qr"),
        "done": words("done"),
        "for_staff": screen.for_staff,
    }


def _what_went(screen: Forgotten) -> tuple[str, str]:
    """The keys of title and body."""
    if screen.has_rest:
        return "forgotten.no_room", "forgotten.no_room.body"
    title = f"forgotten.{screen.scope}"
    if screen.for_staff and screen.scope is Scope.ALL:
        return title, "forgotten.staff.body"
    if screen.scope is Scope.FACE and not screen.can_pay:
        return title, "forgotten.face.no_pin.body"
    return title, f"{title}.body"
