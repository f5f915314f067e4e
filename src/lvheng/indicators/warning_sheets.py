"""A warning as the list shows it: with the names of its area and period, and the way to its number."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators.models import IndicatorWarning
from lvheng.indicators.wording import area_name, period_text

_BADGES = {"high": "bad", "medium": "warn", "low": "info"}


@dataclass(frozen=True)
class Listed:
    """One line. ``url`` leads to how the number came about, or, where there is none, to the indicator."""

    warning: IndicatorWarning
    area: str
    period: Text | None
    url: str
    badge: str


def listed(warning: IndicatorWarning) -> Listed:
    """The line of a warning."""
    period = Period.parse(warning.period) if warning.period else None
    return Listed(
        warning,
        area_name(warning.area),
        period_text(period) if period else None,
        _url(warning),
        _BADGES[warning.severity],
    )


def _url(warning: IndicatorWarning) -> str:
    if warning.period:
        return reverse("indicators:explanation", args=[warning.indicator, warning.area, warning.period])
    return reverse("indicators:indicator", args=[warning.indicator])
