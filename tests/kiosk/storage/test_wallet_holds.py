"""The wallet sets money aside: taken or let go once, whatever is repeated, lost or cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.domain.accounts import DEPOSITS, takings_of
from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Payment, Refusal, Refused, Unknown
from kiosk.storage import ledger
from kiosk.storage.database import StorageError, open_database, transaction
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.wallet import WalletRail, balance, top_up
from tests.support.fake_clock import AT

Connect = Callable[[], sqlite3.Connection]
TAKINGS = takings_of("wallet")


def a_hold(minor: int = 3000, hold_id: str = "hold-1", member_id: str = "m-1") -> Hold:
    return Hold(hold_id, "session-1", member_id, Money(minor), "wallet")


@pytest.fixture
def rail(db: sqlite3.Connection, connect: Connect) -> WalletRail:
    top_up(db, "top-1", "m-1", Money(5000), AT)
    return WalletRail(connect, lambda: AT)


def held(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Wallet, deposits and takings, in fen; the books are whole."""
    assert audit_books(db).broken == ()
    accounts = ledger.balance(db, DEPOSITS).minor, ledger.balance(db, TAKINGS).minor
    return balance(db, "m-1").minor, *accounts


def test_a_hold_moves_money_to_the_deposits_once(db: sqlite3.Connection, rail: WalletRail) -> None:
    assert [rail.hold(a_hold()) for _ in range(3)] == [Held()] * 3
    assert rail.query_hold(a_hold()) == Held()
    assert held(db) == (2000, 3000, 0)


def test_what_is_held_cannot_be_spent(rail: WalletRail) -> None:
    rail.hold(a_hold())
    payment = Payment("pay-1", "order-1", "m-1", Money(2001))
    assert rail.charge(payment, ByMember()) == Refused(Refusal.NOT_ENOUGH, Money(2000))


@pytest.mark.parametrize(("minor", "after"), [(1200, 3800), (3000, 2000), (1, 4999)])
def test_less_is_taken_and_the_rest_let_go(
    db: sqlite3.Connection, rail: WalletRail, minor: int, after: int
) -> None:
    rail.hold(a_hold())
    assert [rail.capture(a_hold(), Money(minor)) for _ in range(3)] == [Captured(Money(minor))] * 3
    assert held(db) == (after, 0, minor)


