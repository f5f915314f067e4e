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
    "price": Text("价格和收费", "Prices and fees"),
    "tax": Text("税", "Taxes"),
    "liability": Text("处罚和赔偿", "Penalties and compensation"),
    "contract": Text("合同和分摊", "Contracts and shared costs"),
    "incentive": Text("优惠和奖励", "Incentives and rewards"),
    "risk": Text("风险", "Risks"),
    "verdict": Text("审查和判定", "Reviews and verdicts"),
    "score": Text("评价", "Evaluation"),
    "market": Text("交易和履约", "Trading and compliance"),
}
# Choices by which nothing follows.
NOTHING = ("none", "conforms")
# Units that registers spell otherwise than rules do.
SPELLINGS: Mapping[str, str] = {
    "万t": "万吨",
    "万kWh": "万千瓦时",
    "万m³": "万立方米",
    "万m³/d": "万立方米/day",
}


@dataclass(frozen=True)
class Known:
    """A fact of the thing that a rule uses: from which field of the register."""

    input: RuleInput
    field: Text
    value: str

    @property
    def shown(self) -> Text:
        """The value as people read it."""
        if self.input.kind == "boolean":
            return Text("是", "yes") if self.value == "yes" else Text("否", "no")
        choice = self.input.choice(self.value)
        return choice.title if choice else Text(self.value, self.value)


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


@dataclass(frozen=True)
class Record:
    """A thing as a register has it. ``seen``: the fields that the reader may see; others are not used.

    ``via``: the field that named this thing, where it is not the thing itself nor one that belongs to it.
    """

    kind: RegisterKind
    values: Mapping[str, Any]
    seen: frozenset[str]
    via: str | None = None


def rules_for(kind: str, rules: Iterable[Rule]) -> list[Rule]:
    """The rules that are applied to things of a kind, or that take facts of their own from its register."""
    return [
        rule
        for rule in rules
        if rule.item.of == kind or any(each.of == kind and each.via is None for each in rule.item.all_inputs)
    ]


def facts_of(rule: PackRule, records: Iterable[Record]) -> Iterator[Known]:
    """What the registers say of the rule's inputs.

    A fact in another unit than the rule's is left aside: nobody converts it silently. So is a word that is no choice of
    the rule.
    """
    known = {(each.kind.code, each.via): each for each in reversed(list(records))}
    for item in rule.all_inputs:
        record = known.get((item.of or rule.of, item.via))
        if record is None:
            continue
        declared = record.kind.by_code.get(item.field or item.code)
        if declared is None or declared.code not in record.seen or declared.code not in record.values:
            continue
        written = _written(record.values[declared.code])
        if _fits(item, declared.unit or "1", written):
            yield Known(item, declared.title, written)


def _fits(item: RuleInput, unit: str, written: str) -> bool:
    if item.kind == "number":
        return SPELLINGS.get(unit, unit) == item.unit
    return item.kind != "code" or not item.choices or item.choice(written) is not None


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
    return value not in (None, *NOTHING)


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
        found.setdefault(heading_of(each.item), []).append(each)
    return [(title, found[code]) for code, title in HEADINGS.items() if code in found]


def heading_of(item: PackRule) -> str:
    """Under which heading a rule is listed: charges by their group, everything else by what follows."""
    return item.group if item.follows == "charge" and item.group in HEADINGS else item.follows
