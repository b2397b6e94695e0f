"""Bills as the services write them, for any rows: the other way round of domain/bill_*.py."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.bill import BillKind, BillRow
from kiosk.domain.money import Money, decimal_text

ALIPAY_HEADER = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,"
    "对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,"
    "商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,"
    "退款批次号/请求号,服务费（元）,分润（元）,备注"
)
WECHAT_HEADER = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
WECHAT_TOTALS = (
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
)


def alipay_bill(rows: Iterable[BillRow]) -> bytes:
    rows = list(rows)
    paid = [row for row in rows if row.kind is BillKind.PAYMENT]
    lines = [
        "#支付宝业务明细查询",
        "#账号：[20881000000000000156]",
        "#起始日期：[2026年11月21日 00:00:00]   终止日期：[2026年11月22日 00:00:00]",
        f"#{'-' * 41}业务明细列表{'-' * 40}",
        ALIPAY_HEADER,
        *(_alipay_row(row) for row in rows),
        f"#{'-' * 41}业务明细列表结束{'-' * 36}",
        f"#交易合计：{len(paid)}笔，商家实收共{_sum(paid)}元，商家优惠共0.00元",
        f"#退款合计：{len(rows) - len(paid)}笔，商家实收退款共-0.00元，商家优惠退款共0.00元",
        "#导出时间：[2026年11月22日 05:46:49]",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


def wechat_bill(rows: Iterable[BillRow]) -> bytes:
    rows = list(rows)
    paid = [row for row in rows if row.kind is BillKind.PAYMENT]
    back = [row for row in rows if row.kind is BillKind.REFUND]
    totals = [str(len(rows)), _sum(paid), _sum(back), "0.00", "0.00000", _sum(paid), _sum(back)]
    lines = [WECHAT_HEADER, *(_wechat_row(row) for row in rows), WECHAT_TOTALS, _cells(totals)]
    return b"\xef\xbb\xbf" + ("\r\n".join(lines) + "\r\n").encode()


def _alipay_row(row: BillRow) -> str:
    is_refund = row.kind is BillKind.REFUND
    amount = f"{'-' if is_refund else ''}{decimal_text(row.amount)}"
    at = f"{row.at:%Y-%m-%d %H:%M:%S}"
    cells = [
        f"{row.service_number}\t", f"{row.merchant_number}\t", "退款\t" if is_refund else "交易\t",
        "小店", at, at, "\t", "\t", "\t", f"{row.terminal}\t", "*三(138****1234)\t",
        amount, amount, "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00\t", "0.00",
        f"{row.refund_number}\t", decimal_text(Money(-row.fee.minor)), "0.00", "",
    ]  # fmt: skip
    return ",".join(cells)


def _wechat_row(row: BillRow) -> str:
    is_refund = row.kind is BillKind.REFUND
    amount = decimal_text(row.amount)
    paid, back = ("0.00", amount) if is_refund else (amount, "0.00")
    refund = row.refund_number or "0"
    return _cells([
        f"{row.at:%Y-%m-%d %H:%M:%S}", "wx0000000000000000", "1900000001", "0", row.terminal,
        row.service_number, row.merchant_number, "o-somebody", "MICROPAY",
        "REFUND" if is_refund else "SUCCESS", "OTHERS", "CNY", paid, "0.00",
        "50000001" if is_refund else "0", refund, back, "0.00",
        "ORIGINAL" if is_refund else "", "SUCCESS" if is_refund else "", "小店,两件", "",
        f"{decimal_text(row.fee)}000", "0.60%", paid, back, "",
    ])  # fmt: skip


def _cells(cells: Iterable[str]) -> str:
    return ",".join(f"`{cell}" for cell in cells)


def _sum(rows: Iterable[BillRow]) -> str:
    return decimal_text(sum((row.amount for row in rows), start=Money(0)))
