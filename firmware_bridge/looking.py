"""Reading locks without opening them: one look on request, and the steady watch. Pure."""

from firmware_bridge.messages import Answer, DoorSeen, LockAddress, ReadBoard, ReadLock, Request
from firmware_bridge.timing import Timing

LOOK_TRIES = 2

Reading = ReadLock | ReadBoard


class Look:
    """One door looked at once; a reading that nobody answers is repeated once."""

    def __init__(
        self, address: LockAddress, reading: Reading, timing: Timing, ordered_at: float
    ) -> None:
        self.address = address
        self.verdict: DoorSeen | None = None
        self._reading = reading
        self._ordered_at = ordered_at
        self._give_up_at = ordered_at + timing.send_within_s
        self._unanswered = 0

    def next_request(self, _now: float) -> Request | None:
        return self._reading

    def sent(self, request: Request, now: float) -> None:
        """A reading changes nothing."""

    def heard(self, answer: Answer, as_of: float, _now: float) -> None:
        if as_of >= self._ordered_at:
            self.verdict = DoorSeen(self.address, answer.state_of(self.address))

    def unanswered(self, _request: Request) -> None:
        self._unanswered += 1
        if self._unanswered >= LOOK_TRIES:
            self.abandon()

    def advance(self, now: float) -> None:
        if now >= self._give_up_at:
            self.abandon()

    def abandon(self) -> None:
        self.verdict = self.verdict or DoorSeen(self.address, is_open=None)


class Watch:
    """One reading at a steady rate: what it tells goes to the doors (doors.py), not to an order."""

    def __init__(self, reading: Reading, timing: Timing, due_at: float = float("-inf")) -> None:
        self.reading = reading
        self.due_at = due_at
        self._timing = timing
        self._unanswered = 0

    def next_request(self, now: float) -> Request | None:
        return self.reading if now >= self.due_at else None

    def sent(self, _request: Request, now: float) -> None:
        is_silent = self._unanswered >= self._timing.silent_after
        self.due_at = now + (self._timing.silent_s if is_silent else self._timing.watch_s)

    def heard(self, _answer: Answer, _as_of: float, now: float) -> None:
        self._unanswered = 0
        self.due_at = min(self.due_at, now + self._timing.watch_s)

    def unanswered(self, _request: Request) -> None:
        self._unanswered += 1

    def hint(self) -> None:
        """Something moved: look as soon as the line is free."""
        self.due_at = float("-inf")


class ReadBack:
    """The reading before an unlock; what it tells is noted for every case alike (watching.py)."""

    def sent(self, request: Request, now: float) -> None:
        """A reading changes nothing."""

    def heard(self, answer: Answer, as_of: float, now: float) -> None:
        """Then the unlock may go."""

    def unanswered(self, request: Request) -> None:
        """The unlock that waits for it is given back when its time is over."""
