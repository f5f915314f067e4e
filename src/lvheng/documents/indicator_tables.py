"""Targets in the rows of a table of indicators: 指标 | 单位 | 2020年 | 2025年 | 属性."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lvheng.documents.articles import Paragraph
from lvheng.documents.model import Comparator, Target
from lvheng.documents.sentences import Owners

_NAME = re.compile(r"指标|名称|项目|内容")
_UNIT = re.compile(r"^(?:计量)?单位$")
_YEAR = re.compile(r"(20\d\d)年?")
_VALUE = re.compile(
    r"^(?P<sign>≥|>=|≤|<=|＞|>|＜|<|不低于|不高于|不超过|控制在|约|大于|小于)?\s*[〔\[（【]?(?P<value>-?\d+(?:,\d{3})*(?:\.\d+)?)[〕\]）】]?"
    r"(?P<unit>%|个百分点|万?[\u4e00-\u9fff/]{0,8}?)(?P<bound>以上|以内|以下|左右)?$"
)
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(("≥", ">=", "不低于", "以上", "大于"), ">="),
    **dict.fromkeys(("≤", "<=", "＜", "<", "不高于", "不超过", "控制在", "以内", "以下", "小于"), "<="),
    **dict.fromkeys(("＞", ">"), ">"),
    **dict.fromkeys(("约", "左右"), "~"),
}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which cell of a row is the indicator, its unit, and its value in the year to be reached."""

    name: int
    unit: int | None
    value: int
    year: int
    width: int


def table_targets_of(paragraphs: Sequence[Paragraph], owners: Owners, issued: int | None) -> Iterator[Target]:
    """The targets of every table that has a column for a year to come."""
    columns: _Columns | None = None
    for paragraph in paragraphs:
        if "|" not in paragraph.text:
            columns = None
            continue
        cells = [cell.strip() for cell in paragraph.text.split("|")]
        head = _columns(cells, issued)
        if head is not None:
            columns = head
        elif columns is not None and len(cells) == columns.width:
            yield from _row(paragraph, cells, columns, owners)


def _columns(cells: Sequence[str], issued: int | None) -> _Columns | None:
    years = [(int(found[1]), i) for i, cell in enumerate(cells) if (found := _YEAR.search(cell)) and len(cell) <= 14]
    name = next((i for i, cell in enumerate(cells) if _NAME.search(cell) and "属性" not in cell), None)
    if not years or name is None:
        return None
    year, value = max(years)
    if issued is not None and year < issued:
        return None
    unit = next((i for i, cell in enumerate(cells) if _UNIT.match(cell)), None)
    return _Columns(name, unit, value, year, len(cells))


def _row(paragraph: Paragraph, cells: Sequence[str], columns: _Columns, owners: Owners) -> Iterator[Target]:
    found = _VALUE.match(cells[columns.value])
    if found is None or not cells[columns.name]:
        return
    unit = (cells[columns.unit] if columns.unit is not None else "") or found["unit"] or _unit_in(cells[columns.name])
    yield Target(
        quote=paragraph.text,
        indicator=re.sub(r"（(?:%|[\u4e00-\u9fff/]{1,8})）$", "", cells[columns.name]),
        comparator=_SIGNS.get(found["sign"] or found["bound"] or "", "="),
        value=Decimal(found["value"].replace(",", "")),
        value_max=None,
        unit=unit or None,
        deadline_year=columns.year,
        scope=None,
        baseline_year=None,
        article=owners.at(paragraph.start),
        start=paragraph.start,
        end=paragraph.end,
    )


def _unit_in(name: str) -> str:
    """The unit that an indicator carries in brackets: 森林覆盖率（%）."""
    found = re.search(r"（(%|[\u4e00-\u9fff/]{1,8})）$", name)
    return found[1] if found else ""
