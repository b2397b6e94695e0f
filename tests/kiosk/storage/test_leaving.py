"""To be forgotten while money is open: the face goes now, the number once it is settled."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.agreement import Ending
from kiosk.domain.cabinet_session import NewSession, Role, SessionState
from kiosk.domain.forgetting import ForgottenReceipt, Scope, Why, member_digest, receipt_in
from kiosk.domain.hold import Held, Hold, Released
from kiosk.domain.leaving import Left, Waits
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.payment import Closed, Paid, Unknown
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.storage import (
    agreements,
    cabinet_reviews,
    cabinet_sessions,
    cleaning,
    debts,
    forgetting,
    holds,
    journal,
    leaving,
    members,
    open_money,
    orders,
    payments,
    refunds,
    wallet,
)
from kiosk.storage.database import StorageError
from kiosk.storage.forgetting import Wish
from kiosk.storage.stranger_tries import StrangerTries
from kiosk.storage.vault import SECRET_BYTES, KeyLostError, Vault
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import (
    ADDRESS,
    PHONE,
    PIN,
    a_member,
    a_template,
    an_order,
    payment_for,
)

LATER = AT + timedelta(hours=3)
WISH = Wish("m-1", Why.SHOPPER, AT)
ORDER = an_order()
PAYMENT = payment_for(ORDER)
LOCKED = Vault(b"l" * SECRET_BYTES, bytes, is_locked=True)


@pytest.fixture
def joined(db: sqlite3.Connection) -> sqlite3.Connection:
    """One member, with face, name and PIN."""
    new = a_member(name="欧阳", pin=PIN, templates=(a_template(1), a_template(2)))
    members.register(db, VAULT, new, AT)
    return db


def leave(db: sqlite3.Connection, vault: Vault = VAULT, wish: Wish = WISH) -> Left:
    return leaving.leave(db, vault, wish, SIGNER)


# --- each kind of open money, and how it ends ---------------------------------------------------


@dataclass(frozen=True)
class Case:
    opens: Callable[[sqlite3.Connection], object]
    settles: Callable[[sqlite3.Connection], object]
    waits: Waits


def _pay(db: sqlite3.Connection) -> None:
    orders.place(db, ORDER, PAYMENT, "欧*", AT)
    payments.submitting(db, PAYMENT.id, AT)
    payments.record_outcome(db, PAYMENT.id, Unknown("no answer"), AT)


def _pay_and_complete(db: sqlite3.Connection) -> None:
    _pay(db)
    payments.record_outcome(db, PAYMENT.id, Paid(), AT)
    orders.complete(db, PAYMENT.id, None, ADDRESS, AT)


def _refund(db: sqlite3.Connection) -> None:
    _pay_and_complete(db)
    refunds.intend(db, Refund("r-1", PAYMENT, Money(100), RefundReason.QUALITY), "staff", AT)
    refunds.submitting(db, "r-1", AT)


def _hold(db: sqlite3.Connection) -> None:
    holds.intend(db, Hold("h-1", "s-1", "m-1", Money(3000), "wallet"), AT)
    holds.submitting(db, "h-1", AT)
    holds.record(db, "h-1", Held(), AT)


def _let_go(db: sqlite3.Connection) -> None:
    holds.releasing(db, "h-1", AT)
    holds.record(db, "h-1", Released(), AT)


def _session(db: sqlite3.Connection, state: SessionState = SessionState.REVIEW) -> None:
    session = NewSession("s-1", "fridge", "d1", Role.SHOPPER, "m-1", "", "c-1", "o-1", "d-1", ())
    cabinet_sessions.begin(db, session, AT)
    cabinet_sessions.move(db, "s-1", state, AT)


def _dispute(db: sqlite3.Connection) -> None:
    _session(db, SessionState.CHARGED)
    cabinet_reviews.dispute(db, "s-1", "not mine", AT)


def _close_dispute(db: sqlite3.Connection) -> None:
    cabinet_reviews.close_dispute(db, "s-1", "staff", forgives=False, at=AT)


def _owe(db: sqlite3.Connection) -> None:
    _session(db, SessionState.OWED)
    debts.add(db, "d-1", ("s-1", "m-1"), ORDER.lines, AT)


CASES = {
    "balance": Case(
        lambda db: wallet.top_up(db, "top-1", "m-1", Money(5000), AT),
        lambda db: wallet.pay_out(db, "out-1", "m-1", AT),
        Waits.BALANCE,
    ),
    "unknown payment that failed": Case(
        _pay, lambda db: payments.record_outcome(db, PAYMENT.id, Closed(), AT), Waits.PAYMENT
    ),
    "unknown payment that was paid": Case(
        _pay,
        lambda db: (
            payments.record_outcome(db, PAYMENT.id, Paid(), AT),
            orders.complete(db, PAYMENT.id, None, ADDRESS, AT),
        ),
        Waits.PAYMENT,
    ),
    "refund under way": Case(
        _refund, lambda db: refunds.record(db, "r-1", Refunded(), AT, ADDRESS), Waits.PAYMENT
    ),
    "hold": Case(_hold, _let_go, Waits.HOLD),
    "session under review": Case(
        _session,
        lambda db: cabinet_sessions.move(db, "s-1", SessionState.NOTHING, AT),
        Waits.SESSION,
    ),
    "dispute": Case(_dispute, _close_dispute, Waits.SESSION),
    "debt": Case(_owe, lambda db: debts.forgive(db, "s-1", AT), Waits.DEBT),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_face_goes_at_once_and_the_number_once_the_money_is_settled(
    joined: sqlite3.Connection, case: Case
) -> None:
    case.opens(joined)
    assert leave(joined).waits == (case.waits,)
    assert list(members.all_templates(joined, VAULT)) == []
    assert members.find(joined, VAULT, "m-1") == Member("m-1", PHONE, "", has_pin=True)
    assert leaving.go_if_settled(joined, SIGNER, LATER) == 0
    case.settles(joined)
    assert open_money.of_member(joined, "m-1") == ()
    assert leaving.go_if_settled(joined, SIGNER, LATER) == 1
    assert members.find(joined, VAULT, "m-1") is None
    for table in ("members", "member_keys", "consents", "leaving", "forgettings"):
        assert joined.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    told = [receipt_in(jws, SIGNER.public_key.has_signed) for _, jws in forgetting.receipts(joined)]
    digest = member_digest("m-1")
    assert told == [
        ForgottenReceipt(SIGNER.device, AT.isoformat(), Scope.ACCEPTED, Why.SHOPPER, digest),
        ForgottenReceipt(SIGNER.device, LATER.isoformat(), Scope.ALL, Why.SHOPPER, digest),
    ]


def test_without_open_money_all_of_the_member_goes_at_once(joined: sqlite3.Connection) -> None:
    _pay_and_complete(joined)
    assert leave(joined).waits == ()
    assert members.find(joined, VAULT, "m-1") is None
    assert leaving.go_if_settled(joined, SIGNER, LATER) == 0


def test_everything_that_is_open_is_told_in_order(joined: sqlite3.Connection) -> None:
    for name in ("debt", "hold", "unknown payment that failed", "balance"):
        CASES[name].opens(joined)
    waits = (Waits.BALANCE, Waits.DEBT, Waits.HOLD, Waits.PAYMENT)
    assert leave(joined).waits == waits


def test_money_of_others_holds_nobody_back(joined: sqlite3.Connection) -> None:
    members.register(joined, VAULT, a_member("m-2", "13900000000"), AT)
    for name in ("debt", "hold", "unknown payment that failed", "balance"):
        CASES[name].opens(joined)
    assert leave(joined, wish=Wish("m-2", Why.STAFF, AT)).waits == ()


def test_what_nobody_decided_in_a_day_is_no_open_money(joined: sqlite3.Connection) -> None:
    _session(joined)
    cabinet_reviews.let_go(joined, AT + timedelta(days=1), AT)
    assert leave(joined).waits == ()


# --- the wish ---------------------------------------------------------------------------------


def test_a_leaving_member_can_still_prove_themselves_and_nothing_else_is_kept(
    joined: sqlite3.Connection, path: Path
) -> None:
    _owe(joined)
    _pay(joined)
    sealed = (
        "SELECT sealed FROM templates UNION ALL SELECT name FROM members"
        " UNION ALL SELECT wrapped FROM member_keys"
    )
    gone = [value for (value,) in joined.execute(sealed)]
    leave(joined)
    found = members.check_pin(joined, VAULT, StrangerTries(b"key"), PHONE, PIN, AT.timestamp())
    assert found == Member("m-1", PHONE, "", has_pin=True)
    assert joined.execute("SELECT payer FROM orders").fetchall() == [("",)]
    assert agreements.endings(joined) == (Ending("m-1"),)
    assert journal.latest(joined, 1)[0][1:] == ("member.leaving", "m-1", "shopper")
    (row,) = members.search(joined, VAULT, PHONE)
    assert row.leaves_since == AT.date().isoformat()
    left = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert [value for value in gone if value in left] == []


def test_the_same_wish_again_is_the_same_wish(joined: sqlite3.Connection) -> None:
    _owe(joined)
    first = leave(joined)
    assert leave(joined, wish=Wish("m-1", Why.STAFF, LATER)) == first
    assert len(forgetting.receipts(joined)) == 1


def test_a_wish_is_finished_by_a_second_one_once_all_is_settled(joined: sqlite3.Connection) -> None:
    CASES["balance"].opens(joined)
    leave(joined)
    CASES["balance"].settles(joined)
    assert leave(joined, wish=Wish("m-1", Why.STAFF, LATER)).waits == ()
    assert members.find(joined, VAULT, "m-1") is None


def test_whose_record_does_not_open_is_forgotten_whatever_is_open(
    joined: sqlite3.Connection,
) -> None:
    _owe(joined)
    joined.execute("UPDATE member_keys SET wrapped = zeroblob(60)")
    assert leave(joined).waits == ()
    assert joined.execute("SELECT count(*) FROM members").fetchone() == (0,)


def test_without_the_device_secret_nobody_whose_money_is_open_is_lost(
    joined: sqlite3.Connection,
) -> None:
    _owe(joined)
    with pytest.raises(KeyLostError):
        leave(joined, LOCKED)
    years = AT + timedelta(days=900)
    assert tuple(forgetting.forget_unused(joined, LOCKED, SIGNER, years, 180)) == ()
    assert members.templates_of(joined, VAULT, "m-1") == (a_template(1), a_template(2))


def test_a_power_cut_before_the_log_is_empty_is_made_up_for(
    joined: sqlite3.Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_connection: sqlite3.Connection) -> bool:
        raise StorageError("the power went")

    _owe(joined)
    ((wrapped,),) = joined.execute("SELECT wrapped FROM member_keys").fetchall()
    with monkeypatch.context() as patched:
        patched.setattr(cleaning, "settle", cut)
        with pytest.raises(StorageError):
            leave(joined)
    assert wrapped in b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert cleaning.settle(joined)
    assert wrapped not in b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert leaving.wished(joined, "m-1") is not None
    assert cleaning.owed_since(joined) is None


# --- by age -----------------------------------------------------------------------------------


def test_who_stays_away_with_money_open_loses_the_face_and_goes_after_it(
    joined: sqlite3.Connection,
) -> None:
    _owe(joined)
    at = AT + timedelta(days=200)
    assert tuple(forgetting.forget_unused(joined, VAULT, SIGNER, at, 180)) == ("m-1",)
    assert members.find(joined, VAULT, "m-1") == Member("m-1", PHONE, "欧阳", has_pin=True)
    assert tuple(forgetting.forget_unused(joined, VAULT, SIGNER, at, 180)) == ()
    debts.forgive(joined, "s-1", at)
    assert tuple(forgetting.forget_unused(joined, VAULT, SIGNER, at, 180)) == ("m-1",)
    assert members.find(joined, VAULT, "m-1") is None


def test_looking_for_open_money_walks_through_no_table(joined: sqlite3.Connection) -> None:
    asked: list[str] = []
    joined.set_trace_callback(asked.append)
    open_money.of_member(joined, "m-1")
    joined.set_trace_callback(None)
    plans = [row[3] for query in asked for row in joined.execute(f"EXPLAIN QUERY PLAN {query}")]
    disputed = "SCAN cabinet_sessions USING INDEX cabinet_sessions_disputed"  # few are in it
    assert {step for step in plans if step.startswith("SCAN")} == {disputed}
