"""What can be wrong with the kiosk itself, as people are told about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Each has its own words in ui/wording.py, with what to do."""

    CATALOGUE = "catalogue"
    DATABASE = "database"
    DISK_FULL = "disk_full"
    CLOCK = "clock"
    MODELS = "models"
    CAMERA = "camera"
    LOCKS = "locks"
    PRINTER = "printer"
    CLOUD = "cloud"


STOPS_SALES = frozenset({Fault.CATALOGUE, Fault.DATABASE, Fault.DISK_FULL, Fault.CLOCK})
"""Without these nothing can be sold safely; the others only take one way away."""

STOPS_FACES = frozenset({Fault.MODELS, Fault.CAMERA})


@dataclass(frozen=True, slots=True)
class Problem:
    """`detail` is one line for staff: what was found, and what to do."""

    fault: Fault
    detail: str = ""
