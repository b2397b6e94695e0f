"""The receipt on paper, and behind the QR code."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.language import Language
from kiosk.domain.receipt_lines import PairLine, RuleLine, TextLine
from kiosk.domain.receipt_text import e_receipt, receipt_lines
from tests.support.builders import BAGEL, LATTE, a_cart, a_receipt, an_order

RECEIPT = a_receipt(an_order(a_cart(LATTE, LATTE, BAGEL)))


def test_the_whole_receipt_in_english() -> None:
    assert receipt_lines(RECEIPT, Language.EN) == (
        TextLine("Corner Café", align="centre", is_bold=True, is_double=True),
        TextLine("Receipt 20260301-0042", align="centre"),
        TextLine("2026-03-01 12:30:05", align="centre"),
        RuleLine(),
        TextLine("Pick-up number", align="centre"),
        TextLine("A007", align="centre", is_bold=True, is_double=True),
        TextLine("K007", align="centre", is_bold=True, is_double=True),
        RuleLine(),
        PairLine("Latte ×2", "¥52.00"),
        PairLine("Bagel ×1", "¥18.00"),
        RuleLine(),
        PairLine("Total", "¥70.00", is_bold=True, is_double=True),
        PairLine("Paid by", "张*"),
        TextLine("Member balance"),
        TextLine("Order order-1"),
        TextLine("Thank you, see you again", align="centre"),
    )


def test_the_words_are_chinese_for_chinese_readers() -> None:
    lines = receipt_lines(RECEIPT, Language.ZH)
    assert lines[0] == TextLine("街角咖啡", align="centre", is_bold=True, is_double=True)
    assert lines[8] == PairLine("拿铁 ×2", "¥52.00")
    assert lines[-1] == TextLine("谢谢惠顾，欢迎再来", align="centre")


def test_a_rail_without_words_of_its_own_is_named_by_its_id() -> None:
    assert TextLine("campus_card") in receipt_lines(a_receipt(rail="campus_card"), Language.EN)


def test_what_a_service_took_names_rail_payer_tax_and_the_end_of_its_number() -> None:
    sale = replace(
        a_receipt(rail="alipay"),
        payer="138****1234",
        service_number="2026112122001419931441931972",
        tax_basis_points=600,
    )
    assert receipt_lines(sale, Language.EN)[-7:-1] == (
        PairLine("Total", "¥26.00", is_bold=True, is_double=True),
        PairLine("VAT included 6%", "¥1.47"),
        PairLine("Paid by", "138****1234"),
        TextLine("Alipay"),
        TextLine("Transaction ending in 931972"),
        TextLine("Order order-1"),
    )


def test_cash_names_nobody_and_a_rate_of_zero_prints_no_tax() -> None:
    sale = replace(a_receipt(rail="cash"), payer="", tax_basis_points=0)
    assert receipt_lines(sale, Language.ZH)[-4:-1] == (
        PairLine("合计", "¥26.00", is_bold=True, is_double=True),
        TextLine("现金支付"),
        TextLine("订单号 order-1"),
    )


def test_a_copy_says_that_it_is_one() -> None:
    lines = receipt_lines(replace(RECEIPT, is_copy=True), Language.ZH)
    assert lines[2] == TextLine("副本", align="centre", is_bold=True)


def test_a_refund_names_its_sale_and_where_the_money_went() -> None:
    refund = replace(
        a_receipt(rail="wechat"),
        number="20260301-R0003",
        refund_of="20260301-0042",
        tickets=(),
        tax_basis_points=1300,
    )
    assert receipt_lines(refund, Language.EN) == (
        TextLine("Corner Café", align="centre", is_bold=True, is_double=True),
        TextLine("Refund receipt 20260301-R0003", align="centre"),
        TextLine("For receipt 20260301-0042", align="centre"),
        TextLine("2026-03-01 12:30:05", align="centre"),
        RuleLine(),
        PairLine("Latte ×1", "¥26.00"),
        RuleLine(),
        PairLine("Refunded", "¥26.00", is_bold=True, is_double=True),
        PairLine("VAT included 13%", "¥2.99"),
        PairLine("Paid back to", "张*"),
        TextLine("Back to WeChat Pay"),
        TextLine("Order order-1"),
    )


def test_the_qr_code_holds_the_shops_link() -> None:
    link = e_receipt(RECEIPT, "https://shop.example/r/{order_id}", Language.EN)
    assert link == "https://shop.example/r/order-1"


def test_without_a_link_the_qr_code_holds_the_receipt() -> None:
    assert e_receipt(RECEIPT, None, Language.ZH) == (
        "街角咖啡\n2026-03-01 12:30\n拿铁 x2 52.00\n贝果 x1 18.00\n"
        "合计 ¥70.00\n取餐号 A007 K007\n小票 20260301-0042"
    )
