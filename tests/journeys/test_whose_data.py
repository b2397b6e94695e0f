"""What a face may see and change of a member, and what no screen gives away: in a whole kiosk."""

from __future__ import annotations

import re

import pytest

from kiosk.domain.language import Language
from kiosk.domain.member import masked_phone
from kiosk.domain.money import Money
from kiosk.domain.payment import Paid
from kiosk.domain.problems import Fault
from kiosk.domain.receipt_text import receipt_lines
from kiosk.domain.risk import Reason
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PhoneStep
from kiosk.storage import payments, wallet
from kiosk.ui.view_models.rendering import render
from kiosk.ui.wording import Words
from tests.journeys.steps import a_member_with, by_face, fill_cart, held_by, join
from tests.journeys.test_face_proof import pay
from tests.support.fake_shop import PHONE, PIN, a_template
from tests.support.headless_kiosk import HeadlessKiosk

LAST_FOUR = PHONE[-4:]


def to_my_data(kiosk: HeadlessKiosk, member_id: str, score: float = 0.8) -> show.Screen:
    """By face, from the first screen, to whatever comes of it."""
    kiosk.touch(member_on.JoinPressed(), member_on.MyDataPressed(), money_on.PayByFacePressed())
    kiosk.look(member_id, score=score)
    return kiosk.screen()


def asks(reason: Reason) -> show.EnterPhone:
    return show.EnterPhone(Purpose.DATA, None, PhoneStep.WHOLE, (reason,))


def checks(kiosk: HeadlessKiosk) -> list[tuple[str, ...]]:
    """(deed, step, state) of every face that was judged."""
    return kiosk.database.execute("SELECT deed, step, state FROM face_checks").fetchall()


def words_of(screens: list[show.Screen]) -> str:
    """All that stands on these screens, in both languages. Pictures and QR codes apart."""
    shown = [render(screen, Words(language)) for screen in screens for language in Language]
    return re.sub(r"data:[^']*", "", str(shown))


def test_a_sure_face_sees_its_data_and_that_is_written_down(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 50)
    shown = to_my_data(kiosk, member_id)
    assert isinstance(shown, see.MyData)
    assert shown.row.balance == Money(5000)
    assert checks(kiosk) == [("look", "tap", "proved")]


def test_a_brother_between_the_thresholds_sees_nothing_that_pays(kiosk: HeadlessKiosk) -> None:
    """0.40 is enough to be asked (0.36), and not enough for a tap (0.45). He used to be shown
    138****5678 here, which is all that the payment then asked for."""
    member_id = a_member_with(kiosk, 500)
    for _ in range(5):
        pay(kiosk, member_id)
    before = len(kiosk.display.screens)
    assert to_my_data(kiosk, member_id, score=0.40) == asks(Reason.NOT_SURE)
    kiosk.touch(on.DigitsEntered(f"1380000{LAST_FOUR}"))  # guessing is counted here as well
    kiosk.touch(on.CancelPressed())
    said = words_of(kiosk.display.screens[before:])
    assert (LAST_FOUR in said, "张" in said) == (False, False)
    kiosk.touch(member_on.JoinPressed(), member_on.MyDataPressed(), money_on.PayByFacePressed())
    kiosk.look(member_id, score=0.40)
    kiosk.touch(on.DigitsEntered("13900000000"), on.DigitsEntered("13900000001"))
    screen = kiosk.sees(see.ProveYourself)
    assert screen.why_no_face
    assert screen.why_no_face.fault is Fault.FACES_OFF


def test_two_who_look_alike_type_the_number(kiosk: HeadlessKiosk) -> None:
    zhang = a_member_with(kiosk, 50)
    other = "13900000000"
    kiosk.touch(
        member_on.JoinPressed(), member_on.ConsentGiven(with_face=True), on.DigitsEntered(other),
        on.DigitsEntered(other), member_on.SkipPressed(), member_on.NameEntered("李"),
    )  # fmt: skip
    kiosk.look(zhang, template=a_template(2), score=0.34)  # 0.36 would be "joined before"
    kiosk.touch(on.DonePressed())
    assert to_my_data(kiosk, zhang) == asks(Reason.LOOK_ALIKE)
    kiosk.touch(on.DigitsEntered(PHONE))
    kiosk.sees(see.MyData)


def test_deleting_by_face_takes_the_pin_as_well(kiosk: HeadlessKiosk) -> None:
    """Half a hundredth above the threshold used to be enough to delete everything."""
    member_id = join(kiosk)
    to_my_data(kiosk, member_id, score=0.451)
    kiosk.touch(member_on.ForgetAllPressed())
    asked = kiosk.sees(show.EnterPin)
    assert asked.reasons == (Reason.CHANGE,)
    kiosk.touch(on.ConfirmPressed(), on.DigitsEntered("111112"))
    assert kiosk.sees(show.EnterPin).tries_left == 2
    kiosk.touch(on.BackPressed())
    kiosk.sees(see.MyData)
    kiosk.touch(member_on.ForgetAllPressed(), on.DigitsEntered(PIN))
    kiosk.sees(see.ForgetConfirm)
    assert ("change", "pin", "proved") in checks(kiosk)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(see.Forgotten)
    assert checks(kiosk) == []


def test_a_check_of_somebody_s_data_pays_for_nothing(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    to_my_data(kiosk, member_id)
    kiosk.touch(on.DonePressed())
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByFacePressed())
    kiosk.look(member_id)
    assert kiosk.sees(show.EnterPhone).reasons == (Reason.FIRST_TIME,)
    assert held_by(kiosk, member_id) == Money(10_000)


def test_the_last_four_digits_are_on_no_screen_and_no_receipt(kiosk: HeadlessKiosk) -> None:
    """Of a member without a name, who sees a number in its place."""
    member_id = join(kiosk, name="")
    wallet.top_up(kiosk.database, "top-1", member_id, Money(5000), kiosk.clock.now())
    to_my_data(kiosk, member_id)
    kiosk.touch(on.DonePressed(), member_on.JoinPressed(), member_on.MyDataPressed())
    kiosk.touch(money_on.PayByPhonePressed(), on.DigitsEntered(PHONE))  # typed, and not shown back
    assert kiosk.sees(show.EnterPin).masked_phone == masked_phone(PHONE) == "138********"
    kiosk.touch(on.CancelPressed())
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    shown = words_of(kiosk.display.screens)
    papers = str([receipt_lines(receipt, language) for receipt, language in kiosk.printer.printed])
    assert (shown.count("138********") > 4, "138********" in papers) == (True, True)
    assert LAST_FOUR not in shown + papers


@pytest.mark.parametrize("told", ["138****5678", "86-138****5678"])
def test_what_a_service_says_of_its_account_does_not_tell_them_either(
    kiosk: HeadlessKiosk, told: str
) -> None:
    member_id = a_member_with(kiosk, 100)
    pay(kiosk, member_id)
    db = kiosk.database
    (payment_id,) = db.execute("SELECT id FROM payments").fetchone()
    db.execute("UPDATE payments SET state = 'submitting', rail = 'alipay'")
    payments.record_outcome(db, payment_id, Paid(payer=told), kiosk.clock.now())
    (kept,) = db.execute("SELECT payer FROM payments").fetchone()
    assert kept == told.replace("****5678", "********")
