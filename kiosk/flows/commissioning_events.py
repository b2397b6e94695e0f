"""What happens while a cabinet is set up: touches of staff, devices, and answers."""

from __future__ import annotations

from dataclasses import dataclass

from firmware_bridge import learning_steps as learn
from firmware_bridge.learnt import Progress

# --- a person ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetUpPressed:
    """Begin, or go on where it was left. `anew`: forget how far it has got."""

    anew: bool = False


@dataclass(frozen=True, slots=True)
class SetUpAnswered:
    """The answer to the question on the screen."""

    answer: learn.Answer | learn.Again | learn.Back


@dataclass(frozen=True, slots=True)
class LeaveOutPressed:
    """Not this one: the reasons are offered. False: think again."""

    wanted: bool = True


@dataclass(frozen=True, slots=True)
class GramsTyped:
    digits: str


@dataclass(frozen=True, slots=True)
class OnceMorePressed:
    """`part` of the progress: tried, shelves, goods or skipped; `place` in it, from 0."""

    part: str
    place: int


@dataclass(frozen=True, slots=True)
class WriteLearntPressed:
    pass


@dataclass(frozen=True, slots=True)
class UndoLearntPressed:
    pass


FROM_COMMISSIONING_PEOPLE = (
    SetUpPressed, SetUpAnswered, LeaveOutPressed, GramsTyped, OnceMorePressed,
    WriteLearntPressed, UndoLearntPressed,
)  # fmt: skip

# --- devices ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BusesTaken:
    """`ports`: device paths that are looked at."""

    ports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchTold:
    """`share` of the search that is done, 0 to 1; `what` is asked just now, for technicians."""

    share: float
    what: str


@dataclass(frozen=True, slots=True)
class DeviceTold:
    """The event that ends the request of that number."""

    request: int
    event: learn.Event


# --- answers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CommissioningLoaded:
    """`progress` None: nothing was begun. `written_at`: it is all in the settings since then."""

    progress: Progress | None
    written_at: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class LearntWritten:
    """`kept`: the file that holds the version before."""

    kept: str


@dataclass(frozen=True, slots=True)
class LearntUndone:
    """`kept`: the file that holds what was undone. `can_undo`: there is an older one still."""

    kept: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class LearntNotWritten:
    reason: str


CommissioningEvent = (
    SetUpPressed | SetUpAnswered | LeaveOutPressed | GramsTyped | OnceMorePressed
    | WriteLearntPressed | UndoLearntPressed | BusesTaken | SearchTold | DeviceTold
    | CommissioningLoaded | LearntWritten | LearntUndone | LearntNotWritten
)  # fmt: skip
