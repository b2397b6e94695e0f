"""Which fault takes what away."""

from __future__ import annotations

from kiosk.domain.problems import STOPS_FACES, STOPS_SALES, Fault


def test_a_fault_stops_sales_or_faces_or_neither_but_never_both() -> None:
    assert not STOPS_SALES & STOPS_FACES
    assert set(Fault) - STOPS_SALES - STOPS_FACES == {
        Fault.LOCKS, Fault.PRINTER, Fault.CLOUD, Fault.FACE_LIMIT, Fault.CLOCK_AHEAD,
    }  # fmt: skip
