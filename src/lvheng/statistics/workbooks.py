"""Excel workbooks for reporting: one report on a sheet that looks like the form, or many reports, one in each row.

What is to be filled in is open, everything else is locked. A hidden sheet says which form in which edition it is, and
of what report, so that the file is understood whatever it is called.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lvheng.errors import Text
from lvheng.statistics.definitions import Definition
from lvheng.statistics.rules import labels
from lvheng.statistics.wording import period_text, rule_text

Language = Literal["zh", "en"]
MARK_SHEET = "lvheng"
FIRST_ROW = 9
ELEMENT_COLUMN, NUMBER_COLUMN, NAME_COLUMN, UNIT_COLUMN, VALUE_COLUMN, LAST_COLUMN, NOTE_COLUMN = range(1, 8)
TABLE_HEAD_ROW = 4
UNIT_CODE, UNIT_NAME, PERIOD, FIRST_ELEMENT = range(1, 5)
_OPEN = Protection(locked=False)
_LINE = Side(style="thin", color="B8C4BE")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TITLE = Font(bold=True, size=15)
_HEAD_FONT, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", start_color="1C6246")
_OPEN_FILL = PatternFill("solid", start_color="FFFDE7")
_MUTED = Font(color="5B6660", size=10)


@dataclass(frozen=True)
class Sheet:
    """One report: of whom, for which period, what has been typed so far and what was reported for the last period."""

    respondent: str
    area: str
    unit: str
    period: str
    entries: Mapping[str, str]
    last: Mapping[str, Decimal | bool | str | None]


@dataclass(frozen=True)
class TableRow:
    """One report in a table of many."""

    unit: str
    unit_name: str
    period: str
    entries: Mapping[str, str]


def form_workbook(definition: Definition, edition: int, sheet: Sheet, language: Language) -> bytes:
    """The form of one report, to be filled in."""
    book = _book()
    page = _first(book, definition, language)
    _write_head(page, definition, sheet, language)
    for row, line in enumerate(definition.rows, start=FIRST_ROW + 1):
        element = definition.elements[line.element]
        note = (line.note if language == "zh" else line.note_en) or ""
        texts = [line.element, line.number, _said(element.title, language), _unit(element.unit), None]
        _write_row(page, row, [*texts, _shown(sheet.last.get(line.element)), note])
        _open(page, row, VALUE_COLUMN, sheet.entries.get(line.element, ""), element.kind)
    end = FIRST_ROW + len(definition.rows)
    _allow(page, definition, {code: [(VALUE_COLUMN, row)] for row, code in _element_rows(definition)})
    _write_rules(page, end + 2, definition, language)
    page.column_dimensions[get_column_letter(ELEMENT_COLUMN)].hidden = True
    _widths(
        page, {NUMBER_COLUMN: 7, NAME_COLUMN: 44, UNIT_COLUMN: 12, VALUE_COLUMN: 18, LAST_COLUMN: 18, NOTE_COLUMN: 36}
    )
    page.freeze_panes = page.cell(FIRST_ROW + 1, VALUE_COLUMN)
    return _finished(
        book, definition, edition, {"layout": "form", "unit": sheet.unit, "period": sheet.period}, page, language
    )


def table_workbook(definition: Definition, edition: int, rows: Sequence[TableRow], language: Language) -> bytes:
    """Many reports of one form: a row for each, a column for each element, and one for explanations."""
    book = _book()
    page = _first(book, definition, language)
    page.cell(1, 1, _title(definition, language)).font = _TITLE
    hint = Text(
        "每行一张报表。黄色单元格可填写；“说明”一列回答疑点。请勿改动表头。",
        "One report in each row. Fill in the yellow cells; the last column answers doubts. Leave the headings alone.",
    )
    page.cell(2, 1, _said(hint, language)).font = _MUTED
    heads = [*table_heads(definition, language), _said(EXPLANATION, language)]
    for column, (code, title) in enumerate(
        zip(["unit", "name", "period", *definition.form.elements, "explanation"], heads, strict=True), 1
    ):
        page.cell(TABLE_HEAD_ROW - 1, column, code)
        _head_cell(page, TABLE_HEAD_ROW, column, title)
    page.row_dimensions[TABLE_HEAD_ROW - 1].hidden = True
    kinds = [definition.elements[code].kind for code in definition.form.elements]
    for number, row in enumerate(rows, start=TABLE_HEAD_ROW + 1):
        _write_row(page, number, [row.unit, row.unit_name, row.period])
        for offset, (code, kind) in enumerate(zip(definition.form.elements, kinds, strict=True)):
            _open(page, number, FIRST_ELEMENT + offset, row.entries.get(code, ""), kind)
        _open(page, number, FIRST_ELEMENT + len(kinds), "", "code")
    _widths(page, {UNIT_CODE: 12, UNIT_NAME: 26, PERIOD: 12, **{FIRST_ELEMENT + i: 18 for i in range(len(kinds))}})
    page.freeze_panes = page.cell(TABLE_HEAD_ROW + 1, FIRST_ELEMENT)
    return _finished(book, definition, edition, {"layout": "table"}, page, language)


EXPLANATION = Text("说明", "Explanation")
_TABLE_HEADS = (Text("区划或对象代码", "Code"), Text("名称", "Name"), Text("期间", "Period"))


def table_heads(definition: Definition, language: Language) -> list[str]:
    """The headings of a table without the last: code, name, period, then the rows of the form with their units."""
    rows = (
        f"[{row.number}] {_said(element.title, language)}" + (f"（{element.unit}）" if element.unit != "1" else "")
        for row in definition.rows
        for element in (definition.elements[row.element],)
    )
    return [*(_said(each, language) for each in _TABLE_HEADS), *rows]


def _book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _first(book: Workbook, definition: Definition, language: Language) -> Worksheet:
    page = book.create_sheet(index=0)
    page.title = definition.head.number[:31].translate(str.maketrans("[]:*?/\\", "       "))
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    return page


def _write_head(page: Worksheet, definition: Definition, sheet: Sheet, language: Language) -> None:
    head = definition.head
    pending = Text("（待批准）", " (pending)") if head.pending else Text("", "")
    page.cell(1, NUMBER_COLUMN, _title(definition, language)).font = _TITLE
    lines = (
        (Text("填报单位", "Respondent"), sheet.respondent, Text("表号", "Form number"), head.number),
        (Text("地区", "Area"), sheet.area, Text("制定机关", "Authority"), _said(head.authority, language)),
        (
            Text("期间", "Period"),
            _said(period_text(sheet.period), language),
            Text("批准文号", "Approval"),
            head.approval + _said(pending, language),
        ),
        (Text("", ""), "", Text("有效期至", "Valid until"), head.valid_until.isoformat()),
    )
    for row, (left, value, right, other) in enumerate(lines, start=3):
        page.cell(row, NAME_COLUMN, f"{_said(left, language)}：{value}" if value else "")
        page.cell(row, VALUE_COLUMN, f"{_said(right, language)}：{other}")
    titles = (
        Text("", ""),
        Text("行号", "Row"),
        Text("指标", "Figure"),
        Text("计量单位", "Unit"),
        Text("本期", "This period"),
        Text("上期", "Last period"),
        Text("备注", "Note"),
    )
    for column, title in enumerate(titles, start=1):
        _head_cell(page, FIRST_ROW, column, _said(title, language))


def _write_rules(page: Worksheet, row: int, definition: Definition, language: Language) -> None:
    page.cell(row, NUMBER_COLUMN, _said(Text("审核关系", "Rules"), language)).font = Font(bold=True)
    kinds = {"hard": Text("必须满足", "must hold"), "soft": Text("不满足时请说明", "explain where it does not hold")}
    names = labels(definition)
    for offset, rule in enumerate(definition.form.rules, start=1):
        text = _said(rule_text(rule.formula, names), language)
        kind = _said(kinds[rule.check.severity], language)
        page.cell(row + offset, NUMBER_COLUMN, f"{offset}. {text} · {kind}").font = _MUTED


def _write_row(page: Worksheet, row: int, values: Iterable[Any]) -> None:
    for column, value in enumerate(values, start=1):
        cell = _text_cell(page, row, column, value)
        cell.border = _BOX
        cell.alignment = Alignment(vertical="center", wrap_text=column in (NAME_COLUMN, NOTE_COLUMN))


def _open(page: Worksheet, row: int, column: int, typed: str, kind: str) -> None:
    """A cell to be filled in. A number goes in as a number, so that Excel can compute with it."""
    value = _number(typed) if kind == "number" else None
    cell = page.cell(row, column, value) if value is not None else _text_cell(page, row, column, typed or None)
    cell.protection, cell.fill, cell.border = _OPEN, _OPEN_FILL, _BOX


def _number(typed: str) -> Decimal | None:
    from lvheng.statistics.entries import number_of

    return number_of(typed)


def _text_cell(page: Worksheet, row: int, column: int, value: Any) -> Cell:
    """A text that begins with "=" stays a text."""
    cell = cast(Cell, page.cell(row, column))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _allow(page: Worksheet, definition: Definition, places: Mapping[str, list[tuple[int, int]]]) -> None:
    """Excel itself refuses what is no number, where the row wants one."""
    for code, cells in places.items():
        if definition.elements[code].kind != "number":
            continue
        rule = DataValidation(type="decimal", operator="between", formula1="-1E+26", formula2="1E+26", allow_blank=True)
        rule.error, rule.errorTitle = "请填写数字 / a number, please", "绿衡 Lüheng"
        page.add_data_validation(rule)
        for column, row in cells:
            rule.add(page.cell(row, column))


def _element_rows(definition: Definition) -> Iterable[tuple[int, str]]:
    return enumerate(definition.form.elements, start=FIRST_ROW + 1)


def _head_cell(page: Worksheet, row: int, column: int, title: str) -> None:
    cell = page.cell(row, column, title)
    cell.font, cell.fill, cell.border = _HEAD_FONT, _HEAD_FILL, _BOX
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _widths(page: Worksheet, widths: Mapping[int, int]) -> None:
    for column, width in widths.items():
        page.column_dimensions[get_column_letter(column)].width = width


def _finished(
    book: Workbook, definition: Definition, edition: int, mark: Mapping[str, str], page: Worksheet, language: Language
) -> bytes:
    hidden = book.create_sheet(MARK_SHEET)
    hidden["A1"] = json.dumps({"form": definition.form.code, "edition": edition, **mark})
    hidden.sheet_state = "veryHidden"
    page.protection.sheet = True
    page.protection.formatColumns = False
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _title(definition: Definition, language: Language) -> str:
    return _said(definition.form.title, language)


def _said(text: Text, language: Language) -> str:
    return text.zh if language == "zh" else text.en


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit


def _shown(value: Decimal | bool | str | None) -> Any:
    return {True: "是", False: "否"}.get(value) if isinstance(value, bool) else value
