"""What has to be surrendered for a period, with what, and what a shortage costs. Amounts are in smallest units."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal


@dataclass(frozen=True)
class Due:
    """How an obligation can be met: offsets up to their limit first, allowances for the rest."""

    due: int
    most_offsets: int
    offsets: int
    allowances: int
    shortage: int

    @property
    def is_met(self) -> bool:
        return self.shortage == 0


def most_offsets(due: int, share: Decimal) -> int:
    """Offsets may cover at most this share of what is due; fractions of a unit do not count."""
    return int((Decimal(due) * share).to_integral_value(ROUND_FLOOR))


def meet(due: int, share: Decimal, allowances: int, offsets: int) -> Due:
    """The best use of what somebody holds: as many offsets as count, then allowances."""
    limit = most_offsets(due, share)
    used_offsets = min(limit, offsets)
    used_allowances = min(due - used_offsets, allowances)
    return Due(due, limit, used_offsets, used_allowances, due - used_offsets - used_allowances)


def fine(shortage: int, price: int, least: int, most: int) -> tuple[int, int]:
    """What a shortage costs at least and at most: multiples of its price (for one whole unit) on the market."""
    return shortage * price * least, shortage * price * most


def needed_by_new_source(need: int, multiple: int, strict_multiple: int, misses_target: bool) -> int:
    """What a new source has to hold: more where the environment misses its target."""
    return need * (strict_multiple if misses_target else multiple)


def deadline(period: int, month_day: str) -> datetime.date:
    """The last day to surrender for a year: ``month_day`` (12-31) of the next."""
    return datetime.date.fromisoformat(f"{period + 1}-{month_day}")


def last_day(vintage: int, years: int) -> datetime.date:
    """The last day on which units of a vintage are valid."""
    return datetime.date(vintage + years, 12, 31)
