"""Named timers as a value table: set, stopped, due. Knows no clock: `now` is given."""

from __future__ import annotations


class Timers:
    """One deadline per name; setting a name again replaces its deadline."""

    def __init__(self) -> None:
        self._deadlines: dict[str, float] = {}

    def start(self, name: str, now_s: float, seconds: float) -> None:
        self._deadlines[name] = now_s + seconds

    def stop(self, name: str) -> None:
        self._deadlines.pop(name, None)

    def take_due(self, now_s: float) -> list[str]:
        """The names whose time has come, earliest first; each is given out once."""
        due = sorted((at, name) for name, at in self._deadlines.items() if at <= now_s)
        for _, name in due:
            del self._deadlines[name]
        return [name for _, name in due]

    def next_in_s(self, now_s: float) -> float | None:
        """Seconds until the next one is due; None when none is set."""
        if not self._deadlines:
            return None
        return max(0.0, min(self._deadlines.values()) - now_s)
