"""Codes: how much of a score they lose, and that the bound is never too small."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arrays import EmbeddingMatrix
from models.codes import QUERY_TOP, ZERO, Codes, encode, query_error
from tests.models.builders import unit_rows

widths = st.sampled_from([1, 3, 127, 128, 129, 255, 256, 512])
seeds = st.integers(0, 2**32 - 1)


def decoded(codes: Codes) -> EmbeddingMatrix:
    back = (codes.codes.astype(np.float32) - ZERO) * codes.scales[..., None]
    return back.reshape(len(back), -1)[:, : codes.width]


@given(widths, seeds, st.floats(0.1, 8))
def test_no_score_of_codes_strays_further_than_the_bound(
    width: int, seed: int, spikiness: float
) -> None:
    rows = unit_rows(20, width, seed, spikiness)
    query = unit_rows(1, width, seed + 1, spikiness)[0]
    codes = encode(rows)
    step = np.abs(query).max() / QUERY_TOP
    rough = decoded(codes) @ (np.rint(query / step) * step)
    bound = codes.errors + query_error(query, codes.norm)
    assert (np.abs(rough - rows @ query) <= bound).all()


@given(widths, seeds, st.floats(0.1, 8))
def test_each_row_knows_its_own_error(width: int, seed: int, spikiness: float) -> None:
    rows = unit_rows(20, width, seed, spikiness)
    codes = encode(rows)
    lost = np.linalg.norm(rows - decoded(codes), axis=1)
    assert codes.errors == pytest.approx(lost, abs=1e-5)


@pytest.mark.parametrize(("width", "most"), [(128, 0.01), (512, 0.01)])
def test_the_bound_is_worth_having(width: int, most: float) -> None:
    assert encode(unit_rows(100, width, 1)).errors.mean() < most


def test_columns_of_zeros_are_no_trouble() -> None:
    rows = np.zeros((2, 512), np.float32)
    rows[:, 0] = 1
    codes = encode(rows)
    assert codes.errors.tolist() == [0, 0]
    assert (decoded(codes) == rows).all()
