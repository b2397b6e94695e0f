"""The camera worker: losses, returns, hung drivers; with small cameras and with photographs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.devices.camera_url import open_camera, parse_camera_url
from kiosk.domain.camera import (
    CameraGoneError,
    CameraSilentError,
    CameraUnavailableError,
    Frame,
)
from kiosk.workers.camera import (
    MOST_LEFT_BEHIND,
    Camera,
    CameraBack,
    CameraEvent,
    CameraLost,
    CameraTimings,
    CameraWorker,
    preview_picture,
)
from tests.support.pictures import BLUE, GREEN, RED, plain, save_picture

QUICK = CameraTimings(opening_s=0.2, silence_s=0.05, read_s=0.01, stop_s=0.2, retry_s=(0.001,))
PATIENT = CameraTimings(read_s=0.01, retry_s=(0.001,))
WAIT_S = 10.0
HUNG = CameraLost("The camera sends no pictures: unplug it and plug it in again.")


class ScriptedCamera:
    """Gives a frame for each line of its script; an error in the script is raised, and "hang"
    waits until `let_go` is set, and goes on. After that it is silent."""

    def __init__(self, *script: Exception | str) -> None:
        self._script = list(script)
        self._number = 0
        self.hanging = threading.Event()
        self.let_go = threading.Event()
        self.closed = threading.Event()

    def read(self, timeout_s: float) -> Frame:
        step = self._script.pop(0) if self._script else "silence"
        if isinstance(step, Exception):
            raise step
        if step == "silence":
            threading.Event().wait(timeout_s)
            raise CameraSilentError("not yet")
        if step == "hang":
            self.hanging.set()
            self.let_go.wait(WAIT_S)
            if self._script:
                return self.read(timeout_s)
        self._number += 1
        return Frame(plain(RED), 0.0, self._number)

    def close(self) -> None:
        self.closed.set()


class SteadyCamera:
    """Gives a frame every few milliseconds, for ever."""

    def read(self, timeout_s: float) -> Frame:
        threading.Event().wait(0.005)
        return Frame(plain(GREEN), 0.0, 1)

    def close(self) -> None:
        """Nothing to let go."""


class Watched:
    """A worker that runs, and all that it tells."""

    def __init__(self, open_: Callable[[], Camera], timings: CameraTimings) -> None:
        self.events: queue.Queue[CameraEvent] = queue.Queue()
        self.previews: queue.Queue[NDArray[np.uint8]] = queue.Queue()
        self.worker = CameraWorker(
            open_, self.events.put, self.previews.put, preview_size=(32, 32), timings=timings
        )

    def next_event(self) -> CameraEvent:
        return self.events.get(timeout=WAIT_S)

    def next_number(self, after: int) -> int:
        frame = self.worker.newest_after(after, WAIT_S)
        assert frame is not None
        return frame.number


@contextmanager
def watching(open_: Callable[[], Camera], timings: CameraTimings = PATIENT) -> Iterator[Watched]:
    watched = Watched(open_, timings)
    watched.worker.start()
    yield watched
    watched.worker.stop()


def one_after_the_other(*cameras: Camera | Exception) -> Callable[[], Camera]:
    """Opens these, in turn; then there is none."""
    left = list(cameras)

    def open_() -> Camera:
        camera = left.pop(0) if left else CameraUnavailableError("There is no camera.")
        if isinstance(camera, Exception):
            raise camera
        return camera

    return open_


def test_frames_reach_the_vision_worker_and_the_preview() -> None:
    with watching(one_after_the_other(ScriptedCamera("frame", "frame"))) as watched:
        number = watched.next_number(after=1)
        preview = watched.previews.get(timeout=WAIT_S)

    assert number == 2
    assert preview.shape == (32, 32, 3)
    assert watched.events.empty()


def test_only_the_newest_frame_waits() -> None:
    camera = ScriptedCamera(*["frame"] * 50)
    with watching(one_after_the_other(camera)) as watched:
        for _ in range(50):
            watched.previews.get(timeout=WAIT_S)

        frame = watched.worker.newest_after(3, 0)
        nothing = watched.worker.newest_after(50, 0)

    assert frame is not None
    assert frame.number == 50
    assert nothing is None


def test_a_loss_and_a_return_are_told_once_each() -> None:
    gone = CameraGoneError("The camera is unplugged.")
    absent = CameraUnavailableError("There is no camera.")
    second = ScriptedCamera("frame", "frame")
    open_ = one_after_the_other(ScriptedCamera("frame", gone), absent, absent, absent, second)
    with watching(open_) as watched:
        told = [watched.next_event(), watched.next_event()]
        watched.next_number(after=2)

    assert told == [CameraLost("The camera is unplugged."), CameraBack()]
    assert watched.events.empty()


def test_frame_numbers_grow_over_a_loss() -> None:
    first = ScriptedCamera("frame", "frame", CameraGoneError("gone"))
    with watching(one_after_the_other(first, ScriptedCamera("frame"))) as watched:
        watched.next_event()
        watched.next_event()

        assert watched.next_number(after=2) == 3


def test_no_frame_of_before_the_loss_is_handed_out() -> None:
    with watching(one_after_the_other(ScriptedCamera("frame", CameraGoneError("gone")))) as watched:
        watched.next_event()

        assert watched.worker.newest_after(0, 0) is None


def test_a_lost_camera_is_closed() -> None:
    camera = ScriptedCamera("frame", CameraGoneError("gone"))
    with watching(one_after_the_other(camera)):
        assert camera.closed.wait(WAIT_S)


def test_a_kiosk_that_starts_without_a_camera_tells_it() -> None:
    with watching(one_after_the_other()) as watched:
        assert watched.next_event() == CameraLost("There is no camera.")


def test_a_hung_driver_is_a_lost_camera_and_another_is_opened() -> None:
    hung = ScriptedCamera("frame", "hang")
    with watching(one_after_the_other(hung, ScriptedCamera("frame")), QUICK) as watched:
        told = [watched.next_event(), watched.next_event()]
        hung.let_go.set()
        assert hung.closed.wait(WAIT_S)

    assert told == [HUNG, CameraBack()]


def test_what_a_hung_driver_brings_at_last_is_thrown_away() -> None:
    hung = ScriptedCamera("frame", "hang")
    with watching(one_after_the_other(hung), QUICK) as watched:
        watched.next_event()
        hung.let_go.set()
        assert hung.closed.wait(WAIT_S)

        assert watched.worker.newest_after(0, 0) is None


def test_the_end_of_a_hung_driver_is_not_taken_for_a_loss_of_the_next() -> None:
    hung = ScriptedCamera("frame", "hang", CameraGoneError("gone at last"))
    timings = CameraTimings(silence_s=0.3, retry_s=(0.001,))
    with watching(one_after_the_other(hung, SteadyCamera()), timings) as watched:
        told = [watched.next_event(), watched.next_event()]
        hung.let_go.set()
        assert hung.closed.wait(WAIT_S)
        watched.next_number(after=watched.next_number(after=0) + 10)

    assert told == [HUNG, CameraBack()]
    assert watched.events.empty()


def test_a_camera_that_opens_but_stays_silent_is_lost() -> None:
    with watching(one_after_the_other(ScriptedCamera()), QUICK) as watched:
        assert watched.next_event() == HUNG


def test_a_driver_that_hangs_again_and_again_does_not_pile_up_threads() -> None:
    hung = [ScriptedCamera("hang") for _ in range(MOST_LEFT_BEHIND + 2)]
    opened: queue.Queue[Camera] = queue.Queue()
    open_next = one_after_the_other(*hung)

    def open_() -> Camera:
        camera = open_next()
        opened.put(camera)
        return camera

    with watching(open_, QUICK):
        for _ in range(MOST_LEFT_BEHIND):
            opened.get(timeout=WAIT_S)
        with pytest.raises(queue.Empty):
            opened.get(timeout=0.5)

        hung[0].let_go.set()
        assert opened.get(timeout=WAIT_S) is hung[MOST_LEFT_BEHIND]
        for camera in hung:
            camera.let_go.set()


def test_a_failing_program_is_told_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    broken = ScriptedCamera("frame", ZeroDivisionError("a bug"))
    with watching(one_after_the_other(broken, ScriptedCamera("frame"))) as watched:
        told = [watched.next_event(), watched.next_event()]

    assert told == [
        CameraLost("The camera software failed: restart the kiosk."),
        CameraBack(),
    ]
    assert "a bug" in caplog.text


def test_stop_ends_at_once_and_closes_the_camera() -> None:
    camera = ScriptedCamera("frame")
    with watching(one_after_the_other(camera)) as watched:
        watched.next_number(after=0)
        started = perf_counter()

        assert watched.worker.stop()

    assert perf_counter() - started < 1
    assert camera.closed.is_set()
    assert watched.events.empty()


def test_stop_does_not_wait_for_a_hung_driver(caplog: pytest.LogCaptureFixture) -> None:
    camera = ScriptedCamera("frame", "hang")
    with watching(one_after_the_other(camera)) as watched:
        assert camera.hanging.wait(WAIT_S)
        started = perf_counter()

        assert not watched.worker.stop()

    assert perf_counter() - started < 2
    assert "the camera driver hangs" in caplog.text
    camera.let_go.set()


def test_stop_does_not_wait_out_a_retry() -> None:
    timings = CameraTimings(retry_s=(60,))
    with watching(one_after_the_other(), timings) as watched:
        watched.next_event()
        started = perf_counter()

        assert watched.worker.stop()

    assert perf_counter() - started < 1


def test_photographs_are_unplugged_and_plugged_in_again(tmp_path: Path) -> None:
    folder = tmp_path / "people"
    folder.mkdir()
    save_picture(folder / "anna.png", RED)
    source = parse_camera_url(f"dir:{folder}?width=160&height=120&fps=100")
    with watching(lambda: open_camera(source, perf_counter)) as watched:
        watched.next_number(after=3)
        away = folder.rename(tmp_path / "away")
        lost = watched.next_event()
        away.rename(folder)
        back = watched.next_event()
        watched.next_number(after=watched.next_number(after=0))

    assert isinstance(lost, CameraLost)
    assert back == CameraBack()


def test_the_preview_is_a_mirror_in_rgb() -> None:
    image = np.concatenate([plain(BLUE, (160, 90)), plain(GREEN, (160, 90))], axis=1)

    preview = preview_picture(image, (40, 40))

    assert (preview.shape, preview.flags.c_contiguous) == ((40, 40, 3), True)
    assert preview[20, 5].tolist() == list(GREEN[::-1])
    assert preview[20, 35].tolist() == list(BLUE[::-1])


@pytest.mark.parametrize("size", [(480, 480), (90, 160), (160, 90), (1, 1)])
def test_the_preview_is_the_middle_in_the_shape_asked_for(size: tuple[int, int]) -> None:
    assert preview_picture(plain(RED, (1280, 720)), size).shape == (size[1], size[0], 3)
