"""``lvheng air days``: the daily index of an area in a year, the ratio of good days, beside what was published."""

from __future__ import annotations

import datetime
import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from lvheng.configuration import Configuration
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.indicators.air import Day, GoodDays, Year, compute_year, days_of, published_indexes
from lvheng.indicators.air_comparison import KINDS, Comparison, compare
from lvheng.indicators.air_rules import AirRules
from lvheng.packs import load_pack
from lvheng.packs.air import AirIndex
from lvheng.statistics import Store
from lvheng.statistics.reading import read_csv

ORIGINS = {"hourly": Text("小时值", "hours"), "daily": Text("日值", "days")}
NAMES = {"so2": "SO₂", "no2": "NO₂", "co": "CO", "o3": "O₃", "pm10": "PM₁₀", "pm2_5": "PM₂.₅"}
KINDS_OF_VALUE = {"24h": "", "1h_max": "-1h", "8h_max": "-8h"}


@dataclass(frozen=True)
class Request:
    """What is asked for; an empty ``edition`` is the one in force at the end of the year."""

    area: str
    year: int
    edition: str = ""
    dust: Path | None = None
    not_monitored: tuple[str, ...] = ()
    beside_published: bool = False


def days_command(request: Request, output_format: str) -> int:
    """Print the year as a ``table`` or as ``json``. Errors: InputProblem for an unknown area, edition or quantity."""
    configuration = Configuration.from_environment()
    rules = AirRules.of(load_pack(configuration.pack))
    index = rules.edition(request.edition) if request.edition else rules.edition_on(datetime.date(request.year, 12, 31))
    _check_quantities(request.not_monitored, index)
    dust = None if request.dust is None else read_dust(request.dust)
    store = Store.of_air(configuration.data_dir)
    year = compute_year(store, rules, index, request.area, request.year, dust, frozenset(request.not_monitored))
    if not year.days:
        raise _no_values(request)
    found = (
        compare(year.days, published_indexes(store, year.unit, year.year), index) if request.beside_published else None
    )
    if output_format == "json":
        _print_json(year, found)
    else:
        _print_tables(year, found, index, rules, Console(highlight=False, emoji=False))
    return 0


def read_dust(path: Path) -> list[datetime.date]:
    """The days of a CSV file with a column ``date``; raises Problems with every one that is no day."""
    text = read_csv(path)
    if "date" not in text.heading:
        raise InputProblem(
            "no_date_column",
            Text("文件没有列 date。", "the file has no column date."),
            text.file,
            Text("请写一列 date，每行一天，如 2016-03-04。", "Write a column date with a day in each row."),
        )
    column = text.table.column(f"c{text.heading.index('date')}").to_pylist()
    days: list[datetime.date] = []
    problems: list[Problem] = list(text.refused)
    for row, written in zip(text.table.column("row").to_pylist(), column, strict=True):
        try:
            days.append(datetime.date.fromisoformat(written.strip()))
        except ValueError:
            problems.append(_no_day(f"{text.file}:{row}:date", written))
    if problems:
        raise Problems(problems)
    return days


def _no_day(where: str, written: str) -> InputProblem:
    return InputProblem(
        "not_a_day",
        Text(f"“{written}”不是日期。", f"“{written}” is no day."),
        where,
        Text("请写成 2016-03-04。", "Write 2016-03-04."),
    )


def _check_quantities(given: tuple[str, ...], index: AirIndex) -> None:
    unknown = [each for each in given if each not in index.daily]
    if unknown or set(given) >= set(index.daily):
        raise InputProblem(
            "unknown_quantity",
            Text(f"不能这样写：{'、'.join(given)}。", f"this cannot be left out: {', '.join(given)}."),
            "--not-monitored",
            Text(f"可用的有：{'、'.join(index.daily)}。", f"There are: {', '.join(index.daily)}."),
        )


def _no_values(request: Request) -> InputProblem:
    return InputProblem(
        "no_air_values",
        Text(
            f"{request.area} 在 {request.year} 年没有可用的监测数据。",
            f"{request.area} has no valid data in {request.year}.",
        ),
        to_do=Text("请先用 lvheng air import 导入。", "Import some with lvheng air import."),
    )


def name_of(quantity: str) -> str:
    """A quantity as it is printed: PM₂.₅, O₃-8h."""
    pollutant = next(each for each in sorted(NAMES, key=len, reverse=True) if quantity.startswith(f"{each}_"))
    return NAMES[pollutant] + KINDS_OF_VALUE.get(quantity.removeprefix(f"{pollutant}_"), "")


def _print_tables(year: Year, found: Comparison | None, index: AirIndex, rules: AirRules, out: Console) -> None:
    out.print(
        Line(f"{year.unit} {year.year}  {index.title.text}  {index.source.number or index.edition}", style="bold")
    )
    out.print(_days(year.days, found, index))
    out.print(_summary(year))
    out.print(_statistics(year))
    if found is not None:
        out.print(_comparison(found))
    open_rules = rules.to_verify()
    if open_rules:
        names = "；".join(str(rule.name.text) for rule in open_rules)
        out.print(
            Line(str(Text(f"待核实的规则：{names}", f"Rules to be verified: {names}")), style="yellow"), soft_wrap=True
        )


