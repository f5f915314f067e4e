"""A rule with some inputs fixed once for all rows: what follows from them is worked out ahead, not row by row."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from lvheng.formula import syntax
from lvheng.formula.declarations import MAX_DIGITS, is_decimal
from lvheng.formula.parser import parse
from lvheng.formula.rounding import round_to
from lvheng.formula.syntax import Expr, Place
from lvheng.packs.measures import PackParameter
from lvheng.packs.rule_model import PackRule, Part, RuleInput, RuleStep

Constant = Fraction | bool | str
_COMPARE: Mapping[str, Callable[..., bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_KEEPS_FIRST = frozenset({"lookup", "previous", "base", "cumulative", "sum_of", "mean_of", "count_of", "parent"})
_NOWHERE = Place(1, 1)
P = TypeVar("P", bound=RuleStep)
Q = TypeVar("Q", bound=Part)


def specialise(
    rule: PackRule,
    fixed: Mapping[str, Decimal | bool | str],
    absent: Collection[str],
    parameters: Mapping[str, PackParameter],
    summed: Collection[str] = (),
) -> PackRule:
    """The rule without the fixed inputs.

    ``absent`` are inputs that no row has: what asks whether they are known is settled. ``parameters`` are those with
    one value at all times. ``summed`` are inputs of which every row holds the sum since the year began, as another
    input. Formulas that hold only on some days stay as they are written. Units have been checked on the whole rule; a
    constant that stands for a name has none, so that all are pure numbers here: build it with :func:`pure_parameters`.
    """
    known: dict[str, Constant] = {
        code: Fraction(value) if isinstance(value, Decimal) else value for code, value in fixed.items()
    }
    numbers = {code: item.value for code, item in parameters.items() if item.value is not None}
    decimals = {code: value for code, value in numbers.items() if is_decimal(value)}
    folder = _Folder(known, frozenset(absent), decimals, frozenset(summed))
    steps: list[RuleStep] = []
    for step in rule.all_steps:
        folded = folder.part(step)
        value = _constant_of(folded)
        if value is None:
            steps.append(_pure(folded))
        else:
            known[step.code] = round_to(value, step.decimals, step.rounding) if type(value) is Fraction else value
    outputs = tuple(_pure(folder.part(output)) for output in rule.all_outputs)
    inputs = (
        *(_pure(each) for each in rule.all_inputs if each.code not in fixed),
        *(_pure(_sum_of(each)) for each in rule.all_inputs if each.code in summed),
    )
    return rule.model_copy(update={"inputs": inputs, "steps": tuple(steps), "outputs": outputs})


def pure_parameters(items: Iterable[PackParameter]) -> list[PackParameter]:
    """Parameters as pure numbers, for a specialised rule."""
    return [item.model_copy(update={"unit": "1", "rate_unit": "1"}) for item in items]


def _pure(part: Q) -> Q:
    return part.model_copy(update={"unit": "1"})


def to_date(code: str) -> str:
    """The name of the sum of an input since the year began."""
    return f"{code}_to_date"


def _sum_of(item: RuleInput) -> RuleInput:
    return item.model_copy(update={"code": to_date(item.code), "digits": min(item.digits + 3, MAX_DIGITS)})


def _constant_of(part: RuleStep) -> Constant | None:
    if len(part.formulas) != 1 or part.formulas[0].valid_from or part.formulas[0].valid_until:
        return None
    return _constant(parse(part.formulas[0].formula))


def _constant(node: Expr) -> Constant | None:
    match node:
        case syntax.Number() | syntax.Truth() | syntax.Word():
            return node.value
        case _:
            return None


@dataclass
class _Folder:
    """Replaces names by what is known of them and works out what then holds no name any more."""

    known: Mapping[str, Constant]
    absent: frozenset[str]
    numbers: Mapping[str, Fraction]
    summed: frozenset[str]

    def part(self, part: P) -> P:
        formulas = tuple(
            each.model_copy(update={"formula": syntax.write(self.fold(parse(each.formula)))}) for each in part.formulas
        )
        return part.model_copy(update={"formulas": formulas})

    def fold(self, node: Expr) -> Expr:
        match node:
            case syntax.Name():
                return self._name(node)
            case syntax.Negative():
                return self._negative(replace(node, operand=self.fold(node.operand)))
            case syntax.Binary():
                return _binary(replace(node, left=self.fold(node.left), right=self.fold(node.right)))
            case syntax.Compare():
                return _compare(replace(node, left=self.fold(node.left), right=self.fold(node.right)))
            case syntax.Not():
                return _not(replace(node, operand=self.fold(node.operand)))
            case syntax.Logic():
                return _logic(replace(node, operands=tuple(map(self.fold, node.operands))))
            case syntax.Choice():
                return self._choice(node)
            case syntax.Call():
                return self._call(node)
            case _:
                return node

    def _name(self, node: syntax.Name) -> Expr:
        if node.code in self.known:
            return literal(self.known[node.code])
        return literal(self.numbers[node.code]) if node.code in self.numbers else node

    def _negative(self, node: syntax.Negative) -> Expr:
        return literal(-node.operand.value) if isinstance(node.operand, syntax.Number) else node

    def _choice(self, node: syntax.Choice) -> Expr:
        condition = self.fold(node.condition)
        if isinstance(condition, syntax.Truth):
            return self.fold(node.then if condition.value else node.otherwise)
        return replace(node, condition=condition, then=self.fold(node.then), otherwise=self.fold(node.otherwise))

    def _call(self, node: syntax.Call) -> Expr:
        if node.function == "known" and isinstance(node.arguments[0], syntax.Name):
            code = node.arguments[0].code
            if code in self.absent or code in self.known:
                return literal(code in self.known)
        if node.function == "cumulative" and syntax.write(node.arguments[0]) in self.summed:
            return syntax.Name(to_date(syntax.write(node.arguments[0])), node.place)
        if node.function in _KEEPS_FIRST:
            # The table of a lookup and what is looked at in other rows stay names.
            return replace(node, arguments=(node.arguments[0], *map(self.fold, node.arguments[1:])))
        return replace(node, arguments=tuple(map(self.fold, node.arguments)))


def literal(value: Constant) -> Expr:
    """The node of a constant; a negative number is the sign and a number."""
    if isinstance(value, bool):
        return syntax.Truth(value, _NOWHERE)
    if isinstance(value, str):
        return syntax.Word(value, _NOWHERE)
    number = syntax.Number(abs(value), _NOWHERE)
    return syntax.Negative(number, _NOWHERE) if value < 0 else number


def _binary(node: syntax.Binary) -> Expr:
    left, right = node.left, node.right
    if isinstance(left, syntax.Number) and isinstance(right, syntax.Number):
        return _computed(node, left.value, right.value)
    if node.operator in "+-" and isinstance(right, syntax.Number) and right.value == 0:
        return left
    if node.operator == "+" and isinstance(left, syntax.Number) and left.value == 0:
        return right
    if node.operator in "*/" and isinstance(right, syntax.Number) and right.value == 1:
        return left
    return node


def _computed(node: syntax.Binary, left: Fraction, right: Fraction) -> Expr:
    match node.operator:
        case "+":
            value = left + right
        case "-":
            value = left - right
        case "*":
            value = left * right
        case _ if right == 0:
            return node
        case _:
            value = left / right
    return literal(value) if is_decimal(value) else node


def _compare(node: syntax.Compare) -> Expr:
    left, right = _constant(node.left), _constant(node.right)
    if left is None or right is None:
        return node
    return literal(_COMPARE[node.operator](left, right))


def _not(node: syntax.Not) -> Expr:
    return literal(not node.operand.value) if isinstance(node.operand, syntax.Truth) else node


def _logic(node: syntax.Logic) -> Expr:
    decisive = node.operator == "or"
    if any(isinstance(each, syntax.Truth) and each.value is decisive for each in node.operands):
        return literal(decisive)
    left = tuple(each for each in node.operands if not isinstance(each, syntax.Truth))
    if len(left) < 2:
        return left[0] if left else literal(not decisive)
    return replace(node, operands=left)
