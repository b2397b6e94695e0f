"""A hand-wound talk with a Session: what goes out, what comes in, what is told. No clock runs."""

from collections.abc import Iterable

from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.line import Line, LineRequest
from firmware_bridge.messages import (
    ActiveReport,
    BoardMessage,
    BoardReport,
    LinkEvent,
    LockAddress,
    LockReport,
    ReadLock,
    RequestCopy,
    Unlock,
    UnlockReply,
)
from firmware_bridge.session import Session
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.simulator.shuoming_wire import ShuomingWire
from firmware_bridge.timing import Timing
from firmware_bridge.wiring import ByteOrder

DOOR = LockAddress(1, 1)
OTHER = LockAddress(1, 2)

LATER_S = 0.005
"""After a frame the session leaves the line alone for a moment."""


class Script:
    """Time moves by `wait`, in small steps that send what the session wants.

    A session that has just begun reads a lock before it unlocks it; `read_before` are locks that
    were read closed before the story begins.
    """

    def __init__(
        self,
        options: ShuomingOptions | None = None,
        timing: Timing | None = None,
        *,
        doors: tuple[LockAddress, ...] = (),
        read_before: Iterable[LockAddress] = (DOOR, OTHER),
    ) -> None:
        options = options or ShuomingOptions()
        plan = BusPlan(Shuoming(options), doors)
        self.session = Session(plan, timing)
        self.now = 100.0
        self.events: list[LinkEvent] = []
        self.sent: list[LineRequest | None] = []
        self._line = Line(plan)
        self._wire = ShuomingWire(options.polarity, options.read_all or ByteOrder.LAST_BYTE_FIRST)
        for address in read_before:
            self.look(address)
            self.hear(LockReport(address, is_open=False))
        self.events.clear()
        self.sent.clear()

    def unlock(self, command_id: str, address: LockAddress) -> None:
        self.events += self.session.unlock(command_id, address, self.now)
        self.pump()

    def look(self, address: LockAddress) -> None:
        self.session.look(address, self.now)
        self.pump()

    def hear(self, *messages: BoardMessage) -> None:
        self.hear_bytes(b"".join(self.bytes_of(message) for message in messages))

    def hear_bytes(self, data: bytes) -> None:
        self.events += self.session.receive(data, self.now)
        self.now += LATER_S
        self.pump()

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.05)):
            self.now += 0.05
            self.pump()

    def pump(self) -> None:
        """What the bus's thread does in one turn."""
        self.events += self.session.advance(self.now)
        if self.session.wants_reopen(self.now) or self.session.wants_flush:
            self.session.line_was_flushed(self.now)
        data = self.session.next_bytes(self.now)
        if data is not None:
            self._line.overhear(data)
            self.sent.append(self._line.request)

    def bytes_of(self, message: BoardMessage) -> bytes:
        """As a board of these options says it."""
        match message:
            case RequestCopy(request):
                return self._line.encode(request)
            case UnlockReply(address, is_open):
                return self._wire.answer(Unlock(address), [bool(is_open)] * 50)
            case LockReport(address, is_open):
                return self._wire.answer(ReadLock(address), [is_open] * 50)
            case ActiveReport(address, is_open):
                return self._wire.report(address, is_open=is_open)
            case BoardReport():
                raise AssertionError("these stories read lock by lock")
