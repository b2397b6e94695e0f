"""What can be on one line, and what cannot."""

import pytest

from firmware_bridge.bus_plan import BusPlan, ScaleOnBus
from firmware_bridge.errors import PlanError
from firmware_bridge.kerong_cu16 import KerongCu16
from firmware_bridge.messages import LockAddress
from firmware_bridge.scale_profile import load_profile
from firmware_bridge.shuoming import Shuoming
from firmware_bridge.weights import ScaleAddress

SCALE = ScaleOnBus(ScaleAddress(1), load_profile("rs485-transmitter"))


def doors(boards: int, locks: int) -> tuple[LockAddress, ...]:
    return tuple(
        LockAddress(board, lock) for board in range(1, boards + 1) for lock in range(1, locks + 1)
    )


def test_eight_boards_and_sixty_four_doors_are_taken() -> None:
    assert BusPlan(Shuoming(), doors(8, 8)).line_baud == 9600


@pytest.mark.parametrize("too_many", [doors(9, 1), doors(5, 13)])
def test_more_are_refused(too_many: tuple[LockAddress, ...]) -> None:
    with pytest.raises(PlanError, match="too many for one port"):
        BusPlan(Shuoming(), too_many)


def test_what_is_named_twice_is_refused() -> None:
    with pytest.raises(PlanError, match="board 1 lock 1 is named 2 times"):
        BusPlan(Shuoming(), doors(1, 1) * 2)
    with pytest.raises(PlanError, match="scale 1 is named 2 times"):
        BusPlan(scales=(SCALE, SCALE))


def test_a_door_that_its_family_does_not_have_is_refused() -> None:
    with pytest.raises(PlanError, match="lock 1 to 16"):
        BusPlan(KerongCu16(), (LockAddress(0, 17),))
    with pytest.raises(PlanError, match="needs a family"):
        BusPlan(doors=doors(1, 1), baud=9600)


def test_locks_and_scales_must_agree_on_the_baud_or_be_told() -> None:
    with pytest.raises(PlanError, match="9600, 19200"):
        BusPlan(KerongCu16(), scales=(SCALE,))
    assert BusPlan(KerongCu16(), scales=(SCALE,), baud=19200).line_baud == 19200
    assert BusPlan(scales=(SCALE,)).line_baud == 9600
    with pytest.raises(PlanError, match="nothing is on it"):
        BusPlan()
