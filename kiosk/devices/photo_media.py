"""A face shown to the camera: a person who turns their head, or a picture of one that is held up.

For demonstrations and for measuring what the liveness checks let through. Images are BGR uint8.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kiosk.devices.opencv import cv2
from kiosk.devices.photo_acting import AHEAD, Acting, Medium, Pose
from kiosk.devices.photo_relief import bent, turned
from models.results import Face

Image = NDArray[np.uint8]
FindFace = Callable[[Image], Face | None]
"""The largest face in a picture, where there is one."""

HELD_AT = 0.86
"""Size of a held-up sheet by that of the whole picture."""
FOCAL = 1.1
"""Of the camera that looks at the sheet, in widths of the picture: a usual webcam's."""
BEZEL = (24, 22, 20)


def nobody_found(_picture: Image) -> Face | None:
    """For cameras whose people never move."""
    return None


def acted(picture: Image, face: Face, acting: Acting, shop: Image) -> Image:
    """A new image of the size of `picture`: what the camera sees of it as `acting` says, before
    `shop` where it is held up."""
    is_still = acting.head == AHEAD
    head = picture if is_still else turned(picture, face, acting.head, acting.nose)
    match acting.medium:
        case Medium.LIVE:
            return head
        case Medium.BENT:
            return bent(head, face, acting.sheet, acting.radius)
        case Medium.PRINT:
            return _held_up(_with_edge(head, (235, 238, 240)), acting.sheet, _behind(shop, head))
        case Medium.SCREEN:
            return _held_up(_on_screen(head), acting.sheet, _behind(shop, head))
        case Medium.CUT_OUT:
            sheet = _cut_out(head, face)
            return _held_up(head, acting.sheet, _behind(shop, head), sheet)


def _behind(shop: Image, like: Image) -> Image:
    size = like.shape[1], like.shape[0]
    return np.asarray(cv2.resize(shop, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _held_up(
    sheet: Image, pose: Pose, behind: Image, share: NDArray[np.float32] | None = None
) -> Image:
    """The sheet turned in space before a pinhole camera. `share`: how much of it is there; all of
    it without."""
    height, width = sheet.shape[:2]
    view = _homography((width, height), pose)
    if share is None:
        return np.asarray(
            cv2.warpPerspective(
                sheet, view, (width, height), behind, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT
            ),
            np.uint8,
        )
    seen = cv2.warpPerspective(sheet, view, (width, height), flags=cv2.INTER_LINEAR)
    there = cv2.warpPerspective(share, view, (width, height), flags=cv2.INTER_LINEAR)
    return np.asarray(cv2.blendLinear(seen, behind, there, 1 - there), np.uint8)


def _homography(size: tuple[int, int], pose: Pose) -> NDArray[np.float64]:
    """From the sheet's pixels to the camera's: K [r1 r2 t] (Zhang 2000, "A flexible new technique
    for camera calibration", 2.2)."""
    width, height = size
    yaw, pitch = math.radians(pose.yaw_deg), math.radians(-pose.pitch_deg)
    about_y = np.array(
        [[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]]
    )
    about_x = np.array(
        [[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]]
    )
    turn = about_y @ about_x
    focal = FOCAL * width
    camera = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
    to_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    plane = np.column_stack([turn[:, 0], turn[:, 1], [0, 0, focal / HELD_AT]])
    return np.asarray(camera @ plane @ to_middle, np.float64)


def _with_edge(picture: Image, colour: tuple[int, int, int]) -> Image:
    result = picture.copy()
    edge = max(4, picture.shape[0] // 40)
    cv2.rectangle(
        result, (0, 0), (picture.shape[1] - 1, picture.shape[0] - 1), colour, thickness=2 * edge
    )
    return result


def _on_screen(picture: Image) -> Image:
    """A little bluer and flatter, with the beat of two pixel grids, a reflection, and a bezel."""
    factor, glare = _screen_look(picture.shape[0], picture.shape[1])
    shown = cv2.multiply(picture, factor, dtype=cv2.CV_8U)
    return _with_edge(np.asarray(cv2.add(shown, glare), np.uint8), BEZEL)


@cache
def _screen_look(height: int, width: int) -> tuple[NDArray[np.float32], Image]:
    """What a screen makes of a picture of that size: a factor, and light to add; H x W x 3."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    beat = 1 + 0.05 * np.sin(x * 2.1 + 0.3 * y) * np.sin(y * 1.9)
    glare = 18 * np.exp(-(((x - 0.75 * width) / (0.12 * width)) ** 2))
    tint = np.array([1.06, 1.0, 1.0], np.float32)
    factor = 0.86 * beat[:, :, None] * tint
    added = (14 * beat + glare)[:, :, None] * tint
    return factor.astype(np.float32), np.asarray(added, np.uint8)


def _cut_out(picture: Image, face: Face) -> NDArray[np.float32]:
    """1 on the head and shoulders, 0 around them."""
    share = np.zeros(picture.shape[:2], np.float32)
    box = face.box
    middle = round(box.x + box.w / 2), round(box.y + box.h / 2)
    cv2.ellipse(
        share, middle, (round(box.w * 0.72), round(box.h * 0.78)), 0, 0, 360, 1.0, cv2.FILLED
    )
    below = round(middle[0]), round(middle[1] + box.h * 1.5)
    cv2.ellipse(share, below, (round(box.w * 1.3), round(box.h * 0.95)), 0, 0, 360, 1.0, cv2.FILLED)
    return share
