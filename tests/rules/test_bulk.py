"""A table gives the same as one thing at a time; what cannot be computed is told in its row, and no row is lost."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from lvheng.errors import InputProblem, Problems
from lvheng.formula import PeriodKind, compile_query
from lvheng.packs import load_pack
from lvheng.rules import Rule, Rulebook
from lvheng.rules.bulk import apply_bulk
from lvheng.rules.bulk_stream import Extent, OutOfOrder, Sums
from lvheng.rules.bulk_sums import Calendar, groups, running_sum, sums_by_place

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PACK = load_pack("linxia")
BOOK = Rulebook.of(PACK)
ELECTRICITY = BOOK.rule("residential_electricity")
MONTHS = [dt.date(2025, month, 1) for month in range(1, 13)]
MONTH_DAYS = [month.toordinal() - dt.date(1970, 1, 1).toordinal() for month in MONTHS]


def year_of_use(households: int) -> pa.Table:
    """Every household and month once, shuffled, with two decimals."""
    chance = random.Random(2617)
    rows = [
        (household, month, Decimal(chance.randint(0, 60000)).scaleb(-2))
        for month in MONTHS
        for household in range(households)
    ]
    chance.shuffle(rows)
    names, months, uses = zip(*rows, strict=True)
    return pa.table({"household": names, "month": months, "use": pa.array(uses, pa.decimal128(9, 2))})


def one_at_a_time(rule: Rule, table: pa.Table) -> dict[tuple[int, dt.date], Any]:
    uses = {(row["household"], row["month"]): row["use"] for row in table.to_pylist()}
    found = {}
    for household, month in uses:
        earlier = sum((uses[household, each] for each in MONTHS if each < month), Decimal(0))
        given = {"use": uses[household, month], "cycle": "year", "earlier_use": earlier}
        found[household, month] = rule.apply(given, month)["amount"]
    return found


def bills(table: pa.Table) -> dict[tuple[int, dt.date], Any]:
    return {(row["household"], row["month"]): row["amount"] for row in table.to_pylist()}


def test_a_year_of_bills_is_the_same_as_one_bill_at_a_time() -> None:
    table = year_of_use(20)
    found = apply_bulk(ELECTRICITY, table, fixed={"cycle": "year"})
    assert found.table is not None
    assert bills(found.table) == one_at_a_time(ELECTRICITY, table)
    assert (found.rows, found.incomplete) == (240, 0)
    assert found.totals["amount"] == sum(bills(found.table).values())


@pytest.mark.parametrize("keys", [["month"], ["household", "month"], ["household"]])
def test_the_order_of_the_rows_changes_no_bill_and_stays(keys: list[str]) -> None:
    table = year_of_use(30).sort_by([(key, "ascending") for key in keys])
    found = apply_bulk(ELECTRICITY, table, fixed={"cycle": "year"})
    assert found.table is not None
    assert found.table.select(table.column_names).to_pylist() == table.to_pylist()
    assert bills(found.table) == one_at_a_time(ELECTRICITY, table)


def test_sums_are_made_in_passing_only_where_no_row_comes_before_an_earlier_one() -> None:
    extent = Extent(6, (7, 8), (MONTH_DAYS[0], MONTH_DAYS[2]), {"use": 10})
    calendar = Calendar.of(*extent.days, PeriodKind.MONTH)

    def sums(*rows: tuple[int, int]) -> list[int | None]:
        running = Sums.over(extent, calendar)
        units, months = (np.array(part) for part in zip(*rows, strict=True))
        days = np.array(MONTH_DAYS, np.int32)[months]
        (found,) = running.add(units, days, [np.arange(1, len(rows) + 1)])
        running.finish()
        return [each.as_py() for each in found]

    assert sums((7, 0), (8, 0), (8, 1), (7, 1)) == [1, 2, 5, 5]
    assert sums((7, 0), (8, 1), (7, 1), (7, 2), (8, 2)) == [1, None, 4, 8, None]
    for wrong in ([(7, 0), (7, 0)], [(7, 0), (8, 0), (7, 1), (7, 1)]):
        with pytest.raises(OutOfOrder):
            sums(*wrong)
    running = Sums.over(extent, calendar)
    running.add(np.array([7]), np.array(MONTH_DAYS[1:2], np.int32), [np.array([1])])
    with pytest.raises(OutOfOrder):
        running.add(np.array([7]), np.array(MONTH_DAYS[:1], np.int32), [np.array([1])])


def test_rows_in_passing_are_scaled_to_the_decimals_of_the_input(tmp_path: Path) -> None:
    table = year_of_use(3).sort_by([("month", "ascending")])
    coarse = pa.array([round(use) for use in table["use"].to_pylist()], pa.decimal128(7, 1))
    table = table.set_column(2, "use", coarse)
    parquet.write_table(table, tmp_path / "use.parquet")
    found = apply_bulk(ELECTRICITY, tmp_path / "use.parquet", tmp_path / "bills.csv", fixed={"cycle": "year"})
    expected = one_at_a_time(ELECTRICITY, table)
    assert found.totals["amount"] == sum(expected.values())
    lines = (tmp_path / "bills.csv").read_text("utf-8").splitlines()[1:]
    assert [Decimal(line.split(",")[3]) for line in lines] == list(expected.values())


def test_rows_and_columns_come_back_as_they_were_given() -> None:
    table = year_of_use(3)
    found = apply_bulk(ELECTRICITY, table, fixed={"cycle": "year"})
    assert found.table is not None
    assert found.table.select(table.column_names).to_pylist() == table.to_pylist()
    assert found.table.column_names == [*table.column_names, "amount", "reasons"]


def test_a_missing_month_leaves_the_months_after_it_without_a_bill() -> None:
    table = year_of_use(2)
    gap = [row != {"household": 1, "month": dt.date(2025, 4, 1)} for row in table.drop(["use"]).to_pylist()]
    found = apply_bulk(ELECTRICITY, table.filter(pa.array(gap)), fixed={"cycle": "year"}, language="en")
    assert found.table is not None
    empty = {(row["household"], row["month"].month) for row in found.table.to_pylist() if row["amount"] is None}
    assert empty == {(1, month) for month in range(5, 13)}
    assert found.reasons == (("Charge of this month: periods of this year are missing", 8),)


def test_every_row_is_told_what_is_wrong_with_it(tmp_path: Path) -> None:
    source = tmp_path / "use.csv"
    source.write_text(
        "户号,月份,备注,本月用电量,家庭人口\n"
        "1,2025-01,甲,300,\n1,2025-02,乙,many,\n1,2025-03,丙,300,\n"
        "2,2025-01,,1000,2\n2,2025-02,,7,\n2,2025-02,,8,\n"
        "3,2025-13,,1.234,\n4,2025-01,,,\n",
        "utf-8",
    )
    found = apply_bulk(ELECTRICITY, source, tmp_path / "bills.csv", fixed={"cycle": "year"}, language="en")
    assert (tmp_path / "bills.csv").read_text("utf-8") == (
        "户号,月份,备注,本月用电量,家庭人口,amount,reasons\n"
        "1,2025-01,甲,300,,153.00,\n"
        "1,2025-02,乙,many,,,Use of this month: is not a number\n"
        "1,2025-03,丙,300,,,Charge of this month: periods of this year are missing\n"
        "2,2025-01,,1000,2,510.00,\n"
        "2,2025-02,,7,,,there are several rows of the same unit and period\n"
        "2,2025-02,,8,,,there are several rows of the same unit and period\n"
        "3,2025-13,,1.234,,,the period cannot be read; Use of this month: has too many digits or decimals\n"
        "4,2025-01,,,,,Use of this month: is empty\n"
    )
    assert (found.rows, found.incomplete) == (8, 6)


def test_an_excel_file_in_and_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["编号", "期间", "本月用气量"], ["a", "2025-07", 50], ["b", dt.date(2025, 8, 3), 10.5]):
        book.active.append(row)
    book.save(tmp_path / "gas.xlsx")
    rule = BOOK.rule("residential_gas").with_parameters({"gas_price": "2.0", "gas_steps": "360:1,540:1.2,:1.5"})
    apply_bulk(rule, tmp_path / "gas.xlsx", tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    rows = [[cell if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows == [
        ["编号", "期间", "本月用气量", "amount", "reasons"],
        ["a", "2025-07", "50", "111", None],
        ["b", "2025-08-03", "10.5", "21", None],
    ]


def test_a_parquet_file_whose_rows_are_whole_needs_no_reasons_but_has_their_column(tmp_path: Path) -> None:
    parquet.write_table(year_of_use(3), tmp_path / "use.parquet")
    shares: list[float] = []
    out = tmp_path / "bills.parquet"
    apply_bulk(ELECTRICITY, tmp_path / "use.parquet", out, fixed={"cycle": "year"}, progress=shares.append)
    assert parquet.read_table(out)["reasons"].null_count == 36
    assert shares[-1] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bills.parquet", "use.parquet"]


def test_a_parameter_that_nobody_entered_is_named_in_every_row() -> None:
    table = pa.table({"use": [50, 60]})
    found = apply_bulk(BOOK.rule("residential_gas"), table, on="2025-07", language="en")
    ((reason, count),) = found.reasons
    assert count == 2
    assert "First-tier price of gas for households" in reason


def test_a_change_of_price_in_the_year_holds_for_what_is_used_after_it() -> None:
    aluminium = BOOK.rule("aluminium_electricity")
    table = pa.table({"period": ["2021", "2022", "2025"], "unit_electricity": ["13712"] * 3, "use": ["1000000"] * 3})
    found = apply_bulk(aluminium, table)
    assert found.table is not None
    surcharges = [Decimal("0.020000"), Decimal("0.040000"), Decimal("0.210000")]
    assert found.table["surcharge"].to_pylist() == surcharges


def test_the_outlets_of_the_environmental_tax_come_out_as_in_the_example() -> None:
    table = pa.table(
        {
            "air_1": ["so2", "二氧化硫", "unknown"],
            "air_quantity_1": ["1900", "1900", "1"],
            "air_mean_1": ["60", "60", None],
            "air_limit_1": ["100", "100", None],
            "air_exceeded_1": ["否", "yes", ""],
        }
    )
    found = apply_bulk(BOOK.rule("environmental_tax_air"), table, on="2025-02", language="en")
    assert found.table is not None
    assert found.table["amount"].to_pylist() == [Decimal("1800.00"), Decimal("2400.00"), None]
    assert found.table["reasons"].to_pylist()[2] == "Air pollutant 1: is none of the choices"


def test_dates_are_read_and_compared() -> None:
    table = pa.table(
        {"list": ["mandatory"] * 2, "bid_on": ["2024-05-10", "2024-05-09"], "certified_until": ["2024-05-09"] * 2}
    )
    found = apply_bulk(BOOK.rule("green_procurement"), table)
    assert found.table is not None
    assert found.table["verdict"].to_pylist() == ["violation", "conforms"]


def test_everything_that_is_wrong_with_the_columns_is_told_at_once() -> None:
    with pytest.raises(Problems) as caught:
        apply_bulk(ELECTRICITY, pa.table({"cycle": ["year"], "计算周期": ["year"]}))
    assert {problem.code for problem in caught.value.problems} == {"column_twice", "no_column"}


def test_a_column_that_bears_the_name_of_a_result_is_refused() -> None:
    with pytest.raises(InputProblem) as caught:
        apply_bulk(ELECTRICITY, pa.table({"use": [1], "amount": [2]}), on="2025-07")
    assert caught.value.code == "name_taken"


@pytest.mark.parametrize("name", ["nothing.csv", "use.txt"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "use.txt").write_text("use\n1\n", "utf-8")
    with pytest.raises(InputProblem) as caught:
        apply_bulk(ELECTRICITY, tmp_path / name, on="2025-07")
    assert caught.value.code == "unreadable"


def test_sums_by_place_are_those_of_sorted_rows() -> None:
    table = year_of_use(7)
    units = table["household"]
    values = pa.chunked_array([pa.array([int(each * 100) for each in table["use"].to_pylist()])])
    placed = sums_by_place(units, table["month"], [values], PeriodKind.MONTH)
    order = sorted(range(len(units)), key=lambda n: (units[n].as_py(), table["month"][n].as_py()))
    taken = [column.take(pa.array(order)) for column in (units, table["month"], values)]
    found = running_sum(taken[2], groups(taken[0], taken[1], PeriodKind.MONTH))
    assert placed is not None
    assert placed[0].take(pa.array(order)).to_pylist() == found.to_pylist()


def test_one_row_that_is_too_large_leaves_the_others_as_they_are() -> None:
    table = year_of_use(3)
    use = table["use"].to_pylist()
    use[30] = Decimal("99999999.99")
    wrong = table.set_column(table.schema.get_field_index("use"), "use", pa.array(use, pa.decimal128(12, 2)))
    found = apply_bulk(ELECTRICITY, wrong, fixed={"cycle": "year"}, language="en")
    assert found.table is not None
    household = wrong["household"][30].as_py()
    rows = found.table.to_pylist()
    assert {row["household"] for row in rows if row["amount"] is None} == {household}
    right = apply_bulk(ELECTRICITY, table, fixed={"cycle": "year"}).table
    assert right is not None
    expected = {(row["household"], row["month"]): row["amount"] for row in right.to_pylist()}
    assert all(
        row["amount"] == expected[row["household"], row["month"]] for row in rows if row["household"] != household
    )


def test_rows_in_any_order_have_the_same_sums() -> None:
    table = year_of_use(40)
    shuffled = table.take(pa.array(sorted(range(table.num_rows), key=lambda n: n * 7919 % 479)))
    first, second = (apply_bulk(ELECTRICITY, each, fixed={"cycle": "year"}).table for each in (table, shuffled))
    assert first is not None
    assert second is not None
    keys = [("household", "ascending"), ("month", "ascending")]
    assert first.sort_by(keys)["amount"] == second.sort_by(keys)["amount"]


@pytest.mark.cluster
@pytest.mark.xdist_group("spark")
def test_the_same_query_on_spark_gives_the_same_total(spark: SparkSession) -> None:
    table = year_of_use(5)
    query = compile_query(ELECTRICITY.program, ["amount"], PeriodKind.MONTH, "spark")
    rows = table.rename_columns(["unit", "period_start", "use"])
    rows = rows.append_column("cycle", pa.array(["year"] * 60)).append_column("people", pa.array([1] * 60))
    rows = rows.append_column("low_income", pa.array([False] * 60))
    rows = rows.append_column("earlier_use", pa.nulls(60, pa.decimal128(12, 2)))
    spark.createDataFrame(rows).createOrReplaceTempView("rows")
    total = sum(row["amount"] for row in spark.sql(query.sql).collect())
    assert total == apply_bulk(ELECTRICITY, table, fixed={"cycle": "year"}).totals["amount"]
