"""A bill that cannot be compared is an answer, whatever the reason."""

from __future__ import annotations

from pathlib import Path

from kiosk.flows.staff_events import BillRefused
from kiosk.storage.bill_comparison import compare
from kiosk.storage.database import open_database
from tests.support.bills import alipay_bill
from tests.support.fake_clock import AT


def test_a_database_that_cannot_be_used_is_told_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "alipay.csv").write_bytes(alipay_bill([]))
    database = open_database(tmp_path / "kiosk.sqlite3")
    database.close()
    told = compare(database, tmp_path / "alipay.csv", "kiosk-1", AT)
    assert isinstance(told, BillRefused)
    assert (told.file, told.line) == ("alipay.csv", 0)
    assert "later" in told.reason.en


def test_a_file_that_is_gone_is_told_on_the_page(tmp_path: Path) -> None:
    database = open_database(tmp_path / "kiosk.sqlite3")
    told = compare(database, tmp_path / "gone.csv", "kiosk-1", AT)
    assert isinstance(told, BillRefused)
    database.close()
