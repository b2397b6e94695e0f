"""One checkout on a disk whose n-th operation fails, and what it left."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from kiosk.flows import events as on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.money_screens import PaymentTrouble
from kiosk.flows.screens import Screen
from tests.journeys.steps import a_member_with, choose_staff_pin, show_face
from tests.support.headless_kiosk import HeadlessKiosk
from tests.support.power import day
from tests.support.power.cuts import DATABASE
from tests.support.power.disk import Operation, Told
from tests.support.power.verdict import complaints
from tests.support.power.vfs import RecordingVfs

ERRORS: dict[str, type[apsw.Error]] = {"EIO": apsw.IOError, "ENOSPC": apsw.FullError}
NEVER = 1 << 60


@dataclass(frozen=True, slots=True)
class Fault:
    """`nth` counts writes, truncations, deletions and syncs of the checkout from 0.

    `lasts`: all that follow fail too, until the shopper has gone.
    """

    error: str
    nth: int
    lasts: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """`asked`: operations of the checkout, failed ones too. `wrong`: nothing, if all is well."""

    asked: int
    is_sold: bool
    wrong: tuple[str, ...]


class _Failing:
    """Counts from `arm` on. A mended disk never fails again."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self.asked = -NEVER

    def arm(self) -> None:
        self.asked = 0

    def mend(self) -> int:
        """How many were asked for so far."""
        asked, self.asked = self.asked, -NEVER
        return asked

    def __call__(self, operation: Operation) -> type[apsw.Error] | None:
        nth, self.asked = self.asked, self.asked + 1
        fails = nth >= self._fault.nth if self._fault.lasts else nth == self._fault.nth
        return ERRORS[self._fault.error] if fails else None


def furnish(folder: Path) -> str:
    """A shop with one member who can pay; the member's id."""
    folder.mkdir(parents=True)
    kiosk = HeadlessKiosk(folder / DATABASE, boot="boot-0")
    kiosk.start()
    choose_staff_pin(kiosk)
    member_id = a_member_with(kiosk, 100)
    kiosk.close()
    return member_id


def one_checkout(furnished: Path, member_id: str, fault: Fault, folder: Path) -> Ended:
    """In a copy of the shop in `folder`, which is emptied again."""
    shutil.copytree(furnished, folder)
    failing = _Failing(fault)
    try:
        with RecordingVfs(f"failing-{folder.name}", failing) as disk, _unforeseen() as unforeseen:
            kiosk = HeadlessKiosk(folder / DATABASE, connect=disk.connect)
            kiosk.start()
            failing.arm()
            _shop_and_leave(kiosk, member_id)
            asked = failing.mend()
            screens = list(kiosk.display.screens)
            kiosk.wait(120)
            kiosk.close()
        told = _told(screens)
        wrong = [*unforeseen, *complaints(folder / DATABASE, told), *_broken_words(screens, folder)]
        return Ended(asked, bool(told), tuple(wrong))
    finally:
        shutil.rmtree(folder)


def _shop_and_leave(kiosk: HeadlessKiosk, member_id: str) -> None:
    """Touches that make no sense on the screen that is there do nothing."""
    kiosk.touch(on.ShopPressed(), on.ProductAdded("latte"), on.CheckoutPressed())
    show_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.wait(60)


def _told(screens: list[Screen]) -> list[Told]:
    receipts = {
        screen.receipt.order_id: screen.receipt
        for screen in screens
        if isinstance(screen, show.Result)
    }
    return [Told(day.COMPLETED, f"{one.order_id} {one.number}") for one in receipts.values()]


def _broken_words(screens: list[Screen], folder: Path) -> Iterator[str]:
    """Who was told that nothing was charged has paid nothing."""
    promised = [
        screen.trouble
        for screen in screens
        if isinstance(screen, money_show.PaymentProblem)
        and screen.trouble is not PaymentTrouble.UNKNOWN
    ]
    if promised:
        kiosk = HeadlessKiosk(folder / DATABASE, boot="boot-2")
        (paid,) = kiosk.database.execute(
            "SELECT count(*) FROM payments WHERE state = 'paid'"
        ).fetchone()
        kiosk.close()
        if paid:
            yield f"the shopper was told '{promised[-1]}', and has paid"


@contextmanager
def _unforeseen() -> Iterator[list[str]]:
    """What the core had no words for: an exception that is not about the disk."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.msg in {"%s was not handled", "%s failed"}:
                found.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")

    log, listener = logging.getLogger("kiosk.conductor"), Listener()
    log.addHandler(listener)
    try:
        yield found
    finally:
        log.removeHandler(listener)
