"""When a line needs a flush, and when only a reopened port will do. Pure.

One missing answer: throw away what is under way, so that a late answer does not meet the next
request. Three in a row, or noise: what sticks in the adapter or its driver goes with the port.
A bus on which nothing answers at all is not reopened all the time.
"""

NOISE_LIMIT = 64
"""So many senseless bytes since the last flush, and the line is not well."""

MISSED_LIMIT = 3


class LineHealth:
    """`reopen_s`: at least so long between two reopenings."""

    def __init__(self, reopen_s: float) -> None:
        self._reopen_s = reopen_s
        self._missed_in_a_row = 0
        self._is_flush_due = False
        self._not_before = float("-inf")

    def answer_came(self) -> None:
        self._missed_in_a_row = 0

    def answer_missed(self, _now: float) -> None:
        self._missed_in_a_row += 1
        self._is_flush_due = True

    def wants_flush(self, noise: int) -> bool:
        return self._is_flush_due or noise > NOISE_LIMIT

    def wants_reopen(self, noise: int, now: float) -> bool:
        """True once; then not again for `reopen_s`."""
        is_bad = self._missed_in_a_row >= MISSED_LIMIT or noise > NOISE_LIMIT
        if not is_bad or now < self._not_before:
            return False
        self._not_before = now + self._reopen_s
        self._missed_in_a_row = 0
        return True

    def line_was_flushed(self) -> None:
        self._is_flush_due = False
