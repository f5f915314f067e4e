"""Explanation: one indicator computed and explained, as the page of a number does it.

Timed is a single number from observations in memory: computed with every step, formula, source and origin recorded,
and told as a tree of sentences in both languages. Three indicators of the packs, for a prefecture whose eight counties
reported: ``energy_per_gdp_decline_chained`` (five years back), ``renewable_resource_recovery_rate`` (twenty elements of
eight counties), ``energy_per_gdp_decline`` (a base year). 200 rounds each; the slowest indicator counts. The promise is
less than 50 ms. The packs are loaded before: a web process does that once. There is no peer that explains.

Do not compare runs on different machines, nor runs while something else uses the processor.
"""

from __future__ import annotations

import json
import resource
import time
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from lvheng.areas import boundaries
from lvheng.indicators import Inputs, Observation, compute, explain
from lvheng.packs import load_pack
from lvheng.packs.programs import Measures

AREA = "622900"
YEARS = range(2020, 2026)
CODES = ("energy_per_gdp_decline_chained", "renewable_resource_recovery_rate", "energy_per_gdp_decline")
ROUNDS = 200


def run() -> dict[str, Any]:
    """Measure every indicator; print the table; return the line of JSON as a dictionary."""
    inputs = _inputs(Measures.of(load_pack("linxia")))
    results = {code: _measure(inputs, code) for code in CODES}
    _print(results)
    slowest = max(results, key=lambda code: _at(results[code], 95))
    seconds = results[slowest]
    return {
        "bench": "explanation",
        "work": f"{slowest} of a prefecture computed and explained, {ROUNDS} times, p95 of one",
        "seconds": round(_at(seconds, 95), 5),
        "p50_seconds": round(_at(seconds, 50), 5),
        "peer": None,
        "peer_seconds": None,
        "ratio": None,
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "growth": None,
    }


def _inputs(measures: Measures) -> Inputs:
    """Every county reports every element for every year; what does not add up, the prefecture reports itself."""
    counties = [each.code for each in boundaries.children(AREA)]
    observations = {}
    for number, (code, element) in enumerate(measures.elements.items()):
        if element.of == "area" and element.kind == "number":
            for area in counties if element.roll_up == "sum" else [AREA]:
                for year in YEARS:
                    figure = Decimal(3 + (number * 31 + year * 7 + int(area)) % 90)
                    observations[code, area, str(year)] = Observation(figure, origin=f"{area} {year}")
    return Inputs(measures, observations)


def _measure(inputs: Inputs, code: str) -> list[float]:
    """The seconds of each round, sorted."""
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        computed = compute(inputs, code, AREA, str(YEARS[-1]))
        tree = explain(inputs, computed)
        found.append(time.perf_counter() - started)
        assert computed.basis == "computed"
        assert tree.parts
    return sorted(found)


def _at(seconds: list[float], percent: int) -> float:
    return seconds[min(len(seconds) - 1, len(seconds) * percent // 100)]


def _print(results: dict[str, list[float]]) -> None:
    table = Table(title="One indicator computed and explained", box=None, pad_edge=False)
    for head in ("indicator", "p50 ms", "p95 ms", "worst ms"):
        table.add_column(head, justify="left" if head == "indicator" else "right", no_wrap=True)
    for code, seconds in results.items():
        shown = (_at(seconds, 50), _at(seconds, 95), seconds[-1])
        table.add_row(code, *(f"{each * 1000:.1f}" for each in shown))
    Console().print(table)


if __name__ == "__main__":
    print(json.dumps(run()))
