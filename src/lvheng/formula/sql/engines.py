"""What the three engines do differently, and how each is kept exact.

No engine divides decimals exactly by ``/``: DuckDB goes to DOUBLE, PostgreSQL and Spark cut the quotient at a number of
digits of their own choice. So everything is integers, divided with remainder.

- DuckDB: BIGINT up to 63 bits, HUGEINT up to 38 digits; ``TRY`` turns an overflow of HUGEINT into null.
- PostgreSQL: NUMERIC, which does not overflow below 131,072 digits; ``DIV`` is exact.
- Spark: BIGINT and DECIMAL(38, 0); ``TRY_ADD`` and its like are null on overflow. Unary minus and ``ABS`` round a
  decimal to 34 digits: it is subtracted from 0 instead. ``DIV`` of decimals returns a BIGINT
  and cannot be used: a multiple of the divisor is divided by ``/``, which is exact for it, in two halves if it is long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlglot import exp

SMALL = 10**18 - 1
_HALF = 10**18


def integer(value: int) -> exp.Expr:
    """An integer literal."""
    literal = exp.Literal.number(abs(value))
    return exp.Neg(this=literal) if value < 0 else literal


def wrap(expression: exp.Expr) -> exp.Expr:
    """The expression in parentheses where an operator beside it might take it apart."""
    loose = (exp.Binary, exp.Neg, exp.Not, exp.Between, exp.Is)
    return exp.Paren(this=expression) if isinstance(expression, loose) else expression


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """A function that is written as it is named."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def case(branches: Sequence[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr | None) -> exp.Expr:
    """``CASE WHEN … THEN … ELSE … END``."""
    return exp.Case(ifs=[exp.If(this=when, true=then) for when, then in branches], default=otherwise)


_OPERATORS: dict[str, type[exp.Binary]] = {"add": exp.Add, "sub": exp.Sub, "mul": exp.Mul}


class Engine(Protocol):
    """One SQL dialect. Every method takes expressions whose values lie within the given bounds."""

    dialect: str
    narrow: int
    keeps_stages_apart: bool
    repeats_parts: bool
    limits_by_itself: bool
    multiplies_back: bool

    def type_of(self, bound: int) -> str:
        """The type that holds integers up to the bound."""

    def arithmetic(self, op: str, left: exp.Expr, right: exp.Expr, fits: bool) -> exp.Expr:
        """Sum, difference or product; null on overflow where it need not fit."""

    def negative(self, operand: exp.Expr) -> exp.Expr:
        """The operand with the other sign."""

    def absolute(self, operand: exp.Expr) -> exp.Expr:
        """The operand without its sign."""

    def quotient(self, left: exp.Expr, right: exp.Expr, small: bool) -> exp.Expr:
        """The whole quotient cut towards zero; ``small``: both are within 18 digits."""

    def from_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        """A decimal column as an integer; only called for values that have no more decimals and digits."""

    def whole_part(self, column: exp.Expr) -> exp.Expr:
        """The digits before the point of a decimal column, without its sign."""

    def has_decimals(self, column: exp.Expr, decimals: int) -> exp.Expr:
        """Whether the column has at most so many decimals."""

    def to_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        """An integer column as a decimal."""


def cast(expression: exp.Expr, type_name: str) -> exp.Expr:
    """``CAST(… AS …)``."""
    # sqlglot does not read these names: as user-defined types they are written as they are named.
    return exp.Cast(this=expression, to=exp.DataType.build(type_name, udt=type_name in ("HUGEINT", "UTINYINT")))


class DuckDB:
    """DuckDB 1.2 or later (it needs TRY)."""

    dialect = "duckdb"
    # Whatever fits 64 bits: dividing 128 bits takes twenty times as long.
    narrow = 2**63 - 1
    keeps_stages_apart = False
    repeats_parts = False
    limits_by_itself = False
    # For the same reason nothing is divided twice: the rest is what the quotient, times the divisor, leaves.
    multiplies_back = True

    def type_of(self, bound: int) -> str:
        return "BIGINT" if bound <= self.narrow else "HUGEINT"

    def arithmetic(self, op: str, left: exp.Expr, right: exp.Expr, fits: bool) -> exp.Expr:
        result = _OPERATORS[op](this=wrap(left), expression=wrap(right))
        return result if fits else call("TRY", result)

    def negative(self, operand: exp.Expr) -> exp.Expr:
        return exp.Neg(this=wrap(operand))

    def absolute(self, operand: exp.Expr) -> exp.Expr:
        return exp.Abs(this=operand)

    def quotient(self, left: exp.Expr, right: exp.Expr, small: bool) -> exp.Expr:
        return exp.IntDiv(this=wrap(left), expression=wrap(right))

    def from_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        if digits <= 18:
            # Widened first: a short literal times a 32-bit column would stay 32 bits wide.
            power = cast(integer(10**decimals), "BIGINT")
            return cast(exp.Mul(this=column, expression=power) if decimals else column, "BIGINT")
        whole = cast(call("TRUNC", column), "HUGEINT")
        if not decimals:
            return whole
        rest = exp.Mul(
            this=exp.Paren(this=exp.Mod(this=column, expression=integer(1))), expression=integer(10**decimals)
        )
        return exp.Add(this=exp.Mul(this=whole, expression=integer(10**decimals)), expression=cast(rest, "HUGEINT"))

    def whole_part(self, column: exp.Expr) -> exp.Expr:
        return call("TRUNC", exp.Abs(this=column))

    def has_decimals(self, column: exp.Expr, decimals: int) -> exp.Expr:
        return exp.EQ(this=column, expression=exp.Round(this=column, decimals=integer(decimals)))

    def to_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        whole = cast(column, "DECIMAL(38, 0)")
        if not decimals:
            return cast(column, f"DECIMAL({digits}, 0)")
        unit = cast(exp.Literal.number(f"0.{'0' * (decimals - 1)}1"), f"DECIMAL({decimals}, {decimals})")
        return cast(exp.Mul(this=whole, expression=unit), f"DECIMAL({digits}, {decimals})")


