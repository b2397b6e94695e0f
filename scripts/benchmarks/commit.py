"""How long a checkout takes on the disk, and whether it takes longer in a shop that sold much.

A checkout is what the kiosk writes for one, in the order in which it writes it: order placed,
payment submitting, charged in the ledger by the wallet (over its own connection), answer recorded,
order completed. Five transactions, each on disk before the next.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue, Category, Product, Service
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import order_of
from kiosk.domain.payment import ByMember, Paid, Payment
from kiosk.storage import members, orders, payments, wallet
from kiosk.storage.database import open_database, transaction
from kiosk.storage.order_message import OrderAddress
from kiosk.storage.vault import SECRET_BYTES, Vault
from kiosk.storage.wallet import WalletRail
from scripts.benchmarks.errors import BenchError
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.times import Now, percentile

STAGES = (1_000, 10_000, 100_000)
MEMBERS = 500
A_DAY = 400
"""Orders that a busy kiosk sells in a day: numbers begin anew with each."""
WARM_UP = 10
OPENED = datetime(2026, 1, 5, 8, tzinfo=UTC)
GOALS = {"growth.ratio_100k_to_1k": Goal(most=1.2), "growth.ratio_unsynced": Goal(most=1.2)}

SHOP = Label("麦光咖啡", "Maiguang Café")
ADDRESS = OrderAddress(SHOP, "site-1", "kiosk-1")
_LATTE = Product("latte", Label("拿铁", "Latte"), Money(2200), "coffee", "bar")
_TOAST = Product("toast", Label("吐司", "Toast"), Money(950), "food", "kitchen")
_CATALOGUE = Catalogue(
    (Category("coffee", Label("咖啡", "Coffee")), Category("food", Label("餐", "Food"))),
    (Service("bar", "A", Label("吧台", "Bar")), Service("kitchen", "B", Label("厨房", "Kitchen"))),
    (_LATTE, _TOAST),
)
_CART = Cart().with_one(_LATTE).with_one(_TOAST)


@dataclass(frozen=True, slots=True)
class Stage:
    """Milliseconds of each checkout with so many orders stored, and of its commit to the ledger.

    `unsynced_ms`: checkouts that do not wait for the disk: what is computed, and no more.
    """

    stored: int
    checkout_ms: list[float]
    ledger_ms: list[float]
    unsynced_ms: list[float]


@dataclass(frozen=True, slots=True)
class CommitBench:
    """The last stage is the shop that sold most."""

    stages: list[Stage]

    @property
    def figures(self) -> dict[str, float]:
        first, last = self.stages[0], self.stages[-1]
        checkout_ms = percentile(last.checkout_ms, 50)
        return {
            "commit.p50_ms": percentile(last.ledger_ms, 50),
            "commit.p99_ms": percentile(last.ledger_ms, 99),
            "checkout.p50_ms": checkout_ms,
            "checkout.p99_ms": percentile(last.checkout_ms, 99),
            "checkout.per_s": 1000 * len(last.checkout_ms) / sum(last.checkout_ms),
            "growth.ratio_100k_to_1k": checkout_ms / percentile(first.checkout_ms, 50),
            "growth.ratio_unsynced": percentile(last.unsynced_ms, 50)
            / percentile(first.unsynced_ms, 50),
        }

    def __str__(self) -> str:
        rows = [
            (
                f"{stage.stored:,}",
                *(
                    f"{percentile(times, share):.2f}"
                    for times in (stage.checkout_ms, stage.ledger_ms, stage.unsynced_ms)
                    for share in (50, 99)
                ),
            )
            for stage in self.stages
        ]
        head = ("orders stored", "checkout", "99th", "ledger", "99th", "unsynced", "99th")
        return "\n".join((
            f"{len(self.stages[0].checkout_ms)} checkouts of two lines by wallet in each shop, in "
            f"turns; {MEMBERS} members, {A_DAY} orders a day. Median and 99th, ms.",
            "",
            table(head, rows),
            "",
            *(told(name, value, GOALS.get(name)) for name, value in self.figures.items()),
        ))  # fmt: skip


def measure(folder: Path, tries: int, stages: tuple[int, ...], now: Now) -> CommitBench:
    """`folder` is on the disk to measure. Raises BenchError when nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix="bench-") as place:
            return CommitBench(_measured(_shops(Path(place), stages), tries, now))
    except OSError as error:
        raise BenchError(f"{folder} cannot be used ({error.strerror}): choose --folder.") from error


