"""A stranger on the bus (threat T1): whatever it says, no unlock is sent by us, and every door that
it opens is told within a second. The long form is `scripts/chaos traffic`."""

import pytest

from firmware_bridge.families import FAMILY_NAMES, FamilySettings
from firmware_bridge.simulator.stranger import Stranger, StrangersWords
from tests.firmware_bridge.simulator.builders import dice


@pytest.mark.parametrize("name", FAMILY_NAMES)
def test_injected_frames_never_make_us_unlock_and_openings_are_told_in_time(name: str) -> None:
    settings = FamilySettings.model_validate({"family": name})
    report = Stranger(settings, dice(7)).harass(frames=1_500)
    assert report.frames == 1_500
    assert set(report.by_kind) == set(StrangersWords)
    assert report.unlocks_sent == 0
    assert report.openings > 10
    assert report.openings_untold == 0
    assert report.slowest_told_s <= 1.0
