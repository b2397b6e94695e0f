"""What a person sees in front of the camera: the ring, the gestures, and not being known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cart import Cart
from kiosk.domain.risk import Reason
from kiosk.flows.purpose import Purpose
from models.liveness_active import Gesture


class FaceHint(StrEnum):
    """What the framing ring says. Each has its own plain words."""

    LOOK_HERE = "look_here"
    ONE_AT_A_TIME = "one_at_a_time"
    COME_CLOSER = "come_closer"
    STEP_BACK = "step_back"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    HOLD_STILL = "hold_still"
    FACE_THE_CAMERA = "face_the_camera"
    GOOD = "good"
    TURN_A_LITTLE = "turn_a_little"


@dataclass(frozen=True, slots=True)
class LookAtCamera:
    """Live preview with a framing ring. `progress` 0..1; `cart` only when paying."""

    purpose: Purpose
    hint: FaceHint
    progress: float = 0.0
    cart: Cart | None = None


class AliveTrouble(StrEnum):
    """Why the gestures are asked for once more."""

    WRONG_WAY = "wrong_way"
    TOO_SLOW = "too_slow"
    OTHER_FACE = "other_face"
    MISSED = "missed"
    """Frames were lost while the head moved: whoever moves more slowly is seen."""
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class ProveAlive:
    """Asks for one gesture after the other, in pictures; None is "look straight ahead".

    `done` of `gestures` were seen; `reached` 0..1 is how far this one has come. `hint`: what is in
    the way of seeing it.
    """

    purpose: Purpose
    gesture: Gesture | None
    done: int
    gestures: int
    reached: float = 0.0
    hint: FaceHint | None = None
    trouble: AliveTrouble | None = None
    cart: Cart | None = None


@dataclass(frozen=True, slots=True)
class NotAlive:
    """The gestures were not seen, twice: this purchase is paid another way."""

    cart: Cart


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """`reasons`: why a face that was recognised does not pay now; none: it was not recognised."""

    cart: Cart
    reasons: tuple[Reason, ...] = ()


FaceScreen = LookAtCamera | ProveAlive | NotAlive | NotRecognised
