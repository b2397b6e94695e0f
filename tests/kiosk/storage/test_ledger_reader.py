"""Somebody with the file and time: whatever single row they alter or remove is named."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from kiosk.domain.hold import Captured, Hold
from kiosk.domain.ledger import GENESIS
from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Closed, Paid, Payment, Refused
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.storage import holds, ledger, orders, payments, refunds
from kiosk.storage.database import StorageError, empty_log, open_database
from kiosk.storage.ledger_reader import audit_books, audit_file
from kiosk.storage.schema import VERSIONS
from kiosk.storage.wallet import WalletRail, top_up
from tests.support.fake_clock import AT
from tests.support.fake_shop import an_order, payment_for

ENTRIES = 6
TEXTS = {
    "ledger_entries": ("id", "kind", "at", "hash"),
    "ledger_postings": ("account", "currency"),
}
NUMBERS = {"ledger_entries": ("number",), "ledger_postings": ("entry", "place", "minor")}
KEYS = {"ledger_entries": "number", "ledger_postings": "entry, place"}
COLUMNS = [
    (table, column) for names in (TEXTS, NUMBERS) for table in names for column in names[table]
]


def a_payment(number: int, member_id: str = "m-1") -> Payment:
    return Payment(f"pay-{number}", f"order-{number}", member_id, Money(700))


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day of two members: six entries, a refusal, a closing; all of it in the one file."""
    path = tmp_path_factory.mktemp("honest") / "kaimen.db"
    with closing(open_database(path)) as db:
        rail = WalletRail(lambda: db, lambda: AT)
        top_up(db, "top-1", "m-1", Money(5000), AT)
        top_up(db, "top-2", "m-2", Money(100), AT)
        answers = [
            rail.charge(a_payment(number, member), ByMember())
            for number, member in enumerate(("m-1", "m-2", "m-1", "m-1"))
        ]
        rail.close(a_payment(9))
        top_up(db, "top-3", "m-2", Money(5000), AT)
        assert [type(answer) for answer in answers] == [Paid, Refused, Paid, Paid]
        assert rail.query(a_payment(9)) == Closed()
        empty_log(db)
    return path


@pytest.fixture
def path(honest: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(honest, tmp_path / "kaimen.db"))


