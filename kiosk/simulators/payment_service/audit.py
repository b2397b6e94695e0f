"""Do the books add up? What buyers lost is what merchants got, and nobody was charged twice."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.simulators.payment_service.books import Books


@dataclass(frozen=True, slots=True)
class Sums:
    """Fen, over all time. `charged_twice` holds numbers of trades; it is empty in sound books."""

    paid_fen: int
    refunded_fen: int
    held_fen: int
    fees_fen: int
    buyers_lost_fen: int
    paid: int
    waiting: int
    charged_twice: tuple[str, ...]

    @property
    def balance(self) -> bool:
        return (
            self.buyers_lost_fen == self.paid_fen - self.refunded_fen + self.held_fen
            and not self.charged_twice
        )


def sums(books: Books, service: str = "") -> Sums:
    """Of one service or of both. Buyers and holds are always those of both."""
    like = service or "%"
    with books.changing() as db:

        def number(sql: str, *values: str) -> int:
            return int(db.execute(sql, values).fetchone()[0])

        twice = db.execute("SELECT number FROM trades WHERE charges > 1").fetchall()
        return Sums(
            paid_fen=number(
                "SELECT coalesce(sum(amount_fen), 0) FROM trades"
                " WHERE paid_ms NOT NULL AND service LIKE ?",
                like,
            ),
            refunded_fen=number(
                "SELECT coalesce(sum(amount_fen), 0) FROM refunds WHERE service LIKE ?", like
            ),
            held_fen=number("SELECT coalesce(sum(rest_fen), 0) FROM holds"),
            fees_fen=number(
                "SELECT coalesce((SELECT sum(fee_fen) FROM trades WHERE service LIKE ?), 0)"
                " - coalesce((SELECT sum(fee_fen) FROM refunds WHERE service LIKE ?), 0)",
                like,
                like,
            ),
            buyers_lost_fen=number("SELECT coalesce(sum(opened_fen - balance_fen), 0) FROM buyers"),
            paid=number(
                "SELECT count(*) FROM trades WHERE state = 'paid' AND service LIKE ?", like
            ),
            waiting=number(
                "SELECT count(*) FROM trades WHERE state = 'waiting' AND service LIKE ?", like
            ),
            charged_twice=tuple(row[0] for row in twice),
        )
