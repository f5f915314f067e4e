"""Tables as files: what Excel makes of them, and that they hold what the page shows."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lvheng.plan.exports import FORMATS, TABLES, Column, Table, safe_text, to_csv, to_xlsx
from lvheng.plan.models import Version

NASTY = ["=1+1", "+86", "-5", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")']


def table(*rows: list[object]) -> Table:
    return Table("目标", "试验方案，第1版", [Column("指标", 20), Column("数值", 10)], rows)  # type: ignore[arg-type]


def sheet_of(content: bytes) -> Worksheet:
    found = load_workbook(io.BytesIO(content)).active
    assert isinstance(found, Worksheet)
    return found


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert safe_text(text).startswith("'")
    assert read_csv(to_csv(table([text, None])))[1][0].startswith("'")
    cell = sheet_of(to_xlsx(table([text, None])))["A4"]
    assert cell.data_type == "s"
    assert cell.value == text


def test_numbers_stay_numbers_and_exact() -> None:
    rows = [["新建高标准农田", Decimal("193.050000")], ["负数", Decimal("-5")], ["整数", 2025]]
    sheet = sheet_of(to_xlsx(table(*rows)))
    assert [sheet[f"B{number}"].value for number in (4, 5, 6)] == [193.05, -5, 2025]
    assert [row[1] for row in read_csv(to_csv(table(*rows)))[1:]] == ["193.050000", "-5", "2025"]


def test_dates_stay_dates() -> None:
    sheet = sheet_of(to_xlsx(table(["日期", datetime.date(2021, 11, 9)])))
    assert sheet["B4"].value == datetime.datetime(2021, 11, 9)


def test_a_workbook_says_where_it_is_from_and_keeps_its_header_in_sight() -> None:
    sheet = sheet_of(to_xlsx(table(["一", 1])))
    assert (sheet["A1"].value, sheet["A2"].value) == ("目标", "试验方案，第1版")
    assert [cell.value for cell in sheet[3]] == ["指标", "数值"]
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:B4"
    assert sheet.column_dimensions["A"].width == 20


def test_control_characters_are_left_out() -> None:
    assert sheet_of(to_xlsx(table(["a\x00b\x0bc", None])))["A4"].value == "abc"
    assert read_csv(to_csv(table(["a\x00b", None])))[1][0] == "ab"


def test_commas_quotes_and_lines_survive() -> None:
    words = '一、“二”,"三"\n四'
    assert read_csv(to_csv(table([words, None])))[1][0] == words


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("format", FORMATS)
def test_every_table_comes_as_a_file(family: tuple[Version, Version], client: Client, name: str, format: str) -> None:
    response = client.get(f"/plans/sample/{name}.{format}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="sample-v1-{name}.{format}"'
    assert len(response.content) > 100


def test_the_file_holds_what_the_filters_show(sample: Version, client: Client) -> None:
    rows = read_csv(client.get("/plans/sample/targets.csv?year=2023").content)
    assert len(rows) == 2
    assert rows[1][2:4] == ["生活垃圾分类覆盖", "全覆盖"]


def test_targets_are_complete(sample: Version, client: Client) -> None:
    sheet = sheet_of(client.get("/plans/sample/targets.xlsx").content)
    found = {row[2]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert len(found) == 5
    straw = found["农作物秸秆综合利用率"]
    assert straw[0] == "二（一）"
    assert straw[3:5] == ("≥ 86%", 86)
    assert straw[7] == 2025
    assert straw[10] == "试验州农业农村局"
    assert str(sheet["A2"].value).startswith("试验方案（试府发〔2021〕9号），第1版；导出于 ")


def test_the_comparison_is_exported_with_both_sides(family: tuple[Version, Version], client: Client) -> None:
    rows = read_csv(client.get("/plans/sample/compare.csv?verdict=stricter").content)
    assert [row[0] for row in rows[1:]] == ["更严"]
    assert rows[1][4] == "2025年农作物秸秆综合利用率达到86%以上"
    assert rows[1][8] == "农作物秸秆综合利用率达85%以上"


def test_an_unknown_table_is_not_found(sample: Version, client: Client) -> None:
    assert client.get("/plans/sample/secrets.csv").status_code == 404
    assert client.get("/plans/sample/targets.exe").status_code == 404
