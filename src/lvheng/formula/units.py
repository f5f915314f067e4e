"""Units of measurement, exact, through pint.

A quantity has a dimension and one or more *possible scales*. A literal factor may be a plain number or a conversion:
``mass_kg / 1000`` is a thousandth of the mass in kg, and it is also the mass in t; ``a / b * 100`` is a hundredfold
ratio, and it is also the ratio in %. Both readings are kept until the formula meets a declared unit, which decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pint

from lvheng.formula.declarations import exact


def _is_name(text: str) -> bool:
    return text.strip().isidentifier()


_DEFINITIONS = """
yuan = [currency] = CNY = 元
万元 = 10000 * yuan
亿元 = 100000000 * yuan
person = [person] = 人
万人 = 10000 * person
household = [household] = 户
vehicle = [vehicle] = 辆
piece = [piece] = 个 = 台 = 件 = 座
occasion = [occasion] = 次
kgce = 29.3076 * megajoule
tce = 1000 * kgce
万tce = 10000 * tce
kgCO2 = [carbon_dioxide]
tCO2 = 1000 * kgCO2
万tCO2 = 10000 * tCO2
亩 = 1/15 * hectare = mu
万亩 = 10000 * 亩
吨 = 1000 * kilogram
万吨 = 10000 * 吨
公斤 = kilogram
千瓦时 = kilowatt_hour
万千瓦时 = 10000 * kilowatt_hour
立方米 = meter ** 3
万立方米 = 10000 * meter ** 3
万平方米 = 10000 * meter ** 2
公里 = kilometer
equivalent = [pollution_equivalent] = 当量
年 = year
"""
OWN_UNITS = tuple(
    name.strip() for line in _DEFINITIONS.strip().splitlines() for name in line.split("=") if _is_name(name)
)
_UNIT = re.compile(r"[\w\s%‰µ*/^().²³⁰¹⁴-⁹⁻-]{1,60}\Z")
_MAX_SCALES = 64
Dimension = tuple[tuple[str, Fraction], ...]


class UnknownUnit(ValueError):
    """The text is not a unit."""


@cache
def _registry() -> pint.UnitRegistry[Fraction]:
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(non_int_type=Fraction)
    for line in _DEFINITIONS.strip().splitlines():
        registry.define(line)
    return registry


@dataclass(frozen=True)
class Unit:
    """A dimension with its possible scales relative to the root units; ``None`` as a unit means a bare literal."""

    dimension: Dimension
    scales: frozenset[Fraction]
    text: str

    def same_dimension(self, other: Unit) -> bool:
        return self.dimension == other.dimension


@cache
def read_unit(text: str) -> Unit:
    """The unit of a text such as ``t``, ``元/kWh``, ``万tce``, ``mg/m³``, ``%`` or ``1``. Raises UnknownUnit."""
    if not _UNIT.match(text):
        raise UnknownUnit(text)
    try:
        parsed = _registry().parse_units("" if text.strip() == "1" else text)
        factor, _ = _registry().get_root_units(parsed)
        dimension = _registry().get_dimensionality(parsed)
    except Exception as error:
        raise UnknownUnit(text) from error
    if not _is_multiplicative(text):
        raise UnknownUnit(text)
    powers = tuple(sorted((str(name), exact(power)) for name, power in dict(dimension).items()))
    return Unit(powers, frozenset({exact(factor)}), text)


def _is_multiplicative(text: str) -> bool:
    return not any(name in text for name in ("degC", "degF", "celsius", "fahrenheit", "°C"))


PURE = Unit((), frozenset({Fraction(1)}), "1")


def times_literal(unit: Unit, factor: Fraction) -> Unit:
    """The unit of a quantity multiplied by a literal, which may be a conversion."""
    if factor in (0, 1):
        return unit
    return Unit(unit.dimension, _limited(unit.scales | {scale / abs(factor) for scale in unit.scales}), unit.text)


def times(left: Unit, right: Unit) -> Unit:
    """The unit of a product."""
    return _combine(left, right, lambda a, b: a * b, 1)


def over(left: Unit, right: Unit) -> Unit:
    """The unit of a quotient."""
    return _combine(left, right, lambda a, b: a / b, -1)


def _combine(left: Unit, right: Unit, scale: Callable[[Fraction, Fraction], Fraction], sign: int) -> Unit:
    powers = dict(left.dimension)
    for name, power in right.dimension:
        powers[name] = powers.get(name, Fraction(0)) + sign * power
    dimension = tuple(sorted((name, power) for name, power in powers.items() if power))
    scales = _limited(frozenset(scale(a, b) for a in left.scales for b in right.scales))
    operator = "*" if sign > 0 else "/"
    if right.text == "1":
        return Unit(dimension, scales, left.text)
    shown = f"({right.text})" if set(right.text) & set("*/ ") else right.text
    return Unit(dimension, scales, f"{left.text}{operator}{shown}")


def _limited(scales: frozenset[Fraction]) -> frozenset[Fraction]:
    return frozenset(sorted(scales)[:_MAX_SCALES])


def common(left: Unit, right: Unit) -> Unit | None:
    """The unit in which both can be added or compared; None when their dimensions or scales disagree."""
    scales = left.scales & right.scales
    return Unit(left.dimension, scales, left.text) if scales and left.same_dimension(right) else None


def factor_between(given: Unit, wanted: Unit) -> Fraction:
    """By what a number in ``given`` is multiplied to be in ``wanted``; both have the same dimension."""
    return max(given.scales) / max(wanted.scales)
