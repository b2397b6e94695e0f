"""A day-end on paper and in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from kiosk.domain.day_end_report import csv_bytes, file_stem, receipts_text, report_of
from kiosk.domain.language import Label, Language
from kiosk.domain.reconcile import Comparison
from tests.ui.samples_staff import CLOSED, COMPARISON, RUNNING, SAME, SERVICE

SHOP = Label("街角咖啡", "Corner Café")


def rows(language: Language, comparison: Comparison | None = None) -> list[list[str]]:
    data = csv_bytes(report_of(RUNNING, comparison, SHOP, "kiosk-1", language))
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_has_chinese_words_and_every_rail() -> None:
    data = csv_bytes(report_of(RUNNING, None, SHOP, "kiosk-1", Language.ZH))
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    assert ["店铺", "街角咖啡"] in rows(Language.ZH)
    assert ["支付宝", "21", "541.60", "1", "6.50", "3.21", "531.89"] in rows(Language.ZH)
    assert ["Total", "54", "1352.50", "3", "18.50", "3.21", "1330.79"] in rows(Language.EN)


def test_each_difference_stands_beside_what_to_do() -> None:
    found = [row for row in rows(Language.EN, COMPARISON) if row and row[0] == "The amounts differ"]
    todo = "Refund what was taken too much, and call your service provider."
    number = "0198f0aa11112222333344445a6b7c8d"
    expected = ["The amounts differ", todo, number, f"{SERVICE}\t", "16", "26.50", "25.60"]
    assert found == [expected]


def test_a_bill_that_agrees_says_so() -> None:
    assert "The bill and our books agree" in [row[0] for row in rows(Language.EN, SAME) if row]


def test_missing_receipts_are_shouted() -> None:
    assert receipts_text(RUNNING, Language.EN) == "20261121-0001 … 0054"
    text = receipts_text(CLOSED, Language.EN)
    assert text == "20261120-0001 … 0031 (1 missing! Call your provider)"


def test_files_are_named_after_the_day_and_the_report() -> None:
    assert file_stem(CLOSED) == "day-end-2026-11-20-Z0041"
    assert file_stem(RUNNING) == "day-end-2026-11-21-X151000"


@pytest.mark.parametrize("name", ["=1+1", "+1 for all", "@SUM(A1)", "-cmd"])
def test_what_looks_like_a_formula_is_none(name: str) -> None:
    data = csv_bytes(report_of(RUNNING, None, Label(name, name), "kiosk-1", Language.ZH))
    assert f"店铺,'{name}".encode() in data
