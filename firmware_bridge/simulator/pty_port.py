"""A virtual board behind a real pty, so that the real serial library is at the other end.

    with PtyBoard(monotonic=clock, symlink=Path("var/locks")) as board:
        Bus(str(board.path), ...)

One thread owns the board and the pty; everything else asks it through a queue. A pty knows no
parity and no modem lines: those cannot be tried here.
"""

import logging
import os
import queue
import select
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from firmware_bridge.messages import Request
from firmware_bridge.simulator.board import BoardEvent, BoardPlan, VirtualBoard
from firmware_bridge.simulator.faults import Faults, FaultyLine, Rng
from firmware_bridge.simulator.pty_end import PtyEnd

log = logging.getLogger(__name__)

T = TypeVar("T")

STOP_S = 2.0


class PtyBoard:
    """`start` makes the device, `stop` takes it away; usable in a `with`.

    `rng` is needed as soon as `faults` are asked for. `on_event` is called on the board's thread.
    Raises SymlinkError from `start` and `plug` if `symlink` is taken by a real file.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        rng: Rng,
        plan: BoardPlan | None = None,
        faults: Faults | None = None,
        symlink: Path | None = None,
        on_event: Callable[[BoardEvent], None] | None = None,
    ) -> None:
        self._monotonic = monotonic
        self._board = VirtualBoard(plan, on_event)
        self._line = FaultyLine(self._board, faults or Faults(), rng)
        self._symlink = symlink
        self._pty: PtyEnd | None = None
        self._inbox: queue.SimpleQueue[Callable[[], bool]] = queue.SimpleQueue()
        self._wake_read, self._wake_write = -1, -1
        self._thread: threading.Thread | None = None

    # --- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        self._pty = PtyEnd(self._symlink)
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._run, name="virtual-board", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and remove the device; harmless when not started."""
        if self._thread is None:
            return
        self._post(lambda: False)
        self._thread.join(STOP_S)
        self._thread = None
        os.close(self._wake_read)
        os.close(self._wake_write)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def path(self) -> Path:
        """What to give to Bus: the symlink if there is one, else the pty itself."""
        if self._symlink is not None:
            return self._symlink
        if self._pty is None:
            raise RuntimeError("the virtual board has no device: start or plug it first.")
        return self._pty.device

    # --- what a person in front of the cabinet can do -----------------------------------------

    def close_door(self, lock: int) -> None:
        """Raises AddressError for a door that the board does not have; so do `jam` and `free`."""
        self._ask(lambda: self._line.say(self._board.close_door(lock), self._monotonic()))

    def jam(self, lock: int) -> None:
        self._ask(lambda: self._board.jam(lock))

    def free(self, lock: int) -> None:
        self._ask(lambda: self._board.free(lock))

    def is_open(self, lock: int) -> bool:
        return self._ask(lambda: self._board.is_open(lock, self._monotonic()))

    def describe(self) -> list[str]:
        """One line for each door."""
        return self._ask(lambda: self._board.describe(self._monotonic()))

    def requests(self) -> tuple[Request, ...]:
        """Every request that the board understood, in order."""
        return self._ask(lambda: tuple(self._board.requests))

    def unplug(self) -> None:
        """Pull the cable: the device vanishes, the doors stay as they are."""
        self._ask(self._unplug)

    def plug(self) -> None:
        """Put it back: a new device, the same link path."""
        self._ask(self._plug)

    # --- the thread ---------------------------------------------------------------------------

    def _ask(self, act: Callable[[], T]) -> T:
        """Run `act` on the owner thread and hand back what it gives or raises."""
        answer: Future[T] = Future()

        def run() -> bool:
            try:
                answer.set_result(act())
            except Exception as error:
                answer.set_exception(error)
            return True

        self._post(run)
        return answer.result(STOP_S)

    def _post(self, act: Callable[[], bool]) -> None:
        self._inbox.put(act)
        os.write(self._wake_write, b"w")

    def _run(self) -> None:
        while True:
            if not self._wait():
                self._unplug()
                return
            if self._pty is not None:
                self._pty.write(self._line.due(self._monotonic()))

    def _wait(self) -> bool:
        """Until bytes come, somebody asks or an answer is due. False: stop."""
        due_at = self._line.next_due_at
        timeout = None if due_at is None else max(0.0, due_at - self._monotonic())
        ends = [self._wake_read] + ([self._pty.master] if self._pty else [])
        ready, _, _ = select.select(ends, [], [], timeout)
        if self._pty is not None and self._pty.master in ready:
            self._line.receive(self._pty.read(), self._monotonic())
        if self._wake_read in ready:
            os.read(self._wake_read, 1)
            return self._inbox.get()()
        return True

    def _unplug(self) -> None:
        if self._pty is not None:
            self._pty.close()
            self._pty = None

    def _plug(self) -> None:
        if self._pty is None:
            self._pty = PtyEnd(self._symlink)
