"""How old an answer may be. Owns the requests that no answer has been heard for.

These boards number nothing: the answer to a read looks the same today and two seconds ago. But a
board answers in order. So the first answer that we hear belongs to the oldest unanswered request
or to a later one, and describes the door no earlier than when that request was sent.
"""

from collections import deque

from firmware_bridge.line import LineRequest


class LateAnswers:
    """`forget_s`: an answer that has not come after so many seconds is not coming any more."""

    def __init__(self, forget_s: float) -> None:
        self._forget_s = forget_s
        self._unanswered: dict[LineRequest, deque[float]] = {}

    def sent(self, request: LineRequest, now: float) -> None:
        times = self._unanswered.setdefault(request, deque())
        while times and now - times[0] > self._forget_s:
            times.popleft()
        times.append(now)

    def heard(self, request: LineRequest) -> float | None:
        """The earliest time that an answer to `request`, heard now, can describe.

        None: nothing was asked, so the answer is nobody's.
        """
        times = self._unanswered.get(request)
        return times.popleft() if times else None
