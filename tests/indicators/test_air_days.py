"""From hours to days and years: validity, sites, ozone, ratios, statistics."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indicators.air_reference import largest_hour, largest_sliding_mean, mean_of_day, mean_of_sites

from lvheng.indicators.air import Day, compute_year, good_days, members_of, percentile, ratio, statistics
from lvheng.indicators.air_comparison import compare
from lvheng.indicators.air_daily import DayRules, Member, compute_concentrations, compute_site_days, set_members
from lvheng.indicators.air_rules import AirRules
from lvheng.packs import load_pack
from lvheng.statistics import Register, Resolution, Site, Store

RULES = AirRules.of(load_pack("china"))
OLD = RULES.edition("hj633-2012")
# 2016-03-04 0:00 in China, in hours since 1970 in UTC.
MIDNIGHT = 16864 * 24 - 8
DAY = datetime.date(2016, 3, 4)
Hours = Sequence[Fraction | int | str | None]


def put(store: Store, code: str, sites: Mapping[str, Hours], start: int = MIDNIGHT, flag: str = "") -> None:
    """Store hours from a start on, site by site; None is an hour without a value."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TEMP TABLE given (series VARCHAR, site VARCHAR, hour BIGINT, value DECIMAL(18, 6), flag VARCHAR, "
            "file VARCHAR)"
        )
        rows = [
            (code, site, start + hour, Decimal(str(value)), flag, "test")
            for site, hours in sites.items()
            for hour, value in enumerate(hours)
            if value is not None
        ]
        if rows:
            connection.executemany("INSERT INTO given VALUES (?, ?, ?, ?, ?, ?)", rows)
            store.merge(connection, Resolution.HOURLY, "given")


def concentrations(store: Store, sites: Sequence[str] = ("a",), rules: DayRules | None = None) -> dict[str, Fraction]:
    """The concentrations of a city of these sites on the day."""
    found = rules or DayRules.of(RULES)
    with duckdb.connect() as connection:
        set_members(connection, ["city"], [Member(site, "city", 0, 99999) for site in sites])
        compute_site_days(connection, store, 2016, found)
        compute_concentrations(connection, store, 2016, found, OLD.daily)
        rows = connection.execute("SELECT quantity, total, parts FROM concentrations WHERE day = 16864").fetchall()
    return {quantity: Fraction(int(total), int(parts)) for quantity, total, parts in rows}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.of_air(tmp_path)


@pytest.mark.parametrize(("hours", "mean"), [(20, Fraction(10)), (19, None), (24, Fraction(10))])
def test_a_day_needs_20_hours(store: Store, hours: int, mean: Fraction | None) -> None:
    put(store, "pm10_1h", {"a": [10] * hours})
    assert concentrations(store).get("pm10_24h") == mean


def test_a_mean_is_exact_whatever_its_number_of_hours(store: Store) -> None:
    put(store, "pm10_1h", {"a": [1] * 22 + [2]})
    put(store, "co_1h", {"a": ["0.1"] * 20 + ["0.2"]})
    found = concentrations(store)
    assert found["pm10_24h"] == Fraction(24, 23)
    assert found["co_24h"] == Fraction(22, 210)


def test_the_last_hour_of_a_day_ends_at_midnight(store: Store) -> None:
    put(store, "pm10_1h", {"a": [5] * 24 + [500] * 24})
    assert concentrations(store)["pm10_24h"] == 5


@pytest.mark.parametrize(("flag", "counts"), [("negative", False), ("implausible", False), ("columns_swapped", True)])
def test_only_values_whose_flag_counts_make_a_day(store: Store, flag: str, counts: bool) -> None:
    put(store, "pm10_1h", {"a": [10] * 24}, flag=flag)
    assert ("pm10_24h" in concentrations(store)) is counts


def test_whether_zeros_count_is_a_rule(store: Store) -> None:
    put(store, "pm10_1h", {"a": [0] * 24}, flag="zero")
    rules = DayRules.of(RULES)
    assert concentrations(store) == {}
    counting = DayRules(**{**vars(rules), "zero_counts": True})
    assert concentrations(store, rules=counting) == {"pm10_24h": 0}


def test_a_city_is_the_mean_of_its_sites_not_their_maximum(store: Store) -> None:
    put(store, "pm10_1h", {"a": [10] * 24, "b": [30] * 24, "c": [51] * 24})
    assert concentrations(store, "abc")["pm10_24h"] == Fraction(91, 3)


