"""Foreign traffic on the lock bus: what counts as held."""

from random import Random  # noqa: TID251  # seeded dice

from firmware_bridge.simulator.stranger import StrangersReport
from scripts.chaoses.traffic import Traffic, tried


def reported(**other: float) -> Traffic:
    report = StrangersReport(frames=10, openings=2, slowest_told_s=0.2)
    for name, value in other.items():
        setattr(report, name, value)
    return Traffic({"shuoming": report})


def test_it_holds_only_if_nothing_was_sent_and_everything_told_in_time() -> None:
    assert reported().has_held
    assert not reported(unlocks_sent=1).has_held
    assert not reported(openings_untold=1).has_held
    assert not reported(slowest_told_s=1.1).has_held
    assert not reported(openings=0).has_held


def test_a_short_run_holds_and_gives_its_figures() -> None:
    traffic = tried(1_000, 3, Random)
    assert traffic.has_held
    assert traffic.figures["traffic.frames"] == 1_000
    assert "winnsen" in str(traffic)
