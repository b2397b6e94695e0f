"""Values that kiosk and board exchange."""

import pytest

from firmware_bridge.errors import AddressError
from firmware_bridge.messages import LockAddress


@pytest.mark.parametrize(("board", "lock"), [(1, 1), (32, 50)])
def test_an_address_on_the_edge_is_taken(board: int, lock: int) -> None:
    assert str(LockAddress(board, lock)) == f"board {board} lock {lock}"


@pytest.mark.parametrize(
    ("board", "lock"), [(0, 1), (33, 1), (1, 0), (1, 51), (True, 1), (1, 1.0), (1, "1")]
)
def test_an_address_that_cannot_exist_is_refused(board: int, lock: int) -> None:
    with pytest.raises(AddressError, match=r"does not exist: say 1 to"):
        LockAddress(board, lock)


def test_lock_zero_which_opens_every_door_cannot_be_said() -> None:
    with pytest.raises(AddressError, match="lock 0"):
        LockAddress(1, 0)
