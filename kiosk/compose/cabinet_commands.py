"""`python -m kiosk cabinet`: set a cabinet up in a terminal, look at its planogram, undo.

The same learning, the same books and the same file as the staff screen's: what one began, the other
goes on with. The kiosk must not run meanwhile, because its ports are needed.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

from firmware_bridge.commands.commissioning import converse, progress_on
from firmware_bridge.commands.terminal import Colour, Terminal
from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.learning import Learning
from firmware_bridge.learning_devices import LearningDevices
from firmware_bridge.learning_steps import (
    Effect,
    Event,
    Failed,
    LockPulsed,
    OrderScale,
    PulseLock,
    Trouble,
)
from firmware_bridge.learnt import GoodWanted, Progress
from firmware_bridge.prober import Prober
from firmware_bridge.scanning import ScanWishes
from kiosk.compose.cabinets import buses_of, virtual_of
from kiosk.compose.records import database_path
from kiosk.config import Settings
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commissioning import CommissioningPlan, commissioning_plan
from kiosk.domain.language import Language
from kiosk.domain.settlement.advice import clashes
from kiosk.storage import commissioning
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.storage.commissioned_file import WrittenCabinets
from kiosk.storage.database import StorageError, open_database
from kiosk.typed_file import FileProblem
from kiosk.ui.view_models.commissioning_words import clash_text
from kiosk.ui.wording import Words

Now = Callable[[], datetime]
NewId = Callable[[], str]


def cabinet_file(settings: Settings) -> Path:
    """Raises FileProblem where the settings name none."""
    if settings.cabinet.file is None:
        how = "Name their file in [cabinet] file, and these settings with --config."
        raise FileProblem(Path("settings"), [f"They name no cabinets. {how}"])
    return settings.cabinet.file


def catalogue_of(settings: Settings) -> Catalogue:
    return load_catalogue(settings.paths.catalogue)


def advise(settings: Settings, language: Language, say: Callable[[str], None]) -> int:
    """1 where goods of one shelf cannot be told apart by weight."""
    file, catalogue = cabinet_file(settings), catalogue_of(settings)
    planned, _ = load_cabinets(file, catalogue)
    plan, words = commissioning_plan(planned, catalogue), Words(language)
    found = [clash for one in planned for clash in clashes(one.planogram)]
    for clash in found:
        say(f"warn {clash_text(clash, plan, words)}")
    if not found:
        say("ok   every good can be told from its neighbours by weight")
    return 1 if found else 0


def undo(settings: Settings, now: datetime, say: Callable[[str], None]) -> int:
    file = WrittenCabinets(cabinet_file(settings), catalogue_of(settings), dict)
    kept = file.undo()
    with closing(open_database(database_path(settings))) as database:
        commissioning.undone(database, now, kept)
    say(f"The version before is back; what was undone is kept as {kept}.")
    return 0


def learn(
    settings: Settings, terminal: Terminal, monotonic: Callable[[], float], now: Now,
    new_id: NewId, *, anew: bool,
) -> int:  # fmt: skip
    """0: written; 1: given up, nothing found, or not written."""
    path, catalogue = cabinet_file(settings), catalogue_of(settings)
    planned, wiring = load_cabinets(path, catalogue)
    plan = commissioning_plan(planned, catalogue)
    buses = buses_of(settings, catalogue, wiring, lambda _event: None, monotonic)
    with ExitStack() as held:
        database = held.enter_context(closing(open_database(database_path(settings))))
        twin = virtual_of(settings, planned, wiring, monotonic)
        if twin is not None:
            held.enter_context(twin)
        probers = [held.enter_context(Prober(port, monotonic)) for port in buses.release()]
        wait, progress = threading.Event().wait, progress_on(terminal)
        devices = LearningDevices(probers, ScanWishes(), monotonic, wait, progress)
        books = _Books(database, now, new_id, devices)
        commissioning.note_unknown(database, now())
        kept = None if anew else commissioning.load(database)
        goods = [GoodWanted(one.sku, one.shelf, one.mg) for one in plan.goods]
        learning = Learning(goods=goods, progress=kept.progress if kept else None)
        _show_plan(plan, settings.site.language, terminal)
        try:
            is_done = converse(learning, books.carry_out, terminal)
        finally:
            books.keep(learning.state.progress)
        if not is_done:
            return 1
        for doubt in learning.learnt.doubts:
            terminal.say(str(doubt), Colour.YELLOW)
        advise(settings, settings.site.language, terminal.say)
        if terminal.ask(f"Write it into {path}? [y/n] ").strip() not in {"", "y"}:
            terminal.say("Not written. What was learnt is kept; run this again to go on.")
            return 1
        file = WrittenCabinets(path, catalogue, lambda: buses.devices)
        version = file.write(learning.learnt, plan)
        commissioning.written(database, now(), version)
        terminal.say(f"Written. The version before is {version}; `undo` brings it back.")
        return 0


class _Books:
    """Carries out what learning asks, and writes down what must be written first."""

    def __init__(
        self, database: sqlite3.Connection, now: Now, new_id: NewId, devices: LearningDevices
    ) -> None:
        self._database = database
        self._now = now
        self._new_id = new_id
        self._devices = devices

    def carry_out(self, effect: Effect) -> Event:
        opening_id = ""
        try:
            match effect:
                case PulseLock(board, lock):
                    opening_id = self._new_id()
                    commissioning.sending(self._database, opening_id, board, lock, self._now())
                case OrderScale(scale, order=order):
                    what = type(order).__name__
                    commissioning.note_calibration(
                        self._database, scale.port, scale.unit, what, self._now()
                    )
                case _:
                    pass
            told = self._devices.carry_out(effect)
        except StorageError:
            return Failed(Trouble.NOT_WRITTEN)
        except FirmwareBridgeError:
            told = Failed(Trouble.PORT_GONE)
        if opening_id:
            is_known = isinstance(told, LockPulsed)
            commissioning.ended(self._database, opening_id, self._now(), known=is_known)
        return told

    def keep(self, progress: Progress) -> None:
        if progress != Progress():
            commissioning.keep(self._database, progress, self._now())


def _show_plan(plan: CommissioningPlan, language: Language, terminal: Terminal) -> None:
    for door in plan.doors:
        terminal.say(f"door {door.number}: {door.name.text(language)} ({door.cabinet} {door.door})")
    for shelf in plan.shelves:
        terminal.say(f"shelf {shelf.key}, behind door {shelf.door}")
