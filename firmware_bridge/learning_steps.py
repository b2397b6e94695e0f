"""The words of commissioning: events, effects, and the steps that a screen shows. Values only.

learning.py has the machine that joins them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from firmware_bridge.learnt import GoodChecked, GoodWanted, LockTried, Readings, ShelfLearnt
from firmware_bridge.scanning import BoardFound, Finding, ScaleFound
from firmware_bridge.weights import ScaleOrder

# --- events ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Begin:
    """Look for devices."""


@dataclass(frozen=True)
class DevicesFound:
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Yes:
    """Do it, or: I did it."""


@dataclass(frozen=True)
class Skip:
    """Not this one."""


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
class DoorsRead:
    readings: Readings


@dataclass(frozen=True)
class LockPulsed:
    """The pulse went out; the latch has had its time."""


@dataclass(frozen=True)
class ScaleOrdered:
    """`failure` is None when the scale confirmed it."""

    failure: str | None


@dataclass(frozen=True)
class Weighed:
    """Steady weights by unit; None for a scale that does not tell."""

    mg: Mapping[int, int | None]


Event = (
    Begin | DevicesFound | Yes | Skip | Finish | Back | Again | OpenDoor | DoorNamed | ShelfNamed
    | DoorsRead | LockPulsed | ScaleOrdered | Weighed
)  # fmt: skip

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
    """`at`: empty, known, check; or empty by hand, known by hand. `note` goes to the next step."""

    at: str
    shelf: ShelfLearnt
    note: str | None = None


@dataclass(frozen=True)
class WorkingOnGood:
    """`at`: before or after. `before`: weights by unit."""

    at: str
    good: GoodWanted
    before: tuple[tuple[int, int | None], ...] = ()


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
    """Which door opened? `note` says why the last answer will not do."""

    trial: LockTried
    note: str | None = None


@dataclass(frozen=True)
class AskClose:
    """Push it shut, and say so."""

    trial: LockTried


@dataclass(frozen=True)
class AskShelf:
    """Which shelf is above this scale?"""

    scale: ScaleFound
    note: str | None = None


@dataclass(frozen=True)
class AskEmpty:
    """Take everything off it, and say so."""

    shelf: ShelfLearnt


@dataclass(frozen=True)
class AskKnownWeight:
    """Lay the known weight on it, and say so. `note`: why it is not calibrated by wire."""

    shelf: ShelfLearnt
    note: str | None = None


@dataclass(frozen=True)
class AskGood:
    """Put one unit on its shelf, and say so."""

    good: GoodWanted
    before: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True)
class Finished:
    """See `learnt`."""


Work = Searching | WorkingOnLock | OpeningDoor | WorkingOnShelf | WorkingOnGood
"""A device is busy; nobody is asked, and a person's events change nothing."""

Question = AskOpen | AskWhichDoor | AskClose | AskShelf | AskEmpty | AskKnownWeight | AskGood

Step = NotBegun | NothingFound | Work | Question | Finished


@dataclass(frozen=True)
class State:
    """Everything that Back restores."""

    step: Step = NotBegun()
    findings: tuple[Finding, ...] = ()
    tried: tuple[LockTried, ...] = ()
    shelves: tuple[ShelfLearnt, ...] = ()
    goods: tuple[GoodChecked, ...] = ()
    goods_left: tuple[GoodWanted, ...] = ()

    @property
    def boards(self) -> tuple[BoardFound, ...]:
        return tuple(found for found in self.findings if isinstance(found, BoardFound))

    @property
    def scales(self) -> tuple[ScaleFound, ...]:
        return tuple(
            found for found in self.findings if isinstance(found, ScaleFound) and found.profiles
        )