def test_taking_it_twice_takes_what_was_taken_first(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    rail.hold(a_hold())
    rail.capture(a_hold(), Money(1200))
    assert rail.capture(a_hold(), Money(2500)) == Captured(Money(1200))
    assert rail.release(a_hold()) == Captured(Money(1200))
    assert held(db) == (3800, 0, 1200)


def test_all_of_it_is_let_go_once(db: sqlite3.Connection, rail: WalletRail) -> None:
    rail.hold(a_hold())
    assert [rail.release(a_hold()) for _ in range(3)] == [Released()] * 3
    assert rail.capture(a_hold(), Money(1)) == Released()
    assert rail.hold(a_hold()) == Released()
    assert held(db) == (5000, 0, 0)


@pytest.mark.parametrize("amount", [Money(0), Money(-1), Money(3001), Money(100, "USD")])
def test_what_was_not_held_is_not_taken(
    db: sqlite3.Connection, rail: WalletRail, amount: Money
) -> None:
    rail.hold(a_hold())
    assert isinstance(rail.capture(a_hold(), amount), Unknown)
    assert held(db) == (2000, 3000, 0)


@pytest.mark.parametrize("minor", [0, -1])
def test_nothing_is_not_held(db: sqlite3.Connection, rail: WalletRail, minor: int) -> None:
    assert isinstance(rail.hold(a_hold(minor)), Unknown)
    assert held(db) == (5000, 0, 0)


def test_too_little_is_refused_for_good(db: sqlite3.Connection, rail: WalletRail) -> None:
    assert rail.hold(a_hold(5001)) == Refused(Refusal.NOT_ENOUGH, Money(5000))
    top_up(db, "top-2", "m-1", Money(5000), AT)
    assert rail.hold(a_hold(5001)) == Refused(Refusal.NOT_ENOUGH, Money(10_000))
    assert rail.release(a_hold(5001)) == Refused(Refusal.NOT_ENOUGH, Money(10_000))


def test_a_hold_let_go_before_it_arrived_never_holds(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    assert rail.release(a_hold()) == Released()
    assert rail.hold(a_hold()) == Released()
    assert held(db) == (5000, 0, 0)


def test_a_hold_nobody_placed_is_unknown(rail: WalletRail) -> None:
    assert isinstance(rail.query_hold(a_hold()), Unknown)
    assert isinstance(rail.capture(a_hold(), Money(1)), Unknown)


def test_an_id_of_something_else_holds_nothing(db: sqlite3.Connection, rail: WalletRail) -> None:
    assert isinstance(rail.hold(a_hold(100, "top-1")), Unknown)
    assert held(db) == (5000, 0, 0)


@pytest.mark.parametrize("minor", [1, 2999, 3001])
def test_the_tables_themselves_let_nothing_else_out_of_the_deposits(
    db: sqlite3.Connection, rail: WalletRail, minor: int
) -> None:
    rail.hold(a_hold())
    entry = transfer("hold-1-END", EntryKind.CAPTURE, DEPOSITS, TAKINGS, Money(minor), AT)
    with pytest.raises(StorageError, match="not what was held"):
        ledger.post(db, entry)


@contextmanager
def a_database() -> Iterator[sqlite3.Connection]:
    with TemporaryDirectory() as folder:
        connection = open_database(Path(folder) / "kaimen.db")
        connection.execute("PRAGMA synchronous=OFF")  # many short lives: no power cut here
        try:
            yield connection
        finally:
            connection.close()


class HoldingLife(RuleBasedStateMachine):
    """Any order of holds, captures, releases and cuts, against books kept by hand."""

    START = 6000

    def __init__(self) -> None:
        super().__init__()
        self._scope = a_database()
        self.db = self._scope.__enter__()
        self.rail = WalletRail(lambda: self.db, lambda: AT)
        self.asked: dict[str, Hold] = {}
        self.decided: dict[str, HoldOutcome] = {}

    def teardown(self) -> None:
        self._scope.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        top_up(self.db, "top-1", "m-1", Money(self.START), AT)

    @property
    def left(self) -> int:
        outcomes = self.decided.items()
        return self.START - sum(self._out(hold_id, outcome) for hold_id, outcome in outcomes)

    def _out(self, hold_id: str, outcome: HoldOutcome) -> int:
        match outcome:
            case Held():
                return self.asked[hold_id].amount.minor
            case Captured(amount):
                return amount.minor
            case _:
                return 0

    def _of(self, number: int, minor: int = 1000) -> Hold:
        hold = a_hold(minor, f"hold-{number}")
        return self.asked.get(hold.id, hold)

    @rule(number=st.integers(0, 5), minor=st.integers(1, 4000))
    def hold(self, number: int, minor: int) -> None:
        hold = self._of(number, minor)
        if hold.id not in self.decided:
            enough = self.left >= hold.amount.minor
            self.asked[hold.id] = hold
            self.decided[hold.id] = Held() if enough else Refused(Refusal.NOT_ENOUGH)
        assert type(self.rail.hold(hold)) is type(self.decided[hold.id])

    @rule(number=st.integers(0, 5), part=st.integers(1, 4000))
    def capture(self, number: int, part: int) -> None:
        hold = self._of(number)
        said = self.rail.capture(hold, Money(part))
        is_held = isinstance(self.decided.get(hold.id), Held)
        if is_held and part <= hold.amount.minor:
            self.decided[hold.id] = Captured(Money(part))
        expected = self.decided.get(hold.id, Unknown(""))
        wrong = is_held and isinstance(expected, Held)
        assert type(said) is (Unknown if wrong else type(expected))
        assert said == expected or not isinstance(expected, Captured)

    @rule(number=st.integers(0, 5))
    def release(self, number: int) -> None:
        hold = self._of(number)
        if isinstance(self.decided.get(hold.id, Held()), Held):
            self.asked.setdefault(hold.id, hold)
            self.decided[hold.id] = Released()
        assert type(self.rail.release(hold)) is type(self.decided[hold.id])

    @rule(number=st.integers(0, 5), verb=st.sampled_from(["hold", "capture", "release"]))
    def lose_power_in_the_middle(self, number: int, verb: str) -> None:
        """What is not committed never was."""
        hold = self._of(number)
        calls: dict[str, Callable[[], HoldOutcome]] = {
            "hold": lambda: self.rail.hold(hold),
            "capture": lambda: self.rail.capture(hold, Money(1)),
            "release": lambda: self.rail.release(hold),
        }
        with suppress(KeyError), transaction(self.db):
            calls[verb]()
            raise KeyError("the power is gone")

    @rule(number=st.integers(0, 5))
    def query(self, number: int) -> None:
        hold = self._of(number)
        expected = self.decided.get(hold.id, Unknown(""))
        assert type(self.rail.query_hold(hold)) is type(expected)

    @invariant()
    def the_books_balance(self) -> None:
        captured = [one.amount.minor for one in self.decided.values() if isinstance(one, Captured)]
        aside = [
            self.asked[hold_id].amount.minor
            for hold_id, outcome in self.decided.items()
            if isinstance(outcome, Held)
        ]
        if ledger.head(self.db)[0]:
            assert held(self.db) == (self.left, sum(aside), sum(captured))
            assert self.left >= 0


TestHoldingLife = HoldingLife.TestCase
TestHoldingLife.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
