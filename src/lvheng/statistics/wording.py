"""Periods and rules in the words of report forms: 2025年第3季度, [01] ≥ [02] + [03]."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.errors import Text
from lvheng.formula import Period, PeriodKind, parse, syntax
from lvheng.formula.syntax import Expr, write_number

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth")
_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_COMPARED = {"==": " = ", "!=": " ≠ ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ "}
_LOGIC = {"and": Text("，且", ", and "), "or": Text("，或", ", or ")}
# From loosest to tightest; what is looser than its surroundings stands in parentheses.
_LOOSE, _SUM, _PRODUCT, _TIGHT = 0, 1, 2, 9


def period_text(code: str) -> Text:
    """2025年, 2025年上半年, 2025年第3季度, 2025年7月. Raises FormulaProblem for what is no period."""
    period = Period.parse(code)
    year, place = period.year, period.position
    match period.kind:
        case PeriodKind.YEAR:
            return Text(f"{year}年", str(year))
        case PeriodKind.HALF:
            return Text(f"{year}年{'上' if place == 1 else '下'}半年", f"{_ORDINALS[place - 1]} half of {year}")
        case PeriodKind.QUARTER:
            return Text(f"{year}年第{place}季度", f"{_ORDINALS[place - 1]} quarter of {year}")
        case PeriodKind.MONTH:
            return Text(f"{year}年{place}月", f"{_MONTHS[place - 1]} {year}")
        case _:
            return Text(f"{year}年{period.start.month}月{period.start.day}日", period.code)


def rule_text(formula: str, labels: Mapping[str, Text]) -> Text:
    """A rule with row numbers or names (``labels`` by code) in place of codes, in both languages.

    A code without a label stays as it is. Raises FormulaProblem for a formula that cannot be read.
    """
    tree = parse(formula)
    return Text(_words(tree, labels, "zh")[0], _words(tree, labels, "en")[0])


def _words(node: Expr, labels: Mapping[str, Text], language: str) -> tuple[str, int]:
    """The words and how tightly they hold together."""
    match node:
        case syntax.Name():
            return _label(node.code, labels, language), _TIGHT
        case syntax.Number():
            return write_number(node.value), _TIGHT
        case syntax.Binary():
            strength = _SUM if node.operator in "+-" else _PRODUCT
            left = _inside(node.left, strength, labels, language)
            right = _inside(node.right, strength + (node.operator in "-/"), labels, language)
            return f"{left}{_SIGNS[node.operator]}{right}", strength
        case syntax.Compare():
            left, right = (_inside(part, _SUM, labels, language) for part in (node.left, node.right))
            return f"{left}{_COMPARED[node.operator]}{right}", _LOOSE
        case syntax.Negative():
            return f"−{_inside(node.operand, _TIGHT, labels, language)}", _TIGHT
        case syntax.Call():
            return _call(node, labels, language), _TIGHT
        case syntax.Logic() | syntax.Not() | syntax.Choice():
            return _condition(node, labels, language), _LOOSE
        case _:
            return syntax.write(node), _TIGHT


def _label(code: str, labels: Mapping[str, Text], language: str) -> str:
    return labels[code].in_language(language) if code in labels else code


def _inside(node: Expr, needed: int, labels: Mapping[str, Text], language: str) -> str:
    words, strength = _words(node, labels, language)
    if strength >= needed:
        return words
    return f"（{words}）" if language == "zh" else f"({words})"


def _condition(node: syntax.Logic | syntax.Not | syntax.Choice, labels: Mapping[str, Text], language: str) -> str:
    if isinstance(node, syntax.Logic):
        joint = _LOGIC[node.operator].in_language(language)
        return joint.join(_words(part, labels, language)[0] for part in node.operands)
    if isinstance(node, syntax.Not):
        words = _words(node.operand, labels, language)[0]
        return f"不是（{words}）" if language == "zh" else f"not ({words})"
    condition, then, otherwise = (
        _words(part, labels, language)[0] for part in (node.condition, node.then, node.otherwise)
    )
    if isinstance(node.otherwise, syntax.Truth) and node.otherwise.value:
        return f"如{condition}，则{then}" if language == "zh" else f"where {condition}: {then}"
    if language == "zh":
        return f"如{condition}，则{then}，否则{otherwise}"
    return f"where {condition}: {then}, else {otherwise}"


def _call(node: syntax.Call, labels: Mapping[str, Text], language: str) -> str:
    parts = [_words(part, labels, language)[0] for part in node.arguments]
    if node.function == "previous":
        if language == "zh":
            return f"上期{parts[0]}" if parts[1] == "1" else f"前{parts[1]}期{parts[0]}"
        return f"last period’s {parts[0]}" if parts[1] == "1" else f"{parts[0]} {parts[1]} periods before"
    chinese, english = _CALLS.get(node.function, (f"{node.function}({{all}})", f"{node.function}({{all}})"))
    pattern = chinese if language == "zh" else english
    return pattern.format(*parts, all=", ".join(parts))


_CALLS = {
    "abs": ("|{0}|", "|{0}|"),
    "cumulative": ("本年累计{0}", "{0} since January"),
    "known": ("已填{0}", "{0} is given"),
    "parent": ("上级{0}", "{0} of the area above"),
    "base": ("{1}年{0}", "{0} of {1}"),
    "sum_of": ("所属各单位{0}合计", "the sum of {0} below"),
    "min": ("最小值({all})", "min({all})"),
    "max": ("最大值({all})", "max({all})"),
    "days": ("本期天数", "days of the period"),
}
