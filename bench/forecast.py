"""Forecast: how far forecasts would have been off, on real series, beside naive rules and beside statsmodels.

Two sets of real series, cut off at every past period and led on to what then came:

- Monthly ratios of good days of the 14 prefectures of Gansu, 2014 to 2017, up to 12 months ahead, from daily indexes as
  published. Naive rules: the last value, the same month of the year before. Three prefectures have more than two years.
- Yearly CO2 emissions of seven cities of Gansu and of the province, 1998 to 2019 (CEADs), from three to seven known
  years, up to five years ahead. Naive rules: the last value, and the least-squares line.

An error is the mean absolute error, in points for the ratios and in per cent of the last known value for emissions. The
columns 80 % and 95 % say how many of the values lay within these bands: they should be 80 and 95. Forecasts of
neighbouring origins overlap, so that a few hundred trials are worth far fewer; do not read more than whole points.

The peer is exponential smoothing of statsmodels (additive season, two years known), timed on the same origins.
The data lie beside the checkout in shared/data. Do not compare runs on different machines.
"""

from __future__ import annotations

import csv
import json
import resource
import time
import warnings
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from lvheng.formula import Period
from lvheng.indicators.backtest import Points, Score, Trial, score, trials
from lvheng.indicators.forecast import PERCENT, Bounds, Forecast, ForecastPoint, forecast

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
AIR = DATA / "air" / "gansu14_daily_2014_2017_aqistudy.csv"
CITIES = DATA / "ceads" / "gansu_cities_co2_1997_2019.csv"
PROVINCE = DATA / "ceads" / "gansu_emissions_1997_2019.csv"
MONTHS_AHEAD = 12
YEARS_AHEAD = 5
GOOD = 100
# A month counts with so many valid days (GB 3095), February with two fewer.
VALID_DAYS = 27
TWO_YEARS = 24
YEARS_KNOWN = range(3, 8)
LEAST_YEARS = 4
REPEATS = (1, 2, 4)


def run() -> dict[str, Any]:
    """Back-test everything; print the tables; return the line of JSON as a dictionary."""
    ratios, emissions = good_day_ratios(), yearly_emissions()
    months = [trial for each in ratios for trial in trials(each, MONTHS_AHEAD, _months)]
    long = [each for each in months if each.known >= TWO_YEARS]
    growth = {repeat: _seconds(ratios, repeat) for repeat in REPEATS}
    import statsmodels.tsa.exponential_smoothing.ets  # noqa: F401  # its import is not timed

    peer_started = time.perf_counter()
    smoothed = [trial for each in ratios for trial in trials(each, MONTHS_AHEAD, _smoothing, least=TWO_YEARS)]
    peer_seconds = time.perf_counter() - peer_started
    _print_months(score([each for each in months if each.known < TWO_YEARS]), score(long), score(smoothed))
    years = _print_years(emissions)
    return {
        "bench": "forecast",
        "work": f"{len(long)} forecasts of monthly ratios from two years and more",
        "seconds": round(growth[1], 4),
        "peer": "statsmodels, exponential smoothing with an additive season",
        "peer_seconds": round(peer_seconds, 4),
        "ratio": round(peer_seconds / growth[1], 1),
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "growth": {f"{repeat}x": round(seconds, 4) for repeat, seconds in growth.items()},
        "errors": {"months": _errors(score(long), score(smoothed), "statsmodels"), "years": years},
    }


def good_day_ratios() -> list[Points]:
    """By prefecture: the share of the valid days of a month whose index was at most 100, in per cent."""
    days: dict[tuple[str, str], list[bool]] = defaultdict(list)
    with AIR.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if Decimal(row["aqi"]) > 0:
                days[row["city"].strip(), row["date"][:7]].append(Decimal(row["aqi"]) <= GOOD)
    found: dict[str, list[tuple[Period, Decimal]]] = defaultdict(list)
    for (city, month), good in sorted(days.items()):
        if len(good) >= VALID_DAYS - 2 * (month[5:] == "02"):
            ratio = Decimal(sum(good) * 100) / len(good)
            found[city].append((Period.parse(month), ratio.quantize(Decimal("0.1"))))
    return list(found.values())


def yearly_emissions() -> list[Points]:
    """By city, and of the province: million tonnes of CO2, where at least four years are known."""
    found: list[Points] = []
    with CITIES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            known = {year: value for year, value in row.items() if year != "city" and value}
            found.append([(Period.parse(year), _thousandths(value)) for year, value in sorted(known.items())])
    with PROVINCE.open(encoding="utf-8") as file:
        rows = [(row["year"], Decimal(row["total_emissions"]) / 1_000_000) for row in csv.DictReader(file)]
    found.append([(Period.parse(year), _thousandths(value)) for year, value in sorted(rows)])
    return [each for each in found if len(each) >= LEAST_YEARS]


