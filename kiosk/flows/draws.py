"""Which gestures are asked of whom: drawn once, and then kept until a try of them is decided.

    asked ─ leaves, too slow, not seen ─▶ the same once more
      ╰ made, or moved wrongly ─▶ others

Whoever could have others drawn by going back, or by waiting, would only have to wait for those of a
video that they have. Nothing is written down: the chance that is given says the same for the same
words for some minutes, also after a restart (compose/gestures.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from models.liveness_active import Gesture, draw

Chance = Callable[[str, int], int]
"""Of some words and n: a whole number from 0 to n - 1 that cannot be foreseen."""


class Draws:
    """`whose`: a member's id, or whatever stands for somebody who is none. Used by one thread."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._decided: Counter[str] = Counter()

    def row(self, whose: str, count: int) -> tuple[Gesture, ...]:
        """`count` gestures, 1 to 4."""
        said = f"{self._decided[whose]}/{whose}"
        return draw(count, lambda below: self._chance(said, below))

    def decided(self, whose: str) -> None:
        """They made the gestures, or others: the next time others are asked for."""
        self._decided[whose] += 1
