"""The talk with the boards of one bus: whose turn it is, which answer is whose, when to give up.

Pure: bytes and `now` go in, bytes and events come out. One request is in flight at a time. What
becomes of a lock is decided by the cases in unlocking.py and looking.py; how old an answer may
be is known to late_answers.py. Invariant: one command id sends at most one unlock.
"""

import logging
from collections import deque
from dataclasses import dataclass

from firmware_bridge.command_memory import CommandMemory
from firmware_bridge.frames import FrameReader
from firmware_bridge.late_answers import LateAnswers
from firmware_bridge.looking import Look, Watch
from firmware_bridge.messages import (
    ActiveReport,
    Answer,
    BoardMessage,
    DoorOpened,
    DoorSeen,
    LinkEvent,
    LockAddress,
    LockReport,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
    UnlockResult,
    UnlockUnknown,
)
from firmware_bridge.shuoming import FRAME_BYTES, ShuomingOptions, decode, encode
from firmware_bridge.timing import Timing
from firmware_bridge.unlocking import Unlocking

log = logging.getLogger(__name__)

Case = Unlocking | Look | Watch

NOISE_LIMIT = 64
"""So many senseless bytes since the last flush, and the line is worth flushing."""


@dataclass
class _Flight:
    """The request on the wire."""

    request: Request
    case: Case
    sent_at: float
    deadline: float
    copy_heard: bool = False


class Session:
    """Every method takes `now` in seconds of one monotonic clock."""

    def __init__(self, options: ShuomingOptions, timing: Timing | None = None) -> None:
        self._options = options
        self._timing = timing or Timing()
        self._reader = FrameReader[BoardMessage](FRAME_BYTES, decode)
        self._late = LateAnswers(self._timing.forget_s)
        self._memory = CommandMemory()
        self._orders: deque[Unlocking | Look] = deque()
        self._watches: dict[LockAddress, Watch] = {}
        self._flight: _Flight | None = None
        self._answer_missed = False

    # --- orders -------------------------------------------------------------------------------

    def unlock(self, command_id: str, address: LockAddress, now: float) -> list[LinkEvent]:
        """Queue an unlock. A known id sends nothing: its result, if there is one, is told again."""
        known = self._memory.address_of(command_id)
        if known is None:
            self._memory.remember(command_id, address)
            self._orders.append(
                Unlocking(command_id, address, self._options, self._timing, ordered_at=now)
            )
            return []
        log.info("command %s was ordered again; nothing is sent twice", command_id)
        if known != address:
            # Not "failed": the owner keys by id, and that door may have opened.
            reason = f"this command id was used before, for {known}; nothing was sent now"
            return [UnlockUnknown(command_id, address, reason)]
        result = self._memory.result_of(command_id)
        return [] if result is None else [result]

    def look(self, address: LockAddress, now: float) -> None:
        """Queue one reading of a door; it ends in DoorSeen."""
        self._orders.append(Look(address, self._options, self._timing, ordered_at=now))

    def close(self, now: float) -> list[LinkEvent]:
        """End every order honestly: what was never sent failed, the rest is unknown."""
        for order in self._orders:
            order.abandon()
        return self._settle(now)

    # --- the line -----------------------------------------------------------------------------

    def next_bytes(self, now: float) -> bytes | None:
        """The next request, if the line is free and clean. Once returned, it counts as sent."""
        if self._flight is not None or self.wants_flush:
            return None
        for case in self._cases_by_turn():
            request = case.next_request(now)
            if request is not None:
                return self._send(request, case, now)
        return None

    def receive(self, data: bytes, now: float) -> list[LinkEvent]:
        for message in self._reader.feed(data, now):
            self._hear(message, now)
        return self._settle(now)

    def advance(self, now: float) -> list[LinkEvent]:
        """Let time pass: missing answers are noticed here."""
        if self._flight is not None and now >= self._flight.deadline:
            self._answer_missed |= not self._flight.copy_heard
            self._end_flight_unanswered()
        for order in self._orders:
            order.advance(now)
        return self._settle(now)

    @property
    def wants_flush(self) -> bool:
        """An answer is missing or the line carries noise: whoever owns the port starts afresh."""
        return self._answer_missed or self._reader.noise > NOISE_LIMIT

    def line_was_flushed(self) -> None:
        """All bytes under way are gone: the port was flushed, closed or pulled."""
        self._reader.clear()
        self._answer_missed = False
        self._end_flight_unanswered()

    # --- inside -------------------------------------------------------------------------------

    def _cases_by_turn(self) -> list[Case]:
        """The oldest order alone, so that locks draw their current one after another."""
        return [self._orders[0]] if self._orders else list(self._watches.values())

    def _send(self, request: Request, case: Case, now: float) -> bytes:
        if isinstance(request, Unlock):
            self._watches.pop(request.address, None)
            log.info("unlock of %s goes out", request.address)
        case.sent(request, now)
        self._late.sent(request, now)
        self._flight = _Flight(request, case, now, now + self._timing.reply_s)
        return encode(request)

    def _hear(self, message: BoardMessage, now: float) -> None:
        match message:
            case UnlockReply(address):
                self._hear_answer(message, Unlock(address), now)
            case LockReport(address):
                self._hear_answer(message, ReadLock(address), now)
            case RequestCopy(request):
                self._hear_copy(request, now)
            case ActiveReport(address):
                if address in self._watches:
                    self._watches[address].hint()

    def _hear_answer(self, answer: Answer, request: Request, now: float) -> None:
        as_of = self._late.heard(request)
        flight = self._flight
        if as_of is None or flight is None or flight.request != request:
            log.info("passed over a late or unasked answer: %s", answer)
            return
        self._flight = None
        flight.case.heard(answer, as_of, now)

    def _hear_copy(self, request: Request, now: float) -> None:
        """An echo of our unlock, or an answer that looks like it: read the lock soon."""
        flight = self._flight
        if flight is None or flight.request != request or isinstance(request, ReadLock):
            return
        flight.copy_heard = True
        flight.deadline = min(flight.deadline, max(now, flight.sent_at + self._timing.settle_s))

    def _end_flight_unanswered(self) -> None:
        flight, self._flight = self._flight, None
        if flight is not None:
            log.info("no answer to %s", flight.request)
            flight.case.unanswered(flight.request)

    def _settle(self, now: float) -> list[LinkEvent]:
        """Take out what is decided, and begin to watch the doors that opened."""
        events: list[LinkEvent] = []
        for order in list(self._orders):
            if order.verdict is not None:
                self._orders.remove(order)
                self._note(order.verdict, now)
                events.append(order.verdict)
        for watch in list(self._watches.values()):
            if watch.verdict is not None:
                del self._watches[watch.address]
                events.append(watch.verdict)
        return events

    def _note(self, verdict: UnlockResult | DoorSeen, now: float) -> None:
        if isinstance(verdict, DoorSeen):
            return
        log.info("command %s: %s", verdict.command_id, type(verdict).__name__)
        self._memory.settle(verdict)
        if isinstance(verdict, DoorOpened):
            self._watches[verdict.address] = Watch(
                verdict.address, self._options, self._timing, opened_at=now
            )
