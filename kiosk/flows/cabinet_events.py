"""What happened at a cabinet: touches, what doors and scales tell, and answers of effects."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_session import (
    Debt,
    Loss,
    OpenSession,
    ReviewCase,
    ReviewRow,
    SessionState,
)
from kiosk.domain.money import Money
from kiosk.domain.receipt import Receipt
from kiosk.domain.settlement.readings import Quality

# --- a person -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenCabinetPressed:
    """A door of the first screen."""

    cabinet: str
    door: str


@dataclass(frozen=True, slots=True)
class DisputePressed:
    """Says that it is not right: on the result or or by the code of a receipt."""


@dataclass(frozen=True, slots=True)
class PayDebtPressed:
    pass


@dataclass(frozen=True, slots=True)
class ReviewChosen:
    session_id: str


@dataclass(frozen=True, slots=True)
class CandidateChosen:
    """One of the explanations on a review's page, by place."""

    place: int


@dataclass(frozen=True, slots=True)
class NothingChosen:
    """Charge nothing."""


@dataclass(frozen=True, slots=True)
class ReviewCountChanged:
    sku: str
    by: int


@dataclass(frozen=True, slots=True)
class RestockChosen:
    """Staff open this door to fill it."""

    cabinet: str
    door: str


@dataclass(frozen=True, slots=True)
class StockCountChanged:
    shelf: str
    sku: str
    by: int


FROM_CABINET_PEOPLE = (
    OpenCabinetPressed, DisputePressed, PayDebtPressed, ReviewChosen, CandidateChosen,
    NothingChosen, ReviewCountChanged, RestockChosen, StockCountChanged,
)  # fmt: skip

# --- doors and scales ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CabinetDoorSeen:
    """Said when it changes. None: nobody knows, which is not closed."""

    cabinet: str
    door: str
    is_open: bool | None
    at_ms: int


@dataclass(frozen=True, slots=True)
class CabinetDoorForced:
    """A door opened that no order of ours explains."""

    cabinet: str
    door: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class CabinetUnlocked:
    """The door was seen open after this command."""

    command_id: str
    cabinet: str
    door: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class CabinetNotUnlocked:
    """Certain: it did not open."""

    command_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class CabinetUnlockUnknown:
    """The command may have reached the lock; the door may stand open."""

    command_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShelfWeighed:
    """One reading. `mg` None: no number to believe."""

    cabinet: str
    shelf: str
    mg: int | None
    quality: Quality
    at_ms: int


FROM_CABINET = (
    CabinetDoorSeen, CabinetDoorForced, CabinetUnlocked, CabinetNotUnlocked,
    CabinetUnlockUnknown, ShelfWeighed,
)  # fmt: skip
FromCabinet = (
    CabinetDoorSeen | CabinetDoorForced | CabinetUnlocked | CabinetNotUnlocked
    | CabinetUnlockUnknown | ShelfWeighed
)  # fmt: skip

# --- answers ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SessionsFound:
    """What a restart must go on with, and the cabinets with their stock."""

    sessions: tuple[OpenSession, ...]
    cabinets: tuple[Cabinet, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionBegun:
    session_id: str


@dataclass(frozen=True, slots=True)
class UnlockSent:
    """`was_sent` False: the session may not open anything, or did before."""

    session_id: str
    was_sent: bool


@dataclass(frozen=True, slots=True)
class SessionDecided:
    """`state` is what stands on disk now; `cabinets` have the stock that follows."""

    session_id: str
    state: SessionState
    cabinets: tuple[Cabinet, ...]


@dataclass(frozen=True, slots=True)
class SessionFinished:
    """Its money has an end: paid, or owed."""

    session_id: str
    receipt: Receipt | None
    owed: Money | None


@dataclass(frozen=True, slots=True)
class DebtsLoaded:
    member_id: str
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    session_id: str
    was_taken: bool


@dataclass(frozen=True, slots=True)
class ReviewsLoaded:
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewLoaded:
    """None: it was settled meanwhile."""

    case: ReviewCase | None


@dataclass(frozen=True, slots=True)
class ReviewsLetGo:
    """Their holds are to be let go."""

    hold_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StockSet:
    cabinets: tuple[Cabinet, ...]


CabinetEvent = (
    OpenCabinetPressed | DisputePressed | PayDebtPressed | ReviewChosen | CandidateChosen
    | NothingChosen | ReviewCountChanged | RestockChosen | StockCountChanged
    | FromCabinet | SessionsFound | SessionBegun | UnlockSent | SessionDecided | SessionFinished
    | DebtsLoaded | Disputed | ReviewsLoaded | ReviewLoaded | ReviewsLetGo | StockSet
)  # fmt: skip
