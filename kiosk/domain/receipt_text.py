"""A receipt as lines of print, and as the short text behind its QR code."""

from __future__ import annotations

from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money, decimal_text
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PairLine, ReceiptLine, RuleLine, TextLine
from kiosk.domain.tax import percent_text, tax_inside

TAX = Label("含增值税", "VAT included")
"""What the tax line says where the settings say nothing else."""

LAST_DIGITS = 6
"""So much of a service's number stands on paper: enough to find it, too little to use it."""

_WORDS = {
    "receipt": Label("小票", "Receipt"),
    "refund": Label("退款小票", "Refund receipt"),
    "copy": Label("副本", "COPY"),
    "of": Label("原小票", "For receipt"),
    "pick_up": Label("取餐号", "Pick-up number"),
    "total": Label("合计", "Total"),
    "refunded": Label("退款", "Refunded"),
    "payer": Label("付款人", "Paid by"),
    "payee": Label("退给", "Paid back to"),
    "rail.wallet": Label("会员余额支付", "Member balance"),
    "rail.alipay": Label("支付宝支付", "Alipay"),
    "rail.wechat": Label("微信支付", "WeChat Pay"),
    "rail.cash": Label("现金支付", "Cash"),
    "rail.card": Label("刷卡支付", "Card"),
    "back.wallet": Label("退回会员余额", "Back to the member balance"),
    "back.alipay": Label("退回支付宝", "Back to Alipay"),
    "back.wechat": Label("退回微信", "Back to WeChat Pay"),
    "back.cash": Label("退现金", "Cash given back"),
    "back.card": Label("退回银行卡", "Back to the card"),
    "service": Label("交易号尾号", "Transaction ending in"),
    "order": Label("订单号", "Order"),
    "thanks": Label("谢谢惠顾，欢迎再来", "Thank you, see you again"),
}


def receipt_lines(
    receipt: Receipt, language: Language, tax: Label = TAX
) -> tuple[ReceiptLine, ...]:
    """The whole receipt, top to bottom. Widths are the printer's business."""
    ending = () if receipt.refund_of else (TextLine(_word("thanks", language), align="centre"),)
    return (
        *_head(receipt, language),
        RuleLine(),
        *_pick_up(receipt, language),
        *(
            PairLine(f"{line.name.text(language)} ×{line.quantity}", _amount(line.total))
            for line in receipt.lines
        ),
        *([RuleLine()] if receipt.lines else []),
        *_sum(receipt, language, tax),
        *_payment(receipt, language),
        TextLine(f"{_word('order', language)} {receipt.order_id}"),
        *ending,
    )


def _head(receipt: Receipt, language: Language) -> list[ReceiptLine]:
    kind = "refund" if receipt.refund_of else "receipt"
    lines: list[ReceiptLine] = [
        TextLine(receipt.shop.text(language), align="centre", is_bold=True, is_double=True),
        TextLine(f"{_word(kind, language)} {receipt.number}", align="centre"),
    ]
    if receipt.is_copy:
        lines.append(TextLine(_word("copy", language), align="centre", is_bold=True))
    if receipt.refund_of:
        lines.append(TextLine(f"{_word('of', language)} {receipt.refund_of}", align="centre"))
    return [*lines, TextLine(_local_time(receipt)[:19], align="centre")]


def _pick_up(receipt: Receipt, language: Language) -> list[ReceiptLine]:
    if not receipt.tickets:
        return []
    numbers = [
        TextLine(ticket.text, align="centre", is_bold=True, is_double=True)
        for ticket in receipt.tickets
    ]
    return [TextLine(_word("pick_up", language), align="centre"), *numbers, RuleLine()]


def _sum(receipt: Receipt, language: Language, tax: Label) -> list[ReceiptLine]:
    key = "refunded" if receipt.refund_of else "total"
    total = PairLine(_word(key, language), _amount(receipt.total), is_bold=True, is_double=True)
    rate = receipt.tax_basis_points
    if not rate:
        return [total]
    inside = _amount(tax_inside(receipt.total, rate))
    return [total, PairLine(f"{tax.text(language)} {percent_text(rate)}", inside)]


def _payment(receipt: Receipt, language: Language) -> list[ReceiptLine]:
    """Who, by what rail, and where to look for it at the service."""
    is_refund = bool(receipt.refund_of)
    lines: list[ReceiptLine] = []
    if receipt.payer:
        lines.append(PairLine(_word("payee" if is_refund else "payer", language), receipt.payer))
    lines.append(TextLine(_word(f"{'back' if is_refund else 'rail'}.{receipt.rail}", language)))
    if receipt.service_number:
        tail = receipt.service_number[-LAST_DIGITS:]
        lines.append(TextLine(f"{_word('service', language)} {tail}"))
    return lines


def e_receipt(receipt: Receipt, url_template: str | None, language: Language) -> str:
    """What the QR code holds: the shop's link, or without one the receipt itself as text."""
    if url_template:
        return url_template.format(order_id=receipt.order_id)
    goods = "\n".join(
        f"{line.name.text(language)} x{line.quantity} {decimal_text(line.total)}"
        for line in receipt.lines
    )
    numbers = " ".join(ticket.text for ticket in receipt.tickets)
    return (
        f"{receipt.shop.text(language)}\n{_local_time(receipt)[:16]}\n{goods}\n"
        f"{_word('total', language)} {_amount(receipt.total)}\n"
        f"{_word('pick_up', language)} {numbers}\n"
        f"{_word('receipt', language)} {receipt.number}"
    )


def _local_time(receipt: Receipt) -> str:
    return receipt.paid_at.replace("T", " ")


def _word(key: str, language: Language) -> str:
    label = _WORDS.get(key)
    return label.text(language) if label else key.partition(".")[2]


def _amount(money: Money) -> str:
    return f"¥{decimal_text(money)}"
