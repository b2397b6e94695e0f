"""The tour's chapter about paying without a password: agreed in the app, one tap, ended."""

from __future__ import annotations

from pathlib import Path

import cv2

from kiosk.tour.books import MEMBER_PIN, PHONE
from kiosk.tour.hand import Hand, TourError
from kiosk.tour.money import LATTE, phones, take_a_latte_to_pay
from kiosk.tour.round import Round
from kiosk.tour.shopper import sees_confirm


def pays_without_a_password(tour: Round) -> None:
    with tour.step("a member wants to pay by Alipay without a password", "not-agreed") as hand:
        _to_my_data(hand)
        hand.sees_item("agree-alipay")
    with tour.step("scans our code, and agrees on the phone", "agreed") as hand:
        hand.touch("agree-alipay")
        hand.sees("SignAgreement")
        hand.wait("the code", lambda: bool(hand.value("SignAgreement", "qr")))
        hand.pause(0.5)
        shown = tour.next_picture("sign-agreement")
        hand.picture(shown)
        phones(tour).sign(_scanned(shown))
        hand.sees("MyData")
        hand.sees_item("end-alipay")
    with tour.step("leaves") as hand:
        hand.touch("done")
        hand.sees("Attract")
    with tour.step("is recognised, and may pay with one tap", "confirm-agreement") as hand:
        take_a_latte_to_pay(hand)
        tour.present("obama2")
        hand.touch("payByFace")
        sees_confirm(hand)
        hand.sees_item("from-alipay")
        hand.pause(0.8)  # the button settles before it takes a tap
    with tour.step("one tap, and Alipay has paid", "paid-agreement") as hand:
        hand.touch("from-alipay")
        hand.sees("Result")
        hand.pause(1.2)
        tour.books.check_paid(hand, LATTE)
        tour.present()
        hand.touch("done")
        hand.sees("Attract")


def turns_it_off(tour: Round) -> None:
    with tour.step("the member turns it off again", "end-agreement") as hand:
        _to_my_data(hand)
        hand.touch("end-alipay")
        hand.sees("EndAgreementConfirm")
    with tour.step("with a second tap, and the service ends it", "ended") as hand:
        hand.touch("confirm")
        hand.sees("MyData")
        shoppers = phones(tour)
        hand.wait(
            "the service to end it", lambda: not any(one.stands for one in shoppers.agreements())
        )
        hand.sees_item("agree-alipay")
        hand.touch("done")
        hand.sees("Attract")


def _to_my_data(hand: Hand) -> None:
    hand.sees("Attract")
    hand.touch("join")
    hand.sees("Consent")
    hand.touch("my-data")
    hand.sees("ProveYourself")
    hand.touch("payByPhone")
    hand.sees("EnterPhone")
    hand.type_digits(PHONE)
    hand.sees("EnterPin")
    hand.type_digits(MEMBER_PIN)
    hand.sees("MyData")


def _scanned(picture: Path) -> str:
    """What a phone's camera reads from the screen."""
    seen = cv2.imread(str(picture))
    text = "" if seen is None else cv2.QRCodeDetectorAruco().detectAndDecode(seen)[0]
    if not text:
        raise TourError("the code on the screen cannot be read")
    return str(text)
