"""What a camera gives: a frame, or one of four failures. Values only; no device is named.

numpy is imported for the types only: it takes a tenth of a second that the first screen needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: `image` is BGR uint8 of H x W x 3, C-contiguous, and nobody writes to it.

    `taken_at_s` is monotonic; `number` starts at 1 and only grows. Faces are sensitive: the
    pixels never show in a repr, and nothing stores a frame.
    """

    image: NDArray[np.uint8] = field(repr=False)
    taken_at_s: float
    number: int


class CameraError(Exception):
    """The camera gives no picture. The message says what a person can do about it."""


class CameraUrlError(CameraError):
    """The setting is wrong: staff must correct the URL, trying again cannot help."""


class CameraUnavailableError(CameraError):
    """It could not be opened: absent, busy, refused, or silent while opening. Try again later."""


class CameraGoneError(CameraError):
    """It was open and went away: unplugged, closed, or the stream ended. Open it again."""


class CameraSilentError(CameraError):
    """It is open, but gave no frame in the time allowed. It may still come."""
