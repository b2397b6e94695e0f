"""The wording file: complete, in both languages, and money as people read it."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from kiosk.domain.consent import ConsentKind
from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail
from kiosk.domain.problems import STOPS_FACES, Fault
from kiosk.domain.queue_number import TicketAction, TicketState
from kiosk.domain.refund import RefundReason, RefundState
from kiosk.domain.risk import Deed, Reason, Step
from kiosk.domain.ways import WhyNot
from kiosk.flows import face_screens as face_show
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as s
from kiosk.flows.code_screens import CodeNote
from kiosk.flows.decision_records import CheckState
from kiosk.flows.decision_screens import RecordTab
from kiosk.flows.purpose import Purpose
from kiosk.flows.records import Grade
from kiosk.flows.retake import Retaken
from kiosk.flows.staff_screens import RefundNotice
from kiosk.ui.wording import ROOMS, TEXTS, Words, price
from models.liveness_active import Gesture

TOPICS = (
    "camera",
    "models",
    "members",
    "liveness",
    "fonts",
    "ports",
    "cabinets",
    "disk",
    "clock",
    "database",
    "catalogue",
    "printer",
    "locks",
    "cloud",
    "memory",
    "recovery",
    "payments",
    "messages",
    "scores",
    "alipay",
    "wechat",
    "gateway",
)
EMPTY_ON_PURPOSE = {"door.none", "print.none", "staff.page.menu.hint"}

NEEDED = [
    *(f"hint.{hint}" for hint in face_show.FaceHint),
    *(f"alive.{gesture}" for gesture in (*Gesture, "straight", "title", "why")),
    *(f"alive.trouble.{trouble}" for trouble in face_show.AliveTrouble),
    *(f"notice.{notice}" for notice in s.BrowseNotice),
    *(
        f"trouble.{trouble}{part}"
        for trouble in money_show.PaymentTrouble
        for part in ("", ".body")
    ),
    *(f"code_trouble.{trouble}" for trouble in money_show.CodeTrouble),
    *(f"rail.{rail}" for rail in Rail),
    *(f"way_down.{why}" for why in WhyNot),
    *(f"pay.{kind}{part}" for kind in ("code", "screen") for part in ("", "_hint")),
    *(f"pay.counter_hint.{taken}" for taken in ("cash", "card", "cash_card")),
    *(f"door.{notice}" for notice in s.DoorNotice),
    *(f"print.{notice}" for notice in s.PrintNotice),
    *(f"phone.{trouble}" for trouble in s.PhoneTrouble),
    *(f"phone.title.{step}" for step in s.PhoneStep),
    *(f"sms.{note}" for note in CodeNote),
    *(f"risk.why.{reason}" for reason in Reason),
    *(f"risk.staff.{reason}" for reason in Reason),
    *(f"risk.step.{step.name.lower()}" for step in Step),
    *(f"pin.{trouble}" for trouble in s.PinTrouble if trouble is not s.PinTrouble.OUT_OF_REACH),
    *(f"pin.staff.{part}.{s.PinTrouble.OUT_OF_REACH}" for part in ("title", "body")),
    *(f"pin.{whose}title.{step}" for step in s.PinStep for whose in ("", "staff.")),
    *(f"pin.{whose}body.{step}" for step in s.PinStep for whose in ("", "staff.")),
    *(f"look.{part}.{purpose}" for purpose in Purpose for part in ("title", "private", "other")),
    *(
        f"phone.{part}.{purpose}"
        for purpose in Purpose
        if purpose not in {Purpose.RETAKE, Purpose.ADD}
        for part in ("title", "body")
    ),
    *(f"retaken.{ending}" for ending in Retaken if ending is not Retaken.KEPT),
    *(f"added.{end}" for end in Retaken if end not in {Retaken.KEPT, Retaken.NOT_YOURS}),
    *(f"staff.page.{page}{part}" for page in s.StaffPage for part in ("", ".hint")),
    *(f"question.{q}{part}" for q in s.StaffQuestion for part in ("", ".body", ".yes")),
    *(f"fault.{fault}{part}" for fault in Fault for part in ("", ".todo")),
    *(f"badge.{fault}" for fault in Fault),
    *(f"no_face.{fault}" for fault in STOPS_FACES),
    *(f"grade.{grade}" for grade in Grade),
    *(f"topic.{topic}" for topic in TOPICS),
    *(f"deed.{deed}" for deed in Deed),
    *(f"check.{state}" for state in CheckState),
    *(f"record.{part}{tab}" for tab in RecordTab for part in ("", "none.")),
    *(f"consent_kind.{kind}" for kind in ConsentKind),
    *(f"refund.{notice}{part}" for notice in RefundNotice for part in ("", ".body")),
    *(f"refund.state.{state}" for state in RefundState),
    *(f"reason.{reason}" for reason in RefundReason),
    *(f"back.{rail}" for rail in Rail),
    *(f"counter.confirm.{rail}" for rail in ("cash", "card")),
    *(f"ticket.{state}" for state in TicketState),
    *(f"action.{action}" for action in TicketAction),
    *(f"name.{language}" for language in Language),
]


def test_no_key_is_written_in_two_rooms() -> None:
    """The later text would silently stand on the other room's screens, too."""
    assert len(TEXTS) == sum(len(room) for room in ROOMS)


def test_every_member_of_every_enum_has_words() -> None:
    assert [key for key in NEEDED if key not in TEXTS] == []


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_written_in_both_languages(key: str) -> None:
    label = TEXTS[key]
    assert (bool(label.zh), bool(label.en)) == ((key not in EMPTY_ON_PURPOSE,) * 2)


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_name_the_same_places(key: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert places(TEXTS[key].zh) == places(TEXTS[key].en)


def test_every_text_is_used() -> None:
    """A key stands in a view-model as it is, or begins with what stands there before a {."""
    folder = Path("kiosk/ui/view_models")
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    quoted = set(re.findall(r'f?"([a-z_.{}A-Z]+)"', source))
    exact = {text for text in quoted if "{" not in text}
    patterns = [
        re.compile(re.sub(r"\{.*?\}", ".*", text)) for text in quoted if "{" in text and "." in text
    ]
    unused = [k for k in TEXTS if k not in exact and not any(p.fullmatch(k) for p in patterns)]
    assert unused == []


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(2650), "¥26.50"),
        (Money(5), "¥0.05"),
        (Money(-1200), "-¥12.00"),
        (Money(300_000_000_000), "¥3000000000.00"),
        (Money(100, "EUR"), "EUR 1.00"),
    ],
)
def test_money_is_text(money: Money, text: str) -> None:
    assert price(money) == text


def test_a_shop_label_falls_back_to_the_other_language() -> None:
    assert Words(Language.EN).of(Label("拿铁", "")) == "拿铁"
