"""The bounded search finds exactly what trying everything finds."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.settlement.planogram import Facing, Good
from kiosk.domain.settlement.shelf_search import Counts, takings


@st.composite
def shelves(draw: st.DrawFn) -> list[Facing]:
    weights = draw(st.lists(st.integers(10, 400), min_size=1, max_size=4))
    return [
        Facing(Good(f"g{n}", weight, draw(st.integers(0, weight // 5))), draw(st.integers(0, 4)))
        for n, weight in enumerate(weights)
    ]


def tried(facings: list[Facing], lost: int, variance: float, reach: float) -> set[Counts]:
    found: set[Counts] = set()
    for counts in product(*(range(facing.stock + 1) for facing in facings)):
        units = list(zip(facings, counts, strict=True))
        rest = lost - sum(count * facing.good.weight_mg for facing, count in units)
        total = variance + sum(count * facing.good.spread_mg**2 for facing, count in units)
        if rest * rest <= reach * reach * total:
            found.add(tuple((facing.good.sku, count) for facing, count in units if count))
    return found


@given(shelves(), st.integers(-100, 2_000), st.integers(1, 400), st.sampled_from([1.0, 4.0, 6.5]))
def test_the_search_finds_all_and_nothing_else(
    facings: list[Facing], lost: int, variance: int, reach: float
) -> None:
    found = [taking.counts for taking in takings(facings, lost, variance, reach)]
    assert len(found) == len(set(found))
    assert set(found) == tried(facings, lost, variance, reach)


def test_a_taking_tells_how_well_it_fits() -> None:
    cola = Facing(Good("cola", 345_000, 1_500), 6)
    (taking,) = takings([cola], 692_000, 640_000, 4)
    assert taking.counts == (("cola", 2),)
    assert taking.units == 2
    assert taking.residual_mg == -2_000
    assert taking.variance == 640_000 + 2 * 1_500**2
