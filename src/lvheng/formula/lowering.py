"""Formula to integer expressions.

A number is carried as ``n / (d * 10**s)``: ``n`` and ``d`` are integer nodes, ``s`` is known beforehand, and ``d`` is
positive (None stands for 1). A quotient is therefore never divided inside a formula; the one division happens when
the variable is rounded. A value is missing exactly when its ``why`` node has a text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lvheng.formula import syntax
from lvheng.formula.checker import is_partial
from lvheng.formula.declarations import Dated, Kind, Parameter, Rounding, Variable
from lvheng.formula.ir import LEAVES, LIMIT, MAX_MEMBERS, MAX_PERIODS_PER_YEAR, Arena, Sort
from lvheng.formula.problems import FormulaProblem, problem
from lvheng.formula.scales import Piece, Pieces, decimal_places, pieces_of
from lvheng.formula.syntax import Expr, Place

_HALF = 10**19
_STEPS = frozenset({"add", "sub", "mul", "neg", "abs", "case", "null_if_zero"})
SORTS: Mapping[Kind, Sort] = {Kind.NUMBER: "int", Kind.BOOLEAN: "bool", Kind.CODE: "text"}


@dataclass(frozen=True)
class Lowered:
    """One expression. ``n`` holds the truth value or text where the expression is not a number."""

    n: int
    why: int
    s: int = 0
    d: int | None = None


@dataclass
class Lowering:
    """Lowers the formulas of one program into one arena."""

    variables: Mapping[str, Variable]
    parameters: Mapping[str, Parameter]
    arena: Arena = field(default_factory=Arena)
    nodes: dict[Expr, Lowered] = field(default_factory=dict)
    _vanishing: dict[tuple[int, bool], bool] = field(default_factory=dict)

    def formula(self, tree: Expr, variable: Variable) -> Lowered:
        """The formula's result as the variable keeps it: rounded, within its digits. Raises FormulaProblem."""
        found = self.lower(tree)
        if variable.kind != Kind.NUMBER:
            return found
        rounded = self._rounded(found, variable)
        within = self.arena.within(rounded, min(10**variable.digits - 1, LIMIT))
        why = self._overflow(found.why, within) if self._may_vanish(within, anywhere=True) else found.why
        return Lowered(within, why, variable.decimals)

    def versions(self, variable: Variable, results: Sequence[Lowered]) -> Lowered:
        """The dated results of a variable as one: the version in force, or missing where there is none."""
        conditions = [self._during(version) for version in variable.versions]
        pairs = list(zip(conditions, results, strict=True))
        value = self.arena.case([(c, r.n) for c, r in pairs], self.arena.null(SORTS[variable.kind]))
        why = self.arena.case([(c, r.why) for c, r in pairs], self.arena.text("no_version"))
        return Lowered(value, why, variable.decimals)

    def lower(self, node: Expr) -> Lowered:
        """One node and all below it."""
        if node not in self.nodes:
            self.nodes[node] = self._lower(node)
        return self.nodes[node]

    def _lower(self, node: Expr) -> Lowered:
        match node:
            case syntax.Number():
                return self._number(node.value)
            case syntax.Truth() | syntax.Word():
                value = self.arena.put("const", (), node.value, "bool" if isinstance(node, syntax.Truth) else "text")
                return Lowered(value, self._never())
            case syntax.Name():
                return self.name(node.code)
            case syntax.Negative():
                return self._sign(self.lower(node.operand))
            case syntax.Binary():
                return self._binary(node)
            case syntax.Compare():
                return self._compare(node.operator, self.lower(node.left), self.lower(node.right))
            case syntax.Logic() | syntax.Not():
                return self._logic(node)
            case syntax.Choice():
                return self._choice(node)
            case syntax.Call():
                return self._call(node)

    def _never(self) -> int:
        return self.arena.null("text")

    def _number(self, value: Fraction) -> Lowered:
        places = decimal_places(value)
        return Lowered(self.arena.integer(int(value * 10**places)), self._never(), places)

    def name(self, code: str) -> Lowered:
        """A variable as the leaf that its users see, or a parameter as its dated values."""
        variable = self.variables.get(code)
        if variable is None:
            return self._parameter(self.parameters[code])
        bound = 10**variable.digits - 1 if variable.kind == Kind.NUMBER else 0
        value = self.arena.leaf("var", SORTS[variable.kind], data=code, bound=bound)
        return Lowered(value, self.arena.leaf("why", "text", data=code), variable.decimals)

    def _parameter(self, parameter: Parameter) -> Lowered:
        values = [version.value for version in parameter.versions if version.value is not None]
        divisor = common_divisor(values)
        cases = [(self._during(v), v.value) for v in parameter.versions]
        value = self.arena.case(
            [(when, self.arena.integer(int(number * divisor))) for when, number in cases if number is not None],
            self.arena.null("int"),
        )
        why = self._parameter_why(parameter)
        return self._over(Lowered(value, why), Fraction(divisor))

    def _parameter_why(self, parameter: Parameter) -> int:
        unset, never = self.arena.text("parameter_not_set"), self._never()
        branches = [(self._during(v), never if v.is_set else unset) for v in parameter.versions]
        return self.arena.case(branches, self.arena.text("no_version"))

    def _during(self, dated: Dated) -> int:
        if dated.from_ is None and dated.until is None:
            return self.arena.truth(True)
        return self.arena.leaf("during", "bool", data=(dated.from_, dated.until))

    def _sign(self, value: Lowered) -> Lowered:
        return Lowered(self.arena.negative(value.n), value.why, value.s, value.d)

    def _binary(self, node: syntax.Binary) -> Lowered:
        left, right = self.lower(node.left), self.lower(node.right)
        match node.operator:
            case "*":
                return self._times(left, right)
            case "/":
                return self._divided(left, right)
            case "+":
                return self._plus(left, right, negative=False)
            case _:
                return self._plus(left, right, negative=True)

    def _plus(self, left: Lowered, right: Lowered, negative: bool) -> Lowered:
        a, b, d, s = self._aligned(left, right)
        total = self.arena.subtract(a, b) if negative else self.arena.add(a, b)
        return self._checked(total, d, s, [left.why, right.why])

    def _times(self, left: Lowered, right: Lowered) -> Lowered:
        n = self.arena.multiply(left.n, right.n)
        return self._checked(n, self._product(left.d, right.d), left.s + right.s, [left.why, right.why])

    def _divided(self, left: Lowered, right: Lowered) -> Lowered:
        divisor = self.arena.constant(right.n)
        if divisor is not None and right.d is None:
            return self._over(left, Fraction(int(divisor), 10**right.s))
        positive = self.arena.null_if_zero(self.arena.absolute(right.n))
        zero = self.arena.compare("==", right.n, self.arena.integer(0))
        n = self.arena.multiply(self._signed(left.n, right.n), right.d if right.d is not None else self._one())
        n = self._shift(n, max(0, right.s - left.s))
        d = self._product(left.d, positive)
        by_zero = self.arena.case([(zero, self.arena.text("division_by_zero"))], self._never())
        return self._checked(n, d, max(0, left.s - right.s), [left.why, right.why, by_zero])

    def _over(self, value: Lowered, divisor: Fraction) -> Lowered:
        """The value divided by a constant: powers of ten move the point, the rest is kept as a denominator."""
        n = self.arena.multiply(value.n, self.arena.integer(divisor.denominator * (-1 if divisor < 0 else 1)))
        rest, places = abs(divisor.numerator), 0
        while rest % 10 == 0:
            rest, places = rest // 10, places + 1
        d = self._product(value.d, self.arena.integer(rest))
        return self._checked(n, d, value.s + places, [value.why])

    def _signed(self, n: int, sign: int) -> int:
        negative = self.arena.compare("<", sign, self.arena.integer(0))
        return self.arena.case([(negative, self.arena.negative(n))], n)

    def _one(self) -> int:
        return self.arena.integer(1)

    def _product(self, left: int | None, right: int | None) -> int | None:
        one = self._one()
        d = self.arena.multiply(left if left is not None else one, right if right is not None else one)
        return None if d == one else d

    def _shift(self, n: int, places: int) -> int:
        return self.arena.multiply(n, self.arena.integer(10**places)) if places else n

    def _aligned(self, left: Lowered, right: Lowered) -> tuple[int, int, int | None, int]:
        """Both numerators over one denominator and scale."""
        s = max(left.s, right.s)
        a, b = self._shift(left.n, s - left.s), self._shift(right.n, s - right.s)
        if left.d == right.d:
            return a, b, left.d, s
        a = self.arena.multiply(a, right.d) if right.d is not None else a
        b = self.arena.multiply(b, left.d) if left.d is not None else b
        return a, b, self._product(left.d, right.d), s

    def _checked(self, n: int, d: int | None, s: int, whys: Sequence[int]) -> Lowered:
        why = self.arena.first_of(whys)
        for part in (n, d):
            if part is not None and self._may_vanish(part):
                why = self._overflow(why, part)
        return Lowered(n, why, s, d)

    def _may_vanish(self, number: int, anywhere: bool = False) -> bool:
        """Whether a limit may make this node null: as its own step, or ``anywhere`` in the formula below it."""
        key = (number, anywhere)
        if key not in self._vanishing:
            node = self.arena[number]
            followed = node.op not in LEAVES if anywhere else node.op in _STEPS
            parts = followed and any(self._may_vanish(part, anywhere) for part in node.args)
            self._vanishing[key] = node.op == "limit" or parts
        return self._vanishing[key]

    def may_overflow(self, lowered: Lowered) -> bool:
        """Whether a step of this expression may pass 38 digits or its variable's digits."""
        parts = (lowered.n,) if lowered.d is None else (lowered.n, lowered.d)
        return any(self._may_vanish(part, anywhere=True) for part in parts)

    def _overflow(self, why: int, value: int) -> int:
        lost = self.arena.case([(self.arena.is_null(value), self.arena.text("overflow"))], self._never())
        return self.arena.first_of([why, lost])

    def _compare(self, operator: str, left: Lowered, right: Lowered) -> Lowered:
        a, b, _, _ = self._aligned(left, right)
        result = self.arena.compare(operator, a, b)
        return self._checked_truth(result, [a, b], [left.why, right.why])

    def _checked_truth(self, result: int, sides: Sequence[int], whys: Sequence[int]) -> Lowered:
        why = self.arena.first_of(whys)
        if any(self._may_vanish(side) for side in sides):
            why = self._overflow(why, result)
        return Lowered(result, why)

    def _logic(self, node: syntax.Logic | syntax.Not) -> Lowered:
        parts = [self.lower(part) for part in syntax.children(node)]
        if isinstance(node, syntax.Not):
            return Lowered(self.arena.negate(parts[0].n), parts[0].why)
        value = self.arena.both(node.operator, [part.n for part in parts])
        first = self.arena.first_of([part.why for part in parts])
        if self.arena.is_null_constant(first):
            return Lowered(value, first)
        return Lowered(value, self.arena.case([(self.arena.is_null(value), first)], self._never()))

    def _choice(self, node: syntax.Choice) -> Lowered:
        condition = self.lower(node.condition)
        return self._chosen(condition, self.lower(node.then), self.lower(node.otherwise), own_why=True)

    def _chosen(self, condition: Lowered, then: Lowered, otherwise: Lowered, own_why: bool) -> Lowered:
        """One of two values. ``own_why``: only the chosen one may be missing; else the caller gives the reason."""
        s = max(then.s, otherwise.s)
        a, b = self._shift(then.n, s - then.s), self._shift(otherwise.n, s - otherwise.s)
        n = self._either(condition, a, b)
        one = self._one()
        d: int | None = then.d
        if then.d != otherwise.d:
            d = self._either(condition, then.d or one, otherwise.d or one)
        if not own_why:
            return Lowered(n, self._never(), s, d)
        why = self.arena.case(
            [(self.arena.negate(self.arena.is_null(condition.why)), condition.why), (condition.n, then.why)],
            otherwise.why,
        )
        return self._checked(n, d, s, [why])

    def _either(self, condition: Lowered, then: int, otherwise: int) -> int:
        if self.arena.is_null_constant(condition.why):
            return self.arena.case([(condition.n, then)], otherwise)
        refused = self.arena.negate(condition.n)
        return self.arena.case([(condition.n, then), (refused, otherwise)], self.arena.null(self.arena[then].sort))

    def _call(self, node: syntax.Call) -> Lowered:
        match node.function:
            case "abs":
                inner = self.lower(node.arguments[0])
                return Lowered(self.arena.absolute(inner.n), inner.why, inner.s, inner.d)
            case "min" | "max":
                return self._extreme("<=" if node.function == "min" else ">=", [self.lower(p) for p in node.arguments])
            case "clip":
                x, low, high = (self.lower(part) for part in node.arguments)
                clipped = self._extreme("<=", [self._extreme(">=", [x, low]), high])
                why = self.arena.first_of([x.why, low.why, high.why, clipped.why])
                return Lowered(clipped.n, why, clipped.s, clipped.d)
            case "known":
                why = self.lower(node.arguments[0]).why
                return Lowered(self.arena.is_null(why), self._never())
            case "tier" | "slab" | "lookup":
                return self._table(node)
            case "days":
                return Lowered(self.arena.leaf("days", "int", bound=MAX_PERIODS_PER_YEAR), self._never())
            case "parent":
                return self._from_parent(node)
            case "previous" | "base" | "cumulative":
                return self._over_time(node)
            case _:
                return self._over_members(node)

    def _extreme(self, operator: str, parts: Sequence[Lowered]) -> Lowered:
        result = parts[0]
        for part in parts[1:]:
            first = self._compare(operator, result, part)
            chosen = self._chosen(first, result, part, own_why=False)
            result = self._checked(chosen.n, chosen.d, chosen.s, [first.why])
        # The parts' own reasons come before an overflow in comparing them.
        why = self.arena.first_of([*(part.why for part in parts), result.why])
        return Lowered(result.n, why, result.s, result.d)

    # Tables -----------------------------------------------------------------------------------------------------

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
        unknown = self.arena.case([(self.arena.is_null(value), self.arena.text("not_in_table"))], self._never())
        why = self.arena.first_of([key.why, self._parameter_why(parameter), unknown])
        return self._over(Lowered(value, why), Fraction(divisor))

    def _scale(self, parameter: Parameter, x: Lowered, pieces: Pieces) -> Lowered:
        versions, outside = [], []
        d = x.d if x.d is not None else self._one()
        for version, rows in zip(parameter.versions, pieces.versions, strict=True):
            during = self._during(version)
            versions.append((during, self._bracket(x, d, rows, pieces.signed)))
            outside.append((during, self._outside(x, rows, pieces.signed)))
        n = self.arena.case(versions, self.arena.null("int"))
        beyond = self.arena.case(outside, self._never())
        whys = [x.why, self._parameter_why(parameter), beyond]
        if pieces.rate_only:
            return self._over(self._checked(n, None, 0, whys), Fraction(pieces.divisor))
        return self._over(self._checked(n, x.d, x.s, whys), Fraction(pieces.divisor))

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
            a, b, _, _ = self._aligned(x, self._number(row.upto))
            limits += [a, b]
            inside.append((self.arena.compare("<=", a, b), value))
        guards = [(self.arena.is_null(part), self.arena.null("int")) for part in limits if self._may_vanish(part)]
        if not signed:
            below = self.arena.compare("<", x.n, self.arena.integer(0))
            guards.insert(0, (below, self.arena.null("int")))
        return self.arena.case([*guards, *inside], self.arena.null("int"))

    def _affine(self, x: Lowered, d: int, row: Piece) -> int:
        if row.slope == 0 and not row.offset_scaled:
            return self.arena.integer(row.offset)
        offset = self._shift(self.arena.multiply(self.arena.integer(row.offset), d), x.s) if row.offset else None
        n = self.arena.multiply(x.n, self.arena.integer(row.slope))
        return n if offset is None else self.arena.add(n, offset)

    def _outside(self, x: Lowered, rows: Sequence[Piece], signed: bool) -> int:
        text, branches = self.arena.text("outside_scale"), []
        if not signed:
            branches.append((self.arena.compare("<", x.n, self.arena.integer(0)), text))
        if rows and rows[-1].upto is not None:
            a, b, _, _ = self._aligned(x, self._number(rows[-1].upto))
            branches.append((self.arena.compare(">", a, b), text))
        return self.arena.case(branches, self._never())

    # Other periods and other units ------------------------------------------------------------------------------

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
        before = self.arena.leaf(op, "text", [inner.why], data)
        none = self.arena.case([(self.arena.is_null(n), self.arena.text(reason))], self._never())
        return Lowered(n, self.arena.first_of([before, none]), inner.s, inner.d)

    def _cumulative(self, inner: Lowered) -> Lowered:
        total = self._summed("run_sum", inner.n, None, MAX_PERIODS_PER_YEAR)
        count = self.arena.leaf("run_count", "int", [inner.n], None, MAX_PERIODS_PER_YEAR)
        position = self.arena.leaf("position", "int", bound=MAX_PERIODS_PER_YEAR)
        full = self.arena.compare("==", count, position)
        n = self.arena.case([(full, total)], self.arena.null("int"))
        why = self.arena.case([(full, self._never())], self.arena.text("periods_missing"))
        return self._checked(n, inner.d, inner.s, [why])

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
        nobody = (self.arena.compare("==", size, zero), self.arena.text("no_members"))
        missing = self.arena.text("members_missing")
        enough = self.arena.compare(">", count, zero) if partial else self.arena.compare("==", count, size)
        if node.function == "count_of":
            value = self.arena.leaf("group_true", "int", [inner.n], of, MAX_MEMBERS)
            full = self.arena.both("or", [self.arena.compare("==", size, zero), enough])
            n = self.arena.case([(full, value)], self.arena.null("int"))
            return Lowered(n, self.arena.case([(full, self._never())], missing))
        total = self._summed("group_sum", inner.n, of, MAX_MEMBERS)
        n = self.arena.case([(enough, total)], self.arena.null("int"))
        why = self.arena.case([nobody, (enough, self._never())], missing)
        d = inner.d if node.function == "sum_of" else self._product(inner.d, self.arena.null_if_zero(count))
        return self._checked(n, d, inner.s, [why])

    def _summed(self, op: str, number: int, data: str | None, count: int) -> int:
        """The sum over rows; of long numbers in two halves, since no engine tells an overflow inside a sum."""
        bound = self.arena[number].bound * count
        if bound <= LIMIT:
            return self.arena.leaf(op, "int", [number], data, bound)
        half = self.arena.integer(_HALF)
        parts = self.arena.quotient(number, half), self.arena.remainder(number, half)
        high, low = (self.arena.leaf(op, "int", [p], data, self.arena[p].bound * count) for p in parts)
        return self.arena.add(self.arena.multiply(high, half), low)

    def _whole(self, node: syntax.Call) -> Lowered:
        """The argument of a function over other rows: its denominator must be the same in all of them."""
        inner = self.lower(node.arguments[0])
        if inner.d is not None and self.arena.constant(inner.d) is None:
            raise _quotient_inside(node.function, node.arguments[0].place)
        return inner

    # Rounding ---------------------------------------------------------------------------------------------------

    def _rounded(self, found: Lowered, variable: Variable) -> int:
        shift = variable.decimals - found.s
        n = self._shift(found.n, max(0, shift))
        d = self.arena.multiply(
            found.d if found.d is not None else self._one(), self.arena.integer(10 ** max(0, -shift))
        )
        if d is None:
            return n
        whole, rest = self.arena.quotient(n, d), self.arena.absolute(self.arena.remainder(n, d))
        away = self._away_from_zero(variable.rounding, d, whole, rest)
        if away is None:
            return whole
        down = self.arena.compare("<", n, self.arena.integer(0))
        minus, plus = self.arena.integer(-1), self.arena.integer(1)
        step = self.arena.case([(down, minus)], plus)
        return self.arena.case([(away, self.arena.add(whole, step))], whole)

    def _away_from_zero(self, rounding: Rounding, d: int, whole: int, rest: int) -> int | None:
        # rest against d - rest, not twice the rest against d: the double might not fit.
        other = self.arena.subtract(d, rest)
        match rounding:
            case Rounding.DOWN:
                return None
            case Rounding.UP:
                return self.arena.compare(">", rest, self.arena.integer(0))
            case Rounding.HALF_UP:
                return self.arena.compare(">=", rest, other)
            case Rounding.HALF_EVEN:
                odd = self.arena.compare(
                    "!=", self.arena.remainder(whole, self.arena.integer(2)), self.arena.integer(0)
                )
                tie = self.arena.both("and", [self.arena.compare("==", rest, other), odd])
                return self.arena.both("or", [self.arena.compare(">", rest, other), tie])


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
