"""Scales: swing, noise, divisions, drift, temperature, calibration, and what breaks."""

from statistics import pstdev

import pytest

from firmware_bridge.simulator.scale import Scale, ScaleHabits, WeighedNow
from tests.firmware_bridge.simulator.builders import dice

QUIET = ScaleHabits(noise_mg=0, settle_s=0.8)


def quiet(**other: float) -> Scale:
    return Scale(ScaleHabits(noise_mg=0, settle_s=0.8, **other), dice(), now=0.0)  # type: ignore[arg-type]


def test_a_scale_swings_and_then_shows_what_lies_on_it() -> None:
    scale = Scale(QUIET, dice(), now=0.0)
    scale.load(330_000, now=10.0)
    swinging = [scale.weigh(10 + place * 0.02) for place in range(20)]
    assert not any(weighed.is_stable for weighed in swinging)
    assert max(weighed.mg for weighed in swinging) > 330_000
    assert scale.weigh(11.5) == WeighedNow(330_000, 330_000, is_stable=True, is_overloaded=False)


def test_a_hand_that_comes_later_is_felt_when_it_comes() -> None:
    scale = Scale(QUIET, dice(), now=0.0)
    scale.load(100_000, now=0.0)
    scale.load(300_000, now=10.0)
    assert scale.weigh(9.9).mg == 100_000
    assert scale.weigh(13.0).mg == 300_000


def test_noise_has_the_sigma_that_was_asked_for_and_weights_are_whole_divisions() -> None:
    scale = Scale(ScaleHabits(division_mg=100, noise_mg=2_000), dice(), now=0.0)
    shown = [scale.weigh(5.0).mg for _ in range(3_000)]
    assert all(mg % 100 == 0 for mg in shown)
    assert pstdev(shown) == pytest.approx(2_000, rel=0.1)


def test_drift_goes_on_and_what_has_drifted_stays() -> None:
    scale = quiet()
    scale.drift(6_000, now=0.0)
    assert scale.weigh(3_600.0).mg == 6_000
    scale.heal(3_600.0)
    assert scale.weigh(9_999.0).mg == 6_000


def test_warmth_moves_zero_and_span() -> None:
    scale = quiet()
    scale.load(10_000_000, now=0.0)
    scale.degrees = 40.0
    # 20 degrees: 20 ppm of span each is 4 g at 10 kg, and 0.1 g of zero each is 2 g.
    assert scale.weigh(10.0).mg == 10_006_000


def test_too_much_and_a_broken_wire_are_overload_and_never_a_weight() -> None:
    scale = quiet(capacity_mg=15_000_000)
    scale.load(15_020_000, now=0.0)
    assert scale.weigh(5.0).is_overloaded
    scale.load(0, now=6.0)
    assert not scale.weigh(9.0).is_overloaded
    scale.is_dead = True
    assert (scale.weigh(9.0).is_overloaded, scale.weigh(9.0).is_stable) == (True, False)


def test_a_stuck_plate_goes_on_showing_the_same() -> None:
    scale = quiet()
    scale.load(500_000, now=0.0)
    scale.weigh(5.0)
    scale.freeze(5.0)
    scale.load(0, now=6.0)
    assert scale.weigh(9.0).mg == 500_000
    scale.heal(10.0)
    assert scale.weigh(12.0).mg == 0


def test_an_uncalibrated_cell_is_calibrated_with_a_known_weight() -> None:
    scale = quiet(zero_mg=37_000, span=1.08)
    scale.load(1_000_000, now=0.0)
    assert scale.weigh(5.0).mg == 1_117_000
    scale.load(0, now=6.0)
    scale.calibrate_empty(9.0)
    assert not scale.calibrate_with(500_000, 9.0)
    scale.load(500_000, now=10.0)
    assert scale.calibrate_with(500_000, 13.0)
    scale.load(1_000_000, now=14.0)
    assert scale.weigh(18.0).mg == 1_000_000


def test_tare_is_lost_with_the_power_and_calibration_is_kept() -> None:
    scale = quiet(zero_mg=5_000)
    scale.calibrate_empty(0.0)
    scale.load(200_000, now=0.0)
    scale.tare(5.0)
    assert (scale.weigh(5.0).mg, scale.weigh(5.0).gross_mg) == (0, 200_000)
    scale.restart()
    assert scale.weigh(6.0).mg == 200_000