def _thousandths(value: str | Decimal) -> Decimal:
    return Decimal(value).quantize(Decimal("0.001"))


def _months(known: Points, until: Period) -> Forecast:
    return forecast(known, until, decimals=1, bounds=PERCENT)


def _years(known: Points, until: Period) -> Forecast:
    return forecast(known, until, decimals=3, bounds=Bounds(Decimal(0)))


def _line(known: Points, until: Period) -> Forecast:
    """The least-squares line, exact."""
    from lvheng.indicators.schedule import trend

    points = [(Fraction(period.year), Fraction(value)) for period, value in known]
    coming = range(known[-1][0].year + 1, until.year + 1)
    found = [(year, trend(points, Fraction(year)) or Fraction(0)) for year in coming]
    path = [
        ForecastPoint(Period.parse(str(year)), Decimal(value.numerator) / value.denominator, None, None)
        for year, value in found
    ]
    return Forecast("pace", _years(known, until).reason, len(known), known[-1], tuple(path))


def _smoothing(known: Points, until: Period) -> Forecast:
    """The peer's path; its parameters are estimated anew at every origin, as ours are."""
    import pandas
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    series = pandas.Series([float(value) for _, value in known])
    months = [_after(known[-1][0], ahead) for ahead in range(1, _between(known[-1][0], until) + 1)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ETSModel(series, error="add", seasonal="add", seasonal_periods=12, initialization_method="heuristic")
        values = model.fit(disp=False).forecast(len(months))
    path = [
        ForecastPoint(month, min(max(Decimal(str(round(value, 1))), Decimal(0)), Decimal(100)), None, None)
        for month, value in zip(months, values, strict=True)
    ]
    return Forecast("pace", _months(known, until).reason, len(known), known[-1], tuple(path))


def _between(earlier: Period, later: Period) -> int:
    return (later.year - earlier.year) * 12 + later.position - earlier.position


def _after(period: Period, months: int) -> Period:
    found = period.back(-months)
    assert found is not None
    return found


def _seconds(series: Sequence[Points], repeat: int) -> float:
    """How long our forecasts take, with the origins that the peer has too."""
    started = time.perf_counter()
    for _ in range(repeat):
        for each in series:
            list(trials(each, MONTHS_AHEAD, _months, least=TWO_YEARS))
    return time.perf_counter() - started


def _print_months(short: Score | None, long: Score | None, smoothed: Score | None) -> None:
    table = Table(title="Monthly ratios of good days, error in points", box=None, pad_edge=False)
    _columns(table, "known", "trials", "ours", "last value", "year before", "ETS", "80 %", "95 %")
    for name, found, peer in (("12–23 months", short, None), ("24 and more", long, smoothed)):
        if found is not None:
            cells = (found.error, found.last, found.same_season, peer.error if peer else None)
            table.add_row(name, f"{found.trials:,}", *map(_points, cells), _share(found.in80), _share(found.in95))
    Console().print(table)


def _print_years(series: Sequence[Points]) -> dict[str, Any]:
    table = Table(title="Yearly emissions, error in % of the last value", box=None, pad_edge=False)
    _columns(table, "known", "trials", "ours", "last value", "line", "80 %", "95 %")
    errors = {}
    for known in YEARS_KNOWN:
        ours, line = (
            [_relative(trial) for each in series for trial in trials(each, YEARS_AHEAD, way, least=known, most=known)]
            for way in (_years, _line)
        )
        found, straight = score(ours), score(line)
        if found is not None and straight is not None:
            cells = (found.error, found.last, straight.error)
            shares = _share(found.in80), _share(found.in95)
            table.add_row(f"{known} years", f"{found.trials:,}", *map(_points, cells), *shares)
            errors[str(known)] = _errors(found, straight, "line")
    Console().print(table)
    return errors


def _relative(trial: Trial) -> Trial:
    """Errors in per cent of the last known value, so that a small city counts like the province."""

    def scaled(value: Decimal) -> Decimal:
        return value / trial.last * 100

    actual, ours = scaled(trial.actual), scaled(trial.forecast)
    return Trial(trial.known, trial.ahead, actual, ours, Decimal(100), None, trial.in80, trial.in95)


def _errors(found: Score | None, peer: Score | None, name: str) -> dict[str, str]:
    assert found is not None
    assert peer is not None
    return {
        "ours": _points(found.error),
        "last": _points(found.last),
        name: _points(peer.error),
        "in80": _share(found.in80),
        "in95": _share(found.in95),
    }


def _columns(table: Table, *heads: str) -> None:
    for head in heads:
        table.add_column(head, justify="left" if head == "known" else "right", no_wrap=True)


def _points(value: Fraction | None) -> str:
    return "—" if value is None else f"{float(value):.1f}"


def _share(value: Fraction | None) -> str:
    return "—" if value is None else f"{float(value) * 100:.0f} %"


if __name__ == "__main__":
    result = run()
    print(json.dumps(result))
