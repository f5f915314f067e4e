"""Areas, values and periods in the words of people, so that an explanation can be read aloud."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lvheng.areas import boundaries
from lvheng.areas.names import english_names
from lvheng.errors import InputProblem, Text
from lvheng.formula import Missing, Period, PeriodKind, Rounding
from lvheng.formula.rounding import round_to, to_decimal, write_approximate, write_exact
from lvheng.formula.values import Value

SHOWN_DECIMALS = 12


def area_name(code: str) -> str:
    """The name of an area; its code where it has none (a plant, an enterprise)."""
    try:
        return boundaries.division(code).name
    except InputProblem:
        return code


def area_text(code: str) -> Text:
    """The name of an area in both languages; of a thing the area that it lies in, and its number."""
    area, kind, number = [*code.split("-"), "", ""][:3]
    chinese, english = area_name(area), english_names().get(area) or area_name(area)
    return Text(f"{chinese}第{number}号", f"{english} no. {number}") if kind and number else Text(chinese, english)


def period_text(period: Period) -> Text:
    """2025年, 2025年上半年, 2025年第3季度, 2025年7月."""
    match period.kind:
        case PeriodKind.YEAR:
            zh = f"{period.year}年"
        case PeriodKind.HALF:
            zh = f"{period.year}年{'上' if period.position == 1 else '下'}半年"
        case PeriodKind.QUARTER:
            zh = f"{period.year}年第{period.position}季度"
        case PeriodKind.MONTH:
            zh = f"{period.year}年{period.start.month}月"
        case PeriodKind.DAY:
            zh = f"{period.year}年{period.start.month}月{period.start.day}日"
    return Text(zh, period.code)


def value_text(value: Value | Decimal | int | None, unit: str = "") -> Text:
    """A value with its unit, or the reason why there is none."""
    if value is None:
        return Text("没有数", "no value")
    if isinstance(value, Missing):
        return Text(f"缺（{value.text().zh}）", f"missing ({value.text().en})")
    if isinstance(value, bool):
        return Text("是" if value else "否", "yes" if value else "no")
    shown = value if isinstance(value, str) else number_text(value)
    measure = "" if unit in ("", "1") else f" {unit}"
    return Text(f"{shown}{measure}", f"{shown}{measure}")


def number_text(value: Fraction | Decimal | int) -> str:
    """The number in plain digits; with … where digits follow."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    exact = write_exact(Fraction(value))
    return (
        exact
        if "/" not in exact and len(exact) < 3 * SHOWN_DECIMALS
        else write_approximate(Fraction(value), SHOWN_DECIMALS)
    )


def quantity_text(value: Fraction, decimals: int, unit: str) -> Text:
    """A difference or a share with its unit, rounded half to even and without zeros at the end."""
    written = f"{to_decimal(round_to(value, decimals, Rounding.HALF_EVEN), decimals):f}"
    shown = written.rstrip("0").rstrip(".") if "." in written else written
    return value_text(shown, unit)
