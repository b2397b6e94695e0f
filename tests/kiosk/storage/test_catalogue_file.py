"""The catalogue file: what a shopkeeper writes, and what the kiosk then sells."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.config import simulated_path
from kiosk.domain.barcode import is_gtin
from kiosk.domain.catalogue import Catalogue, Category, Product, Service
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.storage.product_picture import MAX_BYTES
from kiosk.typed_file import FileProblem

PNG = b"\x89PNG\r\n\x1a\n"

SHOP = """
[[services]]
id = "bar"
prefix = "A"
name = { zh = "吧台", en = "Bar" }

[[services]]
id = "kitchen"
prefix = "B"
name = { zh = "厨房", en = "Kitchen" }

[[categories]]
id = "coffee"
name = { zh = "咖啡", en = "Coffee" }

[[products]]
sku = "latte"
name = { zh = "拿铁", en = "Latte" }
price = "22.00"
category = "coffee"
"""

TOAST = """
[[products]]
sku = "toast"
name = { zh = "吐司", en = "Toast" }
price = "9.5"
category = "coffee"
service = "kitchen"
barcode = "2000000000046"
picture = "toast.png"
sold_out = true
"""


def shop(folder: Path, text: str = SHOP) -> Catalogue:
    path = folder / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return load_catalogue(path)


def lines_about(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(FileProblem) as caught:
        shop(folder, text)
    return caught.value.lines


def test_a_catalogue_is_read_in_the_shops_order(tmp_path: Path) -> None:
    (tmp_path / "toast.png").write_bytes(PNG)
    assert shop(tmp_path, SHOP + TOAST) == Catalogue(
        categories=(Category("coffee", Label("咖啡", "Coffee")),),
        services=(
            Service("bar", "A", Label("吧台", "Bar")),
            Service("kitchen", "B", Label("厨房", "Kitchen")),
        ),
        products=(
            Product("latte", Label("拿铁", "Latte"), Money(2200), "coffee", "bar"),
            Product(
                "toast",
                Label("吐司", "Toast"),
                Money(950),
                "coffee",
                "kitchen",
                barcode="2000000000046",
                picture=str(tmp_path / "toast.png"),
                is_sold_out=True,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '"22.00"',
            "22.0",
            'latte: price must be text, not 22.0. Write it in quotes: price = "12.50".',
        ),
        ('"22.00"', "22", "price must be text, not 22. Write it in quotes"),
        ('"22.00"', "true", "price must be text, not true"),
        ('"22.00"', '"22,00"', 'latte: price is "22,00". Write yuan with at most two decimals'),
        ('"22.00"', '"1.999"', "at most two decimals"),
        ('"22.00"', '"-1"', "at most two decimals"),
        ('"22.00"', '"２２"', "at most two decimals"),
        ('"22.00"', '"0.00"', "must be above 0 and at most 100000.00"),
        ('"22.00"', '"100000.01"', "must be above 0 and at most 100000.00"),
        ('category = "coffee"', 'category = "cofee"', 'latte: category "cofee" is not one of'),
        ('category = "coffee"', 'category = "cofee"', "Did you mean coffee?"),
        ('category = "coffee"', "", "[[products]] latte: category is missing. Add it."),
        ('price = "22.00"', 'prize = "22.00"', "latte: prize is not a field. Did you mean price?"),
        ('price = "22.00"', 'price = "1"\nservice = "bat"', "Did you mean bar?"),
        ('price = "22.00"', 'price = "1"\nbarcode = "2000000000047"', "which is no GTIN"),
        ('price = "22.00"', 'price = "1"\nbarcode = 2000000000046', "barcode must be text"),
        ('price = "22.00"', 'price = "1"\nsold_out = "no"', "sold_out must be true or false"),
        ('en = "Latte"', 'en = ""', "[[products]] latte: name needs words in both languages"),
        ('en = "Latte"', 'en = "a\\u001bp"', "name must be one line of at most 80 characters"),
        ('en = "Latte"', f'en = "{"a" * 81}"', "name must be one line of at most 80 characters"),
        ('sku = "latte"', 'sku = "lat te"', 'sku is "lat te". Use 1 to 64 letters'),
        ('prefix = "B"', 'prefix = "A"', "[[services]] kitchen: prefix A belongs to bar already."),
        ('prefix = "B"', 'prefix = "b1"', '[[services]] kitchen: prefix is "b1". Use one or two'),
        ('id = "kitchen"', 'id = "bar"', "[[services]] bar stands twice."),
    ],
)
def test_a_mistake_names_the_row_and_what_to_do(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in SHOP
    assert told in " ".join(lines_about(tmp_path, SHOP.replace(old, new, 1)))


def test_two_products_of_one_sku_are_refused(tmp_path: Path) -> None:
    twice = SHOP + SHOP[SHOP.index("[[products]]") :]
    assert lines_about(tmp_path, twice) == (
        "[[products]] latte stands twice. Keep one, or change its sku.",
    )


def test_barcodes_that_a_scanner_cannot_tell_apart_are_refused(tmp_path: Path) -> None:
    upc = SHOP.replace('price = "22.00"', 'price = "22.00"\nbarcode = "036000291452"')
    ean = TOAST.replace("2000000000046", "0036000291452").replace('picture = "toast.png"', "")
    assert lines_about(tmp_path, upc + ean) == (
        "[[products]] toast: barcode 36000291452 belongs to latte already. Change one of them.",
    )


def test_an_empty_catalogue_says_what_to_add(tmp_path: Path) -> None:
    assert lines_about(tmp_path, "") == (
        'There are no services. Add [[services]] with id = "…".',
        'There are no categories. Add [[categories]] with id = "…".',
        'There are no products. Add [[products]] with sku = "…".',
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("no.png", '"no.png" does not exist. Put it there, or remove the line.'),
        ("../secret.png", '"../secret.png" lies outside the catalogue\'s folder. Copy it there.'),
        ("link.png", '"link.png" lies outside the catalogue\'s folder. Copy it there.'),
        ("/etc/hostname", '"/etc/hostname" lies outside the catalogue\'s folder. Copy it there.'),
        ("text.png", '"text.png" is no PNG, JPEG or SVG, or its ending says otherwise.'),
        ("picture.gif", '"picture.gif" is no PNG, JPEG or SVG, or its ending says otherwise.'),
        ("big.png", '"big.png" is larger than 2 MB. Save it smaller; 640 x 640 is ample.'),
        ("", '"" does not exist. Put it there, or remove the line.'),
        ("a\\u0000b", '"a\\u0000b" is not the name of a file.'),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(tmp_path: Path, name: str, told: str) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "text.png").write_text("hello")
    (folder / "picture.gif").write_bytes(PNG)
    (folder / "big.png").write_bytes(PNG + bytes(MAX_BYTES))
    text = SHOP + f'picture = "{name}"\n'
    assert lines_about(folder, text) == (f"[[products]] latte: picture {told}",)


def test_the_sample_shop_can_be_sold() -> None:
    sample = load_catalogue(simulated_path().with_name("catalogue.toml"))
    assert [service.prefix for service in sample.services] == ["A", "B"]
    assert len(sample.categories) == 4
    assert len(sample.products) == 18
    for product in sample.products:
        assert product.barcode is not None
        assert is_gtin(product.barcode)
        assert 20 <= int(product.barcode[:2]) <= 29, "only a shop's own number range is free"
        assert product.picture is not None
        assert Path(product.picture).suffix == ".svg"


def test_every_sample_picture_is_small_and_used() -> None:
    sample = load_catalogue(simulated_path().with_name("catalogue.toml"))
    pictures = set((simulated_path().parent / "pictures").iterdir())
    assert {Path(product.picture or "") for product in sample.products} == pictures
    assert max(picture.stat().st_size for picture in pictures) < 6_000


_GOOD: dict[str, Any] = {
    "services": [{"id": "bar", "prefix": "A", "name": {"zh": "吧台", "en": "Bar"}}],
    "categories": [{"id": "tea", "name": {"zh": "茶", "en": "Tea"}}],
    "products": [
        {"sku": sku, "name": {"zh": sku, "en": sku}, "price": "1", "category": "tea"}
        for sku in ("a", "b")
    ],
}
_VALUE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)
) | st.sampled_from([[], {}, [{}], {"zh": 1}, "1e9", "٣", "..", "a\0", "\ud800"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.data())
def test_a_garbled_catalogue_is_refused_in_words(tmp_path: Path, data: st.DataObject) -> None:
    garbled = deepcopy(_GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        table = data.draw(st.sampled_from(sorted(_GOOD)))
        row = data.draw(st.sampled_from(garbled[table]))
        keys = [*_GOOD[table][0], "barcode", "picture", "service", "sold_out"]
        row[data.draw(st.sampled_from(keys))] = data.draw(_VALUE)
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps(garbled))
    try:
        assert load_catalogue(path).products
    except FileProblem as problem:
        assert problem.lines  # noqa: PT017 - either outcome is right; no other exception is
        str(problem).encode()
