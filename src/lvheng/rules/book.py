"""The rules of a pack as they hold in an area, ready to be applied."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from lvheng.errors import InputProblem, Text
from lvheng.formula import Period, PeriodKind, Pool, Program
from lvheng.packs.local_values import Resolved, resolve
from lvheng.packs.measures import DataElement, DatedFormula, PackParameter
from lvheng.packs.mistakes import what_is_valid
from lvheng.packs.model import Binding, Pack, Source
from lvheng.packs.rule_model import Amounts, LegalText, LocalValue, PackRule, RuleOutput, RuleStep
from lvheng.packs.rules import names_in, rule_program
from lvheng.rules.applying import apply
from lvheng.rules.outcome import Outcome
from lvheng.rules.values import Given, read_amounts

ENTERED = Source(title="使用者填入", certainty="to_verify")


@dataclass(frozen=True)
class Rule:
    """A rule with the parameters that hold where it is applied. ``entered``: codes that a person filled in."""

    item: PackRule
    parameters: Mapping[str, tuple[Resolved, ...]]
    pools: Mapping[str, Pool] = field(default_factory=dict)
    entered: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        return self.item.code

    @cached_property
    def program(self) -> Program:
        """The formulas, checked; loading a pack has found everything that is wrong with them."""
        versions = [each.item for several in self.parameters.values() for each in several]
        return rule_program(self.item, versions, self.pools)

    def apply(
        self,
        values: Mapping[str, Given | None],
        on: datetime.date | Period | str,
        *,
        parameters: Mapping[str, Given | Amounts] | None = None,
        history: Mapping[str, Mapping[str, Given | None]] | None = None,
    ) -> Outcome:
        """The rule for one thing on a day or in a period, with reasons.

        ``parameters`` are filled in by the person who asks; ``history`` holds the inputs of earlier periods. Raises
        Problems with every input that cannot be used; what is only missing is asked for in the outcome.
        """
        rule = self.with_parameters(parameters) if parameters else self
        return apply(rule, values, self.period(on), history or {})

    def on(self, period: Period | None) -> Rule:
        """The rule with the days that are the end of a period; without a period such days have to be said."""
        item = self.item.on(period.end if period else None)
        return self if item is self.item else replace(self, item=item)

    def period(self, on: datetime.date | Period | str) -> Period:
        """The period of the rule's own length that a day or period lies in. Raises InputProblem for a longer one."""
        given = Period.parse(on) if isinstance(on, str) else on
        day = given if isinstance(given, datetime.date) else given.start
        found = _around(self.item.frequency, day)
        if isinstance(given, Period) and given.end > found.end:
            raise InputProblem(
                "period_too_long",
                Text(
                    f"“{self.item.name}”按{PERIODS[self.item.frequency].zh}计算，{given.code} 太长。",
                    f"{self.item.name_en} is computed by the {PERIODS[self.item.frequency].en}; {given.code} is too "
                    "long.",
                ),
                given.code,
                Text(f"例如写 {found.code}。", f"Write for example {found.code}."),
            )
        return found

    def with_parameters(self, values: Mapping[str, Given | Amounts]) -> Rule:
        """The rule with other values of some parameters, at all times. Raises InputProblem for an unknown one."""
        changed = dict(self.parameters)
        for code, value in values.items():
            if code not in changed:
                raise unknown_parameter(code, changed)
            first = changed[code][0].item
            amounts = read_amounts(first, value)
            changes = {"value": amounts.value, "brackets": amounts.brackets, "entries": amounts.entries}
            days = {"valid_from": None, "valid_until": None, "source": ENTERED, "note": None}
            changed[code] = (Resolved(first.model_copy(update={**changes, **days})),)
        return replace(self, parameters=changed, entered=self.entered | values.keys())

    def with_formulas(self, formulas: Mapping[str, str]) -> Rule:
        """The rule with other formulas of some steps or outputs, at all times.

        ``program`` then raises Problems where one of them is wrong. Raises InputProblem for an unknown step.
        """
        known = [part.code for part in (*self.item.steps, *self.item.outputs)]
        for code in formulas:
            if code not in known:
                what = Text(f"这条规则没有步骤或结果“{code}”。", f"The rule has no step or output `{code}`.")
                raise InputProblem("unknown_step", what, code, what_is_valid(code, known))
        steps = tuple(_rewritten(part, formulas) for part in self.item.steps)
        outputs = tuple(_rewritten_output(part, formulas) for part in self.item.outputs)
        return replace(self, item=self.item.model_copy(update={"steps": steps, "outputs": outputs}))

    def law_on(self, day: datetime.date) -> tuple[LegalText, ...]:
        """The legal texts in force for conduct on that day."""
        return tuple(law for law in self.item.law if law.in_force_on(day))

    def to_be_entered(self, day: datetime.date) -> tuple[PackParameter, ...]:
        """The parameters that have no value on that day."""
        versions = (
            next((each for each in several if _in_force(each.item, day)), None) for several in self.parameters.values()
        )
        return tuple(found.item for found in versions if found is not None and not is_set(found.item))


