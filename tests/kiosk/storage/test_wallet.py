"""The stored-value wallet: decides once per payment id, and its books always balance."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.domain.accounts import CASH, takings_of, wallet_of
from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Closed, Outcome, Paid, Payment, Refusal, Refused, Unknown
from kiosk.storage import journal, ledger, wallet
from kiosk.storage.database import open_database, transaction
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.wallet import WalletRail, balance, top_up
from tests.support.fake_clock import AT

Connect = Callable[[], sqlite3.Connection]

MEMBERS = ("m-1", "m-2")
WAIT_S = 20.0


def a_payment(payment_id: str = "pay-1", minor: int = 2200, member_id: str = "m-1") -> Payment:
    return Payment(payment_id, "order-1", member_id, Money(minor))


@pytest.fixture
def rail(connect: Connect) -> WalletRail:
    return WalletRail(connect, lambda: AT)


def test_a_top_up_is_added_once(db: sqlite3.Connection) -> None:
    for _ in range(3):
        top_up(db, "top-1", "m-1", Money(5000), AT)
    assert balance(db, "m-1") == Money(5000)
    assert balance(db, "m-2") == Money(0)
    assert [line[1:] for line in journal.latest(db)] == [("wallet.top_up", "top-1", "5000")]


def test_the_same_payment_charges_once(db: sqlite3.Connection, rail: WalletRail) -> None:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    assert [rail.charge(a_payment(), ByMember()) for _ in range(3)] == [Paid(Money(2800))] * 3
    assert rail.query(a_payment()) == Paid(Money(2800))
    assert balance(db, "m-1") == Money(2800)


def test_a_payment_may_take_the_last_fen(db: sqlite3.Connection, rail: WalletRail) -> None:
    top_up(db, "top-1", "m-1", Money(2200), AT)
    assert rail.charge(a_payment(), ByMember()) == Paid(Money(0))


def test_a_charge_moves_money_from_the_wallet_to_the_takings(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    rail.charge(a_payment(), ByMember())
    accounts = (CASH, wallet_of("m-1"), takings_of("wallet"))
    held = [ledger.balance(db, account) for account in accounts]
    assert held == [Money(5000), Money(2800), Money(2200)]


def test_money_of_another_currency_is_not_enough(db: sqlite3.Connection, rail: WalletRail) -> None:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    payment = Payment("pay-1", "order-1", "m-1", Money(100, "USD"))
    assert rail.charge(payment, ByMember()) == Refused(Refusal.NOT_ENOUGH, Money(0, "USD"))
    assert rail.query(a_payment()) == Refused(Refusal.NOT_ENOUGH, Money(0, "USD"))


@pytest.mark.parametrize("minor", [0, -1])
def test_a_top_up_takes_nothing_away(db: sqlite3.Connection, minor: int) -> None:
    with pytest.raises(ValueError, match="positive amount"):
        top_up(db, "top-1", "m-1", Money(minor), AT)
    assert balance(db, "m-1") == Money(0)


def test_too_little_is_refused_for_good(db: sqlite3.Connection, rail: WalletRail) -> None:
    top_up(db, "top-1", "m-1", Money(2199), AT)
    assert rail.charge(a_payment(), ByMember()) == Refused(Refusal.NOT_ENOUGH, Money(2199))
    top_up(db, "top-2", "m-1", Money(5000), AT)
    assert rail.charge(a_payment(), ByMember()) == Refused(Refusal.NOT_ENOUGH, Money(7199))
    assert rail.close(a_payment()) == Refused(Refusal.NOT_ENOUGH, Money(7199))
    assert balance(db, "m-1") == Money(7199)


def test_a_closed_payment_never_charges(db: sqlite3.Connection, rail: WalletRail) -> None:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    assert rail.close(a_payment()) == Closed()
    assert rail.charge(a_payment(), ByMember()) == Closed()
    assert rail.query(a_payment()) == Closed()
    assert balance(db, "m-1") == Money(5000)


def test_closing_comes_too_late_for_a_paid_payment(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    rail.charge(a_payment(), ByMember())
    assert rail.close(a_payment()) == Paid(Money(2800))


def test_a_payment_nobody_submitted_is_unknown(rail: WalletRail) -> None:
    assert isinstance(rail.query(a_payment()), Unknown)


@pytest.mark.parametrize("minor", [0, -1, -2200])
def test_nobody_is_paid_by_paying(db: sqlite3.Connection, rail: WalletRail, minor: int) -> None:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    assert isinstance(rail.charge(a_payment(minor=minor), ByMember()), Unknown)
    assert balance(db, "m-1") == Money(5000)


def test_an_id_of_a_top_up_charges_nothing(db: sqlite3.Connection, rail: WalletRail) -> None:
    top_up(db, "same-id", "m-1", Money(5000), AT)
    assert isinstance(rail.charge(a_payment("same-id"), ByMember()), Unknown)
    assert isinstance(rail.close(a_payment("same-id")), Unknown)
    assert balance(db, "m-1") == Money(5000)


def test_a_database_that_fails_is_unknown_and_opened_anew(connect: Connect) -> None:
    db = connect()
    top_up(db, "top-1", "m-1", Money(5000), AT)
    connections = iter([broken(connect()), broken(connect()), broken(connect()), connect()])
    rail = WalletRail(lambda: next(connections), lambda: AT)
    assert isinstance(rail.charge(a_payment(), ByMember()), Unknown)
    assert isinstance(rail.query(a_payment()), Unknown)
    assert isinstance(rail.close(a_payment()), Unknown)
    assert rail.charge(a_payment(), ByMember()) == Paid(Money(2800))


def broken(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("CREATE TEMP TABLE ledger_entries (id TEXT)")  # hides the real table
    return connection


def test_two_threads_with_one_payment_charge_once(connect: Connect) -> None:
    db = connect()
    top_up(db, "top-1", "m-1", Money(9000), AT)
    outcomes = at_once([lambda rail: rail.charge(a_payment(), ByMember())] * 4, connect)
    assert outcomes == [Paid(Money(6800))] * 4
    assert balance(db, "m-1") == Money(6800)


def test_two_threads_with_two_payments_cannot_spend_the_same_money(connect: Connect) -> None:
    db = connect()
    top_up(db, "top-1", "m-1", Money(3000), AT)
    outcomes = at_once(
        [
            lambda rail: rail.charge(a_payment("pay-1"), ByMember()),
            lambda rail: rail.charge(a_payment("pay-2"), ByMember()),
        ],
        connect,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Paid", "Refused"]
    assert balance(db, "m-1") == Money(800)


def test_charging_and_closing_at_once_agree(connect: Connect) -> None:
    db = connect()
    top_up(db, "top-1", "m-1", Money(2200 * 20), AT)
    for number in range(20):
        payment = a_payment(f"pay-{number}")
        charged, closed = at_once(
            [
                lambda rail, payment=payment: rail.charge(payment, ByMember()),  # type: ignore[misc]
                lambda rail, payment=payment: rail.close(payment),  # type: ignore[misc]
            ],
            connect,
        )
        assert type(charged) is type(closed)
        assert WalletRail(lambda: db, lambda: AT).query(payment) == charged


def at_once(calls: list[Callable[[WalletRail], Outcome]], connect: Connect) -> list[Outcome]:
    """Each call on a thread and a connection of its own, let go together."""
    together = threading.Barrier(len(calls))
    outcomes: dict[int, Outcome] = {}
    connections = [connect() for _ in calls]
    rails = [
        WalletRail(connections[place : place + 1].pop, lambda: AT) for place in range(len(calls))
    ]

    def run(place: int) -> None:
        together.wait(WAIT_S)
        outcomes[place] = calls[place](rails[place])

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    return [outcomes[place] for place in range(len(calls))]


@contextmanager
def a_database() -> Iterator[sqlite3.Connection]:
    with TemporaryDirectory() as folder:
        connection = open_database(Path(folder) / "kaimen.db")
        connection.execute("PRAGMA synchronous=OFF")  # many short lives: no power cut here
        try:
            yield connection
        finally:
            connection.close()


class WalletLife(RuleBasedStateMachine):
    """Any order of top-ups, charges, closings and queries, against a ledger kept by hand."""

    def __init__(self) -> None:
        super().__init__()
        self._scope = a_database()
        self.db = self._scope.__enter__()
        self.rail = WalletRail(lambda: self.db, lambda: AT)
        self.held = dict.fromkeys(MEMBERS, 0)
        self.top_ups: set[str] = set()
        self.decided: dict[str, tuple[type[Outcome], str]] = {}

    def teardown(self) -> None:
        self._scope.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        assert [balance(self.db, one) for one in MEMBERS] == [Money(0), Money(0)]

    @rule(number=st.integers(0, 4), member=st.sampled_from(MEMBERS), minor=st.integers(1, 5000))
    def add(self, number: int, member: str, minor: int) -> None:
        top_up_id = f"top-{number}"
        top_up(self.db, top_up_id, member, Money(minor), AT)
        if top_up_id not in self.top_ups:
            self.held[member] += minor
        self.top_ups.add(top_up_id)

    @rule(number=st.integers(0, 9), member=st.sampled_from(MEMBERS), minor=st.integers(1, 4000))
    def charge(self, number: int, member: str, minor: int) -> None:
        payment = a_payment(f"pay-{number}", minor, member)
        if payment.id not in self.decided:
            is_enough = self.held[member] >= minor
            self.held[member] -= minor if is_enough else 0
            self.decided[payment.id] = (Paid if is_enough else Refused, member)
        assert self.rail.charge(payment, ByMember()) == self._expected(payment.id)

    @rule(number=st.integers(0, 9))
    def close(self, number: int) -> None:
        payment_id = f"pay-{number}"
        self.decided.setdefault(payment_id, (Closed, ""))
        assert self.rail.close(a_payment(payment_id)) == self._expected(payment_id)

    @rule(number=st.integers(0, 9), member=st.sampled_from(MEMBERS))
    def charge_and_lose_power(self, number: int, member: str) -> None:
        """The charge is not on disk when its transaction is rolled back: it never was."""
        with suppress(KeyError), transaction(self.db):
            self.rail.charge(a_payment(f"pay-{number}", 1, member), ByMember())
            raise KeyError("the power is gone")

    @rule(number=st.integers(0, 4), member=st.sampled_from(MEMBERS))
    def add_and_lose_power(self, number: int, member: str) -> None:
        with suppress(KeyError), transaction(self.db):
            top_up(self.db, f"top-{number}", member, Money(1), AT)
            raise KeyError("the power is gone")

    @rule(number=st.integers(0, 9))
    def query(self, number: int) -> None:
        payment_id = f"pay-{number}"
        if payment_id in self.decided:
            assert self.rail.query(a_payment(payment_id)) == self._expected(payment_id)
        else:
            assert isinstance(self.rail.query(a_payment(payment_id)), Unknown)

    @invariant()
    def the_books_balance(self) -> None:
        assert {one: balance(self.db, one).minor for one in MEMBERS} == self.held
        assert min(self.held.values()) >= 0
        sums = "SELECT sum(minor) FROM ledger_postings GROUP BY currency"
        assert self.db.execute(sums).fetchall() in ([], [(0,)])
        audit = audit_books(self.db)
        paid = sum(kind is Paid for kind, _ in self.decided.values())
        assert (audit.entries, audit.broken) == (len(self.top_ups) + paid, ())

    def _expected(self, payment_id: str) -> Outcome:
        kind, member = self.decided[payment_id]
        if kind is Closed:
            return Closed()
        held = Money(self.held[member])
        return Paid(held) if kind is Paid else Refused(Refusal.NOT_ENOUGH, held)


TestWalletLife = WalletLife.TestCase
TestWalletLife.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 3000), max_size=12), st.integers(0, 9000))
def test_a_wallet_is_never_overdrawn(amounts: list[int], held: int) -> None:
    with a_database() as db:
        if held:
            top_up(db, "top-1", "m-1", Money(held), AT)
        rail = WalletRail(lambda: db, lambda: AT)
        for number, minor in enumerate(amounts):
            rail.charge(a_payment(f"pay-{number}", minor), ByMember())
            assert wallet.balance(db, "m-1") >= Money(0)
