"""Formulas in the words of people: as a sentence to read aloud, and laid out with fractions and clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from lvheng.errors import Text
from lvheng.formula import syntax
from lvheng.formula.syntax import Expr

_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_COMPARED = {"==": " = ", "!=": " ≠ ", "<": " < ", "<=": " ≤ ", ">": " > ", ">=": " ≥ "}
_ARE = {"==": Text("是", " is "), "!=": Text("不是", " is not ")}
_LOGIC = {"and": Text("，且", " and "), "or": Text("，或", " or ")}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_CALLS = {
    "cumulative": Text("本年累计的{0}", "{0} since January"),
    "sum_of": Text("所属各单位的{0}之和", "the sum of {0} below"),
    "mean_of": Text("所属各单位的{0}的平均", "the mean of {0} below"),
    "count_of": Text("所属单位中{0}的个数", "how many below have {0}"),
    "known": Text("已知{0}", "{0} is known"),
    "parent": Text("上级的{0}", "{0} of the area above"),
    "abs": Text("{0}的绝对值", "the absolute value of {0}"),
    "min": Text("{all}中最小的", "the least of {all}"),
    "max": Text("{all}中最大的", "the greatest of {all}"),
    "clip": Text("{0}（不小于{1}，不大于{2}）", "{0} (not less than {1}, not more than {2})"),
    "tier": Text("{0}按“{1}”分档累进", "{0} graduated by {1}"),
    "slab": Text("{0}按“{1}”所在档", "{0} at the bracket of {1}"),
    "lookup": Text("“{0}”中“{1}”对应的数", "what “{0}” says for “{1}”"),
    "days": Text("本期天数", "the days of the period"),
}


class Titles(Protocol):
    """What the names in a formula are called, and the words that it compares them with or returns."""

    def title(self, code: str) -> Text: ...

    def word(self, word: str, of: str | None) -> Text:
        """A choice or the key of a table; ``of`` is the code that it is a value or a key of, where that is known."""


@dataclass(frozen=True)
class Fraction:
    """What stands above and below the line."""

    kind: ClassVar = "fraction"
    top: Line
    bottom: Line


@dataclass(frozen=True)
class Clause:
    """A value and when it holds; None: in all other cases."""

    value: Line
    condition: Line | None


@dataclass(frozen=True)
class Cases:
    """One of several values, the first whose condition holds."""

    kind: ClassVar = "cases"
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Conditions:
    """Several conditions: all of them (``every``), or at least one."""

    kind: ClassVar = "conditions"
    every: bool
    parts: tuple[Line, ...]


Piece = Text | Fraction | Cases | Conditions
Line = tuple[Piece, ...]


def formula_text(node: Expr, titles: Titles) -> Text:
    """A formula as a sentence with names instead of codes, in both languages."""
    return Text(_words(node, titles, "zh"), _words(node, titles, "en"))


def formula_layout(node: Expr, titles: Titles) -> Line:
    """A formula laid out: quotients as fractions, choices as clauses, several conditions as a list."""
    match node:
        case syntax.Binary(operator="/"):
            return (Fraction(_in_line(node.left, titles), _in_line(node.right, titles)),)
        case syntax.Binary():
            strength = _STRENGTH[node.operator]
            left = _laid_inside(node.left, strength, titles)
            right = _laid_inside(node.right, strength + (node.operator == "-"), titles)
            return _joined(left, Text(_SIGNS[node.operator], _SIGNS[node.operator]), right)
        case syntax.Compare() if not _compared_with_word(node):
            sign = _COMPARED[node.operator]
            return _joined(formula_layout(node.left, titles), Text(sign, sign), formula_layout(node.right, titles))
        case syntax.Choice() if not _falls_back(node):
            return (Cases(tuple(_clauses(node, titles))),)
        case syntax.Logic():
            return (Conditions(node.operator == "and", tuple(formula_layout(each, titles) for each in node.operands)),)
        case _:
            return (formula_text(node, titles),)


def _clauses(node: Expr, titles: Titles) -> list[Clause]:
    """A choice within the last clause of a choice continues its list."""
    if not isinstance(node, syntax.Choice) or _falls_back(node):
        return [Clause(formula_layout(node, titles), None)]
    condition = formula_layout(node.condition, titles)
    return [Clause(formula_layout(node.then, titles), condition), *_clauses(node.otherwise, titles)]


def _laid_inside(node: Expr, needed: int, titles: Titles) -> Line:
    if isinstance(node, syntax.Binary) and node.operator == "/":
        return formula_layout(node, titles)
    if _strength(node) >= needed:
        return formula_layout(node, titles)
    return _joined(Text("（", "("), _in_line(node, titles), Text("）", ")"))


def _in_line(node: Expr, titles: Titles) -> Line:
    """Without lists, which do not stand within a line."""
    return formula_layout(node, titles) if isinstance(node, syntax.Binary) else (formula_text(node, titles),)


def _joined(*parts: Piece | Line) -> Line:
    """Pieces behind each other, with words beside words made one."""
    pieces: list[Piece] = []
    for part in parts:
        for piece in part if isinstance(part, tuple) else (part,):
            before = pieces[-1] if pieces else None
            if isinstance(piece, Text) and isinstance(before, Text):
                pieces[-1] = Text(before.zh + piece.zh, before.en + piece.en)
            else:
                pieces.append(piece)
    return tuple(pieces)


def _words(node: Expr, titles: Titles, language: str) -> str:
    match node:
        case syntax.Name():
            return titles.title(node.code).in_language(language)
        case syntax.Word():
            return titles.word(node.value, None).in_language(language)
        case syntax.Truth():
            return (Text("是", "yes") if node.value else Text("否", "no")).in_language(language)
        case syntax.Binary():
            return _binary(node, titles, language)
        case syntax.Negative():
            return f"−{_inside(node.operand, 2, titles, language)}"
        case syntax.Compare() | syntax.Logic() | syntax.Not() | syntax.Choice():
            return _condition(node, titles, language)
        case syntax.Call():
            return _call(node, titles, language)
        case _:
            return syntax.write(node)


def _condition(node: syntax.Compare | syntax.Logic | syntax.Not | syntax.Choice, titles: Titles, language: str) -> str:
    match node:
        case syntax.Compare():
            return _comparison(node, titles, language)
        case syntax.Logic():
            parts = (_joint(each, titles, language) for each in node.operands)
            return _LOGIC[node.operator].in_language(language).join(parts)
        case syntax.Not():
            return _denied(node.operand, titles, language)
        case syntax.Choice():
            return _choice(node, titles, language)


def _comparison(node: syntax.Compare, titles: Titles, language: str) -> str:
    if not _compared_with_word(node):
        left, right = _words(node.left, titles, language), _words(node.right, titles, language)
        return f"{left}{_COMPARED[node.operator]}{right}"
    named, word = (node.left, node.right) if isinstance(node.right, syntax.Word) else (node.right, node.left)
    of = named.code if isinstance(named, syntax.Name) else None
    said = titles.word(word.value, of).in_language(language) if isinstance(word, syntax.Word) else ""
    between = _ARE[node.operator].in_language(language)
    said = f"“{said}”" if language == "zh" else said
    return f"{_words(named, titles, language)}{between}{said}"


def _compared_with_word(node: syntax.Compare) -> bool:
    return node.operator in _ARE and any(isinstance(each, syntax.Word) for each in (node.left, node.right))


def _joint(node: Expr, titles: Titles, language: str) -> str:
    words = _words(node, titles, language)
    if not isinstance(node, syntax.Logic | syntax.Choice):
        return words
    return f"（{words}）" if language == "zh" else f"({words})"


def _denied(operand: Expr, titles: Titles, language: str) -> str:
    words = _words(operand, titles, language)
    if isinstance(operand, syntax.Call) and operand.function == "known":
        named = _words(operand.arguments[0], titles, language)
        return f"没有{named}" if language == "zh" else f"{named} is not known"
    if isinstance(operand, syntax.Name):
        return f"不是“{words}”" if language == "zh" else f"not “{words}”"
    return f"不是（{words}）" if language == "zh" else f"not ({words})"


def _falls_back(node: syntax.Choice) -> bool:
    """``x if known(x) else y``."""
    return syntax.write(node.condition) == f"known({syntax.write(node.then)})"


def _choice(node: syntax.Choice, titles: Titles, language: str) -> str:
    then, condition, otherwise = (
        _words(part, titles, language) for part in (node.then, node.condition, node.otherwise)
    )
    if _falls_back(node):
        return f"{then}；没有时用{otherwise}" if language == "zh" else f"{then}, or else {otherwise}"
    goes_on = isinstance(node.otherwise, syntax.Choice) and not _falls_back(node.otherwise)
    chinese = f"如{condition}，取{then}，否则{'' if goes_on else '取'}{otherwise}"
    return chinese if language == "zh" else f"{then} if {condition}, else {otherwise}"


def _binary(node: syntax.Binary, titles: Titles, language: str) -> str:
    strength = _STRENGTH[node.operator]
    left = _inside(node.left, strength, titles, language)
    right = _inside(node.right, strength + (node.operator in "-/"), titles, language)
    return f"{left}{_SIGNS[node.operator]}{right}"


def _strength(node: Expr) -> int:
    loose = isinstance(node, syntax.Choice | syntax.Compare | syntax.Logic | syntax.Not)
    return _STRENGTH[node.operator] if isinstance(node, syntax.Binary) else 0 if loose else 9


def _inside(node: Expr, needed: int, titles: Titles, language: str) -> str:
    """In parentheses where the operator around it binds more strongly."""
    words = _words(node, titles, language)
    if _strength(node) >= needed:
        return words
    return f"（{words}）" if language == "zh" else f"({words})"


def _call(node: syntax.Call, titles: Titles, language: str) -> str:
    parts = [_words(part, titles, language) for part in node.arguments]
    if node.function == "previous":
        back = "上一期的" if parts[1] == "1" else f"前{parts[1]}期的"
        before = "of the period before" if parts[1] == "1" else f"{parts[1]} periods before"
        return f"{back}{parts[0]}" if language == "zh" else f"{parts[0]} {before}"
    if node.function == "base":
        return f"{parts[1]}年的{parts[0]}" if language == "zh" else f"{parts[0]} of {parts[1]}"
    if node.function == "lookup" and isinstance(node.arguments[1], syntax.Word):
        table = node.arguments[0]
        of = table.code if isinstance(table, syntax.Name) else None
        parts[1] = titles.word(node.arguments[1].value, of).in_language(language)
    if node.function == "lookup" and isinstance(node.arguments[1], syntax.Number):
        return f"“{parts[0]}”中{parts[1]}所在档的数" if language == "zh" else f"the rate of “{parts[0]}” at {parts[1]}"
    pattern = _CALLS.get(node.function)
    if pattern is None:
        return f"{node.function}({', '.join(parts)})"
    return pattern.in_language(language).format(*parts, all="、".join(parts) if language == "zh" else ", ".join(parts))
