"""A virtual lock board of any family: a `Twin` (twin.py) over a `BoardWire` (board_wire.py).

    board = LockBoardTwin(ShuomingWire(), board=1, doors={1: door})
    board.receive(bytes.fromhex("8a0101119b"), now=0.0)   # [b"\\x8a\\x01\\x01\\x00\\x8a"]

Like the real one it answers nothing to bytes that it does not understand, to other boards'
addresses and to locks that it does not have.
"""

from collections import deque
from collections.abc import Mapping

from firmware_bridge.frames import FrameReader, quiet_s
from firmware_bridge.messages import LockAddress, Unlock
from firmware_bridge.simulator.board_wire import BoardWire, Heard, UnlockAll, board_of
from firmware_bridge.simulator.twin import LockOfTwin

HEARD_KEPT = 1000


class LockBoardTwin:
    """`doors`: by lock, from 1; a lock without a door reads as closed.

    `reports`: it says by itself that a door moved, if its family can.
    """

    def __init__(
        self,
        wire: BoardWire,
        board: int,
        doors: Mapping[int, LockOfTwin],
        *,
        locks: int | None = None,
        reports: bool = False,
    ) -> None:
        self.heard: deque[Heard] = deque(maxlen=HEARD_KEPT)
        """The requests that were understood and were for this board, in order; the latest ones."""
        self._wire = wire
        self._board = board
        self._doors = doors
        self._locks = locks or max(doors, default=1)
        self._reports = reports
        self._told: dict[int, bool] = {}
        self._reader = FrameReader[Heard](
            lambda data, ended: wire.take(data, ended=ended), quiet_s(wire.baud)
        )

    def receive(self, data: bytes, now: float) -> list[bytes]:
        answers = (self._answer(heard, now) for heard in self._reader.feed(data, now))
        return [answer for answer in answers if answer]

    def unasked(self, now: float) -> list[bytes]:
        """What moved since the last call; nothing the first time."""
        if not self._reports:
            return []
        states = {lock: door.switch_open(now) for lock, door in self._doors.items()}
        moved = [lock for lock, state in states.items() if self._told.get(lock, state) != state]
        self._told = states
        reports = (
            self._wire.report(LockAddress(self._board, lock), is_open=states[lock])
            for lock in moved
        )
        return [report for report in reports if report]

    def restart(self, now: float) -> None:
        self._reader.clear()
        self._told = {}

    def _answer(self, heard: Heard, now: float) -> bytes:
        if board_of(heard) != self._board:
            return b""
        if not isinstance(heard, UnlockAll) and not self._has_lock(heard):
            return b""
        self.heard.append(heard)
        for lock in self._pulsed(heard):
            self._doors[lock].pulse(now)
        return self._wire.answer(heard, self._states(now))

    def _has_lock(self, heard: Heard) -> bool:
        lock = getattr(getattr(heard, "address", None), "lock", 1)
        return lock <= self._locks

    def _pulsed(self, heard: Heard) -> list[int]:
        if isinstance(heard, UnlockAll):
            return list(self._doors)
        is_known = isinstance(heard, Unlock) and heard.address.lock in self._doors
        return [heard.address.lock] if isinstance(heard, Unlock) and is_known else []

    def _states(self, now: float) -> list[bool]:
        locks = range(1, self._locks + 1)
        return [lock in self._doors and self._doors[lock].switch_open(now) for lock in locks]
