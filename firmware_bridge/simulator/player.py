"""Plays a script against a cabinet: which step is due, and what came of it. Pure; time is given.

player = Player(parse_script(text), now=0.0)
while not player.is_done:
    print(player.advance(now, perform, is_open))
"""

from collections import deque
from collections.abc import Callable

from firmware_bridge.simulator.acts import Act, At, Step, Wait, WaitDoor
from firmware_bridge.simulator.errors import NotPossibleError
from firmware_bridge.simulator.script import ScriptLine

Perform = Callable[[Act, float], str]
"""Carry out one act; what happened, in words. NotPossibleError ends the script."""

OpenDoors = Callable[[int, float], bool]
"""Whether a door is open, by its number. NotPossibleError for one that does not exist."""


class Player:
    """A step that cannot be done ends the script; `failure` tells which and why."""

    def __init__(self, lines: tuple[ScriptLine, ...], now: float) -> None:
        self.failure: str | None = None
        self._steps: deque[tuple[ScriptLine, Step]] = deque(
            (line, step) for line in lines for step in line.steps
        )
        self._began_at = now
        self._paused_at: float | None = None
        """When the pause at the front was reached."""

    @property
    def is_done(self) -> bool:
        return not self._steps

    def advance(self, now: float, perform: Perform, is_open: OpenDoors) -> list[str]:
        """Do all that is due by `now`; what happened, in words."""
        said: list[str] = []
        while self._steps:
            line, step = self._steps[0]
            try:
                if isinstance(step, Wait | At | WaitDoor):
                    if not self._is_over(step, now, is_open):
                        break
                else:
                    said.append(perform(step, now))
            except NotPossibleError as error:
                self.failure = f"line {line.number}, {line.text!r}: {error}"
                self._steps.clear()
                break
            self._steps.popleft()
            self._paused_at = None
        return said

    def _is_over(self, pause: Wait | At | WaitDoor, now: float, is_open: OpenDoors) -> bool:
        if self._paused_at is None:
            self._paused_at = now
        match pause:
            case At(seconds):
                return now >= self._began_at + seconds
            case Wait(seconds):
                return now >= self._paused_at + seconds
            case WaitDoor(door, wanted, within_s):
                if is_open(door, now) == wanted:
                    return True
                if now >= self._paused_at + within_s:
                    state = "open" if wanted else "closed"
                    raise NotPossibleError(f"door {door} is not {state} after {within_s:g} s.")
                return False
