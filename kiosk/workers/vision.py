"""The vision thread: loads the models, judges frames while somebody wants it, searches members.

Loading takes about a second, so it happens here and never holds up the first screen. Between
watches the thread sleeps: no frame is judged that nobody asked for, and none is kept.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from typing import Protocol

from kiosk.domain.camera import Frame
from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Faulted, Mended
from kiosk.flows.face_events import FaceObserved, FacesCompared
from kiosk.workers.look_alikes import Comparing, LookAlikes
from models.errors import ModelsError
from models.results import MatchPolicy, Sighting, Template

log = logging.getLogger(__name__)

STOP_S = 2.0
FRAME_WAIT_S = 0.2
RETRY_S = 30.0


class FaceSearch(Comparing, Protocol):
    """A pipeline with the gallery it searches. Used by one thread."""

    def see(self, frame: Frame, *, closely: bool) -> tuple[Sighting, MatchPolicy]:
        """What it shows; `closely` measures the turn of the head, which takes longer."""

    def forget(self) -> None:
        """Whoever is seen next is somebody new."""

    def enrol(self, templates: Iterable[tuple[str, Template]]) -> None:
        """Search these members from now on."""

    def change(self, member_id: str, templates: tuple[Template, ...]) -> None:
        """This member has exactly these templates from now on; none if there are none."""


class VisionWorker:
    """An `Eyes`. `load` raises what it likes: any failure becomes a fault, and is tried again.

    `templates`: of all members, opened one by one on this thread; `templates_of`: of one who
    changed; `not_compared`: whose faces were not held against all others by these packs and
    thresholds.
    """

    def __init__(
        self,
        load: Callable[[], FaceSearch],
        newest_after: Callable[[int, float], Frame | None],
        templates: Callable[[], Iterable[tuple[str, Template]]],
        templates_of: Callable[[str], tuple[Template, ...]],
        not_compared: Callable[[str], Iterable[str]],
        on_event: Callable[[FaceObserved | FacesCompared | Faulted | Mended], None],
    ) -> None:
        self._load = load
        self._newest_after = newest_after
        self._templates = templates
        self._templates_of = templates_of
        self._not_compared = not_compared
        self._on_event = on_event
        self._wanted = threading.Event()
        self._changed: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._closely = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="vision", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def watch(self, *, closely: bool = False) -> None:
        self._closely = closely
        self._wanted.set()
        self._wake.set()

    def stop_watching(self) -> None:
        self._wanted.clear()

    def member_changed(self, member_id: str) -> None:
        self._changed.put(member_id)
        self._wake.set()

    def _run(self) -> None:
        is_faulted = False
        while not self._stopping.is_set():
            try:
                search = self._load()
                search.enrol(self._templates())
                if is_faulted:
                    self._on_event(Mended(Fault.MODELS))
                self._watch_with(search)
            except ModelsError as error:
                log.warning("faces cannot be recognised: %s", error)
                is_faulted = self._tell_fault(error)
            except Exception as error:  # a thread that dies must become an event, not a silence
                log.exception("faces cannot be recognised")
                is_faulted = self._tell_fault(error)

    def _tell_fault(self, error: Exception) -> bool:
        self._on_event(Faulted(Problem(Fault.MODELS, str(error))))
        self._stopping.wait(RETRY_S)
        return True

    def _watch_with(self, search: FaceSearch) -> None:
        number = 0
        alike = LookAlikes(search, self._not_compared(search.compares_by), self._on_event)
        while not self._stopping.is_set():
            self._take_changes(search, alike)
            if not self._wanted.is_set():
                search.forget()
                self._wake.wait(alike.go_on())
                self._wake.clear()
                continue
            number = self._judge_next(search, number)

    def _take_changes(self, search: FaceSearch, alike: LookAlikes) -> None:
        """What changed while everybody was being loaded is read once more: that harms nothing."""
        while True:
            try:
                member_id = self._changed.get_nowait()
            except queue.Empty:
                return
            search.change(member_id, self._templates_of(member_id))
            alike.changed(member_id)

    def _judge_next(self, search: FaceSearch, number: int) -> int:
        """Judge the newest frame; its number, or the old one when no new frame came."""
        frame = self._newest_after(number, FRAME_WAIT_S)
        if frame is None:
            return number
        sighting, policy = search.see(frame, closely=self._closely)
        if self._wanted.is_set():
            self._on_event(FaceObserved(sighting, policy, frame.taken_at_s))
        return frame.number
