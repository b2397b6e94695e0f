"""What stands on the shelves after a session, misplaced units too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kiosk.domain.settlement.explanation import Change
from kiosk.domain.settlement.planogram import Facing, Planogram, Shelf


def after_changes(planogram: Planogram, changes: Iterable[Change]) -> Planogram:
    """The same shelves with new stock. A unit that came to a strange shelf gets a facing there, so
    that the next shopper can be charged for it.

    Raises ValueError when more left a shelf than stood there, KeyError for a strange shelf or SKU.
    """
    left = {(change.shelf, change.sku): change.left for change in changes}
    goods = planogram.goods
    for shelf_id, sku in left:
        planogram.shelf(shelf_id)
        if sku not in goods:
            raise KeyError(f"There is no {sku} in the planogram.")
    return Planogram(tuple(_after(planogram, shelf, left) for shelf in planogram.shelves))


def _after(planogram: Planogram, shelf: Shelf, left: dict[tuple[str, str], int]) -> Shelf:
    goods = planogram.goods
    facings = [
        Facing(facing.good, facing.stock - left.get((shelf.id, facing.good.sku), 0))
        for facing in shelf.facings
    ]
    known = {facing.good.sku for facing in shelf.facings}
    facings += [
        Facing(goods[sku], -count)
        for (at, sku), count in left.items()
        if at == shelf.id and sku not in known
    ]
    return replace(shelf, facings=tuple(facings))
