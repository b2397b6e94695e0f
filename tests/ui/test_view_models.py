"""View-models as plain values: no Qt, no window."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineAllowed
from kiosk.domain.problems import Fault
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as s
from kiosk.ui.qr import data_uri
from kiosk.ui.view_models.carts import items_text
from kiosk.ui.view_models.chrome import chrome
from kiosk.ui.view_models.rendering import DEPTHS, render
from kiosk.ui.view_models.staff import local_time
from kiosk.ui.view_models.trouble import badges
from kiosk.ui.wording import Words
from tests.ui.samples import (
    CART,
    CATALOGUE,
    CODE_URL,
    FINDINGS,
    NO_NETWORK,
    ORDER_ID,
    ORDERS,
    SCREENS,
    SHOP,
    receipt,
    receipt_text,
)

ZH = Words(Language.ZH, receipt_text)
EN = Words(Language.EN, receipt_text)


def is_plain(value: object) -> bool:
    match value:
        case str() | bool() | int() | float():
            return True
        case list():
            return all(is_plain(one) for one in value)
        case dict():
            return all(isinstance(key, str) and is_plain(one) for key, one in value.items())
        case _:
            return False


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("words", [ZH, EN])
def test_every_screen_becomes_plain_values(name: str, words: Words) -> None:
    values = render(SCREENS[name], words)
    assert [key for key, value in values.items() if not is_plain(value)] == []


def test_every_kind_of_screen_is_sampled_and_has_a_depth() -> None:
    sampled = {type(screen) for screen in SCREENS.values()}
    assert sampled == set(DEPTHS) == set(s.Screen.__args__)


def test_no_screen_but_staffs_shows_a_whole_phone_number_or_name() -> None:
    staff = {"StaffMembers", "StaffMember", "StaffRecord"}
    shown = "".join(
        str(render(screen, ZH)) for screen in SCREENS.values() if type(screen).__name__ not in staff
    )
    assert "13812341234" not in shown
    assert "张三" not in shown


def test_the_amount_stands_on_the_button() -> None:
    values = render(SCREENS["confirm-payment"], EN)
    assert values["pay"] == "Pay ¥26.50"


def test_a_masked_number_has_no_initial() -> None:
    assert render(SCREENS["confirm-payment-pin"], ZH)["letter"] == ""
    assert render(SCREENS["confirm-payment"], ZH)["letter"] == "张"


def test_shelves_stay_equal_while_the_cart_changes() -> None:
    before = render(s.Browse(CATALOGUE, CART), ZH)
    after = render(s.Browse(CATALOGUE, CART.without_one("water")), ZH)
    assert before["shelves"] == after["shelves"]
    assert after["quantities"] == {"water": 1, "sandwich": 1, "croissant": 1}


def test_an_empty_shelf_is_not_offered() -> None:
    drinks_only = replace(CATALOGUE, products=CATALOGUE.products[:2])
    shelves = render(s.Browse(drinks_only, CART), EN)["shelves"]
    assert isinstance(shelves, list)
    assert [shelf["name"] for shelf in shelves] == ["All", "Drinks"]


def test_a_picture_is_a_url_whatever_its_path() -> None:
    odd = replace(CATALOGUE.products[0], picture="/shop/my pictures/latté #1.svg")
    shelves = render(s.Browse(replace(CATALOGUE, products=(odd,)), CART), EN)["shelves"]
    assert isinstance(shelves, list)
    assert (
        shelves[0]["products"][0]["picture"] == "file:///shop/my%20pictures/latt%C3%A9%20%231.svg"
    )


@pytest.mark.parametrize(("count", "text"), [(1, "1 item"), (4, "4 items")])
def test_items_are_counted_in_words(count: int, text: str) -> None:
    assert items_text(count, EN) == text


def test_an_unknown_payment_offers_no_second_try() -> None:
    unknown = render(SCREENS["trouble-unknown"], EN)
    declined = render(SCREENS["trouble-declined"], EN)
    assert (unknown["can_retry"], declined["can_retry"]) == (False, True)
    assert unknown["order"] == "Order 5A6B7C8D"


def test_every_way_is_a_card_and_a_greyed_one_says_why() -> None:
    cards = render(SCREENS["choose-payment-offline"], EN)["cards"]
    assert isinstance(cards, list)
    assert [(card["name"], card["why_not"]) for card in cards] == [
        ("payByFace", "Camera is off: use your number"),
        ("payByPhone", ""),
        ("way-code", "No network now: please pay another way"),
        ("way-alipay", "No network now: please pay another way"),
        ("way-wechat", "No network now: please pay another way"),
        ("way-counter", ""),
    ]


def test_the_rail_is_named_on_the_button_where_there_is_a_choice() -> None:
    values = render(SCREENS["confirm-payment-rails"], EN)
    assert values["pay"] == "Member balance: pay ¥26.50"
    assert values["others"] == [{"rail": "alipay", "text": "Alipay: pay ¥26.50"}]


@pytest.mark.parametrize(
    ("left_s", "time"), [(5400, "1 h"), (3599, "59 min"), (30, "1 min"), (0, "1 min")]
)
def test_near_the_offline_limit_people_read_what_is_left(left_s: int, time: str) -> None:
    limit = OfflineAllowed(Money(3200), left_s, is_near=True)
    screen = money_show.ConfirmPayment("张*", CART, 30, by_face=True, offline=limit)
    said = render(screen, EN)["offline"]
    assert said == (
        f"Our back office is out of reach. Your balance pays up to ¥32.00, for another {time}"
    )


def test_a_qr_code_shows_what_the_service_gave() -> None:
    values = render(SCREENS["show-code"], EN)
    assert values["qr"] == data_uri(CODE_URL)


def test_only_what_works_is_offered_in_place_of_an_empty_wallet() -> None:
    screen = money_show.PaymentProblem(
        money_show.PaymentTrouble.NOT_ENOUGH, Money(2650), ORDER_ID, Money(800), NO_NETWORK
    )
    others = render(screen, EN)["others"]
    assert isinstance(others, list)
    assert [other["name"] for other in others] == ["way-counter"]


@pytest.mark.parametrize(
    ("payer", "rail", "text"),
    [
        ("张*", "wallet", "Member balance · 张*"),
        ("138****1234", "alipay", "Alipay · 138****1234"),
        ("", "cash", "Cash"),
    ],
)
def test_the_result_names_the_rail_and_the_masked_payer(payer: str, rail: str, text: str) -> None:
    paid = replace(receipt(), payer=payer, rail=rail)
    screen = s.Result(paid, s.DoorNotice.NONE, s.PrintNotice.NONE)
    assert render(screen, EN)["payer"] == text


def test_the_result_shows_numbers_balance_and_a_code() -> None:
    values = render(SCREENS["result"], EN)
    assert values["numbers"] == ["A012"]
    assert values["balance"] == "Balance ¥73.50"
    assert values["qr"] == data_uri(receipt_text(receipt()))


def test_no_receipt_text_means_no_code() -> None:
    assert render(SCREENS["result"], Words(Language.EN))["qr"] == ""


def test_a_locked_pin_counts_down_and_an_open_one_does_not() -> None:
    locked = render(SCREENS["enter-pin-locked"], ZH)
    wrong = render(SCREENS["enter-pin"], ZH)
    assert (locked["locked_for_s"], wrong["locked_for_s"]) == (60, 0)
    assert wrong["trouble"] == "手机号或密码不对，还可以试 3 次"


def test_staff_status_counts_what_needs_a_look() -> None:
    assert render(s.StaffStatus(FINDINGS), EN)["summary"] == "2 to look at"
    assert render(s.StaffStatus(FINDINGS[2:]), EN)["summary"] == "All is well"


def test_an_unknown_payment_state_is_shown_as_it_is() -> None:
    odd = replace(ORDERS[0], payment_state="disputed", door_state="ajar")
    assert "disputed" in str(render(s.StaffOrders((odd,)), EN))
    assert "ajar" in str(render(s.StaffOrder(odd, None), EN))


@pytest.mark.parametrize(
    ("stamp", "text"), [("2026-08-01T09:05:12+08:00", "08-01 09:05"), ("soon", "soon")]
)
def test_times_are_short(stamp: str, text: str) -> None:
    assert local_time(stamp) == text


def test_topped_up_zero_is_not_a_topping_up() -> None:
    screen = SCREENS["staff-member"]
    assert isinstance(screen, s.StaffMember)
    assert render(replace(screen, topped_up=Money(10000)), EN)["topped_up"] == "¥100.00 added"
    assert render(replace(screen, topped_up=None), EN)["topped_up"] == ""


def test_badges_and_chrome_speak_both_languages() -> None:
    assert badges((Fault.CLOUD,), ZH) == [{"fault": "cloud", "name": "离线"}]
    assert chrome(SHOP, EN)["shop"] == "Kaimen Shop"


def test_view_models_need_no_qt() -> None:
    code = "import sys, kiosk.ui.view_models.rendering; print('PySide6' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert seen.stdout == "False\n"
