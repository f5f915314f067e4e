"""Public figures as open data: one row per indicator, area and period, for people and for programs.

Numbers leave as decimals, in text formats as written: no format here passes them through binary floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators.computing import Valued
from lvheng.indicators.explaining import BASES
from lvheng.packs.measures import PackIndicator
from lvheng.plan.exports import Cell, Column, Table

# As many digits as an Arrow decimal of 128 bits has; no indicator declares more decimals.
DIGITS, DECIMALS = 38, 12


@dataclass(frozen=True)
class OpenValue:
    """One public number. ``basis`` says how it came about, ``simulated`` that it is of the world of demonstration."""

    indicator: str
    name: str
    name_en: str
    area: str
    area_name: str
    period: Period
    value: Decimal
    unit: str
    basis: str
    simulated: bool

    @property
    def basis_text(self) -> Text:
        """How it came about, in words."""
        return BASES[self.basis]


@dataclass(frozen=True)
class Selection:
    """What is wanted; an empty part means everything of it. ``since`` and ``until`` are days in the period."""

    indicators: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def takes(self, value: OpenValue) -> bool:
        """Whether the value is wanted."""
        return (
            (not self.indicators or value.indicator in self.indicators)
            and (not self.areas or value.area in self.areas)
            and (self.since is None or value.period.end >= self.since)
            and (self.until is None or value.period.start <= self.until)
        )


def open_value(found: Valued, area_name: str) -> OpenValue | None:
    """The row of a computed indicator; None where there is no number."""
    measure = found.measure
    if not isinstance(found.value, Decimal) or not isinstance(measure, PackIndicator):
        return None
    return OpenValue(
        measure.code,
        measure.name,
        measure.name_en,
        found.area,
        area_name,
        found.period,
        found.value,
        measure.unit,
        found.basis,
        found.simulated,
    )


def to_json(values: Iterable[OpenValue]) -> list[dict[str, Any]]:
    """Rows as plain data; a number is a text with its decimals."""
    return [
        {
            "indicator": value.indicator,
            "name": {"zh": value.name, "en": value.name_en},
            "area": value.area,
            "area_name": value.area_name,
            "period": value.period.code,
            "value": f"{value.value:f}",
            "unit": value.unit,
            "basis": value.basis,
            "simulated": value.simulated,
        }
        for value in values
    ]


def to_arrow(values: Sequence[OpenValue]) -> pa.Table:
    """Rows as an Arrow table; ``period_start`` and ``period_end`` are days, ``value`` is DECIMAL(38, 12)."""
    return pa.table(
        {
            "indicator": pa.array([each.indicator for each in values], pa.string()),
            "name": pa.array([each.name for each in values], pa.string()),
            "area": pa.array([each.area for each in values], pa.string()),
            "area_name": pa.array([each.area_name for each in values], pa.string()),
            "period": pa.array([each.period.code for each in values], pa.string()),
            "period_start": pa.array([each.period.start for each in values], pa.date32()),
            "period_end": pa.array([each.period.end for each in values], pa.date32()),
            "value": pa.array([each.value for each in values], pa.decimal128(DIGITS, DECIMALS)),
            "unit": pa.array([each.unit for each in values], pa.string()),
            "basis": pa.array([each.basis for each in values], pa.string()),
            "simulated": pa.array([each.simulated for each in values], pa.bool_()),
        }
    )


def to_table(values: Iterable[OpenValue], words: Words) -> Table:
    """Rows as a table for CSV and Excel, in the reader's language."""
    rows: list[list[Cell]] = [
        [
            value.indicator,
            value.name_en if words.english else value.name,
            value.area,
            value.area_name,
            value.period.code,
            value.value,
            value.unit,
            value.basis_text.en if words.english else value.basis_text.zh,
            words.simulated if value.simulated else "",
        ]
        for value in values
    ]
    widths = (30, 34, 10, 24, 12, 16, 12, 16, 10)
    columns = [Column(title, width) for title, width in zip(words.columns, widths, strict=True)]
    return Table(words.title, words.source, columns, rows)


@dataclass(frozen=True)
class Words:
    """The words of a table in one language; ``columns`` are the nine titles."""

    english: bool
    title: str
    source: str
    columns: tuple[str, ...]
    simulated: str


CHINESE = Words(
    False,
    "公开指标数据",
    "",
    ("指标代码", "指标", "区划代码", "地区", "期间", "数值", "单位", "依据", "模拟"),
    "模拟",
)
ENGLISH = Words(
    True,
    "Public indicators",
    "",
    ("indicator", "name", "area", "area_name", "period", "value", "unit", "basis", "simulated"),
    "simulated",
)
