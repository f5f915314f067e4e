"""A number with its explanation as plain data: for ``--format json`` and for the page's export."""

from __future__ import annotations

from typing import Any

from lvheng.indicators.computing import Computed, Inputs, MissingPart
from lvheng.indicators.explaining import explain
from lvheng.packs.measures import PublishedFigure


def to_json(inputs: Inputs, found: Computed, language: str) -> dict[str, Any]:
    """A number with what was published of it, what is missing, its explanation in words and step by step."""
    measure = found.measure
    value = found.value
    shown = value if value is None or isinstance(value, bool | str) else f"{value:f}"
    return {
        "code": measure.code,
        "name": {"zh": measure.name, "en": measure.name_en},
        "area": found.area,
        "period": found.period.code,
        "value": shown,
        "unit": measure.unit,
        "basis": found.basis,
        "simulated": found.simulated,
        "reason": found.reason,
        "published": [_figure_json(figure) for figure in found.published],
        "missing": [_missing_json(part) for part in found.missing],
        "members": [to_json(inputs, member, language) for member in found.members],
        "explanation": explain(inputs, found).to_json(language),
        "steps": found.explanation.to_json(),
    }


def _figure_json(figure: PublishedFigure) -> dict[str, Any]:
    return {
        "value": f"{figure.value:f}",
        "unit": figure.unit,
        "vintage": figure.vintage,
        "published": figure.published.isoformat(),
        "source": figure.source.model_dump(exclude_none=True),
        "note": figure.note,
    }


def _missing_json(part: MissingPart) -> dict[str, Any]:
    return {
        "code": part.code,
        "area": part.unit,
        "period": part.period.code,
        "reason": part.reason,
        "part": part.text,
        "silent": list(part.silent),
        "periods": [period.code for period in part.periods],
    }
