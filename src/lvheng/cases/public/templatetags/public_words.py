"""Numbers of the public pages as people and scripts read them."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """``{{ 123450|yuan }}``: 1234.50."""
    return f"{Decimal(fen) / 100:.2f}"


@register.filter
def as_data(number: float) -> str:
    """A number for a script: a point, no grouping, as exact as it is."""
    return repr(float(number))
