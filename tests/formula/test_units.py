"""Units: exact factors, Chinese names, literals as conversions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.formula.support import computed, number

from lvheng.errors import Problems
from lvheng.formula import Program
from lvheng.formula.units import OWN_UNITS, UnknownUnit, factor_between, read_unit


@pytest.mark.parametrize("name", OWN_UNITS)
def test_every_unit_on_the_reference_page_is_known(name: str) -> None:
    assert read_unit(name).scales


@pytest.mark.parametrize(
    ("given", "wanted", "factor"),
    [
        ("万元", "元", "10000"),
        ("tce", "kWh", "293076000/36000"),
        ("万tce/亿元", "tce/万元", "1"),
        ("亩", "hectare", "1/15"),
        ("%", "1", "1/100"),
        ("m³*mg/L", "g", "1"),
        ("万吨", "t", "10000"),
    ],
)
def test_factors_are_exact(given: str, wanted: str, factor: str) -> None:
    assert factor_between(read_unit(given), read_unit(wanted)) == Fraction(factor)


@pytest.mark.parametrize("text", ["bananas", "degC", "t +", "t;", "__import__"])
def test_what_is_not_a_unit_is_refused(text: str) -> None:
    with pytest.raises(UnknownUnit):
        read_unit(text)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("mass / 1000", "t"),
        ("mass / 1000", "kg"),
        ("mass / other * 100", "%"),
        ("100 - mass / other * 100", "%"),
        ("mass / other", "1"),
        ("max(mass, 0) + 5", "kg"),
        ("mass / other * 1000", "‰"),
        ("share / 100 * mass", "kg"),
        ("mass if share > 50 else other", "kg"),
        ("mass * price", "元"),
        ("mass / 1000 * price_of_tonne", "元"),
    ],
)
def test_a_formula_fits_the_unit(formula: str, unit: str) -> None:
    Program.build([*INPUTS, computed("answer", formula, unit=unit)])


INPUTS = [
    number("mass", unit="kg"),
    number("other", unit="kg"),
    number("share", unit="%"),
    number("price", unit="元/kg"),
    number("price_of_tonne", unit="元/t"),
]


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("mass", "t"),
        ("mass / other", "%"),
        ("share * mass", "kg"),
        ("mass + share", "kg"),
        ("mass * price_of_tonne", "元"),
        ("mass > share", "1"),
        ("min(mass, price)", "kg"),
        ("mass * other", "kg"),
    ],
)
def test_a_formula_does_not_fit_the_unit(formula: str, unit: str) -> None:
    with pytest.raises(Problems) as caught:
        Program.build([*INPUTS, computed("answer", formula, unit=unit)])
    assert {problem.code for problem in caught.value.problems} <= {"units", "kind"}
