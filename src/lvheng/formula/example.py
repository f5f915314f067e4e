"""The small world in which the examples of the reference page are computed, by its test too."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lvheng.formula.declarations import FormulaVersion, Kind, Parameter, Variable
from lvheng.formula.facts import FactTable
from lvheng.formula.interpreter import evaluate
from lvheng.formula.program import Program
from lvheng.formula.signatures import Signature

UNIT, PERIOD = "county", "2025"
_ELECTRICITY = [{"upto": 160, "rate": "0.51"}, {"upto": 240, "rate": "0.56"}, {"rate": "0.81"}]
PARAMETERS = (
    Parameter.model_validate({"code": "electricity", "kind": "scale", "versions": [{"brackets": _ELECTRICITY}]}),
    Parameter.model_validate(
        {"code": "equivalent", "kind": "table", "versions": [{"entries": {"so2": "0.95", "smoke": "2.18"}}]}
    ),
)
VARIABLES = (
    Variable(code="x", decimals=2),
    Variable(code="y", decimals=2),
    Variable(code="pollutant", kind=Kind.CODE),
)


def example_program(signature: Signature) -> Program:
    """The example as the formula of a variable ``answer`` with two decimals."""
    answer = Variable(code="answer", decimals=2, versions=(FormulaVersion(formula=signature.example),))
    return Program.build([*VARIABLES, answer], PARAMETERS)


def example_rows(signature: Signature) -> Mapping[tuple[str, str], Mapping[str, Decimal | bool | str | None]]:
    """The rows: the example's own values, x in other years, and the county's members and parent."""
    own = {code: _value(code, value) for code, value in signature.facts.items()}
    return {
        (UNIT, PERIOD): own,
        (UNIT, "2024"): {"x": Decimal(1)},
        (UNIT, "2020"): {"x": Decimal(1)},
        ("town_a", PERIOD): {"x": Decimal(3)},
        ("town_b", PERIOD): {"x": Decimal(4)},
        ("prefecture", PERIOD): {"x": Decimal(12)},
    }


MEMBERS: Mapping[str, tuple[str, ...]] = {"county": ("town_a", "town_b"), "prefecture": ("county",)}


def example_answer(signature: Signature) -> Decimal | bool | str | None:
    """What the interpreter makes of the example."""
    facts = FactTable()
    for (unit, period), values in example_rows(signature).items():
        facts.add(unit, period, **values)
    for parent, units in MEMBERS.items():
        facts.place(parent, units)
    return evaluate(example_program(signature), "answer", UNIT, PERIOD, facts, verify=True).value


def _value(code: str, value: str | bool | None) -> Decimal | bool | str | None:
    return Decimal(value) if isinstance(value, str) and code in ("x", "y") else value
