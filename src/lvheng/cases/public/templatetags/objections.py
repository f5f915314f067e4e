"""A link by which whoever reads a number or a rule can object to it."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("public/_objection_link.html")
def objection_link(about: str) -> dict[str, Any]:
    """``{% objection_link "indicator:straw_use" %}``; also ``rule:``, ``article:`` and ``score:``."""
    return {"about": about}
