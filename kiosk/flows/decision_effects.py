"""What to do for the pages about decisions. That staff read is in the journal before they do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadDecisions:
    """A page of decisions about faces, and today's counts. `before`: where it begins; 0: with the
    newest. Answered by DecisionsLoaded, now or later."""

    only_asked: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """What is kept of one member. Answered by RecordLoaded, now or later."""

    member_id: str


DecisionEffect = LoadDecisions | LoadRecord
