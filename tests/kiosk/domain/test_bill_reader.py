"""Bills of payment services: read whole, or refused with the line and the reason."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import bill as limits
from kiosk.domain.bill import SERVICE_ZONE, BillError, BillKind, BillRow, fee_fen
from kiosk.domain.bill_reader import parse_bill
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail
from tests.support.bills import alipay_bill, wechat_bill

AT = datetime(2026, 11, 21, 14, 32, 10, tzinfo=SERVICE_ZONE)
PAY = "0198f0aa11112222333344445a6b7c8d"


def paid(line: int, state: str) -> BillRow:
    return BillRow(
        line, BillKind.PAYMENT, PAY, "", "42001", Money(2650), Money(16), AT, state, "kiosk-1"
    )


def refunded(line: int, state: str) -> BillRow:
    return BillRow(
        line, BillKind.REFUND, PAY, "r-1", "42001", Money(650), Money(-4), AT, state, "kiosk-1"
    )


ALIPAY_ROWS = (paid(6, "交易"), refunded(7, "退款"))
WECHAT_ROWS = (paid(2, "SUCCESS"), refunded(3, "REFUND SUCCESS"))


def test_an_alipay_bill_gives_its_payments_and_refunds() -> None:
    bill = parse_bill(alipay_bill(ALIPAY_ROWS))
    assert (bill.rail, bill.rows) == (Rail.ALIPAY, ALIPAY_ROWS)


def test_a_wechat_bill_gives_its_payments_and_refunds() -> None:
    bill = parse_bill(wechat_bill(WECHAT_ROWS))
    assert (bill.rail, bill.rows) == (Rail.WECHAT, WECHAT_ROWS)


def test_a_day_without_trade_is_a_bill_without_rows() -> None:
    assert parse_bill(alipay_bill([])).rows == ()
    assert parse_bill(wechat_bill([])).rows == ()


def test_a_cancel_of_the_service_itself_has_no_refund_number() -> None:
    data = wechat_bill(WECHAT_ROWS).replace(b"`REFUND,", b"`REVOKED,").replace(b"`r-1,", b"`0,")
    row = parse_bill(data).rows[1]
    assert (row.kind, row.refund_number, row.state) == (BillKind.REFUND, "", "REVOKED SUCCESS")


Change = Callable[[bytes], bytes]


def instead(old: str, new: str, encoding: str = "utf-8") -> Change:
    return lambda data: data.replace(old.encode(encoding), new.encode(encoding))


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (instead(",`26.50,`0.00,`\r", ",`26.5o,`0.00,`\r"), 2, "订单金额 is no amount: '26.5o'"),
        (instead("`26.50,`0.00,`\r", "`26.501,`0.00,`\r"), 2, "订单金额 is no amount: '26.501'"),
        (instead("`2026-11-21", "`2026-13-21"), 2, "交易时间 is not a time"),
        (instead("`SUCCESS,`OTHERS", "`LATER,`OTHERS"), 2, "unknown state of trade LATER"),
        (instead("`CNY", "`USD"), 2, "the currency is not CNY"),
        (instead("`42001,", "`4200 1,"), 2, "微信订单号 is no number"),
        (instead("`1900000001,", ""), 2, "26 columns, the header has 27"),
        (instead("手续费,", "手续费用,"), 1, "one column 手续费 is needed"),
        (instead("`2,`26.50", "`3,`26.50"), 5, "总交易单数 is not what the rows add up to"),
        (instead("总交易单数", "#"), 0, "cut off"),
        (lambda data: data.replace("小店".encode(), b"\xff\xfe"), 2, "not text in UTF-8"),
    ],
)
def test_a_wechat_bill_that_is_wrong_is_refused_with_line_and_reason(
    change: Change, line: int, reason: str
) -> None:
    with pytest.raises(BillError, match=reason) as refused:
        parse_bill(change(wechat_bill(WECHAT_ROWS)))
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (instead(",26.50,26", ",26.5.0,26", "gbk"), 6, "is no amount"),
        (instead("交易\t", "转账\t", "gbk"), 6, "unknown kind of business 转账"),
        (instead("业务明细列表结束", "", "gbk"), 0, "cut off"),
        (instead("交易合计：1笔", "交易合计：2笔", "gbk"), 9, "the bill states 2 rows of payment"),
        (instead(PAY, "", "gbk"), 6, "商户订单号 is no number"),
        (instead("小店", '"小店', "gbk"), 6, "not CSV"),
        (lambda data: data.replace("小店".encode("gbk"), b"\xff\xff"), 6, "not text in GBK"),
    ],
)
def test_an_alipay_bill_that_is_wrong_is_refused_with_line_and_reason(
    change: Change, line: int, reason: str
) -> None:
    with pytest.raises(BillError, match=reason) as refused:
        parse_bill(change(alipay_bill(ALIPAY_ROWS)))
    assert refused.value.line == line
    assert refused.value.reason.zh


@pytest.mark.parametrize("make", [alipay_bill, wechat_bill])
def test_a_bill_that_was_cut_off_anywhere_is_refused(
    make: Callable[[tuple[BillRow, ...]], bytes],
) -> None:
    whole = make(ALIPAY_ROWS)
    end = whole.rindex("结束".encode("gbk")) if make is alipay_bill else len(whole) - 12
    for size in range(0, end, 7):
        with pytest.raises(BillError):
            parse_bill(whole[:size])


def test_what_is_no_bill_is_refused() -> None:
    with pytest.raises(BillError, match="neither a trade bill"):
        parse_bill(b"%PDF-1.7")


def test_sizes_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = wechat_bill(WECHAT_ROWS)
    with pytest.raises(BillError, match="larger than"):
        parse_bill(bytes(limits.MAX_BYTES + 1))
    with pytest.raises(BillError, match="too long"):
        parse_bill(whole.replace(b"OTHERS", b"O" * limits.MAX_LINE_CHARACTERS))
    monkeypatch.setattr(limits, "MAX_LINES", 4)
    with pytest.raises(BillError, match="more than 4 lines"):
        parse_bill(whole)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0.06000", 6), ("0.15900", 16), ("0.00499", 0), ("0.00500", 1), ("-0.00500", -1), ("3", 300)],
)
def test_a_fee_is_rounded_half_up_to_the_fen(text: str, fen: int) -> None:
    assert fee_fen(text, 1, "手续费") == fen


@given(st.binary(max_size=400), st.sampled_from([b"", b"#", b"\xef\xbb\xbf"]))
def test_no_bytes_bring_the_reader_down(data: bytes, start: bytes) -> None:
    for title in (b"", "#支付宝业务明细查询\n".encode("gbk"), "交易时间".encode()):
        with suppress(BillError):
            parse_bill(start + title + data)


@given(st.data(), st.sampled_from([alipay_bill(ALIPAY_ROWS), wechat_bill(WECHAT_ROWS)]))
def test_a_bill_with_broken_bytes_is_read_or_refused(data: st.DataObject, whole: bytes) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    noise = data.draw(st.binary(max_size=4))
    with suppress(BillError):
        bill = parse_bill(whole[:place] + noise + whole[place + len(noise) :])
        assert all(row.amount.minor >= 0 and row.merchant_number for row in bill.rows)
