"""A merchant's JSON object, read strictly: wrong types, lengths and characters are named."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from kiosk.domain.money import yuan
from kiosk.simulators.payment_service.errors import FieldError

PRICE = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,2})?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST_FEN = 100_000_000_00  # [V] 100 million yuan


class Fields:
    """Every reader raises FieldError, which names the field."""

    def __init__(self, values: Mapping[str, object], inside: str = "") -> None:
        self._values = values
        self._inside = inside

    @classmethod
    def from_json(cls, text: bytes | str, name: str = "body") -> Fields:
        """Raises FieldError for anything but an object."""
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise FieldError(name, missing=False) from error
        if not isinstance(values, dict):
            raise FieldError(name, missing=False)
        return cls(values)

    def has(self, name: str) -> bool:
        return self._values.get(name) not in (None, "", [], {})

    def text(self, name: str, limit: int, form: str = "", *, default: str | None = None) -> str:
        """At most `limit` characters, all of it of the regular expression `form`."""
        if not self.has(name):
            if default is not None:
                return default
            raise self.error(name, missing=True)
        value = self._values[name]
        if not isinstance(value, str) or len(value) > limit or not _is_plain(value):
            raise self.error(name)
        if form and not re.fullmatch(form, value):
            raise self.error(name)
        return value

    def price(self, name: str) -> int:
        """Fen from a decimal text of yuan, "0.01" to "100000000.00"."""
        value = self.text(name, 12)
        if not PRICE.fullmatch(value):
            raise self.error(name)
        fen = yuan(value).minor
        if not 1 <= fen <= MOST_FEN:
            raise self.error(name)
        return fen

    def whole(self, name: str, low: int, high: int, *, default: int | None = None) -> int:
        if self._values.get(name) is None:
            if default is not None:
                return default
            raise self.error(name, missing=True)
        value = self._values[name]
        if type(value) is not int or not low <= value <= high:
            raise self.error(name)
        return value

    def truth(self, name: str, *, default: bool) -> bool:
        value = self._values.get(name, default)
        if type(value) is not bool:
            raise self.error(name)
        return value

    def inner(self, name: str) -> Fields:
        value = self._values.get(name)
        if value is None:
            raise self.error(name, missing=True)
        if not isinstance(value, dict):
            raise self.error(name)
        return Fields(value, f"{self._inside}{name}.")

    def rows(self, name: str, least: int, most: int) -> tuple[Fields, ...]:
        value = self._values.get(name)
        if value is None and least == 0:
            return ()
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise self.error(name, missing=value is None)
        if not all(isinstance(row, dict) for row in value):
            raise self.error(name)
        return tuple(Fields(row, f"{self._inside}{name}.") for row in value)

    def echo(self) -> str:
        """All of it as one canonical text, to compare two requests by."""
        return json.dumps(self._values, sort_keys=True)

    def error(self, name: str, *, missing: bool = False) -> FieldError:
        return FieldError(self._inside + name, missing=missing)


def _is_plain(value: str) -> bool:
    """No control characters, and nothing that no charset can carry."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return not CONTROL.search(value)
