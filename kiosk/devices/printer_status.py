"""What an ESC/POS printer says of itself: cover, knife, paper, and whether it has printed all.

DLE EOT is answered at once, even offline; GS r in its turn, after what was sent before it. Many
cheap printers answer neither: silence is never taken for trouble. The bits are those of Epson's
"ESC/POS Command Reference".
"""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.receipt_lines import PrinterError, PrinterTrouble

ASK_ONLINE = b"\x10\x04\x01"  # DLE EOT 1
ASK_OFFLINE_CAUSE = b"\x10\x04\x02"  # DLE EOT 2
ASK_PAPER = b"\x10\x04\x04"  # DLE EOT 4
ASK_IN_TURN = b"\x1dr\x01"  # GS r 1: the paper sensor, once everything before is on paper

PATIENCE = 10
"""Questions, half a second each at least, that a receipt may take to come out."""


class Wire(Protocol):
    """The way to a printer, open for one receipt. Each call raises PrinterError when stuck."""

    def write(self, data: bytes) -> None: ...

    def read_byte(self) -> int | None:
        """One byte of an answer; None when the printer says nothing for half a second."""

    def is_out_of_paper(self) -> bool:
        """What the wire itself tells, where it has a line for that."""

    def close(self) -> None: ...


def refuse_if_not_ready(wire: Wire) -> bool:
    """True for a printer that answers and is ready, False for one that never says anything.

    Raises PrinterError that tells what to do.
    """
    if wire.is_out_of_paper():
        raise _no_paper()
    cause = _ask(wire, ASK_OFFLINE_CAUSE)
    if cause is None:
        return False
    if cause & 0x04:
        raise PrinterError("The printer's cover is open: close it.", PrinterTrouble.COVER_OPEN)
    if cause & 0x40:
        raise PrinterError(
            "The printer has a fault: look for jammed paper, switch it off and on.",
            PrinterTrouble.JAMMED,
        )
    paper = _ask(wire, ASK_PAPER)
    if cause & 0x20 or (paper is not None and paper & 0x60):
        raise _no_paper()
    online = _ask(wire, ASK_ONLINE)
    if online is not None and online & 0x08:
        raise PrinterError(
            "The printer is offline: press its online or feed button.", PrinterTrouble.OFFLINE
        )
    return True


def wait_until_printed(wire: Wire) -> None:
    """Until all that was sent is on paper, of a printer that answers.

    Paper that ends in the middle stops the printer, which then does not come to the question:
    so its silence is looked into. Raises PrinterError when it says why. A printer that does not
    know the question is believed after PATIENCE.
    """
    wire.write(ASK_IN_TURN)
    for _ in range(PATIENCE):
        answer = wire.read_byte()
        while answer is not None:
            if answer & 0x90 == 0:  # GS r has these bits clear; DLE EOT has bit 4 set
                return
            answer = wire.read_byte()
        try:
            refuse_if_not_ready(wire)
        except PrinterError as error:
            raise PrinterError(f"{error} The receipt was cut short.", error.trouble) from error


def _ask(wire: Wire, question: bytes) -> int | None:
    """Four bits of a status byte are fixed, 0xx1xx10; no other byte counts."""
    wire.write(question)
    answer = wire.read_byte()
    return answer if answer is not None and answer & 0x93 == 0x12 else None


def _no_paper() -> PrinterError:
    return PrinterError("The printer is out of paper: put in a new roll.", PrinterTrouble.NO_PAPER)
