"""One at a time for each payment, and others meanwhile."""

from __future__ import annotations

import pytest

from kiosk.gateway.errors import BusyError
from kiosk.gateway.turns import Turns


def test_a_second_one_waits_and_is_told_to_ask_again() -> None:
    turns = Turns(wait_s=0.01)
    with turns.of("payment-1"), pytest.raises(BusyError, match="Ask again"), turns.of("payment-1"):
        pytest.fail("two at a time")
    with turns.of("payment-1"):
        pass


def test_other_payments_need_not_wait() -> None:
    turns = Turns(wait_s=0.01)
    with turns.of("payment-1"), turns.of("payment-2"):
        pass


def test_a_turn_ends_with_an_error_too_and_is_forgotten() -> None:
    turns = Turns(wait_s=0.01)
    with pytest.raises(ZeroDivisionError), turns.of("payment-1"):
        raise ZeroDivisionError
    with turns.of("payment-1"):
        pass
    assert turns._turns == {}
