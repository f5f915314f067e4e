"""Flags: what is doubtful about a value. A flag keeps the value; whether it counts is decided when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lvheng.errors import Text
from lvheng.statistics.series import pollutant_of

FLAGS: dict[str, Text] = {
    "": Text("有效", "valid"),
    "negative": Text("负值", "negative"),
    "zero": Text("零值", "zero"),
    "implausible": Text("超出可信上限", "above what is plausible"),
    "columns_swapped": Text("臭氧列对调后", "after swapping the ozone columns back"),
}
"""Every flag that a value may have, and what it means."""


def valid_flags(zero_counts: bool) -> tuple[str, ...]:
    """The flags of values that count."""
    return ("", "columns_swapped", "zero") if zero_counts else ("", "columns_swapped")


def flag_expression(plausible: Mapping[str, Decimal], codes: tuple[str, ...], swapped: tuple[str, ...]) -> str:
    """SQL over ``series`` and ``value`` that gives the flag. ``plausible``: the highest hourly value by pollutant."""
    limits = [f"series = '{code}' AND value > {limit}" for code in codes if (limit := _limit(plausible, code))]
    lines = ["WHEN value < 0 THEN 'negative'", "WHEN value = 0 THEN 'zero'"]
    lines += [f"WHEN {limit} THEN 'implausible'" for limit in limits]
    if swapped:
        names = ", ".join(f"'{code}'" for code in swapped)
        lines.append(f"WHEN series IN ({names}) THEN 'columns_swapped'")
    return f"CASE {' '.join(lines)} ELSE '' END"


def _limit(plausible: Mapping[str, Decimal], code: str) -> Decimal | None:
    return plausible.get(pollutant_of(code))
