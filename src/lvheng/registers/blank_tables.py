"""The workbook that people fill in: one column for each field, and a sheet that says what each takes."""

from __future__ import annotations

import io

from django.utils.translation import get_language, gettext, pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers.catalogue import registers

_GREEN = PatternFill("solid", start_color="1C6246")
_GREY = PatternFill("solid", start_color="5B6660")


def blank_table(kind: RegisterKind) -> bytes:
    """The workbook's bytes; required columns are green, the others grey."""
    language = get_language() or ""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = gettext("填写")
    for number, field in enumerate(kind.fields, 1):
        cell = sheet.cell(1, number, field.title.in_language(language))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _GREEN if field.required else _GREY
        sheet.column_dimensions[get_column_letter(number)].width = 22
        # Numbers of many digits and days stay what was typed.
        for row in range(2, 200):
            sheet.cell(row, number).number_format = "General" if field.is_numeric else "@"
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet(gettext("说明")), kind, language)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _explain(sheet: Worksheet, kind: RegisterKind, language: str) -> None:
    head = [gettext("列"), gettext("是否必填"), pgettext("measure", "单位"), gettext("填什么")]
    sheet.append(head)
    for field in kind.fields:
        required = gettext("必填") if field.required else ""
        sheet.append([field.title.in_language(language), required, field.unit or "", takes(field, language)])
    for letter, width in zip("ABCD", (26, 12, 12, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def takes(field: RegisterField, language: str) -> str:
    """What a field takes, in words."""
    if field.advice is not None:
        return field.advice.in_language(language)
    match field.type:
        case "code":
            return "、".join(option.title.in_language(language) for option in registers().options(field))
        case "boolean":
            return gettext("是或否")
        case "date":
            return gettext("日期，如 2024-01-31")
        case "number" | "money" | "integer":
            return gettext("数，最多 %(places)s 位小数") % {"places": field.places}
        case "area":
            return gettext("县（市、区）的名称或区划代码")
        case "point":
            return gettext("经度,纬度，如 103.210091,35.601182")
        case "reference":
            kind = registers().kinds[field.to or ""]
            return gettext("“%(kind)s”中已登记的编号") % {"kind": kind.title.in_language(language)}
        case "polygon":
            return gettext("GeoJSON 的 Polygon 或 MultiPolygon")
        case _:
            return pgettext("field", "文字")
