"""The tour's chapters about money that is not in a wallet: apps, the counter, refunds, day-end.

The services are simulated, in the kiosk itself; their keys, bytes and books are as real as can be.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.money import Money
from kiosk.simulators.payment_service.shoppers import Shoppers
from kiosk.simulators.payment_service.trades import State
from kiosk.tour.hand import Hand, TourError
from kiosk.tour.round import Round
from kiosk.tour.staff import STAFF_PIN, enter_staff, leave_staff

LATTE = Money(22_00)


def pay_by_code(tour: Round) -> None:
    with tour.step("somebody without an account wants to pay with an app", "ways") as hand:
        take_a_latte_to_pay(hand)
    with tour.step("shows the code of the app to the scanner", "present-code") as hand:
        hand.touch("way-code")
        hand.sees("PresentCode")
        hand.pause(0.5)
    with tour.step("a code that is none changes nothing", "no-code") as hand:
        hand.scan("2812")
        hand.sees_item("trouble")
        hand.pause(0.3)
    with tour.step("a good one pays", "paid-code") as hand:
        hand.scan(phones(tour).code("alipay"))
        hand.sees("Result")
        hand.pause(1.2)
        tour.books.check_paid(hand, LATTE)
    _leave(tour)


def pay_by_screen(tour: Round) -> None:
    with tour.step("another changes their mind before a QR code", "show-code") as hand:
        take_a_latte_to_pay(hand)
        hand.touch("way-wechat")
        hand.sees("ShowCode")
        hand.pause(0.5)
    with tour.step("stops, and is told that no charge will stand", "stopped") as hand:
        hand.touch("cancel")
        hand.sees("PaymentProblem")
        hand.pause(0.5)
    with tour.step("tries the other app instead", "show-other-code") as hand:
        hand.touch("retry")
        hand.sees("ChoosePayment")
        hand.touch("way-alipay")
        hand.sees("ShowCode")
    with tour.step("and scans it", "paid-screen") as hand:
        _scan_what_is_shown(tour, hand)
        hand.sees("Result")
        hand.pause(1.2)
        tour.books.check_paid(hand, LATTE)
    _leave(tour)


def pay_at_counter(tour: Round) -> None:
    with tour.step("somebody has cash only", "counter") as hand:
        take_a_latte_to_pay(hand)
        hand.touch("way-counter")
        hand.sees("PayAtCounter")
        hand.pause(0.5)
    with tour.step("staff see who waits", "staff-counter") as hand:
        hand.touch("staff")
        hand.sees("EnterPin")
        hand.type_digits(STAFF_PIN)
        hand.sees("StaffCounter")
        hand.pause(0.3)
    with tour.step("take the money", "staff-counter-confirm") as hand:
        hand.touch(f"counter-{tour.books.newest_payment()}")
        hand.sees("StaffCounterOrder")
        hand.touch("cash")
        hand.sees("StaffCounterConfirm")
    with tour.step("say so with a second tap, and the order is made", "paid-counter") as hand:
        hand.touch("confirm")
        hand.sees("Result")
        hand.pause(1.2)
        tour.books.check_paid(hand, LATTE)
    _leave(tour)


def refund(tour: Round) -> None:
    """The order that was paid at Alipay goes back whole."""
    order_id = tour.books.newest_paid_by("alipay")
    with tour.step("staff open the order", "refund-order") as hand:
        enter_staff(hand)
        hand.touch("page-orders")
        hand.sees("StaffOrders")
        hand.touch(f"order-{order_id}")
        hand.sees("StaffOrder")
    with tour.step("choose what goes back, and why", "refund") as hand:
        hand.touch("refund")
        hand.sees("StaffRefund")
        hand.touch("all")
        hand.touch("reason-wrong_item")
        hand.pause(0.3)
    with tour.step("are asked once more", "refund-confirm") as hand:
        hand.touch("confirm")
        hand.sees("StaffRefundConfirm")
    with tour.step("and the service gives it back", "refunded") as hand:
        hand.touch("confirm")
        hand.sees("StaffRefundResult")
        service = "SELECT state FROM refunds ORDER BY rowid DESC LIMIT 1"
        hand.wait("the refund to be done", lambda: tour.books.ask(service) == "refunded")
        hand.pause(0.5)
        _check_given_back(tour, order_id)
    with tour.step("the order says so", "refund-shown") as hand:
        hand.touch("done")
        hand.sees("StaffOrder")
        hand.pause(0.5)
    leave_staff(tour)


def day_end(tour: Round) -> None:
    today = tour.window.clock.now().date()
    bills = tour.settings.paths.data_dir / "bills"
    bills.mkdir(exist_ok=True)
    (bills / f"alipay-{today}.csv").write_bytes(phones(tour).bill("alipay", today))
    with tour.step("staff look at the day's money", "day-end") as hand:
        enter_staff(hand)
        hand.touch("page-day_end")
        hand.sees("StaffDayEnd")
        hand.pause(0.5)
    with tour.step("choose the service's bill", "bills") as hand:
        hand.touch("bills")
        hand.sees("StaffBills")
        hand.pause(0.5)
    with tour.step("and it agrees with the books", "comparison") as hand:
        hand.touch(f"bill-alipay-{today}.csv")
        hand.sees("StaffComparison")
        hand.pause(0.5)
    with tour.step("take it along as CSV, PDF and PNG", "exported") as hand:
        hand.touch("export")
        hand.sees_item("exported")
        reports = tour.settings.paths.data_dir / "reports"
        hand.wait("the files", lambda: len(list(reports.glob("*"))) >= 3)
        hand.pause(0.5)
    leave_staff(tour)


def phones(tour: Round) -> Shoppers:
    """What people with phones do."""
    services = tour.window.kiosk.services
    if services is None:
        raise TourError("the settings of the tour simulate no payment services")
    return services.service.shoppers


def take_a_latte_to_pay(hand: Hand) -> None:
    hand.sees("Attract")
    hand.touch("shop")
    hand.sees("Browse")
    hand.touch("product-latte")
    hand.touch("checkout")
    hand.sees("ChoosePayment")


def _leave(tour: Round) -> None:
    with tour.step("leaves") as hand:
        hand.touch("done")
        hand.sees("Attract")


def _scan_what_is_shown(tour: Round, hand: Hand) -> None:
    """Alipay's newest code, with the camera of a phone."""
    shoppers = phones(tour)
    waiting: Callable[[], list[str]] = lambda: [  # noqa: E731
        trade.code_url
        for trade in shoppers.trades()
        if trade.state is State.WAITING and trade.code_url and trade.service == "alipay"
    ]
    hand.wait("the service to know the code", lambda: bool(waiting()))
    shoppers.scan(waiting()[-1])


def _check_given_back(tour: Round, order_id: str) -> None:
    number = str(tour.books.ask("SELECT id FROM payments WHERE order_id = ?", order_id))
    trade = phones(tour).trade(number)
    if trade.refunded_fen != trade.amount_fen:
        raise TourError(f"the service gave back {trade.refunded_fen} of {trade.amount_fen} fen")
