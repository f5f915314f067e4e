"""hypothesis: random programs and rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from tests.formula.support import World

from lvheng.formula import (
    Bracket,
    FormulaVersion,
    Kind,
    Parameter,
    ParameterKind,
    ParameterVersion,
    PeriodKind,
    Rounding,
    Variable,
)

AREAS = ("nation", "east", "west", "e1", "e2", "w1")
MEMBERS = {"nation": ["east", "west"], "east": ["e1", "e2"], "west": ["w1"]}
PERIODS = {
    PeriodKind.YEAR: ["2019", "2020", "2022"],
    PeriodKind.QUARTER: ["2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3"],
    PeriodKind.MONTH: ["2019-12", "2020-01", "2020-02", "2020-03", "2021-02"],
    PeriodKind.DAY: ["2019-12-31", "2020-01-01", "2020-02-28", "2020-02-29", "2021-01-01"],
}
DAYS = st.sampled_from([dt.date(2019, 12, 31), dt.date(2020, 1, 1), dt.date(2020, 2, 15), dt.date(2020, 12, 31)])
SCALE_RATES = st.sampled_from(["0.51", "1.25", "2/3", "0", "-0.5", "3"])


@st.composite
def inputs(draw: st.DrawFn, code: str) -> Variable:
    digits = draw(st.sampled_from([3, 9, 18, 19, 30, 38]))
    return Variable(code=code, digits=digits, decimals=draw(st.integers(0, min(digits, 6))))


def decimals_of(variable: Variable) -> st.SearchStrategy[Decimal | None]:
    top = 10**variable.digits
    small = min(200, top)
    integers = st.one_of(st.integers(-small, small), st.integers(-top, top), st.sampled_from([0, 1, -1, top - 1]))
    usable = integers.filter(lambda n: abs(n) < 10**38).map(lambda n: Decimal(f"{n}E-{variable.decimals}"))
    return st.one_of(usable, usable, usable, st.none())


LITERALS = st.sampled_from(["0", "1", "2", "100", "0.5", "1000", "3", "7.25", "0.001", "365"])


@st.composite
def numbers(draw: st.DrawFn, names: list[str], depth: int, rows: bool = True) -> str:
    """The text of a number expression; ``rows``: it may look at other rows."""
    if depth == 0:
        return draw(st.one_of(st.sampled_from(names), LITERALS))
    kind = draw(st.sampled_from(["operator"] * 4 + ["leaf", "negative", "call", "choice", "table"] + ["rows"] * rows))

    def inner() -> str:
        return draw(numbers(names, depth - 1, rows))

    match kind:
        case "leaf":
            return draw(st.sampled_from(names))
        case "operator":
            operator = draw(st.sampled_from(["+", "-", "*", "/"]))
            right = inner()
            return f"({inner()} {operator} ({right} + x - x))" if operator == "/" else f"({inner()} {operator} {right})"
        case "negative":
            return f"-({inner()})"
        case "call":
            function = draw(st.sampled_from(["min", "max", "abs", "clip", "days"]))
            count = {"min": 2, "max": 3, "abs": 1, "clip": 3, "days": 0}[function]
            return f"{function}({', '.join(inner() for _ in range(count))})"
        case "choice":
            return f"({inner()} if {draw(truths(names, depth - 1, rows))} else {inner()})"
        case "table":
            amount = inner()
            function = draw(st.sampled_from(["tier", "slab", "lookup"]))
            return f"lookup(scale, {amount})" if function == "lookup" else f"{function}({amount}, scale)"
        case _:
            return draw(other_rows(names, depth))


@st.composite
def other_rows(draw: st.DrawFn, names: list[str], depth: int) -> str:
    name = draw(st.sampled_from([name for name in names if name != "p"]))
    product = f"{name} * {draw(st.sampled_from(names))}"
    argument = draw(st.sampled_from([name, product, f"{name} / 3", f"abs({name}) + 1.5"]))
    partial = draw(st.sampled_from(["", ", partial"]))
    condition = draw(truths(names, depth - 1, rows=False))
    return draw(
        st.sampled_from(
            [
                f"previous({argument}, {draw(st.integers(1, 3))})",
                f"base({argument}, {draw(st.sampled_from([2019, 2020]))})",
                f"cumulative({argument})",
                f"sum_of({argument}{partial})",
                f"mean_of({argument}{partial})",
                f"count_of({condition} and {name} > 0{partial})",
                f"parent({argument})",
            ]
        )
    )


@st.composite
def truths(draw: st.DrawFn, names: list[str], depth: int, rows: bool = True) -> str:
    depth = max(depth, 0)
    kind = draw(st.sampled_from(["compare", "compare", "known", "logic", "not"] if depth else ["compare", "known"]))

    def number() -> str:
        return draw(numbers(names, max(depth - 1, 0), rows))

    match kind:
        case "compare":
            return f"({number()} {draw(st.sampled_from(['==', '!=', '<', '<=', '>', '>=']))} {number()})"
        case "known":
            return f"known({number()})"
        case "not":
            return f"(not {draw(truths(names, depth - 1, rows))})"
        case _:
            operator = draw(st.sampled_from(["and", "or"]))
            return f"({draw(truths(names, depth - 1, rows))} {operator} {draw(truths(names, depth - 1, rows))})"


@st.composite
def scales(draw: st.DrawFn) -> Parameter:
    def brackets() -> tuple[Bracket, ...]:
        limits = sorted(
            draw(st.sets(st.sampled_from(["0.5", "10", "160", "240.25", "100000"]), max_size=3)), key=Decimal
        )
        uptos: list[str | None] = [*limits, draw(st.sampled_from([None, "1000000"]))]
        return tuple(Bracket.model_validate({"upto": upto, "rate": draw(SCALE_RATES)}) for upto in uptos)

    day = draw(DAYS)
    first = {"until": day, "brackets": brackets()}
    second = {"from": day + dt.timedelta(days=draw(st.integers(1, 40))), "brackets": draw(st.just(brackets()))}
    versions = draw(st.sampled_from([[{"brackets": brackets()}], [first, second]]))
    return Parameter(
        code="scale",
        kind=ParameterKind.SCALE,
        versions=tuple(ParameterVersion.model_validate(version) for version in versions),
    )


@st.composite
def parameters(draw: st.DrawFn) -> Parameter:
    day = draw(DAYS)
    values = draw(st.lists(st.sampled_from(["0.75", "12", "2/3", None, "0"]), min_size=2, max_size=2))
    first, second = {"until": day, "value": values[0]}, {"from": day + dt.timedelta(days=1), "value": values[1]}
    return Parameter(code="p", versions=tuple(ParameterVersion.model_validate(v) for v in (first, second)))


@st.composite
def results(draw: st.DrawFn, code: str, names: list[str]) -> Variable:
    kind = draw(st.sampled_from([Kind.NUMBER, Kind.NUMBER, Kind.NUMBER, Kind.BOOLEAN]))
    strategy = numbers(names, 3) if kind == Kind.NUMBER else truths(names, 2)
    day = draw(DAYS)
    dated: list[dict[str, Any]] = [{"until": day}, {"from": day + dt.timedelta(days=1)}]
    versions = draw(st.sampled_from([[{}], [{}], dated]))
    made = tuple(FormulaVersion.model_validate({**version, "formula": draw(strategy)}) for version in versions)
    if kind == Kind.BOOLEAN:
        return Variable(code=code, kind=kind, versions=made)
    digits = draw(st.sampled_from([6, 18, 38]))
    return Variable(
        code=code,
        digits=digits,
        decimals=draw(st.integers(0, 6)),
        rounding=draw(st.sampled_from(list(Rounding))),
        versions=made,
    )


def _world(draw: st.DrawFn, variables: list[Variable], things: dict[str, str]) -> World:
    kind = draw(st.sampled_from(list(PERIODS)))
    given_variables = [variable for variable in variables if variable.is_input]
    rows = []
    for unit in AREAS:
        for period in PERIODS[kind]:
            if draw(st.integers(0, 9)) > 0:
                rows.append((unit, period, {v.code: draw(decimals_of(v)) for v in given_variables}))
    return World(variables, rows, [draw(scales()), draw(parameters())], MEMBERS, things, kind)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Variables of areas; each may use those before it."""
    variables = [draw(inputs("x")), draw(inputs("y"))]
    names = ["x", "y", "p"]
    for code in ("r", "s", "t"):
        variable = draw(results(code, names))
        variables.append(variable)
        if variable.kind == Kind.NUMBER:
            names.append(code)
    return _world(draw, variables, {})


@st.composite
def worlds_of_several_things(draw: st.DrawFn) -> World:
    """Variables of plants and of areas, which reach each other through sum_of and parent."""
    x, y = draw(inputs("x")), draw(inputs("y"))
    variables = [x.model_copy(update={"of": "plant"}), y]
    for code, of, names, link in (
        ("r", "plant", ["x", "p"], "parent(y)"),
        ("s", "area", ["y", "p"], "sum_of(x)"),
        ("t", "area", ["y", "s", "p"], "count_of(r > 1, partial)"),
    ):
        first = draw(numbers([name for name in names if name != "p"], 2)).replace("x - x", f"{names[0]} - {names[0]}")
        formula = draw(st.sampled_from([first, f"{first} + {link}", link]))
        variables.append(Variable(code=code, of=of, decimals=2, versions=(FormulaVersion(formula=formula),)))
    return _world(draw, variables, dict.fromkeys(("e1", "e2", "w1"), "plant"))
