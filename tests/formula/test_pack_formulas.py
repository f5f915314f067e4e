"""Every formula of every pack: the engines agree with the interpreter, and its SQL is kept as a file."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from typing import Any

from tests.formula.snapshots import PACKS, pack_program, pack_snapshots
from tests.formula.support import World, same

from lvheng.formula import Kind, Period, PeriodKind, Variable

YEARS = ("2020", "2024", "2025")


def _value(variable: Variable, chance: random.Random) -> Any:
    if chance.random() < 0.1:
        return None
    if variable.kind == Kind.BOOLEAN:
        return chance.random() < 0.5
    if variable.kind == Kind.CODE:
        return chance.choice(["a", "b"])
    digits = chance.randint(1, variable.digits)
    return Decimal(chance.randint(0, 10**digits - 1)).scaleb(-variable.decimals)


@cache
def world() -> World:
    """A prefecture of two counties with one entity of every kind that the packs describe, over some years."""
    program = pack_program()
    chance = random.Random(20211123)
    kinds = sorted({variable.of for variable in program.variables.values()} - {"area"})
    things = {f"{kind}_{county}": kind for kind in kinds for county in ("north", "south")}
    members = {"all": ["north", "south"]}
    members |= {county: [unit for unit in things if unit.endswith(county)] for county in ("north", "south")}
    units = ["all", "north", "south", *things]
    inputs = [variable for variable in program.variables.values() if variable.is_input]
    rows = [
        (unit, year, {v.code: _value(v, chance) for v in inputs if v.of == things.get(unit, "area")})
        for unit in units
        for year in YEARS
    ]
    parameters = list(program.parameters.values())
    return World(list(program.variables.values()), rows, parameters, members, things, PeriodKind.YEAR)


def test_the_rows_reach_most_formulas() -> None:
    answers = world().interpreted()
    computed = {code for (code, _, _), (value, _) in answers.items() if value is not None}
    assert len(computed) > len(world().targets) * 0.8
    assert Period.parse(YEARS[0]).kind == world().kind


def test_duckdb_agrees_on_every_formula_of_every_pack() -> None:
    assert same(world().on_duckdb(), world().interpreted())


def test_postgresql_agrees_on_every_formula_of_every_pack(postgres_url: str) -> None:
    assert same(world().on_postgres(postgres_url), world().interpreted())


def test_the_sql_of_every_formula_of_every_pack_is_the_one_in_the_snapshot() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in PACKS.glob("*.sql")}
    assert kept == pack_snapshots(), "look at the difference; if it is wanted: python -m tests.formula.snapshots"
