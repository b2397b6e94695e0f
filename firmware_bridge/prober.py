"""One question at a time on one port, for an installer: no thread, no watch. The rim of scanning.

A kiosk at work uses bus.py; this is for finding out what is there before that can be set up.
"""

import select
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

import serial

from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.errors import PortGoneError
from firmware_bridge.family import Family
from firmware_bridge.findings import Finding
from firmware_bridge.frames import quiet_s
from firmware_bridge.line import Line, LineMessage
from firmware_bridge.messages import LockAddress, Unlock
from firmware_bridge.modbus import WriteRegisters
from firmware_bridge.ports import PORT_ERRORS, open_port
from firmware_bridge.scanning import Probe, ScanWishes, answers, scanning

REPLY_S = 0.1
"""Boards and scales begin to answer within some tens of milliseconds."""

TICK_S = 0.005
"""The quiet must be over before it can be noticed."""


class Prober:
    """Opens the port with the first question; usable in a `with`.

    Raises PortGoneError from every question if the port is not there or goes away.
    """

    def __init__(
        self, port: str, monotonic: Callable[[], float], *, reply_s: float = REPLY_S
    ) -> None:
        self.port = port
        self._monotonic = monotonic
        self._reply_s = reply_s
        self._serial: serial.Serial | None = None
        self._baud = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        port, self._serial = self._serial, None
        if port is not None:
            port.close()

    def ask(self, probe: Probe) -> LineMessage | None:
        """The answer to one reading, or None if none came in time."""
        return self._exchange(probe, lambda message: answers(probe, message))

    def unlock(self, baud: int, family: Family, address: LockAddress) -> None:
        """Pulse one lock, once. What came of it must be read; the board's word is not waited for.

        Only for a person who stands in front of the cabinet and asked for it.
        """
        self._exchange(Probe(baud, family, Unlock(address)), lambda _message: False)

    def write(self, baud: int, request: WriteRegisters) -> LineMessage | None:
        """One order to a scale, sent once; None: nobody knows whether it was carried out."""
        return self._exchange(Probe(baud, None, request), lambda _message: True)

    def scan(
        self, wishes: ScanWishes, progress: Callable[[Probe, int], None]
    ) -> tuple[Finding, ...]:
        """Everything that answers; `progress` is told each probe and how many went before."""
        search, answer, count = scanning(wishes), None, 0
        try:
            probe = next(search)
            while True:
                progress(probe, count)
                answer, count = self.ask(probe), count + 1
                probe = search.send(answer)
        except StopIteration as end:
            found: tuple[Finding, ...] = end.value
            return tuple(replace(finding, port=self.port) for finding in found)

    # --- inside -------------------------------------------------------------------------------

    def _exchange(
        self, probe: Probe, is_answer: Callable[[LineMessage], bool]
    ) -> LineMessage | None:
        line = Line(BusPlan(probe.family, baud=probe.baud))
        try:
            port = self._port_at(probe.baud)
            port.reset_input_buffer()
            port.write(line.say(probe.request))
            return self._listen(port, line, is_answer)
        except PORT_ERRORS as error:
            self.close()
            raise PortGoneError(
                f"{self.port} went away ({error}): check the cable and the board's power."
            ) from error

    def _listen(
        self, port: serial.Serial, line: Line, is_answer: Callable[[LineMessage], bool]
    ) -> LineMessage | None:
        """Until an answer is whole, or the line has been quiet for so long that none comes."""
        give_up_at = self._monotonic() + self._reply_s
        while (now := self._monotonic()) < give_up_at:
            ready, _, _ = select.select([port.fileno()], [], [], give_up_at - now)
            data = port.read(max(1, port.in_waiting)) if ready else b""
            now = self._monotonic()
            if data:
                give_up_at = max(give_up_at, now + quiet_s(self._baud) + TICK_S)
            for message in line.hear(data, now) if data else line.advance(now):
                if is_answer(message):
                    return message
        return None

    def _port_at(self, baud: int) -> serial.Serial:
        if self._serial is None:
            self._serial = open_port(self.port, baud)
        elif baud != self._baud:
            self._serial.baudrate = baud
        self._baud = baud
        return self._serial
