"""What staff see while they set a cabinet up. Meaning only; ui/ gives words, pictures and looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firmware_bridge.doubts import Doubt
from firmware_bridge.learning_steps import Step, Trouble
from firmware_bridge.learnt import Progress
from kiosk.domain.commissioning import CommissioningPlan
from kiosk.domain.settlement.advice import Clash


@dataclass(frozen=True, slots=True)
class StaffSetUp:
    """The first page: what is going to happen. `is_begun`: it was left in the middle.

    `is_loading`: nothing can be touched yet. `problem`: undoing did not work, and why.
    """

    plan: CommissioningPlan
    is_begun: bool = False
    written_at: str = ""
    can_undo: bool = False
    was_undone: bool = False
    problem: str = ""
    is_loading: bool = False


@dataclass(frozen=True, slots=True)
class StaffSetUpStep:
    """One question, or a device at work. `share` and `what`: of a search.

    `is_leaving_out`: reasons are offered. `is_wrong_number`: the grams typed are none.
    `is_unkept`: the disk did not take what was confirmed last.
    """

    step: Step
    plan: CommissioningPlan
    progress: Progress
    trouble: Trouble | None = None
    can_go_back: bool = False
    share: float = 0.0
    what: str = ""
    is_leaving_out: bool = False
    is_wrong_number: bool = False
    is_unkept: bool = False
    clashes: tuple[Clash, ...] = ()


class Written(StrEnum):
    NOT_YET = "not_yet"
    BUSY = "busy"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StaffSetUpDone:
    """All that was learnt, to be written into the settings. `detail`: which file, or why not."""

    plan: CommissioningPlan
    progress: Progress
    doubts: tuple[Doubt, ...] = ()
    clashes: tuple[Clash, ...] = ()
    written: Written = Written.NOT_YET
    detail: str = ""
    can_undo: bool = False


CommissioningScreen = StaffSetUp | StaffSetUpStep | StaffSetUpDone
