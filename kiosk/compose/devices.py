"""Door, printer and cloud as the settings want them; what is simulated is chosen here only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from random import SystemRandom  # noqa: TID251  # made here, to be given
from typing import Protocol

from cloud_sync.errors import CloudSyncError
from cloud_sync.link import CloudLink
from cloud_sync.settings import BrokerAddress, BrokerSettings
from firmware_bridge.bus import Bus
from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.messages import LockAddress
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.wiring import Polarity
from kiosk.compose.records import database_path
from kiosk.config import Settings
from kiosk.devices import back_office, pick_up_door
from kiosk.devices.back_office import NoCloud
from kiosk.devices.pick_up_door import BoardDoor, NoDoor
from kiosk.devices.printer_url import open_printer, parse_printer_url
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterError, QrLine, ReceiptLine
from kiosk.domain.receipt_text import e_receipt, receipt_lines
from kiosk.flows.events import Event, Faulted
from kiosk.ports import Cloud, PickUpDoor
from kiosk.storage.database import open_database
from kiosk.workers.printing import PrintingWorker

STOP_S = 2.0
SIMULATED_LOCKS = "simulated-locks"


class Part(Protocol):
    """Anything with a life of its own; each ends within 2 s of `stop`."""

    def start(self) -> object: ...
    def stop(self) -> object: ...


Put = Callable[[Event], None]


def door(settings: Settings, clock: SystemClock, put: Put) -> tuple[PickUpDoor, list[Part]]:
    locks = settings.locks
    if locks.port == "none:":
        return NoDoor(put), []
    is_simulated = locks.port == "simulator:"
    link = Bus(
        str(settings.paths.data_dir / SIMULATED_LOCKS) if is_simulated else locks.port,
        BusPlan(Shuoming(ShuomingOptions(Polarity(locks.polarity)))),
        lambda event: _put_some(put, pick_up_door.kiosk_event(event)),
        clock.monotonic,
    )
    board = _simulated_board(settings, clock, put)
    part = _InTurn("simulated-locks", board, link) if is_simulated else link
    return BoardDoor(link, LockAddress(locks.board, locks.lock)), [part]


def printer(settings: Settings, problems: list[Problem], put: Put) -> PrintingWorker:
    try:
        source = parse_printer_url(settings.printer.url, settings.printer.columns)
    except PrinterError as error:
        problems.append(Problem(Fault.PRINTER, str(error)))
        source = parse_printer_url("none:")
    return PrintingWorker(open_printer(source), _paper(settings), put)


def _paper(settings: Settings) -> Callable[[Receipt, Language], tuple[ReceiptLine, ...]]:
    """The receipt, and below it the code that the result screen shows too; a refund has none."""

    def lay_out(receipt: Receipt, language: Language) -> tuple[ReceiptLine, ...]:
        lines = receipt_lines(receipt, language, settings.tax.label)
        if receipt.refund_of:
            return lines
        return *lines, QrLine(e_receipt(receipt, settings.receipt.url_template, language))

    return lay_out


def cloud(settings: Settings, clock: SystemClock, put: Put) -> tuple[Cloud, list[Part]]:
    choice, site = settings.cloud, settings.site
    if choice.mode == "off":
        return NoCloud(), []
    address = BrokerAddress(
        host=choice.host,
        port=choice.port,
        username=choice.username,
        password_file=choice.password_file,
        tls=choice.tls,
        ca_file=choice.ca_file,
    )
    link = CloudLink(
        BrokerSettings(
            site.site_id,
            site.device_id,
            address,
            expects_receipts=choice.expects_receipts,
            hears_commands=choice.fleet_key is not None,
        ),
        lambda: open_database(database_path(settings)),
        lambda event: _put_some(put, back_office.kiosk_event(event)),
        now_ms=clock.now_ms,
        jitter=SystemRandom().random,
    )
    if choice.mode != "embedded":
        return link, [link]
    return link, [_InTurn("broker", _embedded_broker(settings, put), link)]


class _InTurn:
    """A `Part`: what must be there first, then the link to it.

    Started by a thread of its own: a broker's process and a simulator's modules take 0.1 s each,
    and the first screen waits for nobody.
    """

    def __init__(self, name: str, first: AbstractContextManager[None], link: Part) -> None:
        self._first = first
        self._link = link
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _run(self) -> None:
        with self._first:
            self._link.start()
            self._stopping.wait()
            self._link.stop()


@contextmanager
def _embedded_broker(settings: Settings, put: Put) -> Iterator[None]:
    """A taken port is a fault on a badge, not the end of the shop."""
    from cloud_sync.broker import EmbeddedBroker  # noqa: PLC0415  # brings asyncio along

    broker = EmbeddedBroker(settings.cloud.port, settings.paths.data_dir)
    try:
        broker.start()
    except CloudSyncError as error:
        put(Faulted(Problem(Fault.CLOUD, str(error))))
    yield
    broker.stop()


@contextmanager
def _simulated_board(settings: Settings, clock: SystemClock, put: Put) -> Iterator[None]:
    """A board of 8 locks, or a larger one where the door needs it, at `SIMULATED_LOCKS`."""
    from firmware_bridge.simulator import plan, virtual_cabinet  # noqa: PLC0415  # no true kiosk's

    locks = settings.locks
    board = plan.BoardPlan(
        family="shuoming",
        port=SIMULATED_LOCKS,
        address=locks.board,
        locks=max(8, locks.lock),
        options={"polarity": locks.polarity},
    )
    cabinet = virtual_cabinet.VirtualCabinet(
        plan.one_board(board),
        monotonic=clock.monotonic,
        rng=SystemRandom(),
        folder=settings.paths.data_dir,
    )
    try:
        cabinet.start()
    except FirmwareBridgeError as error:
        put(Faulted(Problem(Fault.LOCKS, str(error))))
    yield
    cabinet.stop()


def _put_some(put: Put, event: Event | None) -> None:
    if event is not None:
        put(event)
