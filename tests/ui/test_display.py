"""The call screen."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.queue_number import Ticket, TicketState
from kiosk.tour import finger
from kiosk.ui.display import Display, DisplayLook
from kiosk.ui.view_models.call_screen import call_screen, newest_ready
from tests.ui.samples import DAY, SHOP

MAKING = Ticket(DAY, "bar", "A", 12, "o1")
READY = Ticket(DAY, "bar", "A", 12, "o1", TicketState.READY)
OTHER = Ticket(DAY, "bar", "A", 9, "o0", TicketState.READY)


def test_nothing_is_celebrated_on_the_first_look() -> None:
    assert newest_ready(None, (OTHER,)) == ""


def test_a_number_that_becomes_ready_is_celebrated() -> None:
    assert newest_ready((OTHER, MAKING), (OTHER, READY)) == "A012"


def test_columns_hold_what_is_made_and_what_is_ready() -> None:
    values = call_screen(SHOP, (MAKING, OTHER), "")
    assert (values["making"], values["ready"]) == (["A012"], ["A009"])


@pytest.mark.ui
def test_a_new_number_fills_the_screen(qtbot: QtBot) -> None:
    tickets = [(OTHER, MAKING), (OTHER, READY)]
    display = Display(DisplayLook(SHOP, (1280, 720)), lambda: tickets[0])
    qtbot.waitUntil(lambda: finger.has(display.view, "number-A009"))
    assert not finger.has(display.view, "called")
    del tickets[0]
    display.poll()
    qtbot.waitUntil(lambda: finger.has(display.view, "called"))
    display.close()


@pytest.mark.ui
def test_a_failing_read_keeps_the_last_picture(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    answers = [(OTHER,)]

    def read() -> tuple[Ticket, ...]:
        if not answers:
            raise OSError("disk gone")
        return answers.pop()

    display = Display(DisplayLook(SHOP, (1280, 720)), read)
    display.poll()
    assert finger.has(display.view, "number-A009")
    assert "disk gone" in caplog.text
    display.close()