def _shops(place: Path, stages: tuple[int, ...]) -> dict[int, Path]:
    """A database for each number of orders stored, each grown out of the one before."""
    shops: dict[int, Path] = {}
    growing = place / "growing.sqlite3"
    with closing(open_database(growing)) as db:
        _open_shop(db)
    sold = 0
    for stored in sorted(stages):
        with closing(open_database(growing)) as db:
            _sell_unmeasured(_Till(db, db, sold), stored - sold)
        sold = stored
        shops[stored] = place / f"{stored}.sqlite3"
        shutil.copyfile(growing, shops[stored])  # closed: nothing is left in a log
    return shops


def _measured(shops: dict[int, Path], tries: int, now: Now) -> list[Stage]:
    """The shops take turns, so that what disturbs one disturbs all."""
    with ExitStack() as open_ones:
        tills = {
            stored: _Till(
                open_ones.enter_context(closing(open_database(path))),
                open_ones.enter_context(closing(open_database(path))),
                stored,
            )
            for stored, path in shops.items()
        }
        synced = _in_turns(tills, tries, now)
        for till in tills.values():
            till.sync("OFF")
        unsynced = _in_turns(tills, tries, now)
        return [
            Stage(
                stored,
                [checkout for checkout, _ in synced[stored]],
                [ledger for _, ledger in synced[stored]],
                [checkout for checkout, _ in unsynced[stored]],
            )
            for stored in tills
        ]


def _in_turns(
    tills: dict[int, _Till], tries: int, now: Now
) -> dict[int, list[tuple[float, float]]]:
    times: dict[int, list[tuple[float, float]]] = {stored: [] for stored in tills}
    for turn in range(WARM_UP + tries):
        for stored, till in tills.items():
            took = till.check_out(now)
            if turn >= WARM_UP:
                times[stored].append(took)
    return times


class _Till:
    """Sells the same cart to one member after the other, as order `sold` + 1 and so on."""

    def __init__(self, db: sqlite3.Connection, own: sqlite3.Connection, sold: int) -> None:
        self.db = db
        self._own = own
        self._numbers = count(sold + 1)

    def sync(self, how: str) -> None:
        for connection in (self.db, self._own):
            connection.execute(f"PRAGMA synchronous={how}")

    def check_out(self, now: Now) -> tuple[float, float]:
        """Milliseconds of all of it, and of the ledger's transaction."""
        number = next(self._numbers)
        at = OPENED + timedelta(days=number // A_DAY, seconds=60 * (number % A_DAY))
        order = order_of(_CART, _CATALOGUE, f"order-{number:07}")
        payment = Payment(f"pay-{number:07}", order.id, _member(number % MEMBERS), order.total)
        rail = WalletRail(lambda: self._own, lambda: at)
        began = now()
        orders.place(self.db, order, payment, "王*", at)
        payments.submitting(self.db, payment.id, at)
        charging = now()
        outcome = rail.charge(payment, ByMember())
        charged = now()
        payments.record_outcome(self.db, payment.id, outcome, at)
        orders.complete(self.db, payment.id, None, ADDRESS, at)
        ended = now()
        if not isinstance(outcome, Paid):
            raise BenchError(f"The wallet did not pay: {outcome}")
        return (ended - began) * 1000, (charged - charging) * 1000


def _open_shop(db: sqlite3.Connection) -> None:
    vault = Vault(bytes(SECRET_BYTES), os.urandom)
    with transaction(db):
        for number in range(MEMBERS):
            phone, plenty = f"138{number:08d}", Money(10_000_000_000)
            members.register(
                db, vault, members.NewMember(_member(number), phone, "王", None, ()), OPENED
            )
            wallet.top_up(db, f"top-up-{number}", _member(number), plenty, OPENED)


def _sell_unmeasured(till: _Till, orders_: int) -> None:
    """In few transactions, as nobody measures. The office has heard of all of them."""
    for begin in range(0, orders_, 5000):
        with transaction(till.db):
            for _ in range(begin, min(begin + 5000, orders_)):
                till.check_out(lambda: 0.0)
            till.db.execute("DELETE FROM outbox")


def _member(number: int) -> str:
    return f"member-{number:04}"
