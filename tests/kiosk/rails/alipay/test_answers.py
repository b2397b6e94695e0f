"""What Alipay's answers mean: paid only for our number and our amount."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refunded, RefundRefused
from kiosk.rails.alipay import answers
from kiosk.rails.alipay.refusals import FINAL
from tests.kiosk.rails.alipay.an_alipay import (
    DONE,
    NOT_THERE,
    PAID,
    PAYMENT,
    PAYMENT_ID,
    QR,
    REFUND,
    WAIT,
)

TAKEN = Paid(service_number="2026112122001400000000000001", payer="159****5620")
GIVEN_BACK: dict[str, object] = {
    "code": "10000",
    "out_trade_no": PAYMENT_ID,
    "out_request_no": REFUND.id,
    "refund_amount": "6.50",
    "refund_status": "REFUND_SUCCESS",
}
CANCELLED: dict[str, object] = {"code": "10000", "out_trade_no": PAYMENT_ID, "retry_flag": "N"}


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        (PAID, TAKEN),
        ({**PAID, "code": "10003"}, Waiting()),
        ({"code": "20000", "sub_code": "isp.unknow-error"}, Unknown),
        ({"code": "40004", "sub_code": "ACQ.SYSTEM_ERROR"}, Unknown),
        ({"code": "40004", "sub_code": "ACQ.TRADE_HAS_SUCCESS"}, Unknown),
        ({"code": "40004", "sub_code": "ACQ.NEVER_HEARD_OF"}, Unknown),
        ({"code": "40002", "sub_code": "isv.invalid-signature"}, Unknown),
        ({}, Unknown),
        ({"code": 10000, **{k: v for k, v in PAID.items() if k != "code"}}, Unknown),
    ],
)
def test_the_codes_of_a_pay(fields: dict[str, object], outcome: object) -> None:
    got = answers.after_pay(fields, PAYMENT)
    assert (got == outcome) or type(got) is outcome


@pytest.mark.parametrize(("sub_code", "reason"), FINAL.items())
def test_a_final_refusal_tells_the_shopper_why(sub_code: str, reason: Refusal) -> None:
    fields = {"code": "40004", "sub_code": sub_code}
    assert answers.after_pay(fields, PAYMENT) == Refused(reason)
    assert answers.after_pay({**fields, "code": "20000"}, PAYMENT) != Refused(reason)


@pytest.mark.parametrize(
    "wrong",
    [
        {"total_amount": "26.51"},
        {"total_amount": "0.01"},
        {"total_amount": "-26.50"},
        {"total_amount": "26.5000"},
        {"total_amount": 26.5},
        {"total_amount": None},
        {"out_trade_no": PAYMENT_ID[::-1]},
        {"out_trade_no": None},
        {"trans_currency": "USD"},
    ],
)
def test_another_number_or_amount_is_never_paid(
    wrong: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(answers.after_pay({**PAID, **wrong}, PAYMENT), Unknown)
    assert isinstance(answers.after_query({**DONE, **wrong}, PAYMENT), Unknown)
    assert PAYMENT_ID in caplog.text


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        (DONE, TAKEN),
        ({**DONE, "trade_status": "TRADE_FINISHED"}, TAKEN),
        (WAIT, Waiting()),
        ({**WAIT, "trade_status": "TRADE_CLOSED"}, Closed()),
        ({**WAIT, "trade_status": "TRADE_CLOSED", "send_pay_date": "2026-11-21"}, Reversed()),
        ({**WAIT, "trade_status": "NEW_STATE"}, Unknown("Alipay says 10000.")),
        (NOT_THERE, Unknown("Alipay says 40004 ACQ.TRADE_NOT_EXIST.")),
    ],
)
def test_the_states_of_a_trade(fields: dict[str, object], outcome: Outcome) -> None:
    assert answers.after_query(fields, PAYMENT) == outcome


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({"action": "close"}, Closed()),
        ({"action": "refund"}, Reversed()),
        ({}, Unknown("Alipay found no trade to cancel.")),
        ({"action": "close", "retry_flag": "Y"}, Unknown("Alipay says 10000.")),
        ({"action": "close", "code": "20000"}, Unknown("Alipay says 20000.")),
    ],
)
def test_what_a_cancel_did(more: dict[str, object], outcome: Outcome) -> None:
    assert answers.after_cancel({**CANCELLED, **more}, PAYMENT) == outcome


def test_a_cancel_of_another_trade_closes_nothing() -> None:
    fields = {**CANCELLED, "action": "close", "out_trade_no": "another"}
    assert isinstance(answers.after_cancel(fields, PAYMENT), Unknown)


def test_a_code_for_our_screen() -> None:
    fields = {"code": "10000", "out_trade_no": PAYMENT_ID, "qr_code": QR}
    assert answers.after_precreate(fields, PAYMENT) == Waiting(QR)
    assert isinstance(answers.after_precreate({**fields, "out_trade_no": "x"}, PAYMENT), Unknown)
    assert isinstance(answers.after_precreate({**fields, "qr_code": 7}, PAYMENT), Unknown)


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"code": "10000", "out_trade_no": PAYMENT_ID, "fund_change": "Y"}, Refunded),
        ({"code": "10000", "out_trade_no": PAYMENT_ID, "fund_change": "N"}, Unknown),
        ({"code": "10000", "out_trade_no": "another", "fund_change": "Y"}, Unknown),
        ({"code": "40004", "sub_code": "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"}, RefundRefused),
        ({"code": "40004", "sub_code": "ACQ.SELLER_BALANCE_NOT_ENOUGH"}, Unknown),
        ({"code": "20000"}, Unknown),
    ],
)
def test_what_a_refund_did(fields: dict[str, object], outcome: type) -> None:
    assert type(answers.after_refund(fields, REFUND)) is outcome


def test_a_refund_query_that_ran_is_not_yet_a_refund() -> None:
    assert answers.after_refund_query(GIVEN_BACK, REFUND) == Refunded()
    without = {k: v for k, v in GIVEN_BACK.items() if k != "refund_status"}
    assert isinstance(answers.after_refund_query(without, REFUND), Unknown)
    assert isinstance(answers.after_refund_query({"code": "10000"}, REFUND), Unknown)


@pytest.mark.parametrize(
    "wrong",
    [{"refund_amount": "26.50"}, {"out_request_no": "another"}, {"out_trade_no": "another"}],
)
def test_another_refund_is_not_ours(
    wrong: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(answers.after_refund_query({**GIVEN_BACK, **wrong}, REFUND), Unknown)
    assert REFUND.id in caplog.text


fields_of_any_kind = st.dictionaries(
    st.sampled_from(
        ["code", "sub_code", "out_trade_no", "total_amount", "trade_status", "action", "qr_code"]
    ),
    st.none()
    | st.integers()
    | st.text(max_size=8)
    | st.lists(st.text(max_size=3), max_size=2)
    | st.sampled_from(["10000", "40004", "26.50", "TRADE_SUCCESS", "close", "ACQ.X"]),
)


@given(fields_of_any_kind)
def test_no_signed_nonsense_is_paid_without_our_number_and_amount(
    fields: dict[str, object],
) -> None:
    outcomes = [
        answers.after_pay(fields, PAYMENT),
        answers.after_query(fields, PAYMENT),
        answers.after_precreate(fields, PAYMENT),
        answers.after_cancel(fields, PAYMENT),
    ]
    assert not any(isinstance(outcome, Paid | Closed | Reversed) for outcome in outcomes)
    assert not isinstance(answers.after_refund(fields, REFUND), Refunded)
    assert not isinstance(answers.after_refund_query(fields, REFUND), Refunded)
