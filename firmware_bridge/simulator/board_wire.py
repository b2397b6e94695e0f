"""What a virtual lock board of any family does: requests out of bytes, bytes out of answers.

Twins share no code with the families that they are talked to by: each was written from the
published frames a second time, so that one mistake cannot hide behind the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from firmware_bridge.frames import Taken
from firmware_bridge.messages import LockAddress, ReadBoard, ReadLock, Unlock


@dataclass(frozen=True)
class UnlockAll:
    """Open every door of a board. Boards obey it; the library cannot say it."""

    board: int


Heard = Unlock | ReadLock | ReadBoard | UnlockAll


def board_of(heard: Heard) -> int:
    return heard.board if isinstance(heard, ReadBoard | UnlockAll) else heard.address.board


class BoardWire(Protocol):
    """The wire of one family of boards from the board's side. Pure, and one for a whole line."""

    @property
    def baud(self) -> int: ...

    @property
    def most_locks(self) -> int:
        """Of one board."""

    def take(self, data: bytes, *, ended: bool) -> Taken[Heard]:
        """The request at the beginning of `data`, for whichever board; see frames.py."""

    def answer(self, heard: Heard, doors: Sequence[bool]) -> bytes:
        """What the board says; nothing if this family is silent about it.

        `doors`: whether each door of that board is open, from lock 1, after what was asked.
        """

    def report(self, address: LockAddress, *, is_open: bool) -> bytes:
        """What the board says unasked when this door moved; nothing if this family never does."""
