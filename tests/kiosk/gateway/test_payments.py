"""Payments through a running gateway: asked over HTTP with real keys, as kiosks do."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.hold import Captured, Held, Hold, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    BY_MEMBER,
    ByCode,
    ByScreen,
    Closed,
    Paid,
    Payment,
    Refusal,
    Refused,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundRefused
from kiosk.gateway.payment_book import find
from tests.kiosk.gateway.booked_service import BookedService
from tests.kiosk.gateway.running import a_gateway

CODE = ByCode("281234567890123456")
PAID = Paid(service_number="2026112122001", payer="138****0000")


def a_payment(number: int = 1, fen: int = 2650) -> Payment:
    return Payment(f"{number:032x}", f"order-{number}", "", Money(fen), "alipay", "麦光咖啡")


def a_refund(payment: Payment, fen: int, name: str = "r1") -> Refund:
    return Refund(name, payment, Money(fen), RefundReason.QUALITY)


def why(outcome: object) -> str:
    assert isinstance(outcome, Unknown)
    return outcome.reason


def test_a_code_is_charged_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        assert [kiosk.charge(a_payment(), CODE) for _ in range(3)] == [PAID] * 3
        assert gateway.service.charged == {a_payment().id: 2650}
        assert gateway.service.calls == [("charge", a_payment().id)]


def test_what_the_gateway_knows_outlives_it(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        gateway.kiosk().charge(a_payment(), CODE)
    with a_gateway(tmp_path, BookedService()) as gateway:
        assert gateway.kiosk().query(a_payment()) == PAID
        assert gateway.service.calls == []


def test_a_payment_is_on_disk_before_the_service_hears_of_it(tmp_path: Path) -> None:
    seen = []
    service = BookedService()
    with a_gateway(tmp_path, service) as gateway:

        def look() -> None:
            seen.append(find(gateway.database(), a_payment().id))
            gateway.database.close()

        service.before_charge = look
        gateway.kiosk().charge(a_payment(), CODE)
    (entry,) = seen
    assert entry is not None
    assert (entry.payment, entry.device, entry.outcome) == (a_payment(), "kiosk-1", None)


def test_no_code_of_a_shopper_is_kept(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        gateway.kiosk().charge(a_payment(), CODE)
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert a_payment().id.encode() in written
    assert CODE.code.encode() not in written


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": Money(2651)},
        {"order_id": "order-2"},
        {"subject": "tea"},
        {"member_id": "member-2"},
        {"amount": Money(2650, "USD")},
    ],
)
def test_an_id_means_one_payment_for_ever(tmp_path: Path, changed: dict[str, object]) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        kiosk.charge(a_payment(), CODE)
        other = replace(a_payment(), **changed)  # type: ignore[arg-type]
        for outcome in (kiosk.charge(other, CODE), kiosk.query(other), kiosk.close(other)):
            assert "other parameters" in why(outcome)
        assert gateway.service.charged == {a_payment().id: 2650}


def test_a_kiosk_can_do_nothing_with_anothers_payment(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        gateway.kiosk("kiosk-1").charge(a_payment(), CODE)
        other = gateway.kiosk("kiosk-2")
        for outcome in (
            other.charge(a_payment(), CODE),
            other.query(a_payment()),
            other.close(a_payment()),
            other.refund(a_refund(a_payment(), 100)),
            other.query_refund(a_refund(a_payment(), 100)),
        ):
            assert "another device's" in why(outcome)
        assert gateway.service.given_back == {}


def test_two_kiosks_pay_side_by_side(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosks = [gateway.kiosk(f"kiosk-{number}") for number in (1, 2)]
        outcomes: list[object] = []

        def shop(which: int) -> None:
            numbers = range(100 * which, 100 * which + 10)
            outcomes.extend(kiosks[which].charge(a_payment(number), CODE) for number in numbers)

        threads = [threading.Thread(target=shop, args=(which,)) for which in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert outcomes == [PAID] * 20
        assert len(gateway.service.charged) == 20


def test_a_lost_answer_is_unknown_and_found_again(tmp_path: Path) -> None:
    with a_gateway(tmp_path, BookedService(loses_answers=True)) as gateway:
        kiosk = gateway.kiosk()
        assert why(kiosk.charge(a_payment(), CODE)) == "lost"
        assert kiosk.query(a_payment()) == PAID


def test_a_code_on_the_screen_waits_until_the_shopper_pays(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        assert kiosk.charge(a_payment(), ByScreen()) == Waiting("https://qr.example/1")
        assert isinstance(kiosk.query(a_payment()), Unknown)
        gateway.service.pay_late(a_payment())
        assert kiosk.query(a_payment()) == PAID


def test_a_charge_that_comes_after_its_closing_is_not_sent(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        assert kiosk.close(a_payment()) == Closed()
        assert kiosk.charge(a_payment(), CODE) == Closed()
        assert gateway.service.charged == {}
        assert ("charge", a_payment().id) not in gateway.service.calls


def test_no_charge_is_sent_while_a_closing_is_not_decided(tmp_path: Path) -> None:
    service = BookedService(loses_answers=True)
    with a_gateway(tmp_path, service) as gateway:
        kiosk = gateway.kiosk()
        assert why(kiosk.close(a_payment())) == "lost"
        assert "being closed" in why(kiosk.charge(a_payment(), CODE))
        service.loses_answers = False
        assert kiosk.close(a_payment()) == Closed()
        assert service.charged == {}


def test_a_close_waits_for_the_charge_that_is_under_way(tmp_path: Path) -> None:
    going, may_go = threading.Event(), threading.Event()
    service = BookedService()

    def hang() -> None:
        going.set()
        may_go.wait(5)

    service.before_charge = hang
    with a_gateway(tmp_path, service) as gateway:
        kiosk = gateway.kiosk()
        closed: list[object] = []
        charging = threading.Thread(target=lambda: kiosk.charge(a_payment(), CODE))
        closing = threading.Thread(target=lambda: closed.append(kiosk.close(a_payment())))
        charging.start()
        assert going.wait(5)
        closing.start()
        closing.join(0.5)  # long enough for a close that would not wait
        assert closing.is_alive()
        may_go.set()
        charging.join()
        closing.join()
        assert closed == [PAID]
        assert ("close", a_payment().id) not in service.calls


def test_a_payment_that_never_came_is_not_known_until_it_is_closed(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        assert "never asked for here" in why(kiosk.query(a_payment()))
        assert kiosk.close(a_payment()) == Closed()
        assert kiosk.query(a_payment()) == Closed()


def test_a_service_without_an_account_is_told(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        other = replace(a_payment(), rail="wechat")
        assert "no account for 'wechat'" in why(gateway.kiosk().charge(other, CODE))


def test_refunds_stop_at_what_was_paid(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        kiosk.charge(a_payment(), CODE)
        assert kiosk.refund(a_refund(a_payment(), 2000, "r1")) == Refunded()
        assert kiosk.refund(a_refund(a_payment(), 2000, "r1")) == Refunded()
        refused = kiosk.refund(a_refund(a_payment(), 651, "r2"))
        assert refused == RefundRefused("Only 650 of 2650 fen are left.")
        assert kiosk.refund(a_refund(a_payment(), 650, "r3")) == Refunded()
        assert kiosk.query_refund(a_refund(a_payment(), 651, "r2")) == refused
        assert gateway.service.given_back == {"r1": 2000, "r3": 650}


def test_a_refund_whose_answer_is_lost_counts_and_is_found_again(tmp_path: Path) -> None:
    service = BookedService()
    with a_gateway(tmp_path, service) as gateway:
        kiosk = gateway.kiosk()
        kiosk.charge(a_payment(), CODE)
        service.loses_answers = True
        assert why(kiosk.refund(a_refund(a_payment(), 2000, "r1"))) == "lost"
        assert isinstance(kiosk.refund(a_refund(a_payment(), 2000, "r2")), RefundRefused)
        assert kiosk.query_refund(a_refund(a_payment(), 2000, "r1")) == Refunded()
        assert "other parameters" in why(kiosk.refund(a_refund(a_payment(), 1, "r1")))
        assert service.given_back == {"r1": 2000}


def test_what_is_not_paid_is_not_given_back(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        kiosk.close(a_payment())
        assert "is not paid" in why(kiosk.refund(a_refund(a_payment(), 1)))
        assert gateway.service.given_back == {}


def test_a_device_stops_at_its_daily_limit_until_the_next_day(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk(daily_limit=Money(3000))
        assert kiosk.charge(a_payment(1, 2000), CODE) == PAID
        assert kiosk.charge(a_payment(2, 1001), CODE) == Refused(Refusal.OVER_LIMIT)
        assert kiosk.charge(a_payment(3, 1000), CODE) == PAID
        gateway.clock.wind(24 * 3600)
        assert kiosk.charge(a_payment(2, 1001), CODE) == Refused(Refusal.OVER_LIMIT)
        assert kiosk.charge(a_payment(4, 1001), CODE) == PAID


def a_hold(number: int = 7) -> Hold:
    return Hold(f"{number:032x}", "session-1", "member-1", Money(5000), "alipay", "cabinet")


def test_a_hold_is_asked_for_as_the_payer_said_yes(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        kiosk.hold(a_hold(1))
        kiosk.hold(a_hold(2), CODE)
        assert gateway.service.held_by == [BY_MEMBER, CODE]
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert a_hold(2).id.encode() in written
    assert CODE.code.encode() not in written


def test_less_than_what_is_held_is_captured_once(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        assert kiosk.hold(a_hold()) == Held("4200")
        assert why(kiosk.capture(a_hold(), Money(5001)))
        assert kiosk.capture(a_hold(), Money(1200)) == Captured(Money(1200))
        assert kiosk.capture(a_hold(), Money(1200)) == Captured(Money(1200))
        assert "another amount" in why(kiosk.capture(a_hold(), Money(1300)))
        assert kiosk.release(a_hold()) == Captured(Money(1200))
        assert gateway.service.captured == {a_hold().id: 1200}
        assert gateway.service.released == set()


def test_a_lost_capture_keeps_its_amount(tmp_path: Path) -> None:
    service = BookedService(loses_answers=True)
    with a_gateway(tmp_path, service) as gateway:
        kiosk = gateway.kiosk()
        kiosk.hold(a_hold())
        assert why(kiosk.capture(a_hold(), Money(1200))) == "lost"
        assert "another amount" in why(kiosk.capture(a_hold(), Money(1)))
        assert kiosk.release(a_hold()) == Captured(Money(1200))


def test_a_hold_that_is_let_go_takes_nothing_any_more(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        kiosk = gateway.kiosk()
        assert kiosk.release(a_hold()) == Released()
        assert kiosk.hold(a_hold()) == Released()
        assert "being released" in why(kiosk.capture(a_hold(), Money(1)))
        assert gateway.service.held == {}
