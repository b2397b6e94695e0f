"""Members, and how little of them a screen shows."""

from __future__ import annotations

import pytest

from kiosk.domain.member import is_mobile, masked_account, masked_name, masked_phone
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


def test_without_a_name_nothing_is_shown_of_the_digits_that_faces_are_asked_for() -> None:
    assert a_member(name="").masked == masked_phone(PHONE) == "138********"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("159****5620", "159********"),
        ("86-159****5620", "86-159********"),
        ("dn***@126.com", "dn***@126.com"),
        ("", ""),
    ],
)
def test_a_service_s_masked_account_loses_its_last_digits_too(told: str, kept: str) -> None:
    assert masked_account(told) == kept


def test_name_and_number_stay_out_of_reprs() -> None:
    shown = repr(a_member(phone=PHONE, name="张三"))
    assert PHONE not in shown
    assert "张三" not in shown
