"""Writes docs/reference/formula.md: ``python -m lvheng.formula.reference > docs/reference/formula.md``."""

from __future__ import annotations

import sys

from lvheng.formula import parser
from lvheng.formula.declarations import DEFAULT_DIGITS, MAX_CODE, MAX_DIGITS, Kind, Pool, Rounding
from lvheng.formula.ir import MAX_MEMBERS
from lvheng.formula.periods import PeriodKind
from lvheng.formula.signatures import SIGNATURES, Signature
from lvheng.formula.units import OWN_UNITS
from lvheng.formula.values import REASONS

_ROUNDINGS = {
    Rounding.HALF_EVEN: ("nearest; a tie goes to the even digit (GB/T 8170)", "2.5 → 2, 3.5 → 4, -2.5 → -2"),
    Rounding.HALF_UP: ("nearest; a tie goes away from zero", "2.5 → 3, -2.5 → -3"),
    Rounding.UP: ("away from zero (HJ 633)", "2.01 → 3, -2.01 → -3"),
    Rounding.DOWN: ("towards zero", "2.99 → 2, -2.99 → -2"),
}
_OPERATORS = (
    ("`+` `-` `*` `/`", "numbers", "exact; a quotient is divided only once, when the variable is rounded"),
    ("`-x`", "a number", "the other sign; there is no `+x`"),
    ("`==` `!=`", "two numbers, codes or truth values", "compared exactly"),
    ("`<` `<=` `>` `>=`", "numbers", "may be chained: `0 <= x < 10`"),
    ("`and` `or` `not`", "truth values", "three-valued: false decides `and`, true decides `or`, even beside a missing"),
    ("`a if c else b`", "any two of one kind", "only the chosen side may be missing"),
    ("`1200` `0.05`", "", f"plain decimals, at most {parser.MAX_NUMBER_DIGITS} digits"),
    ("`'so2'` `True` `False`", "", "codes and truth values"),
)


def reference() -> str:
    """The whole page."""
    parts = [_head(), _functions(), _operators(), _declarations(), _units(), _reasons(), _limits()]
    return "\n".join(parts)


def _head() -> str:
    return """# Formula language

This page is made from the code: `python -m lvheng.formula.reference > docs/reference/formula.md`.
For the concepts see [formula](../rooms/formula.md).
"""


def _functions() -> str:
    return "\n".join(["## Functions\n", _WORLD, *(_function(s) for s in sorted(SIGNATURES.values(), key=_name))])


_WORLD = """Every example is computed for a county in 2025, whose variables have the values given with it. Besides, its
`x` was 1 in 2020 and in 2024; its towns have `x` 3 and 4; the prefecture, its parent, has `x` 12. The scale
`electricity` has the rates 0.51 up to 160, 0.56 up to 240 and 0.81 beyond; the table `equivalent` has so2 0.95 and
smoke 2.18.
"""


def _name(signature: Signature) -> str:
    return signature.name


def _function(signature: Signature) -> str:
    given = ", ".join(
        f"{code} = {'missing' if value is None else value}" for code, value in signature.facts.items() if code
    )
    example = f"`{signature.example}` is **{signature.answer}** where {given}."
    return f"### `{signature.usage}`\n\n{signature.meaning.en}\n{signature.meaning.zh}\n\nExample: {example}\n"


def _table(*rows: tuple[str, ...]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _operators() -> str:
    return f"## Operators and literals\n\n{_table(('written', 'of', 'note'), *_OPERATORS)}"


def _declarations() -> str:
    roundings = _table(
        ("rounding", "meaning", "to whole numbers"),
        *((f"`{r.value}`", *_ROUNDINGS[r]) for r in Rounding),
    )
    return f"""## Declarations

A variable has a `code` (lower case, at most {MAX_CODE} characters), a `unit`, a `kind` ({_listed(Kind)}), `decimals`,
`digits` (all digits together, {DEFAULT_DIGITS} unless said otherwise, at most {MAX_DIGITS}), a `rounding`, the kind of
thing that it describes (`of`, an `area` unless said otherwise), a `pool` ({_listed(Pool)}) and dated `versions` of its
formula; without versions it is an input. Periods are {_listed(PeriodKind)}.

{roundings}"""


def _listed(names: type[Kind] | type[Pool] | type[PeriodKind]) -> str:
    return ", ".join(f"`{name.value}`" for name in names)


def _units() -> str:
    return f"""## Units

All units of [pint](https://pint.readthedocs.io) that are multiples of each other (no °C), such as `t`, `kg`, `kWh`,
`m³`, `mg/L`, `%`, with `1` for a pure number, and these: {", ".join(f"`{name}`" for name in OWN_UNITS)}.

A literal factor may be a conversion: `mass / 1000` of kilograms is accepted as tonnes, `a / b * 100` as %.
"""


def _reasons() -> str:
    rows = ((f"`{code}`", text.en, text.zh) for code, text in REASONS.items())
    return f"## Why a value is missing\n\n{_table(('reason', 'meaning', '含义'), *rows)}"


def _limits() -> str:
    return f"""## Limits

{
        _table(
            ("what", "limit"),
            ("characters of a formula", f"{parser.MAX_CHARACTERS}"),
            ("parts (names, numbers, operators) of a formula", f"{parser.MAX_NODES}"),
            ("nesting", f"{parser.MAX_DEPTH} levels"),
            ("digits of a number, a numerator, a denominator", f"{MAX_DIGITS}"),
            ("members of one unit", f"{MAX_MEMBERS}"),
        )
    }"""


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode())
