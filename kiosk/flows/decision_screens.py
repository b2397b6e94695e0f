"""What staff see of decisions about faces, and of one member. Meaning only; ui/ gives words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.flows.decision_records import CheckPage, FaceCheck, GivenText, MemberRecord

ROWS = 5
"""Of a member's record, on one page."""


@dataclass(frozen=True, slots=True)
class StaffDecisions:
    """`page` None: it is being read, or cannot be (`failed`). `has_newer`: it is not the first."""

    page: CheckPage | None = None
    only_asked: bool = False
    has_newer: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class StaffDecision:
    """One of them, in full."""

    check: FaceCheck


class RecordTab(StrEnum):
    CONSENTS = "consents"
    DECISIONS = "decisions"
    ACTS = "acts"


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """`record` None: it is being read, or cannot be (`failed`). `number`: of the page, from 0."""

    record: MemberRecord | None = None
    tab: RecordTab = RecordTab.CONSENTS
    number: int = 0
    failed: bool = False

    @property
    def count(self) -> int:
        """Of all rows behind the tab."""
        return len(self._rows)

    @property
    def shown(self) -> slice:
        return slice(self.number * ROWS, (self.number + 1) * ROWS)

    @property
    def has_older(self) -> bool:
        return self.count > (self.number + 1) * ROWS

    @property
    def _rows(self) -> tuple[object, ...]:
        if self.record is None:
            return ()
        history = self.record.history
        match self.tab:
            case RecordTab.CONSENTS:
                return history.consents
            case RecordTab.DECISIONS:
                return history.checks
            case RecordTab.ACTS:
                return history.acts


@dataclass(frozen=True, slots=True)
class StaffConsentText:
    """What a member said yes to, as it was shown."""

    given: GivenText


DecisionScreen = StaffDecisions | StaffDecision | StaffRecord | StaffConsentText
