"""Which nodes get a column of their own, and in which stage of the query.

A stage is one CTE that adds columns to those of the stage before. A node has a column when it is a variable, when it
looks at other rows, or when more than one other node uses it; everything else is written inside its only user. The
query is therefore linear in the size of the program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lvheng.formula.algebra import Lowered
from lvheng.formula.ir import LIMIT, Arena, Node
from lvheng.formula.program import Program
from lvheng.formula.sql.engines import Engine

OVER_ROWS = frozenset({"lag", "base", "run_sum", "run_count"})
OVER_GROUPS = frozenset({"group_sum", "group_count", "group_true", "group_size"})
_PLAIN = frozenset({"const", "var", "why", "during", "days", "position"})
_CHEAP = frozenset({"neg", "abs", "null_if_zero", "is_null", "not", "cmp"})


def why_column(code: str) -> str:
    """The name of the column that tells why a variable is missing."""
    return f"{code}__why"


@dataclass
class Stages:
    """The plan of a query: ``stages[k]`` lists the columns that stage k + 1 adds, each with its node.

    ``masked``: the columns of variables are empty for units of other kinds, so no other formula may share them.
    """

    program: Program
    engine: Engine
    needed: Sequence[str]
    masked: bool
    columns: dict[int, str] = field(default_factory=dict)
    stages: list[list[tuple[str, int]]] = field(default_factory=list)
    _ready: dict[int, int] = field(default_factory=dict)
    _uses: Counter[int] = field(default_factory=Counter)
    _apart: set[int] = field(default_factory=set)
    _named: Counter[str] = field(default_factory=Counter)
    _current: str = ""

    @property
    def arena(self) -> Arena:
        return self.program.lowering.arena

    def plan(self) -> Stages:
        """Find columns and stages for all needed variables."""
        definitions = {code: self._definition(code) for code in self.needed if self.program.formulas[code]}
        self._count([node for result in definitions.values() for node in (result.n, result.why)])
        for code in self.needed:
            if code in definitions:
                self._place_variable(code, definitions[code])
            else:
                self._know_variable(code, 0, 0)
        return self

    def _definition(self, code: str) -> Lowered:
        variable = self.program.variables[code]
        results = [formula.lowered for formula in self.program.formulas[code]]
        return self.program.lowering.versions(variable, results)

    def _count(self, roots: Sequence[int]) -> None:
        waiting, seen = list(roots), set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            node = self.arena[number]
            self._uses.update(set(node.args))
            waiting += node.args
            if node.op == "limit" and not (self.engine.limits_by_itself and node.data == LIMIT):
                self._apart.update(node.args)
            if node.op in ("quot", "abs", "limit") and self.engine.repeats_parts:
                self._apart.update(node.args)
            if node.op == "parent":
                self._apart.update(node.args)

    def _place_variable(self, code: str, result: Lowered) -> None:
        self._current = code
        value = self._place_as(code, result.n)
        why = self._place_as(why_column(code), result.why)
        self._know_variable(code, value, why)

    def _know_variable(self, code: str, value: int, why: int) -> None:
        variable = self.program.variables[code]
        lowered = self.program.lowering.name(variable.code)
        for number, column, stage in ((lowered.n, code, value), (lowered.why, why_column(code), why)):
            # What is known beforehand is written as it is.
            if self.arena[number].op != "const":
                self.columns[number], self._ready[number] = column, stage

    def _place_as(self, name: str, number: int) -> int:
        """Give a node the column of a variable; when it already has one, a copy."""
        # A node that was written out for another variable before stays so: its column would come too late there.
        fresh = number not in self._ready and not self.masked
        self._place(number, fresh)
        stage = self._ready[number] + 1
        if fresh and number not in self.columns and self.arena[number].op not in _PLAIN:
            self.columns[number], self._ready[number] = name, stage
        self._add(stage, name, number)
        return stage

    def _place(self, root: int, has_column: bool) -> None:
        """Place everything below a node, parts first; the node itself too unless it has a column anyway."""
        order: list[int] = []
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self._ready:
                continue
            order.append(number)
            waiting += self.arena[number].args
        # A part always has a lower number than the node that uses it.
        for number in sorted(set(order)):
            self._place_node(number, self.arena[number], has_column=has_column and number == root)

    def _place_node(self, number: int, node: Node, has_column: bool) -> None:
        ready = max((self._ready[part] for part in node.args), default=0)
        over = node.op in OVER_ROWS or node.op in OVER_GROUPS or node.op == "parent"
        if over or (not has_column and self._deserves_column(number, node)):
            ready += 1
            self.columns[number] = self._next_name()
            self._add(ready, self.columns[number], number)
        self._ready[number] = ready

    def _deserves_column(self, number: int, node: Node) -> bool:
        if node.op in _PLAIN:
            return False
        if number in self._apart:
            return True
        return self._uses[number] > 1 and not self._is_light(number, node)

    def _is_light(self, number: int, node: Node) -> bool:
        """Whether repeating the node costs less than a column: a comparison of columns, the difference of two."""
        if not (node.op in _CHEAP or (node.op in ("add", "sub") and self._uses[number] == 2)):
            return False
        light = {part for part in node.args if part in self.columns or self.arena[part].op in _PLAIN}
        heavy = set(node.args) - light
        return all(self.arena[part].op == "is_null" and self._is_light(part, self.arena[part]) for part in heavy)

    def _next_name(self) -> str:
        # Counted per variable, so that a change to one variable leaves the columns of the others as they are.
        self._named[self._current] += 1
        return f"{self._current}__{self._named[self._current]}"

    def _add(self, stage: int, name: str, number: int) -> None:
        while len(self.stages) < stage:
            self.stages.append([])
        self.stages[stage - 1].append((name, number))
