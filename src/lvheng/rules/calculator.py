"""The calculator of a rule, made from its declaration: what was typed, what is wrong with it, what follows.

What is typed has the names of ``lvheng rule explain --set``: ``use=300``, ``use@2025-01=200`` for an earlier period,
``gas_price=2.1`` for a parameter; ``on`` is the day or period and ``area`` where it happens.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula import Period
from lvheng.formula.periods import PeriodKind
from lvheng.packs.measures import PackParameter
from lvheng.packs.rule_model import PERIOD_END, RuleInput
from lvheng.rules.applying import amounts_text
from lvheng.rules.book import Rule
from lvheng.rules.outcome import Outcome
from lvheng.rules.values import read_amounts, read_value, read_values

ON, AREA = "on", "area"
# A table of sixty pollutants takes about a thousand.
MAX_LENGTH = 4000
MAX_EARLIER = 60
PERIOD_LABELS: Mapping[PeriodKind, Text] = {
    PeriodKind.DAY: Text("行为发生日", "Day of the conduct"),
    PeriodKind.MONTH: Text("月份", "Month"),
    PeriodKind.QUARTER: Text("季度", "Quarter"),
    PeriodKind.HALF: Text("半年", "Half-year"),
    PeriodKind.YEAR: Text("年份", "Year"),
}


@dataclass(frozen=True)
class Field:
    """One field of the form. ``type`` is number, boolean, code, date or text; ``usual`` what holds if left empty."""

    name: str
    label: Text
    type: str
    value: str
    unit: str = ""
    help: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    usual: Text | None = None
    required: bool = False
    asked: bool = False
    problem: Problem | None = None


@dataclass(frozen=True)
class Group:
    """Fields that belong together. ``open``: whether they are seen at once."""

    title: Text | None
    fields: tuple[Field, ...]
    open: bool = True


@dataclass(frozen=True)
class Typed:
    """What somebody typed, sorted by what it is; empty fields are left out."""

    on: str
    given: Mapping[str, str]
    history: Mapping[str, Mapping[str, str]]
    parameters: Mapping[str, str]

    @staticmethod
    def of(rule: Rule, typed: Mapping[str, str]) -> Typed:
        """Sorts by name; names that the rule does not know are left aside."""
        inputs = {each.code for each in rule.item.all_inputs}
        given: dict[str, str] = {}
        history: dict[str, dict[str, str]] = {}
        parameters: dict[str, str] = {}
        for name, value in typed.items():
            written = value.strip()[:MAX_LENGTH]
            code, at, period = name.partition("@")
            if not written:
                continue
            if at and code in inputs and len(history) < MAX_EARLIER:
                history.setdefault(period[:10], {})[code] = written
            elif code in inputs:
                given[code] = written
            elif code in rule.parameters:
                parameters[code] = written
        return Typed(typed.get(ON, "").strip()[:MAX_LENGTH], given, history, parameters)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said yet, so that there is nothing to answer."""
        return not (self.given or self.history or self.parameters)


