"""Surnames to tap instead of typing."""

from __future__ import annotations

from kiosk.domain.surnames import SURNAMES, starting_with


def test_every_surname_has_signs_and_plain_pinyin() -> None:
    for name in SURNAMES:
        assert 1 <= len(name.hanzi) <= 2
        assert name.pinyin.isascii()
        assert name.pinyin.islower()


def test_no_surname_comes_twice() -> None:
    assert len({name.hanzi for name in SURNAMES}) == len(SURNAMES)


def test_letters_narrow_the_choice_in_the_order_of_the_list() -> None:
    names = [name.hanzi for name in starting_with("Zha")]
    assert names == ["张", "赵", "章", "詹", "查"]


def test_no_letters_leave_everybody_and_nonsense_nobody() -> None:
    assert starting_with("") == SURNAMES
    assert starting_with("xyz") == ()
