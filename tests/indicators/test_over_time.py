"""Quarters, halves and years from shorter periods: against brute force, and from twelve reports to a light."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.indicators.support import linxia as linxia_pack_cached
from tests.indicators.support import measures
from tests.statistics.reporting import again, issue, opened, somebody

from lvheng.errors import Text
from lvheng.formula import Period, PeriodKind
from lvheng.indicators import Inputs, Node, Observation, compute, explain
from lvheng.indicators.book import Book, Held
from lvheng.indicators.bulk import cells, compute_all, observation_table
from lvheng.indicators.entities import owners_of
from lvheng.indicators.observations import Observations
from lvheng.indicators.over_time import silent_periods, with_longer_periods
from lvheng.indicators.queries import light_of
from lvheng.indicators.reporting import reason_of
from lvheng.indicators.snapshots import OFFICE, book
from lvheng.packs.measures import DataElement
from lvheng.plan.models import Version
from lvheng.statistics import actions
from lvheng.statistics.observed import Knowledge
from lvheng.statistics.recording import Figure, record_batch, release

CITY, PLANT = "622901", "622901-sewage_plant-1"
FLOW, STOCK, CONCENTRATION, DAILY = "waste_removed", "nev_stock", "sewage_inflow_bod", "industrial_bod_load"
KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF)
CHINA = ZoneInfo("Asia/Shanghai")


def months(values: Iterable[int | str], code: str = FLOW, unit: str = CITY, year: int = 2024) -> Observations:
    return {
        (code, unit, f"{year}-{number:02}"): Observation(Decimal(value), report=number)
        for number, value in enumerate(values, 1)
    }


def longer(observed: Observations, code: str = FLOW, unit: str = CITY, period: str = "2024") -> Observation | None:
    return with_longer_periods(measures().elements, observed).get((code, unit, period))


def known(longer_one: Observation | None) -> Observation:
    assert longer_one is not None
    return longer_one


# The elements of the pack ----------------------------------------------------------------------------------------


def test_every_element_that_is_reported_more_often_than_yearly_says_how_a_year_follows() -> None:
    silent = [
        each.code
        for each in measures().elements.values()
        if each.frequency != "year" and "over_time" not in each.model_fields_set
    ]
    assert silent == []


def test_what_forms_ask_at_the_end_of_a_period_is_a_stock() -> None:
    """The forms say 月末数 and 本季数, 本月投运: the rule of the element has to agree with what people are told.

    What is of a period adds up; a concentration of a period is averaged.
    """
    notes = {row.element: row.note or "" for form in linxia_pack_cached().items["forms"] for row in form.rows}
    elements = measures().elements
    assert {elements[code].over_time for code, note in notes.items() if "月末" in note} == {"last"}
    assert {elements[code].over_time for code, note in notes.items() if note.startswith("本")} <= {"sum", "mean"}


# What longer periods are -----------------------------------------------------------------------------------------


def test_flows_add_up_to_quarters_halves_and_years() -> None:
    observed = months(range(1, 13))
    assert [known(longer(observed, period=code)).value for code in ("2024-Q2", "2024-H1", "2024")] == [15, 21, 78]
    year = known(longer(observed))
    assert (year.origin, year.origin_en) == ("12个月报表合计", "sum of 12 monthly reports")
    assert [(part.period.code, part.figure.report) for part in year.parts][-1] == ("2024-12", 12)


def test_a_flow_with_a_silent_month_has_no_year() -> None:
    observed = {key: each for key, each in months(range(1, 13)).items() if key[2] != "2024-07"}
    assert longer(observed) is None
    assert longer(observed, period="2024-H1") is not None
    year = Period.parse("2024")
    assert silent_periods(measures().elements, observed, FLOW, CITY, year) == (Period.parse("2024-07"),)
    (part, *_) = compute(Inputs(measures(), observed, below=lambda _: []), FLOW, CITY, "2024").missing
    assert (part.reason, part.code) == ("periods_missing", FLOW)
    assert reason_of(part).zh == "本年有期间缺失：2024年7月"
    assert reason_of(part).en == "periods of this year are missing: 2024-07"


def test_a_stock_is_that_of_the_last_month_whatever_came_before() -> None:
    observed = months(["100", "110"], STOCK) | {(STOCK, CITY, "2024-12"): Observation(Decimal(300))}
    assert known(longer(observed, STOCK)).value == 300
    assert longer(observed, STOCK, period="2024-Q1") is None
    waits = silent_periods(measures().elements, months(["1"], STOCK), STOCK, CITY, Period.parse("2024"))
    assert waits == (Period.parse("2024-12"),)


def test_what_was_built_stays_built() -> None:
    halves = {("gas_connected", CITY, f"2024-H{n}"): Observation(n == 2) for n in (1, 2)}
    assert known(longer(halves, "gas_connected")).value is True


def test_a_mean_of_a_day_is_weighted_by_days() -> None:
    observed = {(DAILY, CITY, f"2024-Q{n}"): Observation(Decimal(n * 100)) for n in (1, 2, 3, 4)}
    exact = Fraction(100 * 91 + 200 * 91 + 300 * 92 + 400 * 92, 366)
    found = known(longer(observed, DAILY))
    assert found.value == round(exact, 3)
    assert found.origin == "4个季度数字按天数加权平均，修约到3位小数"


def test_a_concentration_is_weighted_by_flow() -> None:
    """Σ(Q·C) / Σ Q, not the mean of the concentrations."""
    observed = {}
    for n, (flow, bod) in enumerate([(50000, 100), (60000, 110), (70000, 120), (60000, 90)], 1):
        observed["sewage_inflow", PLANT, f"2023-Q{n}"] = Observation(Decimal(flow))
        observed[CONCENTRATION, PLANT, f"2023-Q{n}"] = Observation(Decimal(bod), simulated=n == 2)
    load = 50000 * 90 * 100 + 60000 * 91 * 110 + 70000 * 92 * 120 + 60000 * 92 * 90
    water = 50000 * 90 + 60000 * 91 + 70000 * 92 + 60000 * 92
    found = known(longer(observed, CONCENTRATION, PLANT, "2023"))
    assert found.value == round(Fraction(load, water), 2)
    assert found.simulated
    del observed["sewage_inflow", PLANT, "2023-Q3"]
    assert longer(observed, CONCENTRATION, PLANT, "2023") is None
    waits = silent_periods(measures().elements, observed, CONCENTRATION, PLANT, Period.parse("2023"))
    assert waits == (Period.parse("2023-Q3"),)


def test_a_mean_without_any_weight_is_none() -> None:
    observed = {}
    for n in (1, 2, 3, 4):
        observed["sewage_inflow", PLANT, f"2023-Q{n}"] = Observation(Decimal(0))
        observed[CONCENTRATION, PLANT, f"2023-Q{n}"] = Observation(Decimal(100))
    assert longer(observed, CONCENTRATION, PLANT, "2023") is None


def test_a_year_of_concentrations_in_the_air_is_not_made_of_months() -> None:
    assert longer(months(["70"] * 12, "pm10_mean"), "pm10_mean") is None


def test_a_year_that_was_observed_is_never_replaced() -> None:
    observed = {**months(range(1, 13)), (FLOW, CITY, "2024"): Observation(Decimal(80), "年报")}
    assert known(longer(observed)).origin == "年报"


def test_the_kind_by_which_it_is_reported_comes_first() -> None:
    gdp = {("gdp", CITY, f"2024-Q{n}"): Observation(Decimal(10)) for n in (1, 2, 3, 4)}
    halves = {("gdp", CITY, f"2024-H{n}"): Observation(Decimal(21)) for n in (1, 2)}
    assert known(longer(gdp | halves, "gdp")).value == 40
    assert known(longer(halves, "gdp")).value == 42


def test_a_sum_keeps_every_decimal() -> None:
    huge = ["123456789012345678901234567890.12", *["0.01"] * 11]
    assert str(known(longer(months(huge))).value) == "123456789012345678901234567890.23"


figures = st.dictionaries(
    st.tuples(
        st.sampled_from([FLOW, STOCK, "gdp", "rural_households", DAILY, "sewage_inflow", CONCENTRATION]),
        st.sampled_from([CITY, PLANT]),
        st.sampled_from([Period.of_year(kind, 2023, n) for kind in KINDS for n in range(1, (kind.per_year or 0) + 1)]),
    ),
    st.tuples(st.integers(0, 10**8).map(lambda n: Decimal(n).scaleb(-2)), st.booleans()),
    max_size=50,
)
complete = st.tuples(st.sampled_from([FLOW, DAILY, STOCK]), st.lists(st.integers(0, 10**6), min_size=12, max_size=12))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures, complete)
def test_it_agrees_with_brute_force(drawn: dict, full: tuple[str, list[int]]) -> None:  # type: ignore[type-arg]
    observed = {
        (code, unit, period.code): Observation(value, simulated=simulated)
        for (code, unit, period), (value, simulated) in drawn.items()
    } | months(full[1], full[0], year=2023)
    found = with_longer_periods(measures().elements, observed)
    assert observed.items() <= found.items()
    for code, unit in {(code, unit) for code, unit, _ in observed}:
        for period in ("2023", "2023-H1", "2023-H2", *(f"2023-Q{n}" for n in (1, 2, 3, 4))):
            key = (code, unit, period)
            if key not in observed:
                made = found.get(key)
                assert (made and (made.value, made.simulated)) == _by_hand(observed, code, unit, Period.parse(period))


def _by_hand(observed: Observations, code: str, unit: str, whole: Period) -> tuple[Decimal, bool] | None:
    """Day by day: every day has the figure of its period, and what is asked are all days."""
    element: DataElement = measures().elements[code]
    for kind in (PeriodKind(element.frequency), PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH):
        parts = [
            part
            for n in range(1, (kind.per_year or 0) + 1)
            if (part := Period.of_year(kind, whole.year, n)) and whole.start <= part.start <= part.end <= whole.end
        ]
        if len(parts) < 2:
            continue
        if element.over_time == "last":
            parts = parts[-1:]
        own = [observed.get((code, unit, part.code)) for part in parts]
        flows = [observed.get(("sewage_inflow", unit, part.code)) for part in parts] if code == CONCENTRATION else own
        if None in own or None in flows:
            continue
        values = [Fraction(each.value) for each in own if each]
        if element.over_time in ("sum", "last"):
            return Decimal(int(sum(values) * 100)) / 100, any(each.simulated for each in own if each)
        amounts = [Fraction(each.value) for each in flows if each] if code == CONCENTRATION else [Fraction(1)] * 99
        days = [part.days * amount for part, amount in zip(parts, amounts, strict=False)]
        if sum(days):
            mean = sum((value * day for value, day in zip(values, days, strict=True)), Fraction(0)) / sum(days)
            rounded = Decimal(round(mean * 10**element.decimals)).scaleb(-element.decimals)
            return rounded, any(each.simulated for each in [*own, *flows] if each)
    return None


# In a book -------------------------------------------------------------------------------------------------------


def _held(values: Iterable[int], **more: bool) -> Observations:
    return {key: Observation(each.value, **more) for key, each in months(values, "medical_waste_generated").items()}


def test_a_year_is_simulated_where_any_of_its_months_is() -> None:
    real = {key: each for key, each in _held(range(1, 13)).items() if key[2] != "2024-05"}
    simulated = _held([100] * 12, simulated=True)
    known_book = Book.of(linxia_pack_cached()).knowing(Held(real, simulated))
    found = compute(known_book.inputs, "medical_waste_generated", CITY, "2024")
    assert (found.value, found.simulated) == (Decimal(78 - 5 + 100), True)
    assert compute(known_book.inputs, "medical_waste_generated", CITY, "2024-Q1").simulated is False


def test_everything_at_once_sees_the_same_years() -> None:
    observed = months(range(10, 22), "medical_waste_generated") | months(range(1, 13), "medical_waste_disposed")
    inputs = Book.of(linxia_pack_cached()).knowing(Held(observed)).inputs
    codes, years = ["medical_waste_disposal_rate"], [Period.parse("2024")]
    table = compute_all(measures(), observation_table(inputs.observations), {CITY: None}, years, codes)
    (cell,) = cells(table, measures())
    assert cell.value == compute(inputs, "medical_waste_disposal_rate", CITY, "2024").value == Decimal("41.94")


def test_units_of_plants_say_where_they_are_and_what_they_are() -> None:
    assert owners_of([PLANT, CITY, "622901-x", "62290-sewage_plant-1"]) == {PLANT: ("sewage_plant", CITY)}


def test_the_collection_of_sewage_is_computed_from_the_quarters_of_its_plants() -> None:
    """The worked example: 68 000 m³ a day with 115 mg/L of 280 000 people are 62.06 %."""
    reported: dict[tuple[str, str, str], Observation] = {
        ("urban_water_population", CITY, "2024"): Observation(Decimal(280000))
    }
    for n in (1, 2, 3, 4):
        reported["industrial_bod_load", CITY, f"2024-Q{n}"] = Observation(Decimal(0))
        for plant, flow in ((1, 40000), (2, 28000)):
            unit = f"{CITY}-sewage_plant-{plant}"
            reported["sewage_inflow", unit, f"2024-Q{n}"] = Observation(Decimal(flow))
            reported["sewage_inflow_bod", unit, f"2024-Q{n}"] = Observation(Decimal(115))
    inputs = Book.of(linxia_pack_cached()).knowing(Held(reported)).inputs
    assert compute(inputs, "sewage_collection_rate", CITY, "2024").value == Decimal("62.06")


# From reports to a light -----------------------------------------------------------------------------------------

WASTE = {
    "waste_removed": "7500",
    "kitchen_waste_recycled": "1500",
    "recyclables_in_removal": "25",
    "recyclables_outside": "2500",
    "waste_treated": "7000",
    "waste_harmless": "7000",
    "waste_incinerated": "7000",
    "raw_waste_landfilled": "0",
    "emergency_landfilled": "0",
}


def _report_month(month: int) -> int:
    """One month of the city's waste: filled in, handed in, approved twice and published."""
    filler = somebody("filler", "linxia_city_government", "county_officer")
    colleague = somebody("colleague", "linxia_city_government", "county_officer")
    housing = somebody("housing", "linxia_housing_construction", "department_officer")
    planner = somebody("planner_", "linxia_development_reform", "planner")
    report = opened("domestic_waste_month", f"2025-{month:02}")
    actions.save_draft(filler, report, {**WASTE, "waste_removed": str(7500 + month)}, {})
    actions.submit(filler, again(report))
    actions.approve(colleague, again(report))
    actions.approve(housing, again(report))
    actions.publish(planner, report.form, report.period, [again(report)])
    return int(report.pk)


