"""Two packs' claims about one face: each by its own thresholds, never score against score."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.results import Match, MatchPolicy
from models.two_packs import Claim, weighed

LENIENT = MatchPolicy(accept=0.40, pay_accept=0.50, margin=0.05, agreeing_frames=2)
STRICT = MatchPolicy(accept=0.80, pay_accept=0.85, margin=0.02, agreeing_frames=2)


def new(score: float, runner_up: float = 0.1) -> Claim:
    return Claim(Match("ann", score, runner_up, "new"), STRICT)


def old(score: float, runner_up: float = 0.1) -> Claim:
    return Claim(Match("bob", score, runner_up, "old"), LENIENT)


def test_who_is_named_by_one_pack_alone_is_named() -> None:
    assert weighed(new(0.9), old(0.2)) == new(0.9)
    assert weighed(new(0.7), old(0.6)) == old(0.6)  # 0.7 is more, and too little for its pack


def test_where_nobody_is_named_the_nearest_is_told() -> None:
    assert weighed(new(0.7), old(0.3)) == old(0.3)
    assert weighed(new(0.79), old(0.1)) == new(0.79)


def test_where_both_name_somebody_the_surer_is_told_and_does_not_lead() -> None:
    assert weighed(new(0.99), old(0.45)) == new(0.99, runner_up=0.99)
    assert weighed(new(0.81), old(0.90)) == old(0.90, runner_up=0.90)


def test_who_nearly_names_somebody_takes_the_lead_away() -> None:
    assert weighed(new(0.785), old(0.9)) == old(0.9, runner_up=0.9)
    assert weighed(new(0.775), old(0.9)) == old(0.9)


def test_both_packs_may_mean_the_same_member_and_the_new_one_is_believed() -> None:
    same = Claim(Match("ann", 0.95, 0.1, "old"), LENIENT)
    assert weighed(new(0.81), same) == new(0.81)
    assert weighed(new(0.79), same) == same  # the new one does not know them yet


def test_a_runner_up_of_the_other_pack_counts() -> None:
    same = Claim(Match("ann", 0.95, 0.36, "old"), LENIENT)
    assert weighed(new(0.9), same) == new(0.9, runner_up=0.9)


SCORES = st.floats(-1.0, 1.0)


@given(SCORES, SCORES)
def test_somebody_is_named_exactly_where_a_pack_names_them(one: float, other: float) -> None:
    claims = new(one), old(other)
    told = weighed(*claims)
    assert told.names == any(claim.names for claim in claims)
    assert told.policy is (STRICT if told.match.pack == "new" else LENIENT)


def test_what_is_no_number_names_nobody() -> None:
    assert not weighed(new(float("nan")), old(0.2)).names
    assert weighed(new(float("nan")), old(0.9)) == old(0.9)
