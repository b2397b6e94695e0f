"""Named test buyers, their balances, and the payment codes that their apps show.

Codes are kept as digests only: a code is a permission to charge.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import ControlError, Reason, RefusedError
from kiosk.simulators.payment_service.given import Rng

CODE_PREFIXES = {"alipay": (25, 31), "wechat": (10, 16)}  # [S] first two digits; 18 digits in all
FACE_PREFIX = "fp"  # [V] an ftoken looks like fp0593e8…


class Habit(StrEnum):
    PLAIN = "plain"
    PASSWORD = "password"  # noqa: S105 - every payment waits until the buyer is told to confirm
    EXPIRED = "expired"  # shows codes that are too old


@dataclass(frozen=True, slots=True)
class Buyer:
    """`alipay_id`, `openid` and `agreement_no` are what the vendors call the person."""

    name: str
    alipay_id: str = field(repr=False)
    openid: str = field(repr=False)
    agreement_no: str = field(repr=False)
    balance_fen: int
    habit: Habit

    @property
    def logon_id(self) -> str:
        """Masked as Alipay masks it."""
        return f"{self.name[:3]}***@example.com"


TEST_BUYERS = (
    ("rich", 10_000_000_00, Habit.PLAIN),
    ("poor", 50, Habit.PLAIN),
    ("password", 10_000_00, Habit.PASSWORD),
    ("expired", 10_000_00, Habit.EXPIRED),
)


def add_test_buyers(books: Books) -> None:
    """Once: later starts find them with what they have left."""
    for name, balance_fen, habit in TEST_BUYERS:
        with books.changing() as db:
            known = db.execute("SELECT 1 FROM buyers WHERE name = ?", (name,)).fetchone()
            if known is None:
                add(books, name, balance_fen, habit)


def add(books: Books, name: str, balance_fen: int, habit: Habit = Habit.PLAIN) -> Buyer:
    """Raises ControlError for a name that is taken or an amount that nobody has."""
    if not name.isidentifier() or balance_fen < 0:
        raise ControlError(f"No buyer {name!r}: name it with letters, and give it 0 fen or more.")
    with books.changing() as db:
        (count,) = db.execute("SELECT count(*) FROM buyers").fetchone()
        row = (
            name,
            f"2088{count + 1:012d}",
            f"oKaimenTestBuyer{count + 1:012d}",
            f"2026{count + 1:016d}",
            balance_fen,
            balance_fen,
            habit.value,
        )
        try:
            db.execute("INSERT INTO buyers VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError as error:
            raise ControlError(f"The buyer {name!r} exists already.") from error
    return named(books, name)


def everybody(books: Books) -> tuple[Buyer, ...]:
    with books.changing() as db:
        return tuple(_buyer(row) for row in db.execute("SELECT * FROM buyers ORDER BY rowid"))


def named(books: Books, name: str) -> Buyer:
    """Raises ControlError for somebody whom nobody knows."""
    buyer = _find(books, "name", name)
    if buyer is None:
        raise ControlError(f"No buyer {name!r}. Ask for `buyers`.")
    return buyer


def with_number(books: Books, number: str) -> Buyer:
    """By what a merchant knows a buyer by: agreement number or openid. Raises RefusedError."""
    buyer = _find(books, "agreement_no", number) or _find(books, "openid", number)
    if buyer is None:
        raise RefusedError(Reason.NO_AGREEMENT)
    return buyer


def fresh_code(books: Books, rng: Rng, service: str, name: str, *, face: bool = False) -> str:
    """What the buyer's app shows now, or what the vendor's face camera gives for them."""
    buyer = named(books, name)
    if service not in CODE_PREFIXES:
        raise ControlError(f"No service {service!r}: alipay or wechat.")
    low, high = CODE_PREFIXES[service]
    life_ms = 0 if buyer.habit is Habit.EXPIRED else int(books.habits.code_life_s * 1000)
    with books.changing() as db:
        code = f"{rng.randrange(low, high)}{rng.randrange(0, 10**16):016d}"
        if face and service == "alipay":
            code = FACE_PREFIX + rng.randbytes(16).hex()
        row = (_digest(code), service, name, books.now_ms() + life_ms)
        db.execute("INSERT INTO codes (digest, service, buyer, expires_ms) VALUES (?,?,?,?)", row)
    return code


def redeem(books: Books, service: str, code: str) -> Buyer:
    """Whose code it is; it cannot be used again. Raises RefusedError."""
    with books.changing() as db:
        row = db.execute("SELECT * FROM codes WHERE digest = ?", (_digest(code),)).fetchone()
        if row is None or row["service"] != service:
            raise RefusedError(Reason.CODE_INVALID)
        if row["used"] or row["expires_ms"] <= books.now_ms():
            raise RefusedError(Reason.CODE_INVALID)
        db.execute("UPDATE codes SET used = 1 WHERE digest = ?", (row["digest"],))
    return named(books, str(row["buyer"]))


def owner(books: Books, code: str) -> str | None:
    """Whose code it was, used or not: to tell a retry from another shopper."""
    with books.changing() as db:
        row = db.execute("SELECT buyer FROM codes WHERE digest = ?", (_digest(code),)).fetchone()
    return None if row is None else str(row["buyer"])


def take(books: Books, name: str, amount_fen: int) -> None:
    """Raises RefusedError and takes nothing if the buyer has less."""
    with books.changing() as db:
        taken = db.execute(
            "UPDATE buyers SET balance_fen = balance_fen - ? WHERE name = ? AND balance_fen >= ?",
            (amount_fen, name, amount_fen),
        )
        if taken.rowcount != 1:
            raise RefusedError(Reason.NOT_ENOUGH)


def give(books: Books, name: str, amount_fen: int) -> None:
    with books.changing() as db:
        db.execute(
            "UPDATE buyers SET balance_fen = balance_fen + ? WHERE name = ?", (amount_fen, name)
        )


def _find(books: Books, column: str, value: str) -> Buyer | None:
    with books.changing() as db:
        row = db.execute(f"SELECT * FROM buyers WHERE {column} = ?", (value,)).fetchone()  # noqa: S608 - our own column names
    return None if row is None else _buyer(row)


def _buyer(row: sqlite3.Row) -> Buyer:
    return Buyer(
        row["name"],
        row["alipay_id"],
        row["openid"],
        row["agreement_no"],
        row["balance_fen"],
        Habit(row["habit"]),
    )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
