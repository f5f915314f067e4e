"""From hourly values to daily concentrations, exact: site by site, then the mean of a city's sites.

Everything is whole numbers: a concentration is ``total / parts``, where ``parts`` is the same for all means of a kind,
so that means over 20 and over 24 hours can be compared and added. Works inside DuckDB; the tables are temporary:

- ``units``: unit. Areas, or single sites, for which days are computed.
- ``members``: site, unit, first_day, last_day. Which sites make which unit, and the days on which they stood there.
- ``site_days``: site, day, quantity, total, parts. Daily values of sites that are valid.
- ``concentrations``: unit, day, quantity, total, parts, sites, of_sites, origin (``hourly`` or ``daily``).

``day`` counts days since 1970 in Chinese time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from lvheng.indicators.air_rules import AirRules
from lvheng.statistics import Resolution, Store, valid_flags
from lvheng.statistics.series import DECIMALS, LOCAL_OFFSET_HOURS

HOURS = 24
MEANS = ("so2", "no2", "co", "pm10", "pm2_5")
_MICRO = 10**DECIMALS
_DAY = f"(hour + {LOCAL_OFFSET_HOURS}) // {HOURS}"
_HOUR = f"(hour + {LOCAL_OFFSET_HOURS}) % {HOURS}"


@dataclass(frozen=True)
class Member:
    """A site that belongs to a unit; days since 1970, both included."""

    site: str
    unit: str
    first_day: int
    last_day: int


@dataclass(frozen=True)
class DayRules:
    """What makes a day: numbers of hours, of sliding means and of sites; the limit is in µg/m³."""

    min_hours: int
    window_hours: int
    window_min_hours: int
    first_window_end: int
    min_windows: int
    o3_8h_limit: int
    o3_1h_min_hours: int
    min_site_percent: int
    zero_counts: bool

    @staticmethod
    def of(rules: AirRules) -> DayRules:
        """The rules as the pack has them; raises SettingProblem where one is missing."""
        return DayRules(
            min_hours=rules.whole("day_min_hours"),
            window_hours=rules.whole("o3_window_hours"),
            window_min_hours=rules.whole("o3_window_min_hours"),
            first_window_end=rules.whole("o3_first_window_end"),
            min_windows=rules.whole("o3_day_min_windows"),
            o3_8h_limit=rules.whole("o3_8h_limit"),
            o3_1h_min_hours=rules.whole("o3_1h_day_min_hours"),
            min_site_percent=rules.whole("city_min_site_percent"),
            zero_counts=rules.whole("zero_counts") == 1,
        )

    @property
    def day_share(self) -> int:
        """What every number of hours that makes a mean divides: 212,520 for 20 to 24 hours."""
        return math.lcm(*range(self.min_hours, HOURS + 1))

    @property
    def window_share(self) -> int:
        """The same for sliding means: 168 for 6 to 8 hours."""
        return math.lcm(*range(self.window_min_hours, self.window_hours + 1))


def set_members(connection: duckdb.DuckDBPyConnection, units: Sequence[str], members: Sequence[Member]) -> None:
    """Make the tables ``units`` and ``members``."""
    columns = {
        name: pa.array([getattr(each, name) for each in members], kind)
        for name, kind in (
            ("site", pa.string()),
            ("unit", pa.string()),
            ("first_day", pa.int64()),
            ("last_day", pa.int64()),
        )
    }
    connection.register("given_members", pa.table(columns))
    connection.register("given_units", pa.table({"unit": pa.array(units, pa.string())}))
    connection.execute("CREATE OR REPLACE TEMP TABLE members AS FROM given_members")
    connection.execute("CREATE OR REPLACE TEMP TABLE units AS FROM given_units")


def compute_site_days(connection: duckdb.DuckDBPyConnection, store: Store, year: int, rules: DayRules) -> None:
    """Make the table ``site_days`` of one year from the hourly series, for the sites that are ``members``."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE site_days "
        "(site VARCHAR, day BIGINT, quantity VARCHAR, total HUGEINT, parts BIGINT)"
    )
    for pollutant in MEANS:
        rows = _valid(store, f"{pollutant}_1h", year, rules)
        connection.execute(f"INSERT INTO site_days {_mean(rows, f'{pollutant}_24h', rules)}")
    _insert_ozone(connection, store, year, rules)


def _valid(store: Store, code: str, year: int, rules: DayRules) -> str:
    """The values of a series that count, in millionths, for the members."""
    flags = ", ".join(f"'{flag}'" for flag in valid_flags(rules.zero_counts))
    rows = store.scan(Resolution.HOURLY, code, year)
    members = "site IN (SELECT site FROM members)"
    return f"(SELECT site, hour, value FROM {rows} WHERE flag IN ({flags}) AND {members})"


def _mean(rows: str, quantity: str, rules: DayRules) -> str:
    """Daily means: over at least so many hours, as whole parts."""
    return f"""
        SELECT site, day, '{quantity}', {_in_millionths("added")} * ({rules.day_share} // hours),
            {rules.day_share * _MICRO}
        FROM (SELECT site, {_DAY} AS day, sum(value) AS added, count(*) AS hours FROM {rows} GROUP BY ALL)
        WHERE hours >= {rules.min_hours}
    """


def _in_millionths(decimal: str) -> str:
    """A sum of values as a whole number; a day of values has at most 14 digits before the point."""
    return f"({decimal}::DECIMAL(20, {DECIMALS}) * {_MICRO})::HUGEINT"


