"""Rounding of exact numbers, and how they are written for people."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lvheng.formula.declarations import Rounding, is_decimal
from lvheng.formula.syntax import write_number


def round_to(value: Fraction, decimals: int, rounding: Rounding) -> Fraction:
    """The value brought to so many decimals. Every rounding treats -x like x."""
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    match rounding:
        case Rounding.DOWN:
            away = False
        case Rounding.UP:
            away = rest > 0
        case Rounding.HALF_UP:
            away = twice >= scaled.denominator
        case Rounding.HALF_EVEN:
            away = twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1)
    magnitude = Fraction(whole + away, 10**decimals)
    return -magnitude if value < 0 else magnitude


def to_decimal(value: Fraction, decimals: int) -> Decimal:
    """A value of at most so many decimals as a Decimal with exactly so many."""
    scaled = value * 10**decimals
    if scaled.denominator != 1:
        raise ValueError(f"{value} has more than {decimals} decimals")
    digits = tuple(map(int, str(abs(scaled.numerator))))
    return Decimal((int(scaled < 0), digits, -decimals))


def write_exact(value: Fraction) -> str:
    """The exact value: a decimal where it is one, else a fraction such as ``2/3``."""
    return write_number(value) if is_decimal(value) else f"{value.numerator}/{value.denominator}"


def write_approximate(value: Fraction, decimals: int) -> str:
    """The value cut to some decimals, for reading only; with ``…`` where digits follow."""
    cut = round_to(value, decimals, Rounding.DOWN)
    return write_number(cut) + ("" if cut == value else "…")
