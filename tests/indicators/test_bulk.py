"""Bulk computing gives what the computation of a single number gives, cell by cell: value, reason and basis."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indicators.support import measures

from lvheng.areas import boundaries
from lvheng.errors import Problems
from lvheng.formula import Period, PeriodKind, Program
from lvheng.indicators import Inputs, Observation, compute
from lvheng.indicators.bulk import Cell, cells, compute_all, observation_table
from lvheng.indicators.bulk_plan import heights, periods_needed
from lvheng.indicators.observations import best_figures, value_of
from lvheng.packs.measures import DataElement, DatedFormula, PackIndicator
from lvheng.packs.programs import Measures, element_variable, indicator_variable

Observed = dict[tuple[str, str, str], Observation]
Tree = dict[str, str | None]
Owners = dict[str, tuple[str, str]]
PLANT = "plant"
YEARS = ("2022", "2023", "2024", "2025")
QUARTERS = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3")


# A small pack with every rule of roll-up and every function that looks at other rows -----------------------------


def element(code: str, **declared: Any) -> DataElement:
    return measures().elements["film_used"].model_copy(update={"code": code, "unit": "1", **declared})


def indicator(code: str, formula: str, **declared: Any) -> PackIndicator:
    found = measures().indicators["film_recovery_rate"]
    own = {"code": code, "unit": "1", "formulas": (DatedFormula(formula=formula),), "digits": 15, **declared}
    return found.model_copy(update=own)


@cache
def small() -> Measures:
    elements = [
        element("amount", decimals=2, digits=9),
        element("people", decimals=0, digits=18),
        element("level", decimals=1, digits=9, roll_up="none"),
        element("running", kind="boolean", decimals=0, roll_up="none"),
        element("mass", decimals=1, digits=9, of=PLANT, roll_up="none"),
        element("order", decimals=5, digits=38),
    ]
    indicators = [
        indicator("ratio", "amount / people * 100"),
        indicator("change", "(ratio / previous(ratio, 1) - 1) * 100"),
        indicator("fall", "ratio - base(ratio, 2023)"),
        indicator("so_far", "cumulative(amount)"),
        indicator("either", "amount if known(amount) else level"),
        indicator("ordered", "order - amount", decimals=5),
        indicator("below", "sum_of(amount) / 3"),
        indicator("total", "amount * 2", roll_up="sum"),
        indicator("plain_mean", "level", roll_up="weighted", rounding="half_up"),
        indicator("by_people", "level", roll_up="weighted", weight="people"),
        indicator("by_ratio", "level - previous(level, 1)", roll_up="weighted", weight="ratio", rounding="up"),
        indicator("by_mean", "amount", roll_up="weighted", weight="plain_mean", rounding="down"),
        indicator("plants", "sum_of(mass)", roll_up="none"),
        indicator("mass_twice", "mass * 2", of=PLANT, roll_up="none"),
        indicator("open_areas", "count_of(running)", roll_up="none", decimals=0),
    ]
    program = Program.build([*map(element_variable, elements), *map(indicator_variable, indicators)])
    return Measures(
        {each.code: each for each in elements}, {each.code: each for each in indicators}, {}, (), {}, program
    )


ALL_CODES = (*small().indicators, "amount", "level", "running", "order")


def inputs_of(source: Measures, observed: Observed, tree: Tree, owners: Owners) -> Inputs:
    below: dict[str, list[str]] = {}
    for area, parent in tree.items():
        if parent is not None:
            below.setdefault(parent, []).append(area)
    return Inputs(source, observed, below=lambda area: below.get(area, []), owners=owners)


def shown(cell: Cell) -> tuple[str, str | None, str]:
    return str(cell.value), cell.reason, cell.basis


def one_by_one(inputs: Inputs, cell: Cell) -> tuple[str, str | None, str]:
    found = compute(inputs, cell.code, cell.unit, cell.period)
    return str(found.value), found.reason, found.basis


# The property ---------------------------------------------------------------------------------------------------

NUMBERS: Mapping[str, st.SearchStrategy[Any]] = {
    # Some figures have more digits or decimals than the element declares: they cannot be used.
    "amount": st.decimals(-50, 50, places=2)
    | st.just(Decimal(0))
    | st.decimals(0, 2, places=3)
    | st.just(Decimal("12345678.91")),
    "people": st.integers(-3, 40) | st.integers(10**15, 10**17),
    "level": st.decimals(-20, 99, places=1),
    "running": st.booleans(),
    "mass": st.decimals(0, 99, places=1),
    "order": st.decimals(0, 9, places=5) | st.just(Decimal("98765432109876543210.12345")),
}


@st.composite
def situations(draw: st.DrawFn) -> tuple[Observed, Tree, Owners, list[Period]]:
    """Areas below each other in any way, plants in some of them, figures of which some are missing."""
    count = draw(st.integers(1, 6))
    names = [f"area{number}" for number in range(count)]
    tree: Tree = {
        name: draw(st.sampled_from([None, *names[:number]])) if number else None for number, name in enumerate(names)
    }
    owners: Owners = {f"plant{n}": (PLANT, draw(st.sampled_from(names))) for n in range(draw(st.integers(0, 2)))}
    codes = draw(st.sampled_from([YEARS, QUARTERS]))
    reported = draw(st.sampled_from([0.5, 0.8, 0.97]))
    observed: Observed = {}
    for unit in [*names, *owners]:
        for each in small().elements.values():
            for period in codes if (each.of == PLANT) == (unit in owners) else ():
                if draw(st.floats(0, 1)) < reported:
                    observed[each.code, unit, period] = Observation(draw(NUMBERS[each.code]))
    wanted = [Period.parse(code) for code in draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2))]
    return observed, tree, owners, wanted


@settings(max_examples=60, deadline=None)
@given(situations())
def test_every_cell_is_what_the_single_computation_gives(
    situation: tuple[Observed, Tree, Owners, list[Period]],
) -> None:
    observed, tree, owners, wanted = situation
    inputs = inputs_of(small(), observed, tree, owners)
    table = compute_all(small(), observation_table(observed), tree, wanted, ALL_CODES, owners=owners)
    found = list(cells(table, small()))
    assert len(found) == len(ALL_CODES) * len(set(wanted)) * (len(tree) + len(owners))
    assert {(c.code, c.unit, c.period): shown(c) for c in found} == {
        (c.code, c.unit, c.period): one_by_one(inputs, c) for c in found
    }


# The packs ------------------------------------------------------------------------------------------------------


def linxia_tree() -> Tree:
    divisions = [boundaries.division("622900"), *boundaries.children("622900")]
    return {each.code: each.parent if each.code != "622900" else None for each in divisions}


def published_table(source: Measures, day: datetime.date | None = None) -> pa.Table:
    best = [(key, value_of(source, figure)) for key, figure in best_figures(source.figures, day).items()]
    rows = [(*key, value) for key, value in best if key[0] in source.indicators]
    columns = list(zip(*rows, strict=True))
    return pa.table(
        {
            "code": columns[0],
            "unit": columns[1],
            "period": columns[2],
            "value": pa.array(columns[3], pa.decimal128(38, 9)),
        }
    )


def test_published_figures_stand_in_for_what_cannot_be_computed() -> None:
    inputs = Inputs.of_pack(measures())
    years = [Period.parse(year) for year in ("2017", "2020", "2024", "2025")]
    codes = ["air_good_day_ratio", "film_recovery_rate", "primary_share", "gdp", "gdp_per_person"]
    table = compute_all(
        measures(),
        observation_table(inputs.observations),
        linxia_tree(),
        years,
        codes,
        published=published_table(measures()),
    )
    found = list(cells(table, measures()))
    assert {"computed", "published", "reported", "none"} <= {cell.basis for cell in found}
    for cell in found:
        single = compute(inputs, cell.code, cell.unit, cell.period)
        assert (cell.value, cell.reason, cell.basis) == (single.value, single.reason, single.basis)


def test_every_indicator_of_the_packs_comes_out_the_same() -> None:
    tree: Tree = {"p": None, "c1": "p", "c2": "p"}
    observed = {
        (code, area, period): Observation(Decimal(7 + 3 * place + number) / 10 ** min(1, each.decimals))
        for place, area in enumerate(["c1", "c2"])
        for number, (code, each) in enumerate(measures().elements.items())
        for period in ("2020", "2022", "2023")
        if each.of == "area" and each.kind == "number" and (number + place) % 11
    }
    inputs = inputs_of(measures(), observed, tree, {})
    found = list(cells(compute_all(measures(), observation_table(observed), tree, [Period.parse("2023")]), measures()))
    assert len(found) == 3 * len(measures().indicators)
    assert sum(cell.value is not None for cell in found) > len(found) / 2
    assert {(c.code, c.unit): shown(c) for c in found} == {(c.code, c.unit): one_by_one(inputs, c) for c in found}


# What goes in and what comes out --------------------------------------------------------------------------------

TREE: Tree = {"p": None, "c1": "p", "c2": "p"}
OBSERVED: Observed = {
    ("amount", "c1", "2025"): Observation(Decimal("1.50")),
    ("amount", "c2", "2025"): Observation(Decimal("2.25")),
    ("people", "c1", "2025"): Observation(3),
    ("running", "c1", "2025"): Observation(True),
}
Y2025 = [Period.parse("2025")]


def test_the_result_has_a_row_for_every_area_and_period_in_their_order() -> None:
    periods = [Period.parse("2025"), Period.parse("2024"), Period.parse("2025-Q1")]
    table = compute_all(small(), observation_table(OBSERVED), TREE, periods, ["ratio", "total"])
    assert table["unit"].to_pylist() == ["p", "p", "c1", "c1", "c2", "c2", "p", "c1", "c2"]
    assert table["period"].to_pylist() == ["2024", "2025"] * 3 + ["2025-Q1"] * 3
    assert table.schema.field("ratio").type == pa.decimal128(18, 2)
    assert table.column_names == ["unit", "period", "ratio", "ratio__why", "total", "total__why", "total__basis"]


def test_a_kind_of_period_means_all_that_were_observed() -> None:
    observed = OBSERVED | {("amount", "c1", "2024-07"): Observation(Decimal(1))}
    table = compute_all(small(), observation_table(observed), TREE, PeriodKind.MONTH, ["either"])
    assert set(table["period"].to_pylist()) == {"2024-07"}
    assert compute_all(small(), observation_table(observed), TREE, PeriodKind.HALF, ["either"]).num_rows == 0


def test_a_parquet_file_is_read_like_a_table(tmp_path: Path) -> None:
    path = tmp_path / "it's.parquet"
    parquet.write_table(observation_table(OBSERVED), path)
    assert compute_all(small(), path, TREE, Y2025).equals(
        compute_all(small(), observation_table(OBSERVED), TREE, Y2025)
    )


@pytest.mark.parametrize(
    "kind",
    [pa.decimal128(18, 4), pa.decimal128(38, 12), pa.decimal128(38, 30), pa.decimal128(18, 12), pa.decimal64(9, 2)],
)
def test_numbers_of_any_exact_type_give_the_same(kind: pa.DataType) -> None:
    table = observation_table(OBSERVED)
    as_kind = table.set_column(3, "value", table["value"].cast(kind))
    assert compute_all(small(), as_kind, TREE, Y2025).equals(compute_all(small(), table, TREE, Y2025))


def test_whole_numbers_need_no_decimals() -> None:
    table = pa.table({"element": ["people"], "unit": ["p"], "period": ["2025"], "value": pa.array([3], pa.int32())})
    assert compute_all(small(), table, TREE, Y2025, ["people"])["people"].to_pylist()[0] == 3


def problems(table: pa.Table, **changed: Any) -> list[str]:
    with pytest.raises(Problems) as caught:
        compute_all(small(), table, TREE, Y2025, **changed)
    return [each.code for each in caught.value.problems]


def test_a_figure_that_is_there_twice_is_refused_and_named() -> None:
    table = observation_table(OBSERVED)
    assert problems(pa.concat_tables([table, table.slice(1, 1)])) == ["figure_twice"]


def test_values_of_another_kind_are_refused() -> None:
    wrong = {("amount", "c1", "2025"): Observation("many"), ("running", "c1", "2025"): Observation(Decimal(1))}
    assert problems(observation_table(wrong)) == ["input_kind", "input_kind"]


def test_floats_and_missing_columns_are_refused() -> None:
    table = observation_table(OBSERVED)
    assert problems(table.set_column(3, "value", table["value"].cast(pa.float64()))) == ["not_exact"]
    assert problems(table.drop_columns(["unit", "period"])) == ["column_missing", "column_missing"]


def test_figures_whose_sum_may_be_too_long_are_refused() -> None:
    long = {("order", area, "2025"): Observation(Decimal("9" * 33 + ".12345")) for area in ("c1", "c2")}
    assert problems(observation_table(long)) == ["too_long"]


def test_all_unknown_codes_are_told_at_once() -> None:
    assert problems(observation_table(OBSERVED), codes=["nothing", "ratio", "no_more"]) == ["unknown_code"] * 2


def test_areas_in_a_circle_are_refused() -> None:
    with pytest.raises(Problems) as caught:
        compute_all(small(), observation_table(OBSERVED), {"a": "b", "b": "a"}, Y2025)
    assert [each.code for each in caught.value.problems] == ["areas_in_circle"]


def test_what_was_observed_of_others_is_left_alone() -> None:
    more = OBSERVED | {("amount", "elsewhere", "2025"): Observation(Decimal(9)), ("x", "c1", "2025"): Observation(1)}
    assert compute_all(small(), observation_table(more), TREE, Y2025).equals(
        compute_all(small(), observation_table(OBSERVED), TREE, Y2025)
    )


def test_height_is_the_number_of_levels_below() -> None:
    assert heights({"n": None, "p": "n", "c": "p", "d": "n"}) == {"n": 2, "p": 1, "c": 0, "d": 0}


def test_periods_that_formulas_look_at_are_found_through_other_formulas() -> None:
    wanted = [Period.parse("2025-Q2")]
    found = periods_needed(small().program, ["change", "fall", "so_far"], wanted)
    assert {period.code for period in found} == {"2023-Q2", "2025-Q1", "2025-Q2"}


def test_an_element_that_nobody_reported_may_be_asked_for() -> None:
    table = compute_all(small(), observation_table(OBSERVED), TREE, Y2025, ["order", "ordered", "below", "running"])
    assert table["order__why"].to_pylist() == ["not_reported"] * 3
    assert table["ordered__why"].to_pylist() == ["not_reported"] * 3
    assert table["below"].to_pylist() == [Decimal("1.25"), None, None]
