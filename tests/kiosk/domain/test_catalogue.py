"""Finding products by name and by barcode."""

from __future__ import annotations

import pytest

from tests.support.builders import KITCHEN, LATTE, WATER, a_catalogue, a_product


def test_a_product_is_found_by_its_sku() -> None:
    assert a_catalogue().with_sku("latte") == LATTE
    assert a_catalogue().with_sku("tea") is None


@pytest.mark.parametrize("scanned", ["036000291452", "0036000291452", "00036000291452"])
def test_a_upc_and_its_longer_forms_are_the_same_product(scanned: str) -> None:
    assert a_catalogue().with_barcode(scanned) == WATER


def test_an_unknown_barcode_finds_nothing_not_even_goods_without_one() -> None:
    assert a_catalogue().with_barcode("4006381333931") is None
    assert a_catalogue(a_product(barcode=None)).with_barcode("00000000") is None


def test_a_counter_is_found_by_its_id() -> None:
    assert a_catalogue().service("kitchen") == KITCHEN
