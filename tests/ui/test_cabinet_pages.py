"""The cabinet's pages: whole on every screen, and each button sends its event."""

from __future__ import annotations

import pytest

from kiosk.domain.language import Language
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import events as e
from kiosk.flows import member_events as member_on
from kiosk.flows.events import Event
from tests.ui.conftest import SIZES, OpenWindow
from tests.ui.layout import complaints
from tests.ui.presses import pressed
from tests.ui.samples_cabinet import CABINET_SCREENS, DISPUTED, SESSION

pytestmark = pytest.mark.ui

PRESSES: list[tuple[str, str, Event]] = [
    ("cabinet-home", "open-fridge-d1", cabinet.OpenCabinetPressed("fridge", "d1")),
    ("cabinet-home-lockers", "open-lockers-d2", cabinet.OpenCabinetPressed("lockers", "d2")),
    ("cabinet-home", "join", member_on.JoinPressed()),
    ("cabinet-charged", "dispute", cabinet.DisputePressed()),
    ("cabinet-charged", "done", e.DonePressed()),
    ("cabinet-review", "done", e.DonePressed()),
    ("cabinet-debt", "payDebt", cabinet.PayDebtPressed()),
    ("cabinet-debt", "cancel", e.CancelPressed()),
    ("staff-reviews", f"review-{SESSION}", cabinet.ReviewChosen(SESSION)),
    ("staff-reviews", f"review-{DISPUTED.session_id}", cabinet.ReviewChosen(DISPUTED.session_id)),
    ("staff-review", "candidate-1", cabinet.CandidateChosen(1)),
    ("staff-review", "nothing", cabinet.NothingChosen()),
    ("staff-review", "more-cola", cabinet.ReviewCountChanged("cola", 1)),
    ("staff-review", "less-cola", cabinet.ReviewCountChanged("cola", -1)),
    ("staff-review-asking", "confirm", e.ConfirmPressed()),
    ("staff-cabinets", "restock-fridge-d1", cabinet.RestockChosen("fridge", "d1")),
    ("staff-stock", "more-bagel", cabinet.StockCountChanged("s2", "bagel", 1)),
    ("staff-stock", "confirm", e.ConfirmPressed()),
]


def test_every_button_sends_its_event(open_window: OpenWindow) -> None:
    assert pressed(open_window(), CABINET_SCREENS, PRESSES) == PRESSES


@pytest.mark.parametrize("way", SIZES)
@pytest.mark.parametrize("language", list(Language))
def test_every_page_is_whole_in_both_sizes_of_text(
    open_window: OpenWindow, language: Language, way: str
) -> None:
    window = open_window(language, way)
    found = {}
    for is_large in (False, True):
        for name, screen in CABINET_SCREENS.items():
            window.show(screen)
            if is_large and name == "cabinet-holding":
                window.press("a11y")
                window.show(screen)
            if wrong := complaints(window.view):
                found[name, is_large] = wrong
    assert found == {}
