"""A gallery in use: it changes at once, and is tidied beside the searches, on a thread of its own.

What removed members leave behind is out of memory within about a second, and nobody waits for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from models.gallery import Gallery
from models.results import Template

log = logging.getLogger(__name__)

Task = Callable[[], None]


def _on_a_thread(task: Task) -> None:
    # A daemon: it changes nothing but memory, and the program need not wait for it to end.
    threading.Thread(target=task, name="gallery", daemon=True).start()


class LiveGallery:
    """`now` is the latest snapshot. One thread changes and searches it; `run` starts a task."""

    def __init__(self, gallery: Gallery, run: Callable[[Task], None] = _on_a_thread) -> None:
        self._lock = threading.Lock()
        self._now = gallery
        self._run = run
        self._is_tidying = False
        self._changes: list[tuple[str, Sequence[Template]]] = []

    @property
    def now(self) -> Gallery:
        return self._now

    def change(self, member_id: str, templates: Sequence[Template]) -> None:
        """Give `member_id` exactly these templates. Raises TemplateError as a Gallery does."""
        with self._lock:
            self._now = self._now.with_member(member_id, templates)
            if self._is_tidying:
                self._changes.append((member_id, templates))
                return
            self._is_tidying = not self._now.is_tidy
            start = self._is_tidying
        if start:
            self._run(self._tidy)

    def _tidy(self) -> None:
        try:
            while self._is_tidying:
                with self._lock:
                    before = self._now
                    self._changes.clear()
                self._take(before.tidied())
        except Exception:  # searches go on as before; the next change tries again
            log.exception("the gallery could not be tidied")
            with self._lock:
                self._is_tidying = False

    def _take(self, tidied: Gallery) -> None:
        """What changed meanwhile is done once more; it may have to be tidied in its turn."""
        with self._lock:
            for member_id, templates in self._changes:
                tidied = tidied.with_member(member_id, templates)
            self._now = tidied
            self._is_tidying = not tidied.is_tidy
