"""One model pack takes the place of another: who may be moved to it, and how far that is.

Templates of two packs do not compare, and no picture is kept to make new ones from. So a member
whom only the pack before knows is moved when they come and pay, from the frames that proved them
alive. A match alone moves nobody: a wrong one would pay as that member for ever after.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.risk import Evidence, Liveness, Step
from models.results import Template

LONG_UNSEEN_DAYS = 30
"""Whoever was not here for so long is told apart from those who will come soon."""
MOST_TEMPLATES = 9
"""Of one member and the new pack, in threes: whom it does not recognise once more is still
recognised by the pack before, and gives it three more."""


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """Good frames of one person who moved as asked, by the pack in use; and what the pack before
    made of them."""

    evidence: Evidence
    templates: tuple[Template, ...] = field(repr=False)


def may_move(seen: Evidence, step: Step, *, is_look_alike: bool) -> bool:
    """Whether these frames may stand for the member from now on.

    `step` was proved. Four digits or a number are known to families, who look alike as well: so
    either the face is sure enough to pay by a tap, or the member's PIN was typed.
    """
    if seen.liveness is not Liveness.PASSED:
        return False
    leads = seen.score - seen.runner_up >= seen.thresholds.margin
    is_sure = seen.score >= seen.thresholds.pay_accept and leads and not is_look_alike
    return step is Step.PIN or (is_sure and step < Step.OTHER_WAY)


@dataclass(frozen=True, slots=True)
class PackChange:
    """From `previous` to `pack`; both are ids that templates carry, and differ.

    `keep_days`: so long after it began, templates of the former that are not needed are kept.
    """

    pack: str
    previous: str
    keep_days: int = 90


@dataclass(frozen=True, slots=True)
class Progress:
    """Of members with a face. `moved` are known to both packs, `to_move` to the one before alone,
    `unseen` of these were not here for LONG_UNSEEN_DAYS; `only_new` to the one in use alone, and
    `others` to neither. `*_no_pin` of them cannot pay by number and PIN either."""

    since: date
    moved: int = 0
    to_move: int = 0
    unseen: int = 0
    to_move_no_pin: int = 0
    only_new: int = 0
    only_new_no_pin: int = 0
    others: int = 0

    @property
    def is_finished(self) -> bool:
        """Nothing of the pack before is left."""
        return not (self.moved or self.to_move)
