"""The worked examples of the official methods, from what is reported to what is published."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.indicators.support import measures, reported

from lvheng.indicators import compute

CASES: list[dict[str, Any]] = YAML(typ="base").load(Path(__file__).with_name("worked_examples.yaml"))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_it_computes(case: dict[str, Any]) -> None:
    units = {name: (unit["of"], unit["area"]) for name, unit in case.get("units", {}).items()}
    inputs = reported(case["reported"], units)
    for area, periods in case["expected"].items():
        for period, values in periods.items():
            for code, expected in values.items():
                found = compute(inputs, code, area, period)
                got = found.reason if found.value is None else str(found.value)
                assert (code, period, got) == (code, period, expected)


def test_every_element_used_in_an_example_is_one_of_the_pack() -> None:
    used = {code for case in CASES for rows in case["reported"].values() for row in rows.values() for code in row}
    assert used <= set(measures().elements)


def test_sewage_meets_its_target_at_the_concentration_that_the_method_gives() -> None:
    """At the same flow, 70 % needs 129.7 mg/L."""
    rows = {"622901": {"2025": {"urban_water_population": "280000", "industrial_bod_load": "0"}}}
    works = {"works": ("sewage_plant", "622901")}
    for bod, expected in (("129.7", "70.00"), ("129.6", "69.94")):
        plant = {"works": {"2025": {"sewage_inflow": "68000", "sewage_inflow_bod": bod}}}
        found = compute(reported(rows | plant, works), "sewage_collection_rate", "622901", "2025")
        assert found.value == Decimal(expected)
