"""Programs: order, long chains, declarations that are refused, fingerprints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError
from tests.formula.support import World, computed, number

from lvheng.errors import Problems
from lvheng.formula import FactTable, Parameter, Program, evaluate


def test_the_order_of_declaration_does_not_matter() -> None:
    program = Program.build([computed("c", "b + 1"), computed("b", "a * 2"), number("a")])
    assert program.order == ("a", "b", "c")
    assert program.needs(["b"]) == ("a", "b")


def test_an_unknown_target_is_named_with_a_suggestion() -> None:
    program = Program.build([number("straw_rate")])
    with pytest.raises(Problems) as caught:
        program.needs(["straw_rat"])
    assert "Did you mean straw_rate?" in caught.value.in_language("en")


def test_all_problems_of_all_formulas_are_told_at_once() -> None:
    with pytest.raises(Problems) as caught:
        Program.build([number("a"), computed("b", "a +"), computed("c", "d * e")])
    assert [problem.code for problem in caught.value.problems] == ["syntax", "unknown_name", "unknown_name"]


def test_a_chain_of_a_thousand_variables_is_no_problem_for_the_interpreter() -> None:
    chain = [number("v0"), *(computed(f"v{i}", f"v{i - 1} + 1") for i in range(1, 1001))]
    table = FactTable()
    table.add("a", "2025", v0=Decimal(0))
    assert evaluate(Program.build(chain), "v1000", "a", "2025", table).value == 1000


def test_a_chain_of_eighty_variables_is_no_problem_for_duckdb() -> None:
    chain = [number("v0"), *(computed(f"v{i}", f"v{i - 1} / 3 + v{i - 1}", decimals=2) for i in range(1, 81))]
    world = World(chain, [("a", "2025", {"v0": Decimal(100)})])
    assert world.on_duckdb() == world.interpreted()


@pytest.mark.parametrize(
    "value",
    [0.5, float("nan"), True, "NaN", "1/0", "x", Decimal("Infinity"), "9" * 100, "1e9", Decimal("1E999999"), "1/2/3"],
)
def test_a_parameter_takes_no_floats_and_no_nonsense(value: object) -> None:
    with pytest.raises(ValidationError):
        Parameter.model_validate({"code": "p", "versions": [{"value": value}]})


def test_a_parameter_may_be_a_ratio() -> None:
    parameter = Parameter.model_validate({"code": "p", "versions": [{"value": "44/12"}]})
    assert parameter.model_dump(mode="json")["versions"][0]["value"] == "11/3"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Parameter.model_validate({"code": "p", "versions": [{"valeu": 1}]})


def test_the_fingerprint_changes_with_any_declaration_and_not_with_their_order() -> None:
    a, b = number("a"), computed("b", "a + 1")
    fingerprint = Program.build([a, b]).fingerprint
    assert Program.build([b, a]).fingerprint == fingerprint
    assert Program.build([a, computed("b", "a + 2")]).fingerprint != fingerprint
    assert Program.build([number("a", source="表1"), b]).fingerprint != fingerprint


def test_the_day_that_decides_is_the_last_of_the_period() -> None:
    variable = computed("b", "a").model_copy(
        update={"versions": (computed("b", "a").versions[0].model_copy(update={"from_": dt.date(2025, 8, 15)}),)}
    )
    program = Program.build([number("a"), variable])
    table = FactTable()
    for period in ("2025-07", "2025-08"):
        table.add("u", period, a=1)
    assert evaluate(program, "b", "u", "2025-07", table).reason == "no_version"
    assert evaluate(program, "b", "u", "2025-08", table).value == 1
