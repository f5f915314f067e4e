"""Air: a year of hourly values of 1,500 stations (92 million) to daily AQI and good-day ratios, exact.

Writes a year of seven series (so2, no2, co, o3, pm10, pm2_5 and the published 8-hour means of ozone) of 1,500 stations
in 341 cities into a store as imports leave it, seeded, two hours in a hundred missing, one in a thousand flagged. Timed
is the way from these Parquet files to the index of every day with its level and primary pollutants by HJ 633-2026, for
every station and every city, and to their ratios of good days. The promise is less than 25 s on two cores. Writing the
files is not timed.

Peers, on 40 of the stations, compared by the cost of a value: pandas (the same steps in binary floats) and the PyPI
package aqi-hub (one call a day, after pandas has made the daily means, because it makes none). They get their values in
memory; reading the files is not in their time. The last column says on how many days their floats end in another index.
Growth: 375, 750 and 1,500 stations. Needs 1 GB in the folder for temporary files for some minutes.

Do not compare runs on different machines, nor runs while something else uses the processor.
"""

from __future__ import annotations

import json
import math
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from lvheng.indicators.air import compute_units, good_days_by_unit
from lvheng.indicators.air_daily import Member
from lvheng.indicators.air_index import IndexQuery
from lvheng.indicators.air_program import quantities
from lvheng.indicators.air_rules import AirRules
from lvheng.packs import load_pack
from lvheng.statistics import Resolution, Store, connect

YEAR = 2025
HOURS = 365 * 24
# 2025-01-01 0:00 in China, in hours since 1970 in UTC.
FIRST_HOUR = 20089 * 24 - 8
STATIONS = (375, 750, 1500)
STATIONS_OF_A_CITY = 4.4
PEER_STATIONS = 40
THREADS = 2
# Highest value and decimals of each series.
SERIES = {
    "so2_1h": (60, 0),
    "no2_1h": (120, 0),
    "co_1h": (40, 1),
    "o3_1h": (220, 0),
    "o3_8h": (200, 0),
    "pm10_1h": (320, 0),
    "pm2_5_1h": (160, 0),
}


@dataclass(frozen=True)
class Result:
    """One run: seconds, values read, days computed, mean ratio of all units in tenths of a percent."""

    seconds: float
    values: int
    days: int
    ratios: int


