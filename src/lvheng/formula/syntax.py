"""The syntax tree of a formula: what is left after the white list, with the place of every node in its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Place:
    """Where a node begins: line and column count from 1; ``file`` is empty for a formula typed by hand."""

    line: int
    column: int
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.file else f"{self.line}:{self.column}"


# Nodes compare by identity: two equal texts at two places are two nodes with their own place, type and steps.
@dataclass(frozen=True, eq=False)
class Number:
    value: Fraction
    place: Place


@dataclass(frozen=True, eq=False)
class Truth:
    value: bool
    place: Place


@dataclass(frozen=True, eq=False)
class Word:
    value: str
    place: Place


@dataclass(frozen=True, eq=False)
class Name:
    code: str
    place: Place


@dataclass(frozen=True, eq=False)
class Negative:
    operand: Expr
    place: Place


@dataclass(frozen=True, eq=False)
class Binary:
    """``operator`` is one of ``+ - * /``."""

    operator: str
    left: Expr
    right: Expr
    place: Place


@dataclass(frozen=True, eq=False)
class Compare:
    """``operator`` is one of ``== != < <= > >=``."""

    operator: str
    left: Expr
    right: Expr
    place: Place


@dataclass(frozen=True, eq=False)
class Logic:
    """``operator`` is ``and`` or ``or``; at least two operands."""

    operator: str
    operands: tuple[Expr, ...]
    place: Place


@dataclass(frozen=True, eq=False)
class Not:
    operand: Expr
    place: Place


@dataclass(frozen=True, eq=False)
class Choice:
    """``then if condition else otherwise``."""

    condition: Expr
    then: Expr
    otherwise: Expr
    place: Place


@dataclass(frozen=True, eq=False)
class Call:
    function: str
    arguments: tuple[Expr, ...]
    place: Place


Expr = Number | Truth | Word | Name | Negative | Binary | Compare | Logic | Not | Choice | Call


def children(node: Expr) -> tuple[Expr, ...]:
    """The direct parts of a node, in the order in which they are written (a choice: condition first)."""
    match node:
        case Negative() | Not():
            return (node.operand,)
        case Binary() | Compare():
            return (node.left, node.right)
        case Logic():
            return node.operands
        case Choice():
            return (node.condition, node.then, node.otherwise)
        case Call():
            return node.arguments
        case _:
            return ()


def walk(node: Expr) -> Iterator[Expr]:
    """The node and everything below it, the node first."""
    yield node
    for child in children(node):
        yield from walk(child)


_STRENGTH = {"or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "-": 5, "*": 6, "/": 6, "negative": 7, "leaf": 9}


def write(node: Expr) -> str:
    """The formula text of a node, with the fewest parentheses; parsing it gives the same tree again."""
    return _write(node)[0]


def write_number(value: Fraction) -> str:
    """A decimal number in plain digits, without trailing zeros. The value must be a decimal."""
    places = 0
    while value.denominator != 1:
        value *= 10
        places += 1
    digits = str(abs(value.numerator)).rjust(places + 1, "0")
    text = digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"
    return f"-{text}" if value < 0 else text


def _write(node: Expr) -> tuple[str, int]:
    match node:
        case Number():
            return write_number(node.value), _STRENGTH["leaf"]
        case Truth():
            return str(node.value), _STRENGTH["leaf"]
        case Word():
            return f"'{node.value}'", _STRENGTH["leaf"]
        case Name():
            return node.code, _STRENGTH["leaf"]
        case Call():
            return f"{node.function}({', '.join(write(part) for part in node.arguments)})", _STRENGTH["leaf"]
        case _:
            return _write_operator(node)


def _write_operator(node: Negative | Binary | Compare | Logic | Not | Choice) -> tuple[str, int]:
    match node:
        case Negative():
            return f"-{_inside(node.operand, 7)}", 7
        case Not():
            return f"not {_inside(node.operand, 3)}", 3
        case Binary():
            strength = _STRENGTH[node.operator]
            left, right = _inside(node.left, strength), _inside(node.right, strength + 1)
            return f"{left} {node.operator} {right}", strength
        case Compare():
            return f"{_inside(node.left, 5)} {node.operator} {_inside(node.right, 5)}", 4
        case Logic():
            strength = _STRENGTH[node.operator]
            return f" {node.operator} ".join(_inside(part, strength + 1) for part in node.operands), strength
        case Choice():
            then, condition = _inside(node.then, 1), _inside(node.condition, 1)
            return f"{then} if {condition} else {_inside(node.otherwise, 0)}", 0


def _inside(node: Expr, needed: int) -> str:
    text, strength = _write(node)
    return text if strength >= needed else f"({text})"
