"""The daily index: worked examples, edges, and the compiled query beside fractions and the formula interpreter."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indicators.air_reference import day_of, index_of

from lvheng.errors import InputProblem
from lvheng.formula import FactTable, Period, evaluate
from lvheng.indicators.air_index import IndexQuery, compute_days
from lvheng.indicators.air_program import program, quantities
from lvheng.indicators.air_rules import AirRules
from lvheng.packs import load_pack
from lvheng.packs.air import AirIndex

RULES = AirRules.of(load_pack("china"))
OLD, NEW = RULES.edition("hj633-2012"), RULES.edition("hj633-2026")
EDITIONS = pytest.mark.parametrize("index", [OLD, NEW], ids=lambda index: index.edition)
EXAMPLE = {"pm2_5_24h": "82", "pm10_24h": "140", "so2_24h": "20", "no2_24h": "45", "co_24h": "1.3", "o3_8h_max": "150"}


@cache
def query(edition: str, not_monitored: frozenset[str]) -> IndexQuery:
    index = RULES.edition(edition)
    return IndexQuery.of(index, quantities(index, not_monitored))


def computed(index: AirIndex, *days: dict[str, str | Fraction], not_monitored: frozenset[str] = frozenset()):
    """The rows of the table ``days`` for concentrations given as text or fractions."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TEMP TABLE concentrations (unit VARCHAR, day BIGINT, quantity VARCHAR, total HUGEINT, parts BIGINT, "
        "sites INT, of_sites INT, origin VARCHAR)"
    )
    rows = [
        ("a", number, quantity, Fraction(value).numerator, Fraction(value).denominator)
        for number, day in enumerate(days)
        for quantity, value in day.items()
    ]
    connection.executemany("INSERT INTO concentrations VALUES (?, ?, ?, ?, ?, 1, 1, 'hourly')", rows)
    compute_days(connection, query(index.edition, not_monitored))
    names = [name for (name,) in connection.execute("SELECT column_name FROM (DESCRIBE days)").fetchall()]
    table = connection.execute("SELECT * FROM days ORDER BY day").fetchall()
    connection.close()
    return [dict(zip(names, row, strict=True)) for row in table]


@pytest.mark.parametrize(
    ("index", "indexes", "aqi"),
    [
        (OLD, {"so2_24h": 20, "no2_24h": 57, "pm10_24h": 95, "co_24h": 33, "o3_8h_max": 92, "pm2_5_24h": 109}, 109),
        (NEW, {"so2_24h": 20, "no2_24h": 57, "pm10_24h": 108, "co_24h": 33, "o3_8h_max": 92, "pm2_5_24h": 120}, 120),
    ],
    ids=["2012", "2026"],
)
def test_the_same_day_by_both_editions(index: AirIndex, indexes: dict[str, int], aqi: int) -> None:
    (day,) = computed(index, EXAMPLE)
    assert {quantity: day[f"iaqi_{quantity}"] for quantity in indexes} == indexes
    assert (day["aqi"], day["level"], day["primaries"]) == (aqi, "light", ["pm2_5_24h"])


def test_the_same_fine_dust_is_good_by_one_edition_and_light_pollution_by_the_other() -> None:
    complete = {**EXAMPLE, "pm10_24h": "10", "o3_8h_max": "10", "pm2_5_24h": "70"}
    (old,), (new,) = computed(OLD, complete), computed(NEW, complete)
    assert (old["iaqi_pm2_5_24h"], old["level"]) == (94, "good")
    assert (new["iaqi_pm2_5_24h"], new["level"]) == (110, "light")


