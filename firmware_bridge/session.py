"""The talk on one bus: whose turn it is, which answer is whose, when to give up.

Pure: bytes and `now` go in, bytes and events come out. One request is in flight at a time.
Orders come first, oldest first; between them the doors and scales of the plan are read at a
steady rate. What becomes of an order is decided by the cases in unlocking.py, looking.py and
weighing.py; what is news about a door by doors.py; how old an answer may be by late_answers.py;
how well the line is by line_health.py.

Invariants: one command id sends at most one unlock; no lock is unlocked before its status was
read since it was unlocked last (and since this session began).
"""

import logging
from collections import deque
from dataclasses import dataclass

from firmware_bridge.bus_plan import BusPlan, ScaleOnBus
from firmware_bridge.command_memory import CommandMemory
from firmware_bridge.errors import AddressError
from firmware_bridge.late_answers import LateAnswers
from firmware_bridge.line import Line, LineMessage, LineRequest
from firmware_bridge.line_health import LineHealth
from firmware_bridge.looking import Look, ReadBack, Watch
from firmware_bridge.messages import (
    ActiveReport,
    Answer,
    BoardReport,
    LinkEvent,
    LockAddress,
    LockReport,
    ReadBoard,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
    UnlockUnknown,
)
from firmware_bridge.modbus import (
    ModbusAnswer,
    ModbusRequest,
    Refusal,
    Registers,
    Written,
)
from firmware_bridge.timing import Timing
from firmware_bridge.unlocking import Unlocking
from firmware_bridge.watching import Watching
from firmware_bridge.weighing import ScaleOrdering, Weighing
from firmware_bridge.weights import ScaleAddress, ScaleOrder

log = logging.getLogger(__name__)

LONGEST_NAP_S = 0.25
ORDER_NAP_S = 0.01
"""How exactly an order's own times are kept."""

LockCase = Unlocking | Look | Watch | ReadBack
ScaleCase = Weighing | ScaleOrdering
Order = Unlocking | Look | ScaleOrdering


@dataclass
class _LockFlight:
    """A request to a board, on the wire."""

    request: Request
    case: LockCase
    sent_at: float
    deadline: float
    is_answer_due: bool


@dataclass
class _ScaleFlight:
    """A request to a scale, on the wire."""

    request: ModbusRequest
    case: ScaleCase
    deadline: float


