"""What a call at either vendor may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.simulators.payment_service.bill_shelf import BillShelf
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.paying import Late
from kiosk.simulators.payment_service.settings import Merchant


@dataclass(frozen=True, slots=True)
class Till:
    """`new_token` makes what cannot be guessed: addresses in QR codes and of bills.

    `late` is a fault of this one call.
    """

    books: Books
    shelf: BillShelf
    merchant: Merchant
    new_token: Callable[[], str]
    late: Late | None = None
