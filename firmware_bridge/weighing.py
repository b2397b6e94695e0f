"""One scale on the line: the steady weighing, and one order to it. Pure.

A reading is the weight, then the status if the make has one; a status that says "unstable" after
the weight was read makes that weight unstable. What is not answered is asked again at once, a few
times: on a line that loses bytes only the lost half is read twice. An order writes each of its
steps once: a write that nobody answered is unknown, never repeated.
"""

from collections.abc import Callable

from firmware_bridge.bus_plan import ScaleOnBus
from firmware_bridge.errors import ProfileError
from firmware_bridge.modbus import (
    ModbusAnswer,
    ModbusRequest,
    ReadRegisters,
    Refusal,
    Registers,
    WriteRegisters,
)
from firmware_bridge.timing import Timing
from firmware_bridge.weights import (
    Quality,
    ScaleOrder,
    ScaleOrderDone,
    ScaleOrderFailed,
    ScaleOrderUnknown,
    ScaleResult,
    Weight,
    WeightRead,
)

READ_TRIES = 3
"""For the status that an order needs before it writes."""

ROUND_TRIES = 4
"""For each half of a reading, while the scale is known to answer."""


class Weighing:
    """`tell` gets one WeightRead for each round; its `mg` is None if the round failed."""

    def __init__(
        self, on_bus: ScaleOnBus, timing: Timing, tell: Callable[[WeightRead], None]
    ) -> None:
        self.due_at = float("-inf")
        self._on_bus = on_bus
        self._timing = timing
        self._tell = tell
        self._words: tuple[int, ...] | None = None
        self._read_at = float("-inf")
        self._unanswered = 0
        self._tries = 0
        self._next_round_at = float("-inf")

    def next_request(self, now: float) -> ModbusRequest | None:
        if now < self.due_at:
            return None
        profile, unit = self._on_bus.profile, self._on_bus.scale.unit
        if self._words is not None and profile.status is not None:
            return ReadRegisters(unit, profile.status.register_, 1)
        return ReadRegisters(unit, profile.weight.register_, profile.weight.count)

    def sent(self, _request: ModbusRequest, now: float) -> None:
        if self._words is None:
            period_s = self._timing.silent_s if self._is_silent else self._timing.weigh_s
            self._next_round_at = now + period_s

    @property
    def _is_silent(self) -> bool:
        return self._unanswered >= self._timing.silent_after

    def heard(self, answer: ModbusAnswer, as_of: float) -> None:
        """The weight counts as read when its own half was: the status came later."""
        self._unanswered = self._tries = 0
        if not isinstance(answer, Registers):
            self._end_round(Weight(None, Quality.UNKNOWN), as_of)
        elif self._on_bus.profile.status is None:
            self._end_round(self._on_bus.profile.weigh(answer.words, None), as_of)
        elif self._words is None:
            self._words, self._read_at = answer.words, as_of
        else:
            weight = self._on_bus.profile.weigh(self._words, answer.words[0])
            self._end_round(weight, min(as_of, self._read_at))

    def unanswered(self, _request: ModbusRequest, now: float) -> None:
        was_silent = self._is_silent
        self._unanswered += 1
        self._tries += 1
        if was_silent or self._tries >= ROUND_TRIES:
            self._end_round(Weight(None, Quality.UNKNOWN), now)

    def hint(self) -> None:
        """Weigh as soon as the line is free."""
        self.due_at = float("-inf")

    def _end_round(self, weight: Weight, now: float) -> None:
        self._words, self._tries = None, 0
        self.due_at = self._next_round_at
        self._tell(WeightRead(self._on_bus.scale, weight.mg, weight.quality, now))


class ScaleOrdering:
    """One order to one scale. `verdict` is None until it is decided; then it never changes."""

    def __init__(
        self,
        order_id: str,
        on_bus: ScaleOnBus,
        order: ScaleOrder,
        timing: Timing,
        ordered_at: float,
    ) -> None:
        self.order_id = order_id
        self.verdict: ScaleResult | None = None
        self._on_bus = on_bus
        self._order = order
        self._give_up_at = ordered_at + timing.send_within_s
        self._needs_status = on_bus.profile.status is not None
        self._writes: list[WriteRegisters] | None = None
        self._tries = 0
        self._has_written = False

    def next_request(self, _now: float) -> ModbusRequest | None:
        unit, status = self._on_bus.scale.unit, self._on_bus.profile.status
        if self._writes is None and self._needs_status and status is not None:
            return ReadRegisters(unit, status.register_, 1)
        if self._writes is None:
            self._plan_writes(None)
        return self._writes[0] if self._writes and self.verdict is None else None

    def sent(self, request: ModbusRequest, _now: float) -> None:
        self._has_written |= isinstance(request, WriteRegisters)

    def heard(self, answer: ModbusAnswer, _as_of: float) -> None:
        if isinstance(answer, Refusal):
            self._fail(f"{answer}.")
        elif isinstance(answer, Registers):
            self._plan_writes(answer.words[0])
        elif self._writes:
            self._writes.pop(0)
            if not self._writes:
                self._decide(ScaleOrderDone(self.order_id, self._on_bus.scale))

    def unanswered(self, request: ModbusRequest, _now: float) -> None:
        self._tries += 1
        if isinstance(request, WriteRegisters):
            reason = "the scale did not answer; weigh something known before trusting it."
            self._decide(ScaleOrderUnknown(self.order_id, self._on_bus.scale, reason))
        elif self._tries >= READ_TRIES:
            self._fail("nothing was sent: the scale does not answer; check wires and address.")

    def advance(self, now: float) -> None:
        """Give up when time is over."""
        if now >= self._give_up_at and not self._has_written:
            self._fail("nothing was sent: the line was not free or not there in time.")

    def abandon(self) -> None:
        """The link is being stopped."""
        reason = "the link was stopped before the answer."
        if self._has_written:
            self._decide(ScaleOrderUnknown(self.order_id, self._on_bus.scale, reason))
        else:
            self._fail("nothing was sent: the link was stopped.")

    def _plan_writes(self, status: int | None) -> None:
        try:
            steps = self._on_bus.profile.writes(self._order, status)
        except ProfileError as error:
            self._fail(str(error))
            return
        unit = self._on_bus.scale.unit
        self._writes = [WriteRegisters(unit, step.register_, step.words) for step in steps]

    def _fail(self, reason: str) -> None:
        self._decide(ScaleOrderFailed(self.order_id, self._on_bus.scale, reason))

    def _decide(self, verdict: ScaleResult) -> None:
        self.verdict = self.verdict or verdict
