"""The verdict on money: it is silent over sound books, and names every kind of wrong."""

from __future__ import annotations

from dataclasses import replace

from scripts.chaoses.money.diary import Page, What
from scripts.chaoses.money.verdict import (
    Charge,
    KioskBooks,
    OrderRow,
    PaymentRow,
    ServiceBooks,
    Wrong,
    checkouts,
    complaints,
    counts,
)

DAY = "2026-11-22"


def a_charge(number: str = "p1", *, buyer: str = "kiosk1_1", refunded: int = 0) -> Charge:
    return Charge("alipay", number, 2200, 1, refunded, buyer)


def a_sale(
    *, state: str = "paid", order_state: str = "paid", receipt: int | None = 1
) -> KioskBooks:
    """One order `o1` of shopper 1, paid at Alipay, and what they were told."""
    return KioskBooks(
        "kiosk1",
        (OrderRow("o1", order_state, "2026-11-22T08:00:01", (DAY, receipt) if receipt else None),),
        (PaymentRow("p1", "o1", "alipay", 2200, state),),
        clearing={"alipay": 2200},
        diary=(Page(What.BEGUN, 1, "2026-11-22T08:00:00"),),
    )


def told(sale: KioskBooks, what: What, detail: str = "") -> KioskBooks:
    page = Page(what, 1, "2026-11-22T08:00:02", "o1", detail)
    return replace(sale, diary=(*sale.diary, page))


def wrongs(kiosk: KioskBooks, *charges: Charge) -> set[Wrong]:
    return {one.wrong for one in complaints(ServiceBooks(charges), [kiosk])}


def test_a_sale_that_everybody_agrees_on_is_sound() -> None:
    kiosk = told(a_sale(), What.TOLD_PAID)
    assert wrongs(kiosk, a_charge()) == set()
    assert checkouts([kiosk]) == 1
    assert set(counts([]).values()) == {0}


def test_money_of_an_order_that_is_not_completed_is_a_lost_order() -> None:
    cancelled = a_sale(order_state="cancelled", receipt=None)
    assert Wrong.LOST_ORDERS in wrongs(cancelled, a_charge())


def test_money_that_no_kiosk_knows_of_is_a_lost_order() -> None:
    unknown = wrongs(a_sale(), a_charge(), a_charge("p-stranger", buyer="kiosk1_2"))
    assert unknown == {Wrong.LOST_ORDERS, Wrong.WITHOUT_DECISION, Wrong.BOOKS_DIFFER}


def test_money_out_of_a_wallet_for_no_payment_is_a_lost_order() -> None:
    sale = replace(a_sale(), wallet=(Charge("wallet", "p-stranger", 900, 1),))
    assert wrongs(sale, a_charge()) == {Wrong.LOST_ORDERS, Wrong.WITHOUT_DECISION}


def test_money_that_the_books_say_was_not_taken_is_without_decision() -> None:
    closed = a_sale(state="closed", order_state="cancelled", receipt=None)
    assert Wrong.WITHOUT_DECISION in wrongs(closed, a_charge())
    given_back = replace(closed, clearing={})
    assert wrongs(given_back, a_charge(refunded=2200)) == set()


def test_two_charges_that_stand_for_one_shopper_are_a_double_charge() -> None:
    first = a_sale()
    again = replace(
        first,
        orders=(*first.orders, OrderRow("o2", "paid", "2026-11-22T08:00:03", (DAY, 2))),
        payments=(*first.payments, PaymentRow("p2", "o2", "alipay", 2200, "paid")),
        clearing={"alipay": 4400},
    )
    assert wrongs(again, a_charge(), a_charge("p2")) == {Wrong.DOUBLE_CHARGES}
    one_back = replace(again, clearing={"alipay": 2200})
    back = wrongs(one_back, a_charge(), a_charge("p2", refunded=2200))
    assert back == {Wrong.WITHOUT_MONEY}  # goods were given for p2, and its money went back


