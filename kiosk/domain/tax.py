"""The tax inside a price, in whole fen. Rates are in basis points: no float comes near an amount.

    tax = amount x rate / (1 + rate)

China: 增值税暂行条例实施细则 (Detailed Rules for the Provisional Regulations on VAT), article 14:
sales without tax = sales with tax / (1 + rate); the tax is the rest. The same holds for VAT and GST
elsewhere, where prices are shown with tax.
"""

from __future__ import annotations

from kiosk.domain.money import Money

BASIS = 10_000
"""Basis points in one: 13 % are 1,300."""


def tax_inside(amount: Money, basis_points: int) -> Money:
    """The part of `amount` that is tax. Raises ValueError for a rate below zero."""
    if basis_points < 0:
        raise ValueError(f"a rate of tax is not negative, as {basis_points} is")
    divided = half_up(amount.minor * basis_points, BASIS + basis_points)
    return Money(divided, amount.currency)


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded half away from zero, as money is rounded on paper (四舍五入)."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def percent_text(basis_points: int) -> str:
    """1300 as "13%", 650 as "6.5%"."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}{f'.{rest:02d}'.rstrip('0') if rest else ''}%"
