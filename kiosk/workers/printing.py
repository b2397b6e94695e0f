"""The printer's thread: printers are slow, and out of paper when it matters.

Between receipts it looks at the printer, so that an empty roll is told before a shopper pays.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.domain.language import Language
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterError, PrinterTrouble, ReceiptLine
from kiosk.flows.events import Faulted, Mended, Printed, PrintFailed

log = logging.getLogger(__name__)

STOP_S = 2.0
CHECK_EVERY_S = 15.0

PrinterNews = Printed | PrintFailed | Faulted | Mended


class LinePrinter(Protocol):
    """A printer of kiosk/devices/printer_url.py."""

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None: ...
    def check(self) -> None: ...


class PrintingWorker:
    """A `Printer`. `lay_out` words a receipt in a language."""

    def __init__(
        self,
        printer: LinePrinter,
        lay_out: Callable[[Receipt, Language], Sequence[ReceiptLine]],
        on_event: Callable[[PrinterNews], None],
        check_every_s: float = CHECK_EVERY_S,
    ) -> None:
        self._printer = printer
        self._lay_out = lay_out
        self._on_event = on_event
        self._check_every_s = check_every_s
        self._jobs: queue.SimpleQueue[tuple[Receipt, Language] | None] = queue.SimpleQueue()
        self._known: Problem | None = None
        self._trouble: PrinterTrouble | None = None
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def print(self, receipt: Receipt, language: Language) -> None:
        self._jobs.put((receipt, language))

    @property
    def trouble(self) -> PrinterTrouble | None:
        """What keeps it from printing, as it was last seen; from any thread."""
        return self._trouble

    def _run(self) -> None:
        self._tell(self._checked())
        while True:
            try:
                job = self._jobs.get(timeout=self._check_every_s)
            except queue.Empty:
                self._tell(self._checked())
                continue
            if job is None:
                return
            self._tell(self._printed(*job))

    def _tell(self, news: list[PrinterNews]) -> None:
        for one in news:
            self._on_event(one)

    def _printed(self, receipt: Receipt, language: Language) -> list[PrinterNews]:
        error = self._tried(lambda: self._printer.print_receipt(self._lay_out(receipt, language)))
        if error:
            return [PrintFailed(str(error), error.trouble), *self._changed(error)]
        return [Printed(), *self._changed(None)]

    def _checked(self) -> list[PrinterNews]:
        return self._changed(self._tried(self._printer.check))

    def _changed(self, error: PrinterError | None) -> list[PrinterNews]:
        self._trouble = error.trouble if error else None
        problem = Problem(Fault.PRINTER, str(error)) if error else None
        before, self._known = self._known, problem
        if problem == before:
            return []
        return [Faulted(problem)] if problem else [Mended(Fault.PRINTER)]

    def _tried(self, act: Callable[[], None]) -> PrinterError | None:
        try:
            act()
        except PrinterError as error:
            return error
        except Exception:  # a thread that dies must become an event, not a silence
            log.exception("the printer software failed")
            return PrinterError("The printer software failed: restart the kiosk.")
        return None
