"""How old an answer may be. Owns the requests that no answer has been heard for.

These boards number nothing: the answer to a read looks the same today and two seconds ago. But a
board answers in order. So if L answers are missing, the next one that we hear belongs to the
request that was sent L requests before, or to a later one, and describes the door no earlier.
An answer that is missing for `forget_s` was lost and is not coming any more.
"""

from collections import deque
from dataclasses import dataclass, field

from firmware_bridge.line import LineRequest


@dataclass
class _Kind:
    """All that was sent of one request."""

    unanswered: deque[float] = field(default_factory=deque)
    """When it was sent: the missing ones, and the one in flight."""
    missing: deque[float] = field(default_factory=deque)
    """When an answer was given up."""


class LateAnswers:
    """`forget_s`: how late an answer may be."""

    def __init__(self, forget_s: float) -> None:
        self._forget_s = forget_s
        self._kinds: dict[LineRequest, _Kind] = {}

    def sent(self, request: LineRequest, now: float) -> None:
        self._pruned(request, now).unanswered.append(now)

    def missed(self, request: LineRequest, now: float) -> None:
        """Its answer was given up; it may still come."""
        self._pruned(request, now).missing.append(now)

    def heard(self, request: LineRequest, now: float, *, in_flight: bool = True) -> float | None:
        """The earliest time that an answer to `request`, heard now, can describe.

        None: nothing was asked, so the answer is nobody's. Not `in_flight`: it is a missing one.
        """
        kind = self._pruned(request, now)
        if not in_flight and kind.missing:
            kind.missing.popleft()
        return kind.unanswered.popleft() if kind.unanswered else None

    def _pruned(self, request: LineRequest, now: float) -> _Kind:
        kind = self._kinds.setdefault(request, _Kind())
        while kind.missing and now - kind.missing[0] > self._forget_s:
            kind.missing.popleft()
            if kind.unanswered:
                kind.unanswered.popleft()
        return kind
