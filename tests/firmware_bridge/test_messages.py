"""Values that kiosk and board exchange."""

import pytest

from firmware_bridge.errors import AddressError
from firmware_bridge.messages import BoardReport, LockAddress, LockReport
from firmware_bridge.weights import ScaleAddress


@pytest.mark.parametrize(("board", "lock"), [(0, 1), (1, 1), (255, 64)])
def test_an_address_on_the_edge_is_taken(board: int, lock: int) -> None:
    assert str(LockAddress(board, lock)) == f"board {board} lock {lock}"


@pytest.mark.parametrize(
    ("board", "lock"), [(-1, 1), (256, 1), (1, 0), (1, 65), (True, 1), (1, 1.0), (1, "1")]
)
def test_an_address_that_cannot_exist_is_refused(board: int, lock: int) -> None:
    with pytest.raises(AddressError, match=r"does not exist: say [01] to"):
        LockAddress(board, lock)


def test_lock_zero_which_opens_every_door_cannot_be_said() -> None:
    with pytest.raises(AddressError, match="lock 0"):
        LockAddress(1, 0)


@pytest.mark.parametrize("unit", [0, 248, True, "1"])
def test_a_scale_that_cannot_exist_is_refused(unit: int) -> None:
    with pytest.raises(AddressError, match="1 to 247"):
        ScaleAddress(unit)


def test_a_report_tells_only_of_its_own_locks() -> None:
    board = BoardReport(1, (True, False))
    told = [board.state_of(LockAddress(1, lock)) for lock in (1, 2, 3)]
    assert told == [True, False, None]
    assert board.state_of(LockAddress(2, 1)) is None
    assert LockReport(LockAddress(1, 1), is_open=True).state_of(LockAddress(1, 2)) is None
