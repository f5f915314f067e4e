"""Arithmetic on numerators and denominators, with overflow as a missing value.

A number is carried as ``n / (d * 10**s)``: ``n`` and ``d`` are integer nodes, ``s`` is known beforehand, and ``d`` is
positive (None stands for 1). A quotient is therefore never divided inside a formula; the one division happens when
the variable is rounded. A value is missing exactly when its ``why`` node has a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lvheng.formula.declarations import Rounding, Variable
from lvheng.formula.ir import LEAVES, LIMIT, Arena
from lvheng.formula.scales import decimal_places

_HALF = 10**19
# The longest whole numbers that every engine keeps in 64 bits.
SMALL = 10**18 - 1
_STEPS = frozenset({"add", "sub", "mul", "neg", "abs", "case", "null_if_zero"})


@dataclass(frozen=True)
class Lowered:
    """One expression. ``n`` holds the truth value or text where the expression is not a number."""

    n: int
    why: int
    s: int = 0
    d: int | None = None


@dataclass
class Algebra:
    """Operations on lowered values, in one arena."""

    arena: Arena = field(default_factory=Arena)
    _vanishing: dict[tuple[int, bool], bool] = field(default_factory=dict)

    def never(self) -> int:
        """The reason of a value that is never missing."""
        return self.arena.null("why")

    def number(self, value: Fraction) -> Lowered:
        """A decimal constant."""
        places = decimal_places(value)
        return Lowered(self.arena.integer(int(value * 10**places)), self.never(), places)

    def sign(self, value: Lowered) -> Lowered:
        """The value with the other sign."""
        return Lowered(self.arena.negative(value.n), value.why, value.s, value.d)

    def plus(self, left: Lowered, right: Lowered, negative: bool) -> Lowered:
        """The sum or, ``negative``, the difference."""
        a, b, d, s = self.aligned(left, right)
        total = self.arena.subtract(a, b) if negative else self.arena.add(a, b)
        return self.checked(total, d, s, [left.why, right.why])

    def times(self, left: Lowered, right: Lowered) -> Lowered:
        """The product."""
        n = self.arena.multiply(left.n, right.n)
        return self.checked(n, self.product(left.d, right.d), left.s + right.s, [left.why, right.why])

    def divided(self, left: Lowered, right: Lowered) -> Lowered:
        """The quotient; missing where the divisor is zero, which a parameter may always be."""
        divisor = self.arena.constant(right.n)
        if divisor == 0:
            by_zero = self.arena.reason("division_by_zero")
            return Lowered(self.arena.null("int"), self.arena.first_of([left.why, right.why, by_zero]))
        if divisor is not None and right.d is None:
            return self.over(left, Fraction(int(divisor), 10**right.s))
        positive = self.arena.null_if_zero(self.arena.absolute(right.n))
        zero = self.arena.compare("==", right.n, self.arena.integer(0))
        n = self.arena.multiply(self._signed(left.n, right.n), right.d if right.d is not None else self.one())
        n = self.shift(n, max(0, right.s - left.s))
        d = self.product(left.d, positive)
        by_zero = self.arena.case([(zero, self.arena.reason("division_by_zero"))], self.never())
        return self.checked(n, d, max(0, left.s - right.s), [left.why, right.why, by_zero])

    def over(self, value: Lowered, divisor: Fraction) -> Lowered:
        """The value divided by a constant: powers of ten move the point, the rest is kept as a denominator."""
        n = self.arena.multiply(value.n, self.arena.integer(divisor.denominator * (-1 if divisor < 0 else 1)))
        rest, places = abs(divisor.numerator), 0
        while rest % 10 == 0:
            rest, places = rest // 10, places + 1
        d = self.product(value.d, self.arena.integer(rest))
        return self.checked(n, d, value.s + places, [value.why])

    def _signed(self, n: int, sign: int) -> int:
        negative = self.arena.compare("<", sign, self.arena.integer(0))
        return self.arena.case([(negative, self.arena.negative(n))], n)

    def one(self) -> int:
        """The denominator of a whole number."""
        return self.arena.integer(1)

    def product(self, left: int | None, right: int | None) -> int | None:
        """The product of two denominators."""
        one = self.one()
        d = self.arena.multiply(left if left is not None else one, right if right is not None else one)
        return None if d == one else d

    def shift(self, n: int, places: int) -> int:
        """The numerator with the point moved."""
        return self.arena.multiply(n, self.arena.integer(10**places)) if places else n

    def aligned(self, left: Lowered, right: Lowered) -> tuple[int, int, int | None, int]:
        """Both numerators over one denominator and scale."""
        s = max(left.s, right.s)
        a, b = self.shift(left.n, s - left.s), self.shift(right.n, s - right.s)
        if left.d == right.d:
            return a, b, left.d, s
        a = self.arena.multiply(a, right.d) if right.d is not None else a
        b = self.arena.multiply(b, left.d) if left.d is not None else b
        return a, b, self.product(left.d, right.d), s

    def checked(self, n: int, d: int | None, s: int, whys: Sequence[int]) -> Lowered:
        """The value with its reason: those of its parts, then overflow."""
        why = self.arena.first_of(whys)
        for part in (n, d):
            if part is not None and self.may_vanish(part):
                why = self.overflow(why, part)
        return Lowered(n, why, s, d)

    def may_vanish(self, number: int, anywhere: bool = False) -> bool:
        """Whether a limit may make this node null: as its own step, or ``anywhere`` in the formula below it."""
        key = (number, anywhere)
        if key not in self._vanishing:
            node = self.arena[number]
            followed = node.op not in LEAVES if anywhere else node.op in _STEPS
            parts = followed and any(self.may_vanish(part, anywhere) for part in node.args)
            self._vanishing[key] = node.op == "limit" or parts
        return self._vanishing[key]

    def may_overflow(self, lowered: Lowered) -> bool:
        """Whether a step of this expression may pass 38 digits or its variable's digits."""
        parts = (lowered.n,) if lowered.d is None else (lowered.n, lowered.d)
        return any(self.may_vanish(part, anywhere=True) for part in parts)

    def overflow(self, why: int, value: int) -> int:
        """The reason, or overflow where there is none and yet no value."""
        lost = self.arena.case([(self.arena.is_null(value), self.arena.reason("overflow"))], self.never())
        return self.arena.first_of([why, lost])

    def compare(self, operator: str, left: Lowered, right: Lowered) -> Lowered:
        """A truth value from two numbers, by cross-multiplication."""
        a, b, _, _ = self.aligned(left, right)
        result = self.arena.compare(operator, a, b)
        if left.d is not None and left.d == right.d:
            # The common denominator leaves with the sign that the quotients do not exist.
            result = self.arena.case([(self.arena.is_null(left.d), self.arena.null("bool"))], result)
        return self._checked_truth(result, [a, b], [left.why, right.why])

    def _checked_truth(self, result: int, sides: Sequence[int], whys: Sequence[int]) -> Lowered:
        why = self.arena.first_of(whys)
        if any(self.may_vanish(side) for side in sides):
            why = self.overflow(why, result)
        return Lowered(result, why)

    def chosen(self, condition: Lowered, then: Lowered, otherwise: Lowered, own_why: bool) -> Lowered:
        """One of two values. ``own_why``: only the chosen one may be missing; else the caller gives the reason."""
        s = max(then.s, otherwise.s)
        a, b = self.shift(then.n, s - then.s), self.shift(otherwise.n, s - otherwise.s)
        n = self.either(condition, a, b)
        one = self.one()
        d: int | None = then.d
        if then.d != otherwise.d:
            d = self.either(condition, *(part.d if part.d is not None else one for part in (then, otherwise)))
        if not own_why:
            return Lowered(n, self.never(), s, d)
        why = self.arena.case(
            [(self.arena.negate(self.arena.is_null(condition.why)), condition.why), (condition.n, then.why)],
            otherwise.why,
        )
        return self.checked(n, d, s, [why])

    def either(self, condition: Lowered, then: int, otherwise: int) -> int:
        """One of two nodes by a condition; null where the condition is missing."""
        if self.arena.is_null_constant(condition.why):
            return self.arena.case([(condition.n, then)], otherwise)
        refused = self.arena.negate(condition.n)
        return self.arena.case([(condition.n, then), (refused, otherwise)], self.arena.null(self.arena[then].sort))

    def extreme(self, operator: str, parts: Sequence[Lowered]) -> Lowered:
        """The least (``<=``) or greatest (``>=``) of several numbers."""
        result = parts[0]
        for part in parts[1:]:
            first = self.compare(operator, result, part)
            chosen = self.chosen(first, result, part, own_why=False)
            result = self.checked(chosen.n, chosen.d, chosen.s, [first.why])
        # The parts' own reasons come before an overflow in comparing them.
        why = self.arena.first_of([*(part.why for part in parts), result.why])
        return Lowered(result.n, why, result.s, result.d)

    def summed(self, op: str, number: int, data: str | None, count: int) -> int:
        """The sum over rows; of long numbers in two halves, since no engine tells an overflow inside a sum."""
        bound = self.arena[number].bound * count
        if bound <= LIMIT:
            return self.arena.leaf(op, "int", [number], data, bound)
        half = self.arena.integer(_HALF)
        parts = self.arena.quotient(number, half), self.arena.remainder(number, half)
        high, low = (self.arena.leaf(op, "int", [p], data, self.arena[p].bound * count) for p in parts)
        return self.arena.add(self.arena.multiply(high, half), low)

    def rounded(self, found: Lowered, variable: Variable) -> int:
        """The integer that a variable keeps: the one division, with remainder."""
        shift = variable.decimals - found.s
        n = self.shift(found.n, max(0, shift))
        d = self.product(found.d, self.arena.integer(10 ** max(0, -shift)))
        if d is None:
            return n
        moved = self._moved_before(variable.rounding, n, d)
        if moved is not None:
            return self.arena.quotient(moved, d)
        whole = self.arena.quotient(n, d)
        rest = self.arena.absolute(self.arena.remainder(n, d, whole))
        away = self._away_from_zero(variable.rounding, d, whole, rest)
        if away is None:
            return whole
        down = self.arena.compare("<", n, self.arena.integer(0))
        minus, plus = self.arena.integer(-1), self.arena.integer(1)
        step = self.arena.case([(down, minus)], plus)
        return self.arena.case([(away, self.arena.add(whole, step))], whole)

    def _moved_before(self, rounding: Rounding, n: int, d: int) -> int | None:
        """The numerator moved away from zero so far that cutting the quotient rounds it; None where that is not enough.

        One division without remainder: of a constant divisor, and where the sum is no longer than the numerator.
        """
        divisor = self.arena.constant(d)
        if divisor is None or rounding not in (Rounding.HALF_UP, Rounding.UP):
            return None
        by = int(divisor) // 2 if rounding == Rounding.HALF_UP else int(divisor) - 1
        bound = self.arena[n].bound
        if any(bound <= most < bound + by for most in (SMALL, LIMIT)):
            return None
        down = self.arena.compare("<", n, self.arena.integer(0))
        return self.arena.add(n, self.arena.case([(down, self.arena.integer(-by))], self.arena.integer(by)))

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
