"""The four kinds of camera that a URL can name, as checked values with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class V4l2Source:
    """A camera of this machine. MJPG because raw 1280x720 is only 10 fps over USB 2."""

    device: Path
    width: int = 1280
    height: int = 720
    fps: float = 30
    fourcc: str = "MJPG"


@dataclass(frozen=True, slots=True)
class RtspSource:
    """A camera on the network. `url` may hold a password: show `shown` instead."""

    url: str = field(repr=False)
    shown: str
    open_timeout_s: float = 5
    read_timeout_s: float = 2


@dataclass(frozen=True, slots=True)
class VideoFileSource:
    """A recorded video, played over and over at `fps`, or at its own speed."""

    path: Path
    fps: float | None = None


@dataclass(frozen=True, slots=True)
class PhotoFolderSource:
    """Photographs that behave like people: each stands there `hold_s` after `empty_s` of nobody.

    `fill` is the size of the photograph as a share of the frame: smaller is further away; above 1
    its lower part is cut off, as the head is mostly at the top. The default brings a half-length
    portrait as near as people stand; take 1 for pictures that are all face.
    """

    path: Path
    width: int = 1280
    height: int = 720
    fps: float = 30
    hold_s: float = 8
    empty_s: float = 4
    fill: float = 1.6


CameraSource = V4l2Source | RtspSource | VideoFileSource | PhotoFolderSource
