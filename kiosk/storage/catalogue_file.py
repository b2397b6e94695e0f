"""Reads the shop's catalogue from a TOML or JSON file, whole and checked, or not at all.

A price is text, "12.50": 12 could mean yuan or fen, and 12.5 is no exact amount.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool

from kiosk import typed_file
from kiosk.domain.barcode import is_gtin
from kiosk.domain.catalogue import Catalogue, Category, Product, Service
from kiosk.domain.language import Label
from kiosk.domain.money import Money, yuan
from kiosk.storage.product_picture import checked_picture
from kiosk.typed_file import FileProblem
from kiosk.typed_file_words import nearest, shown

MAX_PRICE = yuan("100000.00")
MAX_NAME = 80


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue of a .toml or .json file. `Product.picture` becomes an absolute path.

    Raises FileProblem, which names each wrong row by its sku, and nothing else.
    """
    rows = typed_file.read(path, _Rows, word="field")
    pictures, lines = _pictures(rows, path.absolute().parent)
    lines = [*_problems(rows), *lines]
    if lines:
        raise FileProblem(path, lines)
    return _catalogue(rows, pictures)


def _catalogue(rows: _Rows, pictures: dict[str, str]) -> Catalogue:
    return Catalogue(
        categories=tuple(Category(row.id, row.name) for row in rows.categories),
        services=tuple(Service(row.id, row.prefix, row.name) for row in rows.services),
        products=tuple(
            Product(
                sku=row.sku,
                name=row.name,
                price=row.price,
                category=row.category,
                service=row.service or rows.services[0].id,
                barcode=row.barcode,
                picture=pictures.get(row.sku),
                is_sold_out=row.sold_out,
            )
            for row in rows.products
        ),
    )


# --- rows as they are written -------------------------------------------------------------------


def _price(value: object) -> Money:
    if not isinstance(value, str):
        raise ValueError(  # noqa: TRY004 - pydantic turns a ValueError into our sentence
            f'must be text, not {shown(value)}. Write it in quotes: price = "12.50".'
        )
    try:
        price = yuan(value)
    except ValueError as error:
        raise ValueError(
            f'is {shown(value)}. Write yuan with at most two decimals: price = "12.50".'
        ) from error
    if not Money(0) < price <= MAX_PRICE:
        raise ValueError(f"is {shown(value)}. It must be above 0 and at most 100000.00.")
    return price


def _barcode(value: object) -> object:
    if isinstance(value, str) and not is_gtin(value):
        raise ValueError(
            f"is {shown(value)}, which is no GTIN: 8, 12, 13 or 14 digits, the last of which "
            "must check. Scan the product again."
        )
    return value


def _words(label: Label) -> Label:
    for text in (label.zh, label.en):
        if not text.strip():
            raise ValueError("needs words in both languages, zh and en.")
        if len(text) > MAX_NAME or any(unicodedata.category(c) == "Cc" for c in text):
            raise ValueError(f"must be one line of at most {MAX_NAME} characters: {shown(text)}.")
    return label


def _id(text: str) -> str:
    if not re.fullmatch(r"[\w.-]{1,64}", text):
        raise ValueError(f"is {shown(text)}. Use 1 to 64 letters, digits, dots, hyphens, _ .")
    return text


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{1,2}", text):
        raise ValueError(f"is {shown(text)}. Use one or two letters A to Z, as in A001.")
    return text


Id = Annotated[str, AfterValidator(_id)]
Name = Annotated[Label, AfterValidator(_words)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _ServiceRow(_Row):
    id: Id
    prefix: Annotated[str, AfterValidator(_prefix)]
    name: Name


class _CategoryRow(_Row):
    id: Id
    name: Name


class _ProductRow(_Row):
    sku: Id
    name: Name
    price: Annotated[Money, BeforeValidator(_price)]
    category: str
    service: str | None = None
    barcode: Annotated[str | None, BeforeValidator(_barcode)] = None
    picture: str | None = None
    sold_out: StrictBool = False


class _Rows(_Row):
    services: tuple[_ServiceRow, ...] = ()
    categories: tuple[_CategoryRow, ...] = ()
    products: tuple[_ProductRow, ...] = ()


# --- checks across rows -------------------------------------------------------------------------


def _problems(rows: _Rows) -> Iterator[str]:
    services = [row.id for row in rows.services]
    categories = [row.id for row in rows.categories]
    products = [row.sku for row in rows.products]
    for table, key, names in (
        ("services", "id", services),
        ("categories", "id", categories),
        ("products", "sku", products),
    ):
        if not names:
            yield f'There are no {table}. Add [[{table}]] with {key} = "…".'
        yield from _twins(table, key, [(name, name) for name in names])
    yield from _twins("services", "prefix", [(row.prefix, row.id) for row in rows.services])
    yield from _twins(
        "products",
        "barcode",
        [(_ean(row.barcode), row.sku) for row in rows.products if row.barcode],
    )
    for row in rows.products:
        yield from _unknown(row.sku, "category", row.category, categories)
        if row.service is not None:
            yield from _unknown(row.sku, "service", row.service, services)


def _ean(code: str) -> str:
    """The form in which two codes are the same when a scanner cannot tell them apart."""
    return code.lstrip("0")


def _twins(table: str, key: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Complaints about (value, name of its row) pairs with a value that an earlier row has."""
    first: dict[str, str] = {}
    for value, name in rows:
        if value not in first:
            first[value] = name
        elif value == name:
            yield f"[[{table}]] {name} stands twice. Keep one, or change its {key}."
        else:
            yield (
                f"[[{table}]] {name}: {key} {value} belongs to {first[value]} already. "
                "Change one of them."
            )


def _unknown(sku: str, key: str, value: str, known: list[str]) -> Iterator[str]:
    if value not in known:
        place = f"[[products]] {sku}: {key} {shown(value)}"
        yield f"{place} is not one of this file.{nearest(value, known)}"


def _pictures(rows: _Rows, folder: Path) -> tuple[dict[str, str], list[str]]:
    """Absolute paths by sku, and complaints."""
    found: dict[str, str] = {}
    lines: list[str] = []
    for row in rows.products:
        try:
            if row.picture is not None:
                found[row.sku] = str(checked_picture(folder, row.picture))
        except ValueError as error:
            lines.append(f"[[products]] {row.sku}: picture {error}")
    return found, lines
