"""How a number came about: one cell per variable, unit and period, each with the steps of its formula.

A cell appears once however often it is used; a step that uses it names it. The JSON form is complete: it holds the
inputs and memberships that were read, so that ``replay`` in the interpreter can compute everything again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lvheng.formula.periods import Period
from lvheng.formula.rounding import write_exact
from lvheng.formula.values import Missing, Value

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """Which number: a variable of a unit in a period."""

    code: str
    unit: str
    period: Period

    def __str__(self) -> str:
        return f"{self.code}@{self.unit}@{self.period.code}"


@dataclass(frozen=True)
class Step:
    """One step of a formula. ``refers`` names the cell that a variable step took its value from."""

    text: str
    value: Value
    notes: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    refers: Key | None = None

    def to_json(self) -> JsonObject:
        """The step as plain data, keys left out where empty."""
        result: JsonObject = {"text": self.text, **value_to_json(self.value)}
        if self.notes:
            result["notes"] = dict(self.notes)
        if self.refers is not None:
            result["refers"] = str(self.refers)
        if self.steps:
            result["steps"] = [step.to_json() for step in self.steps]
        return result


@dataclass(frozen=True)
class Cell:
    """One number. ``unrounded`` is the exact result before the variable's rounding; inputs have no ``step``."""

    key: Key
    value: Value
    unit_of_measure: str
    notes: Mapping[str, str] = field(default_factory=dict)
    unrounded: Fraction | None = None
    step: Step | None = None

    def to_json(self) -> JsonObject:
        """The cell as plain data, keys left out where empty."""
        result: JsonObject = {
            "code": self.key.code,
            "unit": self.key.unit,
            "period": self.key.period.code,
            "measure": self.unit_of_measure,
            **value_to_json(self.value),
        }
        if self.unrounded is not None:
            result["unrounded"] = write_exact(self.unrounded)
        if self.notes:
            result["notes"] = dict(self.notes)
        if self.step is not None:
            result["step"] = self.step.to_json()
        return result


@dataclass(frozen=True)
class Explanation:
    """The whole account of one number; ``cells`` begin with it and go down to the inputs."""

    cells: Mapping[Key, Cell]
    target: Key
    digest: str
    read: JsonObject

    def cell(self, key: Key | None = None) -> Cell:
        """The cell of a key, or that of the number itself."""
        return self.cells[key or self.target]

    def inputs(self) -> Iterator[Cell]:
        """The inputs that the number rests on."""
        return (cell for cell in self.cells.values() if cell.step is None)

    def to_json(self) -> JsonObject:
        """The explanation as plain data (strings, booleans, lists, objects), ready for ``json.dumps``."""
        return {
            "target": {"code": self.target.code, "unit": self.target.unit, "period": self.target.period.code},
            "program": self.digest,
            "read": self.read,
            "cells": [cell.to_json() for cell in self.cells.values()],
        }


def value_to_json(value: Value) -> JsonObject:
    """``{"value": …}`` with exact text for a number, or ``{"missing": reason}``."""
    if isinstance(value, Missing):
        return {"missing": value.reason}
    return {"value": write_exact(value) if isinstance(value, Fraction) else value}


def refers(step: Step) -> Iterator[Key]:
    """The cells that a step and the steps below it use."""
    if step.refers is not None:
        yield step.refers
    for part in step.steps:
        yield from refers(part)
