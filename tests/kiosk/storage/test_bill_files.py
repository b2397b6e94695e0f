"""Bill files in the bills folder: listed newest first, and read out of zips."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import pytest

from kiosk.domain.bill import BillError
from kiosk.domain.bill_reader import parse_bill
from kiosk.storage.bill_files import Folders, bill_files, read_bill
from tests.support.bills import alipay_bill, wechat_bill


def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "bills", tmp_path / "reports", (tmp_path / "media",))


def test_bills_are_listed_newest_first_and_other_files_are_not(tmp_path: Path) -> None:
    where = folders(tmp_path)
    assert bill_files(where) == ()
    where.bills.mkdir()
    for age, name in enumerate(["new.csv", "old.CSV", "photo.jpg"]):
        (where.bills / name).write_bytes(b"x")
        os.utime(where.bills / name, (1000 - age, 1000 - age))
    assert [file.name for file in bill_files(where)] == ["new.csv", "old.CSV"]


def test_a_bill_is_read_plain_or_out_of_a_zip(tmp_path: Path) -> None:
    plain, packed = tmp_path / "wx.csv", tmp_path / "2088.zip"
    plain.write_bytes(wechat_bill([]))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2088_summary.csv", "#支付宝业务汇总查询".encode("gbk"))
        archive.writestr("2088_details.csv", alipay_bill([]))
    assert parse_bill(read_bill(plain)).rows == ()
    squeezed = tmp_path / "wx.csv.gz"
    squeezed.write_bytes(gzip.compress(wechat_bill([])))
    assert parse_bill(read_bill(squeezed)).rows == ()
    squeezed.write_bytes(gzip.compress(wechat_bill([]))[:40])
    with pytest.raises(BillError, match="cannot be read"):
        read_bill(squeezed)
    assert parse_bill(read_bill(packed)).rows == ()


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BillError, match="cannot be read"):
        read_bill(broken)
    with pytest.raises(BillError, match="cannot be read"):
        read_bill(tmp_path / "gone.csv")
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(BillError, match="no list of trades"):
        read_bill(broken)
