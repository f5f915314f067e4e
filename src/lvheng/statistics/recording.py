"""Writing observations: a batch becomes known at one moment, a release makes it public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.statistics.models import VALUE_DECIMALS, VALUE_DIGITS, Batch, Observation, Release

_ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class Figure:
    """One value: a number in the unit of its element, True or False, or the word of a code list. None withdraws."""

    element: str
    unit: str
    period: Period
    value: Decimal | bool | str | None


def record_batch(
    kind: str,
    title: Text,
    figures: Iterable[Figure],
    *,
    at: datetime,
    by: Any = None,
    version: Any = None,
    simulated: bool = False,
) -> Batch:
    """Keep figures as known since ``at``. Raises ValueError for a number that cannot be kept exactly.

    The caller has checked the permission and writes the entry of the action log.
    """
    rows = list(figures)
    with transaction.atomic():
        batch = Batch.objects.create(
            kind=kind,
            version=version,
            title=title.zh[:200],
            title_en=title.en[:200],
            recorded_at=at,
            recorded_by=by,
            simulated=simulated,
        )
        Observation.objects.bulk_create((_row(batch, figure) for figure in rows), batch_size=_ROWS_AT_ONCE)
    return batch


def release(batch: Batch, *, at: datetime, by: Any = None) -> Release:
    """Make a batch public from ``at`` on."""
    return Release.objects.create(batch=batch, released_at=at, released_by=by, simulated=batch.simulated)


def _row(batch: Batch, figure: Figure) -> Observation:
    value, word = columns(figure.value)
    return Observation(
        batch=batch,
        element=figure.element,
        unit=figure.unit,
        period=figure.period.code,
        value=value,
        word=word,
        simulated=batch.simulated,
    )


def columns(value: Decimal | bool | str | None) -> tuple[Decimal | None, str]:
    """``value`` and ``word`` of an observation. Raises ValueError for a number that cannot be kept exactly."""
    if value is None:
        return None, ""
    if isinstance(value, bool):
        return None, "true" if value else "false"
    if isinstance(value, str):
        return None, value
    if not keepable(value):
        raise ValueError(f"{value} has more digits or decimals than an observation keeps")
    return value, ""


def keepable(value: Decimal) -> bool:
    """Whether an observation keeps the number exactly."""
    if not value.is_finite() or abs(value) >= Decimal(10) ** (VALUE_DIGITS - VALUE_DECIMALS):
        return False
    scaled = Fraction(value) * Fraction(10**VALUE_DECIMALS)
    return scaled.denominator == 1