class Session:
    """Every method takes `now` in seconds of one monotonic clock."""

    def __init__(self, plan: BusPlan, timing: Timing | None = None) -> None:
        self._timing = timing or Timing()
        self._family = plan.family
        self._line = Line(plan)
        self._health = LineHealth(self._timing.reopen_s)
        self._late = LateAnswers(self._timing.forget_s)
        self._memory = CommandMemory()
        self._orders: deque[Order] = deque()
        self._watching = Watching(plan, self._timing)
        self._scales = {on_bus.scale: on_bus for on_bus in plan.scales}
        self._news: list[LinkEvent] = []
        self._weighings = {
            on_bus.scale: Weighing(on_bus, self._timing, self._news.append)
            for on_bus in plan.scales
        }
        self._flight: _LockFlight | _ScaleFlight | None = None
        self._noise_before = 0

    # --- orders -------------------------------------------------------------------------------

    def check(self, address: LockAddress) -> None:
        """Raises AddressError for a lock that cannot be on this bus. From any thread."""
        self._line.encode(Unlock(address))

    def check_scale(self, scale: ScaleAddress) -> ScaleOnBus:
        """Raises AddressError for a scale that is not in the plan. From any thread."""
        on_bus = self._scales.get(scale)
        if on_bus is None:
            raise AddressError(f"{scale} is not on this bus: name it in the plan, with a profile.")
        return on_bus

    def unlock(self, command_id: str, address: LockAddress, now: float) -> list[LinkEvent]:
        """Queue an unlock. A known id sends nothing: its result, if there is one, is told again."""
        known = self._memory.address_of(command_id)
        if known is None:
            self._memory.remember(command_id, address)
            reading = self._watching.reading(address)
            self._orders.append(Unlocking(command_id, address, reading, self._timing, now))
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
        self._orders.append(Look(address, self._watching.reading(address), self._timing, now))

    def weigh(self, scale: ScaleAddress) -> None:
        """Weigh as soon as the line is free; it ends in WeightRead."""
        self._weighings[scale].hint()

    def order_scale(
        self, order_id: str, scale: ScaleAddress, order: ScaleOrder, now: float
    ) -> None:
        """Queue an order; it ends in ScaleOrderDone, ScaleOrderFailed or ScaleOrderUnknown."""
        on_bus = self.check_scale(scale)
        self._orders.append(ScaleOrdering(order_id, on_bus, order, self._timing, now))

    def close(self, now: float) -> list[LinkEvent]:
        """End every order honestly: what was never sent failed, the rest is unknown."""
        for order in self._orders:
            order.abandon()
        return self._settle(now)

    # --- the line -----------------------------------------------------------------------------

    def next_bytes(self, now: float) -> bytes | None:
        """The next request, if the line is free and clean. Once returned, it counts as sent."""
        if self._flight is not None or self.wants_flush or not self._line.is_free(now):
            return None
        if self._orders:
            data = self._next_of(self._orders[0], self._timing.reply_s, now)
            if data is not None:
                return data
        polls: list[Watch | Weighing] = [*self._watching.watches(), *self._weighings.values()]
        for poll in sorted(polls, key=lambda poll: poll.due_at):
            data = self._next_of(poll, self._timing.poll_reply_s, now)
            if data is not None:
                return data
        return None

    def receive(self, data: bytes, now: float) -> list[LinkEvent]:
        for message in self._line.hear(data, now):
            self._hear(message, now)
        self._hurry(now)
        return self._settle(now)

    def advance(self, now: float) -> list[LinkEvent]:
        """Let time pass: the end of a frame and a missing answer are noticed here."""
        for message in self._line.advance(now):
            self._hear(message, now)
        self._hurry(now)
        if self._flight is not None and now >= self._flight.deadline:
            if not isinstance(self._flight, _LockFlight) or self._flight.is_answer_due:
                self._health.answer_missed(now)
            self._end_flight_unanswered(now)
        for order in self._orders:
            order.advance(now)
        self._news += self._watching.advance(now)
        return self._settle(now)

    def nap_s(self, now: float) -> float:
        """How long nothing needs to be done here unless bytes or orders come."""
        times = [self._line.quiet_at] if self._line.is_in_frame else []
        if self._flight is not None:
            times.append(self._flight.deadline)
        else:
            times += [poll.due_at for poll in self._watching.watches()]
            times += [poll.due_at for poll in self._weighings.values()]
            times += [now + ORDER_NAP_S] if self._orders else []
        return min(LONGEST_NAP_S, max(0.0, min(times, default=now + LONGEST_NAP_S) - now))

    @property
    def wants_flush(self) -> bool:
        """An answer is missing or the line carries noise: throw away what is under way."""
        return self._health.wants_flush(self._line.noise)

    def wants_reopen(self, now: float) -> bool:
        """Flushing alone did not help, or noise piles up: close the port and open it again."""
        return self._health.wants_reopen(self._line.noise, now)

    def line_was_flushed(self, now: float) -> None:
        """All bytes under way are gone: the port was flushed, closed or pulled."""
        self._line.clear()
        self._health.line_was_flushed()
        self._end_flight_unanswered(now)

    # --- speaking -----------------------------------------------------------------------------

    def _next_of(self, case: Order | Watch | Weighing, reply_s: float, now: float) -> bytes | None:
        if isinstance(case, Weighing | ScaleOrdering):
            request = case.next_request(now)
            return None if request is None else self._ask_scale(request, case, reply_s, now)
        wish = case.next_request(now)
        if wish is None:
            return None
        if isinstance(wish, Unlock) and not self._watching.is_read_back(wish.address):
            reading = self._watching.reading(wish.address)
            return self._ask_board(reading, ReadBack(), reply_s, now)
        return self._ask_board(wish, case, reply_s, now)

    def _ask_scale(
        self, request: ModbusRequest, case: ScaleCase, reply_s: float, now: float
    ) -> bytes:
        case.sent(request, now)
        self._late.sent(request, now)
        self._flight = _ScaleFlight(request, case, now + reply_s)
        return self._say(request)

    def _ask_board(self, request: Request, case: LockCase, reply_s: float, now: float) -> bytes:
        is_answer_due = True
        if isinstance(request, Unlock):
            log.info("unlock of %s goes out", request.address)
            self._watching.unlock_sent(request.address, now)
            if self._family is not None and not self._family.answers_unlock:
                reply_s, is_answer_due = self._timing.settle_s, False
        case.sent(request, now)
        self._late.sent(request, now)
        self._flight = _LockFlight(request, case, now, now + reply_s, is_answer_due)
        return self._say(request)

    def _say(self, request: LineRequest) -> bytes:
        self._noise_before = self._line.noise
        return self._line.say(request)

    # --- hearing ------------------------------------------------------------------------------

    def _hear(self, message: LineMessage, now: float) -> None:
        match message:
            case UnlockReply(address):
                self._hear_answer(message, Unlock(address), now)
            case LockReport(address):
                self._hear_answer(message, ReadLock(address), now)
            case BoardReport(board):
                self._hear_answer(message, ReadBoard(board), now)
            case RequestCopy(request):
                self._hear_copy(request, now)
            case ActiveReport():
                self._news += self._watching.reported(message, now)
            case Registers() | Written() | Refusal():
                self._hear_scale(message, now)

    def _hear_answer(self, answer: Answer, request: Request, now: float) -> None:
        flight = self._flight
        is_ours = isinstance(flight, _LockFlight) and flight.request == request
        as_of = self._late.heard(request, now, in_flight=is_ours)
        if as_of is None or not is_ours or not isinstance(flight, _LockFlight):
            log.info("passed over a late or unasked answer: %s", answer)
            self._watching.hint(answer)
            return
        self._flight = None
        self._health.answer_came()
        if isinstance(answer, LockReport | BoardReport):
            if not self._watching.is_confirmed(answer):
                if isinstance(flight.case, Watch):
                    flight.case.hint()
                return
            self._news += self._watching.read(answer, self._told_by_orders(), as_of, now)
        flight.case.heard(answer, as_of, now)

    def _told_by_orders(self) -> set[LockAddress]:
        """Doors of which an order's own event will speak."""
        return {order.address for order in self._orders if not isinstance(order, ScaleOrdering)}

    def _hear_copy(self, request: Request, now: float) -> None:
        """An echo of our unlock, or an answer that looks like it: read the lock soon."""
        flight = self._flight
        if isinstance(request, Unlock) and (flight is None or flight.request != request):
            self._watching.hint(request)  # a stranger's, or a very late echo
            return
        if not isinstance(flight, _LockFlight) or not isinstance(request, Unlock):
            return
        flight.is_answer_due = False
        flight.deadline = min(flight.deadline, max(now, flight.sent_at + self._timing.settle_s))

    def _hear_scale(self, answer: ModbusAnswer, now: float) -> None:
        flight = self._flight
        if not isinstance(flight, _ScaleFlight):
            log.info("passed over a late answer of scale %d", answer.unit)
            return
        as_of = self._late.heard(flight.request, now)
        self._flight = None
        self._health.answer_came()
        flight.case.heard(answer, now if as_of is None else as_of)

    def _hurry(self, now: float) -> None:
        """An answer that came garbled is not waited for; after an unlock there is time anyway."""
        flight = self._flight
        if flight is None or isinstance(flight.request, Unlock) or self._line.is_in_frame:
            return
        if self._line.noise > self._noise_before:
            flight.deadline = min(flight.deadline, now + self._timing.garbled_s)

    def _end_flight_unanswered(self, now: float) -> None:
        flight, self._flight = self._flight, None
        if flight is not None:
            self._late.missed(flight.request, now)
        match flight:
            case _LockFlight(request, lock_case):
                log.debug("no answer to %s", request)
                lock_case.unanswered(request)
            case _ScaleFlight(scale_request, scale_case):
                log.debug("no answer to %s", scale_request)
                scale_case.unanswered(scale_request, now)
            case None:
                pass

    # --- ending -------------------------------------------------------------------------------

    def _settle(self, now: float) -> list[LinkEvent]:
        """Take out what is decided, and watch the doors that opened."""
        events = [*self._news]
        self._news.clear()
        for order in list(self._orders):
            if order.verdict is None:
                continue
            self._orders.remove(order)
            events.append(order.verdict)
            if isinstance(order, Unlocking):
                log.info("command %s: %s", order.command_id, type(order.verdict).__name__)
                self._memory.settle(order.verdict)
                self._watching.unlock_ended(order.verdict, now)
        return events
