"""The depth camera's thread: opens its driver, asks it, and keeps nobody waiting for it.

Drivers are other people's. One may hang in its import, while it opens or in an answer, and raise
anything anywhere. It does so on this thread: whoever asks gets None, after 100 ms at most, and at
once while an earlier question is still open. None is not believed (models/liveness_depth.py), so
that what lasts is told as a fault: nobody is led through gestures that cannot be passed.
"""

from __future__ import annotations

import logging
import math
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Faulted, Mended
from models.liveness_depth import DepthCamera
from models.results import Face

log = logging.getLogger(__name__)

STOP_S = 1.5


@dataclass(frozen=True, slots=True)
class DepthTimings:
    """`hangs_s`: what is not answered by then is a fault. `retry_s`: before it is opened anew."""

    answer_s: float = 0.1
    hangs_s: float = 2.0
    opening_s: float = 8.0
    retry_s: float = 3.0


class DepthWorker:
    """A `DepthCamera` that raises nothing and answers within `answer_s`. One thread asks it."""

    def __init__(
        self,
        open_camera: Callable[[], DepthCamera],
        monotonic: Callable[[], float],
        on_event: Callable[[Faulted | Mended], None],
        timings: DepthTimings | None = None,
    ) -> None:
        self._open_camera = open_camera
        self._monotonic = monotonic
        self._on_event = on_event
        self._timings = timings or DepthTimings()
        self._questions: queue.SimpleQueue[Face | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[float | None] = queue.SimpleQueue()
        self._open_questions = 0
        self._asked_at_s = 0.0
        self._has_answered = False
        self._is_open = threading.Event()
        self._was_opened = threading.Event()
        self._stopping = threading.Event()
        self._telling = threading.Lock()
        self.trouble = ""
        """What keeps it from measuring, in a sentence for staff; empty if nothing does."""
        self._thread = threading.Thread(target=self._run, name="depth", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A driver that hangs is left behind."""
        self._stopping.set()
        self._was_opened.set()
        self._questions.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    close = stop

    def wait_until_open(self) -> None:
        """For a moment; a driver that takes longer is told as a fault until it is there."""
        if not self._was_opened.wait(self._timings.opening_s):
            self._tell_silence("does not open", unless=self._is_open.is_set)

    def relief_mm(self, face: Face) -> float | None:
        if not self._is_open.is_set() or self._is_still_asked():
            return None
        self._questions.put(face)
        self._open_questions += 1
        self._asked_at_s = self._monotonic()
        try:
            relief = self._answers.get(timeout=self._timings.answer_s)
        except queue.Empty:
            return None
        self._open_questions -= 1
        return relief

    def _is_still_asked(self) -> bool:
        """What comes late was measured of an earlier frame, and is thrown away."""
        while self._open_questions:
            try:
                self._answers.get_nowait()
            except queue.Empty:
                if self._monotonic() - self._asked_at_s >= self._timings.hangs_s:
                    self._tell_silence("does not answer", unless=self._has_come)
                return True
            self._open_questions -= 1
        return False

    # --- on its own thread --------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._serve()
            except Exception as error:  # a driver raises what it likes
                self._failed(error)

    def _serve(self) -> None:
        self._has_answered = False
        camera = self._open_camera()
        try:
            self._is_open.set()
            self._was_opened.set()
            self._tell("")
            while (face := self._questions.get()) is not None:
                self._answer(camera, face)
        finally:
            self._is_open.clear()
            camera.close()

    def _answer(self, camera: DepthCamera, face: Face) -> None:
        relief = None
        try:
            relief = _measured(camera.relief_mm(face))
            self._has_answered = True
        finally:
            with self._telling:
                self._answers.put(relief)
        self._tell("")

    def _failed(self, error: Exception) -> None:
        """Who has answered before is opened anew at once: one bad frame is no fault."""
        if not self._has_answered:
            self._was_opened.set()
            self._tell(
                f"The depth camera fails ({type(error).__name__}: {error}). Check its cable."
            )
            self._stopping.wait(self._timings.retry_s)

    # --- what is told -------------------------------------------------------------------------

    def _tell_silence(self, what: str, unless: Callable[[], bool]) -> None:
        with self._telling:
            if not unless():  # or its end would be told first, and then this
                self._tell_locked(f"The depth camera {what}. Unplug it and plug it in again.")

    def _has_come(self) -> bool:
        return not self._answers.empty()

    def _tell(self, trouble: str) -> None:
        with self._telling:
            self._tell_locked(trouble)

    def _tell_locked(self, trouble: str) -> None:
        if trouble == self.trouble:
            return
        self.trouble = trouble
        log.warning("%s", trouble or "The depth camera is back.")
        problem = Problem(Fault.DEPTH, trouble)
        self._on_event(Faulted(problem) if trouble else Mended(Fault.DEPTH))


def _measured(relief: float | None) -> float | None:
    """A driver's number as a float; None of what is none."""
    value = math.nan if relief is None else float(relief)
    return value if math.isfinite(value) else None
