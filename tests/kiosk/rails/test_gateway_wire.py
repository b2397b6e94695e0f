"""Bodies between kiosk and gateway: strict on the way in, and the same again on the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.agreement import Ending, Wish
from kiosk.domain.hold import Captured, Held, Hold, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    AtCounter,
    ByCode,
    ByFaceToken,
    ByMember,
    ByScreen,
    Closed,
    Means,
    Paid,
    Payment,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundRefused
from kiosk.rails.gateway_outcome import AnyOutcome, decoded, encoded
from kiosk.rails.gateway_wire import (
    AgreementAnswer,
    Body,
    CaptureBody,
    ChargeBody,
    EndingBody,
    HoldBody,
    HoldOnlyBody,
    LookBody,
    MeansBody,
    PaymentBody,
    PaymentOnlyBody,
    PlaceHoldBody,
    RefundBody,
    WireError,
    WishBody,
    bytes_of,
    parse,
)

PAYMENT = Payment("0" * 31 + "a", "order-1", "member-1", Money(2650), "alipay", "麦光咖啡 拿铁")
HOLD = Hold("0" * 31 + "b", "session-1", "member-1", Money(5000), "wechat", "cabinet")
REFUND = Refund("0" * 31 + "a-LATE", PAYMENT, Money(100), RefundReason.LATE)
CODE = "281234567890123456"


@pytest.mark.parametrize("means", [ByMember(), ByCode(CODE), ByScreen(), ByFaceToken("fp0593e8")])
def test_a_charge_arrives_as_it_left(means: Means) -> None:
    sent = bytes_of(ChargeBody(payment=PaymentBody.of(PAYMENT), means=MeansBody.of(means)))
    read = parse(sent, ChargeBody)
    assert (read.payment.payment(), read.means.means()) == (PAYMENT, means)


def test_refunds_and_holds_arrive_as_they_left() -> None:
    assert parse(bytes_of(RefundBody.of(REFUND)), RefundBody).refund() == REFUND
    sent = bytes_of(HoldOnlyBody(hold=HoldBody.of(HOLD)))
    assert parse(sent, HoldOnlyBody).hold.hold() == HOLD


@pytest.mark.parametrize("means", [ByMember(), ByCode(CODE), ByFaceToken("fp0593e8")])
def test_a_hold_tells_how_the_payer_says_yes(means: Means) -> None:
    sent = bytes_of(PlaceHoldBody(hold=HoldBody.of(HOLD), means=MeansBody.of(means)))
    read = parse(sent, PlaceHoldBody)
    assert (read.hold.hold(), read.means.means()) == (HOLD, means)


def test_a_kiosk_of_before_holds_by_the_member() -> None:
    sent = bytes_of(HoldOnlyBody(hold=HoldBody.of(HOLD)))
    assert parse(sent, PlaceHoldBody).means.means() == ByMember()


def test_money_at_the_counter_does_not_leave_the_kiosk() -> None:
    with pytest.raises(WireError):
        MeansBody.of(AtCounter("staff-1"))


def test_a_code_is_in_no_repr_and_no_error() -> None:
    means = MeansBody.of(ByCode(CODE))
    assert CODE not in repr(ChargeBody(payment=PaymentBody.of(PAYMENT), means=means))
    with pytest.raises(WireError) as caught:
        parse(json.dumps({"payment": {}, "means": {"kind": CODE}}).encode(), ChargeBody)
    assert CODE not in str(caught.value)
    assert caught.value.__cause__ is None


def a_payment(**changed: Any) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(bytes_of(PaymentBody.of(PAYMENT)))
    return body | changed


@pytest.mark.parametrize(
    "payment",
    [
        a_payment(amount={"minor": 0, "currency": "CNY"}),
        a_payment(amount={"minor": -1, "currency": "CNY"}),
        a_payment(amount={"minor": 1.0, "currency": "CNY"}),
        a_payment(amount={"minor": "1", "currency": "CNY"}),
        a_payment(amount={"minor": True, "currency": "CNY"}),
        a_payment(amount={"minor": 10**11, "currency": "CNY"}),
        a_payment(amount={"minor": 10**400, "currency": "CNY"}),
        a_payment(amount={"minor": 1, "currency": "cny"}),
        a_payment(amount={"minor": 1, "currency": "CNY\n"}),
        a_payment(amount=26.5),
        a_payment(id="0" * 31),
        a_payment(id="0" * 31 + "A"),
        a_payment(id="0" * 32 + "\n"),
        a_payment(order_id="../x"),
        a_payment(member_id="x" * 65),
        a_payment(subject="x" * 129),
        a_payment(subject="a\nb"),
        a_payment(rail="Alipay"),
        a_payment(extra=1),
        {},
        [],
        None,
    ],
)
def test_a_payment_of_another_form_is_refused(payment: object) -> None:
    with pytest.raises(WireError):
        parse(json.dumps({"payment": payment}).encode(), PaymentOnlyBody)


@pytest.mark.parametrize(
    "means",
    [
        {"kind": "code"},
        {"kind": "screen", "token": "1"},
        {"kind": "cash"},
        {"kind": "code", "token": "a b"},
        {"kind": "code", "token": "x" * 2049},
        {"kind": "face", "token": 1},
    ],
)
def test_means_of_another_form_are_refused(means: object) -> None:
    raw = json.dumps({"payment": a_payment(), "means": means}).encode()
    with pytest.raises(WireError):
        parse(raw, ChargeBody).means.means()


OUTCOMES: list[AnyOutcome] = [
    Paid(),
    Paid(Money(0), "2026112122001", "138****0000"),
    Refused(Refusal.NOT_ENOUGH, Money(-5)),
    Refused(Refusal.CODE_INVALID),
    Waiting(),
    Waiting("https://qr.alipay.com/bax0"),
    Closed(),
    Reversed(),
    Unknown("no answer"),
    Refunded(),
    RefundRefused("too much"),
    Held("4200"),
    Captured(Money(1200), "4201"),
    Released(),
]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_arrives_as_it_left(outcome: AnyOutcome) -> None:
    assert decoded(encoded(outcome)) == outcome


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b'{"outcome":"PAID"}',
        b'{"outcome":"refused"}',
        b'{"outcome":"captured"}',
        b'{"outcome":"paid","paid":true}',
        b'{"outcome":"paid","balance":{"minor":1.5,"currency":"CNY"}}',
        b'{"outcome":"refused","refusal":"because"}',
    ],
)
def test_an_odd_outcome_is_refused(raw: bytes) -> None:
    with pytest.raises(WireError):
        decoded(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=10,
)
BODIES = [
    ChargeBody, PaymentOnlyBody, RefundBody, HoldOnlyBody, CaptureBody,
    LookBody, WishBody, EndingBody, AgreementAnswer,
]  # fmt: skip


@given(
    st.sampled_from(BODIES), st.binary(max_size=200) | JSON.map(lambda v: json.dumps(v).encode())
)
def test_rubbish_is_refused_in_words(kind: type[Body], raw: bytes) -> None:
    with pytest.raises(WireError):
        parse(raw, kind)


@given(st.sampled_from(["order_id", "member_id", "amount", "rail", "subject", "id"]), JSON)
def test_one_odd_field_is_refused_or_kept_as_it_is(name: str, value: object) -> None:
    raw = json.dumps({"payment": a_payment(**{name: value})}).encode()
    try:
        read = parse(raw, PaymentOnlyBody)
    except WireError:
        return
    assert json.loads(bytes_of(read))["payment"][name] == value


def test_wishes_and_endings_arrive_as_they_left() -> None:
    wish = Wish("0" * 32, "member-1", "alipay", "王*")
    ending = Ending("member-1", "alipay", "0" * 32)
    assert parse(bytes_of(WishBody.of(wish)), WishBody).wish() == wish
    assert parse(bytes_of(EndingBody.of(ending)), EndingBody).ending() == ending


@pytest.mark.parametrize("member_id", ["", " ", "a b", "m" * 65, "m\n"])
def test_a_member_without_a_proper_name_is_refused(member_id: str) -> None:
    raw = json.dumps({"member_id": member_id, "rail": "alipay"}).encode()
    with pytest.raises(WireError):
        parse(raw, LookBody)


def test_a_till_and_a_services_number_travel_with_the_payment() -> None:
    named = replace(PAYMENT, service_number="4200001", terminal="kiosk-1")
    read = parse(bytes_of(PaymentBody.of(named)), PaymentBody).payment()
    assert (read, read.service_number, read.terminal) == (PAYMENT, "4200001", "kiosk-1")
