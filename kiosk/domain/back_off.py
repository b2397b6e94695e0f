"""How often something that is open is pushed: soon at first, then ever less often.

2 s three times is what Alipay's demo gives a cancel, and 15 minutes is the period of its guard
(com.alipay.trade.config.Constants). A restart begins anew: what is open then is pushed soon.
"""

from __future__ import annotations

from collections.abc import Iterable

SOON_TRIES, SOON_S = 3, 2.0
OFTEN_TRIES, OFTEN_S = 30, 60.0
SELDOM_S = 900.0


def pause_after(tries: int) -> float:
    """Seconds until the next push, after so many."""
    if tries <= SOON_TRIES:
        return SOON_S
    return OFTEN_S if tries <= OFTEN_TRIES else SELDOM_S


class BackOff:
    """What was pushed how often, and when it is due again. Knows no clock: `now_s` is given."""

    def __init__(self) -> None:
        self._tries: dict[str, int] = {}
        self._due_s: dict[str, float] = {}

    def take_due(self, keys: Iterable[str], now_s: float) -> list[str]:
        """Which of all that is open to push now. What is not among `keys` is over: forgotten."""
        is_open = dict.fromkeys(keys)
        self._tries = {key: tries for key, tries in self._tries.items() if key in is_open}
        self._due_s = {key: due_s for key, due_s in self._due_s.items() if key in is_open}
        due = [key for key in is_open if self._due_s.get(key, now_s) <= now_s]
        for key in due:
            self.pushed(key, now_s)
        return due

    def pushed(self, key: str, now_s: float) -> None:
        """It was pushed just now, by whomever."""
        self._tries[key] = self._tries.get(key, 0) + 1
        self._due_s[key] = now_s + pause_after(self._tries[key])
