"""An outcome as a tree of sentences: each result, by which formula, from which inputs, parameters and steps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from lvheng.errors import Text
from lvheng.formula import Cell, Key, Missing, Step
from lvheng.formula.parser import parse
from lvheng.formula.values import Value
from lvheng.indicators.explaining import ROUNDINGS, Node
from lvheng.indicators.formula_words import formula_text
from lvheng.indicators.wording import number_text, value_text
from lvheng.packs.rule_model import Part, RuleInput
from lvheng.rules.applying import TABLE_CALL
from lvheng.rules.book import Rule
from lvheng.rules.naming import RuleTitles
from lvheng.rules.outcome import Outcome, Result, UsedParameter
from lvheng.rules.values import day_of

DEFAULT = Text("没有填，按缺省值", "not said, the default")
AS_GIVEN = Text("填写的数", "as given")
SEE_ABOVE = Text("见上", "see above")


def explain(rule: Rule, outcome: Outcome) -> tuple[Node, ...]:
    """How each result came about, one tree for each."""
    return tuple(_Explainer(rule, outcome, result).tree() for result in outcome.results)


@dataclass
class _Explainer:
    rule: Rule
    outcome: Outcome
    result: Result
    shown: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.used = {used.code: used for used in self.outcome.parameters}

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The codes of what the rule has several times over."""
        item = self.rule.item
        several = [part for part in (*item.inputs, *item.steps) if part.repeat]
        return frozenset(str(part.numbered(n)["code"]) for part in several for n in range(1, (part.repeat or 0) + 1))

    @cached_property
    def titles(self) -> RuleTitles:
        return RuleTitles(self.rule)

    def tree(self) -> Node:
        return self._cell(self.result.explanation.target)

    def _cell(self, key: Key) -> Node:
        cell = self.result.explanation.cell(key)
        statement = self._statement(cell)
        if key in self.shown:
            return Node(statement, (SEE_ABOVE,))
        self.shown.add(key)
        if cell.step is None:
            return Node(statement, (self._origin(cell),) if not isinstance(cell.value, Missing) else ())
        return Node(statement, tuple(self._notes(cell)), tuple(self._parts(cell.step)))

    def _statement(self, cell: Cell) -> Text:
        part = self.titles.parts[cell.key.code]
        value = _value(part, cell.value)
        when = f"（{cell.key.period.code}）" if cell.key.period != self.outcome.period else ""
        aside = f" ({cell.key.period.code})" if when else ""
        return Text(f"{part.name}{when}：{value.zh}", f"{part.name_en}{aside}: {value.en}")

    def _origin(self, cell: Cell) -> Text:
        return DEFAULT if cell.key.code in self.outcome.defaults else AS_GIVEN

    def _notes(self, cell: Cell) -> Iterator[Text]:
        formula = formula_text(parse(cell.notes["formula"]), self.titles)
        yield Text(f"公式：{formula.zh}", f"formula: {formula.en}")
        if cell.unrounded is not None and cell.unrounded != cell.value:
            kind, exact = ROUNDINGS[cell.notes["rounding"]], number_text(cell.unrounded)
            places = cell.notes["decimals"]
            yield Text(f"修约前{exact}，{kind.zh}，保留{places}位小数", f"{exact} before it was {kind.en} to {places}")

    def _parts(self, step: Step) -> Iterator[Node]:
        """What the formula used, each once, in the order of the formula."""
        done: set[Key | str] = set()
        for leaf in _used(step):
            name = leaf.refers or leaf.text
            if name in done:
                continue
            done.add(name)
            if leaf.refers is not None:
                if not self._is_left_out(leaf.refers):
                    yield self._cell(leaf.refers)
                continue
            found = TABLE_CALL.match(leaf.text)
            used = self.used.get((found[1] or found[2]) if found else leaf.text)
            if used is not None:
                yield self._parameter(used, leaf.notes.get("parts", ""))

    def _is_left_out(self, key: Key) -> bool:
        """One of several alike of which nothing was said, such as the eighth material of a product made of two."""
        return key.code in self.repeated and self.result.explanation.cell(key).value == 0 and self._is_silent(key)

    def _is_silent(self, key: Key) -> bool:
        """Whether all that it rests on are defaults."""
        step = self.result.explanation.cell(key).step
        if step is None:
            return key.code in self.outcome.defaults
        return all(self._is_silent(leaf.refers) for leaf in _used(step) if leaf.refers is not None)

    def _parameter(self, used: UsedParameter, parts: str) -> Node:
        notes = [Text(f"参数，{used.source}", f"parameter, {used.source}")]
        if parts:
            notes.insert(0, Text(f"计算：{parts}", f"computed: {parts}"))
        return Node(Text(f"{used.title.zh}：{used.words.zh}", f"{used.title.en}: {used.words.en}"), tuple(notes))


def _used(step: Step) -> Iterator[Step]:
    """The variables, parameters and tables of a step."""
    if step.refers is not None or not step.steps or TABLE_CALL.match(step.text):
        yield step
    if step.refers is None:
        for part in step.steps:
            yield from _used(part)


def _value(part: Part, value: Value) -> Text:
    if isinstance(part, RuleInput) and part.kind == "date" and isinstance(value, Fraction | Decimal):
        day: datetime.date = day_of(value)
        return Text(day.isoformat(), day.isoformat())
    if isinstance(value, str):
        choice = part.choice(value)
        return choice.title if choice else Text(value, value)
    return value_text(value, part.unit)
