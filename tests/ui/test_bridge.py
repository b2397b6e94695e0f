"""From other threads into the window."""

from __future__ import annotations

import threading

import pytest

from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.tour import finger
from tests.ui.conftest import OpenWindow
from tests.ui.samples import SCREENS

pytestmark = pytest.mark.ui


def test_another_thread_may_show_speak_ask_and_set_badges(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["attract"])

    def conduct() -> None:
        bridge = window.app.bridge
        bridge.speak(Language.EN)
        bridge.show(SCREENS["confirm-payment"])
        bridge.set_badges((Fault.CLOUD,))
        bridge.ask_still_there(7)

    core = threading.Thread(target=conduct)
    core.start()
    core.join()
    window.wait(
        lambda: finger.has(window.view, "confirm") and finger.has(window.view, "still-here")
    )
    window.wait(lambda: window.text_of("confirm") == "Pay ¥26.50")
    assert window.text_of("still-seconds") == "7"
    assert finger.has(window.view, "badge-cloud")


def test_many_screens_at_once_end_on_the_last(open_window: OpenWindow) -> None:
    window = open_window()
    for screen in SCREENS.values():
        window.app.bridge.show(screen)
    window.show(SCREENS["attract"])
    assert finger.has(window.view, "shop")


def test_a_page_forgets_what_was_typed_when_it_is_left(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["enter-phone"])
    window.press("keypad-1", "keypad-3")
    assert window.text_of("typed") == "13"
    window.show(SCREENS["attract"])
    window.show(SCREENS["enter-phone"])
    assert window.text_of("typed") == ""


def test_quit_from_another_thread_ends_the_loop(open_window: OpenWindow) -> None:
    app = open_window().app
    threading.Thread(target=app.quit, args=(3,)).start()
    assert app.run() == 3
