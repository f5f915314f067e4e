"""Back-tests count what was off by how much, and forecasts are as good on real series as their page says."""

from __future__ import annotations

import importlib.util
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from lvheng.formula import Period
from lvheng.indicators.backtest import Points, score, trials
from lvheng.indicators.forecast import PERCENT, Forecast, forecast

ROOT = Path(__file__).resolve().parents[2]


def years(*values: str) -> Points:
    return [(Period.parse(str(2015 + place)), Decimal(value)) for place, value in enumerate(values)]


def lead_on(known: Points, until: Period) -> Forecast:
    return forecast(known, until, decimals=1)


def test_every_origin_is_tried_as_far_as_values_came() -> None:
    found = list(trials(years("1", "2", "3", "4", "5"), 2, lead_on))
    assert [(each.known, each.ahead, str(each.actual)) for each in found] == [
        (2, 1, "3"),
        (2, 2, "4"),
        (3, 1, "4"),
        (3, 2, "5"),
        (4, 1, "5"),
    ]


def test_nothing_of_what_came_later_is_known_to_a_forecast() -> None:
    seen: list[int] = []

    def watching(known: Points, until: Period) -> Forecast:
        seen.append(max(period.year for period, _ in known))
        return lead_on(known, until)

    for trial in trials(years("1", "2", "3", "9"), 5, watching):
        assert trial.last != Decimal(9)
    assert seen == [2016, 2017]


def test_at_most_the_latest_values_are_known() -> None:
    found = list(trials(years("1", "2", "3", "4", "5", "6"), 1, lead_on, least=3, most=3))
    assert {each.known for each in found} == {3}


def test_years_without_a_value_are_no_trials() -> None:
    gap = [*years("1", "2"), (Period.parse("2019"), Decimal(5))]
    found = list(trials(gap, 3, lead_on))
    assert [(each.ahead, str(each.forecast)) for each in found] == [(3, "5.0")]
    assert list(trials(gap, 2, lead_on)) == []


def test_errors_are_means_of_what_the_forecast_and_the_naive_rules_missed() -> None:
    """2, 4, 9: on at the pace of 2 gives 6, so 3 is missed; the last value misses 5."""
    found = score(trials(years("2", "4", "9"), 1, lead_on))
    assert found is not None
    assert (found.trials, found.error, found.last) == (1, 3, 5)
    assert (found.in80, found.in95) == (None, None)


def test_the_share_within_the_bands_counts_only_trials_with_bands() -> None:
    found = score(trials(years("1", "2", "3.5", "4.5", "99"), 1, lead_on))
    assert found is not None
    assert found.trials == 3
    assert found.in80 == Fraction(1, 2)


def test_a_year_is_compared_with_the_year_before_by_season() -> None:
    months = [(Period.parse(f"{2020 + place // 12}-{place % 12 + 1:02}"), Decimal(place)) for place in range(14)]
    found = list(trials(months, 1, lead_on, least=12))
    assert [(str(each.same_season), str(each.actual)) for each in found] == [("0", "12"), ("1", "13")]


def test_without_trials_there_is_no_score() -> None:
    assert score([]) is None
    assert score(trials(years("1"), 3, lead_on)) is None


@pytest.fixture
def bench(shared: Path) -> ModuleType:
    """The benchmark with its readers of the real series."""
    spec = importlib.util.spec_from_file_location("bench_forecast", ROOT / "bench" / "forecast.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not module.AIR.exists() or not module.CITIES.exists():
        pytest.skip("the real series are not there")
    return module


def test_monthly_ratios_are_no_worse_than_the_year_before_and_their_bands_hold(bench: ModuleType) -> None:
    def months(known: Points, until: Period) -> Forecast:
        return forecast(known, until, decimals=1, bounds=PERCENT)

    series = bench.good_day_ratios()
    found = score(trial for each in series for trial in trials(each, 12, months, least=24))
    assert len(series) == 14
    assert found is not None
    assert found.same_season is not None
    assert found.error <= found.same_season
    assert found.error < found.last / 2
    assert found.in80 is not None
    assert Fraction(3, 4) < found.in80 < Fraction(17, 20)


@pytest.mark.parametrize("known", [4, 5, 6, 7])
def test_yearly_emissions_are_led_on_better_than_by_the_line_or_the_last_value(bench: ModuleType, known: int) -> None:
    series = bench.yearly_emissions()
    ours, line = (
        score(bench._relative(trial) for each in series for trial in trials(each, 5, way, least=known, most=known))
        for way in (bench._years, bench._line)
    )
    assert ours is not None
    assert line is not None
    assert ours.error < min(ours.last, line.error)
    assert ours.in95 is not None
    assert ours.in95 > Fraction(17, 20)