def test_carbon_monoxide_of_2_2_is_55_where_binary_floats_say_56() -> None:
    assert -(-((100 - 50) / (4 - 2) * (2.2 - 2) + 50) // 1) == 56
    (day,) = computed(OLD, {"co_24h": "2.2"})
    assert day["iaqi_co_24h"] == 55


@pytest.mark.parametrize(("value", "index"), [("60.5", 100), ("60.6", 101), ("61.5", 102), ("60", 100)])
def test_the_newer_edition_rounds_the_concentration_half_to_even_first(value: str, index: int) -> None:
    (day,) = computed(NEW, {**EXAMPLE, "pm2_5_24h": value})
    assert day["iaqi_pm2_5_24h"] == index


def test_the_older_edition_does_not_round_the_concentration() -> None:
    (day,) = computed(OLD, {"pm2_5_24h": "75.000001"})
    assert (day["iaqi_pm2_5_24h"], day["level"]) == (101, "light")


@EDITIONS
def test_every_breakpoint_gives_its_step_and_a_hair_more_gives_the_next_number(index: AirIndex) -> None:
    for quantity in quantities(index):
        points = index.breakpoints[quantity]
        hair = Fraction(1) if index.decimals.get(quantity) == 0 else Fraction(1, 10)
        below = computed(index, *({quantity: Fraction(point)} for point in points))
        above = computed(index, *({quantity: point + hair} for point in points[:-1]))
        assert [day[f"iaqi_{quantity}"] for day in below] == list(index.steps[: len(points)])
        assert all(day[f"iaqi_{quantity}"] > step for day, step in zip(above, index.steps, strict=False))


def test_above_the_last_breakpoint_the_index_stays_at_its_last_step() -> None:
    days = computed(OLD, {"pm2_5_24h": "500"}, {"pm2_5_24h": "500.1"}, {"pm2_5_24h": "1000"})
    assert [(day["aqi"], day["level"]) for day in days] == [(500, "severe")] * 3


def test_ozone_above_800_has_no_8_hour_index_by_the_older_edition_and_300_by_the_newer() -> None:
    high = {**EXAMPLE, "o3_8h_max": "801"}
    (old,) = computed(OLD, {**high, "o3_1h_max": "900"})
    (new,) = computed(NEW, high)
    assert (old["iaqi_o3_8h_max"], old["iaqi_o3_1h_max"], old["aqi"]) == (None, 350, 350)
    assert (new["iaqi_o3_8h_max"], new["aqi"]) == (300, 300)


def test_all_pollutants_with_the_largest_index_are_primary() -> None:
    (day,) = computed(OLD, {"pm10_24h": "150", "no2_24h": "80", "so2_24h": "10"})
    assert (day["aqi"], day["primaries"]) == (100, ["no2_24h", "pm10_24h"])


def test_an_excellent_day_has_no_primary_pollutant() -> None:
    (day,) = computed(OLD, {"pm10_24h": "50", "no2_24h": "40"})
    assert (day["aqi"], day["level"], day["primaries"]) == (50, "excellent", [])


def test_the_older_edition_takes_the_index_from_the_pollutants_that_there_are() -> None:
    (day,) = computed(OLD, {"pm10_24h": "60"})
    assert day["aqi"] == 55
    assert "pm2_5_24h" in day["missing"]


@pytest.mark.parametrize(("value", "aqi", "level"), [("60", None, None), ("121", 101, "light")])
def test_the_newer_edition_publishes_an_incomplete_day_only_above_100(value: str, aqi: int, level: str) -> None:
    (day,) = computed(NEW, {"pm10_24h": value})
    assert (day["aqi"], day["level"]) == (aqi, level)
    assert day["iaqi_pm10_24h"] is not None
    assert bool(day["primaries"]) == (aqi is not None)


def test_a_pollutant_that_the_plan_leaves_out_is_not_missing() -> None:
    values = {quantity: value for quantity, value in EXAMPLE.items() if quantity != "co_24h"}
    values |= {"pm2_5_24h": "10", "pm10_24h": "10"}
    (published,) = computed(NEW, values, not_monitored=frozenset({"co_24h"}))
    (withheld,) = computed(NEW, values)
    assert (published["aqi"], withheld["aqi"]) == (92, None)


def test_the_newer_edition_begins_at_1() -> None:
    (day,) = computed(NEW, dict.fromkeys(EXAMPLE, "0"))
    assert day["aqi"] == 1
    (old,) = computed(OLD, {"pm10_24h": "0"})
    assert old["aqi"] == 0


@pytest.mark.parametrize(
    ("aqi", "level"),
    [(50, "excellent"), (51, "good"), (100, "good"), (101, "light"), (150, "light"), (151, "moderate"),
     (200, "moderate"), (201, "heavy"), (300, "heavy"), (301, "severe")],
)  # fmt: skip
def test_levels_include_their_upper_limit(aqi: int, level: str) -> None:
    values = [Fraction(point, 4) for point in range(0, 1700)]
    concentration = next(value for value in values if index_of(OLD, "pm2_5_24h", value) == aqi)
    (day,) = computed(OLD, {"pm2_5_24h": concentration})
    assert (day["aqi"], day["level"]) == (aqi, level)


def test_the_edition_in_force_changes_on_the_first_of_march_2026() -> None:
    assert RULES.edition_on(datetime.date(2026, 2, 28)) == OLD
    assert RULES.edition_on(datetime.date(2026, 3, 1)) == NEW


def test_no_edition_before_the_first_is_an_error_never_the_nearest_one() -> None:
    with pytest.raises(InputProblem) as caught:
        RULES.edition_on(datetime.date(2010, 1, 1))
    assert caught.value.code == "no_edition_in_force"


def test_an_unknown_edition_is_told_with_those_that_there_are() -> None:
    with pytest.raises(InputProblem) as caught:
        RULES.edition("hj633-2013")
    assert "hj633-2012, hj633-2026" in caught.value.in_language("en")


CONCENTRATION = st.fractions(0, 1300, max_denominator=212520) | st.integers(0, 2700).map(Fraction)


@EDITIONS
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_query_agrees_with_fractions_on_any_day(index: AirIndex, data: st.DataObject) -> None:
    day = st.dictionaries(st.sampled_from(sorted(index.daily)), CONCENTRATION, min_size=1)
    days = data.draw(st.lists(day, min_size=1, max_size=30))
    found = computed(index, *days)
    assert [(row["aqi"], sorted(row["primaries"])) for row in found] == [
        (aqi, sorted(primaries)) for aqi, primaries in (day_of(index, each) for each in days)
    ]


@EDITIONS
def test_the_interpreter_of_formulas_explains_the_same_index(index: AirIndex) -> None:
    facts = FactTable()
    values = {}
    for quantity in quantities(index):
        concentration = Fraction(EXAMPLE.get(quantity, "100"))
        values |= {f"{quantity}_sum": concentration.numerator, f"{quantity}_parts": concentration.denominator}
    facts.add("a", "2016-01-01", **values)
    result = evaluate(program(index, quantities(index)), "aqi", "a", Period.parse("2016-01-01"), facts)
    (day,) = computed(index, {quantity: EXAMPLE.get(quantity, "100") for quantity in quantities(index)})
    assert result.value == Decimal(day["aqi"])
