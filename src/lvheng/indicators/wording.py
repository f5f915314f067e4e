"""Formulas, values and periods in the words of people, so that an explanation can be read aloud."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from lvheng.areas import boundaries
from lvheng.areas.names import english_names
from lvheng.errors import InputProblem, Text
from lvheng.formula import Missing, Period, PeriodKind, Rounding, syntax
from lvheng.formula.rounding import round_to, to_decimal, write_approximate, write_exact
from lvheng.formula.syntax import Expr
from lvheng.formula.values import Value

SHOWN_DECIMALS = 12
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_COMPARED = {"==": " = ", "!=": " ≠ ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ "}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_CALLS = {
    "cumulative": Text("本年累计的{0}", "{0} since January"),
    "sum_of": Text("所属各单位的{0}之和", "the sum of {0} below"),
    "mean_of": Text("所属各单位的{0}的平均", "the mean of {0} below"),
    "count_of": Text("所属单位中{0}的个数", "how many below have {0}"),
    "known": Text("有“{0}”", "{0} is known"),
    "parent": Text("上级的{0}", "{0} of the area above"),
    "abs": Text("{0}的绝对值", "the absolute value of {0}"),
    "min": Text("{all}中最小的", "the least of {all}"),
    "max": Text("{all}中最大的", "the greatest of {all}"),
    "tier": Text("{0}按“{1}”分档累进", "{0} graduated by {1}"),
    "slab": Text("{0}按“{1}”所在档", "{0} at the bracket of {1}"),
    "lookup": Text("“{0}”中{1}对应的数", "what {0} says for {1}"),
    "days": Text("本期天数", "the days of the period"),
}


class Titles(Protocol):
    """What the names in a formula are called."""

    def title(self, code: str) -> Text: ...


def formula_text(node: Expr, measures: Titles) -> Text:
    """A formula with names instead of codes, in both languages."""
    return Text(_words(node, measures, "zh"), _words(node, measures, "en"))


def _words(node: Expr, measures: Titles, language: str) -> str:
    match node:
        case syntax.Name():
            return measures.title(node.code).in_language(language)
        case syntax.Binary():
            return _binary(node, measures, language)
        case syntax.Negative():
            return f"−{_inside(node.operand, 2, measures, language)}"
        case syntax.Compare():
            left, right = _words(node.left, measures, language), _words(node.right, measures, language)
            return f"{left}{_COMPARED[node.operator]}{right}"
        case syntax.Call():
            return _call(node, measures, language)
        case syntax.Choice():
            if syntax.write(node.condition) == f"known({syntax.write(node.then)})":
                then, otherwise = (_words(part, measures, language) for part in (node.then, node.otherwise))
                return f"{then}；没有时用{otherwise}" if language == "zh" else f"{then}, or else {otherwise}"
            parts = (node.then, node.condition, node.otherwise)
            then, condition, otherwise = (_words(part, measures, language) for part in parts)
            chinese = f"如{condition}，取{then}，否则取{otherwise}"
            return chinese if language == "zh" else f"{then} if {condition}, else {otherwise}"
        case _:
            return syntax.write(node)


def _binary(node: syntax.Binary, measures: Titles, language: str) -> str:
    strength = _STRENGTH[node.operator]
    right_side = strength + (node.operator in "-/")
    left = _inside(node.left, strength, measures, language)
    right = _inside(node.right, right_side, measures, language)
    return f"{left}{_SIGNS[node.operator]}{right}"


def _inside(node: Expr, needed: int, measures: Titles, language: str) -> str:
    """In parentheses where the operator around it binds more strongly."""
    words = _words(node, measures, language)
    loose = isinstance(node, syntax.Choice | syntax.Compare | syntax.Logic | syntax.Not)
    strength = _STRENGTH[node.operator] if isinstance(node, syntax.Binary) else 0 if loose else 9
    if strength >= needed:
        return words
    return f"（{words}）" if language == "zh" else f"({words})"


def _call(node: syntax.Call, measures: Titles, language: str) -> str:
    parts = [_words(part, measures, language) for part in node.arguments]
    if node.function == "previous":
        back = "上一期的" if parts[1] == "1" else f"前{parts[1]}期的"
        before = "of the period before" if parts[1] == "1" else f"{parts[1]} periods before"
        return f"{back}{parts[0]}" if language == "zh" else f"{parts[0]} {before}"
    if node.function == "base":
        return f"{parts[1]}年的{parts[0]}" if language == "zh" else f"{parts[0]} of {parts[1]}"
    pattern = _CALLS.get(node.function)
    if pattern is None:
        return f"{node.function}({', '.join(parts)})"
    return pattern.in_language(language).format(*parts, all="、".join(parts) if language == "zh" else ", ".join(parts))


def area_name(code: str) -> str:
    """The name of an area; its code where it has none (a plant, an enterprise)."""
    try:
        return boundaries.division(code).name
    except InputProblem:
        return code


def area_text(code: str) -> Text:
    """The name of an area in both languages; of a thing the area that it lies in, and its number."""
    area, kind, number = [*code.split("-"), "", ""][:3]
    chinese, english = area_name(area), english_names().get(area) or area_name(area)
    return Text(f"{chinese}第{number}号", f"{english} no. {number}") if kind and number else Text(chinese, english)


def period_text(period: Period) -> Text:
    """2025年, 2025年上半年, 2025年第3季度, 2025年7月."""
    match period.kind:
        case PeriodKind.YEAR:
            zh = f"{period.year}年"
        case PeriodKind.HALF:
            zh = f"{period.year}年{'上' if period.position == 1 else '下'}半年"
        case PeriodKind.QUARTER:
            zh = f"{period.year}年第{period.position}季度"
        case PeriodKind.MONTH:
            zh = f"{period.year}年{period.start.month}月"
        case PeriodKind.DAY:
            zh = f"{period.year}年{period.start.month}月{period.start.day}日"
    return Text(zh, period.code)


def value_text(value: Value | Decimal | int | None, unit: str = "") -> Text:
    """A value with its unit, or the reason why there is none."""
    if value is None:
        return Text("没有数", "no value")
    if isinstance(value, Missing):
        return Text(f"缺（{value.text().zh}）", f"missing ({value.text().en})")
    if isinstance(value, bool):
        return Text("是" if value else "否", "yes" if value else "no")
    shown = value if isinstance(value, str) else number_text(value)
    measure = "" if unit in ("", "1") else f" {unit}"
    return Text(f"{shown}{measure}", f"{shown}{measure}")


def number_text(value: Fraction | Decimal | int) -> str:
    """The number in plain digits; with … where digits follow."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    exact = write_exact(Fraction(value))
    return (
        exact
        if "/" not in exact and len(exact) < 3 * SHOWN_DECIMALS
        else write_approximate(Fraction(value), SHOWN_DECIMALS)
    )


def quantity_text(value: Fraction, decimals: int, unit: str) -> Text:
    """A difference or a share with its unit, rounded half to even and without zeros at the end."""
    written = f"{to_decimal(round_to(value, decimals, Rounding.HALF_EVEN), decimals):f}"
    shown = written.rstrip("0").rstrip(".") if "." in written else written
    return value_text(shown, unit)
