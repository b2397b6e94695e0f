"""One face, searched for with two packs while the older one is being given up. Pure.

Scores of different packs do not compare: each is held against its own pack's thresholds, and only
what comes of that is weighed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.results import Match, MatchPolicy


@dataclass(frozen=True, slots=True)
class Claim:
    """What one pack makes of a face; `policy` is that pack's."""

    match: Match
    policy: MatchPolicy

    @property
    def names(self) -> bool:
        return self.match.score >= self.policy.accept

    @property
    def surety(self) -> float:
        """0 at the threshold, 1 for the same picture; below the threshold less than 0."""
        return (self.match.score - self.policy.accept) / max(1e-6, 1.0 - self.policy.accept)

    def nearly_names_another(self, member_id: str) -> bool:
        """Anybody but this member, within the lead that a sure match has over everybody else."""
        is_same = self.match.member_id == member_id
        score = self.match.runner_up if is_same else self.match.score
        return score >= self.policy.accept - self.policy.margin


def weighed(new: Claim, old: Claim) -> Claim:
    """The new pack's where it names whom the old one is most like; else the surer of the two.

    Where the other nearly names somebody else as well, nobody can say who leads: the runner-up is
    then as good as the match, and more proof than a face is asked for.
    """
    agree = new.names and new.match.member_id == old.match.member_id
    first, second = (new, old) if agree or new.surety >= old.surety else (old, new)
    if first.names and second.nearly_names_another(first.match.member_id):
        return replace(first, match=replace(first.match, runner_up=first.match.score))
    return first
