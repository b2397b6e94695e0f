"""The virtual board speaks as the real one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.errors import AddressError
from firmware_bridge.messages import LockAddress, ReadLock, Unlock
from firmware_bridge.shuoming import Shuoming
from firmware_bridge.simulator.board import BoardPlan, VirtualBoard
from firmware_bridge.wiring import Polarity

UNLOCK_1 = bytes.fromhex("8a0101119b")
READ_1 = bytes.fromhex("80010133b3")


@pytest.mark.parametrize(
    ("polarity", "closed", "opened", "is_open"),
    [
        (Polarity.CLOSING_FEEDBACK, "8001011191", "8a0101008a", "8001010080"),
        (Polarity.OPENING_FEEDBACK, "8001010080", "8a0101119b", "8001011191"),
    ],
)
def test_it_answers_with_the_published_bytes(
    polarity: Polarity, closed: str, opened: str, is_open: str
) -> None:
    board = VirtualBoard(BoardPlan(polarity=polarity))
    answers = [board.receive(request, 0.0) for request in (READ_1, UNLOCK_1, READ_1)]
    assert answers == [[bytes.fromhex(answer)] for answer in (closed, opened, is_open)]


def test_a_slow_latch_is_seen_open_only_later() -> None:
    board = VirtualBoard(BoardPlan(latch_s=0.2))
    board.receive(UNLOCK_1, 0.0)
    assert [board.is_open(1, 0.1), board.is_open(1, 0.2)] == [False, True]


def test_a_jammed_door_stays_closed_until_it_is_freed() -> None:
    board = VirtualBoard()
    board.jam(1)
    board.receive(UNLOCK_1, 0.0)
    assert not board.is_open(1, 1.0)
    board.free(1)
    board.receive(UNLOCK_1, 2.0)
    assert board.is_open(1, 2.0)


def test_a_closed_door_may_be_told_unasked() -> None:
    board = VirtualBoard(BoardPlan(reports_closing=True))
    board.receive(UNLOCK_1, 0.0)
    assert board.close_door(1) == [bytes.fromhex("8201011193")]
    assert not board.is_open(1, 1.0)


def test_it_is_silent_for_others_and_for_nonsense() -> None:
    board = VirtualBoard(BoardPlan(board=1, doors=2))
    for data in (
        Shuoming().encode(Unlock(LockAddress(2, 1))),
        Shuoming().encode(ReadLock(LockAddress(1, 3))),
        bytes.fromhex("8a0101119a"),
        bytes.fromhex("8a0100119a"),
    ):
        assert board.receive(data, 0.0) == []
    assert board.requests == []


def test_a_reset_forgets_half_a_request() -> None:
    board = VirtualBoard()
    board.receive(UNLOCK_1[:3], 0.0)
    board.reset()
    assert board.receive(UNLOCK_1[3:], 0.0) == []


def test_what_happens_is_told_to_who_watches() -> None:
    told: list[str] = []
    board = VirtualBoard(BoardPlan(doors=1), lambda event: told.append(str(event)))
    board.receive(UNLOCK_1 + UNLOCK_1, 0.0)
    board.close_door(1)
    board.jam(1)
    board.receive(UNLOCK_1, 0.0)
    assert board.describe(0.0) == ["door  1: closed, jammed"]
    assert [line.removeprefix("board 1 lock 1: ") for line in told] == [
        "opens",
        "was pulsed and is open already",
        "was closed",
        "is jammed",
        "was pulsed but is jammed",
    ]


def test_a_door_that_the_board_does_not_have_is_refused() -> None:
    with pytest.raises(AddressError, match="this board has 1 to 8"):
        VirtualBoard().jam(9)
    with pytest.raises(AddressError, match="51"):
        VirtualBoard(BoardPlan(doors=51))


@given(st.lists(st.binary(max_size=40)))
def test_no_bytes_upset_it(chunks: list[bytes]) -> None:
    board = VirtualBoard()
    for now, chunk in enumerate(chunks):
        board.receive(chunk, float(now))
