"""Alipay's trade bill: CSV in GBK, comment lines with #, a tab after each number, a zip around it.

Columns, comment lines and tabs: [S] several public readers of true files agree. Signs: refunds are
negative [S]; the service fee is negative where it costs, positive where it comes back [K]. The
wording of the totals at the end is [K].
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, timedelta

from kiosk.domain.money import Money, decimal_text
from kiosk.simulators.payment_service import buyers, trades
from kiosk.simulators.payment_service.bill_rows import BillRow, rows_of
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.settings import Merchant

COLUMNS = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,"
    "对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,"
    "商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
    "退款批次号/请求号,服务费（元）,分润（元）,备注"
)
LINE = "#" + "-" * 41 + "业务明细列表{}" + "-" * 40


def bill_file(books: Books, merchant: Merchant, day: date) -> bytes:
    """The details of one day, as they lie in the zip."""
    rows = rows_of(books, "alipay", day)
    out = io.StringIO(newline="")
    after = day + timedelta(days=1)
    out.write("#支付宝业务明细查询\r\n")
    out.write(f"#账号：[{merchant.seller_id}0156]\r\n")
    out.write(
        f"#起始日期：[{day:%Y年%m月%d日} 00:00:00]   终止日期：[{after:%Y年%m月%d日} 00:00:00]\r\n"
    )
    out.write(LINE.format("") + "\r\n" + COLUMNS + "\r\n")
    csv.writer(out, lineterminator="\r\n").writerows(_cells(books, row) for row in rows)
    out.write(LINE.format("结束") + "\r\n")
    out.writelines(f"#{line}\r\n" for line in _totals(rows))
    stamp = trades.beijing(books.now_ms())
    out.write(f"#导出时间：[{stamp:%Y年%m月%d日 %H:%M:%S}]\r\n")
    return out.getvalue().encode("gbk", "replace")


def zipped_bill(books: Books, merchant: Merchant, day: date) -> bytes:
    """True file names are GBK without the UTF-8 flag [S]; zipfile cannot: these are ASCII."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            f"{merchant.seller_id}0156_{day:%Y%m%d}_detail.csv", bill_file(books, merchant, day)
        )
    return out.getvalue()


def _cells(books: Books, row: BillRow) -> tuple[str, ...]:
    trade, refund = row.trade, row.refund
    amount = -refund.amount_fen if refund else trade.amount_fen
    fee = refund.fee_fen if refund else -trade.fee_fen
    payer = buyers.named(books, trade.buyer).logon_id if trade.buyer else ""
    return (
        trade.serial + "\t",
        trade.number + "\t",
        ("退款" if refund else "交易") + "\t",
        trade.subject,
        _stamp(trade.created_ms),
        _stamp(row.at_ms),
        *("\t",) * 3,
        trade.terminal + "\t",
        payer,
        _yuan(amount),
        _yuan(amount),
        *("0.00",) * 5,
        "",
        "0.00\t",
        "0.00",
        (refund.number if refund else "") + "\t",
        _yuan(fee),
        "0.00",
        refund.reason if refund else "",
    )


def _totals(rows: tuple[BillRow, ...]) -> tuple[str, str]:
    paid = [row.trade.amount_fen for row in rows if row.refund is None]
    back = [row.refund.amount_fen for row in rows if row.refund is not None]
    return (
        f"交易合计：{len(paid)}笔，商家实收共{_yuan(sum(paid))}元，商家优惠共0.00元",
        f"退款合计：{len(back)}笔，商家实收退款共{_yuan(-sum(back))}元，商家优惠退款共0.00元",
    )


def _yuan(fen: int) -> str:
    return decimal_text(Money(fen))


def _stamp(ms: int) -> str:
    return f"{trades.beijing(ms):%Y-%m-%d %H:%M:%S}"
