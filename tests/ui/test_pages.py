"""Every page in both languages and both orientations: loads without a warning, cuts no text."""

from __future__ import annotations

import pytest

from kiosk.domain.language import Label, Language
from kiosk.domain.problems import Fault
from kiosk.flows.screens import Browse
from kiosk.tour import finger
from tests.ui.conftest import SIZES, OpenWindow, Window
from tests.ui.gallery import NEW_VISIT
from tests.ui.layout import complaints, foreign
from tests.ui.samples import CATALOGUE, LONG_CART, SCREENS

pytestmark = pytest.mark.ui

LONG_SHOP = Label(
    "开门小店（虹桥高铁站二楼到达层南侧店）", "Kaimen Shop at Hongqiao Station, South Hall"
)

ITS_OWN_LANGUAGE = {"enter-name", "staff-consent-text"}
"""Chinese names to choose from; a consent, in the language in which it was read."""


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_whole(open_window: OpenWindow, language: Language, way: str) -> None:
    window = open_window(language, way)
    found = {}
    for name, screen in SCREENS.items():
        window.show(screen)
        wrong = complaints(window.view)
        if name not in ITS_OWN_LANGUAGE:
            wrong += foreign(window.view, language)
        if wrong:
            found[name] = wrong
    assert found == {}


def smallest_text(window: Window) -> int:
    """The pixels of what is designed at 34 px."""
    texts = [one for one in finger.visible_items(window.view.rootObject()) if one.property("text")]
    page = [one for one in texts if one.inherits("QQuickText") and one.property("size") == 34]
    return min(int(one.property("font").pixelSize()) for one in page)


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_whole_in_larger_text(
    open_window: OpenWindow, language: Language, way: str
) -> None:
    window = open_window(language, way)
    window.show(SCREENS["browse"])
    window.press("a11y")
    found = {}
    for name, screen in SCREENS.items():
        if name.startswith(NEW_VISIT):
            continue
        window.show(screen)
        if wrong := complaints(window.view):
            found[name] = wrong
    assert found == {}


def test_larger_text_is_for_one_visit(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["attract"])
    window.press("a11y")
    window.show(SCREENS["consent"])
    grown = smallest_text(window)
    window.show(SCREENS["attract"])
    window.show(SCREENS["consent"])
    assert smallest_text(window) < grown


@pytest.mark.parametrize(
    "size", [(1080, 1920), (1920, 1080), (768, 1366), (1280, 800), (2160, 3840)]
)
def test_pages_fit_other_screens(open_window: OpenWindow, size: tuple[int, int]) -> None:
    window = open_window(Language.EN)
    window.view.resize(*size)
    found = {}
    for name in (
        "attract",
        "browse-full",
        "choose-payment",
        "choose-payment-ways",
        "choose-payment-offline",
        "present-code-used",
        "confirm-code-long",
        "show-code-wechat",
        "confirm-in-app-wechat",
        "pay-at-counter",
        "confirm-payment-offline",
        "trouble-not-enough-ways",
        "result-troubled",
        "enter-pin",
        "consent",
    ):
        window.show(SCREENS[name])
        if wrong := complaints(window.view):
            found[name] = wrong
    assert found == {}


def test_a_long_shop_name_makes_room_for_badges(open_window: OpenWindow) -> None:
    window = open_window(Language.EN, shop=LONG_SHOP)
    window.app.bridge.set_badges((Fault.CLOUD, Fault.PRINTER, Fault.CAMERA))
    window.show(SCREENS["browse"])
    window.wait(lambda: finger.has(window.view, "badge-camera"))
    assert [line for line in complaints(window.view) if LONG_SHOP.en not in line] == []


def test_the_grid_keeps_its_place_while_the_cart_changes(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["browse"])
    grid = finger.find(window.view, "grid")
    grid.setProperty("contentY", 400.0)
    window.show(Browse(CATALOGUE, LONG_CART))
    window.wait(lambda: finger.find(window.view, "grid").property("quantities") is not None)
    assert grid.property("contentY") == 400.0


def test_switching_the_language_rewrites_the_page(open_window: OpenWindow) -> None:
    window = open_window(Language.ZH)
    window.show(SCREENS["confirm-payment"])
    assert window.text_of("confirm") == "确认支付 ¥26.50"
    window.app.bridge.speak(Language.EN)
    window.wait(lambda: window.text_of("confirm") == "Pay ¥26.50")
