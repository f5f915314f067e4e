"""Scales as straight pieces: what tier, slab and lookup mean, for the interpreter and for the compiler."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lvheng.formula.declarations import Bracket, Parameter
from lvheng.formula.values import Missing


@dataclass(frozen=True)
class Piece:
    """``(slope * x + offset) / divisor`` up to and including ``upto``; not ``offset_scaled``: the offset alone."""

    upto: Fraction | None
    slope: int
    offset: int
    offset_scaled: bool


@dataclass(frozen=True)
class Pieces:
    """A function over a scale parameter, version by version. ``signed``: negative numbers lie in the first bracket."""

    versions: tuple[tuple[Piece, ...], ...]
    divisor: int
    rate_only: bool
    signed: bool


def pieces_of(parameter: Parameter, function: str) -> Pieces:
    """The pieces of ``tier``, ``slab`` or ``lookup`` over a scale."""
    lines = [_lines(version.brackets, function) for version in parameter.versions]
    divisor = math.lcm(*(value.denominator for rows in lines for _, *values in rows for value in values))
    rate_only = function == "lookup"
    versions = tuple(
        tuple(Piece(upto, int(slope * divisor), int(offset * divisor), not rate_only) for upto, slope, offset in rows)
        for rows in lines
    )
    return Pieces(versions, divisor, rate_only, signed=rate_only)


def _lines(brackets: Sequence[Bracket], function: str) -> list[tuple[Fraction | None, Fraction, Fraction]]:
    """Upper limit, slope and offset of every bracket."""
    zero = Fraction(0)
    if function == "lookup":
        return [(bracket.upto, zero, bracket.rate) for bracket in brackets]
    if function == "slab":
        return [(bracket.upto, bracket.rate, zero) for bracket in brackets]
    lines: list[tuple[Fraction | None, Fraction, Fraction]] = []
    below, paid = zero, zero
    for bracket in brackets:
        lines.append((bracket.upto, bracket.rate, paid - bracket.rate * below))
        if bracket.upto is not None:
            paid, below = paid + bracket.rate * (bracket.upto - below), bracket.upto
    return lines


def parts_of(function: str, x: Fraction, brackets: Sequence[Bracket]) -> list[tuple[Fraction, Fraction]] | Missing:
    """How much of x falls under which rate, bracket by bracket. Of lookup the amount is 1."""
    if x < 0 and function != "lookup":
        return Missing("outside_scale")
    last = brackets[-1].upto
    if last is not None and x > last:
        return Missing("outside_scale")
    if function != "tier":
        rate = next(bracket.rate for bracket in brackets if bracket.upto is None or x <= bracket.upto)
        return [(Fraction(1) if function == "lookup" else x, rate)]
    parts: list[tuple[Fraction, Fraction]] = []
    below = Fraction(0)
    for bracket in brackets:
        top = x if bracket.upto is None else min(x, bracket.upto)
        if top > below or not parts:
            parts.append((max(top - below, Fraction(0)), bracket.rate))
        below = bracket.upto if bracket.upto is not None else below
    return parts


def decimal_places(value: Fraction) -> int:
    """How many decimals a decimal number needs."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return places