@contextmanager
def a_copy_of(honest: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(shutil.copy(honest, Path(folder) / "kaimen.db"))


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """Everything that the file itself would refuse is allowed."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("PRAGMA ignore_check_constraints=ON")
        names = db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            db.execute(f"DROP TRIGGER {name}")
        yield db
        db.commit()


def named(path: Path, remembered: str | None = None) -> list[int]:
    """Entries that are named; 0 is a table as a whole."""
    broken = audit_file(path, remembered).broken
    return sorted({one.number for one in broken if one.number})


def last_head(path: Path) -> str:
    with closing(open_database(path)) as db:
        return ledger.head(db)[1]


def test_honest_books_are_whole(path: Path) -> None:
    audit = audit_file(path)
    assert (audit.entries, audit.head, audit.broken) == (ENTRIES, last_head(path), ())


def test_new_books_are_whole(tmp_path: Path) -> None:
    open_database(tmp_path / "new.db").close()
    assert audit_file(tmp_path / "new.db").head == GENESIS


def test_books_are_read_while_somebody_writes_them(path: Path) -> None:
    with closing(open_database(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        top_up(db, "top-9", "m-1", Money(5), AT)
        assert audit_file(path).entries == ENTRIES
        db.execute("COMMIT")
        assert audit_file(path).entries == ENTRIES + 1


def test_books_that_are_not_there_are_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"no database at .* Check data_dir"):
        audit_file(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_books_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear shopkeeper, " * 100)
    with pytest.raises(StorageError, match="is damaged"):
        audit_file(tmp_path / "letter.db")


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), where=st.sampled_from(COLUMNS), row=st.integers(0, 2 * ENTRIES - 1))
def test_any_flipped_byte_of_any_column_names_its_entry(
    honest: Path, data: st.DataObject, where: tuple[str, str], row: int
) -> None:
    table, column = where
    with a_copy_of(honest) as path:
        with tampering(path) as db:
            keys = db.execute(f"SELECT {KEYS[table]} FROM {table}").fetchall()  # noqa: S608
            key = keys[row % len(keys)]
            try:
                flip(data, db, where, key)
            except sqlite3.IntegrityError:
                reject()  # that is the number or the place of another row
        assert key[0] in named(path)
        if column not in {"number", "entry"}:
            assert named(path) == [key[0]]


def flip(
    data: st.DataObject, db: sqlite3.Connection, where: tuple[str, str], key: tuple[int, ...]
) -> None:
    table, column = where
    row = f"({KEYS[table]}) = ({', '.join(map(str, key))})"
    (before,) = db.execute(f"SELECT {column} FROM {table} WHERE {row}").fetchone()  # noqa: S608
    is_text = isinstance(before, str)
    old = bytearray(before.encode() if is_text else before.to_bytes(8, "big", signed=True))
    old[data.draw(st.integers(0, len(old) - 1), "place")] ^= data.draw(st.integers(1, 255), "flip")
    new = bytes(old) if is_text else int.from_bytes(old, "big", signed=True)
    value = "CAST(? AS TEXT)" if is_text else "?"
    update = f"UPDATE {table} SET {column} = {value} WHERE {row}"  # noqa: S608
    assert db.execute(update, (new,)).rowcount == 1


@pytest.mark.parametrize("number", range(1, ENTRIES + 1))
def test_an_entry_that_was_removed_is_named(path: Path, number: int) -> None:
    with tampering(path) as db:
        db.execute("DELETE FROM ledger_entries WHERE number = ?", (number,))
    assert named(path) == [number]


@pytest.mark.parametrize("number", range(1, ENTRIES))
def test_an_entry_that_was_removed_with_its_postings_is_named(path: Path, number: int) -> None:
    head = last_head(path)
    with tampering(path) as db:
        db.execute("DELETE FROM ledger_entries WHERE number = ?", (number,))
        db.execute("DELETE FROM ledger_postings WHERE entry = ?", (number,))
    assert named(path, head) == [number]


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("number", range(1, ENTRIES + 1))
def test_a_posting_that_was_removed_is_named(path: Path, number: int, place: int) -> None:
    with tampering(path) as db:
        db.execute("DELETE FROM ledger_postings WHERE entry = ? AND place = ?", (number, place))
    assert named(path) == [number]


def test_a_posting_that_was_added_is_named(path: Path) -> None:
    with tampering(path) as db:
        db.execute("INSERT INTO ledger_postings VALUES (3, 2, 'wallet:m-2', -100, 'CNY')")
        db.execute("INSERT INTO ledger_postings VALUES (3, 3, 'cash', 100, 'CNY')")
    assert named(path) == [3]


def test_an_end_that_was_cut_off_is_seen_against_the_head_of_the_day_before(path: Path) -> None:
    head = last_head(path)
    with tampering(path) as db:
        db.execute("DELETE FROM ledger_entries WHERE number > 4")
        db.execute("DELETE FROM ledger_postings WHERE entry > 4")
    assert named(path) == []
    assert named(path, head) == [5]


def test_money_that_moved_under_a_closed_id_is_named(path: Path) -> None:
    with tampering(path) as db:
        db.execute("INSERT INTO wallet_denials VALUES ('pay-0', 'closed', '', '', '')")
    assert named(path) == [3]


def test_a_flipped_amount_in_the_index_is_seen_too(path: Path) -> None:
    """Balances are read from there: wherever the account's name lies in the file, it is seen."""
    sound = path.read_bytes()
    name = b"wallet:m-1"
    places = [found.start() for found in re.finditer(name, sound)]
    assert len(places) >= 8  # four postings, each in the table and in the index
    for at in places:
        path.write_bytes(sound[:at] + b"wallet:m-2" + sound[at + len(name) :])
        assert audit_file(path).broken != (), at


def books(path: Path) -> list[object]:
    """What the two tables say, and the wallet that is summed over the index."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        db.text_factory = bytes
        entries = db.execute("SELECT * FROM ledger_entries ORDER BY number").fetchall()
        postings = db.execute("SELECT * FROM ledger_postings ORDER BY entry, place").fetchall()
        held = "SELECT sum(minor) FROM ledger_postings WHERE account = ? AND currency = 'CNY'"
        return [entries, postings, db.execute(held, ("wallet:m-1",)).fetchone()]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_flipped_byte_of_the_file_is_seen_or_changes_nothing(
    honest: Path, data: st.DataObject
) -> None:
    sound = honest.read_bytes()
    used = [at for at, byte in enumerate(sound) if byte]
    damaged = bytearray(sound)
    damaged[data.draw(st.sampled_from(used), "place")] ^= data.draw(st.integers(1, 255), "flip")
    with a_copy_of(honest) as path:
        expected = books(path)
        path.write_bytes(damaged)
        try:
            audit = audit_file(path)
        except StorageError:
            return
        assert audit.broken or books(path) == expected


# --- rows that say that money moved -----------------------------------------------------------


def test_a_payment_a_refund_and_a_capture_that_no_entry_tells_of_are_named(
    db: sqlite3.Connection,
) -> None:
    order = an_order()
    payment = replace(payment_for(order, "pay-77"), rail="alipay")
    orders.place(db, order, payment, "张*", AT)
    payments.record_outcome(db, "pay-77", Paid(), AT)
    refund = Refund("refund-1", payment, Money(700), RefundReason.QUALITY)
    refunds.intend(db, refund, "staff", AT)
    refunds.record(db, "refund-1", Refunded(), AT)
    assert audit_books(db).broken == ()
    holds.intend(db, Hold("hold-1", "session-1", "m-1", Money(500), "wallet"), AT)
    holds.record(db, "hold-1", Captured(Money(500)), AT)
    db.execute("UPDATE payments SET amount_minor = 2300")
    db.execute("UPDATE refunds SET id = 'refund-2'")
    assert [one.what for one in audit_books(db).broken] == [
        "the payment 'pay-77' of 2300 CNY is not in the ledger",
        "the refund 'refund-2' of 700 CNY is not in the ledger",
        "the hold 'hold-1' of 500 CNY is not in the ledger",
    ]


def test_a_file_that_no_newer_kaimen_has_opened_yet_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "version-2.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for script in VERSIONS[:2]:
            db.executescript(script)
        db.execute("PRAGMA user_version=2")
    assert audit_file(path).broken == ()
