"""What can be wrong with the kiosk itself, as people are told about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Each has its own words in ui/wording_faults.py, with what to do."""

    CATALOGUE = "catalogue"
    DATABASE = "database"
    DISK_FULL = "disk_full"
    CLOCK = "clock"
    CLOCK_AHEAD = "clock_ahead"
    """It shows more time than anybody has seen pass: nothing is deleted for its age meanwhile."""
    MODELS = "models"
    CAMERA = "camera"
    DEPTH = "depth"
    """The depth camera measures nothing: no face could pass."""
    LOCKS = "locks"
    PRINTER = "printer"
    CLOUD = "cloud"
    FACES_OFF = "faces_off"
    """Too many wrong proofs after a face: for a while nobody pays by face."""
    VAULT = "vault"
    """Nothing of the members can be read: the device secret is gone."""
    FACE_LIMIT = "face_limit"
    """No more faces may be stored without a filing; those who joined go on as before."""


STOPS_SALES = frozenset({Fault.CATALOGUE, Fault.DATABASE, Fault.DISK_FULL, Fault.CLOCK})
"""Without these nothing can be sold safely; the others only take one way away."""

STOPS_FACES = frozenset({Fault.MODELS, Fault.CAMERA, Fault.DEPTH, Fault.VAULT, Fault.FACES_OFF})


@dataclass(frozen=True, slots=True)
class Problem:
    """`detail` is one line for staff: what was found, and what to do.

    `until_restart`: nobody sees by looking that it is gone, such as a damaged database.
    """

    fault: Fault
    detail: str = ""
    until_restart: bool = False
