"""The books on disk: posted once, chained, derived, and closed to everybody's hands."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable

import pytest

from kiosk.domain.accounts import CASH, Account, AccountKind, takings_of, wallet_of
from kiosk.domain.ledger import GENESIS, Entry, EntryKind, Posting, chain_hash, fields_of, transfer
from kiosk.domain.money import Money
from kiosk.storage import ledger
from kiosk.storage.database import StorageError, in_our_words, transaction
from kiosk.storage.ledger_reader import audit_books
from tests.support.fake_clock import AT

Connect = Callable[[], sqlite3.Connection]

WALLET = wallet_of("m-1")
WAIT_S = 20.0


def top_up(entry_id: str = "top-1", minor: int = 5000, currency: str = "CNY") -> Entry:
    return transfer(entry_id, EntryKind.TOP_UP, CASH, WALLET, Money(minor, currency), AT)


def charge(entry_id: str = "pay-1", minor: int = 2200) -> Entry:
    takings = takings_of("wallet")
    return transfer(entry_id, EntryKind.CHARGE, WALLET, takings, Money(minor), AT)


def rows(db: sqlite3.Connection) -> list[object]:
    return [
        db.execute("SELECT * FROM ledger_entries").fetchall(),
        db.execute("SELECT * FROM ledger_postings").fetchall(),
        db.execute("SELECT * FROM wallet_denials").fetchall(),
    ]


def test_balances_are_derived_and_positive_on_their_normal_side(db: sqlite3.Connection) -> None:
    ledger.post(db, top_up())
    ledger.post(db, charge())
    assert ledger.balance(db, CASH) == Money(5000)
    assert ledger.balance(db, WALLET) == Money(2800)
    assert ledger.balance(db, takings_of("wallet")) == Money(2200)
    assert ledger.balance(db, Account(AccountKind.FEES)) == Money(0)


def test_an_entry_is_posted_once_and_stays_what_it_was(db: sqlite3.Connection) -> None:
    assert ledger.post(db, top_up())
    assert not ledger.post(db, top_up(minor=9000))
    assert ledger.find(db, "top-1") == top_up()
    assert ledger.find(db, "top-2") is None
    assert ledger.balance(db, WALLET) == Money(5000)


def test_each_entry_is_chained_to_the_one_before(db: sqlite3.Connection) -> None:
    assert ledger.head(db) == (0, GENESIS)
    ledger.post(db, top_up())
    first = chain_hash(GENESIS, fields_of(1, top_up()))
    assert ledger.head(db) == (1, first)
    ledger.post(db, charge())
    assert ledger.head(db) == (2, chain_hash(first, fields_of(2, charge())))


def test_two_currencies_never_pay_for_each_other(db: sqlite3.Connection) -> None:
    ledger.post(db, top_up(currency="USD"))
    assert ledger.balance(db, WALLET) == Money(0)
    assert ledger.balance(db, WALLET, "USD") == Money(5000, "USD")
    with pytest.raises(StorageError, match="overdrawn"):
        ledger.post(db, charge(minor=1))


def test_what_does_not_balance_is_not_posted(db: sqlite3.Connection) -> None:
    uneven = (Posting(CASH, Money(5)), Posting(WALLET, Money(-4)))
    with pytest.raises(ValueError, match="do not balance"):
        ledger.post(db, Entry("top-1", EntryKind.TOP_UP, AT, uneven))
    assert rows(db) == [[], [], []]


def test_an_overdrawn_wallet_is_refused_by_the_file_itself(db: sqlite3.Connection) -> None:
    ledger.post(db, top_up(minor=2199))
    before = rows(db)
    with pytest.raises(StorageError, match="overdrawn"):
        ledger.post(db, charge())
    assert rows(db) == before


POSTING = "INSERT INTO ledger_postings VALUES"
ENTRY = (
    "INSERT INTO ledger_entries VALUES (3, 'new', 'top_up', 'now',"
    " '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef')"
)
GIVE = f"{POSTING} (3, 0, 'cash', 5, 'CNY'), (3, 1, 'wallet:m-1', -5, 'CNY')"


@pytest.mark.parametrize(
    ("statements", "why"),
    [
        (["UPDATE ledger_entries SET at = 'never' WHERE number = 1"], "append-only"),
        (["UPDATE ledger_postings SET minor = 1 WHERE entry = 1"], "append-only"),
        (["UPDATE wallet_denials SET what = 'refused'"], "final"),
        (["DELETE FROM ledger_entries WHERE number = 2"], "append-only"),
        (["DELETE FROM ledger_postings"], "append-only"),
        (["DELETE FROM wallet_denials"], "final"),
        ([f"{POSTING} (1, 2, 'cash', 5, 'CNY')"], "written already"),
        (["INSERT OR REPLACE INTO ledger_postings VALUES (1, 0, 'cash', 5, 'CNY')"], "already"),
        ([GIVE, ENTRY.replace("INSERT", "REPLACE").replace("'new'", "'pay-1'")], "decided before"),
        ([ENTRY.replace("INSERT", "REPLACE").replace("(3", "(2")], "not the next"),
        (["REPLACE INTO wallet_denials VALUES ('no', 'refused', '', '', '')"], "decided before"),
        (["INSERT INTO wallet_denials VALUES ('pay-1', 'closed', '', '', '')"], "decided before"),
        ([GIVE, ENTRY.replace("'new'", "'no'")], "decided before"),
        ([ENTRY], "two postings"),
        ([f"{POSTING} (3, 0, 'cash', 5, 'CNY')", ENTRY], "two postings"),
        ([GIVE.replace("-5", "-4"), ENTRY], "sum to zero"),
        ([GIVE.replace("-5, 'CNY'", "-5, 'USD'"), ENTRY], "sum to zero"),
        ([GIVE.replace("-5", "0"), ENTRY], "CHECK"),
        ([GIVE.replace("-5", "-5.5"), ENTRY], "cannot store REAL"),
        ([GIVE], "FOREIGN KEY"),
        ([GIVE, ENTRY.replace("(3", "(4")], "not the next"),
    ],
)
def test_no_statement_gets_past_the_file(
    db: sqlite3.Connection, statements: list[str], why: str
) -> None:
    ledger.post(db, top_up())
    ledger.post(db, charge())
    db.execute("INSERT INTO wallet_denials VALUES ('no', 'closed', '', '', '')")
    before = rows(db)

    def try_it() -> None:
        with transaction(db):
            for statement in statements:
                db.execute(statement)

    with pytest.raises(StorageError, match=why):
        try_it()
    assert rows(db) == before


def test_the_same_statements_pass_where_they_are_honest(db: sqlite3.Connection) -> None:
    """Else the test above would show nothing."""
    ledger.post(db, top_up())
    ledger.post(db, charge())
    with transaction(db):
        db.execute(GIVE)
        db.execute(ENTRY)
    assert ledger.balance(db, WALLET) == Money(2805)


def test_writers_on_several_connections_keep_one_chain(connect: Connect) -> None:
    writers, each = 4, 15
    together = threading.Barrier(writers)
    failures: list[BaseException] = []

    def write(place: int, db: sqlite3.Connection) -> None:
        together.wait(WAIT_S)
        try:
            for number in range(each):
                ledger.post(db, top_up(f"top-{place}-{number}", minor=1))
                ledger.post(db, top_up(f"everybody-{number}", minor=1))
        except StorageError as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(place, connect())) for place in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    db = connect()
    assert failures == []
    with in_our_words():
        audit = audit_books(db)
    assert (audit.entries, audit.broken) == (writers * each + each, ())
    assert ledger.balance(db, WALLET) == Money(writers * each + each)