@dataclass(frozen=True)
class Rulebook:
    """All rules of a pack for one area. ``bindings`` say which articles of the plan they operate."""

    area: str | None
    versions: Mapping[str, tuple[Rule, ...]]
    bindings: tuple[Binding, ...] = ()

    @staticmethod
    def of(pack: Pack, area: str | None = None) -> Rulebook:
        """The rules of a pack with the local values of ``area`` (the pack's own area unless another is named)."""
        where = area or pack.area_code
        parameters = resolve(pack.of(PackParameter), pack.of(LocalValue), where)
        pools = {element.code: Pool(element.pool) for element in pack.of(DataElement)}
        found: dict[str, list[Rule]] = {}
        for item in sorted(pack.of(PackRule), key=lambda each: each.valid_from or datetime.date.min):
            used = {code: parameters[code] for code in sorted(names_in(item) & parameters.keys())}
            found.setdefault(item.code, []).append(Rule(item, used, pools))
        bound = tuple(binding for binding in pack.bindings if binding.kind == "rule")
        return Rulebook(where, {code: tuple(rules) for code, rules in sorted(found.items())}, bound)

    def __iter__(self) -> Iterator[Rule]:
        """Each rule in its latest version, by code."""
        return (versions[-1] for versions in self.versions.values())

    def __len__(self) -> int:
        return len(self.versions)

    def rule(self, code: str, on: datetime.date | Period | str | None = None) -> Rule:
        """The rule, in the version in force on a day, else the latest. Raises InputProblem."""
        if code not in self.versions:
            what = Text(f"没有规则“{code}”。", f"There is no rule `{code}`.")
            raise InputProblem("unknown_rule", what, code, what_is_valid(code, self.versions))
        versions = self.versions[code]
        if on is None or len(versions) == 1:
            return versions[-1]
        given = Period.parse(on) if isinstance(on, str) else on
        day = given if isinstance(given, datetime.date) else given.end
        found = next((rule for rule in versions if _in_force(rule.item, day)), None)
        if found is None:
            what = Text(f"规则“{code}”在 {day} 没有有效的版本。", f"No version of `{code}` is in force on {day}.")
            raise InputProblem("not_in_force", what, code, Text("换一个日期。", "Choose another day."))
        return found

    def articles(self, code: str) -> tuple[str, ...]:
        """The articles of the plan that the rule operates."""
        return tuple(dict.fromkeys(binding.article for binding in self.bindings if binding.code == code))


PERIODS: Mapping[PeriodKind, Text] = {
    PeriodKind.YEAR: Text("年", "year"),
    PeriodKind.HALF: Text("半年", "half-year"),
    PeriodKind.QUARTER: Text("季度", "quarter"),
    PeriodKind.MONTH: Text("月", "month"),
    PeriodKind.DAY: Text("日", "day"),
}


def is_set(item: PackParameter) -> bool:
    """Whether the parameter has a value."""
    return item.value is not None or bool(item.brackets) or bool(item.entries)


def unknown_parameter(code: str, known: Mapping[str, object]) -> InputProblem:
    """A parameter that the rule does not use."""
    what = Text(f"这条规则没有参数“{code}”。", f"The rule has no parameter `{code}`.")
    return InputProblem("unknown_parameter", what, code, what_is_valid(code, known))


def _in_force(item: PackRule | PackParameter, day: datetime.date) -> bool:
    return (item.valid_from or datetime.date.min) <= day <= (item.valid_until or datetime.date.max)


def _around(kind: PeriodKind, day: datetime.date) -> Period:
    """The period of a kind that a day lies in."""
    per_year = kind.per_year
    if per_year is None:
        return Period(kind, day)
    width = 12 // per_year
    return Period(kind, datetime.date(day.year, (day.month - 1) // width * width + 1, 1))


def _rewritten(part: RuleStep, formulas: Mapping[str, str]) -> RuleStep:
    if part.code not in formulas:
        return part
    return part.model_copy(update={"formulas": (DatedFormula(formula=formulas[part.code]),)})


def _rewritten_output(part: RuleOutput, formulas: Mapping[str, str]) -> RuleOutput:
    if part.code not in formulas:
        return part
    return part.model_copy(update={"formulas": (DatedFormula(formula=formulas[part.code]),)})
