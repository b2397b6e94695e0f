"""What pydantic finds wrong, as sentences for the person who wrote the file. Pure."""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from pydantic import BaseModel

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

ROW_NAMES = ("sku", "id")
"""A row of a list is called by the first of these that it has, else by its number."""

_MUST_BE = {
    "string_type": 'must be text in quotes: "…"',
    "int_type": "must be a whole number without quotes",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number without quotes",
    "finite_number": "must be an ordinary number",
    "bool_type": "must be true or false, without quotes",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be a table of names and values",
    "model_type": "must be a table of names and values",
    "model_attributes_type": "must be a table of names and values",
    "dataclass_type": "must be a table of names and values",
    "path_type": 'must be a path in quotes: "…"',
    "string_unicode": "must be valid Unicode text",
    "string_too_short": "must not be empty",
    "greater_than": "must be above {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be below {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "string_too_long": "must be at most {max_length} characters long",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
}


def sentence(raw: object, model: type[BaseModel], error: ErrorDetails, word: str) -> str:
    """One complaint: `[timeouts] idle_seconds is not a setting. Did you mean idle_s?`"""
    loc, kind = error["loc"], error["type"]
    place = _place(raw, loc)
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        known = list(_fields(_shape_at(model, loc[:-1])))
        name = str(loc[-1])
        return f"{place} is not a {word}.{_home(model, name) or nearest(name, known)}"
    if kind in {"missing", "missing_argument"}:
        return f"{place} is missing. Add it."
    if kind == "value_error":
        return f"{place} {error['ctx']['error']}"
    found = f", not {shown(error['input'])}"
    if kind in _MUST_BE:
        return f"{place} {_MUST_BE[kind].format(**error.get('ctx', {}))}{found}."
    return f"{place}: {error['msg']}{found}."


def _home(model: type[BaseModel], name: str) -> str:
    """Where a name belongs that stands in the wrong place; "" if nowhere, or in many tables."""
    homes = [
        table
        for table, inner in _fields(model).items()
        if any(name in _fields(part) for part in (inner, *get_args(inner)))
    ]
    return f" It belongs under [{homes[0]}]." if len(homes) == 1 else ""


def nearest(name: str, known: list[str]) -> str:
    """` Did you mean …?`, or the names there are if none is near; nothing if there are none."""
    close = difflib.get_close_matches(name[:100], known, n=1)
    if close:
        return f" Did you mean {close[0]}?"
    return f" There is: {', '.join(known[:20])}." if known else ""


def shown(value: object) -> str:
    """A value out of a file, short and printable."""
    match value:
        case dict():
            return "a table"
        case list() | tuple():
            return "a list"
        case bool():
            return "true" if value else "false"
        case int() if abs(value) >= 10**30:
            return "a very large number"  # str() of thousands of digits raises ValueError
        case str():
            return _quoted(value)
        case _:
            return str(value)


def _quoted(text: str) -> str:
    short = text if len(text) <= 60 else f"{text[:60]}…"
    inner = json.dumps(short, ensure_ascii=False)
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in inner)


def _place(raw: object, loc: tuple[int | str, ...]) -> str:
    """`[timeouts] idle_s` as in TOML, `[[products]] latte: price` for a row of a list."""
    if not loc:
        return "The file"
    table, *rest = loc
    if not rest:
        value = raw.get(table) if isinstance(raw, dict) else None
        return f"[{_key(table)}]" if isinstance(value, dict) else _key(table)
    if isinstance(rest[0], int):
        row = f"[[{_key(table)}]] {_row_name(raw, table, rest[0])}"
        return f"{row}: {'.'.join(map(_key, rest[1:]))}" if rest[1:] else row
    return f"[{_key(table)}] {'.'.join(map(_key, rest))}"


def _row_name(raw: object, first: int | str, number: int) -> str:
    rows = raw.get(first) if isinstance(raw, dict) else None
    row = rows[number] if isinstance(rows, list) and number < len(rows) else None
    names = [row.get(name) for name in ROW_NAMES] if isinstance(row, dict) else []
    name = next((name for name in names if isinstance(name, str) and name), None)
    return f"number {number + 1}" if name is None else _key(name)


def _key(step: int | str) -> str:
    """A name as it stands in the file; one with odd characters in quotes."""
    text = str(step)
    return text if re.fullmatch(r"[\w.-]{1,60}", text) else _quoted(text)


def _shape_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> Any:
    """The model or dataclass that describes the table at `loc`, as far as it can be told."""
    shape: Any = model
    for step in loc:
        inner = shape if isinstance(step, int) else _fields(shape).get(step)
        shape = next((part for part in get_args(inner) if _fields(part)), inner)
    return shape


def _fields(shape: Any) -> dict[str, Any]:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return {name: field.annotation for name, field in shape.model_fields.items()}
    if isinstance(shape, type) and dataclasses.is_dataclass(shape):
        return get_type_hints(shape)
    return {}
