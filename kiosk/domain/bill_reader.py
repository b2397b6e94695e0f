"""Bytes of a bill file to a Bill, whichever service wrote it. No files, no clocks."""

from __future__ import annotations

from kiosk.domain.bill import MAX_BYTES, Bill, BillError
from kiosk.domain.bill_alipay import is_alipay, parse_alipay
from kiosk.domain.bill_wechat import is_wechat, parse_wechat
from kiosk.domain.language import Label


def parse_bill(data: bytes) -> Bill:
    """Raises BillError, which names line and reason; a bill is used whole or not at all."""
    if len(data) > MAX_BYTES:
        raise BillError(0, Label("文件太大", f"larger than {MAX_BYTES} bytes"))
    if is_alipay(data):
        return parse_alipay(data)
    if is_wechat(data):
        return parse_wechat(data)
    raise BillError(
        0,
        Label(
            "不是支付宝业务明细，也不是微信交易账单",
            "neither a trade bill of Alipay nor one of WeChat Pay",
        ),
    )
