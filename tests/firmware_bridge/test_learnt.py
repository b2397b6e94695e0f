"""Conclusions from trials: polarity, byte order, door map, and doubts."""

import tomllib

import pytest

from firmware_bridge.findings import BoardFound, ScaleFound
from firmware_bridge.learnt import (
    BoardLearnt,
    GoodChecked,
    GoodWanted,
    Learnt,
    LockTried,
    Readings,
    ShelfLearnt,
    board_learnt,
)
from firmware_bridge.learnt_toml import settings_snippet
from firmware_bridge.wiring import ByteOrder, Polarity

SHUOMING = BoardFound(9600, "shuoming", 1, 24, "/dev/ttyUSB0")
KERONG = BoardFound(19200, "kerong-cu16", 0, 16)
SCALE = ScaleFound(9600, 7, ("rs485-transmitter",), "/dev/ttyUSB0")


def tried(
    lock: int,
    door: int | None,
    place: int | None = None,
    *,
    board: BoardFound = SHUOMING,
    turned: bool = False,
    single: bool = True,
) -> LockTried:
    """A trial in which the place of the whole status (from 0) moved; `turned`: the wrong way."""

    def reading(*, is_open: bool) -> Readings:
        told = is_open != turned
        whole = tuple(told if number == place else turned for number in range(board.locks or 0))
        return Readings(whole, told if single and place is not None else None)

    closed, opened = reading(is_open=False), reading(is_open=door is not None)
    return LockTried(board, lock, door, closed, opened, closed)


def test_locks_in_order_are_first_byte_first_and_the_usual_polarity() -> None:
    trials = [tried(1, 5, 0), tried(9, 6, 8)]
    assert board_learnt(SHUOMING, trials) == BoardLearnt(
        SHUOMING,
        Polarity.CLOSING_FEEDBACK,
        ByteOrder.FIRST_BYTE_FIRST,
        ((5, 1), (6, 9)),
        (),
    )


def test_mirrored_bytes_are_last_byte_first_and_turned_bits_the_other_polarity() -> None:
    trials = [tried(1, 1, 16, turned=True), tried(9, 2, 8, turned=True)]
    learnt = board_learnt(SHUOMING, trials)
    assert (learnt.polarity, learnt.read_all, learnt.doubts) == (
        Polarity.OPENING_FEEDBACK,
        ByteOrder.LAST_BYTE_FIRST,
        (),
    )


def test_the_middle_byte_alone_does_not_settle_the_order_against_another_lock() -> None:
    trials = [tried(9, 1, 8), tried(17, 2, 0)]
    assert board_learnt(SHUOMING, trials).read_all is ByteOrder.LAST_BYTE_FIRST


@pytest.mark.parametrize(
    ("trial", "words"),
    [
        (tried(3, 3, None), "lock 3 opened door 3, but the board does not notice"),
        (tried(3, None, None), "lock 3 opened no door"),
        (tried(3, 3, 2, turned=True), "lock 3 reads the other way round than the others"),
        (tried(3, 3, 4), "fits no byte order"),
    ],
)
def test_what_does_not_fit_is_a_doubt(trial: LockTried, words: str) -> None:
    learnt = board_learnt(SHUOMING, [tried(1, 1, 0), tried(2, 2, 1), trial])
    assert len(learnt.doubts) == 1
    assert words in str(learnt.doubts[0])
    assert learnt.polarity is Polarity.CLOSING_FEEDBACK


def test_swapped_switches_of_other_families_are_named() -> None:
    trials = [tried(1, 1, 1, board=KERONG, single=False)]
    assert [str(doubt) for doubt in board_learnt(KERONG, trials).doubts] == [
        "lock 1 moves the switch of lock 2: the wires of their switches are swapped."
    ]


def test_settings_are_toml_and_carry_their_doubts_as_remarks() -> None:
    board = board_learnt(SHUOMING, [tried(1, 5, 0), tried(2, None, None)])
    shelf = ShelfLearnt(SCALE, "rs485-transmitter", 'A "top"', 500_000, 500_000)
    by_hand = ShelfLearnt(SCALE, "low-word-first", "B", 500_000, 500_000, by_wire=False, span=2.0)
    good = GoodChecked(GoodWanted("cola", "A", 350_000), "B", 350_000)
    snippet = settings_snippet(Learnt((board,), (shelf, by_hand), (good,)))
    assert "# cola: shelf B became heavier, not A.\n" in snippet
    assert tomllib.loads(snippet) == {
        "locks": {
            "port": "/dev/ttyUSB0",
            "baud": 9600,
            "family": "shuoming",
            "polarity": "closing-feedback",
            "read_all": "first-byte-first",
        },
        "cabinet": {
            "doors": [{"number": 5, "board": 1, "lock": 1}],
            "scales": [
                {
                    "shelf": 'A "top"',
                    "port": "/dev/ttyUSB0",
                    "baud": 9600,
                    "unit": 7,
                    "profile": "rs485-transmitter",
                },
                {
                    "shelf": "B",
                    "port": "/dev/ttyUSB0",
                    "baud": 9600,
                    "unit": 7,
                    "profile": "low-word-first",
                    "zero_mg": 0,
                    "span": 2.0,
                },
            ],
        },
    }
