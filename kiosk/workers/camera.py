"""The camera's thread: opens it, reads it, notices when it goes or hangs, opens it again.

Two threads, because a driver may hang inside a read and nothing can call it back:

    supervisor   starts a reader, hears from it, tells CameraLost and CameraBack, tries again
    reader       opens one camera, reads it, fills the mailbox and the preview, closes it

A reader that falls silent is left behind: whatever it still brings is thrown away, and it closes
its camera when the driver lets go. Frames go nowhere but the mailbox and the preview.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.camera import CameraError, CameraSilentError, Frame
from kiosk.workers.frame_mailbox import FrameMailbox

log = logging.getLogger(__name__)

MOST_LEFT_BEHIND = 3
"""Hung readers that we put up with; then the camera is not opened until one of them returns."""


class Camera(Protocol):
    """One open camera; see kiosk/devices/camera_url.py."""

    def read(self, timeout_s: float) -> Frame: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class CameraLost:
    """No pictures from now on. `reason` is a sentence for staff that says what to check."""

    reason: str


@dataclass(frozen=True, slots=True)
class CameraBack:
    """Pictures again, after a CameraLost."""


CameraEvent = CameraLost | CameraBack


@dataclass(frozen=True, slots=True)
class CameraTimings:
    """`opening_s` is allowed for the first picture, `silence_s` between two; after each loss in a
    row the next of `retry_s` is waited for, and then the last again and again."""

    opening_s: float = 8.0
    silence_s: float = 2.0
    read_s: float = 0.5
    stop_s: float = 1.5
    retry_s: tuple[float, ...] = (0.5, 1.0, 2.0, 3.0)


class CameraWorker:
    """Keeps a camera going. `on_event` is called by the supervisor, `on_preview` by the reader."""

    def __init__(
        self,
        open_camera: Callable[[], Camera],
        on_event: Callable[[CameraEvent], None],
        on_preview: Callable[[NDArray[np.uint8]], None],
        *,
        preview_size: tuple[int, int] = (480, 480),
        timings: CameraTimings | None = None,
    ) -> None:
        self._open_camera = open_camera
        self._on_event = on_event
        self._on_preview = on_preview
        self._preview_size = preview_size
        self._timings = timings or CameraTimings()
        self._mailbox = FrameMailbox()
        self._news: queue.SimpleQueue[_News] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._left_behind: list[_Reader] = []
        self._is_lost = False
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> bool:
        """End within 2 s. False when the driver hung and its thread had to be left behind."""
        self._stopping.set()
        self._news.put(_News(None, None))
        if self._thread.is_alive():
            self._thread.join(self._timings.stop_s + 0.3)
        self._mailbox.clear()
        hung = [reader for reader in self._left_behind if reader.is_alive()]
        if hung:
            log.warning("the camera driver hangs: %d thread(s) left behind", len(hung))
        return not hung and not self._thread.is_alive()

    def newest_after(self, number: int, timeout_s: float) -> Frame | None:
        """The newest frame, if it is newer than `number`; waits up to `timeout_s` for one.

        Numbers keep growing when the camera is opened anew. For the vision worker's thread.
        """
        return self._mailbox.newest_after(number, timeout_s)

    def _run(self) -> None:
        losses = 0
        while not self._stopping.is_set():
            frames, reason = self._watch_one_camera()
            if self._stopping.is_set():
                return
            self._tell_lost(reason)
            losses = 0 if frames else losses
            retry_s = self._timings.retry_s
            self._stopping.wait(retry_s[min(losses, len(retry_s) - 1)])
            losses += 1

    def _watch_one_camera(self) -> tuple[int, str]:
        """Until it is lost or we stop: how many frames it gave, and why it ended."""
        self._left_behind = [reader for reader in self._left_behind if reader.is_alive()]
        if len(self._left_behind) >= MOST_LEFT_BEHIND:
            return 0, "The camera driver hangs: unplug the camera, or restart the kiosk."
        reader = _Reader(self._open_camera, self._take, self._news, self._timings.read_s)
        reader.start()
        frames = 0
        try:
            while True:
                news = self._next_news(reader, is_open=frames > 0)
                if news is None or news.end is not None or self._stopping.is_set():
                    return frames, (news and news.end) or self._silence()
                frames += 1
                self._tell_back()
        finally:
            self._let_go(reader)

    def _next_news(self, reader: _Reader, *, is_open: bool) -> _News | None:
        """None when the reader stays silent. What a reader left behind still says is skipped."""
        timeout_s = self._timings.silence_s if is_open else self._timings.opening_s
        while True:
            try:
                news = self._news.get(timeout=timeout_s)
            except queue.Empty:
                return None
            if news.reader is reader or self._stopping.is_set():
                return news

    def _let_go(self, reader: _Reader) -> None:
        reader.cancelled.set()
        self._mailbox.clear()
        if self._stopping.is_set():
            reader.join(self._timings.stop_s)
        if reader.is_alive():
            self._left_behind.append(reader)

    def _take(self, frame: Frame) -> None:
        self._mailbox.put(frame)
        self._on_preview(preview_picture(frame.image, self._preview_size))

    def _silence(self) -> str:
        return "The camera sends no pictures: unplug it and plug it in again."

    def _tell_lost(self, reason: str) -> None:
        if not self._is_lost:
            self._is_lost = True
            log.warning("camera lost: %s", reason)
            self._on_event(CameraLost(reason))

    def _tell_back(self) -> None:
        if self._is_lost:
            self._is_lost = False
            log.info("camera back")
            self._on_event(CameraBack())


@dataclass(frozen=True, slots=True)
class _News:
    """A reader took a frame (`end` is None) or ended, and why. No reader: the worker stops."""

    reader: _Reader | None
    end: str | None


class _Reader(threading.Thread):
    """Opens one camera and reads it until it fails or `cancelled` is set; then closes it."""

    def __init__(
        self,
        open_camera: Callable[[], Camera],
        take: Callable[[Frame], None],
        news: queue.SimpleQueue[_News],
        read_s: float,
    ) -> None:
        super().__init__(name="camera-reader", daemon=True)
        self.cancelled = threading.Event()
        self._open_camera = open_camera
        self._take = take
        self._news = news
        self._read_s = read_s

    def run(self) -> None:
        try:
            camera = self._open_camera()
            try:
                self._read_until_cancelled(camera)
            finally:
                camera.close()
        except CameraError as error:
            self._news.put(_News(self, str(error)))
        except Exception:  # a thread that dies must become an event, not a silence
            log.exception("the camera thread failed")
            self._news.put(_News(self, "The camera software failed: restart the kiosk."))

    def _read_until_cancelled(self, camera: Camera) -> None:
        while not self.cancelled.is_set():
            try:
                frame = camera.read(self._read_s)
            except CameraSilentError:
                continue
            if self.cancelled.is_set():
                return
            self._take(frame)
            self._news.put(_News(self, None))


def preview_picture(image: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """What a mirror would show: the middle of a BGR image, cut to the shape of `size` (width,
    height), scaled to it, RGB uint8, C-contiguous."""
    height, width = image.shape[:2]
    scale = min(width / size[0], height / size[1])
    cut_width, cut_height = max(1, int(size[0] * scale)), max(1, int(size[1] * scale))
    left, top = (width - cut_width) // 2, (height - cut_height) // 2
    small = image[top : top + cut_height, left : left + cut_width]
    while small.shape[1] >= 2 * size[0] and small.shape[0] >= 2 * size[1]:
        small = _halved(small)
    small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    return np.asarray(cv2.flip(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), 1), dtype=np.uint8)


def _halved(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Exactly half is the one fast way to average pixels; unaveraged, a large camera shimmers."""
    height, width = image.shape[0] // 2, image.shape[1] // 2
    even = image[: 2 * height, : 2 * width]
    return np.asarray(
        cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8
    )
