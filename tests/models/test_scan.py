"""The scan by ONNX Runtime: near enough for its bound, and refused where it is not."""

import numpy as np
import pytest

import models.scan
from models.codes import encode, rounded, score_error
from models.errors import PackError
from models.scan import Scan, open_scan
from tests.models.builders import unit_rows

ROWS = unit_rows(500, 512, 1)
CODES = encode(ROWS)


@pytest.mark.parametrize("seed", range(20))
def test_scores_stay_within_the_bound(seed: int) -> None:
    scan = Scan(CODES, 512)
    query = unit_rows(1, 512, seed + 100, spikiness=3)[0]
    query_8bit = rounded(query)
    errors = np.abs(scan.scores(query_8bit) - ROWS @ query)
    assert errors.max() <= score_error(CODES.row_error, CODES.row_norm, query, query_8bit)


def test_a_processor_that_multiplies_badly_gets_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    class Rough(Scan):
        def scores(self, rounded_query: np.ndarray) -> np.ndarray:
            return super().scores(rounded_query) + np.float32(0.1)

    monkeypatch.setattr(models.scan, "Scan", Rough)
    assert open_scan(CODES, ROWS) is None


def test_a_runtime_without_the_operator_gets_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(model: bytes, **_options: object) -> None:
        raise PackError("no such operator")

    monkeypatch.setattr(models.scan, "open_session", refuse)
    assert open_scan(CODES, ROWS) is None
