"""A member wishes to be forgotten while money of theirs is open: one story for each kind of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.accounts import DEPOSITS, debts_of
from kiosk.domain.forgetting import Scope, receipt_in
from kiosk.domain.leaving import Waits
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens, member_screens
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.housekeeping import SETTLED_S
from kiosk.flows.screens import StaffPage
from kiosk.storage import forgetting, ledger, members, wallet
from kiosk.storage.database import open_database
from kiosk.storage.ledger_reader import audit_books
from tests.journeys.conftest import Boot
from tests.journeys.steps import (
    STAFF_PIN,
    a_member_with,
    by_phone,
    choose_staff_pin,
    fill_cart,
    held_by,
    join,
)
from tests.journeys.test_cabinet import come_back, opened, to_staff
from tests.journeys.test_cabinet import fridge as fridge  # noqa: PLC0414  # a fixture
from tests.journeys.test_cabinet_bad_days import in_review
from tests.journeys.test_power_cut import Kiosk, Run, cuts, open_for_business
from tests.journeys.test_power_cut import run as run  # noqa: PLC0414  # likewise
from tests.support.fake_cabinet import LATTE_MG, ShopCabinet
from tests.support.fake_rails import LosingRail
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import PHONE, PIN
from tests.support.headless_kiosk import HeadlessKiosk

TO_DATA = (
    member_on.JoinPressed(),
    member_on.MyDataPressed(),
    money_on.PayByPhonePressed(),
    on.DigitsEntered(PHONE),
    on.DigitsEntered(PIN),
)
NUMBER_ALONE = Member("", PHONE, "", has_pin=True)


def wish(kiosk: HeadlessKiosk) -> tuple[Waits, ...]:
    """From the first screen to "my data", with two taps, and back. What it has to wait for."""
    kiosk.touch(*TO_DATA)
    kiosk.sees(member_screens.MyData)
    kiosk.touch(member_on.ForgetAllPressed(), on.ConfirmPressed())
    told = kiosk.sees(member_screens.Forgotten)
    kiosk.touch(on.DonePressed())
    return told.waits


def what_is_kept(kiosk: HeadlessKiosk, member_id: str) -> str:
    """ "all", "number" or "nothing"."""
    found = members.find(kiosk.database, VAULT, member_id)
    if found is None:
        return "nothing"
    is_bare = not (
        found.has_face or found.name or list(members.all_templates(kiosk.database, VAULT))
    )
    return "number" if is_bare else "all"


def scopes(kiosk: HeadlessKiosk) -> list[Scope]:
    """Of the receipts that are kept."""
    has_signed = SIGNER.public_key.has_signed
    return [receipt_in(jws, has_signed).scope for _, jws in forgetting.receipts(kiosk.database)]


def is_gone(kiosk: HeadlessKiosk, member_id: str) -> bool:
    """Within a minute, by itself, and with whole books."""
    kiosk.wait(SETTLED_S + 1)
    assert audit_books(kiosk.database).broken == ()
    gone = what_is_kept(kiosk, member_id) == "nothing"
    assert scopes(kiosk) == [Scope.ACCEPTED, *([Scope.ALL] if gone else [])]
    return gone


# --- a balance --------------------------------------------------------------------------------


def test_a_balance_is_shown_and_paid_out_and_then_the_number_goes(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 100)
    kiosk.touch(*TO_DATA)
    row = kiosk.sees(member_screens.MyData).row
    assert (row.balance, row.waits) == (Money(10_000), (Waits.BALANCE,))
    kiosk.touch(on.BackPressed())

    assert wish(kiosk) == (Waits.BALANCE,)
    assert what_is_kept(kiosk, member_id) == "number"
    assert kiosk.eyes.changed[-1] == member_id  # nobody is recognised any more
    assert not is_gone(kiosk, member_id)

    kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))
    kiosk.touch(on.StaffPageChosen(StaffPage.MEMBERS), on.MemberChosen(member_id))
    assert kiosk.sees(show.StaffMember).row.leaves_since != ""
    kiosk.touch(on.TopUpPressed())
    kiosk.sees(show.StaffMember)  # nothing more is taken of who is leaving
    kiosk.touch(on.DeleteMemberPressed(), on.ConfirmPressed())
    assert kiosk.sees(member_screens.Forgotten).scope is Scope.ALL
    assert what_is_kept(kiosk, member_id) == "nothing"


def test_a_balance_may_be_spent_as_well(kiosk: HeadlessKiosk) -> None:
    member_id = a_member_with(kiosk, 22)
    wish(kiosk)
    fill_cart(kiosk, "latte")
    by_phone(kiosk)
    assert kiosk.sees(money_show.ConfirmPayment).masked == NUMBER_ALONE.masked
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    kiosk.touch(on.DonePressed())
    assert held_by(kiosk, member_id) == Money(0)
    assert is_gone(kiosk, member_id)


def test_who_wished_it_sees_since_when_and_what_it_waits_for(kiosk: HeadlessKiosk) -> None:
    a_member_with(kiosk, 22)
    wish(kiosk)
    kiosk.touch(*TO_DATA)
    page = kiosk.sees(member_screens.MyData)
    assert page.is_leaving
    assert page.row.waits == (Waits.BALANCE,)
    kiosk.touch(member_on.ForgetAllPressed())
    assert kiosk.sees(member_screens.MyData) == page


def test_the_number_may_join_again_once_it_is_gone(kiosk: HeadlessKiosk) -> None:
    first = a_member_with(kiosk, 22)
    wish(kiosk)
    wallet.pay_out(kiosk.database, "out-1", first, kiosk.clock.now())
    assert is_gone(kiosk, first)
    assert what_is_kept(kiosk, join(kiosk)) == "all"


# --- a payment whose outcome nobody knows -------------------------------------------------------


def test_a_payment_without_an_outcome_is_waited_for(boot: Boot) -> None:
    kiosk = boot()
    choose_staff_pin(kiosk)
    member_id = a_member_with(kiosk, 22)
    kiosk.close()
    kiosk = boot(line=LosingRail)
    assert isinstance(kiosk.rail, LosingRail)
    fill_cart(kiosk, "latte")
    by_phone(kiosk)
    kiosk.touch(on.ConfirmPressed())
    kiosk.wait(40)  # charged, and the answer was lost
    kiosk.touch(on.DonePressed(), on.CancelPressed())
    assert Waits.PAYMENT in wish(kiosk)
    assert not is_gone(kiosk, member_id)
    kiosk.rail.is_down = False
    kiosk.wait(16 * 60)  # by then the guard has asked again
    assert what_is_kept(kiosk, member_id) in {"nothing", "number"}
    wallet.pay_out(kiosk.database, "out-1", member_id, kiosk.clock.now())  # if it was given back
    assert is_gone(kiosk, member_id)


# --- a cabinet --------------------------------------------------------------------------------


def test_a_session_under_review_is_settled_first(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = in_review(fridge)
    kiosk.touch(on.DonePressed())
    waits = wish(kiosk)
    assert set(waits) == {Waits.BALANCE, Waits.SESSION, Waits.HOLD}
    to_staff(kiosk, StaffPage.REVIEWS)
    (row,) = kiosk.sees(cabinet_screens.StaffReviews).rows
    kiosk.touch(cabinet.ReviewChosen(row.session_id), cabinet.CandidateChosen(0))
    kiosk.touch(on.ConfirmPressed(), on.ConfirmPressed(), on.CancelPressed())
    assert held_by(kiosk, member_id) == Money(7800)  # what left is paid for, by nobody's name
    assert kiosk.database.execute("SELECT payer FROM orders").fetchall() == [(NUMBER_ALONE.masked,)]
    assert not is_gone(kiosk, member_id)
    wallet.pay_out(kiosk.database, "out-1", member_id, kiosk.clock.now())
    assert is_gone(kiosk, member_id)
    assert kiosk.database.execute("SELECT payer FROM orders").fetchall() == [("",)]


def test_a_hold_that_is_let_go_comes_back_before_its_owner_goes(fridge: ShopCabinet) -> None:
    """Else the money would fall to a wallet that nobody can be paid from."""
    kiosk = fridge.kiosk
    member_id = in_review(fridge)
    kiosk.touch(on.DonePressed())
    wallet.pay_out(kiosk.database, "out-1", member_id, kiosk.clock.now())  # all but what is held
    assert set(wish(kiosk)) == {Waits.SESSION, Waits.HOLD}
    to_staff(kiosk, StaffPage.REVIEWS)
    (row,) = kiosk.sees(cabinet_screens.StaffReviews).rows
    kiosk.touch(cabinet.ReviewChosen(row.session_id), cabinet.NothingChosen())
    kiosk.touch(on.ConfirmPressed(), on.ConfirmPressed(), on.CancelPressed())
    assert ledger.balance(kiosk.database, DEPOSITS) == Money(0)
    assert not is_gone(kiosk, member_id)
    wallet.pay_out(kiosk.database, "out-2", member_id, kiosk.clock.now())
    assert is_gone(kiosk, member_id)


def test_a_debt_is_paid_by_number_and_pin_and_then_all_is_gone(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    member_id = opened(fridge, yuan=88)
    fridge.take("s1", 4 * LATTE_MG)  # 88.00 of 80.00 held
    fridge.close()
    kiosk.touch(on.DonePressed())
    assert wish(kiosk) == (Waits.BALANCE, Waits.DEBT)
    kiosk.touch(*TO_DATA)
    kiosk.touch(on.BackPressed())
    come_back(fridge)
    kiosk.touch(cabinet.PayDebtPressed(), on.ConfirmPressed())
    kiosk.sees(show.Result)
    kiosk.touch(on.DonePressed())
    assert ledger.balance(kiosk.database, debts_of(member_id)) == Money(0)
    assert held_by(kiosk, member_id) == Money(0)
    assert is_gone(kiosk, member_id)


# --- kill -9 ------------------------------------------------------------------------------------


def after_the_next_start(disk: Kiosk) -> tuple[str, list[Scope], Money]:
    """What is kept, the receipts, and the balance, once the kiosk has run for a while again."""
    kiosk = HeadlessKiosk(disk.path, boot="next-day")
    kiosk.start()
    kiosk.wait(SETTLED_S + 1)
    (member_id,) = kiosk.database.execute(
        "SELECT substr(account, 8) FROM ledger_postings WHERE account LIKE 'wallet:%' LIMIT 1"
    ).fetchone()
    assert audit_books(kiosk.database).broken == ()
    assert forgetting.finish(kiosk.database, SIGNER) == 0
    found = what_is_kept(kiosk, member_id), scopes(kiosk), held_by(kiosk, member_id)
    kiosk.close()
    return found


def keys_on(path: Path) -> list[bytes]:
    with closing(open_database(path)) as db:
        return [value for (value,) in db.execute("SELECT wrapped FROM member_keys")]


def test_a_wish_cut_at_any_write_is_accepted_or_never_was(run: Run, tmp_path: Path) -> None:
    before = open_for_business(tmp_path / "before", 100)
    (key,) = keys_on(before.path)
    seen = set()
    for moment, disk in cuts(run, "leave", before, tmp_path):
        kept, told, balance = after_the_next_start(disk)
        assert balance == Money(10_000), moment
        assert (kept, told) in (("all", []), ("number", [Scope.ACCEPTED])), moment
        left = b"".join(part.read_bytes() for part in disk.path.parent.glob("kaimen.db*"))
        assert (key in left) == (kept == "all"), moment
        seen.add(kept)
    assert seen == {"all", "number"}


def test_the_last_step_cut_at_any_write_ends_with_nothing_kept(run: Run, tmp_path: Path) -> None:
    before = open_for_business(tmp_path / "before", 100)
    assert run(before.job("leave")).isdigit()
    seen = set()
    for moment, disk in cuts(run, "settle", before, tmp_path):
        kept, told, balance = after_the_next_start(disk)
        if balance == Money(0):
            assert (kept, told) == ("nothing", [Scope.ACCEPTED, Scope.ALL]), moment
        else:
            assert (kept, told) == ("number", [Scope.ACCEPTED]), moment
        seen.add(kept)
    assert seen == {"number", "nothing"}


@pytest.mark.parametrize("days", [179, 181])
def test_who_stays_away_with_a_balance_stays_a_member_without_a_face(
    kiosk: HeadlessKiosk, days: int
) -> None:
    member_id = a_member_with(kiosk, 10)
    kiosk.clock.wind(days * 86_400)
    kiosk.wait(1)
    found = members.find(kiosk.database, VAULT, member_id)
    assert found == Member(member_id, PHONE, "张", has_face=days < 180, has_pin=True)
