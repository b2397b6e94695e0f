"""WeChat Pay's trade bill (交易账单, ALL): UTF-8, cells behind a backquote, totals at the end.

    交易时间,公众账号ID,…,费率备注                       the header, 27 columns
    `2026-11-21 14:32:10,`wx…,…                        one line for each payment and refund
    总交易单数,应结订单总金额,…,申请退款总金额             header of the totals
    `3,`0.03,`0.00,`0.00,`0.00000,`0.03,`0.00

https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html and public copies
of real bills. A state of SUCCESS is a payment; REFUND and REVOKED give money back.
"""

from __future__ import annotations

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

BOM = b"\xef\xbb\xbf"
KINDS = {"SUCCESS": BillKind.PAYMENT, "REFUND": BillKind.REFUND, "REVOKED": BillKind.REFUND}
AT, TERMINAL, TRADE, MERCHANT = "交易时间", "设备号", "微信订单号", "商户订单号"
STATE, CURRENCY, REFUND, FEE = "交易状态", "货币种类", "商户退款单号", "手续费"
AMOUNT, REFUND_AMOUNT, REFUND_STATE = "订单金额", "申请退款金额", "退款状态"
WANTED = (
    AT, TERMINAL, TRADE, MERCHANT, STATE, CURRENCY, REFUND, REFUND_STATE, FEE, AMOUNT, REFUND_AMOUNT
)  # fmt: skip
COUNT, ALL_ORDERS, ALL_REFUNDS = "总交易单数", "订单总金额", "申请退款总金额"


def is_wechat(data: bytes) -> bool:
    return data.removeprefix(BOM).startswith(AT.encode())


def parse_wechat(data: bytes) -> Bill:
    """Raises BillError: nothing is taken from a file that is cut off or does not add up."""
    lines = lines_of(_decoded(data.removeprefix(BOM)))
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) < 3 or not filled[-2][1].startswith(COUNT):
        raise BillError(
            0, Label("文件不完整，请重新下载", "the file is cut off: download it again")
        )
    (header_line, header), *rows = filled[:-2]
    names = header.split(",")
    places = columns(names, WANTED, header_line)
    cells = [
        (number, fields(_cells(line, number), places, len(names), number)) for number, line in rows
    ]
    _require_totals(cells, *filled[-2:])
    return Bill(Rail.WECHAT, tuple(_row(cell, number) for number, cell in cells))


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BillError(
            line, Label("不是 UTF-8 编码的文字", "this is not text in UTF-8")
        ) from error


def _cells(line: str, number: int) -> list[str]:
    """A comma parts cells only before a backquote: goods may have commas in their names."""
    if not line.startswith("`"):
        raise BillError(number, Label("这一行应以 ` 开头", "the line must begin with a backquote"))
    return line[1:].split(",`")


def _row(cell: dict[str, str], line: int) -> BillRow:
    kind = KINDS.get(cell[STATE])
    if kind is None:
        said = cell[STATE][:20]
        raise BillError(line, Label(f"不认识的交易状态“{said}”", f"unknown state of trade {said}"))
    if cell[CURRENCY] != "CNY":
        raise BillError(line, Label("货币不是 CNY", "the currency is not CNY"))
    is_refund = kind is BillKind.REFUND
    column = REFUND_AMOUNT if is_refund else AMOUNT
    fee = abs(fee_fen(cell[FEE], line, FEE))
    number = cell[REFUND].strip("0") if is_refund else ""
    return BillRow(
        line=line,
        kind=kind,
        merchant_number=required(cell[MERCHANT], line, MERCHANT),
        refund_number=required(cell[REFUND], line, REFUND) if number else "",
        service_number=required(cell[TRADE], line, TRADE),
        amount=Money(abs(fen(cell[column], line, column))),
        fee=Money(-fee if is_refund else fee),
        at=moment(cell[AT], line, AT),
        state=f"{cell[STATE]} {cell[REFUND_STATE]}".strip(),
        terminal=cell[TERMINAL],
    )


def _require_totals(
    cells: list[tuple[int, dict[str, str]]], head: tuple[int, str], totals: tuple[int, str]
) -> None:
    names = head[1].split(",")
    wanted = (COUNT, ALL_ORDERS, ALL_REFUNDS)
    line = totals[0]
    stated = fields(_cells(totals[1], line), columns(names, wanted, head[0]), len(names), line)
    counted = {
        COUNT: len(cells) * 100,
        ALL_ORDERS: sum(fen(cell[AMOUNT], n, AMOUNT) for n, cell in cells),
        ALL_REFUNDS: sum(fen(cell[REFUND_AMOUNT], n, REFUND_AMOUNT) for n, cell in cells),
    }
    for name, value in counted.items():
        if fen(stated[name], line, name) != value:
            raise BillError(
                line,
                Label(f"“{name}”与明细不符", f"{name} is not what the rows add up to"),
            )