def _record_counties() -> None:
    """The other counties, as they would have been reported."""
    figures = [
        Figure(code, f"62292{n}", Period.parse(f"2025-{month:02}"), Decimal(value))
        for n in range(1, 8)
        for month in range(1, 13)
        for code, value in WASTE.items()
    ]
    at = datetime(2026, 3, 1, 9, tzinfo=CHINA)
    release(record_batch("report", Text("各县报表", "reports of the counties"), figures, at=at), at=at)


@pytest.mark.django_db
def test_twelve_monthly_reports_become_the_indicator_of_the_year_and_its_light(linxia: Version) -> None:
    issue(linxia_pack_cached())
    target = linxia.targets.get(code="household_waste_recycling_rate", scope="")
    numbers = [_report_month(month) for month in range(1, 12)]
    (part, *_) = compute(book().inputs, "household_waste_recycling_rate", CITY, "2025").missing
    assert (part.reason, [each.code for each in part.periods]) == ("periods_missing", ["2025-12"])
    numbers.append(_report_month(12))

    found = compute(book().inputs, "household_waste_recycling_rate", CITY, "2025")
    removed = sum(7500 + month for month in range(1, 13))
    assert found.value == round(Fraction(12 * (2500 + 1500 + 25) * 100, removed + 12 * 2500), 2)
    assert not found.simulated
    nodes = _nodes(explain(book().inputs, found))
    (leaf,) = [each for each in nodes if each.text.zh.startswith("生活垃圾清运量") and "12个月报表合计" in _notes(each)]
    assert leaf.folded
    assert [part.report for part in leaf.parts] == numbers
    assert leaf.parts[6].text.zh == "2025年7月：7507.00 t"

    assert light_of(target).light == "grey"
    _record_counties()
    assert light_of(target).light == "green"
    assert light_of(target, book(OFFICE)).light == "green"
    assert light_of(target, book(Knowledge(as_of=date(2026, 2, 1)))).light == "grey"


def _nodes(node: Node) -> list[Node]:
    return [node, *(below for part in node.parts for below in _nodes(part))]


def _notes(node: Node) -> str:
    return " ".join(note.zh for note in node.notes)
