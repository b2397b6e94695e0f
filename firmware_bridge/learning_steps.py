"""The words of commissioning: events, effects, and the steps that a screen shows. Values only.

learning.py has the machine that joins them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from firmware_bridge.findings import BoardFound, Finding, ScaleFound
from firmware_bridge.learnt import (
    GoodChecked,
    GoodWanted,
    LockTried,
    Progress,
    Readings,
    ShelfLearnt,
    Skipped,
)
from firmware_bridge.weights import ScaleOrder


class Trouble(StrEnum):
    """Why a question is asked once more."""

    DOOR_NAMED_TWICE = "door_named_twice"
    SHELF_NAMED_TWICE = "shelf_named_twice"
    NO_WEIGHT = "no_weight"
    """Overload, a dead cell, no answer, or it does not come to rest."""
    NOTHING_ON_IT = "nothing_on_it"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    BY_HAND = "by_hand"
    """Nothing is wrong: this make is not calibrated by wire, but in software."""
    PORT_GONE = "port_gone"
    NOT_WRITTEN = "not_written"
    """It could not be written down, so it was not done."""


# --- events ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Begin:
    """Look for devices; or go on where it was left."""


@dataclass(frozen=True)
class SearchAgain:
    """Look for devices once more; what was learnt of those that are still there stays."""


@dataclass(frozen=True)
class DevicesFound:
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Yes:
    """Do it, or: I did it."""


@dataclass(frozen=True)
class Skip:
    """Not this one, and why."""

    reason: str = ""


@dataclass(frozen=True)
class Finish:
    """No more of these."""


@dataclass(frozen=True)
class Back:
    """Undo the last answer."""


@dataclass(frozen=True)
class Again:
    """Begin this lock, scale or good anew."""


@dataclass(frozen=True)
class Redo:
    """When all is done: one of them once more; what was learnt from it is forgotten."""

    what: "AnyDone"


AnyDone = LockTried | ShelfLearnt | GoodChecked | Skipped


@dataclass(frozen=True)
class OpenDoor:
    """Open a door that was learnt, to reach its shelves."""

    door: int


@dataclass(frozen=True)
class DoorNamed:
    """The door that opened; None: no door did."""

    door: int | None


@dataclass(frozen=True)
class ShelfNamed:
    shelf: str


@dataclass(frozen=True)
class KnownWeight:
    """So much lies on the shelf now."""

    mg: int


@dataclass(frozen=True)
class DoorsRead:
    """Also while a person is asked about a door: then it tells what the board sees of it."""

    readings: Readings


@dataclass(frozen=True)
class LockPulsed:
    """The pulse went out; the latch has had its time."""


@dataclass(frozen=True)
class ScaleOrdered:
    """`failure` is None when the scale confirmed it. `is_able`: False: not by wire, ever."""

    failure: Trouble | None
    is_able: bool = True


@dataclass(frozen=True)
class Weighed:
    """Steady weights by port and unit; None for a scale that does not tell."""

    mg: Mapping[tuple[str, int], int | None]


@dataclass(frozen=True)
class Failed:
    """What was asked of a device could not be done: the last question is asked again."""

    trouble: Trouble


Event = (
    Begin | SearchAgain | DevicesFound | Yes | Skip | Finish | Back | Again | Redo | OpenDoor
    | DoorNamed | ShelfNamed | KnownWeight | DoorsRead | LockPulsed | ScaleOrdered | Weighed
    | Failed
)  # fmt: skip

Answer = (
    Begin | SearchAgain | Yes | Skip | Finish | Redo | OpenDoor | DoorNamed | ShelfNamed
    | KnownWeight
)  # fmt: skip
"""What only a person says, and Back can undo."""

# --- effects --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FindDevices:
    """Ends in DevicesFound."""


@dataclass(frozen=True)
class ReadDoors:
    """Ends in DoorsRead."""

    board: BoardFound
    lock: int


@dataclass(frozen=True)
class PulseLock:
    """Once, ever; ends in LockPulsed."""

    board: BoardFound
    lock: int


@dataclass(frozen=True)
class OrderScale:
    """Ends in ScaleOrdered."""

    scale: ScaleFound
    profile: str
    order: ScaleOrder


@dataclass(frozen=True)
class WeighScales:
    """When they are steady; ends in Weighed."""

    scales: tuple[tuple[ScaleFound, str], ...]
    """Each with its profile."""


Effect = FindDevices | ReadDoors | PulseLock | OrderScale | WeighScales
"""Each may end in Failed as well."""

# --- steps: what a screen shows -------------------------------------------------------------------


@dataclass(frozen=True)
class NotBegun:
    """Before Begin."""


@dataclass(frozen=True)
class Searching:
    """Devices are being looked for."""


@dataclass(frozen=True)
class WorkingOnLock:
    """`at`: before, pulse, opened or closed."""

    at: str
    trial: LockTried


@dataclass(frozen=True)
class OpeningDoor:
    """A door is opened to reach a shelf; the question `back` comes again after it."""

    board: BoardFound
    lock: int
    back: "Question"


@dataclass(frozen=True)
class WorkingOnShelf:
    """`at`: empty, empty by hand, known, calibrate or check."""

    at: str
    shelf: ShelfLearnt


@dataclass(frozen=True)
class WorkingOnGood:
    """`at`: before or after. `before`: weights by port and unit."""

    at: str
    good: GoodWanted
    before: tuple[tuple[tuple[str, int], int | None], ...] = ()


@dataclass(frozen=True)
class NothingFound:
    """Again looks once more."""


@dataclass(frozen=True)
class AskOpen:
    """May this lock be opened? Everything found is shown beside it."""

    board: BoardFound
    lock: int


@dataclass(frozen=True)
class AskWhichDoor:
    """Which door opened? `sees_open`: the board has noticed that one did."""

    trial: LockTried
    sees_open: bool = False


@dataclass(frozen=True)
class AskClose:
    """Push it shut; it is noticed, or a person says so."""

    trial: LockTried


@dataclass(frozen=True)
class AskShelf:
    """Which shelf is above this scale?"""

    scale: ScaleFound


@dataclass(frozen=True)
class AskEmpty:
    """Take everything off it, and say so."""

    shelf: ShelfLearnt


@dataclass(frozen=True)
class AskKnownWeight:
    """Lay a known weight on it, and say how much that is."""

    shelf: ShelfLearnt


@dataclass(frozen=True)
class AskSure:
    """The scale tells about `shown_mg` instead: is it really the known weight?"""

    shelf: ShelfLearnt
    shown_mg: int


@dataclass(frozen=True)
class AskGood:
    """Put one unit on its shelf, and say so."""

    good: GoodWanted
    before: tuple[tuple[tuple[str, int], int | None], ...]


@dataclass(frozen=True)
class ToldGood:
    """What was seen instead. Yes leaves it at that, Again tries it once more."""

    checked: GoodChecked


@dataclass(frozen=True)
class Finished:
    """See `learnt`."""


Work = Searching | WorkingOnLock | OpeningDoor | WorkingOnShelf | WorkingOnGood
"""A device is busy; nobody is asked, and a person's events change nothing."""

Question = (
    AskOpen | AskWhichDoor | AskClose | AskShelf | AskEmpty | AskKnownWeight | AskSure | AskGood
    | ToldGood
)  # fmt: skip

Step = NotBegun | NothingFound | Work | Question | Finished


@dataclass(frozen=True)
class State:
    """Everything that Back restores. `trouble`: why the step is asked once more."""

    step: Step = NotBegun()
    progress: Progress = field(default_factory=Progress)
    trouble: Trouble | None = None
