"""A cabinet's stock, and what a hold pays for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.domain.cabinet import counts_of, goods_lines, order_of_lines, total_of, within
from kiosk.domain.money import Money
from tests.support.fake_cabinet import FRIDGE, LOCKERS
from tests.support.fake_shop import CATALOGUE

COUNTS = some.fixed_dictionaries({"latte": some.integers(0, 9), "toast": some.integers(0, 9)})


def test_goods_in_hand_wait_for_no_number() -> None:
    order = order_of_lines(goods_lines([("latte", 2)], CATALOGUE), "o-1")
    assert (order.total, [one.id for one in order.services]) == (Money(4400), [""])


def test_what_is_not_in_the_catalogue_has_no_price() -> None:
    with pytest.raises(KeyError, match="add it"):
        goods_lines([("diamond", 1)], CATALOGUE)


@given(taken=COUNTS, most=some.integers(1, 30_000))
def test_what_a_hold_pays_for_and_what_is_owed_are_all_of_it(
    taken: dict[str, int], most: int
) -> None:
    lines = goods_lines(counts_of(taken), CATALOGUE)
    paid, owed = within(lines, Money(most))
    assert total_of(paid) <= Money(most) or not owed
    assert total_of(paid) + total_of(owed) == total_of(lines)
    units = dict.fromkeys(taken, 0)
    for line in (*paid, *owed):
        units[line.sku] += line.quantity
    assert units == taken


def test_a_good_on_a_strange_shelf_stands_there_from_then_on() -> None:
    moved = FRIDGE.with_stock({("s1", "toast"): 1, ("s2", "toast"): 4})
    assert moved.stock_rows() == (
        ("s1", "latte", 6),
        ("s1", "toast", 1),
        ("s2", "toast", 4),
    )


def test_a_locker_is_empty_once_it_was_opened() -> None:
    assert LOCKERS.with_stock({("d1", "latte"): 0}).stock_rows()[0] == ("d1", "latte", 0)
