"""Whoever joined with a face alone takes it back on the screen, with money left and no PIN."""

from __future__ import annotations

from kiosk.domain.forgetting import Scope
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.storage import consents, members, wallet
from tests.journeys.steps import a_member_with, by_phone, fill_cart
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PHONE, PIN
from tests.support.headless_kiosk import HeadlessKiosk


def to_my_data(kiosk: HeadlessKiosk) -> str:
    """Of a member who has skipped the PIN, and has proved by the whole number whose face it is."""
    member_id = a_member_with(kiosk, 22)
    kiosk.database.execute("UPDATE members SET pin_hash = NULL")
    kiosk.touch(member_on.JoinPressed(), member_on.MyDataPressed(), money_on.PayByFacePressed())
    kiosk.look(member_id)
    for _ in range(2):
        if isinstance(kiosk.screen(), show.EnterPhone):
            kiosk.touch(on.DigitsEntered(PHONE))
    kiosk.sees(see.MyData)
    kiosk.touch(member_on.ForgetFacePressed())
    if isinstance(kiosk.screen(), show.EnterPhone):
        kiosk.touch(on.DigitsEntered(PHONE))
    kiosk.sees(show.EnterPin)
    return member_id


def test_with_a_new_pin_the_wallet_is_spent_by_number(kiosk: HeadlessKiosk) -> None:
    member_id = to_my_data(kiosk)
    kiosk.touch(on.DigitsEntered(PIN), on.DigitsEntered(PIN), on.ConfirmPressed())
    gone = kiosk.sees(see.Forgotten)
    assert (gone.scope, gone.can_pay) == (Scope.FACE, True)
    assert members.templates_of(kiosk.database, VAULT, member_id) == ()
    kiosk.touch(on.DonePressed())
    fill_cart(kiosk, "latte")
    by_phone(kiosk)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    assert wallet.balance(kiosk.database, member_id).minor == 0


def test_without_one_the_face_goes_all_the_same_and_the_money_stays(kiosk: HeadlessKiosk) -> None:
    member_id = to_my_data(kiosk)
    kiosk.touch(member_on.SkipPressed(), on.ConfirmPressed())
    assert not kiosk.sees(see.Forgotten).can_pay
    found = members.find(kiosk.database, VAULT, member_id)
    assert found is not None
    assert (found.has_face, found.has_pin) == (False, False)
    assert wallet.balance(kiosk.database, member_id).minor == 2200
    assert [gone for *_, gone in consents.of_member(kiosk.database, member_id)] == [True, False]
