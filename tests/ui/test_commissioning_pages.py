"""The pages of setting a cabinet up: whole on every screen, and each button sends its event."""

from __future__ import annotations

import pytest

from firmware_bridge import learning_steps as learn
from firmware_bridge.doubts import DoubtKind
from kiosk.domain.commissioning import WhySkipped
from kiosk.domain.language import Language
from kiosk.flows import commissioning_events as setup
from kiosk.flows import events as e
from kiosk.flows.events import Event
from kiosk.ui.wording import TEXTS
from tests.ui.conftest import SIZES, OpenWindow
from tests.ui.layout import complaints
from tests.ui.presses import pressed
from tests.ui.samples_commissioning import COMMISSIONING_SCREENS

pytestmark = pytest.mark.ui


def answer(event: learn.Answer | learn.Again) -> Event:
    return setup.SetUpAnswered(event)


PRESSES: list[tuple[str, str, Event]] = [
    ("set-up", "begin", setup.SetUpPressed(anew=False)),
    ("set-up-begun", "anew", setup.SetUpPressed(anew=True)),
    ("set-up-begun", "undo", setup.UndoLearntPressed()),
    ("set-up-nothing", "yes", answer(learn.Again())),
    ("set-up-open", "yes", answer(learn.Yes())),
    ("set-up-open", "back", e.BackPressed()),
    ("set-up-open", "cancel", e.CancelPressed()),
    ("set-up-open", "leaveOut", setup.LeaveOutPressed()),
    ("set-up-open", "noMore", answer(learn.Finish())),
    ("set-up-which", "choice-2", answer(learn.DoorNamed(2))),
    ("set-up-which", "choice-0", answer(learn.DoorNamed(None))),
    ("set-up-close", "other", answer(learn.Yes())),
    ("set-up-leave-out", "why-broken", answer(learn.Skip("broken"))),
    ("set-up-leave-out", "not", setup.LeaveOutPressed(wanted=False)),
    ("set-up-shelf", "choice-B", answer(learn.ShelfNamed("B"))),
    ("set-up-shelf", "door-1", answer(learn.OpenDoor(1))),
    ("set-up-empty", "yes", answer(learn.Yes())),
    ("set-up-sure", "yes", e.BackPressed()),
    ("set-up-sure", "other", answer(learn.Yes())),
    ("set-up-good", "yes", answer(learn.Yes())),
    ("set-up-good-wrong", "yes", answer(learn.Again())),
    ("set-up-good-wrong", "other", answer(learn.Yes())),
    ("set-up-done", "redo-tried-1", setup.OnceMorePressed("tried", 1)),
    ("set-up-done", "searchAgain", answer(learn.SearchAgain())),
    ("set-up-done", "write", setup.WriteLearntPressed()),
    ("set-up-written", "finish", e.CancelPressed()),
    ("set-up-written", "undo", setup.UndoLearntPressed()),
]


def test_every_button_sends_its_event(open_window: OpenWindow) -> None:
    assert pressed(open_window(), COMMISSIONING_SCREENS, PRESSES) == PRESSES


def test_grams_are_typed_and_given_once(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(COMMISSIONING_SCREENS["set-up-known"])
    window.press("keypad-5", "keypad-0", "keypad-0", "keypad-ok")
    assert setup.GramsTyped("500") in window.events


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_whole_in_both_sizes_of_text(
    open_window: OpenWindow, language: Language, way: str
) -> None:
    window = open_window(language, way)
    found = {}
    for is_large in (False, True):
        for name, screen in COMMISSIONING_SCREENS.items():
            window.show(screen)
            if wrong := complaints(window.view):
                found[name, is_large] = wrong
        window.press("a11y")
    assert found == {}


def test_every_trouble_doubt_and_reason_has_its_words() -> None:
    needed = [
        *(f"setup.trouble.{trouble}" for trouble in learn.Trouble),
        *(f"setup.doubt.{kind}" for kind in DoubtKind),
        *(f"setup.leave_out.{why}" for why in WhySkipped),
    ]
    assert [key for key in needed if key not in TEXTS] == []
