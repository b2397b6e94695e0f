"""A network camera through the real cv2.VideoCapture: it stalls, breaks, and comes back.

MJPEG over HTTP, served here; FFmpeg reads it as it reads RTSP, with the same time-outs.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np
import pytest

from kiosk.devices.camera_capture import open_rtsp
from kiosk.devices.camera_source import RtspSource
from kiosk.devices.system_clock import SystemClock
from kiosk.workers.camera import (
    CameraBack,
    CameraEvent,
    CameraLost,
    CameraTimings,
    CameraWorker,
)
from tests.support.fake_clock import SHANGHAI

pytestmark = pytest.mark.timeout(120)
WAIT_S = 30.0
PACE_S = 0.03
READ_TIMEOUT_S = 1.0
PICTURE = cv2.imencode(".jpg", np.full((240, 320, 3), (40, 120, 200), np.uint8))[1].tobytes()
PART = (
    b"--shot\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(PICTURE)
    + PICTURE
    + b"\r\n"
)


class NetworkCamera:
    """`flows`: pictures come; else the line is open and silent. `is_up`: else every line is cut."""

    def __init__(self, port: int = 0) -> None:
        self.flows, self.is_up = threading.Event(), threading.Event()
        self.flows.set()
        self.is_up.set()
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # http.server's name
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=shot")
                self.end_headers()
                while camera.is_up.is_set():
                    if camera.flows.wait(PACE_S) and not self._sent():
                        return

            def _sent(self) -> bool:
                try:
                    self.wfile.write(PART)
                except OSError:
                    return False
                threading.Event().wait(PACE_S)
                return True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Unplugged: lines are cut, and nobody answers any more."""
        self.is_up.clear()
        self._server.shutdown()
        self._server.server_close()


class Desk:
    def __init__(self, port: int) -> None:
        url = f"http://127.0.0.1:{port}/"
        source = RtspSource(url, url, open_timeout_s=2.0, read_timeout_s=READ_TIMEOUT_S)
        clock = SystemClock(SHANGHAI)
        self.told: queue.SimpleQueue[CameraEvent] = queue.SimpleQueue()
        self.worker = CameraWorker(
            lambda: open_rtsp(source, clock.monotonic),
            self.told.put,
            lambda _: None,
            timings=CameraTimings(retry_s=(0.1,)),
        )
        self.now = clock.monotonic

    def news(self) -> CameraEvent:
        return self.told.get(timeout=WAIT_S)

    def frame_after(self, number: int) -> int:
        frame = self.worker.newest_after(number, WAIT_S)
        assert frame is not None
        assert frame.image.shape == (240, 320, 3)
        assert np.abs(frame.image.mean(axis=(0, 1)) - (40, 120, 200)).max() < 4
        return frame.number

    def stop_s(self) -> float:
        before = self.now()
        self.worker.stop()
        return self.now() - before


@contextmanager
def watching(camera: NetworkCamera) -> Iterator[Desk]:
    desk = Desk(camera.port)
    desk.worker.start()
    try:
        yield desk
    finally:
        desk.worker.stop()


@pytest.fixture
def camera() -> Iterator[NetworkCamera]:
    camera = NetworkCamera()
    yield camera
    camera.close()


def test_frames_of_a_stream_arrive(camera: NetworkCamera) -> None:
    with watching(camera) as desk:
        first = desk.frame_after(0)
        assert desk.frame_after(first) > first
        assert desk.told.empty()
        assert desk.stop_s() < 2


def test_a_stream_that_stalls_is_lost_and_comes_back_without_a_restart(
    camera: NetworkCamera,
) -> None:
    with watching(camera) as desk:
        number = desk.frame_after(0)
        camera.flows.clear()
        lost = desk.news()
        assert isinstance(lost, CameraLost)
        assert "pictures" in lost.reason
        camera.flows.set()
        assert desk.news() == CameraBack()
        assert desk.frame_after(number) > number


def test_a_stream_that_breaks_off_comes_back_from_the_same_address(
    camera: NetworkCamera,
) -> None:
    with watching(camera) as desk:
        number = desk.frame_after(0)
        camera.close()
        assert isinstance(desk.news(), CameraLost)
        again = NetworkCamera(camera.port)
        try:
            assert desk.news() == CameraBack()
            assert desk.frame_after(number) > number
        finally:
            again.close()


def test_stop_does_not_wait_for_a_stream_that_stalls(camera: NetworkCamera) -> None:
    with watching(camera) as desk:
        desk.frame_after(0)
        camera.flows.clear()
        assert desk.stop_s() < 2


def test_stop_does_not_wait_for_a_camera_that_never_answers(camera: NetworkCamera) -> None:
    camera.flows.clear()
    with watching(camera) as desk:
        assert desk.worker.newest_after(0, 0.3) is None  # it is being opened
        assert desk.stop_s() < 2
