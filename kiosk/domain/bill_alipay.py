"""Alipay's trade bill (业务明细): GBK, comma separated, remarks behind `#`.

    #支付宝业务明细查询
    #账号：[…]
    #起始日期：[…]   终止日期：[…]
    #------业务明细列表------
    支付宝交易号,商户订单号,业务类型,…          the header, 25 columns
    2026…⇥,0199…⇥,交易⇥,…                     cells are padded with tabs
    #------业务明细列表结束------
    #交易合计：6笔，商家实收共0.06元，…
    #退款合计：4笔，商家实收退款共-0.04元，…

Layout and column names as in public copies of real bills; the sign of the service fee is not
verified, so its size counts, and the kind of the row says which way it goes.
"""

from __future__ import annotations

import csv
import re

from kiosk.domain.bill import (
    Bill,
    BillError,
    BillKind,
    BillRow,
    columns,
    fee_fen,
    fen,
    fields,
    lines_of,
    moment,
    required,
)
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail

TITLE = "#支付宝业务明细查询"
END = "业务明细列表结束"
KINDS = {"交易": BillKind.PAYMENT, "退款": BillKind.REFUND}
TRADE, MERCHANT, KIND = "支付宝交易号", "商户订单号", "业务类型"
AT, TERMINAL, AMOUNT = "完成时间", "终端号", "订单金额（元）"
REFUND, FEE = "退款批次号/请求号", "服务费（元）"
WANTED = (TRADE, MERCHANT, KIND, AT, TERMINAL, AMOUNT, REFUND, FEE)


def is_alipay(data: bytes) -> bool:
    return data.startswith(TITLE.encode("gbk"))


def parse_alipay(data: bytes) -> Bill:
    """Raises BillError: nothing is taken from a file that is cut off or does not add up."""
    lines = lines_of(_decoded(data))
    table = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    if not table:
        raise BillError(0, Label("没有表头", "there is no header"))
    (header_line, header), *rows = table
    names = _cells(header, header_line)
    places = columns(names, WANTED, header_line)
    found = tuple(
        _row(fields(_cells(line, number), places, len(names), number), number)
        for number, line in rows
    )
    _require_whole(lines, found)
    return Bill(Rail.ALIPAY, found)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("gb18030")  # a superset of GBK: rare characters in goods' names
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BillError(line, Label("不是 GBK 编码的文字", "this is not text in GBK")) from error


def _cells(line: str, number: int) -> list[str]:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise BillError(number, Label(f"不是逗号分隔：{error}", f"not CSV: {error}")) from error


def _row(cell: dict[str, str], line: int) -> BillRow:
    kind = KINDS.get(cell[KIND])
    if kind is None:
        said = cell[KIND][:20]
        raise BillError(
            line, Label(f"不认识的业务类型“{said}”", f"unknown kind of business {said}")
        )
    amount, fee = abs(fen(cell[AMOUNT], line, AMOUNT)), abs(fee_fen(cell[FEE], line, FEE))
    is_refund = kind is BillKind.REFUND
    return BillRow(
        line=line,
        kind=kind,
        merchant_number=required(cell[MERCHANT], line, MERCHANT),
        refund_number=required(cell[REFUND], line, REFUND) if is_refund and cell[REFUND] else "",
        service_number=required(cell[TRADE], line, TRADE),
        amount=Money(amount),
        fee=Money(-fee if is_refund else fee),
        at=moment(cell[AT], line, AT),
        state=cell[KIND],
        terminal=cell[TERMINAL],
    )


def _require_whole(lines: list[str], rows: tuple[BillRow, ...]) -> None:
    end = next((n for n, line in enumerate(lines, 1) if line.startswith("#") and END in line), 0)
    if not end or any(row.line > end for row in rows):
        raise BillError(
            0, Label("文件不完整，请重新下载", "the file is cut off: download it again")
        )
    for number, line in enumerate(lines[end:], start=end + 1):
        for word, kind in (("交易合计", BillKind.PAYMENT), ("退款合计", BillKind.REFUND)):
            stated = re.match(rf"#{word}：([0-9]{{1,9}})笔", line)
            counted = sum(row.kind is kind for row in rows)
            if stated and int(stated[1]) != counted:
                raise BillError(
                    number,
                    Label(
                        f"{word} {stated[1]} 笔，实有 {counted} 行",
                        f"the bill states {stated[1]} rows of {kind}, there are {counted}",
                    ),
                )
