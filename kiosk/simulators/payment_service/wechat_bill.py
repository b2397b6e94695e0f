"""WeChat's trade bill: CSV in UTF-8, a ` before each field, and a row of totals at the end.

Columns: [S] the official Go SDK's own test file and several readers agree. Fees have five decimals
[S]; a refund's fee is negative [S]; a refund's row has no order amount [S].
"""

from __future__ import annotations

import io
from datetime import date

from kiosk.domain.money import Money, decimal_text
from kiosk.simulators.payment_service import buyers, trades
from kiosk.simulators.payment_service.bill_rows import BillRow, rows_of
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.wechat_words import trade_type

COLUMNS = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
TOTALS = (
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
)


def bill_file(books: Books, merchant: Merchant, day: date, kind: str = "ALL") -> bytes:
    """`kind`: ALL, SUCCESS or REFUND, as the vendor's `bill_type`."""
    rows = rows_of(books, "wechat", day)
    if kind != "ALL":
        rows = tuple(row for row in rows if (row.refund is not None) == (kind == "REFUND"))
    out = io.StringIO(newline="")
    out.write("\ufeff" + COLUMNS + "\r\n")
    out.writelines(_line(_cells(books, merchant, row)) for row in rows)
    out.write(TOTALS + "\r\n")
    out.write(_line(_totals(rows)))
    return out.getvalue().encode()


def _cells(books: Books, merchant: Merchant, row: BillRow) -> tuple[str, ...]:
    trade, refund = row.trade, row.refund
    paid = 0 if refund else trade.amount_fen
    back = refund.amount_fen if refund else 0
    fee = -refund.fee_fen if refund else trade.fee_fen
    return (
        f"{trades.beijing(row.at_ms):%Y-%m-%d %H:%M:%S}",
        merchant.wechat_appid,
        merchant.mchid,
        "0",
        "",
        trade.serial,
        trade.number,
        buyers.named(books, trade.buyer).openid if trade.buyer else "",
        trade_type(trade),
        "REFUND" if refund else "SUCCESS",
        "OTHERS",
        "CNY",
        _yuan(paid),
        "0.00",
        refund.serial if refund else "0",
        refund.number if refund else "0",
        _yuan(back),
        "0.00",
        "ORIGINAL" if refund else "",
        "SUCCESS" if refund else "",
        trade.subject.replace(",", " "),
        trade.attach.replace(",", " "),
        _fee(fee),
        f"{books.habits.wechat_rate * 100:.2f}%",
        _yuan(paid),
        _yuan(back),
        "",
    )


def _totals(rows: tuple[BillRow, ...]) -> tuple[str, ...]:
    paid = sum(row.trade.amount_fen for row in rows if row.refund is None)
    back = sum(row.refund.amount_fen for row in rows if row.refund is not None)
    fees = sum(-row.refund.fee_fen if row.refund else row.trade.fee_fen for row in rows)
    return (
        str(len(rows)),
        _yuan(paid),
        _yuan(back),
        "0.00",
        _fee(fees),
        _yuan(paid),
        _yuan(back),
    )


def _line(cells: tuple[str, ...]) -> str:
    return ",".join("`" + cell for cell in cells) + "\r\n"


def _yuan(fen: int) -> str:
    return decimal_text(Money(fen))


def _fee(fen: int) -> str:
    return _yuan(fen) + "000"
