"""Barcodes: check digits, and telling a scanner from a finger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.barcode import GTIN_LENGTHS, MAX_GAP_S, MAX_KEYS, KeyBurst, is_gtin

# Published examples: EAN-8 and EAN-13 of the standard's own tables, a UPC-A and an ISBN as printed
# on goods, and a carton's GTIN-14.
REAL = ["73513537", "96385074", "036000291452", "4006381333931", "5901234123457", "9780306406157"]
REAL += ["6901234567892", "10614141000415"]

FAST = st.floats(min_value=0.0, max_value=MAX_GAP_S * 0.99)
SLOW = st.floats(min_value=MAX_GAP_S * 1.01, max_value=60.0)
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=20)


@pytest.mark.parametrize("code", REAL)
def test_real_barcodes_are_known(code: str) -> None:
    assert is_gtin(code)


@pytest.mark.parametrize("code", REAL)
def test_one_misread_digit_is_always_noticed(code: str) -> None:
    for place, digit in enumerate(code):
        for other in set("0123456789") - {digit}:
            assert not is_gtin(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize(
    "code",
    [
        "",
        "0",
        "7351353",
        "400638133393",
        "40063813339310",
        "400638133393A",
        "４００６３８１３３３９３１",
    ],
)
def test_what_is_not_a_gtin_is_refused(code: str) -> None:
    assert not is_gtin(code)


@given(st.sampled_from(GTIN_LENGTHS), st.data())
def test_exactly_one_check_digit_fits(length: int, data: st.DataObject) -> None:
    body = data.draw(st.text(alphabet="0123456789", min_size=length - 1, max_size=length - 1))
    assert sum(is_gtin(body + digit) for digit in "0123456789") == 1


@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    assert is_gtin(text) in {True, False}


def _typed(keys: str, gaps_s: list[float]) -> tuple[KeyBurst, float]:
    """The burst and the time after typing `keys`, each after its gap; it begins at second 1000."""
    burst, now_s = KeyBurst(), 1000.0
    for key, gap_s in zip(keys, gaps_s, strict=True):
        now_s += gap_s
        burst = burst.typed(key, now_s)
    return burst, now_s


@given(DIGITS.filter(lambda digits: len(digits) >= 4), st.data())
def test_a_burst_and_enter_is_a_scan(keys: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(FAST, min_size=len(keys), max_size=len(keys)))
    burst, now_s = _typed(keys, gaps)
    assert burst.entered(now_s + data.draw(FAST)) == keys


@given(DIGITS, st.data())
def test_a_slow_typist_never_makes_a_scan(keys: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(SLOW, min_size=len(keys), max_size=len(keys)))
    burst, now_s = _typed(keys, gaps)
    assert burst.entered(now_s + data.draw(FAST)) is None


@given(DIGITS, st.data())
def test_a_late_enter_is_no_scan(keys: str, data: st.DataObject) -> None:
    burst, now_s = _typed(keys, [0.01] * len(keys))
    assert burst.entered(now_s + data.draw(SLOW)) is None


def test_three_quick_keys_are_no_scan() -> None:
    burst, now_s = _typed("123", [0.01] * 3)
    assert burst.entered(now_s) is None


def test_a_scan_after_a_stray_key_is_read_without_it() -> None:
    burst, now_s = _typed("x4006", [0.01, 0.5, 0.01, 0.01, 0.01])
    assert burst.entered(now_s) == "4006"


def test_endless_keys_are_not_collected() -> None:
    burst, _ = _typed("7" * 500, [0.001] * 500)
    assert burst.keys == "7" * MAX_KEYS
