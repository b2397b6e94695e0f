"""The smart cabinet's bad days: doors that stay shut, weights that explain nothing, power cuts."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.accounts import debts_of
from kiosk.domain.hold import Hold
from kiosk.domain.money import Money
from kiosk.domain.payment import Refusal, Refused
from kiosk.domain.problems import Fault
from kiosk.domain.settlement.readings import Quality
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens as show
from kiosk.flows import events as on
from kiosk.flows.cabinet_records import WhyNotReady
from kiosk.flows.cabinet_screens import CabinetEnd
from kiosk.flows.money_screens import ConfirmPayment
from kiosk.flows.screens import Result, StaffPage
from kiosk.storage import ledger
from kiosk.storage.ledger_reader import audit_file
from kiosk.storage.wallet import WalletRail
from tests.journeys.conftest import Boot
from tests.journeys.steps import choose_staff_pin, held_by, one_row
from tests.journeys.test_cabinet import SESSION, a_shopper, come_back, opened, to_staff
from tests.journeys.test_cabinet import fridge as fridge  # noqa: PLC0414  # a fixture
from tests.support.fake_cabinet import FRIDGE, LATTE_MG, TOAST_MG, ShopCabinet
from tests.support.fake_clock import FakeClock
from tests.support.fake_rails import InlinePayments
from tests.support.headless_kiosk import HeadlessKiosk


def restarted(boot: Boot, before: ShopCabinet) -> HeadlessKiosk:
    """The power was off; the cabinet is as it was left, but for what happens before `stand_by`."""
    return boot(
        policy=before.policy, cabinets=before.world, clock=FakeClock(before.kiosk.clock.now())
    )


# --- the door does not open ---------------------------------------------------------------------


COMMANDS = "SELECT count(*) FROM cabinet_log WHERE what = 'unlock.sent'"


def test_a_door_that_stays_shut_is_told_three_times_and_charges_nothing(
    fridge: ShopCabinet,
) -> None:
    fridge.answer = "failed"
    member_id = opened(fridge)
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.NOT_OPENED
    assert held_by(fridge.kiosk, member_id) == Money(10000)
    assert one_row(fridge.kiosk, SESSION) == ("cancelled",)
    assert len(set(fridge.asked)) == 3
    assert one_row(fridge.kiosk, COMMANDS) == (3,)


def test_a_second_command_opens_what_the_first_did_not(fridge: ShopCabinet) -> None:
    fridge.answers = ["failed", "opened"]
    opened(fridge)
    fridge.take("s2", TOAST_MG)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED
    assert one_row(fridge.kiosk, COMMANDS) == (2,)


def test_no_second_command_where_the_first_may_have_opened(fridge: ShopCabinet) -> None:
    fridge.answer, fridge.blinds = "failed", True
    opened(fridge)
    fridge.wait(4)
    assert fridge.kiosk.sees(show.CabinetBusy).step is show.BusyStep.CHECKING_DOOR
    assert len(fridge.asked) == 1


def test_a_lock_that_says_nothing_is_waited_for_before_anybody_is_let_go(
    fridge: ShopCabinet,
) -> None:
    fridge.answer = "silent"
    member_id = opened(fridge)
    fridge.wait(20)
    assert fridge.kiosk.sees(show.CabinetBusy).step is show.BusyStep.CHECKING_DOOR
    assert held_by(fridge.kiosk, member_id) == Money(2000)
    fridge.wait(100)
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.NOT_OPENED
    assert held_by(fridge.kiosk, member_id) == Money(10000)


def test_a_door_that_opens_late_is_still_the_sessions(fridge: ShopCabinet) -> None:
    fridge.answer = "silent"
    opened(fridge)
    fridge.wait(7)
    fridge.open()
    fridge.take("s2", TOAST_MG)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED


def test_no_news_of_the_door_is_not_taken_for_closed(fridge: ShopCabinet) -> None:
    fridge.answer = "unknown"
    member_id = opened(fridge)
    fridge.wait(6)
    assert fridge.kiosk.sees(show.CabinetBusy).step is show.BusyStep.CHECKING_DOOR
    assert held_by(fridge.kiosk, member_id) == Money(2000)
    fridge.open()
    fridge.take("s2", TOAST_MG)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED


def test_goods_that_leave_behind_a_blind_switch_go_to_review(fridge: ShopCabinet) -> None:
    fridge.answer = "silent"
    member_id = opened(fridge)
    fridge.take("s2", TOAST_MG)
    fridge.wait(5)
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.REVIEW
    assert one_row(fridge.kiosk, "SELECT reason FROM cabinet_sessions") == ("door_not_seen",)
    assert held_by(fridge.kiosk, member_id) == Money(2000)


def test_a_cabinet_that_cannot_be_settled_is_not_opened(fridge: ShopCabinet) -> None:
    fridge.quality["s1"] = Quality.UNKNOWN
    fridge.wait(4)
    (offer,) = fridge.kiosk.sees(show.CabinetHome).doors
    assert offer.why_not is WhyNotReady.SCALE_UNKNOWN
    fridge.kiosk.touch(cabinet.OpenCabinetPressed("fridge", "d1"))
    fridge.kiosk.sees(show.CabinetHome)


def test_an_empty_wallet_opens_nothing(fridge: ShopCabinet) -> None:
    opened(fridge, yuan=10)
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.NOT_ENOUGH
    assert fridge.asked == []


def test_a_door_forced_open_is_written_down_at_once(fridge: ShopCabinet) -> None:
    fridge.force()
    row = one_row(fridge.kiosk, "SELECT ref FROM journal WHERE what = 'cabinet.forced'")
    assert row == ("fridge/d1",)
    assert fridge.voice.said == ["forced"]
    assert Fault.LOCKS in fridge.kiosk.display.badges
    assert fridge.asked == []


def test_a_door_that_is_never_closed_ends_with_a_person(fridge: ShopCabinet) -> None:
    opened(fridge)
    fridge.take("s1", LATTE_MG)
    fridge.wait(601)
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.REVIEW
    assert one_row(fridge.kiosk, "SELECT reason FROM cabinet_sessions") == ("door_not_closed",)


# --- a person decides ---------------------------------------------------------------------------


def in_review(fridge: ShopCabinet) -> str:
    """A latte left, and something that nobody sells was put on the other shelf."""
    member_id = opened(fridge)
    fridge.take("s1", LATTE_MG)
    fridge.take("s2", -77_000)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.REVIEW
    return member_id


def test_staff_settle_a_review_in_a_few_taps(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = in_review(fridge)
    to_staff(kiosk, StaffPage.REVIEWS)
    (row,) = kiosk.sees(show.StaffReviews).rows
    kiosk.touch(cabinet.ReviewChosen(row.session_id))
    page = kiosk.sees(show.StaffReview)
    assert page.case.is_whole
    assert page.case.evidence is not None
    kiosk.touch(cabinet.CandidateChosen(0), on.ConfirmPressed())
    page = kiosk.sees(show.StaffReview)
    assert (page.counts, page.amount, page.is_asking) == ((("latte", 1),), Money(2200), True)
    kiosk.touch(on.ConfirmPressed())
    assert kiosk.sees(show.StaffReviews).rows == ()
    assert held_by(kiosk, member_id) == Money(7800)
    assert one_row(kiosk, SESSION) == ("charged",)
    said = one_row(kiosk, "SELECT detail FROM cabinet_log WHERE what = 'verdict' AND place > 6")
    assert '"by":"staff"' in str(said[0])


def test_staff_charge_nothing_and_the_hold_is_let_go(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = in_review(fridge)
    to_staff(kiosk, StaffPage.REVIEWS)
    (row,) = kiosk.sees(show.StaffReviews).rows
    kiosk.touch(cabinet.ReviewChosen(row.session_id), cabinet.NothingChosen())
    kiosk.touch(on.ConfirmPressed(), on.ConfirmPressed())
    assert held_by(kiosk, member_id) == Money(10000)
    assert one_row(kiosk, SESSION) == ("nothing",)


def test_a_disputed_charge_goes_back_when_staff_agree(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = opened(fridge)
    fridge.take("s1", 2 * LATTE_MG)
    fridge.close()
    kiosk.touch(cabinet.DisputePressed())
    assert kiosk.sees(show.CabinetResult).disputed
    to_staff(kiosk, StaffPage.REVIEWS)
    (row,) = kiosk.sees(show.StaffReviews).rows
    assert (row.dispute, row.charged) == ("result", Money(4400))
    kiosk.touch(cabinet.ReviewChosen(row.session_id), cabinet.ReviewCountChanged("latte", -1))
    kiosk.touch(on.ConfirmPressed(), on.ConfirmPressed())
    assert kiosk.sees(show.StaffReviews).rows == ()
    assert held_by(kiosk, member_id) == Money(7800)
    assert one_row(kiosk, "SELECT amount_minor, state FROM refunds") == (2200, "refunded")


def test_a_receipt_shown_to_the_scanner_is_disputed(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    order_id = "0198f0aa11112222333344445a6b7c8d"
    opened(fridge)
    fridge.take("s1", LATTE_MG)
    fridge.close()
    kiosk.database.execute("UPDATE cabinet_sessions SET order_id = ?", (order_id,))
    kiosk.touch(on.DonePressed(), on.BarcodeScanned(f"https://shop.example/r/{order_id}"))
    assert kiosk.sees(show.CabinetResult).end is CabinetEnd.LOOKED_AT
    assert one_row(kiosk, "SELECT dispute FROM cabinet_sessions") == ("receipt",)
    kiosk.touch(on.DonePressed(), on.BarcodeScanned(order_id))
    assert kiosk.sees(show.CabinetResult).end is CabinetEnd.NOT_FOUND


# --- more than was held -------------------------------------------------------------------------


def test_more_than_was_held_is_owed_and_blocks_the_next_door(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = opened(fridge, yuan=200)
    fridge.take("s1", 4 * LATTE_MG)  # 88.00 of 80.00 held
    fridge.close()
    result = kiosk.sees(show.CabinetResult)
    assert (result.end, result.owed) == (CabinetEnd.OWED, Money(2200))
    assert result.receipt is not None
    assert result.receipt.total == Money(6600)
    assert ledger.balance(kiosk.database, debts_of(member_id)) == Money(2200)
    kiosk.touch(on.DonePressed())
    come_back(fridge)
    assert kiosk.sees(show.CabinetDebt).total == Money(2200)
    kiosk.touch(cabinet.PayDebtPressed())
    kiosk.sees(ConfirmPayment)
    kiosk.touch(on.ConfirmPressed())
    assert kiosk.sees(Result).receipt.total == Money(2200)
    assert kiosk.door.asked == []
    assert ledger.balance(kiosk.database, debts_of(member_id)) == Money(0)
    assert held_by(kiosk, member_id) == Money(11200)
    kiosk.touch(on.DonePressed())
    come_back(fridge)
    kiosk.sees(show.CabinetShopping)
    assert audit_file(kiosk._path).broken == ()


class RefusingAtCapture(WalletRail):
    """Held, and then the rail says no: as an agreement that was ended meanwhile."""

    def capture(self, hold: Hold, amount: Money) -> Refused:
        super().release(hold)
        return Refused(Refusal.DECLINED)


def test_a_refused_capture_becomes_a_debt(boot: Boot) -> None:
    fridge = ShopCabinet()
    kiosk = boot(policy=fridge.policy, cabinets=fridge.world)
    rail = RefusingAtCapture(kiosk.another_connection, kiosk.clock.now)
    lane = InlinePayments(rail, kiosk.put, rail)
    till = kiosk.conductor._performer._till
    kiosk.conductor._performer._till = replace(till, shopper=lane, guard=lane)
    choose_staff_pin(kiosk)
    fridge.stand_by(kiosk)
    member_id = opened(fridge)
    fridge.take("s1", LATTE_MG)
    fridge.close()
    assert kiosk.sees(show.CabinetResult).owed == Money(2200)
    assert held_by(kiosk, member_id) == Money(10000)
    assert one_row(kiosk, "SELECT count(*) FROM orders") == (0,)


# --- power cuts ---------------------------------------------------------------------------------


def test_power_loss_while_shopping_goes_on_at_settling(boot: Boot, fridge: ShopCabinet) -> None:
    member_id = opened(fridge)
    fridge.take("s1", LATTE_MG)
    kiosk = restarted(boot, fridge)
    fridge.mg["s2"] -= TOAST_MG  # taken while the kiosk was off
    fridge.stand_by(kiosk)
    assert kiosk.sees(show.CabinetShopping).reminder is show.Reminder.NONE
    fridge.close()
    result = kiosk.sees(show.CabinetResult)
    assert result.receipt is not None
    assert result.receipt.total == Money(3150)
    assert held_by(kiosk, member_id) == Money(6850)
    assert len(fridge.asked) == 1


def test_power_loss_with_the_door_closed_settles_by_the_weights_remembered(
    boot: Boot, fridge: ShopCabinet
) -> None:
    member_id = opened(fridge)
    kiosk = restarted(boot, fridge)
    fridge.mg["s1"] -= LATTE_MG
    fridge.is_open["d1"] = False
    fridge.stand_by(kiosk)
    fridge.wait(3)
    assert kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED
    assert held_by(kiosk, member_id) == Money(7800)


def test_power_loss_before_the_command_was_sent_opens_and_charges_nothing(
    boot: Boot, fridge: ShopCabinet
) -> None:
    kiosk = fridge.kiosk
    member_id = a_shopper(kiosk, 100)
    lost = kiosk.conductor._performer._cabinets
    refuse = replace(lost, world=replace(lost.world, locks=PowerCut()))
    kiosk.conductor._performer._cabinets = refuse
    come_back(fridge)
    kiosk.database.execute("UPDATE cabinet_sessions SET state = 'opening'")
    again = restarted(boot, fridge)
    fridge.stand_by(again)
    again.sees(show.CabinetHome)
    assert held_by(again, member_id) == Money(10000)
    assert one_row(again, SESSION) == ("cancelled",)
    assert fridge.asked == []


class PowerCut:
    """A `CabinetLocks` that is never reached."""

    def unlock(self, command_id: str, cabinet: str, door: str) -> None:
        pass


def test_power_loss_while_restocking_charges_nobody(boot: Boot, fridge: ShopCabinet) -> None:
    to_staff(fridge.kiosk, StaffPage.RESTOCK)
    fridge.kiosk.touch(cabinet.RestockChosen("fridge", "d1"))
    fridge.take("s1", 2 * LATTE_MG)
    kiosk = restarted(boot, fridge)
    fridge.is_open["d1"] = False
    fridge.stand_by(kiosk)
    kiosk.sees(show.CabinetHome)
    assert one_row(kiosk, SESSION) == ("cancelled",)
    assert one_row(kiosk, "SELECT count(*) FROM holds") == (0,)


def test_power_loss_between_verdict_and_capture_charges_once(
    boot: Boot, fridge: ShopCabinet
) -> None:
    kiosk = fridge.kiosk
    member_id = opened(fridge)
    fridge.take("s1", LATTE_MG)
    till = kiosk.conductor._performer._till
    dead = InlinePayments(kiosk.rail, lambda _event: None, None)
    kiosk.conductor._performer._till = replace(till, shopper=dead, guard=dead)
    fridge.close()
    kiosk.sees(show.CabinetBusy)
    assert one_row(kiosk, SESSION) == ("charging",)
    for _ in range(2):
        kiosk = restarted(boot, fridge)
        fridge.is_open["d1"] = False
        fridge.stand_by(kiosk)
        kiosk.wait(20)
    assert one_row(kiosk, SESSION) == ("charged",)
    assert held_by(kiosk, member_id) == Money(7800)
    assert one_row(kiosk, "SELECT count(*) FROM orders WHERE state = 'paid'") == (1,)


def test_the_fridge_of_these_tests_holds_eighty_yuan() -> None:
    assert FRIDGE.hold == Money(8000)
