"""Surnames to tap instead of typing."""

from __future__ import annotations

from kiosk.domain.surnames import SURNAMES


def test_every_surname_has_signs_and_plain_pinyin() -> None:
    for name in SURNAMES:
        assert 1 <= len(name.hanzi) <= 2
        assert name.pinyin.isascii()
        assert name.pinyin.islower()


def test_no_surname_comes_twice() -> None:
    assert len({name.hanzi for name in SURNAMES}) == len(SURNAMES)


def test_there_are_enough_to_choose_from() -> None:
    assert len(SURNAMES) >= 150
