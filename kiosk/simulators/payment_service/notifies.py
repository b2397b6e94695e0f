"""What the merchant is to be told, in a queue that survives kill -9: contents, tries, next time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from kiosk.simulators.payment_service import trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import ControlError
from kiosk.simulators.payment_service.trades import Kind, Trade

GAPS_S = {
    # [S] a copy of Alipay's page: 8 tries in 25 hours
    "alipay": (240, 600, 600, 3600, 7200, 21600, 54000),
    # [K] WeChat: 15 tries in 24 hours
    "wechat": (
        15,
        15,
        30,
        180,
        600,
        1200,
        1800,
        1800,
        1800,
        3600,
        10800,
        10800,
        10800,
        21600,
        21600,
    ),
}


@dataclass(frozen=True, slots=True)
class Notify:
    """`contents` is what is signed or encrypted when it is sent: the same on every try."""

    id: int
    service: str
    number: str
    event: str
    url: str = field(repr=False)
    contents: dict[str, object] = field(repr=False)
    created_ms: int
    tries: int


def paid(books: Books, trade: Trade) -> None:
    """The buyer paid. WeChat's code payments have no notify [S], Alipay's have."""
    if not trade.notify_url or (trade.service, trade.kind) == ("wechat", Kind.CODE):
        return
    event = "TRANSACTION.SUCCESS" if trade.service == "wechat" else "trade_status_sync"
    put(books, trade.service, trade.number, event, trade.notify_url)


def put(
    books: Books,
    service: str,
    number: str,
    event: str,
    url: str,
    contents: dict[str, object] | None = None,
) -> int:
    """Queue one. Without `contents` the trade is told as it is when it is first sent."""
    now = books.now_ms()
    with books.changing() as db:
        made = db.execute(
            "INSERT INTO notifies (service, number, event, url, contents, created_ms, due_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (service, number, event, url, json.dumps(contents or {}), now, now),
        )
    return made.lastrowid or 0


def due(books: Books) -> tuple[Notify, ...]:
    with books.changing() as db:
        rows = db.execute(
            "SELECT * FROM notifies WHERE due_ms <= ? ORDER BY id LIMIT 50", (books.now_ms(),)
        ).fetchall()
    return tuple(_notify(row) for row in rows)


def of_number(books: Books, number: str) -> Notify:
    """The newest about this number. Raises ControlError."""
    with books.changing() as db:
        row = db.execute(
            "SELECT * FROM notifies WHERE number = ? ORDER BY id DESC LIMIT 1", (number,)
        ).fetchone()
    if row is None:
        raise ControlError("No notify was ever made about this number: it has no notify_url.")
    return _notify(row)


def keep_contents(books: Books, notify: Notify, contents: dict[str, object]) -> None:
    with books.changing() as db:
        db.execute(
            "UPDATE notifies SET contents = ? WHERE id = ?", (json.dumps(contents), notify.id)
        )


def tried(books: Books, notify: Notify, *, taken: bool) -> None:
    """Done if the merchant took it; else once more after the vendor's next gap."""
    gaps = GAPS_S[notify.service]
    due_ms = None
    if not taken and notify.tries < len(gaps):
        due_ms = books.now_ms() + int(gaps[notify.tries] * books.habits.notify_pace * 1000)
    with books.changing() as db:
        db.execute(
            "UPDATE notifies SET tries = tries + 1, taken = taken + ?, due_ms = ? WHERE id = ?",
            (taken, due_ms, notify.id),
        )


def lose(books: Books, notify: Notify) -> None:
    """A fault: it never arrives, and is never tried again."""
    with books.changing() as db:
        db.execute("UPDATE notifies SET due_ms = NULL WHERE id = ?", (notify.id,))


def counts(books: Books) -> tuple[int, int]:
    """How many the merchant took, and how many are still to be sent."""
    with books.changing() as db:
        (taken,) = db.execute("SELECT count(*) FROM notifies WHERE taken > 0").fetchone()
        (waiting,) = db.execute("SELECT count(*) FROM notifies WHERE due_ms NOT NULL").fetchone()
    return int(taken), int(waiting)


def trade_of(books: Books, notify: Notify) -> Trade:
    return trades.known(books, notify.service, notify.number)


def _notify(row: object) -> Notify:
    fields = dict(row)  # type: ignore[call-overload]  # sqlite3.Row is a mapping without the type
    return Notify(
        id=fields["id"],
        service=fields["service"],
        number=fields["number"],
        event=fields["event"],
        url=fields["url"],
        contents=json.loads(fields["contents"]),
        created_ms=fields["created_ms"],
        tries=fields["tries"],
    )
