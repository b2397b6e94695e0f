"""Finds the depth camera that the settings name: none, the simulated one, or somebody's driver.

A driver is a class anywhere on Python's path, a `DepthCamera` (models/liveness_depth.py) that is
made without arguments: `[camera] depth = "my_camera:MyCamera"`. Importing and making it may take
long, hang or fail, so that happens on a thread of its own (kiosk/workers/depth.py).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from kiosk.devices.depth_simulated import SimulatedDepthCamera
from kiosk.devices.photo_acting import Medium
from models.liveness_depth import DepthCamera

NONE, SIMULATOR = "none:", "simulator:"


class DepthDriverError(Exception):
    """The class that the settings name is no depth camera."""


def depth_opener(depth: str, medium: Callable[[], Medium]) -> Callable[[], DepthCamera] | None:
    """What makes the depth camera; None where there is none. `medium` is for the simulated one."""
    if depth == NONE:
        return None
    if depth == SIMULATOR:
        return lambda: SimulatedDepthCamera(medium)
    return lambda: _driver(depth)


def _driver(depth: str) -> DepthCamera:
    """Raises DepthDriverError, and whatever the driver raises."""
    module, _, name = depth.partition(":")
    make = getattr(import_module(module), name, None)
    if make is None:
        raise DepthDriverError(f"There is no {name} in the module {module}.")
    made: DepthCamera = make()
    lacks = [each for each in ("relief_mm", "close") if not callable(getattr(made, each, None))]
    if lacks:
        raise DepthDriverError(f"{depth} has no {' and no '.join(lacks)}.")
    return made
