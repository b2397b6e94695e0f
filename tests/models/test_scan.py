"""The scan by ONNX Runtime: near enough for its bound, and refused where it is not."""

import numpy as np
import pytest

import models.scan
from models.arrays import Embedding
from models.codes import Scores, encode, query_error
from models.errors import PackError
from models.scan import Scan, open_scan
from tests.models.builders import unit_rows

WIDTHS = (3, 100, 128, 200, 512, 700)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("seed", range(5))
def test_scores_stay_within_the_bound(width: int, seed: int) -> None:
    rows = unit_rows(500, width, seed, spikiness=1 + seed)
    codes = encode(rows)
    query = unit_rows(1, width, seed + 100, spikiness=3)[0]
    rough = np.empty(500, np.float32)
    Scan(codes).write_scores(query, rough)
    bound = codes.errors + query_error(query, codes.norm)
    assert (np.abs(rough - rows @ query) <= bound).all()


def test_another_array_may_be_given_each_time() -> None:
    rows = unit_rows(50, 128, 1)
    scan = Scan(encode(rows))
    first, second = np.zeros(50, np.float32), np.zeros(50, np.float32)
    scan.write_scores(rows[0], first)
    scan.write_scores(rows[1], second)
    assert (first[0], second[1]) == pytest.approx((1, 1), abs=0.1)
    scan.write_scores(rows[1], first)
    assert (first == second).all()


def test_a_processor_that_multiplies_badly_gets_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    class Rough(Scan):
        def write_scores(self, query: Embedding, into: Scores) -> None:
            super().write_scores(query, into)
            into += np.float32(0.5)

    monkeypatch.setattr(models.scan, "Scan", Rough)
    rows = unit_rows(500, 128, 1)
    assert open_scan(encode(rows), rows) is None


def test_a_runtime_without_the_operator_gets_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_model: object, **_options: object) -> None:
        raise PackError("no such operator")

    monkeypatch.setattr(models.scan, "open_session", refuse)
    rows = unit_rows(500, 128, 1)
    assert open_scan(encode(rows), rows) is None
