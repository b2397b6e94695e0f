"""The n-th write of a checkout fails: it is refused or it finishes, and nothing is lost.

`scripts/chaos disk` tries every n in every way; here each way takes its share of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.power.failing import ERRORS, NEVER, Fault, furnish, one_checkout

WAYS = [(error, lasts) for error in ERRORS for lasts in (False, True)]
STEP = 8


@pytest.mark.parametrize(("share", "way"), list(enumerate(WAYS)))
def test_a_checkout_on_a_failing_disk_is_refused_or_finishes(
    share: int, way: tuple[str, bool], tmp_path: Path
) -> None:
    shop, work = tmp_path / "shop", tmp_path / "work"
    member_id = furnish(shop)
    sound = one_checkout(shop, member_id, Fault("EIO", NEVER, lasts=False), work)
    assert sound.is_sold
    assert sound.wrong == ()

    error, lasts = way
    ends = {
        nth: one_checkout(shop, member_id, Fault(error, nth, lasts), work)
        for nth in range(2 * share, sound.asked, STEP)
    }

    assert {nth: end.wrong for nth, end in ends.items() if end.wrong} == {}
    assert {end.is_sold for end in ends.values()} == {False, True}
