"""The virtual board as a device that any serial program can open."""

import os
import random  # noqa: TID251 - seeded dice for the faults
import select
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware_bridge.errors import AddressError, SymlinkError
from firmware_bridge.messages import LockAddress, Unlock
from firmware_bridge.simulator.pty_port import PtyBoard

UNLOCK_1 = bytes.fromhex("8a0101119b")
CLOCK = time.monotonic  # noqa: TID251 - a real pty lives in real time


def board_at(symlink: Path | None) -> PtyBoard:
    return PtyBoard(monotonic=CLOCK, rng=random.Random(1), symlink=symlink)  # noqa: S311


@pytest.fixture
def board(tmp_path: Path) -> Iterator[PtyBoard]:
    with board_at(tmp_path / "var" / "locks") as board:
        yield board


def ask(path: Path, request: bytes) -> bytes:
    device = os.open(path, os.O_RDWR | os.O_NOCTTY)
    try:
        os.write(device, request)
        ready, _, _ = select.select([device], [], [], 2.0)
        return os.read(device, 64) if ready else b""
    finally:
        os.close(device)


def test_bytes_written_to_the_device_open_a_door(board: PtyBoard) -> None:
    assert ask(board.path, UNLOCK_1) == bytes.fromhex("8a0101008a")
    assert (board.is_open(1), board.is_open(2)) == (True, False)
    assert board.requests() == (Unlock(LockAddress(1, 1)),)


def test_a_person_can_close_and_jam_doors(board: PtyBoard) -> None:
    ask(board.path, UNLOCK_1)
    board.close_door(1)
    board.jam(1)
    ask(board.path, UNLOCK_1)
    assert board.describe()[0] == "door  1: closed, jammed"
    board.free(1)
    with pytest.raises(AddressError):
        board.close_door(9)


def test_doors_keep_their_state_over_a_pulled_cable(board: PtyBoard) -> None:
    ask(board.path, UNLOCK_1)
    board.unplug()
    assert not board.path.is_symlink()
    board.plug()
    assert board.is_open(1)
    assert ask(board.path, UNLOCK_1) == bytes.fromhex("8a0101008a")


def test_the_link_of_a_killed_run_is_replaced_and_our_own_is_removed(tmp_path: Path) -> None:
    link = tmp_path / "locks"
    link.symlink_to("/dev/pts/no-such-device")
    with board_at(link):
        assert link.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_real_file_is_never_replaced_by_the_link(tmp_path: Path) -> None:
    taken = tmp_path / "locks"
    taken.write_text("precious")
    with pytest.raises(SymlinkError, match="choose another path"):
        board_at(taken).start()
    assert taken.read_text() == "precious"


def test_without_a_link_the_path_is_the_pty_and_stopping_twice_is_harmless() -> None:
    board = board_at(None)
    with pytest.raises(RuntimeError, match="start"):
        _ = board.path
    board.start()
    assert ask(board.path, UNLOCK_1) != b""
    board.stop()
    board.stop()
