"""A gateway whose disk is full charges nobody, and says so in an answer that it signs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.domain.money import Money
from kiosk.domain.payment import ByCode, Payment, Unknown
from kiosk.gateway import database
from kiosk.rails.gateway_rail import TurnedAwayError
from tests.kiosk.gateway.running import a_gateway

MOST_PINGS = 300
"""Each leaves a nonce: after so many the last page is full."""


def test_a_gateway_with_a_full_disk_answers_503_and_charges_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = database._opened

    def without_room(path: Path) -> sqlite3.Connection:
        """SQLite itself says that the disk is full: one page more is not to be had."""
        connection = opened(path)
        connection.execute("PRAGMA max_page_count = 1")  # never less than there are already
        return connection

    with a_gateway(tmp_path) as gateway:
        kiosk, line = gateway.kiosk(), gateway.line("kiosk-1")
        monkeypatch.setattr(database, "_opened", without_room)
        with pytest.raises(TurnedAwayError) as turned_away:
            [line.ping() for _ in range(MOST_PINGS)]
        assert turned_away.value.code == "storage"  # signed, or it would not have been believed
        payment = Payment(f"{1:032x}", "order-1", "", Money(2650), "alipay", "coffee")
        outcome = kiosk.charge(payment, ByCode("281234567890123456"))
        assert isinstance(outcome, Unknown)
        assert "cannot write" in outcome.reason
        assert gateway.service.charged == {}
