"""What a depth or infrared camera beside the colour camera tells: does this face stand out?

Owns the port that drivers are written for (`DepthCamera`) and what its answer is worth. What a
driver must reckon is in models/depth.py; how one is plugged in, in kiosk/devices/depth_driver.py.
"""

from __future__ import annotations

from typing import Protocol

from models.arrays import Image
from models.liveness_passive import PassiveLiveness
from models.results import Face

LEAST_RELIEF_MM, MOST_RELIEF_MM = 12.0, 60.0
"""A little bent print reaches 10; 60 is the distance between a face and what is behind it."""
EITHER = 0.5


class DepthCamera(Protocol):
    """The port for a depth or infrared camera that is built into the same housing.

    `relief_mm` is asked right after the colour frame that showed `face`, always from one thread,
    and should answer within 100 ms. It gives how far the tip of the nose stands out of the plane
    through eyes and corners of the mouth, in millimetres: about 20 to 45 of a person, within 5 of 0
    of a print or a screen. None when nothing was measured there (too near, too bright, no frame
    within 100 ms of the colour frame): that is not "flat". An infrared camera without depth answers
    0.0 where it sees no face at the place of `face` (screens are dark to it), 30.0 where it does.
    What is late, or raised, counts as None.
    """

    def relief_mm(self, face: Face) -> float | None:
        """Of the one face that the colour camera sees at `face`, in its pixels."""
        ...

    def close(self) -> None:
        """Nobody asks any more: let the device go."""
        ...


class DepthLiveness:
    """A `PassiveLiveness` that asks a depth camera, then, if there is one, a network.

    A frame in which nothing was measured tells nothing, whatever the network thinks of it: who
    covers the depth camera is not believed for that.
    """

    def __init__(self, camera: DepthCamera, network: PassiveLiveness | None = None) -> None:
        self._camera = camera
        self._network = network
        self.threshold = network.threshold if network else EITHER

    def alive(self, image: Image, face: Face) -> float | None:
        relief = self._camera.relief_mm(face)
        if relief is None:
            return None
        if not LEAST_RELIEF_MM <= relief <= MOST_RELIEF_MM:
            return 0.0
        return self._network.alive(image, face) if self._network is not None else 1.0
