"""Notifications at the gateway: genuine ones count once, and late money goes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.domain.money import Money
from kiosk.domain.payment import (
    ByCode,
    ByScreen,
    Closed,
    Outcome,
    Paid,
    Payment,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason, late_refund_id
from kiosk.gateway.notices import Notice
from kiosk.gateway.payment_book import after, is_late
from kiosk.gateway.refund_book import find
from kiosk.rails.errors import UntrustedError
from kiosk.rails.http import HttpAnswer, HttpClient
from tests.kiosk.gateway.booked_service import BookedService
from tests.kiosk.gateway.running import RunningGateway, a_gateway

PAYMENT = Payment(f"{1:032x}", "order-1", "", Money(2650), "alipay", "coffee")
CODE = ByCode("281234567890123456")
SIGNATURE = "true"


def read(headers: Mapping[str, str], body: bytes) -> Notice:
    """A reader of notices `id,payment,fen`, signed by a header."""
    if headers.get("x-signature") != SIGNATURE:
        raise UntrustedError("The notice is not signed.")
    notify_id, payment_id, fen = body.decode().split(",")

    def outcome_for(payment: Payment) -> Outcome:
        fits = (payment.id, payment.amount) == (payment_id, Money(int(fen)))
        return Paid(service_number="n1") if fits else Unknown("another amount")

    return Notice(notify_id, payment_id, outcome_for)


def post(gateway: RunningGateway, body: str, signature: str = SIGNATURE) -> HttpAnswer:
    url = f"{gateway.url}/notify/alipay"
    return HttpClient().request("POST", url, {"x-signature": signature}, body.encode())


def paid(notify_id: str = "n1", fen: int = 2650) -> str:
    return f"{notify_id},{PAYMENT.id},{fen}"


def test_a_notice_answers_the_kiosks_next_question(tmp_path: Path) -> None:
    with a_gateway(tmp_path, readers={"alipay": read}) as gateway:
        kiosk = gateway.kiosk()
        assert kiosk.charge(PAYMENT, ByScreen()) == Waiting("https://qr.example/1")
        answer = post(gateway, paid())
        assert (answer.status, answer.body) == (200, b"success")
        assert kiosk.query(PAYMENT) == Paid(service_number="n1")
        assert ("query", PAYMENT.id) not in gateway.service.calls


def test_a_notice_counts_once_however_often_it_comes(tmp_path: Path) -> None:
    with a_gateway(tmp_path, readers={"alipay": read}) as gateway:
        gateway.kiosk().charge(PAYMENT, ByScreen())
        assert [post(gateway, paid()).body for _ in range(3)] == [b"success"] * 3
        (kept,) = gateway.database().execute("SELECT count(*) FROM notices").fetchone()
        assert kept == 1


def test_a_forged_notice_changes_nothing(tmp_path: Path) -> None:
    with a_gateway(tmp_path, readers={"alipay": read}) as gateway:
        kiosk = gateway.kiosk()
        kiosk.charge(PAYMENT, ByScreen())
        for answer in (
            post(gateway, paid(), signature="forged"),
            post(gateway, paid(fen=1)),
            post(gateway, f"n2,{'0' * 32},2650"),
            post(gateway, "rubbish"),
            post(gateway, "x" * 70_000),
        ):
            assert answer.status >= 400
            assert answer.body != b"success"
        assert isinstance(kiosk.query(PAYMENT), Unknown)


def test_a_notice_that_was_refused_may_come_again_and_count(tmp_path: Path) -> None:
    """It came before the payment was written down here: a restored backup, say."""
    with a_gateway(tmp_path, readers={"alipay": read}) as gateway:
        kiosk = gateway.kiosk()
        assert post(gateway, paid()).status == 400
        kiosk.charge(PAYMENT, ByScreen())
        assert post(gateway, paid()).body == b"success"
        assert kiosk.query(PAYMENT) == Paid(service_number="n1")


def test_a_service_that_is_not_set_up_is_not_listened_to(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        assert post(gateway, paid()).status == 404


def test_money_that_comes_after_the_closing_goes_back_once(tmp_path: Path) -> None:
    with a_gateway(tmp_path, readers={"alipay": read}) as gateway:
        kiosk = gateway.kiosk()
        kiosk.charge(PAYMENT, ByScreen())
        assert kiosk.close(PAYMENT) == Closed()
        post(gateway, paid())
    with a_gateway(tmp_path, BookedService(), {"alipay": read}) as gateway:
        gateway.late.start()
        gateway.late._stopping.set()
        gateway.late._thread.join(5)
        late = late_refund_id(PAYMENT.id)
        assert gateway.service.given_back == {late: 2650}
        kept = find(gateway.database(), late)
        assert kept is not None
        assert kept.outcome == Refunded()
        kiosk = gateway.kiosk()
        assert kiosk.query(PAYMENT) == Paid(service_number="n1")
        by_kiosk = Refund(late, PAYMENT, PAYMENT.amount, RefundReason.LATE)
        assert kiosk.refund(by_kiosk) == Refunded()
        assert gateway.service.calls == [("refund", late)]


def test_which_of_two_answers_stands() -> None:
    yes, no, closed, back = Paid(), Refused(Refusal.DECLINED), Closed(), Reversed()
    table: list[tuple[Outcome | None, Outcome, Outcome]] = [
        (None, Waiting("u"), Waiting("u")),
        (Waiting("u"), Unknown("x"), Waiting("u")),
        (Waiting("u"), yes, yes),
        (yes, closed, yes),
        (yes, no, yes),
        (yes, back, back),
        (back, yes, back),
        (closed, no, closed),
        (closed, Waiting("u"), closed),
        (closed, Unknown("x"), closed),
        (closed, yes, yes),
        (no, yes, yes),
        (no, back, back),
    ]
    assert [after(stored, new) for stored, new, _ in table] == [stands for _, _, stands in table]
    assert [(s, n) for s, n, _ in table if is_late(s, n)] == [(closed, yes), (no, yes)]
