"""A kiosk in which something is broken: the real parts, and a screen that is only written down."""

from __future__ import annotations

import os
import queue
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kiosk import config
from kiosk.__main__ import main
from kiosk.compose.kiosk import Kiosk
from kiosk.compose.records import database_path
from kiosk.config import Settings
from kiosk.devices.device_secret import FileSecret
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows import events as on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.storage import journal, staff_pin
from kiosk.storage.database import open_database, transaction
from kiosk.storage.sealing import open_vault

PATIENCE_S = 15.0
STAFF_PIN = "820463"
AnyScreen = TypeVar("AnyScreen")


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
        secret = FileSecret(settings.paths.data_dir / "device-secret")
        vault = open_vault(database, secret, os.urandom).vault
        staff_pin.choose(database, vault, STAFF_PIN, b"0" * 16, clock.now())
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


def until(noted: Noted, kind: type[AnyScreen]) -> AnyScreen:
    while not isinstance(screen := noted.screens.get(timeout=PATIENCE_S), kind):
        pass
    return screen


def at_the_staff_door(kiosk: Kiosk, noted: Noted) -> None:
    kiosk.put(on.StaffDoorKnocked())
    assert until(noted, show.EnterPin).step is show.PinStep.ENTER
    kiosk.put(on.DigitsEntered(STAFF_PIN))


def a_settings_file(folder: Path) -> Path:
    path = folder / "kiosk.toml"
    quiet = '[cloud]\nmode = "off"\n[locks]\nport = "none:"\n[camera]\nurl = "none:"\n'
    path.write_text(f'[paths]\ndata_dir = "data"\ncatalogue = "sample:"\n{quiet}')
    return path


def test_staff_are_told_that_the_device_secret_is_lost_and_get_in_again(tmp_path: Path) -> None:
    path = a_settings_file(tmp_path)
    settings = with_staff_pin(config.load(path))
    secret = settings.paths.data_dir / "device-secret"
    kept = secret.rename(tmp_path / "backup")

    with running(settings) as (kiosk, noted):
        badges_until(noted, Fault.VAULT)
        at_the_staff_door(kiosk, noted)
        assert until(noted, show.EnterPin).trouble is show.PinTrouble.OUT_OF_REACH

    kept.rename(secret)
    with running(settings) as (kiosk, noted):
        at_the_staff_door(kiosk, noted)
        until(noted, show.StaffMenu)


def test_without_a_backup_the_terminal_makes_room_for_a_new_staff_pin(tmp_path: Path) -> None:
    path = a_settings_file(tmp_path)
    settings = with_staff_pin(config.load(path))
    (settings.paths.data_dir / "device-secret").unlink()

    assert main(["staff-pin", "reset", "--config", str(path)]) == 2
    assert main(["staff-pin", "reset", "--config", str(path), "--yes"]) == 0
    with running(settings) as (kiosk, noted):
        assert until(noted, show.EnterPin).step is show.PinStep.CHOOSE
        kiosk.put(on.DigitsEntered(STAFF_PIN))
        assert until(noted, show.EnterPin).step is show.PinStep.REPEAT
        kiosk.put(on.DigitsEntered(STAFF_PIN))
        until(noted, show.StaffMenu)
    with running(settings) as (kiosk, noted):
        at_the_staff_door(kiosk, noted)
        until(noted, show.StaffMenu)


def test_the_page_of_members_waits_for_its_thread_and_not_the_other_way_round(
    tmp_path: Path,
) -> None:
    with running(with_staff_pin(settings_in(tmp_path))) as (kiosk, noted):
        at_the_staff_door(kiosk, noted)
        until(noted, show.StaffMenu)
        kiosk.put(on.StaffPageChosen(show.StaffPage.MEMBERS))
        assert until(noted, show.StaffMembers).is_searching
        assert until(noted, show.StaffMembers) == show.StaffMembers(())


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
        screen = until(noted, money_show.ChoosePayment)

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
