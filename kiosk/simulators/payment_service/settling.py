"""What becomes due as time passes: late payments, expiries, Payscore charges, refund notices."""

from __future__ import annotations

from kiosk.simulators.payment_service import notifies, paying, refunds, scores
from kiosk.simulators.payment_service.books import Books


def settle_due(books: Books) -> None:
    with books.changing():
        paying.settle_due(books)
        scores.charge_due(books)
        for given in refunds.to_announce(books):
            number, url = given.number, given.notify_url
            notifies.put(books, "wechat", number, "REFUND.SUCCESS", url)
            refunds.announced(books, given)
