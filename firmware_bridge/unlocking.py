"""One unlock from order to verdict. Pure; the session tells it what was sent and heard.

    ordered --sent--> waiting --reply says open------------------> DoorOpened
                         |--no reply, or one that proves nothing
                         v
                      reading --reading says open----------------> DoorOpened
                         |----closed, open_within_s after sending-> UnlockFailed
                         |----too many unanswered in a row--------> UnlockUnknown

The unlock itself is sent once, ever. Only readings are repeated.
"""

from firmware_bridge.looking import Reading
from firmware_bridge.messages import (
    Answer,
    DoorOpened,
    LockAddress,
    Request,
    Unlock,
    UnlockFailed,
    UnlockReply,
    UnlockResult,
    UnlockUnknown,
)
from firmware_bridge.timing import Timing


class Unlocking:
    """`verdict` is None until the command is decided; then it never changes."""

    def __init__(
        self,
        command_id: str,
        address: LockAddress,
        reading: Reading,
        timing: Timing,
        ordered_at: float,
    ) -> None:
        self.command_id = command_id
        self.address = address
        self.verdict: UnlockResult | None = None
        self._reading = reading
        self._timing = timing
        self._ordered_at = ordered_at
        self._sent_at: float | None = None
        self._read_at = 0.0
        self._unanswered = 0

    def next_request(self, now: float) -> Request | None:
        if self._sent_at is None:
            return Unlock(self.address)
        return self._reading if now >= self._read_at else None

    def sent(self, request: Request, now: float) -> None:
        if isinstance(request, Unlock):
            self._sent_at = now
            self._read_at = now + self._timing.settle_s

    def heard(self, answer: Answer, as_of: float, now: float) -> None:
        """`as_of`: the earliest time that this answer can describe (see late_answers.py)."""
        self._unanswered = 0
        if self._sent_at is None or as_of < self._sent_at:
            return
        is_open = answer.state_of(self.address)
        if is_open:
            self._decide(DoorOpened(self.command_id, self.address))
        elif not isinstance(answer, UnlockReply):
            # A reply's "not open" may only mean that the latch still moves: readings decide.
            self._read_at = now + self._timing.poll_s
            if is_open is False and as_of >= self._sent_at + self._timing.open_within_s:
                self._decide_failed("the board reports that the door is still closed")

    def unanswered(self, request: Request) -> None:
        if isinstance(request, Unlock):
            return
        self._unanswered += 1
        if self._unanswered >= self._timing.unanswered_readings:
            self._decide_unknown("the board does not answer; look at the door")

    def advance(self, now: float) -> None:
        """Give up when time is over."""
        if self._sent_at is None:
            if now >= self._ordered_at + self._timing.send_within_s:
                self._decide_failed(
                    "nothing was sent: the port was not there or the board did not answer"
                )
        elif now >= self._sent_at + self._timing.give_up_s:
            self._decide_unknown("no trustworthy answer came in time; look at the door")

    def abandon(self) -> None:
        """The link is being stopped."""
        if self._sent_at is None:
            self._decide_failed("nothing was sent: the link was stopped")
        else:
            self._decide_unknown("the link was stopped before the answer; look at the door")

    def _decide_failed(self, reason: str) -> None:
        self._decide(UnlockFailed(self.command_id, self.address, reason))

    def _decide_unknown(self, reason: str) -> None:
        self._decide(UnlockUnknown(self.command_id, self.address, reason))

    def _decide(self, verdict: UnlockResult) -> None:
        self.verdict = self.verdict or verdict
