"""Money as whole minor units (fen) with a currency. No float ever holds an amount."""

from __future__ import annotations

from dataclasses import dataclass
from functools import total_ordering

MINOR_PER_MAJOR = 100
"""Every currency sold in so far has two decimals; a third needs a table here."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` in fen or cents, `currency` as ISO 4217 code.

    Raises TypeError for anything but a whole number: a bool or a float that slips in here
    would be charged.
    """

    minor: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"money takes whole minor units, not {type(self.minor).__name__}")

    def __add__(self, other: Money) -> Money:
        self._refuse_other_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._refuse_other_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._refuse_other_currency(other)
        return self.minor < other.minor

    def times(self, quantity: int) -> Money:
        return Money(self.minor * quantity, self.currency)

    def _refuse_other_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")


def decimal_text(money: Money) -> str:
    """`Money(2650)` as "26.50": for people; never parsed back into an amount by a program."""
    sign = "-" if money.minor < 0 else ""
    major, minor = divmod(abs(money.minor), MINOR_PER_MAJOR)
    return f"{sign}{major}.{minor:02d}"


def yuan(text: str) -> Money:
    """Money from a price as people write it: "26.5" or "26.50", nothing else.

    Raises ValueError for more than two decimals, signs, exponents and other digits than 0-9.
    """
    major, point, minor = text.partition(".")
    is_number = text.isascii() and major.isdigit() and (not point or minor.isdigit())
    if not is_number or len(minor) > 2 or len(major) > 9:
        raise ValueError(f"not an amount of money: {text!r} (write it like 26.50)")
    return Money(int(major) * MINOR_PER_MAJOR + int(minor.ljust(2, "0")))