def _insert_ozone(connection: duckdb.DuckDBPyConnection, store: Store, year: int, rules: DayRules) -> None:
    """Daily maxima of ozone: of 1-hour values and of sliding means.

    Sliding means are computed from 1-hour values; where a site has none on a day, the published ones are taken.
    """
    every_hour = [_hour(hour) for hour in range(HOURS)]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE ozone_hours AS {_by_hour(_valid(store, 'o3_1h', year, rules))}")
    connection.execute(
        f"INSERT INTO site_days SELECT site, day, 'o3_1h_max', {_greatest(every_hour)}, {_MICRO} "
        f"FROM ozone_hours WHERE {_how_many(every_hour)} >= {rules.o3_1h_min_hours}"
    )
    connection.execute(f"INSERT INTO site_days {_sliding('ozone_hours', _windows(rules), rules)}")
    published = _valid(store, "o3_8h", year, rules)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE lacking AS SELECT site, day FROM "
        f"(SELECT DISTINCT site, {_DAY} AS day FROM {published}) ANTI JOIN ozone_hours USING (site, day)"
    )
    # Most stores lack nothing; spreading a year of published values out would take as long as everything else.
    if connection.execute("SELECT count(*) FROM lacking").fetchall()[0][0]:
        lacking = f"(SELECT * FROM ({_by_hour(published)}) SEMI JOIN lacking USING (site, day))"
        connection.execute(f"INSERT INTO site_days {_sliding(lacking, _published(rules), rules)}")


def _sliding(hours: str, windows: Sequence[str], rules: DayRules) -> str:
    """The largest of a day's sliding means, where there are enough or it exceeds the limit already."""
    return f"""
        SELECT site, day, 'o3_8h_max', total, {rules.window_share * _MICRO}
        FROM (SELECT site, day, {_greatest(windows)} AS total, {_how_many(windows)} AS windows FROM {hours})
        WHERE windows >= {rules.min_windows} OR total > {rules.o3_8h_limit * rules.window_share * _MICRO}
    """


def _hour(hour: int) -> str:
    return f"h{hour}"


def _by_hour(rows: str) -> str:
    """One row for each site and day with its hours side by side, in millionths."""
    hours = ", ".join(f"max(value) FILTER (clock = {hour}) AS {_hour(hour)}" for hour in range(HOURS))
    return f"""
        SELECT site, day, {hours} FROM (
            SELECT site, {_DAY} AS day, {_HOUR} AS clock, (value * {_MICRO})::BIGINT AS value FROM {rows}
        ) GROUP BY site, day
    """


def _windows(rules: DayRules) -> list[str]:
    """The sliding means that end at each full hour from the first on, as whole parts; null where too few hours."""
    windows = []
    for end in range(rules.first_window_end, HOURS + 1):
        hours = [_hour(hour) for hour in range(end - rules.window_hours, end)]
        added = " + ".join(f"coalesce({hour}, 0)" for hour in hours)
        there = _how_many(hours)
        windows.append(
            f"CASE WHEN {there} >= {rules.window_min_hours} THEN ({added}) * ({rules.window_share} // ({there})) END"
        )
    return windows


def _published(rules: DayRules) -> list[str]:
    """The published sliding means; the one that ends at 8:00 stands at the hour that begins at 7:00."""
    return [f"{_hour(end - 1)} * {rules.window_share}" for end in range(rules.first_window_end, HOURS + 1)]


def _greatest(values: Sequence[str]) -> str:
    return f"greatest({', '.join(values)})"


def _how_many(values: Sequence[str]) -> str:
    return "(" + " + ".join(f"(({value}) IS NOT NULL)::INT" for value in values) + ")"


def compute_concentrations(
    connection: duckdb.DuckDBPyConnection, store: Store, year: int, rules: DayRules, daily: Sequence[str]
) -> None:
    """Make the table ``concentrations``: means over sites and, for days without them, published daily values.

    ``daily``: the quantities that published daily values are looked for.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE concentrations AS
        WITH standing AS (
            SELECT unit, day, count(*) AS of_sites
            FROM members, (SELECT DISTINCT day FROM site_days) WHERE day BETWEEN first_day AND last_day GROUP BY ALL
        )
        SELECT m.unit, s.day, s.quantity, sum(s.total)::HUGEINT AS total, any_value(s.parts) * count(*) AS parts,
            count(*) AS sites, any_value(of_sites) AS of_sites, 'hourly' AS origin
        FROM site_days AS s
        JOIN members AS m ON m.site = s.site AND s.day BETWEEN m.first_day AND m.last_day
        JOIN standing AS n ON n.unit = m.unit AND n.day = s.day
        GROUP BY m.unit, s.day, s.quantity
        HAVING count(*) * 100 >= {rules.min_site_percent} * any_value(of_sites)
        """
    )
    flags = ", ".join(f"'{flag}'" for flag in valid_flags(rules.zero_counts))
    for quantity in daily:
        connection.execute(
            f"""
            INSERT INTO concentrations
            SELECT site, {_DAY} AS day, '{quantity}', (value * {_MICRO})::BIGINT, {_MICRO}, 1, 1, 'daily'
            FROM {store.scan(Resolution.DAILY, quantity, year)}
            WHERE flag IN ({flags}) AND site IN (FROM units)
                AND NOT EXISTS (
                    SELECT 1 FROM concentrations AS c WHERE c.unit = site AND c.day = {_DAY} AND c.origin = 'hourly'
                )
            """
        )
