"""Integer expressions: what a formula becomes before it is written as SQL.

A node is an operation on integers, truth values or texts, each of which may be null. Nodes live in an arena and are
equal when their content is equal, so the arena is a graph without repetitions. Every integer node knows a *bound*
that its absolute value cannot exceed. Where a bound passes 38 digits the node is followed by a ``limit`` node, which
is null when the value passes the limit at run time: that null is the overflow of the language, on every engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

LIMIT = 10**38 - 1
MAX_MEMBERS = 10**7
MAX_PERIODS_PER_YEAR = 366
Sort = Literal["int", "bool", "text", "why"]
Data = int | bool | str | None | tuple["dt.date | None", "dt.date | None"]
Scalar = int | bool | str | None

LEAVES = frozenset(
    {
        "var",
        "why",
        "during",
        "days",
        "lag",
        "base",
        "run_sum",
        "run_count",
        "position",
        "group_sum",
        "group_count",
        "group_true",
        "group_size",
        "parent",
    }
)
_COUNTS = frozenset({"run_count", "group_count", "group_true"})


@dataclass(frozen=True)
class Node:
    """One operation. ``data`` is the constant, the code of a variable, the operator, the limit or the count."""

    op: str
    args: tuple[int, ...]
    data: Data
    sort: Sort
    bound: int = 0


@dataclass
class Arena:
    """All nodes of a program, by number. The methods fold what is known beforehand."""

    nodes: list[Node] = field(default_factory=list)
    _numbers: dict[Node | tuple[Node, type], int] = field(default_factory=dict)

    def __getitem__(self, number: int) -> Node:
        return self.nodes[number]

    def put(self, op: str, args: Sequence[int], data: Data, sort: Sort, bound: int = 0) -> int:
        node = Node(op, tuple(args), data, sort, bound)
        # True == 1 in Python: the type keeps constants of different sorts apart.
        key = (node, type(data))
        if key not in self._numbers:
            self._numbers[key] = len(self.nodes)
            self.nodes.append(node)
        return self._numbers[key]

    def integer(self, value: int) -> int:
        if abs(value) > LIMIT:
            # No engine can write it: a constant that long is an overflow wherever it is used.
            return self.put("limit", (self.null("int"),), LIMIT, "int", LIMIT)
        return self.put("const", (), value, "int", abs(value))

    def truth(self, value: bool) -> int:
        return self.put("const", (), value, "bool")

    def text(self, value: str) -> int:
        return self.put("const", (), value, "text")

    def reason(self, code: str) -> int:
        """The reason why a value is missing."""
        return self.put("const", (), code, "why")

    def null(self, sort: Sort) -> int:
        return self.put("const", (), None, sort)

    def constant(self, number: int) -> Scalar:
        """The value of a constant node; None for any other (and for the null constant)."""
        node = self.nodes[number]
        return node.data if node.op == "const" and not isinstance(node.data, tuple) else None

    def is_null_constant(self, number: int) -> bool:
        return self.nodes[number].op == "const" and self.nodes[number].data is None

    def _any_null(self, *numbers: int) -> bool:
        return any(map(self.is_null_constant, numbers))

    def add(self, left: int, right: int) -> int:
        a, b = self.constant(left), self.constant(right)
        if a is not None and b is not None:
            return self.integer(int(a) + int(b))
        if a == 0 or b == 0:
            return right if a == 0 else left
        return self._limited("add", (left, right), self.nodes[left].bound + self.nodes[right].bound)

    def subtract(self, left: int, right: int) -> int:
        a, b = self.constant(left), self.constant(right)
        if b is not None:
            return self.add(left, self.integer(-int(b)))
        if a == 0:
            return self.negative(right)
        return self._limited("sub", (left, right), self.nodes[left].bound + self.nodes[right].bound)

    def multiply(self, left: int, right: int) -> int:
        if self.constant(left) is not None:
            left, right = right, left
        a, b = self.constant(left), self.constant(right)
        if a is not None and b is not None:
            return self.integer(int(a) * int(b))
        if a == 1 or b == 1:
            return right if a == 1 else left
        if a == -1 or b == -1:
            return self.negative(right if a == -1 else left)
        if b is not None and self.nodes[left].op == "mul":
            inner, factor = self.nodes[left].args
            known = self.constant(factor)
            if known is not None:
                return self.multiply(inner, self.integer(int(known) * int(b)))
        return self._limited("mul", (left, right), self.nodes[left].bound * self.nodes[right].bound)

    def negative(self, operand: int) -> int:
        value = self.constant(operand)
        if value is not None:
            return self.integer(-int(value))
        return self._of_one("neg", operand)

    def absolute(self, operand: int) -> int:
        value = self.constant(operand)
        if value is not None:
            return self.integer(abs(int(value)))
        return self._of_one("abs", operand)

    def null_if_zero(self, operand: int) -> int:
        return self._of_one("null_if_zero", operand)

    def _of_one(self, op: str, operand: int) -> int:
        if self.is_null_constant(operand):
            return operand
        return self.put(op, (operand,), None, "int", self.nodes[operand].bound)

    def quotient(self, left: int, right: int) -> int:
        """The whole quotient, cut towards zero; the divisor is positive or null."""
        if self._any_null(left, right):
            return self.null("int")
        divisor = self.constant(right)
        bound = self.nodes[left].bound // int(divisor) if divisor else self.nodes[left].bound
        return self.put("quot", (left, right), None, "int", bound)

    def remainder(self, left: int, right: int, whole: int | None = None) -> int:
        """What the whole quotient leaves, with the sign of the dividend; ``whole`` is that quotient if it is needed."""
        if self._any_null(left, right):
            return self.null("int")
        bound = min(self.nodes[left].bound, self.nodes[right].bound - 1)
        return self.put("rem", (left, right) if whole is None else (left, right, whole), None, "int", bound)

    def within(self, operand: int, limit: int) -> int:
        """The operand, or null where its absolute value passes the limit."""
        if self.nodes[operand].bound <= limit:
            return operand
        return self.put("limit", (operand,), limit, "int", limit)

    def compare(self, operator: str, left: int, right: int) -> int:
        if self._any_null(left, right):
            return self.null("bool")
        return self.put("cmp", (left, right), operator, "bool")

    def both(self, operator: str, operands: Sequence[int]) -> int:
        """``and`` or ``or`` of three-valued truth."""
        return operands[0] if len(operands) == 1 else self.put(operator, operands, None, "bool")

    def negate(self, operand: int) -> int:
        known = self.constant(operand)
        if isinstance(known, bool):
            return self.truth(not known)
        if self.is_null_constant(operand):
            return operand
        return self.put("not", (operand,), None, "bool")

    def is_null(self, operand: int) -> int:
        if self.nodes[operand].op == "const":
            return self.truth(self.is_null_constant(operand))
        return self.put("is_null", (operand,), None, "bool")

    def case(self, branches: Sequence[tuple[int, int]], otherwise: int) -> int:
        """The value of the first branch whose condition is true (null counts as false), else ``otherwise``."""
        kept: list[tuple[int, int]] = []
        for condition, value in branches:
            known = self.constant(condition)
            if known is True:
                otherwise = value
                break
            if known is None and not self.is_null_constant(condition):
                kept.append((condition, value))
        if not kept or all(value == otherwise for _, value in kept):
            return otherwise
        values = [value for _, value in kept] + [otherwise]
        sort = self.nodes[values[0]].sort
        args = [number for branch in kept for number in branch] + [otherwise]
        return self.put("case", args, None, sort, max(self.nodes[value].bound for value in values))

    def first_of(self, operands: Sequence[int]) -> int:
        """The first that is not null."""
        flat = [part for number in operands for part in self._coalesced(number)]
        kept = [number for number in dict.fromkeys(flat) if not self.is_null_constant(number)]
        if not kept:
            return self.null("why")
        certain = next((place for place, number in enumerate(kept) if self.constant(number) is not None), len(kept))
        kept = kept[: certain + 1]
        return kept[0] if len(kept) == 1 else self.put("coalesce", kept, None, "why")

    def _coalesced(self, number: int) -> tuple[int, ...]:
        node = self.nodes[number]
        return node.args if node.op == "coalesce" else (number,)

    def leaf(self, op: str, sort: Sort, args: Sequence[int] = (), data: Data = None, bound: int = 0) -> int:
        """A value from outside the expression: a column, a window over time, a group of members."""
        if args and self.is_null_constant(args[0]):
            return self.integer(0) if op in _COUNTS else self.null(sort)
        return self.put(op, args, data, sort, bound)

    def _limited(self, op: str, args: tuple[int, int], bound: int) -> int:
        if self._any_null(*args):
            return self.null("int")
        number = self.put(op, args, None, "int", bound)
        return number if bound <= LIMIT else self.put("limit", (number,), LIMIT, "int", LIMIT)


def evaluate(arena: Arena, number: int, leaf: Callable[[int, Node], Scalar]) -> Scalar:
    """The value of a node in Python integers; branches that are not taken are not evaluated."""
    return _Evaluation(arena, leaf).value(number)


class _Evaluation:
    def __init__(self, arena: Arena, leaf: Callable[[int, Node], Scalar]) -> None:
        self.arena = arena
        self.leaf = leaf
        self.known: dict[int, Scalar] = {}

    def value(self, number: int) -> Scalar:
        if number not in self.known:
            node = self.arena[number]
            if node.op == "const":
                self.known[number] = self.arena.constant(number)
            elif node.op in LEAVES:
                self.known[number] = self.leaf(number, node)
            elif node.op in _LAZY:
                self.known[number] = _LAZY[node.op](self, node)
            else:
                self.known[number] = self._strict(node)
        return self.known[number]

    def _strict(self, node: Node) -> Scalar:
        values = [self.value(part) for part in node.args]
        if any(value is None for value in values):
            return None
        if node.op == "cmp":
            return _COMPARE[str(node.data)](values[0], values[1])
        if node.op == "not":
            return not values[0]
        integers = [int(value) for value in values if value is not None]
        if node.op == "limit":
            return integers[0] if isinstance(node.data, int) and abs(integers[0]) <= node.data else None
        return _ARITHMETIC[node.op](*integers)

    def _case(self, node: Node) -> Scalar:
        for index in range(0, len(node.args) - 1, 2):
            if self.value(node.args[index]) is True:
                return self.value(node.args[index + 1])
        return self.value(node.args[-1])

    def _coalesce(self, node: Node) -> Scalar:
        return next((value for value in map(self.value, node.args) if value is not None), None)

    def _and(self, node: Node) -> Scalar:
        return self._three_valued(node, False)

    def _or(self, node: Node) -> Scalar:
        return self._three_valued(node, True)

    def _three_valued(self, node: Node, decisive: bool) -> Scalar:
        values = [self.value(part) for part in node.args]
        if decisive in values:
            return decisive
        return None if None in values else not decisive

    def _is_null(self, node: Node) -> Scalar:
        return self.value(node.args[0]) is None


def _quotient(left: int, right: int) -> int:
    whole = abs(left) // abs(right)
    return whole if (left < 0) == (right < 0) else -whole


_LAZY: Mapping[str, Callable[[_Evaluation, Node], Scalar]] = {
    "case": _Evaluation._case,
    "coalesce": _Evaluation._coalesce,
    "and": _Evaluation._and,
    "or": _Evaluation._or,
    "is_null": _Evaluation._is_null,
}
_ARITHMETIC: Mapping[str, Callable[..., int | None]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "neg": lambda a: -a,
    "abs": abs,
    "null_if_zero": lambda a: a or None,
    "quot": _quotient,
    "rem": lambda a, b, *_: a - b * _quotient(a, b),
}
_COMPARE: Mapping[str, Callable[..., bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
