"""Named timers as a value table: set, stopped, due. Knows no clock: `now` is given."""

from __future__ import annotations

from collections.abc import Iterator


class Timers:
    """One deadline per name; setting a name again replaces its deadline."""

    def __init__(self) -> None:
        self._deadlines: dict[str, float] = {}

    def start(self, name: str, now_s: float, seconds: float) -> None:
        self._deadlines[name] = now_s + seconds

    def stop(self, name: str) -> None:
        self._deadlines.pop(name, None)

    def take_due(self, now_s: float) -> Iterator[str]:
        """The names whose time has come, earliest first; each is given out once.

        One by one: a timer that is wound up or stopped because of one before it does not ring.
        """
        while due := [(at, name) for name, at in self._deadlines.items() if at <= now_s]:
            _, name = min(due)
            del self._deadlines[name]
            yield name

    def next_in_s(self, now_s: float) -> float | None:
        """Seconds until the next one is due; None when none is set."""
        if not self._deadlines:
            return None
        return max(0.0, min(self._deadlines.values()) - now_s)
