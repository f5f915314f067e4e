"""The interpreter and the SQL agree to the last digit on random formulas and rows."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from tests.formula.strategies import worlds
from tests.formula.support import World

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]


@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(worlds())
def test_duckdb_gives_what_the_interpreter_gives(world: World) -> None:
    assert world.on_duckdb() == world.interpreted()
