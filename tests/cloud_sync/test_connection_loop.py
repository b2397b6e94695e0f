"""How long the loop waits between tries."""

import pytest

from cloud_sync.connection_loop import pause_s
from cloud_sync.settings import Patience


@pytest.mark.parametrize(
    ("failures", "jitter", "seconds"),
    [(1, 0, 1), (2, 0, 2), (4, 0, 8), (7, 0, 60), (5000, 0, 60), (4, 1, 4), (4, 0.5, 6)],
)
def test_the_pause_doubles_up_to_the_longest_and_is_never_the_same_for_all(
    failures: int, jitter: float, seconds: float
) -> None:
    assert pause_s(Patience(reconnect_min_s=1, reconnect_max_s=60), failures, jitter) == seconds
