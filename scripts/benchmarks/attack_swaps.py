"""Somebody else's head in the place of a matched face, kept too bad to be compared.

A print of a member is matched, and then whoever holds it makes the gestures themselves. What gives
them away is their own face; so they stand in the dark, too far away, or move a dirty lens, and put
themselves exactly where the print was.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.results import Box

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Swap:
    """`light`: share of it that is left on whoever takes over. `width_px`: of their face, where the
    print's is PRINT_OF_WIDTH times as wide. `blurred_px`: Gaussian. `back_s`: they come and go,
    there for `away_s` while a gesture is asked; otherwise they stay, once the print was seen."""

    light: float = 1.0
    width_px: float | None = None
    blurred_px: float = 0.0
    away_s: float = 0.0
    back_s: float = 0.0

    def is_there(self, elapsed_s: float, *, is_asked: bool) -> bool:
        """Whether whoever takes over is in front now."""
        if not self.back_s:
            return elapsed_s > SHOWN_S
        return is_asked and elapsed_s % (self.away_s + self.back_s) >= self.back_s


PRINT_OF_WIDTH = 1.3
SHOWN_S = 0.2
"""For so long the check sees the print."""


def in_the_place(image: Picture, own: Box, place: Box, swap: Swap) -> Picture:
    """`image`, whose face is at `own`, moved so that it lies on `place`, as `swap` spoils it."""
    width = swap.width_px or place.w
    moved = _moved(image, own, (place.x + place.w / 2, place.y + place.h / 2), width / own.w)
    if swap.blurred_px:
        moved = cv2.GaussianBlur(moved, (0, 0), swap.blurred_px)  # type: ignore[assignment]
    return (moved * swap.light).astype(np.uint8)


def held_up(image: Picture, own: Box, swap: Swap) -> tuple[Picture, Box]:
    """The print, and where its face is: further away, where whoever takes over is too far."""
    if swap.width_px is None:
        return image, own
    scale = PRINT_OF_WIDTH * swap.width_px / own.w
    middle = (own.x + own.w / 2, own.y + own.h / 2)
    half_w, half_h = own.w * scale / 2, own.h * scale / 2
    box = Box(middle[0] - half_w, middle[1] - half_h, 2 * half_w, 2 * half_h)
    return _moved(image, own, middle, scale), box


def _moved(image: Picture, own: Box, to: tuple[float, float], scale: float) -> Picture:
    x, y = own.x + own.w / 2, own.y + own.h / 2
    where = np.array([[scale, 0, to[0] - scale * x], [0, scale, to[1] - scale * y]])
    size = (image.shape[1], image.shape[0])
    return cv2.warpAffine(image, where, size, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[return-value]
