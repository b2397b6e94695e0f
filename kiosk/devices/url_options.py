"""The part after `?` in a device URL: known names, numbers within bounds, clear refusals."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, unquote

_Number = TypeVar("_Number", int, float)


class OptionError(ValueError):
    """The URL holds a word or number that we cannot take; the message is for staff."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def parse(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise OptionError("must be a whole number")
        return _within(int(text), self.low, self.high)


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number from `low` to `high`."""

    low: float
    high: float

    def parse(self, text: str) -> float:
        try:
            value = float(text)
        except ValueError as error:
            raise OptionError("must be a number") from error
        if not math.isfinite(value):
            raise OptionError("must be a number")
        return _within(value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, case ignored."""

    words: tuple[str, ...]

    def parse(self, text: str) -> str:
        for word in self.words:
            if word.lower() == text.lower():
                return word
        raise OptionError(f"must be one of {', '.join(self.words)}{nearest(text, self.words)}")


Rule = Whole | Decimal | Choice


def parse_options(query: str, rules: Mapping[str, Rule]) -> dict[str, int | float | str]:
    """`width=1280&fps=30` as checked values. Raises OptionError, naming the option."""
    options: dict[str, int | float | str] = {}
    for name, text in _pairs(query):
        if name not in rules:
            raise OptionError(
                f"There is no option '{name}' here{nearest(name, rules)}. "
                f"Options: {', '.join(sorted(rules))}."
            )
        if name in options:
            raise OptionError(f"The option '{name}' is given twice.")
        try:
            options[name] = rules[name].parse(text)
        except OptionError as error:
            raise OptionError(f"The option '{name}' {error}; it is '{text}'.") from error
    return options


def decoded_path(text: str) -> str:
    """A path out of a URL: %3F is a question mark. Raises OptionError for what is no path."""
    path = unquote(text)
    if not path:
        raise OptionError("The path is missing.")
    refuse_odd_characters(path)
    return path


def refuse_odd_characters(text: str) -> None:
    """Control characters and halves of UTF-16 pairs: neither a file system nor a log wants them."""
    if any(
        ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 for char in text
    ):
        raise OptionError("It holds characters that cannot be typed.")


def nearest(word: str, words: Iterable[str]) -> str:
    """` (did you mean 'x'?)` or nothing: to be put behind the complaint."""
    known = {right.lower(): right for right in words}
    close = difflib.get_close_matches(word.lower()[:40], known, n=1, cutoff=0.5)
    return f" (did you mean '{known[close[0]]}'?)" if close else ""


def _pairs(query: str) -> list[tuple[str, str]]:
    if not query:
        return []
    try:
        return parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=20)
    except ValueError as error:
        raise OptionError("Options are written as ?name=value&name=value.") from error


def _within(value: _Number, low: float, high: float) -> _Number:
    if not low <= value <= high:
        raise OptionError(f"must be from {low} to {high}")
    return value
