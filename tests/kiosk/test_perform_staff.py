"""What staff ask for: their PIN, the findings, orders, numbers, a restart."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.queue_number import TicketAction, TicketState
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.perform import Performer
from kiosk.perform_members import Safe
from kiosk.storage import orders
from kiosk.storage.vault import SECRET_BYTES, Vault
from tests.kiosk.a_performer import FINDINGS, PAID, Desk
from tests.support.fake_safe import SIGNER
from tests.support.fake_shop import (
    PIN,
    SHOP,
)


def test_the_staff_pin_is_chosen_and_checked(desk: Desk) -> None:
    assert desk.perform(do.SetStaffPin(PIN)) == [on.StaffPinAccepted()]
    assert desk.perform(do.CheckStaffPin("000001")) == [on.StaffPinRefused(4, 0)]
    assert desk.perform(do.CheckStaffPin(PIN)) == [on.StaffPinAccepted()]


def test_without_the_device_secret_staff_are_told_and_no_try_is_counted(desk: Desk) -> None:
    desk.perform(do.SetStaffPin(PIN))
    lost = Safe(Vault(b"x" * SECRET_BYTES, bytes, is_locked=True), SIGNER)
    without = Performer(replace(desk.world, safe=lost))
    assert without.perform(do.CheckStaffPin("000001")) == [on.StaffPinOutOfReach()]
    assert without.perform(do.CheckStaffPin(PIN)) == [on.StaffPinOutOfReach()]
    assert desk.perform(do.CheckStaffPin("000001")) == [on.StaffPinRefused(4, 0)]


def test_the_status_page_shows_the_findings(desk: Desk) -> None:
    assert desk.perform(do.LoadStatus()) == [on.StatusLoaded(FINDINGS)]


def test_orders_and_their_receipts_are_listed(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", None))
    (listed,) = desk.perform(do.LoadOrders())
    assert isinstance(listed, on.OrdersLoaded)
    (row,) = listed.rows
    receipt = orders.receipt_of(desk.database, "order-1", SHOP)
    assert desk.perform(do.LoadOrder("order-1")) == [on.OrderLoaded(row, receipt)]
    assert desk.perform(do.LoadOrder("order-9")) == [on.OrderLoaded(None, None)]


def test_a_number_is_called(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", None))
    (queue,) = desk.perform(do.MoveTicket("2026-11-21", "bar", 1, TicketAction.CALL))
    assert isinstance(queue, on.QueueLoaded)
    assert [(one.text, one.state) for one in queue.tickets] == [("A001", TicketState.READY)]
    assert desk.perform(do.LoadQueue()) == [queue]


def test_a_restart_is_asked_for(desk: Desk) -> None:
    desk.perform(do.Restart())
    assert desk.restarts == 1
