"""Every function is documented with an example that is true, and the page in docs/ is the one made from the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formula.support import World, computed

from lvheng.formula import Program
from lvheng.formula.example import MEMBERS, PARAMETERS, PERIOD, UNIT, VARIABLES, example_answer, example_rows
from lvheng.formula.reference import reference
from lvheng.formula.signatures import SIGNATURES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "formula.md"


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_example_of_a_function_gives_the_answer_on_the_page(name: str) -> None:
    signature = SIGNATURES[name]
    answer = example_answer(signature)
    assert answer is not None
    assert f"{answer.normalize():f}" == signature.answer  # type: ignore[union-attr]


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_example_of_a_function_gives_the_same_on_duckdb(name: str) -> None:
    signature = SIGNATURES[name]
    rows = [(unit, period, values) for (unit, period), values in example_rows(signature).items()]
    variables = [*VARIABLES, computed("answer", signature.example, decimals=2)]
    world = World(variables, rows, PARAMETERS, MEMBERS)
    value, reason = world.on_duckdb()["answer", UNIT, PERIOD]
    assert (value, reason) == (example_answer(signature), None)


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_example_of_a_function_uses_it(name: str) -> None:
    assert f"{name}(" in SIGNATURES[name].example


def test_the_page_is_current() -> None:
    message = "run: python -m lvheng.formula.reference > docs/reference/formula.md"
    assert PAGE.read_text(encoding="utf-8") == reference(), message


def test_every_function_is_known_to_the_checker() -> None:
    for signature in SIGNATURES.values():
        Program.build([*VARIABLES, computed("answer", signature.example)], PARAMETERS)


def test_the_code_on_the_concepts_page_runs() -> None:
    text = PAGE.parents[1].joinpath("rooms", "formula.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    exec(text.split("```python\n")[1].split("```")[0], names)  # noqa: S102
    assert str(names["result"].value) == "0.4425"  # type: ignore[attr-defined]