def _days(days: tuple[Day, ...], found: Comparison | None, index: AirIndex) -> Table:
    names = {level.code: level.name.text for level in index.levels}
    published = {day.day: day.published for day in found.days} if found else {}
    table = Table(box=None, pad_edge=False)
    heads = [
        Text("日期", "day"),
        Text("AQI", "AQI"),
        Text("级别", "level"),
        Text("首要污染物", "primary"),
        Text("缺", "missing"),
    ]
    for head in [*heads, Text("来源", "from"), *([Text("公布", "published")] if found else [])]:
        table.add_column(str(head), justify="right" if head.en in ("AQI", "published") else "left")
    for day in days:
        cells = [
            day.day.isoformat(),
            "NA" if day.aqi is None else str(day.aqi),
            str(names[day.level]) if day.level else "—",
            "、".join(name_of(each) for each in day.primaries),
            "、".join(name_of(each) for each in day.missing),
            str(ORIGINS[day.origin]),
        ]
        table.add_row(*cells, *([_plain(published.get(day.day))] if found else []))
    return table


def _plain(value: Decimal | None) -> str:
    """A decimal without zeros behind it; a dash for nothing."""
    return "—" if value is None else f"{value.normalize():f}"


def _summary(year: Year) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row(str(Text("优良天数比率（原始）", "ratio of good days (raw)")), _good(year.raw))
    unknown = Text("没有沙尘日名单（--dust），未计算", "not computed: no list of days with sand-dust (--dust)")
    adjusted = str(unknown) if year.adjusted is None else _good(year.adjusted)
    table.add_row(str(Text("优良天数比率（扣除沙尘）", "ratio of good days (without sand-dust)")), adjusted)
    computed = f"{len(year.days)} / {days_of(year.year)}"
    table.add_row(str(Text("有数据的天数 / 日历天数", "days with values / of the calendar")), computed)
    return table


def _good(good: GoodDays) -> str:
    ratio = "—" if good.ratio is None else f"{good.ratio} %"
    return f"{good.good} / {good.valid} = {ratio}"


def _statistics(year: Year) -> Table:
    table = Table(box=None, pad_edge=False)
    heads = (
        Text("项目", "quantity"),
        Text("有效天数", "valid days"),
        Text("年均值", "mean"),
        Text("百分位数", "percentile"),
        Text("有效月数", "valid months"),
        Text("年评价有效", "valid year"),
    )
    for head in heads:
        table.add_column(str(head), justify="left" if head.en == "quantity" else "right")
    for each in year.statistics:
        enough = Text("是", "yes") if each.enough else Text("否", "no")
        table.add_row(
            name_of(each.quantity),
            str(each.days),
            "—" if each.mean is None else str(each.mean),
            "—" if each.percentile is None else str(each.percentile),
            str(sum(each.months.values())),
            str(enough),
        )
    return table


def _comparison(found: Comparison) -> Table:
    title = Text(
        f"与公布的 AQI 比较：{found.shared} 天可比，级别相同 {found.same_level} 天，相差不超过 1 的 {found.near} 天",
        f"Beside the published AQI: {found.shared} days; same level: {found.same_level}; at most 1 apart: {found.near}",
    )
    table = Table(title=str(title), title_justify="left", box=None, pad_edge=False)
    heads = (Text("情形", "case"), Text("天数", "days"), Text("级别不同", "other level"), Text("差的中位数", "median"))
    for head in heads:
        table.add_column(str(head), justify="left" if head.en == "case" else "right")
    for kind, name in KINDS.items():
        if found.count(kind):
            cells = (str(found.count(kind)), str(found.other_level(kind)), _plain(found.median(kind)))
            table.add_row(str(name), *cells)
    return table


def _print_json(year: Year, found: Comparison | None) -> None:
    """JSON is UTF-8 whatever the terminal's locale is; decimals are text, so that they stay exact."""
    content = {
        "area": year.unit,
        "year": year.year,
        "edition": year.edition,
        "ratio_raw": _good_json(year.raw),
        "ratio_dust_adjusted": None if year.adjusted is None else _good_json(year.adjusted),
        "days": [_day_json(day) for day in year.days],
        "statistics": [
            {
                "quantity": each.quantity,
                "days": each.days,
                "valid_year": each.enough,
                "mean": None if each.mean is None else str(each.mean),
                "percentile": None if each.percentile is None else str(each.percentile),
                "valid_months": [month for month, enough in each.months.items() if enough],
            }
            for each in year.statistics
        ],
    }
    if found is not None:
        content["comparison"] = _comparison_json(found)
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _good_json(good: GoodDays) -> dict[str, object]:
    return {"good": good.good, "valid": good.valid, "percent": None if good.ratio is None else str(good.ratio)}


def _day_json(day: Day) -> dict[str, object]:
    return {
        "day": day.day.isoformat(),
        "aqi": day.aqi,
        "level": day.level,
        "primary": list(day.primaries),
        "missing": list(day.missing),
        "iaqi": dict(day.indexes),
        "origin": day.origin,
    }


def _comparison_json(found: Comparison) -> dict[str, object]:
    kinds = {kind: {"days": found.count(kind), "other_level": found.other_level(kind)} for kind in KINDS}
    return {"days": found.shared, "same_level": found.same_level, "near": found.near, "kinds": kinds}
