"""What to do at a cabinet: sessions on disk, the lock, verdicts, reviews and stock."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.cabinet_session import Loss, NewSession, SessionState, Verdict
from kiosk.domain.settlement.evidence import Evidence
from kiosk.domain.settlement.explanation import Change
from kiosk.flows.cabinet_records import Cue


@dataclass(frozen=True, slots=True)
class FindSessions:
    """At the start. Answered by SessionsFound."""


@dataclass(frozen=True, slots=True)
class BeginSession:
    """Write it down. Answered by SessionBegun; nothing has happened yet."""

    session: NewSession


@dataclass(frozen=True, slots=True)
class UnlockCabinet:
    """Send the session's command to the lock, once ever. Answered by UnlockSent, and by the door.

    Refused by the disk unless the session is there and its money is set aside.
    """

    session_id: str


@dataclass(frozen=True, slots=True)
class UnlockAgain:
    """One more command, where the one before is known not to have opened. Answered as above."""

    session_id: str
    command_id: str


@dataclass(frozen=True, slots=True)
class MoveSession:
    session_id: str
    state: SessionState


@dataclass(frozen=True, slots=True)
class NoteSession:
    """One more line of the session's sealed log."""

    session_id: str
    what: str
    detail: tuple[tuple[str, str | int | bool | None], ...]


@dataclass(frozen=True, slots=True)
class DecideSession:
    """Write the verdict down, with stock and evidence. Answered by SessionDecided."""

    verdict: Verdict
    cabinet: str


@dataclass(frozen=True, slots=True)
class FinishSession:
    """The hold is over: make the order, or the debt. Answered by SessionFinished, if it is one."""

    hold_id: str


@dataclass(frozen=True, slots=True)
class NoteForcedDoor:
    """Durable: a door opened without us. `loss` None: whatever is missing has a witness already."""

    cabinet: str
    door: str
    loss: Loss | None = None


@dataclass(frozen=True, slots=True)
class RecordLoss:
    """Weighed again. `is_missing`: a person must look; nobody is charged."""

    loss_id: str
    evidence: Evidence
    is_missing: bool


@dataclass(frozen=True, slots=True)
class AcceptLoss:
    """A person says what left. Answered by SessionDecided."""

    loss_id: str
    cabinet: str
    by: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class LetReviewsGo:
    """Those that nobody decided in time: the shopper is released. Answered by ReviewsLetGo."""

    after_s: float


@dataclass(frozen=True, slots=True)
class LoadDebts:
    """Answered by DebtsLoaded."""

    member_id: str


@dataclass(frozen=True, slots=True)
class DisputeSession:
    """Answered by Disputed."""

    session_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class DisputeReceipt:
    """By the order's id, as the code of an e-receipt holds it. Answered by Disputed."""

    order_id: str


@dataclass(frozen=True, slots=True)
class LoadReviews:
    """Answered by ReviewsLoaded."""


@dataclass(frozen=True, slots=True)
class LoadReview:
    """Answered by ReviewLoaded."""

    session_id: str


@dataclass(frozen=True, slots=True)
class CloseDispute:
    """A person decided. `forgives`: a debt of the session is let go."""

    session_id: str
    by: str
    forgives: bool


@dataclass(frozen=True, slots=True)
class SetStock:
    """Staff counted. Ends the session. Answered by StockSet."""

    session_id: str
    cabinet: str
    rows: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class SayAloud:
    """In the language last spoken."""

    cue: Cue


CabinetEffect = (
    FindSessions | BeginSession | UnlockCabinet | UnlockAgain | MoveSession | NoteSession
    | DecideSession | FinishSession | NoteForcedDoor | RecordLoss | AcceptLoss | LetReviewsGo
    | LoadDebts | DisputeSession | DisputeReceipt
    | LoadReviews | LoadReview | CloseDispute | SetStock | SayAloud
)  # fmt: skip
