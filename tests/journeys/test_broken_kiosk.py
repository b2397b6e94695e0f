"""A kiosk in which something is broken: the real parts, and a screen that is only written down."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk import config
from kiosk.compose.kiosk import Kiosk
from kiosk.compose.records import database_path
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.storage import journal, staff_pin
from kiosk.storage.database import open_database, transaction

PATIENCE_S = 15.0


class Noted:
    """A `Display` that keeps what it was told."""

    def __init__(self) -> None:
        self.screens: queue.SimpleQueue[show.Screen] = queue.SimpleQueue()
        self.badges: queue.SimpleQueue[tuple[Fault, ...]] = queue.SimpleQueue()

    def show(self, screen: show.Screen) -> None:
        self.screens.put(screen)

    def speak(self, language: Language) -> None:
        """Every language will do."""

    def ask_still_there(self, seconds: int | None) -> None:
        """Nobody is."""

    def set_badges(self, faults: tuple[Fault, ...]) -> None:
        self.badges.put(faults)


def settings_in(folder: Path, **changes: object) -> Settings:
    settings = config.load(config.simulated_path(), relative_to=folder)
    quiet = {
        "cloud": settings.cloud.model_copy(update={"mode": "off"}),
        "locks": settings.locks.model_copy(update={"port": "none:"}),
        "camera": settings.camera.model_copy(update={"url": "none:"}),
    }
    return settings.model_copy(update=quiet | changes)


def with_staff_pin(settings: Settings) -> Settings:
    clock = SystemClock(settings.site.zone)
    with closing(open_database(database_path(settings))) as database:
        staff_pin.choose(database, "820463", b"0" * 16, clock.now())
    return settings


@contextmanager
def running(settings: Settings) -> Iterator[tuple[Kiosk, Noted]]:
    noted = Noted()
    kiosk = Kiosk(settings, noted, _drop, lambda: None)
    kiosk.start()
    try:
        yield kiosk, noted
    finally:
        kiosk.stop()


def _drop(_picture: NDArray[np.uint8]) -> None:
    """Nobody looks at the preview."""


def first_fault(noted: Noted) -> show.OutOfOrder:
    """The next out-of-order screen; the attract screen may flash up before a worker looked."""
    while True:
        screen = noted.screens.get(timeout=PATIENCE_S)
        if isinstance(screen, show.OutOfOrder):
            return screen


def badges_until(noted: Noted, fault: Fault) -> tuple[Fault, ...]:
    while True:
        badges = noted.badges.get(timeout=PATIENCE_S)
        if fault in badges:
            return badges


def test_a_damaged_database_ends_in_a_screen_and_is_left_alone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    path = database_path(settings)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this was a database once" * 100)

    with running(settings) as (kiosk, noted):
        problem = first_fault(noted).problem
        kiosk.put(on.StaffDoorKnocked())

    assert problem.fault is Fault.DATABASE
    assert "restore the last backup" in problem.detail or "not a Kaimen database" in problem.detail
    assert path.read_bytes() == b"this was a database once" * 100


def test_a_broken_catalogue_names_the_product_and_what_to_write(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text('[[products]]\nsku = "tea"\nprice = 3.5\n')
    settings = with_staff_pin(settings_in(tmp_path))
    paths = settings.paths.model_copy(update={"catalogue": catalogue})

    with running(settings.model_copy(update={"paths": paths})) as (_, noted):
        problem = first_fault(noted).problem

    assert problem.fault is Fault.CATALOGUE
    assert "tea" in problem.detail


def test_a_clock_set_to_the_past_stops_sales(tmp_path: Path) -> None:
    settings = with_staff_pin(settings_in(tmp_path))
    tomorrow = SystemClock(settings.site.zone).now() + timedelta(hours=1)
    with closing(open_database(database_path(settings))) as database, transaction(database):
        journal.write(database, tomorrow, "order.paid", "an-order-of-later")

    with running(settings) as (_, noted):
        problem = first_fault(noted).problem

    assert problem.fault is Fault.CLOCK


def test_without_camera_and_models_people_still_pay_by_phone(tmp_path: Path) -> None:
    settings = with_staff_pin(settings_in(tmp_path))

    with running(settings) as (kiosk, noted):
        badges_until(noted, Fault.CAMERA)
        badges_until(noted, Fault.MODELS)
        kiosk.put(on.ShopPressed())
        kiosk.put(on.ProductAdded("latte"))
        kiosk.put(on.CheckoutPressed())
        while not isinstance(screen := noted.screens.get(timeout=PATIENCE_S), show.ChoosePayment):
            pass

    assert screen.why_no_face is not None
    assert screen.cart.count == 1


def test_a_lock_board_that_is_not_there_is_a_badge_and_nothing_more(tmp_path: Path) -> None:
    settings = with_staff_pin(settings_in(tmp_path))
    locks = settings.locks.model_copy(update={"port": str(tmp_path / "no-such-port")})

    with running(settings.model_copy(update={"locks": locks})) as (_, noted):
        badges = badges_until(noted, Fault.LOCKS)
        screen = noted.screens.get(timeout=PATIENCE_S)

    assert Fault.LOCKS in badges
    assert isinstance(screen, show.Attract)
