"""Thresholds measured on the operator's own photographs, with what chance allows them to be.

Some photographs of each person are enrolled; the rest are searched, once among everybody (mated)
and once without their own person (non-mated), as strangers are. From the best scores follow FNIR
(members who are not named, or as another) and FPIR (strangers who are) at any threshold.

What a larger gallery needs is not measured but extrapolated. With one stranger's comparisons
independent, FPIR = 1 - (1 - FMR)^N (Grother and Ngan, NISTIR 8009); and the logarithm of the FMR is
continued as a straight line beyond the last comparisons, which bends less than real tails do: it
errs to the strict side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.arrays import EmbeddingMatrix
from models.errors import CalibrationError
from models.manifest import ThresholdRow, Thresholds
from models.rates import Rate

Scores = npt.NDArray[np.float64]

FPIR_ACCEPT, FPIR_PAY = 0.01, 0.001
"""Of strangers who look, at most so many are asked for digits, and at most so many for one tap."""
GALLERIES: tuple[int | None, ...] = (500, 2000, 10_000, None)
UNBOUNDED = 100_000
KIOSK_ENROLS = 3
"""Photographs of each member at a kiosk. The best of three is nearer to a stranger than one alone:
thresholds measured with fewer would let more strangers pass than they say."""
LEAST_PEOPLE = 20
LEAST_STRANGERS = 300
"""Searches without any false name that bound FPIR 1 % at 95 %: the rule of three, 3 / 0.01."""
STEP_UP = 0.02
TAIL = (1e-4, 1e-2)
"""The part of the impostor comparisons that the straight line is fitted to."""


@dataclass(frozen=True, slots=True)
class Searches:
    """Best scores. `mated` is -1 where somebody else was more alike; `impostors` are those between
    one search and one other person, by whichever of that person's photographs is most alike.
    `members` were in the gallery."""

    members: int
    mated: Scores
    non_mated: Scores
    impostors: Scores

    def fnir(self, threshold: float) -> Rate:
        return Rate(int((self.mated < threshold).sum()), len(self.mated))

    def fpir(self, threshold: float) -> Rate:
        return Rate(int((self.non_mated >= threshold).sum()), len(self.non_mated))


def search(
    people: Mapping[str, EmbeddingMatrix],
    strangers: EmbeddingMatrix,
    enrolled: int,
) -> Searches:
    """All searches with `enrolled` photographs a person; people with fewer than one more are
    strangers. Rows of each matrix are templates. Raises CalibrationError if there are too few."""
    full = {name: np.asarray(rows) for name, rows in people.items() if len(rows) > enrolled}
    others = [np.asarray(rows) for rows in people.values() if 0 < len(rows) <= enrolled]
    if len(full) < LEAST_PEOPLE:
        raise CalibrationError(
            f"{len(full)} people have {enrolled + 1} good photographs or more; at least "
            f"{LEAST_PEOPLE} are needed. Add people, or photographs of them."
        )
    owners = np.repeat(np.arange(len(full)), enrolled)
    gallery = np.concatenate([rows[:enrolled] for rows in full.values()])
    mated, non_mated, impostors = [], [], []
    for number, rows in enumerate(full.values()):
        scores = rows[enrolled:] @ gallery.T
        own, other = scores[:, owners == number], scores[:, owners != number]
        best, best_other = own.max(axis=1), other.max(axis=1)
        mated.append(np.where(best >= best_other, best, -1.0))
        non_mated.append(best_other)
        impostors.append(_by_person(other, enrolled))
    foreign = np.concatenate([*others, strangers]) if len(strangers) or others else strangers
    if len(foreign):
        scores = foreign @ gallery.T
        non_mated.append(scores.max(axis=1))
        impostors.append(_by_person(scores, enrolled))
    joined = [np.concatenate(each).astype(np.float64) for each in (mated, non_mated, impostors)]
    if len(joined[1]) < LEAST_STRANGERS:
        raise CalibrationError(
            f"{len(joined[1])} searches for people who are not enrolled are too few to speak of "
            f"1 %: at least {LEAST_STRANGERS} are needed (rule of three). Add people."
        )
    return Searches(len(full), *joined)


def _by_person(scores: EmbeddingMatrix, enrolled: int) -> EmbeddingMatrix:
    """The best of each person's `enrolled` columns: what a gallery of people is extrapolated by."""
    best: EmbeddingMatrix = scores.reshape(len(scores), -1, enrolled).max(axis=2).ravel()
    return best


def threshold_at(scores: Scores, share: float) -> float:
    """The lowest threshold that at most this share of the scores reaches."""
    ordered = np.sort(scores)[::-1]
    allowed = math.floor(share * len(ordered))
    return float(np.nextafter(ordered[allowed], np.inf)) if allowed < len(ordered) else -1.0


def is_measured(searches: Searches, fpir: float, members: int) -> bool:
    """Whether so low an FPIR can be seen at all: with fewer searches than three by it, not."""
    return len(searches.non_mated) * fpir >= 3 and members <= searches.members


def threshold_for(searches: Searches, fpir: float, members: int) -> float:
    """The least score at which so few strangers are named among `members`; never lower than what
    was measured with fewer."""
    seen = threshold_at(searches.non_mated, fpir)
    if is_measured(searches, fpir, members):
        return seen
    fmr = -math.expm1(math.log1p(-fpir) / members)
    slope, start = _tail(searches.impostors)
    return max(seen, (math.log10(fmr) - start) / slope)


def _tail(impostors: Scores) -> tuple[float, float]:
    """Slope and start of log10 FMR as a line of the threshold, through the tail's two ends."""
    ends = [max(share, 10 / len(impostors)) for share in TAIL]
    rare, common = (threshold_at(impostors, share) for share in ends)
    slope = (math.log10(ends[0]) - math.log10(ends[1])) / max(rare - common, 1e-9)
    return slope, math.log10(ends[0]) - slope * rare


def propose(searches: Searches, shipped: Thresholds, basis: str) -> Thresholds:
    """Rows for galleries of every size; margin and agreeing frames stay as they were."""
    rows = []
    for limit in GALLERIES:
        members = limit or UNBOUNDED
        accept = threshold_for(searches, FPIR_ACCEPT, members)
        pay = max(threshold_for(searches, FPIR_PAY, members), accept + STEP_UP)
        rows.append(
            ThresholdRow(
                members_up_to=limit,
                accept=round(min(accept, 0.95), 3),
                pay_accept=round(min(pay, 0.99), 3),
            )
        )
    return Thresholds(
        basis=basis, rows=rows, margin=shipped.margin, agreeing_frames=shipped.agreeing_frames
    )