def test_a_wallet_and_an_app_for_one_cart_are_a_double_charge() -> None:
    """The wallet's books do not name shoppers: whose cart it was is known by the time."""
    first = a_sale()
    again = replace(
        first,
        orders=(*first.orders, OrderRow("o2", "paid", "2026-11-22T08:00:03", (DAY, 2))),
        payments=(*first.payments, PaymentRow("p2", "o2", "wallet", 2200, "paid")),
        wallet=(Charge("wallet", "p2", 2200, 1),),
    )
    assert wrongs(again, a_charge()) == {Wrong.DOUBLE_CHARGES}
    next_one = Page(What.BEGUN, 2, "2026-11-22T08:00:02")
    assert wrongs(replace(again, diary=(*again.diary, next_one)), a_charge()) == set()


def test_one_number_charged_twice_is_a_double_charge() -> None:
    kiosk = replace(a_sale(), clearing={"alipay": 4400})
    assert Wrong.DOUBLE_CHARGES in wrongs(kiosk, replace(a_charge(), times=2))


def test_what_is_open_in_the_end_is_unresolved() -> None:
    closed = replace(a_sale(state="closed", order_state="cancelled", receipt=None), clearing={})
    waiting = replace(a_charge(), times=0, is_waiting=True)
    assert wrongs(replace(closed, open_refunds=("p1-LATE",))) == {Wrong.UNRESOLVED}
    assert wrongs(closed, waiting) == {Wrong.UNRESOLVED}
    for state in ("submitting", "unknown", "cancelling", "refunding"):
        open_one = replace(closed, payments=(PaymentRow("p1", "o1", "alipay", 2200, state),))
        assert wrongs(open_one) == {Wrong.UNRESOLVED}, state
    waiting_order = replace(a_sale(state="closed", order_state="open", receipt=None), clearing={})
    assert wrongs(waiting_order) == {Wrong.UNRESOLVED}


def test_what_the_screen_said_must_hold() -> None:
    closed = replace(a_sale(state="closed", order_state="cancelled", receipt=None), clearing={})
    assert wrongs(told(closed, What.TOLD_PAID)) == {Wrong.BROKEN_WORDS}
    assert wrongs(told(closed, What.TOLD_FREE)) == set()
    assert wrongs(told(a_sale(), What.TOLD_FREE), a_charge()) == {Wrong.BROKEN_WORDS}
    assert wrongs(told(a_sale(), What.TOLD_UNKNOWN), a_charge()) == set()


def test_a_refund_is_money_that_went_back_at_the_service() -> None:
    half = PaymentRow("p1", "o1", "alipay", 2200, "paid", given_back=1000)
    sale = told(a_sale(), What.TOLD_PAID)
    given = told(
        replace(sale, payments=(half,), clearing={"alipay": 1200}), What.TOLD_REFUNDED, "1000"
    )
    assert wrongs(given, a_charge(refunded=1000)) == set()
    kept = replace(given, clearing={"alipay": 2200})
    assert wrongs(kept, a_charge()) == {Wrong.WITHOUT_MONEY, Wrong.BROKEN_WORDS}
    unheard = replace(sale, clearing={"alipay": 1200})
    assert wrongs(unheard, a_charge(refunded=1000)) == {Wrong.WITHOUT_MONEY}


def test_goods_for_which_no_money_stands_are_named() -> None:
    assert wrongs(replace(a_sale(), clearing={})) == {Wrong.WITHOUT_MONEY}


def test_receipts_without_number_one_have_a_gap() -> None:
    assert wrongs(a_sale(receipt=2), a_charge()) == {Wrong.RECEIPT_GAPS}


def test_books_that_are_broken_or_differ_are_named() -> None:
    assert wrongs(replace(a_sale(), broken=("entry 3",)), a_charge()) == {Wrong.BOOKS_BROKEN}
    assert wrongs(replace(a_sale(), clearing={"alipay": 1}), a_charge()) == {Wrong.BOOKS_DIFFER}
    (sums,) = complaints(ServiceBooks((), add_up=False), [])
    assert sums.wrong is Wrong.BOOKS_BROKEN
