"""A face in front of a cabinet: judged for what is set aside, once, and known again next time."""

from __future__ import annotations

import pytest

from kiosk.domain.cabinet_session import NewSession, Role, SessionState
from kiosk.domain.hold import Hold
from kiosk.domain.identity import Approval, Check, Identity, Proof
from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Reason, Step
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens as show
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.cabinet_screens import CabinetEnd
from kiosk.flows.face_screens import LookAtCamera
from kiosk.flows.money_screens import ConfirmPayment
from kiosk.flows.screens import EnterPhone, Result, StaffOrder, StaffPage
from kiosk.storage import cabinet_sessions, debts, face_checks, members, wallet
from tests.journeys.conftest import Boot
from tests.journeys.steps import STAFF_PIN, choose_staff_pin, held_by, one_row, show_face
from tests.journeys.test_cabinet import at_the_door
from tests.support.fake_cabinet import LATTE_MG, TOAST_MG, ShopCabinet
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PHONE, a_member, a_template
from tests.support.headless_kiosk import HeadlessKiosk

FACES = "SELECT count(*) FROM templates"
DAY_S = 24 * 3600.0
ASKED = "SELECT step FROM face_checks ORDER BY rowid DESC LIMIT 1"
FIRST = Decision(Step.NUMBER, (Reason.FIRST_TIME,))
FEW = Decision(Step.DIGITS, (Reason.FEW_VISITS,))
REGULAR = Decision(Step.TAP, (Reason.REGULAR,))


@pytest.fixture
def fridge(boot: Boot) -> ShopCabinet:
    fridge = ShopCabinet()
    kiosk = boot(policy=fridge.policy, cabinets=fridge.world)
    choose_staff_pin(kiosk)
    fridge.stand_by(kiosk)
    return fridge


def a_shopper_without_pin(kiosk: HeadlessKiosk, yuan: int) -> str:
    """Whose face is the only way to pay here."""
    db, at = kiosk.database, kiosk.clock.now()
    members.register(db, VAULT, a_member(name="张", templates=(a_template(1),)), at)
    wallet.top_up(db, "top-up", "m-1", Money(yuan * 100), at)
    return "m-1"


def visit(fridge: ShopCabinet, member_id: str, shelf: str, mg: int) -> show.CabinetResult:
    """A face opens, something leaves, the door closes."""
    at_the_door(fridge)
    show_face(fridge.kiosk, member_id)
    fridge.kiosk.sees(show.CabinetShopping)
    fridge.take(shelf, mg)
    fridge.close()
    result = fridge.kiosk.sees(show.CabinetResult)
    fridge.kiosk.touch(on.DonePressed())
    return result


def test_a_cabinet_s_regular_opens_with_one_look_and_staff_see_what_was_asked(
    fridge: ShopCabinet,
) -> None:
    kiosk = fridge.kiosk
    member_id = a_shopper_without_pin(kiosk, 200)
    order_ids = []
    for shelf, mg in [("s2", TOAST_MG)] * 5 + [("s1", LATTE_MG)]:
        receipt = visit(fridge, member_id, shelf, mg).receipt
        assert receipt is not None
        order_ids.append(receipt.order_id)
    asked = [face_checks.of_order(kiosk.database, order_id) for order_id in order_ids]
    assert asked == [FIRST, *[FEW] * 4, REGULAR]
    kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))
    kiosk.touch(on.StaffPageChosen(StaffPage.ORDERS), on.OrderChosen(order_ids[-1]))
    assert kiosk.sees(StaffOrder).asked == REGULAR


def test_a_visit_that_took_nothing_makes_nobody_a_regular(fridge: ShopCabinet) -> None:
    member_id = a_shopper_without_pin(fridge.kiosk, 100)
    for _ in range(2):
        assert visit(fridge, member_id, "s1", 0).end is CabinetEnd.NOTHING
        assert one_row(fridge.kiosk, ASKED) == ("number",)


def in_debt(fridge: ShopCabinet) -> str:
    """Four lattes are 88 yuan, 80 were set aside, and one latte is owed. At the next door."""
    member_id = a_shopper_without_pin(fridge.kiosk, 200)
    assert visit(fridge, member_id, "s1", 4 * LATTE_MG).owed == Money(2200)
    at_the_door(fridge)
    show_face(fridge.kiosk, member_id)
    assert fridge.kiosk.sees(show.CabinetDebt).total == Money(2200)
    return member_id


def pay_the_debt(kiosk: HeadlessKiosk) -> None:
    assert kiosk.sees(EnterPhone).reasons == (Reason.FEW_VISITS,)
    kiosk.touch(on.DigitsEntered(PHONE[-4:]))
    kiosk.sees(ConfirmPayment)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(Result)


