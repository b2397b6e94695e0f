"""PINs: six digits, not the first that a thief tries, and a lock after wrong ones."""

from __future__ import annotations

import pytest

from kiosk.domain.pin import LOCK_S, LONGEST_LOCK_S, MAX_TRIES, Tries, is_easy, is_pin


def _after_wrong(times: int, now_s: float = 1000.0) -> Tries:
    tries = Tries()
    for _ in range(times):
        tries = tries.after_wrong(now_s)
    return tries


@pytest.mark.parametrize("digits", ["290417", "000000"])
def test_six_digits_are_a_pin(digits: str) -> None:
    assert is_pin(digits)


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "12345a", "１２３４５６", "12345²"])
def test_anything_else_is_not(digits: str) -> None:
    assert not is_pin(digits)


@pytest.mark.parametrize(
    "pin", ["111111", "123456", "654321", "567890", "098765", "121212", "123123", "000000"]
)
def test_what_a_thief_tries_first_is_easy(pin: str) -> None:
    assert is_easy(pin)


@pytest.mark.parametrize("pin", ["290417", "112233", "123457", "121213", "123124"])
def test_others_are_not(pin: str) -> None:
    assert not is_easy(pin)


def test_wrong_tries_count_down_to_a_lock() -> None:
    assert [_after_wrong(times).left for times in range(MAX_TRIES + 1)] == [5, 4, 3, 2, 1, 0]
    assert [_after_wrong(times).locked_for_s(1000.0) for times in (4, 5)] == [0, LOCK_S]


def test_the_lock_holds_until_its_last_moment() -> None:
    tries = _after_wrong(MAX_TRIES, now_s=1000.0)
    seconds = [tries.locked_for_s(1000.0 + later) for later in (0.5, 59.0, 59.9, 60.0, 99.0)]
    assert seconds == [60, 1, 1, 0, 0]


def test_each_further_wrong_try_locks_for_twice_as_long_up_to_a_limit() -> None:
    locks = [_after_wrong(MAX_TRIES + more).locked_for_s(1000.0) for more in (0, 1, 2, 3, 4, 99)]
    assert locks == [60, 120, 240, 480, LONGEST_LOCK_S, LONGEST_LOCK_S]


def test_a_lock_from_a_clock_that_was_years_ahead_is_over() -> None:
    tries = _after_wrong(MAX_TRIES, now_s=1000.0 + 10 * 365 * 86_400)
    assert tries.locked_for_s(1000.0) == 0
