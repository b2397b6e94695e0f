"""The printer's thread: printers are slow, and out of paper when it matters."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.domain.language import Language
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterError, ReceiptLine
from kiosk.flows.events import Faulted, Mended, Printed, PrintFailed

log = logging.getLogger(__name__)

STOP_S = 2.0

PrinterNews = Printed | PrintFailed | Faulted | Mended


class LinePrinter(Protocol):
    """A printer of kiosk/devices/printer_url.py."""

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None: ...


class PrintingWorker:
    """A `Printer`. `lay_out` words a receipt in a language."""

    def __init__(
        self,
        printer: LinePrinter,
        lay_out: Callable[[Receipt, Language], Sequence[ReceiptLine]],
        on_event: Callable[[PrinterNews], None],
    ) -> None:
        self._printer = printer
        self._lay_out = lay_out
        self._on_event = on_event
        self._jobs: queue.SimpleQueue[tuple[Receipt, Language] | None] = queue.SimpleQueue()
        self._is_faulted = False
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def print(self, receipt: Receipt, language: Language) -> None:
        self._jobs.put((receipt, language))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            for news in self._print(*job):
                self._on_event(news)

    def _print(self, receipt: Receipt, language: Language) -> list[PrinterNews]:
        try:
            self._printer.print_receipt(self._lay_out(receipt, language))
        except PrinterError as error:
            return self._failed(str(error))
        except Exception:  # a thread that dies must become an event, not a silence
            log.exception("the printer software failed")
            return self._failed("The printer software failed: restart the kiosk.")
        was_faulted, self._is_faulted = self._is_faulted, False
        return [Printed(), Mended(Fault.PRINTER)] if was_faulted else [Printed()]

    def _failed(self, reason: str) -> list[PrinterNews]:
        self._is_faulted = True
        return [PrintFailed(reason), Faulted(Problem(Fault.PRINTER, reason))]
