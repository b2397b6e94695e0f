"""The settings of how much proof a face needs."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kiosk.config_risk import Risk
from kiosk.domain.risk import RiskPolicy


def test_the_defaults_are_those_of_the_policy() -> None:
    assert Risk().policy == RiskPolicy()


@pytest.mark.parametrize(
    "wrong",
    [
        {"tap_amount_yuan": 300},
        {"tap_hold_yuan": 400},
        {"tap_members": 6000},
        {"tap_visits": 0},
        {"fails": 0},
        {"digits_amount_yuan": -1},
        {"day_payments": "ten"},
        {"tap_amount": 50},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Risk.model_validate(wrong)
