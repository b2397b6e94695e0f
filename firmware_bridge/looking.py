"""Reading doors without opening them: one look on request, and the watch on an open door. Pure."""

from firmware_bridge.messages import (
    Answer,
    DoorClosed,
    DoorSeen,
    LockAddress,
    ReadLock,
    Request,
)
from firmware_bridge.shuoming import ShuomingOptions
from firmware_bridge.timing import Timing

LOOK_TRIES = 2


class Look:
    """One door looked at once; a reading that nobody answers is repeated once."""

    def __init__(
        self, address: LockAddress, options: ShuomingOptions, timing: Timing, ordered_at: float
    ) -> None:
        self.address = address
        self.verdict: DoorSeen | None = None
        self._options = options
        self._ordered_at = ordered_at
        self._give_up_at = ordered_at + timing.send_within_s
        self._unanswered = 0

    def next_request(self, _now: float) -> Request | None:
        return ReadLock(self.address)

    def sent(self, request: Request, now: float) -> None:
        """A reading changes nothing."""

    def heard(self, answer: Answer, as_of: float, _now: float) -> None:
        if as_of >= self._ordered_at:
            self.verdict = DoorSeen(self.address, self._options.is_open(answer.raw_status))

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
    """A door that we opened, read now and then until it is closed again."""

    def __init__(
        self, address: LockAddress, options: ShuomingOptions, timing: Timing, opened_at: float
    ) -> None:
        self.address = address
        self.verdict: DoorClosed | None = None
        self._options = options
        self._timing = timing
        self._opened_at = opened_at
        self._read_at = opened_at + timing.watch_s

    def next_request(self, now: float) -> Request | None:
        return ReadLock(self.address) if now >= self._read_at else None

    def sent(self, _request: Request, now: float) -> None:
        # Put off until an answer says otherwise: a silent board is asked less often.
        self._read_at = now + self._timing.watch_silent_s

    def heard(self, answer: Answer, as_of: float, now: float) -> None:
        self._read_at = now + self._timing.watch_s
        is_closed = not self._options.is_open(answer.raw_status)
        if is_closed and as_of > self._opened_at:
            self.verdict = DoorClosed(self.address)

    def hint(self) -> None:
        """The board spoke unasked about this lock: look at once."""
        self._read_at = self._opened_at

    def unanswered(self, request: Request) -> None:
        """Asking again later is all that can be done."""

    def advance(self, now: float) -> None:
        """A watch has no end of its own."""

    def abandon(self) -> None:
        """Nobody waits for a watch."""
