"""What is kept on disk, opened at start: database, catalogue, and what a restart left open.

Nothing here raises: what is broken becomes a problem with a screen of its own.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.compose.signing import DeviceSigner
from kiosk.config import Settings
from kiosk.devices.device_secret import device_secret
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.pack_change import PackChange
from kiosk.domain.problems import Fault, Problem
from kiosk.perform_members import Safe
from kiosk.storage import forgetting, pack_change, pack_ids, recovery, staff_pin
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.storage.database import StorageError, check, open_database
from kiosk.storage.face_count import FaceLimit, has_room_for_one
from kiosk.storage.order_message import OrderAddress
from kiosk.storage.recovery import Recovered
from kiosk.storage.sealing import open_vault, seal_plain_members
from kiosk.storage.vault import SECRET_BYTES, Vault
from kiosk.storage.wallet import WalletRail
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

DATABASE = "kiosk.sqlite3"


@dataclass(frozen=True, slots=True)
class Records:
    """`database` belongs to the core thread; the vault may be used by any."""

    database: sqlite3.Connection
    vault: Vault
    catalogue: Catalogue
    recovered: Recovered
    problems: list[Problem] = field(default_factory=list)


def database_path(settings: Settings) -> Path:
    return settings.paths.data_dir / DATABASE


def address_of(settings: Settings) -> OrderAddress:
    site = settings.site
    tax = settings.tax.rate_basis_points
    return OrderAddress(site.name, site.site_id, site.device_id, tax)


def wallet_rail(settings: Settings, now: Callable[[], datetime]) -> WalletRail:
    """With a connection of its own, opened on the thread that uses it."""
    return WalletRail(lambda: open_database(database_path(settings)), now)


def own_connection(path: Path) -> Callable[[], sqlite3.Connection]:
    """A connection for each thread that asks, made at its first question."""
    threads = threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(threads, "connection"):
            threads.connection = open_database(path)
        own: sqlite3.Connection = threads.connection
        return own

    return connection


def open_records(settings: Settings, now: Callable[[], datetime]) -> Records:
    """Without a sound database nothing is sold; an empty one in memory only holds its place."""
    problems: list[Problem] = []
    catalogue = _catalogue(settings.paths.catalogue, problems)
    try:
        database = open_database(database_path(settings))
        check(database)
        vault = _vault(settings, database, now(), problems)
        wallet = wallet_rail(settings, now)
        recovered = recovery.recover(database, wallet, address_of(settings), now())
    except StorageError as error:
        log.warning("the database cannot be used: %s", error)
        problems.append(Problem(Fault.DATABASE, str(error), until_restart=True))
        nobodys = Vault(os.urandom(SECRET_BYTES), os.urandom, is_locked=True)
        return Records(open_database(Path(":memory:")), nobodys, catalogue, Recovered(), problems)
    _say(recovered)
    return Records(database, vault, catalogue, recovered, problems)


def safe_of(settings: Settings, vault: Vault) -> Safe:
    kept = settings.members
    limit = FaceLimit(kept.filing_number or "")
    return Safe(vault, DeviceSigner(settings), kept.unused_days, limit)


def change_of_packs(
    settings: Settings, database: sqlite3.Connection, now: datetime
) -> PackChange | None:
    """The change to another model pack that goes on, written down. How far it is takes 0.3 s to
    count at 100,000 members, and is told later, while nobody stands there."""
    change = pack_ids.change_of(settings)
    if change is None:
        return None
    try:
        since = pack_change.begin(database, change, now)
        log.info("%s takes the place of %s since %s", change.pack, change.previous, since)
    except StorageError as error:  # a full disk has its own screen; members are moved all the same
        log.warning("the change of model packs could not be noted: %s", error)
    return change


def receipts_in(path: Path) -> list[str]:
    """Of everybody who was forgotten, oldest first. Raises StorageError."""
    with closing(open_database(path)) as database:
        return [jws for _, jws in forgetting.receipts(database)]


def forget_everybody(settings: Settings, now: datetime) -> int:
    """How many they were. Raises StorageError."""
    with closing(open_database(database_path(settings))) as database:
        return forgetting.forget_unreadable(database, DeviceSigner(settings), now)


def remove_staff_pin(settings: Settings, now: datetime) -> bool:
    """False: there was none. Raises StorageError. The kiosk must not run."""
    with closing(open_database(database_path(settings))) as database:
        return staff_pin.remove(database, now)


def finish_change(settings: Settings, now: datetime) -> int:
    """Drop what the pack before made, for good. How many members it was of; -1: no change goes
    on. Raises StorageError. The kiosk must not run."""
    change = pack_ids.change_of(settings)
    if change is None:
        return -1
    with closing(open_database(database_path(settings))) as database:
        return pack_change.finish(database, change, now)


def log_progress(done: int, count: int) -> None:
    log.info("%d of %d templates are open", done, count)


def _vault(
    settings: Settings, database: sqlite3.Connection, now: datetime, problems: list[Problem]
) -> Vault:
    """Opened, with what an older version left in the clear sealed, and what a power cut
    interrupted finished."""
    secret = device_secret(settings.members.device_secret, settings.paths.data_dir)
    opened = open_vault(database, secret, os.urandom)
    if opened.problem:
        problems.append(Problem(Fault.VAULT, opened.problem))
    seal_plain_members(database, opened.vault, now)
    forgetting.finish(database, DeviceSigner(settings))
    if not has_room_for_one(database, FaceLimit(settings.members.filing_number or "")):
        problems.append(Problem(Fault.FACE_LIMIT))
    return opened.vault


def _catalogue(path: Path, problems: list[Problem]) -> Catalogue:
    try:
        return load_catalogue(path)
    except FileProblem as error:
        log.warning("the catalogue cannot be used: %s", error)
        problems.append(Problem(Fault.CATALOGUE, str(error)))
        return Catalogue((), (), ())


def _say(done: Recovered) -> None:
    if done != Recovered():
        log.warning(
            "after the restart: %d orders finished, %d undone, %d doors unclear, %d unknown",
            len(done.finished),
            len(done.undone),
            len(done.doors),
            len(done.still_unknown),
        )
