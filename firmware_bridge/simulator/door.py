"""One door of a virtual cabinet: latch, leaf, and the switch at its hook. Pure; time is given.

    door = Door(DoorHabits(latch_s=0.1))
    door.pulse(now=5.0)
    door.is_open(now=5.2)             # True: this kind springs open
    door.push_shut(now=9.0)

The leaf is what a person sees. The switch is what the board reads; a bouncing hook, or one that
did not catch, makes it say something else.
"""

from dataclasses import dataclass

CHATTER_S = 0.008
"""A bouncing contact changes about so often."""


@dataclass(frozen=True)
class DoorHabits:
    """How the door is built. `latch_s`: from the pulse until the latch lets go.

    A door that does not spring open must be pulled within `released_s`, or it is locked again.
    """

    latch_s: float = 0.1
    springs_open: bool = True
    released_s: float = 5.0
    bounce_s: float = 0.0
    """So long the switch chatters after each movement of the hook."""


class Door:
    """Begins closed and locked."""

    def __init__(self, habits: DoorHabits | None = None) -> None:
        self.bounce_s = (habits or DoorHabits()).bounce_s
        self.is_jammed = False
        """A pulse does not move the latch."""
        self.is_held_shut = False
        """The latch lets go, and the leaf does not come: something leans against it."""
        self.misses_catch = False
        """Pushed shut, the hook does not catch: it looks closed, and the switch says open."""
        self._habits = habits or DoorHabits()
        self._leaf_open = False
        self._caught = True
        self._hook_moved_at = float("-inf")
        self._springs_at: float | None = None
        self._free_from, self._free_until = float("inf"), float("-inf")

    def pulse(self, now: float) -> str:
        """Current in the coil. What becomes of it, in words."""
        if self.is_jammed:
            return "was pulsed but is jammed"
        if self.is_open(now):
            return "was pulsed and is open already"
        released_at = now + self._habits.latch_s
        self._free_from, self._free_until = released_at, released_at + self._habits.released_s
        if self.is_held_shut:
            return "was pulsed but is held shut"
        if not self._habits.springs_open:
            return "may be pulled open"
        self._springs_at = released_at
        return "opens"

    def pull(self, now: float) -> bool:
        """A person pulls. False: it is locked."""
        if self.is_open(now):
            return True
        if not self._free_from <= now < self._free_until or self.is_held_shut:
            return False
        self._swing_open(now)
        return True

    def force(self, now: float) -> None:
        """A key or a crowbar: open without a pulse."""
        if not self.is_open(now):
            self._swing_open(now)

    def push_shut(self, now: float) -> None:
        """A person pushes; a shut door stays as it is."""
        if not self.is_open(now) and self._caught:
            return
        self._leaf_open = False
        self._springs_at = None
        self._free_from, self._free_until = float("inf"), float("-inf")
        caught = not self.misses_catch
        if caught != self._caught:
            self._caught, self._hook_moved_at = caught, now

    def is_open(self, now: float) -> bool:
        """What a person sees."""
        if self._springs_at is not None and now >= self._springs_at:
            self._swing_open(self._springs_at)
        return self._leaf_open

    def switch_open(self, now: float) -> bool:
        """What the board reads at the hook."""
        self.is_open(now)
        since = now - self._hook_moved_at
        chatters = 0 <= since < self.bounce_s and int(since / CHATTER_S) % 2 == 1
        return self._caught if chatters else not self._caught

    def describe(self, now: float) -> str:
        words = ["open" if self.is_open(now) else "closed"]
        if not self._leaf_open and not self._caught:
            words.append("hook not caught")
        words += [
            word
            for word, holds in (
                ("jammed", self.is_jammed),
                ("held shut", self.is_held_shut),
                ("will not catch", self.misses_catch),
                ("bounces", self.bounce_s > 0),
            )
            if holds
        ]
        return ", ".join(words)

    def _swing_open(self, at: float) -> None:
        self._leaf_open, self._springs_at = True, None
        if self._caught:
            self._caught, self._hook_moved_at = False, at
