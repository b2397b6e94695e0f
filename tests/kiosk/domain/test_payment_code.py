"""Which service a scanned payment code belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.payment import Rail
from kiosk.domain.payment_code import rail_of


@pytest.mark.parametrize("code", ["2512345678901234", "30" + "0" * 22, "286543210987654321"])
def test_alipay_codes_begin_with_25_to_30_and_have_16_to_24_digits(code: str) -> None:
    assert rail_of(code) is Rail.ALIPAY


@pytest.mark.parametrize("code", ["101234567890123456", "150000000000000000"])
def test_wechat_codes_begin_with_10_to_15_and_have_18_digits(code: str) -> None:
    assert rail_of(code) is Rail.WECHAT


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2",
        "6901234567892",  # a product's barcode
        "251234567890123",
        "25" + "0" * 23,
        "10123456789012345",
        "1012345678901234567",
        "160000000000000000",
        "310000000000000000",
        " 286543210987654321",
        "28654321098765432１",  # a full-width digit
        "2865432109876543²1",
        "-86543210987654321",
    ],
)
def test_anything_else_is_no_payment_code(code: str) -> None:
    assert rail_of(code) is None


@given(st.text() | st.from_regex(r"\A[0-9]{0,30}\Z"))
def test_whatever_the_scanner_reads_is_told_apart(code: str) -> None:
    rail = rail_of(code)
    assert rail in {None, Rail.ALIPAY, Rail.WECHAT}
    if rail is not None:
        assert code.isascii()
        assert code.isdigit()
        assert 16 <= len(code) <= 24
