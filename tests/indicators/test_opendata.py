"""Public figures leave as open data digit by digit, in every format."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from lxml import etree
from pysdmx.io import read_sdmx

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators.opendata import CHINESE, ENGLISH, OpenValue, Selection, to_arrow, to_json, to_table
from lvheng.indicators.sdmx import Lists, data_csv, data_xml, structure_message, time_period
from lvheng.plan.exports import to_csv

PREPARED = datetime(2026, 1, 31, 8, 0, tzinfo=UTC)
RATIO = OpenValue(
    "air_good_day_ratio",
    "优良天数比率",
    "Good-air-day ratio",
    "622900",
    "临夏州",
    Period.parse("2024"),
    Decimal("91.40"),
    "%",
    "computed",
    False,
)
LONG = replace(RATIO, period=Period.parse("2024-H1"), value=Decimal("12345678901234567890.10"), simulated=True)
LISTS = Lists(
    {"air_good_day_ratio": Text("优良天数比率", "Good-air-day ratio")}, {"622900": Text("临夏州", "Linxia Prefecture")}
)


def test_arrow_keeps_every_digit_and_the_days_of_the_period() -> None:
    table = to_arrow([RATIO, LONG])
    assert table.schema.field("value").type == pa.decimal128(38, 12)
    assert table.column("value").to_pylist() == [Decimal("91.40"), Decimal("12345678901234567890.10")]
    assert table.column("period_end").to_pylist() == [date(2024, 12, 31), date(2024, 6, 30)]
    assert to_arrow([]).schema == table.schema


def test_json_writes_numbers_as_texts_with_their_decimals() -> None:
    assert to_json([RATIO])[0] == {
        "indicator": "air_good_day_ratio",
        "name": {"zh": "优良天数比率", "en": "Good-air-day ratio"},
        "area": "622900",
        "area_name": "临夏州",
        "period": "2024",
        "value": "91.40",
        "unit": "%",
        "basis": "computed",
        "simulated": False,
    }


@pytest.mark.parametrize(
    ("words", "name", "mark"), [(CHINESE, "优良天数比率", "模拟"), (ENGLISH, RATIO.name_en, "simulated")]
)
def test_a_table_speaks_the_language_of_its_reader(words: object, name: str, mark: str) -> None:
    written = to_csv(to_table([RATIO, LONG], words)).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.reader(io.StringIO(written)))
    assert rows[1][1] == name
    assert [row[5] for row in rows[1:]] == ["91.40", "12345678901234567890.10"]
    assert [row[8] for row in rows[1:]] == ["", mark]


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(), 2),
        (Selection(indicators=frozenset({"straw_utilisation_rate"})), 0),
        (Selection(areas=frozenset({"622900"}), since=date(2024, 7, 1)), 1),
        (Selection(until=date(2023, 12, 31)), 0),
        (Selection(since=date(2024, 12, 31), until=date(2024, 12, 31)), 1),
    ],
)
def test_a_selection_takes_what_lies_in_it(selection: Selection, taken: int) -> None:
    assert sum(map(selection.takes, (RATIO, LONG))) == taken


def test_sdmx_csv_is_read_back_digit_by_digit() -> None:
    rows = list(csv.DictReader(io.StringIO(data_csv([RATIO, LONG]))))
    assert [row["OBS_VALUE"] for row in rows] == ["91.40", "12345678901234567890.10"]
    assert [row["TIME_PERIOD"] for row in rows] == ["2024", "2024-S1"]
    assert [row["SIMULATED"] for row in rows] == ["false", "true"]
    assert rows[0]["STRUCTURE_ID"] == "LVHENG:DSD_INDICATORS(1.0)"


def test_sdmx_ml_is_valid_and_says_the_same() -> None:
    written = data_xml([RATIO, LONG], PREPARED)
    read_sdmx(written, validate=True)
    found = etree.fromstring(written.encode()).findall(".//{*}Obs")
    assert [each.get("OBS_VALUE") for each in found] == ["91.40", "12345678901234567890.10"]
    assert "<mes:Prepared>2026-01-31T08:00:00Z</mes:Prepared>" in written


def test_the_same_data_prepared_at_the_same_time_are_the_same_message() -> None:
    assert data_xml([RATIO], PREPARED) == data_xml([RATIO], PREPARED)


def test_the_structure_is_valid_and_names_everything_in_both_languages() -> None:
    written = structure_message(LISTS, PREPARED)
    message = read_sdmx(written, validate=True)
    assert {each.id for each in message.get_codelists()} == {"CL_FREQ", "CL_INDICATOR", "CL_AREA", "CL_BASIS"}
    root = etree.fromstring(written.encode())
    (area,) = root.findall(".//{*}Code[@id='622900']")
    names = {each.get("{http://www.w3.org/XML/1998/namespace}lang"): each.text for each in area}
    assert names == {"zh": "临夏州", "en": "Linxia Prefecture"}


def test_no_rows_are_an_empty_message_not_an_error() -> None:
    assert data_csv([]).strip().startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ")
    read_sdmx(data_xml([], PREPARED), validate=True)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("2025", "2025"),
        ("2025-H2", "2025-S2"),
        ("2025-Q3", "2025-Q3"),
        ("2025-07", "2025-07"),
        ("2025-07-31", "2025-07-31"),
    ],
)
def test_periods_are_written_as_sdmx_wants_them(code: str, written: str) -> None:
    assert time_period(Period.parse(code)) == written
