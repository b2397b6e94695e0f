"""What counts as a picture."""

import numpy as np
import pytest

from models.arrays import require_image
from models.errors import ImageError


def test_a_colour_picture_passes_unchanged() -> None:
    picture = np.zeros((16, 20, 3), np.uint8)
    assert require_image(picture) is picture


@pytest.mark.parametrize(
    ("shape", "dtype"),
    [
        ((16, 20), "u1"),
        ((16, 20, 4), "u1"),
        ((16, 20, 3), "f4"),
        ((15, 20, 3), "u1"),
        ((0, 0, 3), "u1"),
    ],
)
def test_anything_else_is_refused_with_its_shape(shape: tuple[int, ...], dtype: str) -> None:
    with pytest.raises(ImageError, match=r"20|\(0, 0|0 x 0"):
        require_image(np.zeros(shape, dtype))
