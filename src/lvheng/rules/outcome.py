"""What comes out when a rule is applied to one thing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from lvheng.errors import Text
from lvheng.formula import REASONS, Explanation, Period
from lvheng.packs.rule_model import LegalText, PackRule, RuleOutput
from lvheng.rules.values import amounts_said

Value = Decimal | bool | str


def value_shown(output: RuleOutput, value: Value | None) -> Text:
    """A value of an output in words with its unit; a dash where there is none."""
    if value is None:
        return Text("—", "—")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, str):
        choice = output.choice(value)
        return choice.title if choice else Text(value, value)
    unit = "" if output.unit == "1" else f" {output.unit}"
    return Text(f"{value:f}{unit}", f"{value:f}{unit}")


@dataclass(frozen=True)
class Result:
    """One output: its value, or None with the code of the reason for it."""

    output: RuleOutput
    value: Value | None
    reason: str | None
    explanation: Explanation

    @property
    def shown(self) -> Text:
        """The value in words with its unit, or why there is none."""
        if self.value is None:
            why = REASONS.get(self.reason or "", Text(self.reason or "", self.reason or ""))
            return Text(f"不能得出（{why.zh}）", f"cannot be told ({why.en})")
        return value_shown(self.output, self.value)


@dataclass(frozen=True)
class Ask:
    """Something that has to be said before there is a result. ``period`` is set where it is about an earlier one."""

    kind: Literal["input", "parameter"]
    code: str
    title: Text
    unit: str
    period: str | None = None


@dataclass(frozen=True)
class UsedParameter:
    """A parameter in the version that was used. ``area``: where it was set; ``entered``: by the person who asks."""

    code: str
    title: Text
    value: str
    unit: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    source: str
    certainty: str
    area: str | None
    entered: bool

    @property
    def words(self) -> Text:
        """The value as people read it; a scale by its brackets."""
        return amounts_said(self.value)


@dataclass(frozen=True)
class Deadline:
    """Something that has to be done by ``day``; None where the date that it is counted from was not given.

    ``provisional``: it counts working days that no published calendar covers yet.
    """

    code: str
    title: Text
    day: datetime.date | None
    law: Text | None
    provisional: bool = False


@dataclass(frozen=True)
class Outcome:
    """Everything that follows from a rule for one thing in one period."""

    rule: PackRule
    period: Period
    results: tuple[Result, ...]
    asks: tuple[Ask, ...]
    parameters: tuple[UsedParameter, ...]
    deadlines: tuple[Deadline, ...]
    law: tuple[LegalText, ...]
    given: Mapping[str, Value]
    defaults: Mapping[str, Value]

    @property
    def complete(self) -> bool:
        """Whether every output has a value."""
        return all(result.value is not None for result in self.results)

    @property
    def uncertain(self) -> bool:
        """Whether it rests on something that a person has still to verify."""
        sources: Sequence[str] = [self.rule.source.certainty, *(each.certainty for each in self.parameters)]
        return "to_verify" in sources

    def __getitem__(self, code: str) -> Value | None:
        """The value of an output; KeyError where there is none of that code."""
        return self.result(code).value

    def result(self, code: str) -> Result:
        """The result of an output; KeyError where there is none of that code."""
        found = next((result for result in self.results if result.output.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    def to_json(self, language: str = "zh-hans") -> dict[str, Any]:
        """The outcome as plain data in one language; the explanations as they are exported."""
        return {
            "rule": self.rule.code,
            "name": self.rule.title.in_language(language),
            "period": self.period.code,
            "results": {each.output.code: _result(each, language) for each in self.results},
            "asks": [
                {"kind": ask.kind, "code": ask.code, "name": ask.title.in_language(language), "unit": ask.unit}
                | ({"period": ask.period} if ask.period else {})
                for ask in self.asks
            ],
            "deadlines": {each.code: each.day.isoformat() if each.day else None for each in self.deadlines},
            "defaults": {code: _plain(value) for code, value in self.defaults.items()},
            "parameters": [_parameter(each, language) for each in self.parameters],
            "law": [law.model_dump(mode="json", by_alias=True, exclude_none=True) for law in self.law],
            "uncertain": self.uncertain,
            "explanations": {each.output.code: each.explanation.to_json() for each in self.results},
        }


def _plain(value: Value | None) -> str | bool | None:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _result(result: Result, language: str) -> dict[str, Any]:
    found = {"name": result.output.title.in_language(language), "value": _plain(result.value)}
    found["unit"] = result.output.unit
    return found if result.value is not None else {**found, "reason": result.reason}


def _parameter(used: UsedParameter, language: str) -> dict[str, Any]:
    return {
        "code": used.code,
        "name": used.title.in_language(language),
        "value": used.value,
        "unit": used.unit,
        "from": used.valid_from.isoformat() if used.valid_from else None,
        "until": used.valid_until.isoformat() if used.valid_until else None,
        "source": used.source,
        "certainty": used.certainty,
        "area": used.area,
        "entered": used.entered,
    }
