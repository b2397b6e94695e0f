"""A tap that was meant for the page before must not cost money."""

from __future__ import annotations

import pytest

from kiosk.flows import money_events as money_on
from kiosk.tour import finger
from tests.ui.conftest import OpenWindow
from tests.ui.samples import SCREENS


@pytest.mark.ui
def test_the_pay_button_takes_no_tap_before_the_page_has_settled(open_window: OpenWindow) -> None:
    window = open_window(has_motion=True)
    window.show(SCREENS["confirm-payment"])
    window.press("confirm")
    assert not [event for event in window.events if isinstance(event, money_on.PayFromPressed)]

    window.wait(lambda: finger.find(window.view, "confirm").isEnabled())
    window.press("confirm")
    assert money_on.PayFromPressed("wallet") in window.events
