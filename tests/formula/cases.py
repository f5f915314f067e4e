"""The conformance cases: files in ``conformance/good`` and ``conformance/bad``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.formula.support import Answer, Answers, World

from lvheng.formula import Fact, Kind, Parameter, PeriodKind, Variable

FOLDER = Path(__file__).parent / "conformance"
GOOD = sorted((FOLDER / "good").glob("*.yaml"))
BAD = sorted((FOLDER / "bad").glob("*.yaml"))


@dataclass(frozen=True)
class Case:
    """A world and what is expected of it."""

    world: World
    expected: Answers

    def check(self, found: Answers) -> None:
        """Every expected answer is the one found, to the last digit."""
        assert self.expected, "a case without expectation tests nothing"
        wrong = {
            key: f"expected {_written(answer)}, found {_written(found[key])}"
            for key, answer in self.expected.items()
            if _written(found[key]) != _written(answer)
        }
        assert not wrong, wrong


def _written(answer: Answer) -> tuple[str, str | None]:
    value, reason = answer
    return (f"{value:f}" if isinstance(value, Decimal) else repr(value)), reason


def declarations(content: dict[str, Any]) -> tuple[list[Variable], list[Parameter]]:
    variables = [_variable(item) for item in content.get("variables", [])]
    return variables, [Parameter.model_validate(item) for item in content.get("parameters", [])]


def _variable(item: dict[str, Any]) -> Variable:
    formula = item.pop("formula", None)
    return Variable.model_validate({**item, "versions": [{"formula": formula}]} if formula is not None else item)


def read_case(path: Path) -> Case:
    content = YAML(typ="safe", pure=True).load(path)
    variables, parameters = declarations(content)
    kinds = {variable.code: variable.kind for variable in variables}
    rows, expected = [], {}
    for row in content["rows"]:
        unit, period, wanted = row.pop("unit"), row.pop("period"), row.pop("expect")
        rows.append((unit, period, {code: _given(kinds[code], value) for code, value in row.items()}))
        for code, value in wanted.items():
            expected[code, unit, period] = _wanted(kinds[code], value)
    members, things = content.get("members", {}), content.get("things", {})
    world = World(variables, rows, parameters, members, things, PeriodKind(content["period"]))
    return Case(world, expected)


def _given(kind: Kind, value: Any) -> Any:
    if isinstance(value, dict):
        return Fact(None, value["missing"])
    return Decimal(str(value)) if kind == Kind.NUMBER and value is not None else value


def _wanted(kind: Kind, value: Any) -> Answer:
    if isinstance(value, dict):
        return None, value["missing"]
    return (Decimal(value) if kind == Kind.NUMBER else value), None
