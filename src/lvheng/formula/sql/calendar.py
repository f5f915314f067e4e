"""Years, positions and lengths of periods, from the column ``period_start``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlglot import exp

from lvheng.formula.periods import PeriodKind, first_start_ending_from
from lvheng.formula.sql.engines import case, cast, integer


def extract(part: str, column: exp.Expr) -> exp.Expr:
    """A part of a date as an integer."""
    return cast(exp.Extract(this=exp.var(part), expression=column), "INT")


def day(value: dt.date) -> exp.Expr:
    """A date literal."""
    return exp.Cast(this=exp.Literal.string(value.isoformat()), to=exp.DataType.build("DATE"))


def position(kind: PeriodKind, start: exp.Expr) -> exp.Expr:
    """The place of the period in its year, from 1."""
    match kind:
        case PeriodKind.YEAR:
            return integer(1)
        case PeriodKind.HALF:
            first = exp.LT(this=extract("MONTH", start), expression=integer(7))
            return case([(first, integer(1))], integer(2))
        case PeriodKind.QUARTER:
            return extract("QUARTER", start)
        case PeriodKind.MONTH:
            return extract("MONTH", start)
        case PeriodKind.DAY:
            return extract("DOY", start)


def index(kind: PeriodKind, start: exp.Expr, dialect: str) -> exp.Expr:
    """A number that rises by one from each period to the next."""
    if kind.per_year is None:
        epoch = day(dt.date(1970, 1, 1))
        if dialect == "spark":
            return exp.Anonymous(this="DATEDIFF", expressions=[start, epoch])
        return cast(exp.Sub(this=start, expression=epoch), "INT")
    if kind.per_year == 1:
        return extract("YEAR", start)
    years = exp.Mul(this=extract("YEAR", start), expression=integer(kind.per_year))
    return exp.Add(this=years, expression=position(kind, start))


def place_in_year(start: exp.Expr) -> exp.Expr:
    """Month and day as one number: the same place in another year."""
    months = exp.Mul(this=extract("MONTH", start), expression=integer(100))
    return exp.Add(this=months, expression=extract("DAY", start))


def during(kind: PeriodKind, start: exp.Expr, days: tuple[dt.date | None, dt.date | None]) -> exp.Expr:
    """Whether the last day of the period lies between two days, both included; None is open."""
    first, last = days
    conditions: list[exp.Expr] = []
    if first is not None:
        conditions.append(exp.GTE(this=start, expression=day(first_start_ending_from(kind, first))))
    if last is not None and last < dt.date.max:
        after = first_start_ending_from(kind, last + dt.timedelta(days=1))
        conditions.append(exp.LT(this=start, expression=day(after)))
    return exp.and_(*conditions) if conditions else exp.true()


_COMMON = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def length(kind: PeriodKind, start: exp.Expr) -> exp.Expr:
    """The calendar days of the period."""
    per_year = kind.per_year
    if per_year is None:
        return integer(1)
    width = 12 // per_year
    lengths = [sum(_COMMON[i * width : (i + 1) * width]) for i in range(per_year)]
    leap = case([(_is_leap(start), integer(lengths[0] + 1))], integer(lengths[0]))
    if width > 1:
        return leap if per_year == 1 else _by_position(kind, start, [leap, *map(integer, lengths[1:])])
    february = case([(_is_leap(start), integer(29))], integer(28))
    return _by_position(kind, start, [integer(31), february, *map(integer, lengths[2:])])


def _by_position(kind: PeriodKind, start: exp.Expr, lengths: Sequence[exp.Expr]) -> exp.Expr:
    conditions = [exp.EQ(this=position(kind, start), expression=integer(i)) for i in range(1, len(lengths))]
    return case(list(zip(conditions, lengths, strict=False)), lengths[-1])


def _is_leap(start: exp.Expr) -> exp.Expr:
    def divisible(by: int) -> exp.Expr:
        rest = exp.Mod(this=extract("YEAR", start), expression=integer(by))
        return exp.EQ(this=rest, expression=integer(0))

    return exp.or_(exp.and_(divisible(4), exp.not_(divisible(100))), divisible(400))
