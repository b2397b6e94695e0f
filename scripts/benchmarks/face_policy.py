"""What the shipped policy asks of members and of strangers, and FNIR at a given FPIR.

Each photograph is one visit, judged by the product's own rules (kiosk/domain/risk.py). The kiosk
wants agreeing frames and gestures as well, which no photograph can make: of strangers it names
fewer than this tells, of members it refuses more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.domain.money import Money, decimal_text, yuan
from kiosk.domain.risk import Evidence, History, RiskPolicy, Step, decide
from models.arrays import EmbeddingMatrix
from models.calibrate import Searches, is_measured, search, threshold_at
from models.gallery import Gallery
from models.packs import Pack
from models.rates import Rate
from models.results import Match, MatchPolicy, Template
from scripts.benchmarks.report import table

FPIRS = (0.01, 0.001)
VISITS = (("regular", 5, yuan("30")), ("regular", 5, yuan("120")), ("first time", 0, yuan("30")))
"""Who comes, how often they paid by face before, and how much they spend."""
POLICY = RiskPolicy()


@dataclass(frozen=True, slots=True)
class AtFpir:
    """`fnir` at the threshold that at most the share `wanted` of non-mated searches reaches."""

    photos: int
    wanted: float
    threshold: float
    fnir: Rate
    fpir: Rate
    can_be_seen: bool

    @property
    def figures(self) -> dict[str, float]:
        name = f"face.fnir_{self.photos}_at_fpir_{self.wanted:g}"
        low, high = self.fnir.bounds
        return {name: self.fnir.value, f"{name}_low": low, f"{name}_high": high}


@dataclass(frozen=True, slots=True)
class Asked:
    """How visits of one kind end. `misnamed`: members taken for another, whatever is asked then."""

    who: str
    photos: int
    amount: Money
    steps: Mapping[Step, int]
    misnamed: int
    names_shown: int
    """To somebody who is not that member: only a tap shows a name before anything is typed."""

    @property
    def visits(self) -> int:
        return sum(self.steps.values())

    def rate(self, *steps: Step) -> Rate:
        return Rate(sum(self.steps.get(step, 0) for step in steps), self.visits)

    @property
    def kinds(self) -> dict[str, Rate]:
        return {
            "tap": self.rate(Step.TAP),
            "digits": self.rate(Step.DIGITS),
            "more": self.rate(Step.NUMBER, Step.PIN),
            "refused": self.rate(Step.OTHER_WAY, Step.FACE_OFF),
        }

    @property
    def figures(self) -> dict[str, float]:
        who = self.who.replace(" ", "_")
        start = f"face.policy_{who}_{self.amount.minor // 100}_{self.photos}"
        figures = {f"{start}_{kind}": rate.value for kind, rate in self.kinds.items()}
        return figures | {f"{start}_names_shown": self.names_shown}


@dataclass(frozen=True, slots=True)
class PolicyBench:
    at_fpir: list[AtFpir]
    asked: list[Asked]
    look_alikes: dict[int, Rate]

    @property
    def figures(self) -> dict[str, float]:
        figures = {
            f"face.look_alikes_{photos}": rate.value for photos, rate in self.look_alikes.items()
        }
        for at in self.at_fpir:
            figures |= at.figures
        for asked in self.asked:
            figures |= asked.figures
        return figures

    def __str__(self) -> str:
        rates = [
            (
                f"{one.photos} each, FPIR {100 * one.wanted:g} %",
                f"{one.threshold:.3f}",
                str(one.fnir),
                str(one.fpir) + ("" if one.can_be_seen else " (too few searches)"),
            )
            for one in self.at_fpir
        ]
        asked = [
            (
                f"{one.who}, {decimal_text(one.amount)} yuan, {one.photos} each",
                *(_short(rate) for rate in one.kinds.values()),
                f"{one.misnamed}",
                _short(Rate(one.names_shown, one.visits)),
            )
            for one in self.asked
        ]
        head = (
            "visits",
            "tap only",
            "4 digits",
            "more",
            "refused",
            "taken for another",
            "wrong names shown",
        )
        alike = ", ".join(f"{photos} each: {rate}" for photos, rate in self.look_alikes.items())
        return "\n".join((
            table(("photos, wanted", "threshold", "FNIR", "FPIR seen"), rates),
            "",
            table(head, asked),
            f"Members flagged as look-alikes at sign-up: {alike}",
        ))  # fmt: skip


def _short(rate: Rate) -> str:
    low, high = (100 * bound for bound in rate.bounds)
    return f"{100 * rate.value:.1f} % ({low:.1f}-{high:.1f})"


def measure(
    pack: Pack,
    members: Mapping[str, Sequence[Template]],
    strangers: Sequence[Template],
    enrolled: Sequence[int],
) -> PolicyBench:
    """Everything above, at the gallery size of the photographs. Raises CalibrationError."""
    rows = {name: _rows(each, pack) for name, each in members.items()}
    at_fpir: list[AtFpir] = []
    asked: list[Asked] = []
    look_alikes: dict[int, Rate] = {}
    for photos in enrolled:
        searches = search(rows, _rows(strangers, pack), photos)
        at_fpir += [_at(searches, photos, fpir) for fpir in FPIRS]
        found, flagged = _asked(pack, members, strangers, photos)
        asked += found
        look_alikes[photos] = flagged
    return PolicyBench(at_fpir, asked, look_alikes)


def _rows(templates: Sequence[Template], pack: Pack) -> EmbeddingMatrix:
    data = b"".join(template.vector for template in templates)
    return np.frombuffer(data, "<f4").reshape(-1, pack.embedding.size)


def _at(searches: Searches, photos: int, wanted: float) -> AtFpir:
    threshold = threshold_at(searches.non_mated, wanted)
    seen = is_measured(searches, wanted, searches.members)
    return AtFpir(
        photos, wanted, threshold, searches.fnir(threshold), searches.fpir(threshold), seen
    )


def _asked(
    pack: Pack,
    members: Mapping[str, Sequence[Template]],
    strangers: Sequence[Template],
    photos: int,
) -> tuple[list[Asked], Rate]:
    entries = [(name, one) for name, each in members.items() for one in each[:photos]]
    gallery = Gallery.build(pack.id, pack.embedding.size, entries)
    assert pack.thresholds is not None  # a pack with an embedder has them
    thresholds = pack.thresholds.at(len(gallery))
    alike = _look_alikes(gallery, thresholds)
    mine = [
        (name, gallery.best_match(_vector(one)))
        for name, each in members.items()
        for one in each[photos:]
    ]
    foreign = [("", gallery.best_match(_vector(one))) for one in strangers]
    found = [
        _ended(who, photos, (visits, amount), mine, thresholds, alike)
        for who, visits, amount in VISITS
    ]
    easiest = (VISITS[0][1], VISITS[0][2])
    found.append(_ended("strangers", photos, easiest, foreign, thresholds, alike))
    return found, Rate(len(alike), len(gallery))


def _look_alikes(gallery: Gallery, policy: MatchPolicy) -> set[str]:
    """Both of each pair that comes near: as if everybody joined with these photographs."""
    alike = {name: gallery.alike(name, policy.alike) for name in gallery.rows}
    return {one for name, others in alike.items() if others for one in (name, *others)}


def _ended(
    who: str,
    photos: int,
    visit: tuple[int, Money],
    looks: Sequence[tuple[str, Match | None]],
    thresholds: MatchPolicy,
    alike: set[str],
) -> Asked:
    steps: Counter[Step] = Counter()
    misnamed = names_shown = 0
    visits, amount = visit
    for name, match in looks:
        step = Step.OTHER_WAY
        if match is not None:
            seen = Evidence(match.member_id, match.score, match.runner_up, thresholds, 0.0)
            known = History(visits=visits, is_look_alike=match.member_id in alike)
            step = decide(POLICY, seen, known, amount).step
            is_wrong = step < Step.OTHER_WAY and match.member_id != name
            misnamed += is_wrong
            names_shown += is_wrong and step is Step.TAP
        steps[step] += 1
    return Asked(who, photos, amount, steps, misnamed, names_shown)


def _vector(template: Template) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.frombuffer(template.vector, "<f4")
