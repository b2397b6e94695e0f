"""Which camera: the URL in the settings, checked, and the camera that it names, opened.

    v4l2:0  v4l2:/dev/video0  v4l2:/dev/v4l/by-id/…   ?width=1280&height=720&fps=30&fourcc=MJPG
    rtsp://user:password@host:554/path?its=own&query  #open_timeout_s=5&read_timeout_s=2
    rtsps://…   the same, encrypted
    file:PATH   a video, looped         ?fps=25
    dir:PATH    photographs, looped     ?width=1280&height=720&fps=30&hold_s=8&empty_s=4&fill=1.6

Every camera answers to the same two methods (kiosk/workers/camera.py, Camera):

    read(timeout_s: float) -> Frame     the next frame; raises CameraError
    close() -> None                     from the thread that reads; twice is allowed
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from kiosk.devices.camera_capture import (
    StreamCamera,
    VideoFileCamera,
    open_rtsp,
    open_v4l2,
    open_video_file,
)
from kiosk.devices.camera_photos import PhotoCamera, open_photo_folder
from kiosk.devices.camera_source import (
    CameraSource,
    PhotoFolderSource,
    RtspSource,
    V4l2Source,
    VideoFileSource,
)
from kiosk.devices.photo_media import FindFace, nobody_found
from kiosk.devices.photo_stage import PhotoStage
from kiosk.devices.url_options import (
    Choice,
    Decimal,
    OptionError,
    Rule,
    Whole,
    decoded_path,
    nearest,
    parse_options,
    refuse_odd_characters,
)
from kiosk.domain.camera import CameraUrlError

SCHEMES = ("v4l2", "rtsp", "rtsps", "file", "dir")

_SIZE: dict[str, Rule] = {"width": Whole(160, 3840), "height": Whole(120, 2160)}
_FPS: dict[str, Rule] = {"fps": Decimal(1, 120)}
_V4L2_OPTIONS = {**_SIZE, **_FPS, "fourcc": Choice(("MJPG", "YUYV"))}
_RTSP_OPTIONS: dict[str, Rule] = {
    "open_timeout_s": Decimal(0.5, 30),
    "read_timeout_s": Decimal(0.5, 30),
}
_DIR_OPTIONS = {
    **_SIZE,
    **_FPS,
    "hold_s": Decimal(0.1, 3600),
    "empty_s": Decimal(0, 3600),
    "fill": Decimal(0.2, 3),
}


def parse_camera_url(text: str) -> CameraSource:
    """Raises CameraUrlError that names the word that is wrong and the nearest right one."""
    try:
        refuse_odd_characters(text)
        return _parse(text.strip())
    except OptionError as error:
        raise CameraUrlError(f"The camera URL cannot be used. {error}") from error


def open_camera(
    source: CameraSource,
    now: Callable[[], float],
    stage: PhotoStage | None = None,
    find_face: FindFace = nobody_found,
) -> StreamCamera | VideoFileCamera | PhotoCamera:
    """Open what `source` names; `now` is monotonic seconds. Raises CameraError.

    `stage` tells a photograph folder who stands there, and `find_face` where in a picture the
    head is that is to turn; other cameras ignore both.
    """
    match source:
        case V4l2Source():
            return open_v4l2(source, now)
        case RtspSource():
            return open_rtsp(source, now)
        case VideoFileSource():
            return open_video_file(source, now)
        case PhotoFolderSource():
            return open_photo_folder(source, stage or PhotoStage(), now, find_face)


def _parse(text: str) -> CameraSource:
    scheme, colon, rest = text.partition(":")
    if not colon:
        raise OptionError("It begins with v4l2:, rtsp:, file: or dir:, such as v4l2:/dev/video0.")
    match scheme.lower():
        case "v4l2":
            path, options = _path_and_options(rest, _V4L2_OPTIONS)
            return V4l2Source(_device(path), **options)
        case "rtsp" | "rtsps":
            return _rtsp(f"{scheme.lower()}:{rest}")
        case "file":
            path, options = _path_and_options(rest, _FPS)
            return VideoFileSource(Path(path), **options)
        case "dir":
            path, options = _path_and_options(rest, _DIR_OPTIONS)
            return PhotoFolderSource(Path(path), **options)
        case _:
            raise OptionError(
                f"There is no kind of camera '{scheme[:40]}'{nearest(scheme, SCHEMES)}. "
                f"Kinds: {', '.join(SCHEMES)}."
            )


def _path_and_options(rest: str, rules: dict[str, Rule]) -> tuple[str, dict[str, Any]]:
    path, _, query = rest.partition("?")
    return decoded_path(path), parse_options(query, rules)


def _device(path: str) -> Path:
    if path.isascii() and path.isdigit() and len(path) <= 3:
        return Path(f"/dev/video{int(path)}")
    if not path.startswith("/dev/"):
        raise OptionError(f"'{path}' is no device: write v4l2:0 or v4l2:/dev/video0.")
    return Path(path)


def _rtsp(text: str) -> RtspSource:
    """The query belongs to the far camera (`?channel=1`), so ours stand behind `#`."""
    url, _, fragment = text.partition("#")
    options: dict[str, Any] = parse_options(fragment, _RTSP_OPTIONS)
    return RtspSource(url, _without_secrets(url), **options)


def _without_secrets(url: str) -> str:
    parts = _split(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"


def _split(url: str) -> SplitResult:
    example = "Write rtsp://user:password@host:554/path."
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise OptionError(f"Its host or port cannot be read. {example}") from error
    if not has_host or " " in url:
        raise OptionError(f"Its host is missing or cannot be read. {example}")
    return parts
