"""The day-end pages: reports, bills, files, and a day that is closed once."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.language import Label
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import staff_effects as staff_do
from kiosk.flows import staff_events as staff_on
from kiosk.flows import staff_screens as show
from kiosk.flows.events import Event
from kiosk.flows.screens import StaffMenu, StaffPage
from kiosk.flows.staff import Staff
from kiosk.flows.staff_screens import Export, ExportNotice
from tests.kiosk.flows.play import last, play
from tests.kiosk.flows.test_staff import inside
from tests.ui.samples_staff import CLOSED, COMPARISON, FILES, FOLDER, RUNNING

BACK, CONFIRM = on.BackPressed(), on.ConfirmPressed()
LOADED = staff_on.DayEndLoaded(RUNNING, 41)
BILLS = staff_on.BillsLoaded(FILES, FOLDER)
PAGE = show.StaffDayEnd(RUNNING, 41)
PATH = FILES[0].path


def day_end(*events: Event) -> Staff:
    return inside(on.StaffPageChosen(StaffPage.DAY_END), LOADED, *events)


def test_the_running_day_is_shown() -> None:
    assert play(inside(), on.StaffPageChosen(StaffPage.DAY_END), LOADED, BACK) == [
        [staff_do.LoadDayEnd()],
        [do.Show(PAGE)],
        [do.Show(StaffMenu("cafe-1"))],
    ]


def test_an_earlier_report_is_loaded_by_its_number_and_zero_is_the_running_day() -> None:
    assert last(day_end(), staff_on.DayChosen(41)) == [staff_do.LoadDayEnd(41)]
    assert last(day_end(), staff_on.DayChosen(0)) == [staff_do.LoadDayEnd(None)]


def test_a_day_is_closed_with_a_second_tap_and_once() -> None:
    staff = day_end()
    close = staff_do.CloseDay("id-1")
    assert play(staff, staff_on.CloseDayPressed(), CONFIRM, CONFIRM) == [
        [do.Show(show.StaffCloseDay(RUNNING, 42))],
        [close],
        [close],  # the same id: storage closes once
    ]
    closed = replace(CLOSED, number=42)
    shown = do.Show(show.StaffDayEnd(closed, 42))
    assert last(staff, staff_on.DayEndLoaded(closed, 42)) == [shown]


def test_a_closed_day_cannot_be_closed_again() -> None:
    staff = day_end(staff_on.DayEndLoaded(CLOSED, 41))
    assert last(staff, staff_on.CloseDayPressed()) == []


def test_a_bill_is_chosen_read_and_compared() -> None:
    page = show.StaffBills(FILES, FOLDER)
    assert play(
        day_end(),
        staff_on.BillsPressed(),
        BILLS,
        staff_on.BillChosen(PATH),
        staff_on.BillChosen(PATH),
        staff_on.BillCompared(COMPARISON),
        BACK,
    ) == [
        [staff_do.LoadBills()],
        [do.Show(page)],
        [do.Show(replace(page, reading=FILES[0].name)), staff_do.CompareBill(PATH)],
        [],
        [do.Show(show.StaffComparison(COMPARISON))],
        [staff_do.LoadBills()],
    ]


def test_only_a_file_of_the_list_is_read() -> None:
    assert last(day_end(BILLS), staff_on.BillChosen("/etc/passwd")) == []


def test_a_bill_that_cannot_be_used_says_line_and_reason() -> None:
    reason = Label("不是金额", "no amount")
    page = show.StaffBills(FILES, FOLDER, refused=("wx.csv", 7, reason))
    staff = day_end(BILLS, staff_on.BillChosen(PATH))
    assert last(staff, staff_on.BillRefused("wx.csv", 7, reason)) == [do.Show(page)]


def test_a_comparison_whose_fees_could_not_be_booked_leads_back_to_the_list() -> None:
    staff = day_end(BILLS, staff_on.BillChosen(PATH))
    failed = on.NotDone(staff_do.CompareBill(PATH))
    assert last(staff, failed) == [do.Show(show.StaffBills(FILES, FOLDER))]


def test_a_day_is_exported_with_the_bill_that_was_compared() -> None:
    staff = day_end(BILLS, staff_on.BillChosen(PATH), staff_on.BillCompared(COMPARISON))
    page = show.StaffComparison(COMPARISON)
    done = Export(ExportNotice.DONE, ("/data/reports",))
    assert play(staff, staff_on.ExportPressed(), staff_on.DayExported(("/data/reports",))) == [
        [
            do.Show(replace(page, export=Export(ExportNotice.BUSY))),
            staff_do.ExportDay(RUNNING, COMPARISON),
        ],
        [do.Show(replace(page, export=done))],
    ]


def test_an_export_that_failed_says_why() -> None:
    reason = Label("磁盘满", "disk full")
    failed = Export(ExportNotice.FAILED, reason=reason)
    staff = day_end(staff_on.ExportPressed())
    assert last(staff, staff_on.DayNotExported(reason)) == [do.Show(replace(PAGE, export=failed))]


def test_open_payments_are_asked_about_and_looked_at_again() -> None:
    staff = day_end()
    asked = replace(PAGE, is_asking=True)
    again = [do.Show(asked), money_do.ResolvePayments(), do.StartTimer("staff_asked", 3.0)]
    assert play(staff, staff_on.AskAgainPressed(), staff_on.AskAgainPressed()) == [again, []]
    assert last(staff, on.TimedOut("staff_asked")) == [staff_do.LoadDayEnd(None)]
