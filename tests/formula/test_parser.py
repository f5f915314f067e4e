"""The parser: what is allowed, where a mistake is, and how large a formula may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.formula import FormulaProblem, parse, syntax
from lvheng.formula.parser import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES
from lvheng.formula.syntax import write


def problem_of(text: str, **place: object) -> FormulaProblem:
    with pytest.raises(FormulaProblem) as caught:
        parse(text, **place)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "a + b * (c - 2.5)",
        "a - (b - c)",
        "a / (b / c) / d",
        "-(-a)",
        "a if b > 1 else c if d else e",
        "(a if b else c) + 1",
        "not (a or b) and c",
        "(a and b) == c",
        "lookup(t, 'so2') * min(x, y, 3)",
    ],
)
def test_writing_a_formula_and_reading_it_again_gives_the_same(text: str) -> None:
    written = write(parse(text))
    assert write(parse(written)) == written
    assert written.replace("--", "-(-").count("a") == text.count("a")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "x.real",
        "x[0]",
        "[x]",
        "{x: 1}",
        "lambda: x",
        "(y := x)",
        "x for x in y",
        "f'{x}'",
        "x @ y",
        "x << 2",
        "~x",
        "x is y",
        "x in y",
        "*x",
        "await x",
        "yield x",
        "1j",
        "b'a'",
        "None",
        "...",
        "''",
        "0x10",
        "1e5",
        "1_000",
        ".5",
        "5.",
        "X",
        "é",
        "min(*x)",
        "min(x, key=y)",
        "eval('x')",
        "x; y",
        "x # y",
        "x\\\n",
    ],
)
def test_whatever_is_not_on_the_white_list_is_refused(text: str) -> None:
    assert problem_of(text).place is not None


def test_numbers_are_read_exactly() -> None:
    node = parse("0.1")
    assert isinstance(node, syntax.Number)
    assert node.value * 10 == 1
    assert isinstance(long := parse("9" * 38), syntax.Number)
    assert long.value == 10**38 - 1


def test_a_number_of_39_digits_is_refused() -> None:
    assert problem_of("9" * 39).code == "number"


def test_a_place_counts_lines_and_columns_in_the_file() -> None:
    place = problem_of("a +\n  b **\n 2", file="rates.yaml", line=7, column=12).place
    assert str(place) == "rates.yaml:8:3"
    assert str(problem_of("a ** 2", file="rates.yaml", line=7, column=12).place) == "rates.yaml:7:12"


def test_a_place_counts_characters_not_bytes() -> None:
    assert problem_of("x == '秸秆' and y ** 2").place == syntax.Place(1, 15)


def test_a_formula_may_be_wrapped_over_lines_without_parentheses() -> None:
    assert write(parse("\n  a\n  + b\n\t- c\n")) == "a + b - c"


def test_size_and_depth_are_limited() -> None:
    assert problem_of("x" + " " * MAX_CHARACTERS + "+ 1").code == "too_big"
    assert problem_of(" + ".join(["x"] * (MAX_NODES // 2 + 2))).code in ("too_big", "too_deep")
    assert problem_of(f"max({', '.join(['x'] * MAX_NODES)})").code == "too_big"
    assert problem_of("(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1)).code == "too_deep"
    assert problem_of("-" * 3000 + "x").code == "too_deep"
    assert problem_of("not " * 900 + "x").code == "too_deep"
    assert problem_of("x if x else " * 300 + "x").code in ("too_deep", "too_big")


@given(st.text(max_size=60))
def test_any_text_is_either_a_formula_or_a_problem_with_a_place(text: str) -> None:
    found: FormulaProblem | None = None
    try:
        write(parse(text))
    except FormulaProblem as problem:
        found = problem
    assert found is None or (found.place is not None and found.in_language("en") != found.in_language("zh-hans"))


@given(st.text(alphabet="xy01.()+-*/<>=!, andorifelsemin'\n", max_size=80))
def test_any_formula_like_text_is_either_a_formula_or_a_problem(text: str) -> None:
    try:
        written = write(parse(text))
    except FormulaProblem:
        return
    assert write(parse(written)) == written
