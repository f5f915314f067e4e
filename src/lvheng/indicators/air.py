"""Air quality of an area in a year: the index of every day, the ratio of good days, the statistics of the year.

Every number is exact until it is rounded, half to even (GB/T 8170), to the decimals that the pack says.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

import duckdb

from lvheng.indicators.air_daily import DayRules, Member, compute_concentrations, compute_site_days, set_members
from lvheng.indicators.air_index import IndexQuery, compute_days
from lvheng.indicators.air_program import quantities
from lvheng.indicators.air_rules import AirRules
from lvheng.packs.air import AirIndex
from lvheng.statistics import Register, Resolution, Site, Store, connect, pollutant_of
from lvheng.statistics.places import areas_within
from lvheng.statistics.series import LOCAL_OFFSET_HOURS

EPOCH = datetime.date(1970, 1, 1)
FEBRUARY = 2


@dataclass(frozen=True)
class Day:
    """One day. ``aqi`` and ``level`` are None where no index is published; ``indexes`` by quantity, None if missing.

    ``origin``: ``hourly`` where it was computed from hours, ``daily`` where published daily values were taken.
    """

    day: datetime.date
    aqi: int | None
    level: str | None
    primaries: tuple[str, ...]
    missing: tuple[str, ...]
    indexes: Mapping[str, int | None]
    origin: str


@dataclass(frozen=True)
class GoodDays:
    """How many valid days had an index of a good day; ``ratio`` in %, None where no day is valid."""

    good: int
    valid: int
    ratio: Decimal | None


@dataclass(frozen=True)
class Statistics:
    """Mean and percentile of a quantity's daily values; None without values. ``enough``: as many days as it takes."""

    quantity: str
    days: int
    enough: bool
    mean: Decimal | None
    percentile: Decimal | None
    months: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Year:
    """An area's year by one edition. ``adjusted`` is None where nobody said which days had sand-dust."""

    unit: str
    year: int
    edition: str
    days: tuple[Day, ...]
    raw: GoodDays
    adjusted: GoodDays | None
    statistics: tuple[Statistics, ...]


def members_of(register: Register, area: str) -> list[Member]:
    """The sites of an area, with the days on which they stood there.

    A site that was moved or renamed has several entries in the register; on any day it is counted once.
    """
    prefix = areas_within(area)
    members: list[Member] = []
    for site in sorted((site for site in register.sites if site.area.startswith(prefix)), key=_by_site_and_time):
        first = _day(site.first)
        if members and members[-1].site == site.site:
            members[-1] = replace(members[-1], last_day=min(members[-1].last_day, first - 1))
        members.append(Member(site.site, area, first, _day(site.last)))
    return members


def _by_site_and_time(site: Site) -> tuple[str, int]:
    return site.site, site.first


def _day(hour: int) -> int:
    return (hour + LOCAL_OFFSET_HOURS) // 24


def compute_year(
    store: Store,
    rules: AirRules,
    index: AirIndex,
    area: str,
    year: int,
    dust: Iterable[datetime.date] | None = None,
    not_monitored: frozenset[str] = frozenset(),
) -> Year:
    """The year of an area by one edition, from its hourly values and, on days without them, published daily values.

    ``dust``: the days affected by sand-dust, None where they are not known. ``not_monitored``: quantities that the
    monitoring plan leaves out, so that they are not missing.
    """
    daily = quantities(index, not_monitored)
    members = members_of(Register.load(store.folder), area)
    with connect() as connection:
        compute_units(connection, store, rules, IndexQuery.of(index, daily), [area], members, year)
        days = read_days(connection, area, daily)
        concentrations = _concentrations(connection, area)
    return Year(
        area,
        year,
        index.edition,
        days,
        good_days(days, index, rules),
        None if dust is None else good_days(_without(days, dust, rules), index, rules),
        tuple(statistics(each, concentrations.get(each, {}), year, rules) for each in daily),
    )


def compute_units(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    rules: AirRules,
    query: IndexQuery,
    units: Sequence[str],
    members: Sequence[Member],
    year: int,
) -> None:
    """Make the table ``days`` of one year for many units at once: cities, single sites, or both."""
    day_rules = DayRules.of(rules)
    set_members(connection, units, members)
    compute_site_days(connection, store, year, day_rules)
    compute_concentrations(connection, store, year, day_rules, query.daily)
    compute_days(connection, query)


