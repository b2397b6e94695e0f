"""Cameras behind OpenCV: absent, silent, and a real video file."""

from __future__ import annotations

import socket
from pathlib import Path
from time import perf_counter

import cv2
import numpy as np
import pytest

from kiosk.devices.camera_capture import (
    StreamCamera,
    VideoFileCamera,
    _as_bgr,
    open_rtsp,
    open_v4l2,
    open_video_file,
)
from kiosk.devices.camera_source import RtspSource, V4l2Source, VideoFileSource
from kiosk.domain.camera import (
    CameraGoneError,
    CameraSilentError,
    CameraUnavailableError,
)
from tests.support.pictures import BLUE, GREEN, RED, looks, middle, save_video
from tests.support.wound_clock import WoundClock


def open_and_wind(source: VideoFileSource) -> tuple[VideoFileCamera, WoundClock]:
    clock = WoundClock()
    return open_video_file(source, clock), clock


def test_a_video_begins_again_when_it_ends(tmp_path: Path) -> None:
    video = save_video(tmp_path / "v.avi", [RED, GREEN, BLUE])
    camera, clock = open_and_wind(VideoFileSource(video))

    frames = []
    for _ in range(4):
        frames.append(camera.read(1))
        clock.wind(0.04)

    assert [middle(frame.image) for frame in frames] == [
        middle(frames[0].image), middle(frames[1].image), middle(frames[2].image),
        middle(frames[0].image),
    ]  # fmt: skip
    assert all(
        looks(f.image, colour) for f, colour in zip(frames, [RED, GREEN, BLUE], strict=False)
    )
    assert [(f.number, f.taken_at_s) for f in frames] == [(1, 0), (2, 0.04), (3, 0.08), (4, 0.12)]
    camera.close()


def test_a_video_keeps_its_own_pace(tmp_path: Path) -> None:
    video = save_video(tmp_path / "v.avi", [RED, GREEN], fps=10)
    camera, clock = open_and_wind(VideoFileSource(video))
    camera.read(1)

    clock.wind(0.09)
    with pytest.raises(CameraSilentError):
        camera.read(0)
    clock.wind(0.01)

    assert camera.read(0).number == 2
    camera.close()


def test_a_video_that_is_deleted_is_gone_when_it_ends(tmp_path: Path) -> None:
    video = save_video(tmp_path / "v.avi", [RED])
    camera, clock = open_and_wind(VideoFileSource(video))
    camera.read(1)
    video.unlink()
    clock.wind(1)

    with pytest.raises(CameraGoneError, match="There is no video file"):
        camera.read(1)
    camera.close()


def test_a_closed_video_is_gone(tmp_path: Path) -> None:
    camera, clock = open_and_wind(VideoFileSource(save_video(tmp_path / "v.avi", [RED])))
    camera.close()
    camera.close()
    clock.wind(1)

    with pytest.raises(CameraGoneError):
        camera.read(1)


def test_a_file_that_is_no_video_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "v.mp4").write_bytes(b"not a video" * 100)

    with pytest.raises(CameraUnavailableError, match="cannot be read as a video"):
        open_video_file(VideoFileSource(tmp_path / "v.mp4"), WoundClock())


def test_a_stream_that_ends_is_gone(tmp_path: Path) -> None:
    video = save_video(tmp_path / "v.avi", [RED, GREEN])
    clock = WoundClock()
    camera = StreamCamera(cv2.VideoCapture(str(video), cv2.CAP_FFMPEG), "the camera", clock)

    frames = [camera.read(1), camera.read(1)]

    assert [(frame.number, looks(frame.image, RED)) for frame in frames] == [(1, True), (2, False)]
    with pytest.raises(CameraGoneError, match="the camera stopped sending pictures"):
        camera.read(1)
    camera.close()


@pytest.mark.parametrize("shape", [(4, 6), (4, 6, 1), (4, 6, 3), (4, 6, 4)])
def test_every_kind_of_picture_becomes_bgr(shape: tuple[int, ...]) -> None:
    image = _as_bgr(np.full(shape, 7, np.uint8))

    assert image.shape == (4, 6, 3)
    assert image.flags.c_contiguous
    assert (image == 7).all()


def test_an_absent_camera_is_told_at_once() -> None:
    started = perf_counter()

    with pytest.raises(CameraUnavailableError, match=r"no camera /dev/video99: check its cable"):
        open_v4l2(V4l2Source(Path("/dev/video99")), WoundClock())

    assert perf_counter() - started < 0.5


def test_a_device_that_is_no_camera_is_told_at_once() -> None:
    with pytest.raises(CameraUnavailableError, match="or it is not a camera"):
        open_v4l2(V4l2Source(Path("/dev/null")), WoundClock())


def test_a_silent_network_camera_does_not_block() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"rtsp://user:hunter2@127.0.0.1:{server.getsockname()[1]}/cam"
        started = perf_counter()

        with pytest.raises(CameraUnavailableError, match="did not answer within") as caught:
            open_rtsp(RtspSource(url, "rtsp://127.0.0.1/cam", open_timeout_s=0.5), WoundClock())

    assert perf_counter() - started < 2
    assert "hunter2" not in str(caught.value)
