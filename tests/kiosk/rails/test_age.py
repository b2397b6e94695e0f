"""An id tells when it was made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ids import uuid7
from kiosk.rails.age import is_older, made_at

AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ID = uuid7(int(AT.timestamp() * 1000), bytes(10))


def test_one_of_our_ids_tells_its_time() -> None:
    assert made_at(ID) == AT
    assert is_older(ID, 59, AT + timedelta(seconds=60))
    assert not is_older(ID, 61, AT + timedelta(seconds=60))


@pytest.mark.parametrize("payment_id", ["", "p1", ID.upper(), ID[:-1], "f" * 32, f"{ID}-LATE"])
def test_from_another_id_nothing_is_concluded(payment_id: str) -> None:
    assert made_at(payment_id) is None
    assert not is_older(payment_id, 0, AT + timedelta(days=9999))


@given(st.text(alphabet="0123456789abcdef7", min_size=32, max_size=32) | st.text())
def test_no_id_breaks_it(payment_id: str) -> None:
    is_older(payment_id, 1, AT)