def good_days_by_unit(connection: duckdb.DuckDBPyConnection, index: AirIndex, rules: AirRules) -> dict[str, GoodDays]:
    """The good and valid days of every unit in the table ``days``."""
    rows = connection.execute(
        f"SELECT unit, count(*) FILTER (aqi <= {index.exceeding}), count(aqi) FROM days GROUP BY unit ORDER BY unit"
    ).fetchall()
    decimals = rules.whole("ratio_decimals")
    return {unit: GoodDays(good, valid, ratio(good, valid, decimals)) for unit, good, valid in rows}


def read_days(connection: duckdb.DuckDBPyConnection, unit: str, daily: Sequence[str]) -> tuple[Day, ...]:
    """The rows of the table ``days`` for one unit, in order."""
    indexes = ", ".join(f"iaqi_{each}" for each in daily)
    rows = connection.execute(
        f"SELECT day, aqi, level, primaries, missing, origin, {indexes} FROM days WHERE unit = ? ORDER BY day", [unit]
    ).fetchall()
    return tuple(
        Day(day, aqi, level, tuple(primaries), tuple(missing), dict(zip(daily, rest, strict=True)), origin)
        for day, aqi, level, primaries, missing, origin, *rest in rows
    )


def good_days(days: Iterable[Day], index: AirIndex, rules: AirRules) -> GoodDays:
    """Good days among the valid ones: days without an index count in neither."""
    valid = [day.aqi for day in days if day.aqi is not None]
    good = sum(aqi <= index.exceeding for aqi in valid)
    return GoodDays(good, len(valid), ratio(good, len(valid), rules.whole("ratio_decimals")))


def ratio(good: int, valid: int, decimals: int) -> Decimal | None:
    """``good / valid`` in %; None where no day is valid."""
    return rounded(Fraction(100 * good, valid), decimals) if valid else None


def _without(days: Sequence[Day], dust: Iterable[datetime.date], rules: AirRules) -> list[Day]:
    affected = set() if rules.whole("dust_days_count") else set(dust)
    return [day for day in days if day.day not in affected]


def rounded(value: Fraction, decimals: int) -> Decimal:
    """The value with so many decimals, half to even."""
    return Decimal(round(value * 10**decimals)).scaleb(-decimals)


def _concentrations(connection: duckdb.DuckDBPyConnection, unit: str) -> dict[str, dict[datetime.date, Fraction]]:
    """Daily concentrations by quantity and day."""
    found: dict[str, dict[datetime.date, Fraction]] = {}
    query = "SELECT quantity, day, total, parts FROM concentrations WHERE unit = ? ORDER BY quantity, day"
    for quantity, day, total, parts in connection.execute(query, [unit]).fetchall():
        found.setdefault(quantity, {})[EPOCH + datetime.timedelta(days=day)] = Fraction(int(total), int(parts))
    return found


def statistics(quantity: str, values: Mapping[datetime.date, Fraction], year: int, rules: AirRules) -> Statistics:
    """Mean, percentile and validity of a year's daily concentrations."""
    pollutant = pollutant_of(quantity)
    decimals = rules.whole("co_decimals" if pollutant == "co" else "concentration_decimals")
    months = {month: sum(day.month == month for day in values) >= _month_needs(month, rules) for month in range(1, 13)}
    mean = rounded(sum(values.values(), Fraction(0)) / len(values), decimals) if values else None
    share = Fraction(rules.value(f"percentile_{pollutant}")) / 100
    high = rounded(percentile(list(values.values()), share), decimals) if values else None
    return Statistics(quantity, len(values), len(values) >= rules.whole("year_min_days"), mean, high, months)


def _month_needs(month: int, rules: AirRules) -> int:
    return rules.whole("february_min_days" if month == FEBRUARY else "month_min_days")


def percentile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """The percentile of HJ 663: at the place ``1 + (n - 1) * share`` in order, between two values in proportion."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def published_indexes(store: Store, unit: str, year: int) -> dict[datetime.date, Decimal]:
    """The daily index as it was published, by day, where the store has it."""
    with connect() as connection:
        rows = connection.execute(
            f"SELECT (hour + {LOCAL_OFFSET_HOURS}) // 24, value FROM {store.scan(Resolution.DAILY, 'aqi', year)} "
            "WHERE site = ? ORDER BY hour",
            [unit],
        ).fetchall()
    return {EPOCH + datetime.timedelta(days=day): value for day, value in rows}


def days_of(year: int) -> int:
    """The calendar days of a year."""
    return 366 if calendar.isleap(year) else 365


__all__ = [
    "Day",
    "GoodDays",
    "Statistics",
    "Year",
    "compute_units",
    "compute_year",
    "days_of",
    "good_days",
    "good_days_by_unit",
    "members_of",
    "percentile",
    "published_indexes",
    "ratio",
    "read_days",
    "rounded",
    "statistics",
]
