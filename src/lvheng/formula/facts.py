"""What a computation is given: reported values by unit and period, and how units belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from lvheng.formula.declarations import Kind, Variable, is_short
from lvheng.formula.periods import Period
from lvheng.formula.problems import problem
from lvheng.formula.values import Missing, Value


@dataclass(frozen=True)
class Fact:
    """One input. ``value`` None: missing, for ``reason``. ``origin`` leads back to form, person and time."""

    value: Decimal | int | bool | str | None
    reason: str | None = None
    origin: str = ""


class Facts(Protocol):
    """Where an evaluation reads from. A unit is an area or an entity; its *thing* is its kind."""

    def covers(self, unit: str, period: Period) -> bool:
        """Whether there is a row for the unit and period at all."""

    def fact(self, code: str, unit: str, period: Period) -> Fact | None:
        """The input, or None where nothing is known."""

    def thing(self, unit: str) -> str | None:
        """The kind of the unit; None where all units are of one kind."""

    def members(self, unit: str, thing: str) -> Sequence[str]:
        """The units of a kind that belong to this one."""

    def parent(self, unit: str) -> str | None:
        """The unit that this one belongs to."""


@dataclass
class FactTable:
    """Facts in memory. ``things`` names the kinds of units; where any is named, the others are areas."""

    rows: dict[tuple[str, Period], dict[str, Fact]] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    belongs: dict[str, list[str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def add(self, unit: str, period: Period | str, **values: Fact | Decimal | int | bool | str | None) -> None:
        """One row, or more values for it."""
        when = Period.parse(period) if isinstance(period, str) else period
        row = self.rows.setdefault((unit, when), {})
        row.update({code: value if isinstance(value, Fact) else Fact(value) for code, value in values.items()})

    def place(self, parent: str, units: Iterable[str]) -> None:
        """Say that the units belong to a parent."""
        for unit in units:
            self.belongs.setdefault(parent, []).append(unit)
            self.parents[unit] = parent

    def covers(self, unit: str, period: Period) -> bool:
        return (unit, period) in self.rows

    def fact(self, code: str, unit: str, period: Period) -> Fact | None:
        return self.rows.get((unit, period), {}).get(code)

    def thing(self, unit: str) -> str | None:
        return self.things.get(unit, "area") if self.things else None

    def members(self, unit: str, thing: str) -> Sequence[str]:
        return [member for member in self.belongs.get(unit, ()) if self.thing(member) in (thing, None)]

    def parent(self, unit: str) -> str | None:
        return self.parents.get(unit)


def read_fact(variable: Variable, fact: Fact | None) -> Value:
    """The value of an input as its variable keeps it. Raises FormulaProblem when it is of another kind."""
    if fact is None or fact.value is None:
        return Missing((fact.reason if fact is not None else None) or "not_reported")
    expected = {Kind.NUMBER: (Decimal, int), Kind.BOOLEAN: (bool,), Kind.CODE: (str,)}[variable.kind]
    if not isinstance(fact.value, expected) or (isinstance(fact.value, bool) and variable.kind != Kind.BOOLEAN):
        raise _wrong_input(variable, fact)
    if isinstance(fact.value, bool | str):
        return fact.value
    if isinstance(fact.value, Decimal) and not fact.value.is_finite():
        raise _wrong_input(variable, fact)
    if isinstance(fact.value, Decimal) and fact.value and not is_short(fact.value):
        return Missing("invalid_input")
    scaled = Fraction(fact.value) * 10**variable.decimals
    if scaled.denominator != 1 or abs(scaled) >= 10**variable.digits:
        return Missing("invalid_input")
    return Fraction(fact.value)


def _wrong_input(variable: Variable, fact: Fact) -> Exception:
    return problem(
        "input_kind",
        variable.code,
        f"{variable.code} 应是 {variable.kind}，给的是 {fact.value!r}。",
        f"{variable.code} is a {variable.kind}, but {fact.value!r} was given.",
        "数请用 Decimal 或整数，不用浮点数。",
        "Give numbers as Decimal or int, never as float.",
    )
