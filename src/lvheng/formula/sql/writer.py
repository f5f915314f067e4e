"""One integer expression as SQL, with the nodes that have a column of their own read from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sqlglot import exp

from lvheng.formula.ir import LIMIT, Arena, Node
from lvheng.formula.periods import PeriodKind
from lvheng.formula.sql import calendar
from lvheng.formula.sql.engines import SMALL, Engine, case, cast, integer, wrap

_COMPARE: Mapping[str, type[exp.Binary]] = {
    "==": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


@dataclass(frozen=True)
class Writer:
    """Writes nodes in terms of ``columns`` (node number to column name), of a table alias if one is needed."""

    arena: Arena
    engine: Engine
    kind: PeriodKind
    columns: Mapping[int, str]
    table: str | None = None
    codes: Mapping[str, int] = field(default_factory=dict)

    def at(self, table: str | None) -> Writer:
        """The same, reading the columns of another table."""
        return replace(self, table=table)

    def column(self, name: str) -> exp.Expr:
        """A column of the table."""
        return exp.column(name, table=self.table)

    def write(self, number: int) -> exp.Expr:
        """The node by its column if it has one, else written out."""
        return self.column(self.columns[number]) if number in self.columns else self.write_out(number)

    def write_out(self, number: int) -> exp.Expr:
        """The node itself, its parts by their columns."""
        node = self.arena[number]
        match node.op:
            case "const":
                return self._constant(node)
            case "during" | "days" | "position":
                return self._calendar(node)
            case "add" | "sub" | "mul":
                return self._arithmetic(node)
            case "quot" | "rem":
                return self._division(node)
            case "case":
                return self._case(node)
            case "cmp":
                left, right = (wrap(self.write(part)) for part in node.args)
                return _COMPARE[str(node.data)](this=left, expression=right)
            case _:
                return _SIMPLE[node.op](self, node)

    def _constant(self, node: Node) -> exp.Expr:
        if node.data is None:
            return exp.null()
        if node.sort == "why":
            return self.reason(str(node.data))
        if isinstance(node.data, bool):
            return exp.Boolean(this=node.data)
        if isinstance(node.data, int):
            return integer(node.data) if node.data >= -SMALL else self.engine.negative(integer(-node.data))
        return exp.Literal.string(str(node.data))

    def reason(self, code: str) -> exp.Expr:
        """A reason: its text or, where ``codes`` number the reasons, its number."""
        return cast(integer(self.codes[code]), "UTINYINT") if self.codes else exp.Literal.string(code)

    def _calendar(self, node: Node) -> exp.Expr:
        start = self.column("period_start")
        if isinstance(node.data, tuple):
            return calendar.during(self.kind, start, node.data)
        small = self.engine.type_of(0)
        if node.op == "days":
            return cast(calendar.length(self.kind, start), small)
        return cast(calendar.position(self.kind, start), small)

    def _arithmetic(self, node: Node) -> exp.Expr:
        left, right = (self.write(part) for part in node.args)
        if node.bound > self.engine.narrow and all(self.arena[part].bound <= self.engine.narrow for part in node.args):
            # Widen the side that is not a literal: a short literal times a widened column stays exact.
            wide = self.engine.type_of(LIMIT)
            if self.arena[node.args[0]].op == "const":
                right = cast(right, wide)
            else:
                left = cast(left, wide)
        return self.engine.arithmetic(node.op, left, right, fits=node.bound <= LIMIT)

    def _division(self, node: Node) -> exp.Expr:
        left, right = (self.write(part) for part in node.args[:2])
        largest = max(self.arena[part].bound for part in node.args[:2])
        if node.op == "quot":
            result = self.engine.quotient(left, right, small=largest <= self.engine.narrow)
        elif self.engine.multiplies_back and len(node.args) == 3:
            result = exp.Sub(this=wrap(left), expression=wrap(self._multiplied_back(node, right)))
        else:
            result = exp.Mod(this=wrap(left), expression=wrap(right))
        narrower = self.engine.type_of(node.bound) != self.engine.type_of(largest)
        return cast(result, self.engine.type_of(node.bound)) if narrower else result

    def _multiplied_back(self, node: Node, divisor: exp.Expr) -> exp.Expr:
        # The product is no longer than the dividend, so it fits wherever that does.
        whole = self.write(node.args[2])
        dividend, quotient = self.arena[node.args[0]].bound, self.arena[node.args[2]].bound
        if max(quotient, self.arena[node.args[1]].bound) <= self.engine.narrow < dividend:
            whole = cast(whole, self.engine.type_of(dividend))
        return exp.Mul(this=wrap(whole), expression=wrap(divisor))

    def _case(self, node: Node) -> exp.Expr:
        parts = [self.write(part) for part in node.args]
        otherwise = None if self.arena.is_null_constant(node.args[-1]) else parts[-1]
        branches = list(zip(parts[:-1:2], parts[1::2], strict=False))
        written = case(branches, otherwise)
        values = [*node.args[1::2], node.args[-1]]
        if node.sort == "int" and all(self.arena[value].op == "const" for value in values):
            # Short literals alone would make a 32-bit column.
            return cast(written, self.engine.type_of(node.bound))
        return written

    def _limit(self, node: Node) -> exp.Expr:
        inner, limit = self.write(node.args[0]), int(str(node.data))
        if self.arena.is_null_constant(node.args[0]):
            return cast(exp.null(), self.engine.type_of(limit))
        if self.engine.limits_by_itself and limit == LIMIT:
            return inner
        fits = exp.LTE(this=self.engine.absolute(inner), expression=integer(limit))
        return case([(fits, cast(inner, self.engine.type_of(limit)))], None)

    def _logic(self, node: Node) -> exp.Expr:
        parts = [wrap(self.write(part)) for part in node.args]
        result, joined = parts[0], exp.And if node.op == "and" else exp.Or
        for part in parts[1:]:
            result = joined(this=result, expression=part)
        return result


def _not(writer: Writer, node: Node) -> exp.Expr:
    inner = writer.write(node.args[0])
    if isinstance(inner, exp.Is):
        return exp.Not(this=inner)
    return exp.Not(this=wrap(inner))


_SIMPLE: Mapping[str, Callable[[Writer, Node], exp.Expr]] = {
    "neg": lambda w, n: w.engine.negative(w.write(n.args[0])),
    "abs": lambda w, n: w.engine.absolute(w.write(n.args[0])),
    "null_if_zero": lambda w, n: exp.Nullif(this=w.write(n.args[0]), expression=integer(0)),
    "limit": Writer._limit,
    "and": Writer._logic,
    "or": Writer._logic,
    "not": _not,
    "is_null": lambda w, n: exp.Is(this=wrap(w.write(n.args[0])), expression=exp.null()),
    "coalesce": lambda w, n: exp.Coalesce(this=w.write(n.args[0]), expressions=[w.write(part) for part in n.args[1:]]),
}
