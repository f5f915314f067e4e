"""Types, units and kinds of things of one formula; every problem of the formula is collected, none is raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lvheng.formula import syntax
from lvheng.formula.complaints import Complaints
from lvheng.formula.declarations import Kind, Parameter, ParameterKind, Variable
from lvheng.formula.problems import FormulaProblem
from lvheng.formula.syntax import Expr, Place, write
from lvheng.formula.units import (
    PURE,
    Unit,
    common,
    factor_between,
    over,
    read_unit,
    times,
    times_literal,
)

MAX_PERIODS_BACK = 1000


@dataclass(frozen=True)
class Type:
    """What an expression is. ``unit`` None: a bare literal, which takes the unit of whatever it stands beside;
    ``literal`` is then its value. ``of`` None: no variable in it, so it fits every kind of thing."""

    kind: Kind
    unit: Unit | None = PURE
    literal: Fraction | None = None
    of: str | None = None


TRUTH = Type(Kind.BOOLEAN)


@dataclass
class Checker:
    """Finds the type of every node of one formula of a variable."""

    variables: Mapping[str, Variable]
    parameters: Mapping[str, Parameter]
    complaints: Complaints = field(init=False)

    def __post_init__(self) -> None:
        self.complaints = Complaints([*self.variables, *self.parameters])

    @property
    def problems(self) -> list[FormulaProblem]:
        """What has been found wrong, in the order of the formula."""
        return self.complaints.problems

    def check_formula(self, tree: Expr, variable: Variable) -> None:
        """The formula against the declaration of its variable."""
        found = self.type_of(tree)
        if found is None:
            return
        if found.kind != variable.kind:
            self.complaints.wrong_kind(tree, found.kind, variable.kind)
        elif found.kind == Kind.NUMBER:
            self._check_result_unit(tree, found, variable)
        if found.of is not None and found.of != variable.of:
            self.complaints.wrong_thing(tree.place, found.of, variable.of)

    def type_of(self, node: Expr) -> Type | None:
        """The type, or None where a problem below has been noted already."""
        match node:
            case syntax.Number() | syntax.Truth() | syntax.Word():
                return _literal(node)
            case syntax.Name():
                return self._name(node)
            case syntax.Negative():
                return self._negative(node)
            case syntax.Binary():
                return self._binary(node)
            case syntax.Compare():
                return self._compare(node)
            case syntax.Logic() | syntax.Not():
                return self._logic(node)
            case syntax.Choice():
                return self._choice(node)
            case syntax.Call():
                return self._call(node)

    def _name(self, node: syntax.Name) -> Type | None:
        variable = self.variables.get(node.code)
        if variable is not None:
            return Type(variable.kind, read_unit(variable.unit), None, variable.of)
        parameter = self.parameters.get(node.code)
        if parameter is not None and parameter.kind == ParameterKind.NUMBER:
            return Type(Kind.NUMBER, read_unit(parameter.unit))
        if parameter is not None:
            self.complaints.note(
                "parameter_kind",
                node.place,
                f"{node.code} 是{'阶梯表' if parameter.kind == ParameterKind.SCALE else '代码表'}，不是数。",
                f"{node.code} is a {parameter.kind}, not a number.",
                "请通过 tier、slab 或 lookup 使用它。",
                "Use it through tier, slab or lookup.",
            )
            return None
        self.complaints.unknown(node)
        return None

    def _negative(self, node: syntax.Negative) -> Type | None:
        found = self._number(node.operand)
        if found is None or found.literal is None:
            return found
        return replace(found, literal=-found.literal)

    def _binary(self, node: syntax.Binary) -> Type | None:
        left, right = self._number(node.left), self._number(node.right)
        if left is None or right is None:
            return None
        of = self._same_thing(node.place, [left, right])
        if left.literal is not None and right.literal is not None:
            return self._literals(node, left.literal, right.literal)
        if node.operator in "+-":
            unit = self._common_unit(node, left, right)
            return Type(Kind.NUMBER, unit, None, of) if unit is not None else None
        if node.operator == "/" and right.literal == 0:
            self.complaints.division_by_zero(node)
            return None
        return Type(Kind.NUMBER, _scaled(node.operator, left, right), None, of)

    def _literals(self, node: syntax.Binary, left: Fraction, right: Fraction) -> Type | None:
        match node.operator:
            case "+":
                value = left + right
            case "-":
                value = left - right
            case "*":
                value = left * right
            case _ if right == 0:
                self.complaints.division_by_zero(node)
                return None
            case _:
                value = left / right
        return Type(Kind.NUMBER, None, value)

    def _compare(self, node: syntax.Compare) -> Type | None:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if left is None or right is None:
            return None
        if left.kind != right.kind:
            self.complaints.wrong_kind(node.right, right.kind, left.kind)
            return None
        if left.kind == Kind.NUMBER and self._common_unit(node, left, right) is None:
            return None
        if left.kind != Kind.NUMBER and node.operator not in ("==", "!="):
            self.complaints.note(
                "order",
                node.place,
                f"代码和真假值没有大小，不能用 {node.operator} 比较。",
                f"codes and truth values have no order, {node.operator} cannot compare them.",
                "请用 == 或 !=。",
                "Use == or !=.",
            )
            return None
        return replace(TRUTH, of=self._same_thing(node.place, [left, right]))

    def _logic(self, node: syntax.Logic | syntax.Not) -> Type | None:
        found = [self._of_kind(part, Kind.BOOLEAN) for part in syntax.children(node)]
        known = [part for part in found if part is not None]
        return replace(TRUTH, of=self._same_thing(node.place, known)) if len(known) == len(found) else None

    def _choice(self, node: syntax.Choice) -> Type | None:
        condition = self._of_kind(node.condition, Kind.BOOLEAN)
        then, otherwise = self.type_of(node.then), self.type_of(node.otherwise)
        if condition is None or then is None or otherwise is None:
            return None
        if then.kind != otherwise.kind:
            self.complaints.wrong_kind(node.otherwise, otherwise.kind, then.kind)
            return None
        of = self._same_thing(node.place, [condition, then, otherwise])
        if then.kind != Kind.NUMBER:
            return replace(then, of=of)
        return self._beside(node, [then, otherwise], of)

    def _beside(self, node: Expr, parts: list[Type], of: str | None) -> Type | None:
        """The type of several numbers of which one is taken, as in min or a choice."""
        if all(part.literal is not None for part in parts):
            # Which of the literals is taken is not known here: their choice is a number without a fixed value.
            return Type(Kind.NUMBER, PURE, None, of)
        merged = parts[0]
        for part in parts[1:]:
            unit = self._common_unit(node, merged, part)
            if unit is None:
                return None
            merged = Type(Kind.NUMBER, unit)
        return replace(merged, of=of, literal=None)

    def _call(self, node: syntax.Call) -> Type | None:
        match node.function:
            case "abs" | "min" | "max" | "clip":
                return self._of_numbers(node)
            case "known":
                found = self.type_of(node.arguments[0])
                return replace(TRUTH, of=found.of) if found is not None else None
            case "tier" | "slab":
                return self._scale_call(node, node.arguments[1], node.arguments[0])
            case "lookup":
                return self._lookup(node)
            case "previous" | "base":
                return self._over_time(node)
            case "cumulative":
                return self._number(node.arguments[0])
            case "days":
                return Type(Kind.NUMBER, PURE)
            case "parent":
                found = self.type_of(node.arguments[0])
                return replace(found, of=None) if found is not None else None
            case _:
                return self._over_members(node)

    def _of_numbers(self, node: syntax.Call) -> Type | None:
        parts = [self._number(part) for part in node.arguments]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return self._beside(node, known, self._same_thing(node.place, known))

    def _over_time(self, node: syntax.Call) -> Type | None:
        low, high = (1, MAX_PERIODS_BACK) if node.function == "previous" else (1900, 2999)
        self._whole_number(node.arguments[1], node.function, low, high)
        return self.type_of(node.arguments[0])

    def _whole_number(self, node: Expr, function: str, low: int, high: int) -> None:
        if isinstance(node, syntax.Number) and node.value.denominator == 1 and low <= node.value <= high:
            return
        self.complaints.note(
            "whole_number",
            node.place,
            f"{function} 的第二个参数应是 {low} 到 {high} 的整数，这里是 {write(node)}。",
            f"the second argument of {function} is a whole number from {low} to {high}, here it is {write(node)}.",
            "请直接写出整数。",
            "Write the number itself.",
        )

    def _over_members(self, node: syntax.Call) -> Type | None:
        if len(node.arguments) == 2 and not is_partial(node.arguments[1]):
            self.complaints.note(
                "partial",
                node.arguments[1].place,
                f"{node.function} 的第二个参数只能是 partial。",
                f"the second argument of {node.function} can only be the word partial.",
                "不要求报齐时写 partial，否则删去。",
                "Write partial where not all need to have reported, else leave it out.",
            )
        counted = node.function == "count_of"
        found = self._of_kind(node.arguments[0], Kind.BOOLEAN if counted else Kind.NUMBER)
        if found is None:
            return None
        if found.of is None:
            self.complaints.note(
                "no_variable",
                node.arguments[0].place,
                f"{node.function} 里没有变量，不知道对谁汇总。",
                f"{node.function} contains no variable, so there is nothing to collect from.",
                "请写入下级的变量。",
                "Write a variable of the members.",
            )
            return None
        return Type(Kind.NUMBER, PURE) if counted else replace(found, of=None)

    def _scale_call(self, node: syntax.Call, table: Expr, key: Expr) -> Type | None:
        found = self._number(key)
        scale = self._table(node, table, (ParameterKind.SCALE,))
        if found is None or scale is None:
            return None
        if node.function != "lookup" and not _begins_above_zero(scale):
            self.complaints.below_zero(node, scale)
        limit = read_unit(scale.unit)
        unit = self._common_unit(node, found, Type(Kind.NUMBER, limit))
        if unit is None:
            return None
        rate = read_unit(scale.rate_unit)
        result = rate if node.function == "lookup" else times(limit, rate)
        return Type(Kind.NUMBER, result, None, found.of)

    def _lookup(self, node: syntax.Call) -> Type | None:
        table, key = node.arguments
        parameter = self._table(node, table, (ParameterKind.SCALE, ParameterKind.TABLE))
        if parameter is None:
            self.type_of(key)
            return None
        if parameter.kind == ParameterKind.SCALE:
            return self._scale_call(node, table, key)
        found = self._of_kind(key, Kind.CODE)
        return Type(Kind.NUMBER, read_unit(parameter.unit), None, found.of) if found is not None else None

    def _table(self, node: syntax.Call, table: Expr, kinds: tuple[ParameterKind, ...]) -> Parameter | None:
        if isinstance(table, syntax.Name):
            parameter = self.parameters.get(table.code)
            if parameter is not None and parameter.kind in kinds:
                return parameter
            if parameter is None and table.code not in self.variables:
                self.complaints.unknown(table)
                return None
        zh = "阶梯表" if len(kinds) == 1 else "阶梯表或代码表"
        self.complaints.note(
            "parameter_kind",
            table.place,
            f"{node.function} 要用{zh}参数，这里是 {write(table)}。",
            f"{node.function} needs a parameter of kind {' or '.join(kinds)}, here it is {write(table)}.",
            "请写参数的代码。",
            "Write the code of such a parameter.",
        )
        return None

    def _number(self, node: Expr) -> Type | None:
        return self._of_kind(node, Kind.NUMBER)

    def _of_kind(self, node: Expr, kind: Kind) -> Type | None:
        found = self.type_of(node)
        if found is not None and found.kind != kind:
            self.complaints.wrong_kind(node, found.kind, kind)
            return None
        return found

    def _common_unit(self, node: Expr, left: Type, right: Type) -> Unit | None:
        if left.unit is None or right.unit is None:
            return left.unit or right.unit or PURE
        unit = common(left.unit, right.unit)
        if unit is None:
            self.complaints.units_disagree(node, left.unit, right.unit)
        return unit

    def _check_result_unit(self, tree: Expr, found: Type, variable: Variable) -> None:
        declared = read_unit(variable.unit)
        if found.unit is None or common(found.unit, declared) is not None:
            return
        if found.unit.same_dimension(declared):
            factor = factor_between(found.unit, declared)
            do_zh = f"请把公式乘以 {factor}。"
            do_en = f"Multiply the formula by {factor}."
        else:
            do_zh, do_en = (
                "它们不是同一种量，请检查公式或声明的单位。",
                "They measure different things: check the formula.",
            )
        self.complaints.note(
            "units",
            tree.place,
            f"公式的单位是 {found.unit.text}，{variable.code} 声明的是 {variable.unit}。",
            f"the formula gives {found.unit.text}, {variable.code} is declared in {variable.unit}.",
            do_zh,
            do_en,
        )

    def _same_thing(self, place: Place, parts: list[Type]) -> str | None:
        things = list(dict.fromkeys(part.of for part in parts if part.of is not None))
        if len(things) > 1:
            self.complaints.wrong_thing(place, things[1], things[0])
        return things[0] if len(things) == 1 else None


def is_partial(node: Expr) -> bool:
    """Whether the node is the word ``partial``."""
    return isinstance(node, syntax.Name) and node.code == "partial"


def _begins_above_zero(scale: Parameter) -> bool:
    firsts = [version.brackets[0].upto for version in scale.versions if version.brackets]
    return all(first is None or first > 0 for first in firsts)


def _literal(node: syntax.Number | syntax.Truth | syntax.Word) -> Type:
    if isinstance(node, syntax.Number):
        return Type(Kind.NUMBER, None, node.value)
    return TRUTH if isinstance(node, syntax.Truth) else Type(Kind.CODE)


def _scaled(operator: str, left: Type, right: Type) -> Unit:
    """The unit of a product or quotient of which at most one side is a bare literal."""
    if left.unit is None:
        factor, unit = left.literal or Fraction(1), right.unit or PURE
        return times_literal(unit if operator == "*" else over(PURE, unit), factor)
    if right.unit is None:
        factor = right.literal or Fraction(1)
        return times_literal(left.unit, factor if operator == "*" else 1 / factor)
    return times(left.unit, right.unit) if operator == "*" else over(left.unit, right.unit)
