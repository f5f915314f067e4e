"""What the law asks of one thing: every rule for its kind, applied to what is known of it. Knows no database."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import urlencode

from lvheng.errors import Problem, Text
from lvheng.packs.registers import RegisterKind
from lvheng.packs.rule_model import PackRule, RuleInput, RuleOutput
from lvheng.rules.book import Rule
from lvheng.rules.calculator import Calculator, Field, Typed
from lvheng.rules.outcome import Outcome, Result, Value

State = Literal["follows", "not", "unknown"]
BETWEEN = "."
# What the kinds of results are called where they are listed together, in this order.
HEADINGS: Mapping[str, Text] = {
    "duty": Text("义务", "Duties"),
    "charge": Text("收费", "Charges"),
    "incentive": Text("优惠", "Incentives"),
    "risk": Text("风险", "Risks"),
    "verdict": Text("判定", "Verdicts"),
    "score": Text("评分", "Scores"),
}


@dataclass(frozen=True)
class Known:
    """A fact of the thing that a rule uses: from which field of the register."""

    input: RuleInput
    field: Text
    value: str


@dataclass(frozen=True)
class Finding:
    """What one rule says: ``telling`` are the results by which it follows, ``questions`` the fields still open."""

    rule: Rule
    state: State
    outcome: Outcome | None
    telling: tuple[Result, ...]
    known: tuple[Known, ...]
    questions: tuple[Field, ...]
    problems: tuple[tuple[Text, Problem], ...]
    query: str

    @property
    def item(self) -> PackRule:
        return self.rule.item


def rules_for(kind: str, rules: Iterable[Rule]) -> list[Rule]:
    """The rules that are applied to things of a kind, or that take facts from its register."""
    return [rule for rule in rules if rule.item.of == kind or any(each.of == kind for each in rule.item.all_inputs)]


def facts_of(rule: PackRule, kind: RegisterKind, values: Mapping[str, Any], seen: frozenset[str]) -> Iterator[Known]:
    """What the register says of the rule's inputs. ``seen``: the fields that the reader may see; others are not used.

    A fact in another unit than the rule's is left aside: nobody converts it silently.
    """
    for item in rule.all_inputs:
        if (item.of or rule.of) != kind.code:
            continue
        declared = kind.by_code.get(item.field or item.code)
        if declared is None or declared.code not in seen or declared.code not in values:
            continue
        unit = "1" if declared.unit is None else declared.unit
        if item.kind != "number" or unit == item.unit:
            yield Known(item, declared.title, _written(values[declared.code]))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def find(rule: Rule, facts: Iterable[Known], typed: Mapping[str, str], today: datetime.date, area: str = "") -> Finding:
    """Applies a rule to the facts and to what somebody typed besides (``rule.input=value``), as of today."""
    known = tuple(facts)
    prefix = f"{rule.code}{BETWEEN}"
    own = {name.removeprefix(prefix): value for name, value in typed.items() if name.startswith(prefix)}
    said = {**{each.input.code: each.value for each in known}, **{code: value for code, value in own.items() if value}}
    calculator = Calculator(rule, Typed.of(rule, said), today, area)
    outcome = calculator.outcome
    if outcome is None and not calculator.problems:
        outcome = rule.apply({}, calculator.period)
    telling = tuple(each for each in outcome.results if _tells(each)) if outcome else ()
    return Finding(
        rule,
        _state(outcome, telling),
        outcome,
        telling,
        known,
        tuple(_questions(calculator, outcome, own, prefix)),
        tuple((label, problem) for _name, label, problem in calculator.told),
        f"?{urlencode({**said, **({'area': area} if area else {})})}",
    )


def _tells(result: Result) -> bool:
    """Whether by this result something follows: a yes, a sum of money, a class that is not “none”."""
    return result.output.role != "quantity" and is_telling(result.output, result.value)


def is_telling(output: RuleOutput, value: Value | None) -> bool:
    """Whether a value says that something follows."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return value != 0
    return value is not None and value != "none"


def _state(outcome: Outcome | None, telling: tuple[Result, ...]) -> State:
    if telling:
        return "follows"
    return "not" if outcome is not None and outcome.complete else "unknown"


def _questions(calculator: Calculator, outcome: Outcome | None, own: Mapping[str, str], prefix: str) -> Iterator[Field]:
    """The fields that the rule asks for or that somebody filled in here, with the rule's name before theirs."""
    asked = {ask.code for ask in outcome.asks if ask.period is None} if outcome else set()
    for group in calculator.groups:
        for each in group.fields:
            if each.name in asked or each.name in own:
                yield Field(**{**each.__dict__, "name": f"{prefix}{each.name}", "asked": each.name in asked})


def by_heading(findings: Iterable[Finding]) -> list[tuple[Text, list[Finding]]]:
    """Findings by what follows."""
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.item.follows, []).append(each)
    return [(title, found[code]) for code, title in HEADINGS.items() if code in found]