class Postgres:
    """PostgreSQL 12 or later (it needs MATERIALIZED)."""

    dialect = "postgres"
    narrow = SMALL
    # Left to itself PostgreSQL pulls the stages into each other and repeats their expressions without end.
    keeps_stages_apart = True
    repeats_parts = False
    limits_by_itself = False
    multiplies_back = False

    def type_of(self, bound: int) -> str:
        return "DECIMAL"

    def arithmetic(self, op: str, left: exp.Expr, right: exp.Expr, fits: bool) -> exp.Expr:
        return _OPERATORS[op](this=wrap(left), expression=wrap(right))

    def negative(self, operand: exp.Expr) -> exp.Expr:
        return exp.Neg(this=wrap(operand))

    def absolute(self, operand: exp.Expr) -> exp.Expr:
        return exp.Abs(this=operand)

    def quotient(self, left: exp.Expr, right: exp.Expr, small: bool) -> exp.Expr:
        return call("DIV", left, right)

    def from_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        exact = cast(column, "DECIMAL")
        return call("TRUNC", exp.Mul(this=exact, expression=integer(10**decimals)) if decimals else exact)

    def whole_part(self, column: exp.Expr) -> exp.Expr:
        return call("TRUNC", exp.Abs(this=cast(column, "DECIMAL")))

    def has_decimals(self, column: exp.Expr, decimals: int) -> exp.Expr:
        return exp.EQ(this=column, expression=call("TRUNC", cast(column, "DECIMAL"), integer(decimals)))

    def to_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        unit = exp.Literal.number(f"0.{'0' * (decimals - 1)}1") if decimals else integer(1)
        return cast(exp.Mul(this=column, expression=unit), f"DECIMAL({digits}, {decimals})")


class Spark:
    """Spark 4 (with ANSI mode, its default)."""

    dialect = "spark"
    narrow = SMALL
    keeps_stages_apart = False
    repeats_parts = True
    limits_by_itself = True
    multiplies_back = False

    def type_of(self, bound: int) -> str:
        return "BIGINT" if bound <= SMALL else "DECIMAL(38, 0)"

    def arithmetic(self, op: str, left: exp.Expr, right: exp.Expr, fits: bool) -> exp.Expr:
        if fits:
            return _OPERATORS[op](this=wrap(left), expression=wrap(right))
        name = {"add": "TRY_ADD", "sub": "TRY_SUBTRACT", "mul": "TRY_MULTIPLY"}[op]
        return call(name, left, right)

    def negative(self, operand: exp.Expr) -> exp.Expr:
        return exp.Sub(this=integer(0), expression=wrap(operand))

    def absolute(self, operand: exp.Expr) -> exp.Expr:
        return case([(exp.LT(this=wrap(operand), expression=integer(0)), self.negative(operand))], operand)

    def quotient(self, left: exp.Expr, right: exp.Expr, small: bool) -> exp.Expr:
        if small:
            return exp.IntDiv(this=wrap(left), expression=wrap(right))
        left, right = cast(left, "DECIMAL(38, 0)"), cast(right, "DECIMAL(38, 0)")
        high, low = self._divided(left, integer(_HALF)), exp.Mod(this=left, expression=integer(_HALF))
        carried = call("TRY_MULTIPLY", exp.Mod(this=high, expression=right), integer(_HALF))
        first = call("TRY_MULTIPLY", self._divided(high, right), integer(_HALF))
        long = call("TRY_ADD", first, self._divided(call("TRY_ADD", carried, low), right))
        return exp.Coalesce(this=self._divided(left, right), expressions=[cast(long, "DECIMAL(38, 0)")])

    def _divided(self, left: exp.Expr, right: exp.Expr) -> exp.Expr:
        multiple = exp.Sub(this=left, expression=exp.Mod(this=wrap(left), expression=wrap(right)))
        return cast(call("TRY_DIVIDE", multiple, right), "DECIMAL(38, 0)")

    def from_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        # As text "12.50E2": Spark would cut a product of two long decimals.
        text = call("CONCAT", cast(column, "STRING"), exp.Literal.string(f"E{decimals}"))
        return cast(cast(text, "DECIMAL(38, 0)"), self.type_of(10**digits - 1))

    def whole_part(self, column: exp.Expr) -> exp.Expr:
        return call("FLOOR", self.absolute(column))

    def has_decimals(self, column: exp.Expr, decimals: int) -> exp.Expr:
        return exp.EQ(this=column, expression=exp.Round(this=column, decimals=integer(decimals)))

    def to_decimal(self, column: exp.Expr, decimals: int, digits: int) -> exp.Expr:
        text = call("CONCAT", cast(column, "STRING"), exp.Literal.string(f"E-{decimals}"))
        return cast(text, f"DECIMAL({digits}, {decimals})")


ENGINES: dict[str, Engine] = {"duckdb": DuckDB(), "postgres": Postgres(), "spark": Spark()}
