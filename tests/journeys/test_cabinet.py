"""The smart cabinet's good day: a face opens it, goods leave, the right amount is charged."""

from __future__ import annotations

import pytest

from kiosk.domain.cabinet_session import first_broken
from kiosk.domain.money import Money
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens as show
from kiosk.flows import events as on
from kiosk.flows.cabinet_records import WhyNotReady
from kiosk.flows.cabinet_screens import CabinetEnd, Reminder
from kiosk.flows.money_screens import ChoosePayment
from kiosk.flows.screens import StaffPage
from kiosk.storage import cabinet_sessions, members, wallet
from tests.journeys.conftest import Boot
from tests.journeys.steps import (
    STAFF_PIN,
    by_phone,
    choose_staff_pin,
    held_by,
    one_row,
    show_face,
)
from tests.support.fake_cabinet import LATTE_MG, LOCKERS, TOAST_MG, ShopCabinet
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PIN, a_member
from tests.support.headless_kiosk import HeadlessKiosk

SESSION = "SELECT state FROM cabinet_sessions ORDER BY rowid DESC LIMIT 1"


@pytest.fixture
def fridge(boot: Boot) -> ShopCabinet:
    """A cabinet whose kiosk has a staff PIN, doors seen closed, scales at rest."""
    fridge = ShopCabinet()
    kiosk = boot(policy=fridge.policy, cabinets=fridge.world)
    choose_staff_pin(kiosk)
    fridge.stand_by(kiosk)
    return fridge


def opened(fridge: ShopCabinet, yuan: int = 100, door: str = "d1") -> str:
    """A member with so much in the wallet has opened the door."""
    member_id = a_shopper(fridge.kiosk, yuan)
    come_back(fridge, door)
    return member_id


def opened_by_face(fridge: ShopCabinet, yuan: int = 100) -> str:
    """Likewise by face, and the number that a first face is asked for."""
    member_id = a_shopper(fridge.kiosk, yuan)
    at_the_door(fridge)
    show_face(fridge.kiosk, member_id)
    return member_id


def a_shopper(kiosk: HeadlessKiosk, yuan: int) -> str:
    """A member with a PIN, and so much in the wallet."""
    db, at = kiosk.database, kiosk.clock.now()
    members.register(db, VAULT, a_member(name="张", pin=PIN), at)
    wallet.top_up(db, "top-up", "m-1", Money(yuan * 100), at)
    return "m-1"


def at_the_door(fridge: ShopCabinet, door: str = "d1") -> None:
    """A door was touched: who is it?"""
    fridge.wait(1)
    fridge.kiosk.touch(cabinet.OpenCabinetPressed(fridge.cabinet.id, door))
    fridge.kiosk.sees(ChoosePayment)


def come_back(fridge: ShopCabinet, door: str = "d1") -> None:
    at_the_door(fridge, door)
    by_phone(fridge.kiosk)


