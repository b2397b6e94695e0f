"""Photographs made to look like people before a camera, and the shop behind them.

All scaling and blurring is done once a picture; a frame is one cut-out, one resize of it, and
one pass for the light. Sizes are (width, height) in pixels, images BGR uint8.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.devices.opencv import cv2

Image = NDArray[np.uint8]

MARGIN = 0.06
"""Spare picture on each side, as a share of the frame, for the sway and the zoom to move in."""
SWAY, NOD, ZOOM, LIGHT = 0.02, 0.01, 0.02, 0.03
"""Greatest drift from rest: sideways and up as shares of the frame, scale, brightness."""
SLIDE_IN_S = 0.4


def prepare_picture(path: Path, size: tuple[int, int], fill: float) -> Image | None:
    """The photograph in the middle of a blurred copy of itself, larger than the frame by MARGIN.

    Its edges fade into the blur: a hard edge would look like a print held up to the camera.
    None when the file cannot be read as a picture.
    """
    picture = _read(path)
    if picture is None:
        return None
    canvas = _blurred(picture, _canvas_size(size))
    return _pasted(canvas, _fitted(picture, size, fill), size[1])


def moving(canvas: Image, size: tuple[int, int], age_s: float) -> Image:
    """What a camera sees of a person that stands still, as people do: swaying a little."""
    width, height = size
    zoom = 1 + ZOOM * math.sin(age_s * 2 * math.pi / 6.1)
    cut_width, cut_height = round(width / zoom), round(height / zoom)
    sway = SWAY * width * math.sin(age_s * 2 * math.pi / 7.3)
    nod = NOD * height * math.sin(age_s * 2 * math.pi / 4.7)
    left = round((canvas.shape[1] - cut_width) / 2 + sway)
    top = round((canvas.shape[0] - cut_height) / 2 + nod)
    cut = canvas[top : top + cut_height, left : left + cut_width]
    return lit(cv2.resize(cut, size, interpolation=cv2.INTER_LINEAR), age_s)


def lit(image: NDArray[np.integer | np.floating], age_s: float) -> Image:
    """A new image in light that drifts, as daylight does."""
    light = 1 + LIGHT * math.sin(age_s * 2 * math.pi / 5.3)
    return np.asarray(cv2.convertScaleAbs(image, alpha=light), dtype=np.uint8)


def slid_in(person: Image, shop: Image, age_s: float) -> Image:
    """The person's picture on its way in from the right, over the shop."""
    offset = round(person.shape[1] * (1 - age_s / SLIDE_IN_S))
    if offset <= 0:
        return person
    scene = shop.copy()
    scene[:, offset:] = person[:, : person.shape[1] - offset]
    return scene


def draw_empty_shop(size: tuple[int, int]) -> Image:
    """A wall, shelves with goods, a floor; out of focus. Nobody is in it."""
    width, height = size
    wall = np.linspace(205, 150, height, dtype=np.float32)[:, None, None]
    scene = np.ascontiguousarray(
        (wall * np.array([0.92, 0.97, 1.0], np.float32)).repeat(width, axis=1).astype(np.uint8)
    )
    cv2.rectangle(scene, (0, round(height * 0.82)), (width, height), (96, 110, 122), cv2.FILLED)
    for shelf in range(3):
        _draw_shelf(scene, round(height * (0.28 + 0.2 * shelf)), shelf)
    blur_px = max(3, height // 90) | 1
    return np.asarray(cv2.GaussianBlur(scene, (blur_px, blur_px), 0), dtype=np.uint8)


def _draw_shelf(scene: Image, bottom: int, shelf: int) -> None:
    height, width = scene.shape[:2]
    goods = 22
    step = width / goods
    for place in range(goods):
        # Any steady pattern of sizes and colours will do.
        tall = round(height * (0.07 + 0.012 * ((place * 5 + shelf * 3) % 7)))
        colour = tuple(70 + (place * factor + shelf * 53) % 150 for factor in (37, 71, 23))
        left, right = round(place * step + step * 0.12), round((place + 1) * step - step * 0.12)
        cv2.rectangle(scene, (left, bottom - tall), (right, bottom), colour, cv2.FILLED)
    board = (bottom, bottom + max(2, height // 60))
    cv2.rectangle(scene, (0, board[0]), (width, board[1]), (88, 100, 108), cv2.FILLED)


def _read(path: Path) -> Image | None:
    try:
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if image is None or image.size == 0 else np.asarray(image, dtype=np.uint8)


def _canvas_size(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    return width + 2 * math.ceil(MARGIN * width + 2), height + 2 * math.ceil(MARGIN * height + 2)


def _blurred(picture: Image, size: tuple[int, int]) -> Image:
    """Covers `size` whole. Blurred while small: the same look for a hundredth of the work."""
    small = cv2.resize(picture, (48, 27), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 4)
    return np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _fitted(picture: Image, size: tuple[int, int], fill: float) -> Image:
    scale = min(size[0] / picture.shape[1], size[1] / picture.shape[0]) * fill
    wanted = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, wanted, interpolation=interpolation), dtype=np.uint8)


def _pasted(canvas: Image, picture: Image, frame_height: int) -> Image:
    """In the middle; what is higher than the frame keeps its top, where the head is."""
    spare = (canvas.shape[0] - frame_height) // 2
    top = max(spare, (canvas.shape[0] - picture.shape[0]) // 2)
    height = min(picture.shape[0], canvas.shape[0] - top)
    width = min(picture.shape[1], canvas.shape[1])
    left, cut = (canvas.shape[1] - width) // 2, (picture.shape[1] - width) // 2
    place = canvas[top : top + height, left : left + width]
    share = _fading_edges(height, width)
    place[:] = picture[:height, cut : cut + width] * share + place * (1 - share)
    return canvas


def _fading_edges(height: int, width: int) -> NDArray[np.float32]:
    """1 inside, falling to 0 along the border; H x W x 1."""
    fade_px = max(1.0, min(height, width) * 0.05)

    def along(length: int) -> NDArray[np.float32]:
        place = np.arange(length, dtype=np.float32)
        to_edge = np.minimum(place, length - 1 - place)
        return np.clip(to_edge / np.float32(fade_px), 0, 1).astype(np.float32)

    return np.minimum(along(height)[:, None], along(width)[None, :])[:, :, None]
