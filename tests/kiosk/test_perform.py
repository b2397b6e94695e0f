"""Effects become acts; what opens a door is on disk first. Small devices, real database."""

from __future__ import annotations

import sqlite3

import pytest

from kiosk.domain.door import DoorState
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows import effects as do
from kiosk.flows import member_effects as member_do
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.storage.database import StorageError
from tests.kiosk.a_performer import ORDER, PAID, PAYMENT, Desk, refuse_writes
from tests.support.fake_shop import (
    PHONE,
    PIN,
)

# --- the screen and the clock -----------------------------------------------------------------


def test_a_screen_is_shown_once_until_it_changes(desk: Desk) -> None:
    home, closed = show.Attract(faces_work=True), show.Attract(faces_work=False)
    for screen in (home, home, closed, home):
        desk.perform(do.Show(screen))
    assert desk.display.screens == [home, closed, home]


def test_badges_language_and_the_countdown_reach_the_display(desk: Desk) -> None:
    desk.perform(do.ShowFaults((Fault.CAMERA,)), do.Speak(Language.EN), do.AskStillThere(15))
    display = desk.display
    assert (display.badges, display.languages, display.still_there) == (
        (Fault.CAMERA,),
        [Language.EN],
        15,
    )


def test_timers_run_by_the_given_clock(desk: Desk) -> None:
    desk.perform(do.StartTimer("idle", 60), do.StartTimer("slow", 4), do.StopTimer("slow"))
    now_s = desk.clock.monotonic()
    assert list(desk.timers.take_due(now_s + 59.9)) == []
    assert list(desk.timers.take_due(now_s + 60)) == ["idle"]


def test_the_eyes_watch_when_told(desk: Desk) -> None:
    desk.perform(do.WatchFaces())
    assert desk.eyes.is_watching
    desk.perform(do.StopWatching())
    assert not desk.eyes.is_watching


# --- doors and paper --------------------------------------------------------------------------


def test_a_door_is_sent_on_disk_before_the_board_is_asked(desk: Desk) -> None:
    seen = []
    desk.door.open = lambda command_id: seen.append(  # type: ignore[method-assign]
        (command_id, desk.door_states()[command_id])
    )
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"), do.OpenDoor("door-1"))
    assert seen == [("door-1", "sent")]


def test_a_door_command_is_sent_once(desk: Desk) -> None:
    opening = do.OpenDoor("door-1")
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"), opening, opening)
    desk.perform(do.RecordDoor("door-1", DoorState.OPENED), opening)
    assert desk.door.asked == ["door-1"]


def test_a_door_nobody_wrote_down_stays_shut(desk: Desk) -> None:
    desk.perform(do.OpenDoor("door-9"))
    assert desk.door.asked == []


def test_staff_open_with_a_command_of_their_own(desk: Desk) -> None:
    desk.perform(
        *PAID, money_do.CompleteOrder("pay-1", None), do.OpenDoorForStaff("door-2", "order-1")
    )
    assert desk.door.asked == ["door-2"]
    assert desk.door_states() == {"door-2": "sent"}
    desk.perform(do.RecordDoor("door-2", DoorState.FAILED, "jammed"))
    assert desk.door_states() == {"door-2": "failed"}


def test_a_door_that_cannot_be_written_down_stays_shut(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", "door-1"))
    refuse_writes(desk.database, "door_commands")
    with pytest.raises(StorageError):
        desk.perform(do.OpenDoor("door-1"))
    assert desk.door.asked == []


def test_a_receipt_is_printed_in_the_language_last_spoken(desk: Desk) -> None:
    (done,) = desk.perform(*PAID, money_do.CompleteOrder("pay-1", None))
    assert isinstance(done, money_on.OrderCompleted)
    printing = do.PrintReceipt(done.receipt)
    desk.perform(printing, do.Speak(Language.EN), printing)
    assert desk.printer.printed == [(done.receipt, Language.ZH), (done.receipt, Language.EN)]


# --- storage fails ----------------------------------------------------------------------------


def no_more_reading(database: sqlite3.Connection) -> None:
    for table in ("members", "orders", "tickets", "facts", "payments"):
        database.execute(f"CREATE TEMP TABLE {table} (empty TEXT)")


@pytest.mark.parametrize(
    "effect",
    [
        money_do.PlaceOrder(ORDER, PAYMENT),
        member_do.LoadMember("m-1"),
        member_do.CheckPhone(PHONE),
        member_do.CheckPin(PHONE, PIN),
        do.CheckStaffPin(PIN),
        member_do.LoadMembers(""),
        do.LoadOrders(),
        do.LoadQueue(),
        money_do.ResolvePayments(),
    ],
)
def test_a_read_that_fails_is_a_storage_error(desk: Desk, effect: Effect) -> None:
    no_more_reading(desk.database)
    with pytest.raises(StorageError):
        desk.perform(effect)