def test_face_opens_goods_leave_and_the_right_amount_is_charged(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = opened_by_face(fridge)
    assert kiosk.sees(show.CabinetShopping).lines == ()
    fridge.take("s1", 2 * LATTE_MG)
    fridge.take("s2", TOAST_MG)
    cart = kiosk.sees(show.CabinetShopping)
    assert (cart.total, cart.is_sure) == (Money(5350), True)
    fridge.close()
    result = kiosk.sees(show.CabinetResult)
    assert result.end is CabinetEnd.CHARGED
    assert result.receipt is not None
    assert (result.receipt.number, result.receipt.tickets) == ("20261121-0001", ())
    assert [(line.sku, line.quantity) for line in result.receipt.lines] == [
        ("latte", 2),
        ("toast", 1),
    ]
    assert held_by(kiosk, member_id) == Money(4650)
    assert one_row(kiosk, SESSION) == ("charged",)
    assert one_row(kiosk, "SELECT state FROM holds") == ("captured",)
    assert one_row(kiosk, "SELECT count(*) FROM outbox") == (1,)
    assert len(fridge.asked) == 1


def test_the_log_of_a_session_tells_all_and_shows_when_it_was_altered(
    fridge: ShopCabinet,
) -> None:
    opened(fridge)
    fridge.take("s1", LATTE_MG)
    fridge.close()
    db = fridge.kiosk.database
    (session_id,) = db.execute("SELECT id FROM cabinet_sessions").fetchone()
    lines = cabinet_sessions.log_of(db, session_id)
    assert [line.what for line in lines] == [
        "begun", "unlock.sent", "door", "step", "door", "verdict", "money"
    ]  # fmt: skip
    assert first_broken(session_id, lines) is None
    db.execute("DROP TRIGGER cabinet_log_never_changes")
    db.execute("UPDATE cabinet_log SET detail = replace(detail, '330000', '120000')")
    assert first_broken(session_id, cabinet_sessions.log_of(db, session_id)) == 3


def test_nothing_taken_costs_nothing(fridge: ShopCabinet) -> None:
    member_id = opened(fridge)
    fridge.take("s1", LATTE_MG)
    fridge.take("s1", -LATTE_MG)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.NOTHING
    assert held_by(fridge.kiosk, member_id) == Money(10000)
    assert one_row(fridge.kiosk, SESSION) == ("nothing",)
    assert one_row(fridge.kiosk, "SELECT count(*) FROM orders") == (0,)


def test_the_next_shopper_is_charged_from_the_stock_that_is_left(fridge: ShopCabinet) -> None:
    opened(fridge, yuan=200)
    fridge.take("s1", LATTE_MG)
    fridge.close()
    fridge.kiosk.touch(on.DonePressed())
    come_back(fridge)
    fridge.take("s2", 2 * TOAST_MG)
    fridge.close()
    result = fridge.kiosk.sees(show.CabinetResult)
    assert result.receipt is not None
    assert (result.receipt.number, result.receipt.total) == ("20261121-0002", Money(1900))
    stock = fridge.kiosk.database.execute("SELECT shelf, sku, stock FROM cabinet_stock").fetchall()
    assert stock == [("s1", "latte", 5), ("s2", "toast", 3)]


def test_the_door_left_open_is_called_out_again_and_again(fridge: ShopCabinet) -> None:
    opened(fridge)
    fridge.wait(31)
    assert fridge.kiosk.sees(show.CabinetShopping).reminder is Reminder.CLOSE
    fridge.wait(61)
    assert fridge.kiosk.sees(show.CabinetShopping).reminder is Reminder.ALARM
    assert fridge.voice.said == ["open", "close_door", "alarm", "alarm"]
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.NOTHING


def test_a_bouncing_door_is_not_closed(fridge: ShopCabinet) -> None:
    opened(fridge)
    fridge.close(for_s=0.25)
    fridge.open()
    fridge.take("s2", TOAST_MG)
    assert fridge.kiosk.sees(show.CabinetShopping).total == Money(950)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED


def test_a_door_opened_again_while_weighing_goes_on_shopping(fridge: ShopCabinet) -> None:
    opened(fridge)
    fridge.close(for_s=1)
    fridge.kiosk.sees(show.CabinetBusy)
    fridge.open()
    fridge.kiosk.sees(show.CabinetShopping)
    fridge.take("s2", TOAST_MG)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED


def test_a_locker_is_charged_by_its_door(boot: Boot) -> None:
    lockers = ShopCabinet(LOCKERS)
    kiosk = boot(policy=lockers.policy, cabinets=lockers.world)
    choose_staff_pin(kiosk)
    lockers.stand_by(kiosk)
    offers = kiosk.sees(show.CabinetHome).doors
    assert [offer.why_not for offer in offers] == [None, WhyNotReady.EMPTY]
    member_id = opened(lockers)
    lockers.close()
    assert kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED
    assert held_by(kiosk, member_id) == Money(7800)
    kiosk.touch(on.DonePressed())
    offers = kiosk.sees(show.CabinetHome).doors
    assert [offer.why_not for offer in offers] == [WhyNotReady.EMPTY, WhyNotReady.EMPTY]


def to_staff(kiosk: HeadlessKiosk, page: StaffPage) -> None:
    kiosk.touch(on.DonePressed(), on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))
    kiosk.touch(on.StaffPageChosen(page))


def test_restocking_is_a_session_that_changes_stock_and_no_money(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    to_staff(kiosk, StaffPage.RESTOCK)
    kiosk.touch(cabinet.RestockChosen("fridge", "d1"))
    assert kiosk.sees(show.CabinetShopping).for_staff
    kiosk.touch(on.CancelPressed())  # nobody walks away from an open door
    fridge.take("s1", -4 * LATTE_MG)
    fridge.close()
    rows = kiosk.sees(show.StaffStock).rows
    assert [(row.sku, row.before, row.units, row.agrees) for row in rows] == [
        ("latte", 6, 10, True),
        ("toast", 5, 5, True),
    ]
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.StaffCabinets)
    assert one_row(kiosk, SESSION) == ("restocked",)
    assert one_row(kiosk, "SELECT count(*) FROM holds") == (0,)
    assert one_row(kiosk, "SELECT stock FROM cabinet_stock WHERE sku = 'latte'") == (10,)
