"""An edition of the air quality index as a program of the formula language.

The edition's data become declarations: breakpoints a scale, each index a ``tier`` over it rounded up, the rule for
missing pollutants a formula. The interpreter explains a day with them, the compiler makes one query of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from lvheng.formula import (
    Bracket,
    FormulaVersion,
    Kind,
    Parameter,
    ParameterKind,
    ParameterVersion,
    Program,
    Rounding,
    Variable,
)
from lvheng.packs.air import AirIndex

# Site means of up to 24 hours, summed over sites, in millionths, over a common denominator.
SUM_DIGITS = 22
PARTS_DIGITS = 18


def quantities(index: AirIndex, not_monitored: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The quantities of the daily index, without those that the monitoring plan leaves out."""
    return tuple(each for each in index.daily if each not in not_monitored)


def program(index: AirIndex, daily: Sequence[str]) -> Program:
    """The program of an edition over some of its daily quantities.

    Inputs: for each quantity ``<quantity>_sum`` and ``<quantity>_parts``, whole numbers whose quotient is the
    concentration. Results: ``iaqi_<quantity>``, ``worst`` (the largest there is), ``aqi``, ``level`` and, for each
    quantity, ``primary_<quantity>``.
    """
    variables: list[Variable] = []
    for quantity in daily:
        variables += _index_of(index, quantity)
    variables += [
        _whole("worst", _worst(daily), index),
        _whole("aqi", _aqi(index, daily), index),
        Variable(code="level", kind=Kind.CODE, versions=(FormulaVersion(formula=_level(index)),)),
    ]
    for quantity in daily:
        formula = f"aqi > {index.primary_above} and known(iaqi_{quantity}) and iaqi_{quantity} == worst"
        # An index that is known never makes the comparison missing, and one that is not decides it alone.
        guarded = f"({formula}) if known(iaqi_{quantity}) else aqi < 0"
        variables.append(
            Variable(code=f"primary_{quantity}", kind=Kind.BOOLEAN, versions=(FormulaVersion(formula=guarded),))
        )
    return Program.build(variables, [_scale(index, quantity) for quantity in daily])


def _index_of(index: AirIndex, quantity: str) -> list[Variable]:
    """The inputs of a quantity, its rounded concentration where the edition rounds it, and its index."""
    source = index.source.number or index.source.title
    quotient = f"{quantity}_sum / {quantity}_parts"
    variables = [
        Variable(code=f"{quantity}_sum", digits=SUM_DIGITS),
        Variable(code=f"{quantity}_parts", digits=PARTS_DIGITS),
    ]
    if quantity in index.decimals:
        decimals = index.decimals[quantity]
        version = FormulaVersion(formula=quotient, source=source)
        variables.append(Variable(code=quantity, decimals=decimals, digits=12, versions=(version,), source=source))
        quotient = quantity
    variables.append(_whole(f"iaqi_{quantity}", _tier(index, quantity, f"({quotient})"), index))
    return variables


def _whole(code: str, formula: str, index: AirIndex) -> Variable:
    """An index: a whole number, rounded up."""
    source = index.source.number or index.source.title
    version = FormulaVersion(formula=formula, source=source)
    return Variable(code=code, digits=6, rounding=Rounding.UP, versions=(version,), source=source)


def _tier(index: AirIndex, quantity: str, concentration: str) -> str:
    last = index.breakpoints[quantity][-1]
    above = index.above.get(quantity, "cap")
    if above == "none":
        return f"tier({concentration}, scale_{quantity})"
    if above == "cap":
        return f"tier(min({concentration}, {last}), scale_{quantity})"
    return f"tier({concentration}, scale_{quantity}) if {concentration} <= {last} else {above}"


def _scale(index: AirIndex, quantity: str) -> Parameter:
    """The breakpoints as brackets: up to each, so much index for a unit of concentration."""
    points = index.breakpoints[quantity]
    brackets = tuple(
        Bracket(
            upto=points[step],
            rate=f"{index.steps[step] - index.steps[step - 1]}/{points[step] - points[step - 1]}",
        )
        for step in range(1, len(points))
    )
    version = ParameterVersion(brackets=brackets, source=index.source.number or index.source.title)
    return Parameter(code=f"scale_{quantity}", kind=ParameterKind.SCALE, versions=(version,))


def _worst(daily: Sequence[str]) -> str:
    """The largest index that is known; missing where none is."""
    known = ", ".join(f"iaqi_{each} if known(iaqi_{each}) else 0" for each in daily)
    any_known = " or ".join(f"known(iaqi_{each})" for each in daily)
    return f"max({known}, 0) if {any_known} else iaqi_{daily[0]}"


def _aqi(index: AirIndex, daily: Sequence[str]) -> str:
    if index.missing_pollutant == "others":
        return f"max(worst, {index.lowest})"
    everything = ", ".join(f"iaqi_{each}" for each in daily)
    return f"max(worst, {index.lowest}) if worst > {index.exceeding} else max({everything}, {index.lowest})"


def _level(index: AirIndex) -> str:
    *lower, last = index.levels
    return " ".join(f"'{level.code}' if aqi <= {level.upto} else" for level in lower) + f" '{last.code}'"
