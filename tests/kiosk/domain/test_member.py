"""Members, and how little of them a screen shows."""

from __future__ import annotations

import pytest

from kiosk.domain.member import is_mobile, masked_name, masked_phone
from tests.support.builders import PHONE, a_member


@pytest.mark.parametrize("digits", ["13000000000", "13812345678", "19999999999"])
def test_mainland_mobile_numbers_are_known(digits: str) -> None:
    assert is_mobile(digits)


@pytest.mark.parametrize(
    "digits",
    [
        "",
        "1381234567",
        "138123456789",
        "12812345678",
        "23812345678",
        "+8613812345678",
        "138 1234 5678",
        "１３８１２３４５６７８",
        "13812345678\n",
    ],
)
def test_other_numbers_are_not(digits: str) -> None:
    assert not is_mobile(digits)


@pytest.mark.parametrize(("name", "masked"), [("张三", "张*"), ("张", "张*"), ("Anna", "A*")])
def test_a_name_shows_its_first_sign(name: str, masked: str) -> None:
    assert (masked_name(name), a_member(name=name).masked) == (masked, masked)


def test_without_a_name_the_middle_of_the_number_is_hidden() -> None:
    assert a_member(name="").masked == masked_phone(PHONE) == "138****5678"


def test_name_and_number_stay_out_of_reprs() -> None:
    shown = repr(a_member(phone=PHONE, name="张三"))
    assert PHONE not in shown
    assert "张三" not in shown