@dataclass
class Calculator:
    """The form of a rule with what was typed, and the outcome where there is one. ``today`` is the usual day."""

    rule: Rule
    typed: Typed
    today: datetime.date
    area: str = ""
    problems: dict[str, Problem] = field(default_factory=dict)

    @cached_property
    def period(self) -> Period:
        """The period that was asked for; today's where it cannot be read."""
        try:
            return self.rule.period(self.typed.on or self.today)
        except Problem as problem:
            self.problems[ON] = problem
            return self.rule.period(self.today)

    @cached_property
    def applied(self) -> Rule:
        """The rule with the parameters that were typed."""
        entered = {}
        for code, written in self.typed.parameters.items():
            try:
                entered[code] = read_amounts(self.rule.parameters[code][0].item, written)
            except Problem as problem:
                self.problems[code] = problem
        return self.rule.with_parameters(entered) if entered else self.rule

    @cached_property
    def outcome(self) -> Outcome | None:
        """What follows; None while nothing was typed, or while something cannot be read (see ``problems``)."""
        period, rule = self.period, self.applied
        self._check_inputs()
        if self.problems or self.typed.is_empty:
            return None
        try:
            return rule.apply(self.typed.given, period, history=self.typed.history)
        except Problems as error:
            self.problems |= {problem.where or problem.code: problem for problem in error.problems}
        except Problem as error:
            self.problems[error.where or error.code] = error
        return None

    def _check_inputs(self) -> None:
        rows = [("", self.typed.given), *((f"@{period}", row) for period, row in self.typed.history.items())]
        for suffix, row in rows:
            try:
                read_values(self.rule.item, row)
            except Problems as error:
                self.problems |= {f"{problem.where}{suffix}": problem for problem in error.problems}
        for period, row in self.typed.history.items():
            problem = self._not_earlier(period)
            if problem is not None:
                self.problems |= {f"{code}@{period}": problem for code in row}

    def _not_earlier(self, period: str) -> Problem | None:
        """What is wrong with an earlier period: it has to be one of the rule's own, before the one asked for."""
        try:
            found = self.rule.period(period)
        except Problem as problem:
            return problem
        if found.start < self.period.start:
            return None
        what = Text(f"{found.code} 不在本期之前。", f"{found.code} is not before the period.")
        to_do = Text(f"填 {self.period.code} 之前的数。", f"Give figures before {self.period.code}.")
        return InputProblem("not_earlier", what, found.code, to_do)

    @cached_property
    def told(self) -> list[tuple[str, Text, Problem]]:
        """Everything that is wrong: name of the field, its label, the problem."""
        _ = self.outcome
        labels = {each.name: each.label for group in self.groups for each in group.fields}
        return [(name, labels.get(name, Text(name, name)), problem) for name, problem in self.problems.items()]

    @cached_property
    def groups(self) -> list[Group]:
        """The fields of the form, in the order in which people fill them in."""
        asked = {(ask.code, ask.period) for ask in self.outcome.asks} if self.outcome else set()
        now = {code for code, period in asked if period is None}
        found = [Group(None, (self._when(), *self._inputs(self._single(), now)))]
        found += self._repeated(now)
        found += self._earlier({(code, period) for code, period in asked if period is not None})
        found += self._parameters(now)
        return [group for group in found if group.fields]

    def _when(self) -> Field:
        kind = self.rule.item.frequency
        example = self.rule.period(self.today).code
        words = None if kind == PeriodKind.DAY else Text(f"例如 {example}。", f"For example {example}.")
        value = self.typed.on if ON in self.problems else self.period.code
        type_ = "date" if kind == PeriodKind.DAY and ON not in self.problems else "text"
        return Field(ON, PERIOD_LABELS[kind], type_, value, help=words, problem=self.problems.get(ON))

    def _single(self) -> list[RuleInput]:
        return [each for each in self.rule.item.inputs if each.repeat is None]

    def _inputs(self, inputs: Iterable[RuleInput], asked: set[str]) -> Iterator[Field]:
        for item in inputs:
            value = self.typed.given.get(item.code, "")
            yield self._input(item, item.code, value, item.title, item.code in asked)

    def _input(self, item: RuleInput, name: str, value: str, label: Text, asked: bool) -> Field:
        return Field(
            name,
            label,
            item.kind,
            self._as_code(item, value),
            unit="" if item.unit == "1" else item.unit,
            help=item.note.text if item.note else None,
            choices=_choices(item),
            usual=_usual(item),
            required=item.required and item.default is None,
            asked=asked,
            problem=self.problems.get(name),
        )

    def _as_code(self, item: RuleInput, value: str) -> str:
        """A choice that was written by its name, as the list of the form has it."""
        if item.kind not in ("boolean", "code") or not value:
            return value
        try:
            found = read_value(item, value)
        except InputProblem:
            return value
        return ("yes" if found else "no") if isinstance(found, bool) else str(found)

    def _repeated(self, asked: set[str]) -> Iterator[Group]:
        """Inputs that come several times (a pollutant with its amount), one group for each time."""
        repeated = [each for each in self.rule.item.inputs if each.repeat is not None]
        for number in range(max((each.repeat or 0 for each in repeated), default=0)):
            copies = [each.model_copy(update=each.numbered(number)) for each in repeated if number < (each.repeat or 0)]
            fields = tuple(self._inputs(copies, asked))
            filled = any(each.value or each.asked or each.problem for each in fields)
            yield Group(Text(f"第{number + 1}项", f"Item {number + 1}"), fields, open=filled or number == 0)

    def _earlier(self, asked: set[tuple[str, str]]) -> Iterator[Group]:
        given = {(code, period) for period, row in self.typed.history.items() for code in row}
        order = [each.code for each in self.rule.item.all_inputs]
        inputs = {each.code: each for each in self.rule.item.all_inputs}
        keys = sorted(asked | given, key=lambda key: (order.index(key[0]), key[1]))
        fields = []
        for code, period in keys:
            value = self.typed.history.get(period, {}).get(code, "")
            item = inputs[code]
            label = Text(f"{item.name}（{period}）", f"{item.name_en} ({period})")
            fields.append(self._input(item, f"{code}@{period}", value, label, (code, period) in asked))
        yield Group(Text("以前各期", "Earlier periods"), tuple(fields))

    def _parameters(self, asked: set[str]) -> Iterator[Group]:
        """What has to be entered is in sight; other parameters can be changed to see what would be."""
        missing = {item.code for item in self.rule.to_be_entered(self.period.end)} | asked
        known = {code: _in_force(self.rule, code, self.period.end) for code in self.rule.parameters}
        wanted = [code for code in known if code in missing or (known[code] is None)]
        local = self._parameter_fields(wanted, asked)
        needed = any(each.asked or each.value or each.problem for each in local)
        yield Group(Text("当地的价格和标准", "Local prices and standards"), local, open=needed)
        others = self._parameter_fields([code for code in known if code not in wanted], asked)
        changed = any(each.value or each.problem for each in others)
        yield Group(Text("换一个参数试算", "Try another parameter"), others, open=changed)

    def _parameter_fields(self, codes: Iterable[str], asked: set[str]) -> tuple[Field, ...]:
        return tuple(self._parameter(code, code in asked) for code in codes)

    def _parameter(self, code: str, asked: bool) -> Field:
        item = _in_force(self.rule, code, self.period.end) or self.rule.parameters[code][0].item
        now = amounts_text(item)
        return Field(
            code,
            item.title,
            "text",
            self.typed.parameters.get(code, ""),
            unit=_unit(item),
            help=FORMS[item.kind],
            usual=Text(now, now) if now else None,
            asked=asked,
            problem=self.problems.get(code),
        )


