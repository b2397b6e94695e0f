"""Members' faces, each compared with everybody's: who joined or changed at once, all others slowly.

    changed ─▶ compared before the next frame is judged
    not compared by these packs and thresholds ─ while nobody is watched, one by one ─▶ told

Part of the vision thread, which owns the gallery. What is told is written down by the core, and
what was not told when the power went is compared once more after the next start.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol

from kiosk.domain.look_alikes import Compared
from kiosk.flows.face_events import FacesCompared

TOLD_AT_ONCE = 50
"""Each telling is one write to the disk."""
REST_S = 0.02
"""Between two members, so that a large gallery leaves the processor to others."""


class Comparing(Protocol):
    """A gallery that can say who is like whom."""

    @property
    def compares_by(self) -> str:
        """Names packs and thresholds: with others, everybody is compared anew."""

    def alike(self, member_id: str) -> tuple[str, ...]:
        """All members who nearly pass for this one; nobody where there is no such face."""


class LookAlikes:
    """`members`: who was not compared yet. `search` is used by the thread that calls this."""

    def __init__(
        self,
        search: Comparing,
        members: Iterable[str],
        on_event: Callable[[FacesCompared], None],
    ) -> None:
        self._search = search
        self._waiting = deque(members)
        self._on_event = on_event
        self._found: list[tuple[str, tuple[str, ...]]] = []

    def changed(self, member_id: str) -> None:
        """Before anybody can be taken for them. What was found before is no longer true."""
        self._found = [one for one in self._found if one[0] != member_id]
        self._tell([(member_id, self._search.alike(member_id))])

    def go_on(self) -> float | None:
        """Compare one more; when to come again, in seconds, and None once all are done."""
        if not self._waiting:
            return None
        member_id = self._waiting.popleft()
        self._found.append((member_id, self._search.alike(member_id)))
        if len(self._found) >= TOLD_AT_ONCE or not self._waiting:
            self._tell(self._found)
            self._found = []
        return REST_S if self._waiting else None

    def _tell(self, found: list[tuple[str, tuple[str, ...]]]) -> None:
        self._on_event(FacesCompared(Compared(self._search.compares_by, tuple(found))))
