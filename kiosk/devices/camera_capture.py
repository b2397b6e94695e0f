"""Cameras behind cv2.VideoCapture: a local device, a network stream, a looped video file.

The backend is always named: left to itself OpenCV tries one after the other, and a silent
network camera then blocks for 30 s. cv2 tells no reasons, so the messages look for the likely
one themselves.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.devices.camera_source import RtspSource, V4l2Source, VideoFileSource
from kiosk.devices.opencv import cv2
from kiosk.devices.pacing import Pacer
from kiosk.domain.camera import (
    CameraError,
    CameraGoneError,
    CameraSilentError,
    CameraUnavailableError,
    Frame,
)

log = logging.getLogger(__name__)

DEFAULT_VIDEO_FPS = 25.0
"""For a file that does not tell its own, or tells nonsense."""


class StreamCamera:
    """A device or stream that sets the pace itself. `read` ignores its time-out: the drivers
    know only the one given at opening, and the worker's watchdog stands behind them."""

    def __init__(self, capture: cv2.VideoCapture, shown: str, now: Callable[[], float]) -> None:
        self._capture = capture
        self._shown = shown
        self._now = now
        self._number = 0

    def read(self, timeout_s: float) -> Frame:
        image = _grab(self._capture)
        if image is None:
            raise CameraGoneError(
                f"The camera {self._shown} stopped sending pictures: check its cable and power."
            )
        self._number += 1
        return Frame(image, self._now(), self._number)

    def close(self) -> None:
        self._capture.release()


class VideoFileCamera:
    """A video played over and over at its own speed."""

    def __init__(
        self, source: VideoFileSource, capture: cv2.VideoCapture, now: Callable[[], float]
    ) -> None:
        self._path = source.path
        self._capture = capture
        self._pacer = Pacer(source.fps or _own_fps(capture), now)
        self._now = now
        self._number = 0

    def read(self, timeout_s: float) -> Frame:
        if not self._pacer.wait(timeout_s):
            _raise_closed_or_silent(self._pacer)
        image = _grab(self._capture)
        if image is None:
            image = self._first_picture_again()
        self._number += 1
        return Frame(image, self._now(), self._number)

    def _first_picture_again(self) -> NDArray[np.uint8]:
        """Opened anew rather than wound back: not every container can be wound."""
        self._capture.release()
        try:
            self._capture = _open_file(self._path)
        except CameraError as error:
            raise CameraGoneError(str(error)) from error
        image = _grab(self._capture)
        if image is None:
            raise CameraGoneError(f"The video {self._path} holds no pictures: choose another file.")
        return image

    def close(self) -> None:
        self._pacer.stop()
        self._capture.release()


def open_v4l2(source: V4l2Source, now: Callable[[], float]) -> StreamCamera:
    """Raises CameraUnavailableError at once when the device is absent, closed to us or busy."""
    device = source.device
    _refuse_absent_device(device)
    capture = cv2.VideoCapture(str(device), cv2.CAP_V4L2)
    if not capture.isOpened():
        capture.release()
        raise CameraUnavailableError(
            f"{device} cannot be opened as a camera: another program may be using it, "
            "or it is not a camera. Close the other program, or name another device."
        )
    # The order matters to drivers: the pixel format decides which sizes and rates exist.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*source.fourcc))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, source.width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, source.height)
    capture.set(cv2.CAP_PROP_FPS, source.fps)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    log.info("camera %s open, %s", device, _granted(capture))
    return StreamCamera(capture, str(device), now)


def open_rtsp(source: RtspSource, now: Callable[[], float]) -> StreamCamera:
    """Raises CameraUnavailableError when it refuses, or is silent for `open_timeout_s`."""
    settings = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, round(source.open_timeout_s * 1000)),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, round(source.read_timeout_s * 1000)),
    ]
    capture = cv2.VideoCapture(source.url, cv2.CAP_FFMPEG, settings)
    if not capture.isOpened():
        capture.release()
        raise CameraUnavailableError(
            f"The network camera {source.shown} did not answer within {source.open_timeout_s:g} s: "
            "check its power and network cable, and address, user and password in the camera URL."
        )
    log.info("camera %s open, %s", source.shown, _granted(capture))
    return StreamCamera(capture, source.shown, now)


def open_video_file(source: VideoFileSource, now: Callable[[], float]) -> VideoFileCamera:
    """Raises CameraUnavailableError when the file is absent or holds no video that we can read."""
    capture = _open_file(source.path)
    log.info("camera file %s open, %s", source.path, _granted(capture))
    return VideoFileCamera(source, capture, now)


def _open_file(path: Path) -> cv2.VideoCapture:
    if not os.path.isfile(path):  # noqa: PTH113 - unlike Path.is_file it never raises
        raise CameraUnavailableError(f"There is no video file {path}: correct the camera URL.")
    capture = cv2.VideoCapture(str(path.absolute()), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        capture.release()
        raise CameraUnavailableError(
            f"{path} cannot be read as a video: choose an MP4, MKV, WebM or AVI file."
        )
    return capture


def _refuse_absent_device(device: Path) -> None:
    if not os.path.exists(device):  # noqa: PTH110 - unlike Path.exists it never raises
        present = ", ".join(str(path) for path in sorted(Path("/dev").glob("video*"))) or "none"
        raise CameraUnavailableError(
            f"There is no camera {device}: check its cable, or name another (present: {present})."
        )
    if not os.access(device, os.R_OK | os.W_OK):
        raise CameraUnavailableError(
            f"This user may not open {device}: add the user to the group 'video' and log in again."
        )


def _grab(capture: cv2.VideoCapture) -> NDArray[np.uint8] | None:
    try:
        succeeded, image = capture.read()
    except cv2.error as error:
        log.warning("cv2 could not read a picture: %s", error)
        return None
    if not succeeded or image.size == 0:
        return None
    return _as_bgr(np.asarray(image, dtype=np.uint8))


def _as_bgr(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if image.ndim == 2 or image.shape[2] == 1:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    return np.ascontiguousarray(image[:, :, :3])


def _own_fps(capture: cv2.VideoCapture) -> float:
    fps = float(capture.get(cv2.CAP_PROP_FPS))
    return fps if 1 <= fps <= 120 else DEFAULT_VIDEO_FPS


def _granted(capture: cv2.VideoCapture) -> str:
    width, height, fps = (
        capture.get(prop)
        for prop in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS)
    )
    return f"{width:.0f}x{height:.0f} at {fps:.3g} fps"


def _raise_closed_or_silent(pacer: Pacer) -> None:
    if pacer.is_stopped:
        raise CameraGoneError("The camera was closed.")
    raise CameraSilentError("The next frame is not due yet.")
