"""What to do to set a cabinet up. Every opening has an id of its own."""

from __future__ import annotations

from dataclasses import dataclass

from firmware_bridge.learning_steps import (
    FindDevices,
    OrderScale,
    PulseLock,
    ReadDoors,
    WeighScales,
)
from firmware_bridge.learnt import Learnt, Progress
from kiosk.domain.commissioning import CommissioningPlan


@dataclass(frozen=True, slots=True)
class LoadCommissioning:
    """How far it has got. Answered by CommissioningLoaded."""


@dataclass(frozen=True, slots=True)
class ForgetCommissioning:
    """From the beginning. What is in the settings stays there."""


@dataclass(frozen=True, slots=True)
class TakeBuses:
    """The cabinets' buses end, and their ports are ours. Answered by BusesTaken."""


@dataclass(frozen=True, slots=True)
class GiveBusesBack:
    """The cabinets' buses run again, by the settings as they are now."""


@dataclass(frozen=True, slots=True)
class ReloadBuses:
    """The same, while they run."""


@dataclass(frozen=True, slots=True)
class KeepProgress:
    """On disk, so that a power cut loses nothing that was confirmed."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class AskDevice:
    """Nothing here opens a door. Answered by DeviceTold with this number."""

    request: int
    effect: FindDevices | ReadDoors | OrderScale | WeighScales


@dataclass(frozen=True, slots=True)
class PulseForCommissioning:
    """Written down first; the same id never twice. Answered by DeviceTold with this number."""

    request: int
    opening_id: str
    pulse: PulseLock


@dataclass(frozen=True, slots=True)
class NoteOpening:
    """`known`: the pulse went out; else nobody knows."""

    opening_id: str
    known: bool


@dataclass(frozen=True, slots=True)
class WriteLearnt:
    """Into the cabinets' file. Answered by LearntWritten or LearntNotWritten."""

    learnt: Learnt
    plan: CommissioningPlan


@dataclass(frozen=True, slots=True)
class UndoLearnt:
    """The cabinets' file of before. Answered by LearntUndone or LearntNotWritten."""


CommissioningEffect = (
    LoadCommissioning | ForgetCommissioning | TakeBuses | GiveBusesBack | ReloadBuses
    | KeepProgress | AskDevice | PulseForCommissioning | NoteOpening | WriteLearnt | UndoLearnt
)  # fmt: skip