FORMS: Mapping[str, Text | None] = {
    "number": None,
    "scale": Text(
        "按“上限:单价”写，最后一档不写上限，例如 160:0.51,240:0.56,:0.81。",
        "Write limit:rate, the last one without a limit: 160:0.51,240:0.56,:0.81.",
    ),
    "table": Text("按“代码:数值”写，用逗号分开。", "Write code:value, with commas between."),
}


def _unit(item: PackParameter) -> str:
    if item.kind == "scale":
        return "" if item.rate_unit == "1" else item.rate_unit
    return "" if item.unit == "1" else item.unit


def _in_force(rule: Rule, code: str, day: datetime.date) -> PackParameter | None:
    """The version of a parameter on a day."""
    for version in rule.parameters[code]:
        first, last = version.item.valid_from or datetime.date.min, version.item.valid_until or datetime.date.max
        if first <= day <= last:
            return version.item
    return None


def _choices(item: RuleInput) -> tuple[tuple[str, Text], ...]:
    if item.kind == "boolean":
        return (("yes", Text("是", "yes")), ("no", Text("否", "no")))
    return tuple((each.code, each.title) for each in item.choices)


def _usual(item: RuleInput) -> Text | None:
    if item.default is None:
        return None
    if item.default == PERIOD_END and item.kind == "date":
        return Text("计算的那一天", "the day of the calculation")
    if isinstance(item.default, bool):
        return Text("是", "yes") if item.default else Text("否", "no")
    choice = item.choice(item.default)
    return choice.title if choice else Text(item.default, item.default)