def test_a_debt_is_paid_by_the_face_that_owes_it(fridge: ShopCabinet) -> None:
    """The check was for what would have been set aside; for the debt there is another."""
    kiosk = fridge.kiosk
    member_id = in_debt(fridge)
    kiosk.touch(cabinet.PayDebtPressed())
    pay_the_debt(kiosk)
    assert debts.open_of(kiosk.database, member_id) == ()
    assert held_by(kiosk, member_id) == Money(20_000 - 8_800)
    kiosk.touch(on.DonePressed())
    assert visit(fridge, member_id, "s2", TOAST_MG).end is CabinetEnd.CHARGED


def test_whoever_reads_about_a_debt_for_long_looks_once_more(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = in_debt(fridge)
    kiosk.wait(31)
    kiosk.touch(cabinet.PayDebtPressed())
    kiosk.sees(LookAtCamera)
    kiosk.look(member_id)
    pay_the_debt(kiosk)
    assert debts.open_of(kiosk.database, member_id) == ()


def test_whoever_comes_to_the_cabinet_alone_is_not_forgotten_as_unused(
    fridge: ShopCabinet,
) -> None:
    kiosk = fridge.kiosk
    member_id = a_shopper_without_pin(kiosk, 200)
    for _ in range(3):
        kiosk.clock.wind(100 * DAY_S)
        fridge.wait(1)  # the timer of the sweep is due as well
        assert one_row(kiosk, FACES) == (1,)
        assert visit(fridge, member_id, "s2", TOAST_MG).end is CabinetEnd.CHARGED
    kiosk.clock.wind(181 * DAY_S)
    kiosk.wait(1)
    assert one_row(kiosk, FACES) == (0,)


# --- one use, one amount, half a minute ----------------------------------------------------------


@pytest.fixture
def checked(fridge: ShopCabinet) -> tuple[HeadlessKiosk, Check]:
    """A face that was judged for 80 yuan to be set aside, and proved its number."""
    kiosk = fridge.kiosk
    member_id = a_shopper_without_pin(kiosk, 500)
    at_the_door(fridge)
    kiosk.touch(money_on.PayByFacePressed())
    kiosk.look(member_id)
    kiosk.sees(EnterPhone)
    (check_id,) = kiosk.database.execute("SELECT id FROM face_checks").fetchone()
    face_checks.end(kiosk.database, check_id, is_proved=True)
    return kiosk, Check(check_id, kiosk.clock.monotonic())


def holds(kiosk: HeadlessKiosk, check: Check, number: int = 1, minor: int = 8000) -> bool:
    """Whether this much is set aside by that check."""
    hold = Hold(f"hold-{number}", f"session-{number}", "m-1", Money(minor), "wallet")
    yes = Approval(Identity("m-1", Proof.FACE, check), f"order-{number}", hold.amount)
    answers = kiosk.conductor._performer.perform(money_do.PlaceHold(hold, yes))
    is_held = money_on.HoldNotAllowed(hold.id) not in answers
    count = "SELECT count(*) FROM holds WHERE id = ?"
    assert kiosk.database.execute(count, (hold.id,)).fetchone() == (int(is_held),)
    return is_held


Checked = tuple[HeadlessKiosk, Check]


def test_a_check_opens_one_door_once(checked: Checked) -> None:
    assert [holds(*checked, number) for number in (1, 1, 2)] == [True, True, False]


def test_after_a_session_that_was_called_off_it_goes_to_that_of_the_next_rail(
    checked: Checked,
) -> None:
    kiosk, check = checked
    assert holds(kiosk, check)
    session = NewSession(
        "session-1", "fridge", "d1", Role.SHOPPER, "m-1", "hold-1", "c-1", "order-1", "debt-1", ()
    )
    cabinet_sessions.begin(kiosk.database, session, kiosk.clock.now())
    assert not holds(kiosk, check, 2)
    cancelled = SessionState.CANCELLED
    cabinet_sessions.move(kiosk.database, "session-1", cancelled, kiosk.clock.now())
    assert holds(kiosk, check, 2)


def test_a_check_holds_no_other_amount(checked: Checked) -> None:
    assert not holds(*checked, minor=8001)


def test_a_check_opens_no_door_after_half_a_minute(checked: Checked) -> None:
    checked[0].clock.wind(31)
    assert not holds(*checked)


def test_a_face_without_a_check_opens_nothing(checked: Checked) -> None:
    assert not holds(checked[0], Check("another", checked[1].passed_at_s))


def test_a_check_for_a_door_pays_for_no_order(checked: Checked) -> None:
    kiosk, check = checked
    spent = (kiosk.database, check.id, "order-9", "m-1", Money(8000))
    assert not face_checks.spend(*spent)


def test_what_is_set_aside_counts_towards_the_day(checked: Checked) -> None:
    kiosk, check = checked
    assert holds(kiosk, check)
    known = face_checks.history(kiosk.database, "m-1", kiosk._risk, kiosk.clock.now())
    assert (known.spent, known.payments) == (Money(8000), 1)
