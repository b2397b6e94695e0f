"""A receipt as lines of print, and as the short text behind its QR code."""

from __future__ import annotations

from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money, decimal_text
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PairLine, ReceiptLine, RuleLine, TextLine

_WORDS = {
    "receipt": Label("小票", "Receipt"),
    "pick_up": Label("取餐号", "Pick-up number"),
    "total": Label("合计", "Total"),
    "payer": Label("付款人", "Paid by"),
    "rail.wallet": Label("会员余额支付", "Member balance"),
    "order": Label("订单号", "Order"),
    "thanks": Label("谢谢惠顾，欢迎再来", "Thank you, see you again"),
}


def receipt_lines(receipt: Receipt, language: Language) -> tuple[ReceiptLine, ...]:
    """The whole receipt, top to bottom. Widths are the printer's business."""
    numbers = [
        TextLine(ticket.text, align="centre", is_bold=True, is_double=True)
        for ticket in receipt.tickets
    ]
    return (
        TextLine(receipt.shop.text(language), align="centre", is_bold=True, is_double=True),
        TextLine(f"{_word('receipt', language)} {receipt.number}", align="centre"),
        TextLine(_local_time(receipt)[:19], align="centre"),
        RuleLine(),
        TextLine(_word("pick_up", language), align="centre"),
        *numbers,
        RuleLine(),
        *(
            PairLine(f"{line.name.text(language)} ×{line.quantity}", _amount(line.total))
            for line in receipt.lines
        ),
        RuleLine(),
        PairLine(_word("total", language), _amount(receipt.total), is_bold=True, is_double=True),
        PairLine(_word("payer", language), receipt.payer),
        TextLine(_word(f"rail.{receipt.rail}", language)),
        TextLine(f"{_word('order', language)} {receipt.order_id}"),
        TextLine(_word("thanks", language), align="centre"),
    )


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
