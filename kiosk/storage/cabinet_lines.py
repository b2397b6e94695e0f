"""Order lines as JSON in a row: what a session charges before there is an order, and what is owed.

Prices are those of the moment of settling; they never change afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from kiosk.domain.catalogue import NO_SERVICE
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import OrderLine


def to_text(lines: Iterable[OrderLine]) -> str:
    rows = [
        {
            "sku": line.sku,
            "zh": line.name.zh,
            "en": line.name.en,
            "quantity": line.quantity,
            "minor": line.unit_price.minor,
            "currency": line.unit_price.currency,
        }
        for line in lines
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> tuple[OrderLine, ...]:
    return tuple(
        OrderLine(
            row["sku"],
            Label(row["zh"], row["en"]),
            row["quantity"],
            Money(row["minor"], row["currency"]),
            NO_SERVICE.id,
        )
        for row in json.loads(text)
    )
