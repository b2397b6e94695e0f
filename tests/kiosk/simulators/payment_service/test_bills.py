"""Bill files: a day in Beijing in the vendors' columns, and how merchants fetch them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import sqlite3
import urllib.request
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, WeChatMerchant
from tests.support.fake_clock import FakeClock

DAY = date(2026, 11, 21)
NEXT = date(2026, 11, 22)


def alipay_rows(contents: bytes) -> list[dict[str, str]]:
    lines = [line for line in contents.decode("gbk").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def wechat_rows(contents: bytes) -> tuple[list[dict[str, str]], list[str]]:
    lines = contents.decode("utf-8-sig").splitlines()
    rows = [dict(zip(lines[0].split(","), _cells(line), strict=True)) for line in lines[1:-2]]
    return rows, _cells(lines[-1])


def _cells(line: str) -> list[str]:
    return [cell.removeprefix("`") for cell in line.split(",")]


def test_alipays_bill_lists_payments_and_refunds_with_fees(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    alipay.pay("N1", "100.00")
    alipay.refund("N1", "R1", "40.00")
    alipay.pay("N2", "5.00", buyer="password")  # waits: no row
    rows = alipay_rows(service.shoppers.bill("alipay", DAY))
    wanted = ("商户订单号", "业务类型", "订单金额（元）", "退款批次号/请求号", "服务费（元）")
    assert [tuple(row[name].strip() for name in wanted) for row in rows] == [
        ("N1", "交易", "100.00", "", "-0.38"),
        ("N1", "退款", "-40.00", "R1", "0.15"),
    ]


def test_alipays_bill_names_the_till_that_was_told(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    biz = {
        "out_trade_no": "N1",
        "scene": "bar_code",
        "auth_code": service.shoppers.code("alipay"),
        "subject": "茶",
        "total_amount": "3.00",
        "terminal_id": "kiosk-7",
    }
    alipay.call("alipay.trade.pay", biz)
    alipay.pay("N2")
    rows = alipay_rows(service.shoppers.bill("alipay", DAY))
    assert [row["终端号"].strip() for row in rows] == ["kiosk-7", ""]


def test_books_of_before_know_no_till(tmp_path: Path) -> None:
    path = tmp_path / "books.sqlite3"
    Books(path, FakeClock(), Habits()).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE trades DROP COLUMN terminal")
    Books(path, FakeClock(), Habits()).close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT terminal FROM trades").fetchall() == []


def test_a_cancelled_payment_is_a_payment_and_a_refund(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    alipay.pay("N1", "100.00")
    alipay.cancel("N1")
    rows = alipay_rows(service.shoppers.bill("alipay", DAY))
    assert [row["商家实收（元）"] for row in rows] == ["100.00", "-100.00"]


def test_wechats_bill_lists_payments_and_refunds_with_fees_and_totals(
    service: PaymentService, wechat: WeChatMerchant, clock: FakeClock
) -> None:
    wechat.pay("N1", 10000)
    wechat.refund("N1", "R1", 4000, total=10000)
    clock.wind(1)
    rows, totals = wechat_rows(service.shoppers.bill("wechat", DAY))
    wanted = ("商户订单号", "交易状态", "应结订单金额", "商户退款单号", "退款金额", "手续费")
    assert [tuple(row[name] for name in wanted) for row in rows] == [
        ("N1", "SUCCESS", "100.00", "0", "0.00", "0.60000"),
        ("N1", "REFUND", "0.00", "R1", "40.00", "-0.24000"),
    ]
    assert totals == ["2", "100.00", "40.00", "0.00", "0.36000", "100.00", "40.00"]


def test_a_day_ends_at_midnight_in_beijing(
    service: PaymentService, alipay: AlipayMerchant, clock: FakeClock
) -> None:
    clock.wind(14 * 3600 - 1)  # 23:59:59
    alipay.pay("N1", "1.00")
    clock.wind(1)
    alipay.pay("N2", "1.00")
    today, tomorrow = (alipay_rows(service.shoppers.bill("alipay", day)) for day in (DAY, NEXT))
    assert [row["商户订单号"].strip() for row in today + tomorrow] == ["N1", "N2"]


def test_alipays_bill_is_fetched_as_a_zip(service: PaymentService, alipay: AlipayMerchant) -> None:
    alipay.pay("N1", "1.00")
    method = "alipay.data.dataservice.bill.downloadurl.query"
    node = alipay.call(method, {"bill_type": "trade", "bill_date": "2026-11-21"}).node
    with urllib.request.urlopen(str(node["bill_download_url"])) as answer:  # noqa: S310 - ours
        archive = zipfile.ZipFile(io.BytesIO(answer.read()))
    (name,) = archive.namelist()
    assert archive.read(name) == service.shoppers.bill("alipay", DAY)
    assert alipay.call(method, {"bill_type": "trade", "bill_date": "2026-02-30"}).node["code"] == (
        "40004"
    )


def test_wechats_bill_is_fetched_with_its_digest(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    wechat.pay("N1")
    target = "/v3/bill/tradebill?bill_date=2026-11-21&bill_type=ALL&tar_type=GZIP"
    node = wechat.call("GET", target).node
    file = str(node["download_url"]).removeprefix(service.url)
    contents = gzip.decompress(wechat.call("GET", file).raw)
    assert contents == service.shoppers.bill("wechat", DAY)
    assert node["hash_value"] == hashlib.sha1(contents, usedforsecurity=False).hexdigest()
