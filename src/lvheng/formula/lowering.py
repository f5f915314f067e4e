"""Formula to integer expressions: what every construct of the language means in ``n / (d * 10**s)``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lvheng.formula import syntax
from lvheng.formula.algebra import Algebra, Lowered
from lvheng.formula.checker import is_partial
from lvheng.formula.declarations import Dated, Kind, Parameter, Variable
from lvheng.formula.ir import LIMIT, MAX_MEMBERS, MAX_PERIODS_PER_YEAR, Arena, Sort
from lvheng.formula.problems import FormulaProblem, problem
from lvheng.formula.scales import Piece, Pieces, pieces_of
from lvheng.formula.syntax import Expr, Place

SORTS: Mapping[Kind, Sort] = {Kind.NUMBER: "int", Kind.BOOLEAN: "bool", Kind.CODE: "text"}


@dataclass
class Lowering:
    """Lowers the formulas of one program into one arena.

    ``bounds``: the most that the integers of an input reach, where more is known than its digits. ``absent``: inputs
    that nobody reported: what rests on them alone is known to be missing beforehand. ``settled``: variables of which
    all formulas are lowered, so that those after them may count on what is known of them.
    """

    variables: Mapping[str, Variable]
    parameters: Mapping[str, Parameter]
    bounds: Mapping[str, int] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    settled: dict[str, Lowered] = field(default_factory=dict)
    algebra: Algebra = field(default_factory=Algebra)
    nodes: dict[Expr, Lowered] = field(default_factory=dict)

    @property
    def arena(self) -> Arena:
        """The nodes of all formulas."""
        return self.algebra.arena

    def formula(self, tree: Expr, variable: Variable) -> Lowered:
        """The formula's result as the variable keeps it: rounded, within its digits. Raises FormulaProblem."""
        found = self.lower(tree)
        if variable.kind != Kind.NUMBER:
            return found
        rounded = self.algebra.rounded(found, variable)
        within = self.arena.within(rounded, min(10**variable.digits - 1, LIMIT))
        why = self.algebra.overflow(found.why, within) if self.algebra.may_vanish(within, anywhere=True) else found.why
        return Lowered(within, why, variable.decimals)

    def versions(self, variable: Variable, results: Sequence[Lowered]) -> Lowered:
        """The dated results of a variable as one: the version in force, or missing where there is none."""
        conditions = [self._during(version) for version in variable.versions]
        pairs = list(zip(conditions, results, strict=True))
        value = self.arena.case([(c, r.n) for c, r in pairs], self.arena.null(SORTS[variable.kind]))
        why = self.arena.case([(c, r.why) for c, r in pairs], self.arena.reason("no_version"))
        return Lowered(value, why, variable.decimals)

    def lower(self, node: Expr) -> Lowered:
        """One node and all below it."""
        if node not in self.nodes:
            self.nodes[node] = self._lower(node)
        return self.nodes[node]

    def _lower(self, node: Expr) -> Lowered:
        match node:
            case syntax.Number():
                return self.algebra.number(node.value)
            case syntax.Truth() | syntax.Word():
                value = self.arena.put("const", (), node.value, "bool" if isinstance(node, syntax.Truth) else "text")
                return Lowered(value, self.algebra.never())
            case syntax.Name():
                return self.name(node.code)
            case syntax.Negative():
                return self.algebra.sign(self.lower(node.operand))
            case syntax.Binary():
                return self._binary(node)
            case syntax.Compare():
                return self.algebra.compare(node.operator, self.lower(node.left), self.lower(node.right))
            case syntax.Logic() | syntax.Not():
                return self._logic(node)
            case syntax.Choice():
                return self._choice(node)
            case syntax.Call():
                return self._call(node)

    def name(self, code: str) -> Lowered:
        """A variable as the leaf that its users see, or a parameter as its dated values."""
        variable = self.variables.get(code)
        if variable is None:
            return self._parameter(self.parameters[code])
        if code in self.absent:
            return Lowered(self.arena.null(SORTS[variable.kind]), self.arena.reason("not_reported"), variable.decimals)
        known = self.settled.get(code)
        if known is not None and self.arena.is_null_constant(known.n) and self.arena.constant(known.why) is not None:
            return known
        value = self.arena.leaf("var", SORTS[variable.kind], data=code, bound=self.bound(variable))
        return Lowered(value, self.arena.leaf("why", "why", data=code), variable.decimals)

    def bound(self, variable: Variable) -> int:
        """What the integers of a variable cannot exceed."""
        if variable.kind != Kind.NUMBER:
            return 0
        declared: int = 10**variable.digits - 1
        if variable.code in self.settled:
            return min(declared, self.arena[self.settled[variable.code].n].bound)
        return min(declared, self.bounds.get(variable.code, declared))

    def _parameter(self, parameter: Parameter) -> Lowered:
        values = [version.value for version in parameter.versions if version.value is not None]
        divisor = common_divisor(values)
        cases = [(self._during(v), v.value) for v in parameter.versions]
        value = self.arena.case(
            [(when, self.arena.integer(int(number * divisor))) for when, number in cases if number is not None],
            self.arena.null("int"),
        )
        why = self._parameter_why(parameter)
        return self.algebra.over(Lowered(value, why), Fraction(divisor))

    def _parameter_why(self, parameter: Parameter) -> int:
        unset, never = self.arena.reason("parameter_not_set"), self.algebra.never()
        branches = [(self._during(v), never if v.is_set else unset) for v in parameter.versions]
        return self.arena.case(branches, self.arena.reason("no_version"))

    def _during(self, dated: Dated) -> int:
        if dated.from_ is None and dated.until is None:
            return self.arena.truth(True)
        return self.arena.leaf("during", "bool", data=(dated.from_, dated.until))

    def _binary(self, node: syntax.Binary) -> Lowered:
        left, right = self.lower(node.left), self.lower(node.right)
        match node.operator:
            case "*":
                return self.algebra.times(left, right)
            case "/":
                return self.algebra.divided(left, right)
            case "+":
                return self.algebra.plus(left, right, negative=False)
            case _:
                return self.algebra.plus(left, right, negative=True)

    def _logic(self, node: syntax.Logic | syntax.Not) -> Lowered:
        parts = [self.lower(part) for part in syntax.children(node)]
        if isinstance(node, syntax.Not):
            return Lowered(self.arena.negate(parts[0].n), parts[0].why)
        value = self.arena.both(node.operator, [part.n for part in parts])
        first = self.arena.first_of([part.why for part in parts])
        if self.arena.is_null_constant(first):
            return Lowered(value, first)
        return Lowered(value, self.arena.case([(self.arena.is_null(value), first)], self.algebra.never()))

    def _choice(self, node: syntax.Choice) -> Lowered:
        condition = self.lower(node.condition)
        return self.algebra.chosen(condition, self.lower(node.then), self.lower(node.otherwise), own_why=True)

    def _call(self, node: syntax.Call) -> Lowered:
        match node.function:
            case "abs":
                inner = self.lower(node.arguments[0])
                return Lowered(self.arena.absolute(inner.n), inner.why, inner.s, inner.d)
            case "min" | "max":
                return self.algebra.extreme(
                    "<=" if node.function == "min" else ">=", [self.lower(p) for p in node.arguments]
                )
            case "clip":
                x, low, high = (self.lower(part) for part in node.arguments)
                clipped = self.algebra.extreme("<=", [self.algebra.extreme(">=", [x, low]), high])
                why = self.arena.first_of([x.why, low.why, high.why, clipped.why])
                return Lowered(clipped.n, why, clipped.s, clipped.d)
            case "known":
                why = self.lower(node.arguments[0]).why
                return Lowered(self.arena.is_null(why), self.algebra.never())
            case "tier" | "slab" | "lookup":
                return self._table(node)
            case "days":
                return Lowered(self.arena.leaf("days", "int", bound=MAX_PERIODS_PER_YEAR), self.algebra.never())
            case "parent":
                return self._from_parent(node)
            case "previous" | "base" | "cumulative":
                return self._over_time(node)
            case _:
                return self._over_members(node)

    def _table(self, node: syntax.Call) -> Lowered:
        name, key = node.arguments if node.function == "lookup" else reversed(node.arguments)
        if not isinstance(name, syntax.Name):
            raise TypeError("the checker lets only names pass as tables")
        parameter = self.parameters[name.code]
        if parameter.kind == "table":
            return self._lookup(parameter, self.lower(key))
        return self._scale(parameter, self.lower(key), pieces_of(parameter, node.function))

    def _lookup(self, parameter: Parameter, key: Lowered) -> Lowered:
        divisor = common_divisor([value for v in parameter.versions for value in v.entries.values()])
        versions = []
        for version in parameter.versions:
            entries = [
                (self.arena.compare("==", key.n, self.arena.text(code)), self.arena.integer(int(value * divisor)))
                for code, value in version.entries.items()
            ]
            versions.append((self._during(version), self.arena.case(entries, self.arena.null("int"))))
        value = self.arena.case(versions, self.arena.null("int"))
        unknown = self.arena.case(
            [(self.arena.is_null(value), self.arena.reason("not_in_table"))], self.algebra.never()
        )
        why = self.arena.first_of([key.why, self._parameter_why(parameter), unknown])
        return self.algebra.over(Lowered(value, why), Fraction(divisor))

    def _scale(self, parameter: Parameter, x: Lowered, pieces: Pieces) -> Lowered:
        versions, outside = [], []
        d = x.d if x.d is not None else self.algebra.one()
        for version, rows in zip(parameter.versions, pieces.versions, strict=True):
            during = self._during(version)
            versions.append((during, self._bracket(x, d, rows, pieces.signed)))
            outside.append((during, self._outside(x, rows, pieces.signed)))
        n = self.arena.case(versions, self.arena.null("int"))
        if pieces.rate_only and x.d is not None:
            # A rate leaves the denominator behind, and with it the sign that the quotient does not exist.
            n = self.arena.case([(self.arena.is_null(x.d), self.arena.null("int"))], n)
        beyond = self.arena.case(outside, self.algebra.never())
        why = self.arena.first_of([x.why, self._parameter_why(parameter), beyond])
        if self.algebra.may_vanish(n, anywhere=True):
            # Also where only the comparison with a limit of the scale needs too many digits.
            why = self.algebra.overflow(why, n)
        found = Lowered(n, why) if pieces.rate_only else self.algebra.checked(n, x.d, x.s, [why])
        return self.algebra.over(found, Fraction(pieces.divisor))

    def _bracket(self, x: Lowered, d: int, rows: Sequence[Piece], signed: bool) -> int:
        """The numerator of ``slope * x + offset`` in the bracket of x; null outside the scale."""
        inside: list[tuple[int, int]] = []
        limits: list[int] = []
        for row in rows:
            value = self._affine(x, d, row)
            limits.append(value)
            if row.upto is None:
                inside.append((self.arena.negate(self.arena.is_null(x.n)), value))
                continue
            a, b, _, _ = self.algebra.aligned(x, self.algebra.number(row.upto))
            limits += [a, b]
            inside.append((self.arena.compare("<=", a, b), value))
        guards = [
            (self.arena.is_null(part), self.arena.null("int")) for part in limits if self.algebra.may_vanish(part)
        ]
        if not signed:
            below = self.arena.compare("<", x.n, self.arena.integer(0))
            guards.insert(0, (below, self.arena.null("int")))
        return self.arena.case([*guards, *inside], self.arena.null("int"))

    def _affine(self, x: Lowered, d: int, row: Piece) -> int:
        if row.slope == 0 and not row.offset_scaled:
            return self.arena.integer(row.offset)
        offset = self.algebra.shift(self.arena.multiply(self.arena.integer(row.offset), d), x.s) if row.offset else None
        n = self.arena.multiply(x.n, self.arena.integer(row.slope))
        return n if offset is None else self.arena.add(n, offset)

    def _outside(self, x: Lowered, rows: Sequence[Piece], signed: bool) -> int:
        text, branches = self.arena.reason("outside_scale"), []
        if not signed:
            branches.append((self.arena.compare("<", x.n, self.arena.integer(0)), text))
        if rows and rows[-1].upto is not None:
            a, b, _, _ = self.algebra.aligned(x, self.algebra.number(rows[-1].upto))
            branches.append((self.arena.compare(">", a, b), text))
        return self.arena.case(branches, self.algebra.never())

    def _over_time(self, node: syntax.Call) -> Lowered:
        inner = self._whole(node)
        if node.function == "cumulative":
            return self._cumulative(inner)
        count = node.arguments[1]
        if not isinstance(count, syntax.Number):
            raise TypeError("the checker lets only whole numbers pass")
        op, reason = ("lag", "no_previous") if node.function == "previous" else ("base", "no_base")
        return self._moved(op, int(count.value), inner, reason)

    def _moved(self, op: str, data: int | None, inner: Lowered, reason: str) -> Lowered:
        node = self.arena[inner.n]
        n = self.arena.leaf(op, node.sort, [inner.n], data, node.bound)
        before = self.arena.leaf(op, "why", [inner.why], data)
        none = self.arena.case([(self.arena.is_null(n), self.arena.reason(reason))], self.algebra.never())
        return Lowered(n, self.arena.first_of([before, none]), inner.s, inner.d)

    def _cumulative(self, inner: Lowered) -> Lowered:
        total = self.algebra.summed("run_sum", inner.n, None, MAX_PERIODS_PER_YEAR)
        count = self.arena.leaf("run_count", "int", [inner.n], None, MAX_PERIODS_PER_YEAR)
        position = self.arena.leaf("position", "int", bound=MAX_PERIODS_PER_YEAR)
        full = self.arena.compare("==", count, position)
        n = self.arena.case([(full, total)], self.arena.null("int"))
        why = self.arena.case([(full, self.algebra.never())], self.arena.reason("periods_missing"))
        return self.algebra.checked(n, inner.d, inner.s, [why])

    def _from_parent(self, node: syntax.Call) -> Lowered:
        return self._moved("parent", None, self._whole(node), "no_parent")

    def _over_members(self, node: syntax.Call) -> Lowered:
        partial = len(node.arguments) == 2 and is_partial(node.arguments[1])
        inner = self._whole(node)
        names = (part.code for part in syntax.walk(node.arguments[0]) if isinstance(part, syntax.Name))
        of = next(self.variables[name].of for name in names if name in self.variables)
        size = self.arena.leaf("group_size", "int", data=of, bound=MAX_MEMBERS)
        count = self.arena.leaf("group_count", "int", [inner.n], of, MAX_MEMBERS)
        zero = self.arena.integer(0)
        nobody = (self.arena.compare("==", size, zero), self.arena.reason("no_members"))
        missing = self.arena.reason("members_missing")
        enough = self.arena.compare(">", count, zero) if partial else self.arena.compare("==", count, size)
        if node.function == "count_of":
            value = self.arena.leaf("group_true", "int", [inner.n], of, MAX_MEMBERS)
            full = self.arena.both("or", [self.arena.compare("==", size, zero), enough])
            n = self.arena.case([(full, value)], self.arena.null("int"))
            return Lowered(n, self.arena.case([(full, self.algebra.never())], missing))
        total = self.algebra.summed("group_sum", inner.n, of, MAX_MEMBERS)
        n = self.arena.case([(enough, total)], self.arena.null("int"))
        why = self.arena.case([nobody, (enough, self.algebra.never())], missing)
        d = inner.d if node.function == "sum_of" else self.algebra.product(inner.d, self.arena.null_if_zero(count))
        return self.algebra.checked(n, d, inner.s, [why])

    def _whole(self, node: syntax.Call) -> Lowered:
        """The argument of a function over other rows: its denominator must be the same in all of them."""
        inner = self.lower(node.arguments[0])
        if inner.d is not None and self.arena.constant(inner.d) is None:
            raise _quotient_inside(node.function, node.arguments[0].place)
        return inner


def common_divisor(values: Iterable[Fraction]) -> int:
    """The least number by which all values become whole."""
    return math.lcm(*(value.denominator for value in values))


def _quotient_inside(function: str, place: Place) -> FormulaProblem:
    return problem(
        "quotient",
        place,
        f"{function} 里面有除法，各行的除数不同。",
        f"there is a division inside {function}, with another divisor in every row.",
        "请把商声明为单独的变量（有小数位和修约规则），再写进来。",
        "Declare the quotient as a variable of its own, with decimals and rounding, and use that.",
    )
