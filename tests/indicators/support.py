"""The measures of the pack and observations written as short tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from lvheng.indicators import Computed, Inputs, Observation, compute
from lvheng.packs import Pack, load_pack
from lvheng.packs.programs import Measures


@cache
def linxia() -> Pack:
    return load_pack("linxia")


@cache
def measures() -> Measures:
    return Measures.of(linxia())


def reported(
    values: Mapping[str, Mapping[str, Mapping[str, str]]], units: Mapping[str, tuple[str, str]] | None = None
) -> Inputs:
    """A source from ``{area: {period: {element: figure}}}``; figures are written as text."""
    observations = {
        (code, unit, period): Observation(figure(written), origin=f"{unit} {period}")
        for unit, periods in values.items()
        for period, row in periods.items()
        for code, written in row.items()
    }
    return Inputs(measures(), observations, owners=units or {})


def figure(written: str) -> Decimal | bool:
    return written == "true" if written in ("true", "false") else Decimal(written)


def manure_rates(values: Mapping[int, str]) -> list[Computed]:
    """The manure utilisation rate of Linxia by year, in per cent: reported is so much of 100 t."""
    years = {str(year): {"manure_utilised": value, "manure_generated": "100"} for year, value in values.items()}
    inputs = replace(reported({"622900": years}), below=lambda _area: [])
    return [compute(inputs, "manure_utilisation_rate", "622900", str(year)) for year in sorted(values)]
