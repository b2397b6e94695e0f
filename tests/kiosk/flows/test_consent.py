"""How a shopper says yes: a member's tap, or the payment code of an app."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.identity import Identity, Proof
from kiosk.domain.money import yuan
from kiosk.domain.offline import OfflineAllowed, OfflineLimits, OfflineUse
from kiosk.domain.payment import ByCode, ByMember, Rail
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows.consent import (
    CONFIRM,
    PRESENT,
    CannotPay,
    CodeConsent,
    MemberConsent,
    No,
    Yes,
)
from kiosk.flows.events import Event
from kiosk.flows.money_screens import CodeTrouble, PaymentTrouble
from tests.kiosk.flows.a_kiosk import ALIPAY_CODE, WECHAT_CODE
from tests.kiosk.flows.play import last, play
from tests.support.builders import BAGEL, LATTE, a_cart, a_member

CART = a_cart(LATTE, BAGEL)
TOTAL = yuan("44")
ZHANG = Identity("zhang", Proof.FACE)
SOMEBODY = Identity("", Proof.APP)
BOTH = (Rail.ALIPAY, Rail.WECHAT)
FRESH_ALIPAY_CODE = "289999999999999999"

# --- a member ---------------------------------------------------------------------------------

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMITS = OfflineLimits(yuan("100"), yuan("1000"), hours=10)


def a_member_consent(
    *events: Event, rails: tuple[str, ...] = (Rail.WALLET,), limits: OfflineLimits | None = None
) -> MemberConsent:
    consent = MemberConsent(ZHANG, a_member(), CART, rails, 20.0, limits)
    consent.start()
    play(consent, *events)
    return consent


def asked(
    *rails: str, offline: OfflineAllowed | None = None
) -> list[do.Effect]:  # fmt: skip
    screen = money_show.ConfirmPayment("张*", CART, 20, by_face=True, rails=rails, offline=offline)
    return [do.StartTimer(CONFIRM, 20.0), do.Show(screen)]


def use(spent: str, hours: float = 1) -> money_on.OfflineUseRead:
    read = OfflineUse(yuan(spent), yuan(spent), NOON)
    return money_on.OfflineUseRead(read, NOON + timedelta(hours=hours))


def test_the_large_button_pays_from_the_first_rail() -> None:
    consent = a_member_consent(on.ConfirmPressed(), rails=(Rail.WALLET, Rail.ALIPAY))
    assert consent.answer == Yes(ZHANG, Rail.WALLET, ByMember())


def test_an_agreement_pays_by_its_own_button() -> None:
    consent = a_member_consent(
        money_on.PayFromPressed(Rail.ALIPAY), rails=(Rail.WALLET, Rail.ALIPAY)
    )
    assert consent.answer == Yes(ZHANG, Rail.ALIPAY, ByMember())


def test_a_rail_that_was_not_offered_pays_nothing() -> None:
    assert a_member_consent(money_on.PayFromPressed(Rail.ALIPAY)).answer is None


def test_a_member_with_nothing_to_pay_from_is_told() -> None:
    assert a_member_consent(rails=()).answer == CannotPay(PaymentTrouble.NO_RAIL)


def test_offline_the_wallet_is_asked_for_before_it_is_offered() -> None:
    consent = MemberConsent(ZHANG, a_member(), CART, (Rail.WALLET,), 20.0, LIMITS)
    assert consent.start() == [do.ReadOfflineUse("zhang")]
    assert play(consent, on.ConfirmPressed(), use("0")) == [[], asked(Rail.WALLET)]


def test_offline_with_contact_again_nothing_is_limited() -> None:
    consent = a_member_consent(limits=LIMITS)
    assert last(consent, money_on.OfflineUseRead(None, NOON)) == asked(Rail.WALLET)


def test_near_the_limit_what_is_left_stands_on_the_screen() -> None:
    consent = a_member_consent(limits=LIMITS)
    near = OfflineAllowed(yuan("60"), 9 * 3600, is_near=True)
    assert last(consent, use("40")) == asked(Rail.WALLET, offline=near)


@pytest.mark.parametrize(
    ("read", "answer"),
    [
        (use("90"), CannotPay(PaymentTrouble.OFFLINE_MEMBER, yuan("10"))),
        (use("0", hours=10), CannotPay(PaymentTrouble.OFFLINE_HOURS, yuan("0"))),
        (
            money_on.OfflineUseRead(OfflineUse(yuan("0"), yuan("980"), NOON), NOON),
            CannotPay(PaymentTrouble.OFFLINE_KIOSK, yuan("20")),
        ),
        (on.NotDone(do.ReadOfflineUse("zhang")), CannotPay(PaymentTrouble.DECLINED)),
    ],
)
def test_above_the_limit_the_wallet_pays_nothing(read: Event, answer: CannotPay) -> None:
    consent = a_member_consent(limits=LIMITS)
    assert (last(consent, read), consent.answer) == ([], answer)


def test_above_the_limit_an_agreement_is_left() -> None:
    consent = a_member_consent(limits=LIMITS, rails=(Rail.WALLET, Rail.WECHAT))
    assert last(consent, use("90")) == asked(Rail.WECHAT)
    last(consent, on.ConfirmPressed())
    assert consent.answer == Yes(ZHANG, Rail.WECHAT, ByMember())


def test_without_a_wallet_nobody_asks_for_limits() -> None:
    consent = MemberConsent(ZHANG, a_member(), CART, (Rail.ALIPAY,), 20.0, LIMITS)
    assert consent.start() == asked(Rail.ALIPAY)


# --- a payment code ---------------------------------------------------------------------------


def a_code_consent(*events: Event, early: str = "", rails: tuple[str, ...] = BOTH) -> CodeConsent:
    consent = CodeConsent(CART, rails, 60.0, early)
    consent.start()
    play(consent, *events)
    return consent


def present(trouble: CodeTrouble | None = None, rails: tuple[str, ...] = BOTH) -> do.Show:
    return do.Show(money_show.PresentCode(TOTAL, rails, 60, trouble))


@pytest.mark.parametrize(("code", "rail"), [(ALIPAY_CODE, "alipay"), (WECHAT_CODE, "wechat")])
def test_a_code_shown_at_the_amount_is_the_yes(code: str, rail: str) -> None:
    consent = a_code_consent()
    assert last(consent, on.BarcodeScanned(code)) == [do.StopTimer(PRESENT)]
    assert consent.answer == Yes(SOMEBODY, rail, ByCode(code))


@pytest.mark.parametrize(
    ("scan", "trouble"),
    [
        ("036000291452", CodeTrouble.PRODUCT),
        ("4006381333931", CodeTrouble.PRODUCT),
        ("https://example.com", CodeTrouble.NOT_A_CODE),
        ("281234", CodeTrouble.NOT_A_CODE),
        ("", CodeTrouble.NOT_A_CODE),
        (WECHAT_CODE, CodeTrouble.NOT_ACCEPTED),
    ],
)
def test_what_is_no_code_we_take_says_why(scan: str, trouble: CodeTrouble) -> None:
    consent = a_code_consent(rails=(Rail.ALIPAY,))
    assert last(consent, on.BarcodeScanned(scan)) == [present(trouble, (Rail.ALIPAY,))]
    assert consent.answer is None


def test_a_code_that_came_too_early_takes_one_tap() -> None:
    consent = CodeConsent(CART, BOTH, 60.0, WECHAT_CODE)
    screen = money_show.ConfirmCode(CART, Rail.WECHAT, 60)
    assert consent.start() == [do.StartTimer(PRESENT, 60.0), do.Show(screen)]
    assert consent.answer is None
    last(consent, on.ConfirmPressed())
    assert consent.answer == Yes(SOMEBODY, Rail.WECHAT, ByCode(WECHAT_CODE))


def test_a_fresher_code_takes_the_place_of_the_one_that_waits() -> None:
    consent = a_code_consent(on.BarcodeScanned(FRESH_ALIPAY_CODE), early=ALIPAY_CODE)
    last(consent, on.ConfirmPressed())
    assert consent.answer == Yes(SOMEBODY, Rail.ALIPAY, ByCode(FRESH_ALIPAY_CODE))


def test_rubbish_does_not_take_the_place_of_the_code_that_waits() -> None:
    consent = a_code_consent(early=ALIPAY_CODE)
    assert last(consent, on.BarcodeScanned("rubbish")) == []
    assert consent.answer is None


def test_an_early_code_of_a_service_that_is_not_taken_asks_for_another() -> None:
    consent = CodeConsent(CART, (Rail.ALIPAY,), 60.0, WECHAT_CODE)
    not_taken = present(CodeTrouble.NOT_ACCEPTED, (Rail.ALIPAY,))
    assert consent.start() == [do.StartTimer(PRESENT, 60.0), not_taken]


def test_without_a_code_a_tap_pays_nothing() -> None:
    assert a_code_consent(on.ConfirmPressed()).answer is None


@pytest.mark.parametrize("early", ["", ALIPAY_CODE])
@pytest.mark.parametrize(
    ("event", "answer"),
    [
        (on.BackPressed(), No.OTHER_WAY),
        (on.TimedOut(PRESENT), No.OTHER_WAY),
        (on.CancelPressed(), No.LEFT),
        (on.TimedOut(CONFIRM), None),
    ],
)
def test_a_code_is_waited_for_as_long_as_anybody_wants(
    event: Event, answer: No | None, early: str
) -> None:
    assert a_code_consent(event, early=early).answer is answer


def test_a_code_that_the_service_did_not_take_is_asked_for_again() -> None:
    consent = a_code_consent(on.ConfirmPressed(), early=ALIPAY_CODE)
    assert consent.start_again() == [do.StartTimer(PRESENT, 60.0), present(CodeTrouble.USED_UP)]
    assert consent.answer is None


def test_a_dead_code_that_still_lies_on_the_scanner_is_not_tried_again() -> None:
    consent = a_code_consent(on.BarcodeScanned(ALIPAY_CODE))
    consent.start_again()
    assert (last(consent, on.BarcodeScanned(ALIPAY_CODE)), consent.answer) == ([], None)
    last(consent, on.BarcodeScanned(FRESH_ALIPAY_CODE))
    assert consent.answer == Yes(SOMEBODY, Rail.ALIPAY, ByCode(FRESH_ALIPAY_CODE))


def test_codes_never_show_in_a_repr() -> None:
    consent = a_code_consent(on.BarcodeScanned(ALIPAY_CODE))
    said = f"{on.BarcodeScanned(ALIPAY_CODE)!r} {consent.answer!r}"
    assert ALIPAY_CODE not in said
