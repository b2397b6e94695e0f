"""Frames as the camera gives them, with one face of a chosen width. No timing."""

from __future__ import annotations

from pathlib import Path

from kiosk.devices.photo_scene import Image, moving, prepare_picture
from models.detect import FaceDetector
from scripts.benchmarks.errors import FramesError

FRAME_SIZE = (1280, 720)
FACE_WIDTH_PX = 195
PHOTO = Path("var/samples/obama.jpg")


def frames_with_face(
    detector: FaceDetector, photo: Path, count: int, width_px: float = FACE_WIDTH_PX
) -> list[Image]:
    """`count` frames of one swaying person, 1280 x 720 BGR, whose face is about `width_px` wide.

    Made as kiosk/devices/photo_scene.py makes them. Raises FramesError.
    """
    fill = 1.0
    for _ in range(2):  # the width grows with the fill, up to rounding
        face_px = _face_width(detector, _canvas(photo, fill))
        fill *= width_px / face_px
    canvas = _canvas(photo, fill)
    return [moving(canvas, FRAME_SIZE, age_s=0.3 * number) for number in range(count)]


def _canvas(photo: Path, fill: float) -> Image:
    canvas = prepare_picture(photo, FRAME_SIZE, fill)
    if canvas is None:
        raise FramesError(f"{photo} cannot be read. Run: python -m kiosk samples")
    return canvas


def _face_width(detector: FaceDetector, image: Image) -> float:
    faces = detector.detect(image)
    if len(faces) != 1:
        raise FramesError(f"There are {len(faces)} faces where one is wanted: take another photo.")
    return faces[0].box.w
