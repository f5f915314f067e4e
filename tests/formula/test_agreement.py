"""The interpreter and the SQL agree to the last digit on random formulas and rows."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from tests.formula.strategies import worlds, worlds_of_several_things
from tests.formula.support import World, same

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]


@settings(max_examples=40, deadline=None, suppress_health_check=CHECKS)
@given(worlds())
def test_duckdb_gives_what_the_interpreter_gives(world: World) -> None:
    assert same(world.on_duckdb(), world.interpreted())


@settings(max_examples=15, deadline=None, suppress_health_check=CHECKS)
@given(worlds_of_several_things())
def test_duckdb_gives_what_the_interpreter_gives_for_several_kinds_of_things(world: World) -> None:
    assert same(world.on_duckdb(), world.interpreted())


@settings(max_examples=30, deadline=None, suppress_health_check=CHECKS)
@given(worlds() | worlds_of_several_things())
def test_what_is_known_of_the_figures_beforehand_changes_no_result(world: World) -> None:
    assert same(world.narrowed_on_duckdb(), world.interpreted())


@settings(max_examples=8, deadline=None, suppress_health_check=[*CHECKS, HealthCheck.function_scoped_fixture])
@given(world=worlds())
def test_postgresql_gives_what_the_interpreter_gives(postgres_url: str, world: World) -> None:
    assert same(world.on_postgres(postgres_url), world.interpreted())
