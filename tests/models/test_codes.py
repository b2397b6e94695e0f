"""Eight bits a column: how much of a score they lose, and that the bound is never too small."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.codes import ZERO, encode, rounded, score_error
from tests.models.builders import unit_rows

widths = st.sampled_from([1, 3, 127, 128, 129, 512])
seeds = st.integers(0, 2**32 - 1)


@given(widths, seeds, st.floats(0.1, 8))
def test_no_score_of_codes_strays_further_than_the_bound(
    width: int, seed: int, spikiness: float
) -> None:
    rows = unit_rows(20, width, seed, spikiness)
    query = unit_rows(1, width, seed + 1, spikiness)[0]
    codes, query_8bit = encode(rows), rounded(query)
    back = (codes.codes.astype(np.float32) - ZERO) * codes.scales[..., None]
    rough = back.reshape(len(rows), -1)[:, :width] @ query_8bit
    bound = score_error(codes.row_error, codes.row_norm, query, query_8bit)
    assert np.abs(rough - rows @ query).max() <= bound


@given(widths, seeds)
def test_a_rounded_query_rounds_to_itself(width: int, seed: int) -> None:
    once = rounded(unit_rows(1, width, seed)[0])
    assert np.abs(rounded(once) - once).max() < 1e-6


def test_the_bound_is_worth_having() -> None:
    rows = unit_rows(100, 128, 1)
    codes = encode(rows)
    assert score_error(codes.row_error, codes.row_norm, rows[0], rounded(rows[0])) < 0.02


def test_columns_of_zeros_are_no_trouble() -> None:
    rows = np.zeros((2, 256), np.float32)
    rows[:, 0] = 1
    codes = encode(rows)
    assert codes.row_error == 0
    assert (codes.codes[:, 1] == ZERO).all()
