"""What an evaluation read, so that it can be exported and computed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lvheng.formula.declarations import Kind
from lvheng.formula.explanation import JsonObject
from lvheng.formula.facts import Fact, Facts
from lvheng.formula.periods import Period
from lvheng.formula.program import Program


@dataclass
class Recorder:
    """Passes every question on and remembers the answers."""

    facts: Facts
    covered: dict[tuple[str, Period], bool] = field(default_factory=dict)
    read: dict[tuple[str, str, Period], Fact | None] = field(default_factory=dict)
    things: dict[str, str | None] = field(default_factory=dict)
    groups: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    parents: dict[str, str | None] = field(default_factory=dict)

    def covers(self, unit: str, period: Period) -> bool:
        answer = self.facts.covers(unit, period)
        self.covered[unit, period] = answer
        return answer

    def fact(self, code: str, unit: str, period: Period) -> Fact | None:
        answer = self.facts.fact(code, unit, period)
        self.read[code, unit, period] = answer
        return answer

    def thing(self, unit: str) -> str | None:
        answer = self.facts.thing(unit)
        self.things[unit] = answer
        return answer

    def members(self, unit: str, thing: str) -> Sequence[str]:
        answer = list(self.facts.members(unit, thing))
        self.groups[unit, thing] = answer
        return answer

    def parent(self, unit: str) -> str | None:
        answer = self.facts.parent(unit)
        self.parents[unit] = answer
        return answer

    def to_json(self) -> JsonObject:
        """Everything read, as plain data."""
        return {
            "rows": [[unit, period.code] for (unit, period), there in self.covered.items() if there],
            "facts": [_fact_to_json(key, fact) for key, fact in self.read.items() if fact is not None],
            "things": {unit: thing for unit, thing in self.things.items() if thing is not None},
            "members": [[unit, thing, units] for (unit, thing), units in self.groups.items()],
            "parents": {unit: parent for unit, parent in self.parents.items() if parent is not None},
        }


def _fact_to_json(key: tuple[str, str, Period], fact: Fact) -> JsonObject:
    code, unit, period = key
    value = fact.value if isinstance(fact.value, bool | str) or fact.value is None else str(Decimal(fact.value))
    return {
        "code": code,
        "unit": unit,
        "period": period.code,
        "value": value,
        "reason": fact.reason,
        "origin": fact.origin,
    }


@dataclass(frozen=True)
class _Recorded:
    """The recorded answers."""

    rows: frozenset[tuple[str, Period]]
    facts: dict[tuple[str, str, Period], Fact]
    things: dict[str, str]
    groups: dict[tuple[str, str], list[str]]
    parents: dict[str, str]

    def covers(self, unit: str, period: Period) -> bool:
        return (unit, period) in self.rows

    def fact(self, code: str, unit: str, period: Period) -> Fact | None:
        return self.facts.get((code, unit, period))

    def thing(self, unit: str) -> str | None:
        return self.things.get(unit)

    def members(self, unit: str, thing: str) -> Sequence[str]:
        return self.groups.get((unit, thing), [])

    def parent(self, unit: str) -> str | None:
        return self.parents.get(unit)


def recorded_facts(program: Program, read: JsonObject) -> Facts:
    """The facts of an exported explanation."""
    facts: dict[tuple[str, str, Period], Fact] = {}
    for item in read["facts"]:
        variable = program.variables.get(item["code"])
        number = variable is not None and variable.kind == Kind.NUMBER and item["value"] is not None
        key = (item["code"], item["unit"], Period.parse(item["period"]))
        facts[key] = Fact(Decimal(item["value"]) if number else item["value"], item["reason"], item["origin"])
    return _Recorded(
        frozenset((unit, Period.parse(period)) for unit, period in read["rows"]),
        facts,
        dict(read["things"]),
        {(unit, thing): list(units) for unit, thing, units in read["members"]},
        dict(read["parents"]),
    )