def run() -> dict[str, Any]:
    """Measure all sizes and the peers; print the table; return the line of JSON as a dictionary."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-"))
    try:
        results = {}
        for stations in STATIONS:
            store = Store(folder / str(stations))
            _write(store, stations)
            results[stations] = _measure(store, stations)
        rss_mib = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        peers = _peers(Store(folder / str(STATIONS[-1])))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print(results, peers)
    largest = results[STATIONS[-1]]
    pandas_seconds = peers["pandas"].seconds / peers["pandas"].values * largest.values
    return {
        "bench": "air",
        "work": f"{largest.values} hourly values to {largest.days} daily indexes, exact",
        "seconds": round(largest.seconds, 2),
        "peer": f"pandas, from {PEER_STATIONS} stations by values",
        "peer_seconds": round(pandas_seconds, 2),
        "ratio": round(pandas_seconds / largest.seconds, 2),
        "max_rss_mib": rss_mib,
        "growth": {
            name: round(results[stations].seconds, 2)
            for name, stations in zip(("1x", "2x", "4x"), STATIONS, strict=True)
        },
    }


def _write(store: Store, stations: int) -> None:
    """The files of a year; the same seed gives the same values whatever the number of stations."""
    with connect() as connection:
        connection.execute(f"SET threads = {THREADS}")
        for number, (code, (highest, decimals)) in enumerate(SERIES.items()):
            for month in range(1, 13):
                path = store.path(Resolution.HOURLY, code, f"{YEAR}-{month:02}")
                path.parent.mkdir(parents=True, exist_ok=True)
                connection.execute(_values(number, highest, decimals, stations, month, str(path)))


def _values(number: int, highest: int, decimals: int, stations: int, month: int, path: str) -> str:
    """Skewed values: the least of two draws, so that most days are good and some are not."""
    mixed = f"hash(station, hour, {number})"
    # A station's own level of the day carries over its hours; else every daily mean would be the same.
    level = f"(20 + hash(station, hour // 24, {number}, 7) % 80)"
    return f"""
        COPY (
            SELECT 's' || lpad(station::VARCHAR, 4, '0') AS site, to_timestamp(hour * 3600) AS time,
                ((1 + ({mixed} % {highest}) * {level} // 100)::DECIMAL(12, {decimals}) / 1{"0" * decimals})
                    ::DECIMAL(18, 6) AS value,
                CASE WHEN {mixed} % 1000 = 1 THEN 'implausible' ELSE '' END AS flag, 'bench' AS file
            FROM range({stations}) AS s(station), range({FIRST_HOUR}, {FIRST_HOUR + HOURS}) AS h(hour)
            WHERE {mixed} % 50 <> 0 AND month(make_timestamp((hour + 8) * 3600000000)) = {month}
            ORDER BY station, hour
        ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
    """


def _members(stations: int) -> list[Member]:
    """Every station as a unit of its own and as one of its city."""
    names = [f"s{number:04}" for number in range(stations)]
    cities = [f"c{int(number / STATIONS_OF_A_CITY):03}" for number in range(stations)]
    own = [Member(name, name, 0, 99_999) for name in names]
    return own + [Member(name, city, 0, 99_999) for name, city in zip(names, cities, strict=True)]


def _measure(store: Store, stations: int) -> Result:
    rules = AirRules.of(load_pack("china"))
    index = rules.edition("hj633-2026")
    members = _members(stations)
    units = sorted({member.unit for member in members})
    started = time.perf_counter()
    with connect() as connection:
        connection.execute(f"SET threads = {THREADS}")
        query = IndexQuery.of(index, quantities(index))
        compute_units(connection, store, rules, query, units, members, YEAR)
        found = good_days_by_unit(connection, index, rules)
        days = connection.execute("SELECT count(*) FROM days").fetchall()[0][0]
    seconds = time.perf_counter() - started
    assert len(found) == len(units)
    tenths = sum(int(each.ratio * 10) for each in found.values() if each.ratio is not None)
    return Result(seconds, _count(store), days, tenths // len(found))


def _count(store: Store) -> int:
    scans = [store.scan(Resolution.HOURLY, code) for code in SERIES]
    return sum(duckdb.sql(f"SELECT count(*) FROM {scan}").fetchall()[0][0] for scan in scans)


# Peers ------------------------------------------------------------------------------------------------------------

POINTS = {
    "so2_24h": [0, 50, 150, 475, 800, 1600, 2100, 2620],
    "no2_24h": [0, 40, 80, 180, 280, 565, 750, 940],
    "co_24h": [0, 2, 4, 14, 24, 36, 48, 60],
    "pm10_24h": [0, 50, 120, 250, 350, 420, 500, 600],
    "pm2_5_24h": [0, 35, 60, 115, 150, 250, 350, 500],
    "o3_8h_max": [0, 100, 160, 215, 265, 800],
}
STEPS = [0, 50, 100, 150, 200, 300, 400, 500]


@dataclass(frozen=True)
class Peer:
    """A peer's run on its slice; ``different``: days on which its index is not the exact one, of ``days``."""

    seconds: float
    values: int
    days: int
    different: int


def _peers(store: Store) -> dict[str, Peer]:
    import pyarrow.parquet as parquet

    names = [f"s{number:04}" for number in range(PEER_STATIONS)]
    exact = _exact_days(store, names)
    frames = {}
    for code in SERIES:
        paths = [store.path(Resolution.HOURLY, code, part) for part in store.parts(Resolution.HOURLY, code)]
        frames[code] = parquet.read_table(paths, filters=[("site", "in", names)]).to_pandas()
    values = sum(len(frame) for frame in frames.values())

    def timed(compute: Callable[[], dict[tuple[str, Any], int]]) -> Peer:
        started = time.perf_counter()
        found = compute()
        seconds = time.perf_counter() - started
        different = sum(found.get(key) != aqi for key, aqi in exact.items())
        return Peer(seconds, values, len(exact), different)

    return {
        "pandas": timed(lambda: _pandas_indexes(_pandas_days(frames))),
        "with aqi-hub": timed(lambda: _aqi_hub_indexes(_pandas_days(frames))),
    }


def _exact_days(store: Store, names: list[str]) -> dict[tuple[str, Any], int]:
    rules = AirRules.of(load_pack("china"))
    index = rules.edition("hj633-2026")
    with connect() as connection:
        query = IndexQuery.of(index, quantities(index))
        members = [Member(name, name, 0, 99_999) for name in names]
        compute_units(connection, store, rules, query, names, members, YEAR)
        rows = connection.execute("SELECT unit, day, aqi FROM days WHERE aqi IS NOT NULL").fetchall()
    return {(unit, day): aqi for unit, day, aqi in rows}


def _pandas_days(frames: dict[str, Any]) -> Any:
    """Daily concentrations as a frame with a row for each station and day, in floats."""
    import pandas as pd

    found = {}
    for code, frame in frames.items():
        valid = frame[frame["flag"] == ""]
        local = valid["time"].dt.tz_convert("Asia/Shanghai").dt.tz_localize(None)
        hours = pd.DataFrame(
            {"site": valid["site"], "day": local.dt.date, "clock": local.dt.hour, "value": valid["value"].astype(float)}
        )
        if code == "o3_1h":
            wide = hours.pivot_table(index=["site", "day"], columns="clock", values="value", aggfunc="max")
            sliding = wide.reindex(columns=range(24)).T.rolling(8, min_periods=6).mean().T.loc[:, 7:]
            best = sliding.max(axis=1)
            found["o3_8h_max"] = best[(sliding.count(axis=1) >= 14) | (best > 160)]
        elif code != "o3_8h":
            grouped = hours.groupby(["site", "day"])["value"].agg(["mean", "count"])
            found[code.replace("_1h", "_24h")] = grouped.loc[grouped["count"] >= 20, "mean"]
    days = pd.DataFrame(found)
    return days.round({name: 1 if name == "co_24h" else 0 for name in days})


def _pandas_indexes(days: Any) -> dict[tuple[str, Any], int]:
    import numpy as np
    import pandas as pd

    columns = {name: np.ceil(np.interp(days[name], POINTS[name], STEPS[: len(POINTS[name])])) for name in POINTS}
    indexes = pd.DataFrame(columns, index=days.index).where(days[list(POINTS)].notna())
    worst = indexes.max(axis=1)
    aqi = worst[(worst > 100) | indexes.notna().all(axis=1)]
    good = (aqi <= 100).groupby(level="site").mean()
    assert len(good) == PEER_STATIONS
    return {key: max(int(value), 1) for key, value in aqi.items()}


def _aqi_hub_indexes(days: Any) -> dict[tuple[str, Any], int]:
    from aqi_hub.aqi_cn.aqi import cal_aqi_cn

    found = {}
    for row in days.dropna().itertuples():
        aqi, _indexes = cal_aqi_cn(
            row.pm2_5_24h, row.pm10_24h, row.so2_24h, row.no2_24h, row.co_24h, row.o3_8h_max, "daily"
        )
        found[row.Index] = max(aqi, 1)
    return found


def _print(results: dict[int, Result], peers: dict[str, Peer]) -> None:
    table = Table(title="Hourly values to daily indexes and ratios of good days", box=None, pad_edge=False)
    for head in ("program", "stations", "values", "days", "seconds", "ns/value", "not exact"):
        table.add_column(head, justify="left" if head == "program" else "right", no_wrap=True)
    for stations, each in results.items():
        cells = (f"{each.values:,}", f"{each.days:,}", f"{each.seconds:.2f}", f"{each.seconds / each.values * 1e9:.0f}")
        table.add_row("lvheng", f"{stations:,}", *cells, "—")
    for name, peer in peers.items():
        cells = (f"{peer.values:,}", f"{peer.days:,}", f"{peer.seconds:.2f}", f"{peer.seconds / peer.values * 1e9:.0f}")
        table.add_row(name, str(PEER_STATIONS), *cells, f"{peer.different} days")
    Console().print(table)
    mean = results[STATIONS[-1]].ratios
    print(f"Mean ratio of good days: {math.floor(mean / 10)}.{mean % 10} %")


if __name__ == "__main__":
    result = run()
    print(json.dumps(result))
