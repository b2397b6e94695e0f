"""The tour's chapters about shoppers: join, buy, be stopped, find the kiosk again after a cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.domain.money import Money
from kiosk.simulators.message_service.troubles import Rule, Trouble
from kiosk.tour.books import MEMBER_PIN, OTHER_PHONE, PHONE, SURNAME
from kiosk.tour.hand import Hand, TourError
from kiosk.tour.round import Round

FACE_WAIT_S = 75.0
"""All that the kiosk allows: a search, two tries at the gestures, and three that it missed."""
LATTE_BARCODE = "2100000000029"


def join(tour: Round) -> None:
    with tour.step("a shopper wants to join", "consent") as hand:
        hand.touch("join")
        hand.sees("Consent")
    with tour.step("agrees", "join-phone") as hand:
        hand.touch("consent-yes")
        hand.sees("EnterPhone")
    with tour.step("types a phone number, and a message goes to it", "join-code") as hand:
        hand.type_digits(PHONE)
        hand.sees("EnterCode")
        hand.wait("the message", lambda: bool(_code_on_phone(tour, PHONE)))
    with tour.step("types the code from it", "join-pin") as hand:
        hand.type_digits(_code_on_phone(tour, PHONE))
        hand.sees("EnterPin")
    with tour.step("chooses a PIN, twice", "join-name") as hand:
        hand.type_digits(MEMBER_PIN)
        hand.pause(0.5)
        hand.type_digits(MEMBER_PIN)
        hand.sees("EnterName")
    with tour.step("gives a surname", "join-camera") as hand:
        for letter in "OUYA":
            hand.touch(f"key-{letter}")
        hand.touch(f"surname-{SURNAME}")
        hand.sees("LookAtCamera")
    with tour.step("looks into the camera and is a member", "welcome") as hand:
        tour.present("obama")
        _moves_until(hand, {"Welcome"})
        hand.sees("Welcome")
        hand.pause(1.2)  # the tick draws itself
    with tour.step("leaves") as hand:
        tour.present()
        hand.touch("done")
        hand.sees("Attract")


def buy_by_face(tour: Round) -> None:
    with tour.step("a shopper looks at the shop", "browse") as hand:
        hand.touch("shop")
        hand.sees("Browse")
    with tour.step("touches an americano and scans a latte", "cart") as hand:
        hand.touch("product-americano")
        hand.scan(LATTE_BARCODE)
        hand.pause(0.6)
    with tour.step("goes to pay", "choose-payment") as hand:
        hand.touch("checkout")
        hand.sees("ChoosePayment")
    with tour.step("by face, with nobody in the picture", "look") as hand:
        hand.touch("payByFace")
        hand.sees("LookAtCamera")
        hand.pause(1.5)
    with tour.step("steps up and is recognised", "confirm") as hand:
        tour.present("obama2")
        sees_confirm(hand)
        hand.pause(0.8)  # the button settles before it takes a tap
    with tour.step("taps once, while the disk is slow for a moment") as hand:
        with tour.books.busy_disk():
            hand.touch("confirm")
            hand.sees("Paying")
            tour.picture("paying")
        hand.sees("Result")
    with tour.step("and has paid", "paid") as hand:
        hand.pause(1.2)  # the tick draws itself, the door opens, the paper comes
    with tour.step("the books, the door, the paper and the cloud agree") as hand:
        tour.books.check_paid(hand, Money(38_00))
    with tour.step("leaves") as hand:
        tour.present()
        hand.touch("done")
        hand.sees("Attract")


def a_photograph_of_the_member(tour: Round) -> None:
    with tour.step("a tilted photograph of the member does not pay", "photograph") as hand:
        _go_home_and_buy_latte(hand)
        tour.hold_up("obama2")
        hand.touch("payByFace")
        hand.sees("ProveAlive")
        tour.picture("prove-alive")
        _moves_until(hand, {"NotAlive"})
        hand.sees("NotAlive")
        _leaves(tour, hand)


def a_video_of_the_member(tour: Round) -> None:
    with tour.step("nor does a video that obeys: the depth camera sees a screen", "video") as hand:
        _go_home_and_buy_latte(hand)
        tour.play("obama2")
        hand.touch("payByFace")
        hand.sees("ProveAlive")
        _moves_until(hand, {"NotAlive"})
        hand.sees("NotAlive")
        _leaves(tour, hand)


def _leaves(tour: Round, hand: Hand) -> None:
    tour.present()
    hand.touch("cancel")
    hand.sees("Attract")


def buy_by_phone(tour: Round) -> None:
    with tour.step("a stranger moves, and is not recognised", "not-recognised") as hand:
        _go_home_and_buy_latte(hand)
        tour.present("biden")
        hand.pause(0.6)
        hand.touch("payByFace")
        hand.sees("ProveAlive")
        tour.picture("stranger")
        _moves_until(hand, {"NotRecognised"})
        hand.sees("NotRecognised")
    with tour.step("takes the other way", "phone") as hand:
        hand.touch("payByPhone")
        hand.sees("EnterPhone")
    with tour.step("gives a wrong PIN", "wrong-pin") as hand:
        hand.type_digits(PHONE)
        hand.sees("EnterPin")
        hand.type_digits("135790")
        hand.sees_item("trouble")
        hand.pause(0.5)
    with tour.step("gives the right PIN", "confirm-phone") as hand:
        hand.type_digits(MEMBER_PIN)
        hand.sees("ConfirmPayment")
        hand.pause(0.8)
    with tour.step("pays", "paid-phone") as hand:
        hand.touch("confirm")
        hand.sees("Result")
        hand.pause(1.2)
        tour.books.check_paid(hand, Money(22_00))
    with tour.step("leaves") as hand:
        tour.present()
        hand.touch("done")
        hand.sees("Attract")


def not_enough_and_idle(tour: Round) -> None:
    with tour.step("somebody wants more than the wallet holds", "not-enough") as hand:
        hand.touch("shop")
        hand.sees("Browse")
        for _ in range(3):
            hand.touch("product-latte")
        hand.touch("checkout")
        hand.sees("ChoosePayment")
        tour.present("obama2")
        hand.touch("payByFace")
        sees_confirm(hand)
        hand.touch("confirm")
        hand.sees("PaymentProblem")
        tour.present()
    with tour.step("and walks away: is anybody still there?", "still-there") as hand:
        hand.sees_item("still-here")
        hand.pause(0.4)
    with tour.step("nobody is: cart and face are forgotten") as hand:
        hand.sees("Attract")


def known_and_unplugged(tour: Round) -> None:
    with tour.step("a member wants to join again", "already-member") as hand:
        _fill_join_form(tour, hand, _type_number_and_code)
        tour.present("obama")
        _moves_until(hand, {"AlreadyMember"})
        hand.sees("AlreadyMember")
    with tour.step("and leaves it at that") as hand:
        hand.touch("done")
        hand.sees("Attract")
    with tour.step("no message can be sent: the number is typed again") as hand:
        tour.present()
        _fill_join_form(tour, hand, _type_number_twice)
    with tour.step("the camera is unplugged while somebody joins", "join-failed") as hand:
        tour.stage.people.rename(_away(tour))
        hand.sees("JoinFailed")
    with tour.step("without a camera one pays by phone", "no-camera") as hand:
        hand.touch("back")
        hand.sees("EnterName")
        hand.touch("cancel")
        _go_home_and_buy_latte(hand)
        hand.wait("the face button to be grey", lambda: not hand.is_there("payByFace"))
    with tour.step("plugged in again, faces work again") as hand:
        _away(tour).rename(tour.stage.people)
        hand.wait("the face button to be back", lambda: hand.is_there("payByFace"))
        hand.touch("cancel")
        hand.sees("Attract")


def after_a_power_cut(tour: Round) -> None:
    """An order is charged but not completed on disk, as a power cut leaves it."""
    order_id = tour.books.charge_without_completing()
    tour.start()
    with tour.step("after a power cut the paid order is finished", "recovered") as hand:
        hand.sees("Attract")
        hand.pause(0.5)
        tour.books.check_charged(order_id, Money(7_50))


def sees_confirm(hand: Hand) -> None:
    """Whoever is in front does what the screen asks; then gives digits, number or PIN."""
    asks = {"ConfirmPayment", "EnterPhone", "EnterPin"}
    refused = {"NotAlive", "NotRecognised", "Attract"}
    _moves_until(hand, asks | refused)
    if hand.screen in refused:
        raise TourError(f"the face of an honest person was refused: {hand.screen}")
    if hand.screen == "EnterPhone":
        hand.sees("EnterPhone")
        is_short = hand.value("EnterPhone", "step") == "last_four"
        hand.type_digits(PHONE[-4:] if is_short else PHONE)
    elif hand.screen == "EnterPin":
        hand.sees("EnterPin")
        hand.type_digits(MEMBER_PIN)
    hand.sees("ConfirmPayment")


def _moves_until(hand: Hand, screens: set[str]) -> None:
    """Heads turn as the screen says (kiosk/devices/photo_people.py): again where it asks again, and
    slowly where it says so. Whoever is asked meanwhile whether they are there says yes."""
    hand.wait(f"one of {sorted(screens)}", lambda: _has_come(hand, screens), FACE_WAIT_S)


def _has_come(hand: Hand, screens: set[str]) -> bool:
    if hand.is_there("still-here"):
        hand.touch("still-here")
    return hand.screen in screens


def _away(tour: Round) -> Path:
    return tour.stage.people.with_name("unplugged")


def _go_home_and_buy_latte(hand: Hand) -> None:
    hand.sees("Attract")
    hand.touch("shop")
    hand.sees("Browse")
    hand.touch("product-latte")
    hand.touch("checkout")
    hand.sees("ChoosePayment")


def _code_on_phone(tour: Round, phone: str) -> str:
    """The newest that arrived there; "" for none yet."""
    phones = tour.window.kiosk.phones
    return phones.service.phones.code(phone) if phones else ""


def _type_number_and_code(tour: Round, hand: Hand, phone: str) -> None:
    hand.type_digits(phone)
    hand.sees("EnterCode")
    hand.wait("the message", lambda: bool(_code_on_phone(tour, phone)))
    hand.type_digits(_code_on_phone(tour, phone))


def _type_number_twice(tour: Round, hand: Hand, phone: str) -> None:
    """Because the service of messages refuses."""
    phones = tour.window.kiosk.phones
    if phones:
        phones.service.troubles.add(Rule(Trouble.REFUSES, times=1))
    hand.type_digits(phone)
    hand.wait("the number again", lambda: hand.value("EnterPhone", "step") == "repeat")
    hand.sees("EnterPhone")
    tour.picture("join-no-message")
    hand.type_digits(phone)


def _fill_join_form(
    tour: Round, hand: Hand, confirm_number: Callable[[Round, Hand, str], None]
) -> None:
    hand.touch("join")
    hand.sees("Consent")
    hand.touch("consent-yes")
    hand.sees("EnterPhone")
    confirm_number(tour, hand, OTHER_PHONE)
    hand.sees("EnterPin")
    hand.touch("skip")
    hand.sees("EnterName")
    hand.touch("rather-not")
    hand.sees("LookAtCamera")