@pytest.mark.parametrize(("valid", "there"), [(3, True), (2, False)])
def test_three_quarters_of_the_sites_must_be_valid(store: Store, valid: int, there: bool) -> None:
    sites = {site: [10] * (24 if number < valid else 5) for number, site in enumerate("abcd")}
    put(store, "pm10_1h", sites)
    put(store, "so2_1h", {"d": [1] * 24})
    assert ("pm10_24h" in concentrations(store, "abcd")) is there


def test_a_site_that_was_not_there_yet_is_not_missing(store: Store) -> None:
    put(store, "pm10_1h", {"a": [10] * 24})
    rules = DayRules.of(RULES)
    with duckdb.connect() as connection:
        set_members(connection, ["city"], [Member("a", "city", 0, 99999), Member("b", "city", 16865, 99999)])
        compute_site_days(connection, store, 2016, rules)
        compute_concentrations(connection, store, 2016, rules, OLD.daily)
        assert connection.execute("SELECT sites, of_sites FROM concentrations").fetchall() == [(1, 1)]


def test_the_largest_8_hour_mean_is_taken_over_windows_that_end_from_8_to_24_o_clock(store: Store) -> None:
    put(store, "o3_1h", {"a": [200] * 7 + [8] * 17})
    assert concentrations(store)["o3_8h_max"] == Fraction(7 * 200 + 8, 8)


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ([50] * 21, Fraction(50)),  # 14 windows: those that end from 8 to 21 with 8 hours, then 7 and 6 hours
        ([50] * 18, None),
        ([170] * 8, Fraction(170)),
        ([160] * 8, None),
    ],
    ids=["14 windows", "too few", "few but above the limit", "few and at the limit"],
)
def test_14_sliding_means_make_a_day_or_one_above_the_limit(store: Store, hours: Hours, found: Fraction | None) -> None:
    put(store, "o3_1h", {"a": hours})
    assert concentrations(store).get("o3_8h_max") == found


def test_published_sliding_means_are_taken_where_there_are_no_hourly_ones(store: Store) -> None:
    put(store, "o3_8h", {"a": [99] * 7 + [50] * 16 + [60]})
    assert concentrations(store)["o3_8h_max"] == 60
    put(store, "o3_1h", {"a": [10] * 24})
    assert concentrations(store)["o3_8h_max"] == 10


def _text(hour: Fraction | None) -> str | None:
    """A number of tenths as it is written."""
    return None if hour is None else str(Decimal(int(hour * 10)).scaleb(-1))


VALUE = st.none() | st.integers(1, 9999).map(lambda tenths: Fraction(tenths, 10))


@given(sites=st.lists(st.lists(VALUE | st.just(Fraction(80)), min_size=24, max_size=24), min_size=1, max_size=5))
@settings(max_examples=12, deadline=None)
def test_days_agree_with_fractions_for_any_hours(
    tmp_path_factory: pytest.TempPathFactory, sites: list[list[Fraction | None]]
) -> None:
    store = Store.of_air(tmp_path_factory.mktemp("air"))
    named = {f"s{number}": [_text(hour) for hour in hours] for number, hours in enumerate(sites)}
    put(store, "pm2_5_1h", named)
    put(store, "o3_1h", named)
    expected = {
        "pm2_5_24h": mean_of_sites([mean_of_day(hours) for hours in sites]),
        "o3_1h_max": mean_of_sites([largest_hour(hours) for hours in sites]),
        "o3_8h_max": mean_of_sites([largest_sliding_mean(hours) for hours in sites]),
    }
    found = concentrations(store, list(named))
    assert found == {quantity: value for quantity, value in expected.items() if value is not None}


def test_the_whole_way_from_hours_to_the_year_of_an_area(store: Store) -> None:
    for code, value in {"so2": 20, "no2": 45, "co": "1.3", "pm10": 140, "pm2_5": 82, "o3": 150}.items():
        put(store, f"{code}_1h", {"s": [value] * 24})
    Register((Site("s", "s", "", "", "", "622901", MIDNIGHT, MIDNIGHT + 23),)).save(store.folder)
    year = compute_year(store, RULES, OLD, "622900", 2016)
    (day,) = year.days
    assert (day.day, day.aqi, day.level, day.primaries, day.origin) == (DAY, 109, "light", ("pm2_5_24h",), "hourly")
    assert (year.raw.good, year.raw.valid, year.raw.ratio) == (0, 1, Decimal("0.0"))
    assert year.adjusted is None


def test_a_site_that_is_renamed_during_a_day_counts_once() -> None:
    places = [
        Site("s", "old", "", "", "", "622901", MIDNIGHT, MIDNIGHT + 30),
        Site("s", "new", "", "", "", "622901", MIDNIGHT + 31, MIDNIGHT + 60),
        Site("t", "other", "", "", "", "620100", MIDNIGHT, MIDNIGHT + 60),
    ]
    assert members_of(Register(tuple(places)), "622900") == [
        Member("s", "622900", 16864, 16864),
        Member("s", "622900", 16865, 16866),
    ]


