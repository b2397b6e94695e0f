"""From scores to a person: thresholds, margin, and frames that agree."""

from __future__ import annotations

from math import nan

import pytest

from kiosk.domain.identity import Agreement, Identity, Proof, likeness, names_somebody
from kiosk.domain.risk import Evidence
from models.results import Match
from tests.support.builders import MATCHING, a_match, a_template


def _after(*matches: Match | None) -> Agreement:
    agreement = Agreement()
    for match in matches:
        agreement = agreement.after(match, MATCHING, to_pay=True)
    return agreement


@pytest.mark.parametrize(
    ("match", "pays", "joins"),
    [
        (None, False, False),
        (a_match(score=0.50, runner_up=0.375), True, True),
        (a_match(score=0.49, runner_up=0.1), True, True),
        (a_match(score=0.40, runner_up=0.1), True, True),
        (a_match(score=0.39, runner_up=0.1), False, False),
        (a_match(score=0.90, runner_up=0.85), True, False),
        (a_match(score=0.90, runner_up=-1.0), True, True),
        (a_match(score=nan), False, False),
        (a_match(score=0.9, runner_up=nan), True, False),
    ],
)
def test_who_joins_must_lead_over_others_and_who_pays_is_asked_for_more(
    match: Match | None, *, pays: bool, joins: bool
) -> None:
    assert names_somebody(match, MATCHING, to_pay=True) is pays
    assert names_somebody(match, MATCHING, to_pay=False) is joins


def test_one_frame_names_nobody() -> None:
    assert (_after(a_match()).identity, _after(a_match()).progress) == (None, 0.5)


def test_two_agreeing_frames_name_a_member() -> None:
    agreement = _after(a_match("zhang"), a_match("zhang"))
    assert agreement.identity == Identity("zhang", Proof.FACE)
    assert agreement.progress == 1.0


def test_frames_that_name_different_members_name_nobody() -> None:
    assert _after(a_match("zhang"), a_match("li"), a_match("zhang")).identity is None


def test_a_frame_without_a_name_starts_the_count_anew() -> None:
    assert _after(a_match(), None, a_match()) == Agreement(
        "zhang", named=1, wanted=2, score=0.8, runner_up=0.1, pack=a_match().pack
    )


def test_the_evidence_is_that_of_the_weakest_frame() -> None:
    agreement = _after(a_match(score=0.7, runner_up=0.2), a_match(score=0.9, runner_up=0.3))
    assert agreement.evidence(MATCHING, 3.0) == Evidence(
        "zhang", 0.7, 0.3, MATCHING, 3.0, pack=a_match().pack
    )
    assert _after(a_match()).evidence(MATCHING, 3.0) is None


def test_frames_without_a_name_are_counted_until_one_has() -> None:
    assert _after(None, None, None) == Agreement(unnamed=3)
    assert _after(None, None, a_match()).unnamed == 0


def test_progress_never_passes_the_whole() -> None:
    assert _after(a_match(), a_match(), a_match()).progress == 1.0


@pytest.mark.parametrize(("degrees", "cosine"), [(0, 1.0), (60, 0.5), (90, 0.0), (180, -1.0)])
def test_likeness_is_the_cosine(degrees: float, cosine: float) -> None:
    one, other = a_template(0), a_template(degrees)
    assert likeness(one.vector, other.vector) == pytest.approx(cosine, abs=1e-6)


def test_templates_of_two_lengths_are_not_compared() -> None:
    with pytest.raises(ValueError, match="zip"):
        likeness(a_template().vector, b"\0" * 4)
