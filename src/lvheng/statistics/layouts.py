"""The public layouts of air monitor data, recognised by their heading, never by the name of a file."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lvheng.errors import InputProblem, Problem, Text
from lvheng.statistics.series import Resolution


@dataclass(frozen=True)
class Layout:
    """One layout. ``time`` are the columns of the time: one with date and hour, or date and hour, or the date alone.

    ``ends_at_stamp``: the time written is the end of the hour that the value describes, as monitors in China do it.
    ``measures`` maps columns to series. ``ignored`` are columns that say nothing which the measures do not say.
    """

    code: str
    title: Text
    resolution: Resolution
    time: tuple[str, ...]
    site: str
    measures: Mapping[str, str]
    ends_at_stamp: bool = False
    name: str | None = None
    longitude: str | None = None
    latitude: str | None = None
    area: str | None = None
    ignored: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The columns by which the layout is recognised."""
        return (*self.time, self.site)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the layout may have."""
        places = (self.name, self.longitude, self.latitude, self.area)
        named = (*self.required, *(each for each in places if each), *self.measures, *self.ignored)
        return tuple(dict.fromkeys(named))


STATION_HOURS = Layout(
    code="station_hours",
    title=Text("国家站点小时数据", "hourly values of national stations"),
    resolution=Resolution.HOURLY,
    time=("timepoint",),
    site="stationcode",
    ends_at_stamp=True,
    name="positionname",
    longitude="longitude",
    latitude="latitude",
    area="area",
    ignored=("primarypollutant", "quality"),
    measures={
        "aqi": "aqi",
        "pm10": "pm10_1h",
        "pm10_24h": "pm10_24h",
        "pm2_5": "pm2_5_1h",
        "pm2_5_24h": "pm2_5_24h",
        "o3": "o3_1h",
        "o3_24h": "o3_1h_max",
        "o3_8h": "o3_8h",
        "o3_8h_24h": "o3_8h_max",
        "no2": "no2_1h",
        "no2_24h": "no2_24h",
        "so2": "so2_1h",
        "so2_24h": "so2_24h",
        "co": "co_1h",
        "co_24h": "co_24h",
    },
)
SITE_HOURS = Layout(
    code="site_hours",
    title=Text("州市点位小时数据", "hourly values of a prefecture's sites"),
    resolution=Resolution.HOURLY,
    time=("date", "hour"),
    site="watchpoint",
    ends_at_stamp=True,
    ignored=("level", "primarypollution"),
    measures={
        "aqi": "aqi",
        "pm2_5": "pm2_5_1h",
        "pm10": "pm10_1h",
        "co": "co_1h",
        "no2": "no2_1h",
        "o3_1h": "o3_1h",
        "o3_8h": "o3_8h",
        "so2": "so2_1h",
    },
)
CITY_DAYS = Layout(
    code="city_days",
    title=Text("城市日数据", "daily values of cities"),
    resolution=Resolution.DAILY,
    time=("date",),
    site="city",
    area="city",
    ignored=("aqi_range", "level", "rank"),
    measures={
        "aqi": "aqi",
        "pm2_5": "pm2_5_24h",
        "pm10": "pm10_24h",
        "so2": "so2_24h",
        "co": "co_24h",
        "no2": "no2_24h",
        "o3": "o3_8h_max",
    },
)
LAYOUTS = (STATION_HOURS, SITE_HOURS, CITY_DAYS)


@dataclass(frozen=True)
class Recognised:
    """A layout and where its columns stand in a file; ``refused`` says which columns cannot be used, and why."""

    layout: Layout
    positions: Mapping[str, int]
    refused: tuple[Problem, ...]

    @property
    def measures(self) -> dict[str, str]:
        """The columns with measures that the file has, and their series."""
        return {column: code for column, code in self.layout.measures.items() if column in self.positions}


def normal(name: str) -> str:
    """A column's name as layouts write it: ``PM2.5`` is ``pm2_5``."""
    return name.strip().lower().replace(".", "_")


def recognise(heading: Sequence[str], file: str) -> Recognised:
    """The layout of a file with this heading; errors: InputProblem where none fits or a column is there twice."""
    names = [normal(name) for name in heading]
    layout = next((each for each in LAYOUTS if set(each.required) <= set(names)), None)
    if layout is None:
        raise _no_layout(names, file)
    known = [name for name in names if name in layout.columns]
    twice = sorted({name for name in known if known.count(name) > 1})
    if twice:
        raise InputProblem(
            "column_twice",
            Text(f"列“{'、'.join(twice)}”出现了不止一次。", f"the column {', '.join(twice)} is there twice."),
            file,
            Text("请删去或改名其中一列。", "Remove or rename one of them."),
        )
    found = Recognised(
        layout,
        {name: index for index, name in enumerate(names) if name in layout.columns},
        tuple(_unknown(name, layout, file) for name in names if name not in layout.columns),
    )
    if not found.measures:
        raise InputProblem(
            "no_measures",
            Text("文件里没有任何测量值列。", "the file has no column with measured values."),
            file,
            Text(f"可用的列：{'、'.join(layout.measures)}。", f"Columns: {', '.join(layout.measures)}."),
        )
    return found


def _no_layout(names: Sequence[str], file: str) -> InputProblem:
    nearest = max(LAYOUTS, key=lambda each: (len(set(each.columns) & set(names)), -LAYOUTS.index(each)))
    missing = [name for name in nearest.required if name not in names]
    return InputProblem(
        "unknown_layout",
        Text(
            f"表头不是已知的布局；最接近“{nearest.title.zh}”，缺少列：{'、'.join(missing)}。",
            f"the heading is of no known layout; nearest is “{nearest.title.en}”, without: {', '.join(missing)}.",
        ),
        file,
        Text(
            f"该布局需要：{'、'.join(nearest.required)}，以及测量值列：{'、'.join(nearest.measures)}。",
            f"It needs {', '.join(nearest.required)} and columns of values: {', '.join(nearest.measures)}.",
        ),
    )


def _unknown(name: str, layout: Layout, file: str) -> InputProblem:
    alike = difflib.get_close_matches(name, layout.columns, n=1, cutoff=0.5)
    return InputProblem(
        "unknown_column",
        Text(
            f"布局“{layout.title.zh}”没有列“{name}”，这一列未导入。",
            f"the layout “{layout.title.en}” has no column “{name}”; it was not imported.",
        ),
        f"{file}:1:{name}",
        Text(f"是不是“{alike[0]}”？", f"Did you mean “{alike[0]}”?") if alike else None,
    )