def day(number: int, aqi: int | None) -> Day:
    return Day(datetime.date(2025, 1, 1) + datetime.timedelta(number), aqi, None, (), (), {}, "hourly")


def test_the_ratio_is_of_the_valid_days_not_of_the_calendar() -> None:
    days = [day(number, 100 if number < 331 else 101 if number < 362 else None) for number in range(365)]
    found = good_days(days, OLD, RULES)
    assert (found.good, found.valid, found.ratio) == (331, 362, Decimal("91.4"))
    assert ratio(331, 365, 1) == Decimal("90.7")


def test_the_ratio_of_no_day_is_missing_not_zero() -> None:
    assert good_days([day(0, None)], OLD, RULES).ratio is None


@pytest.mark.parametrize(("good", "valid", "percent"), [(1, 16, "6.2"), (3, 16, "18.8"), (7, 8, "87.5")])
def test_ratios_are_rounded_half_to_even(good: int, valid: int, percent: str) -> None:
    assert ratio(good, valid, 1) == Decimal(percent)


def test_both_ratios_are_kept_with_and_without_sand_dust(store: Store) -> None:
    for code in ("pm10",):
        put(store, f"{code}_1h", {"s": [600] * 24 + [20] * 24})
    Register((Site("s", "s", "", "", "", "622901", MIDNIGHT, MIDNIGHT + 47),)).save(store.folder)
    year = compute_year(store, RULES, OLD, "622901", 2016, dust=[DAY])
    assert (year.raw.ratio, year.raw.valid) == (Decimal("50.0"), 2)
    assert year.adjusted is not None
    assert (year.adjusted.ratio, year.adjusted.valid) == (Decimal("100.0"), 1)


def test_the_percentile_lies_between_two_values_in_proportion() -> None:
    assert percentile([Fraction(number) for number in range(10, 0, -1)], Fraction(9, 10)) == Fraction(91, 10)
    assert percentile([Fraction(7)], Fraction(98, 100)) == 7
    assert percentile([Fraction(1), Fraction(2)], Fraction(1)) == 2


@pytest.mark.parametrize(("days", "enough"), [(324, True), (323, False)])
def test_a_year_needs_324_days(days: int, enough: bool) -> None:
    values = {datetime.date(2025, 1, 1) + datetime.timedelta(number): Fraction(60) for number in range(days)}
    found = statistics("pm10_24h", values, 2025, RULES)
    assert (found.enough, found.mean, found.percentile) == (enough, 60, 60)
    assert found.months[2] is True
    assert found.months[12] is False


@pytest.mark.parametrize(("month", "days", "enough"), [(1, 27, True), (1, 26, False), (2, 25, True), (2, 24, False)])
def test_a_month_needs_27_days_and_february_25(month: int, days: int, enough: bool) -> None:
    values = {datetime.date(2025, month, number + 1): Fraction(1) for number in range(days)}
    assert statistics("co_24h", values, 2025, RULES).months[month] is enough


def test_every_way_of_differing_from_the_published_index_has_its_name() -> None:
    one = Day(DAY, 120, "light", (), (), {"pm10_24h": 80, "o3_8h_max": 120}, "daily")
    two = Day(DAY, 120, "light", (), (), {"pm10_24h": 120, "o3_8h_max": 90}, "daily")
    kinds = [
        compare([each], {DAY: Decimal(published)}, OLD).days[0].kind
        for each, published in ((one, 120), (one, 80), (one, 79), (two, 100), (one, 121))
    ]
    assert kinds == ["equal", "ozone_left_out", "below_an_index", "below_an_index", "above_all_indexes"]
    assert compare([], {DAY: Decimal(5)}, OLD).days[0].kind == "not_computed"
    assert compare([one], {}, OLD).days[0].kind == "not_published"


def test_the_published_days_of_linxia_are_recomputed(shared: Path, store: Store) -> None:
    from lvheng.indicators.air import published_indexes
    from lvheng.statistics import Options, import_file

    file = shared / "data" / "air" / "gansu14_daily_2014_2017_aqistudy.csv"
    import_file(file, store, {}, Options(), datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    found = {}
    for year in (2015, 2016):
        computed = compute_year(store, RULES, OLD, "622900", year)
        compared = compare(computed.days, published_indexes(store, "622900", year), OLD)
        found[year] = (compared.shared, compared.same_level, compared.near, compared.count("ozone_left_out"))
    assert found == {2015: (365, 262, 57, 90), 2016: (366, 284, 109, 91)}
