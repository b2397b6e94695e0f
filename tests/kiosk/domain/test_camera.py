"""What a camera gives."""

from __future__ import annotations

import numpy as np

from kiosk.domain.camera import Frame


def test_a_frame_shows_no_pixels_in_its_repr() -> None:
    frame = Frame(np.zeros((2, 2, 3), np.uint8), taken_at_s=1.5, number=1)
    assert repr(frame) == "Frame(taken_at_s=1.5, number=1)"
