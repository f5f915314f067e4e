"""Shares of a common cost by Shapley's value, exact.

A function of its own because its input is a table of coalitions, which the formula language does not have. For more
than ten members the coalitions are too many to be known; the proportional rule ``cost_share`` serves then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

from lvheng.errors import InputProblem, Text

MAX_MEMBERS = 10


def shapley(members: Sequence[str], cost: Callable[[frozenset[str]], Fraction | int]) -> dict[str, Fraction]:
    """What each member pays; the shares add up to the cost of all.

    ``cost`` gives the cost of every coalition that is not empty. Raises InputProblem for more than ten members, or for
    a member named twice.
    """
    everyone = frozenset(members)
    if len(everyone) != len(members) or not 1 <= len(members) <= MAX_MEMBERS:
        what = Text(f"成员应有1至{MAX_MEMBERS}个，各不相同。", f"There are 1 to {MAX_MEMBERS} members, all different.")
        raise InputProblem("members", what, "members", Text("成员较多时按负荷比例分摊。", "Share by load instead."))
    known = {frozenset[str](): Fraction(0)}
    for size in range(1, len(members) + 1):
        known |= {frozenset(each): Fraction(cost(frozenset(each))) for each in combinations(members, size)}
    return {member: _share(member, everyone, known) for member in members}


def in_core(shares: Mapping[str, Fraction], cost: Callable[[frozenset[str]], Fraction | int]) -> bool:
    """Whether no group of members would pay less by itself."""
    members = list(shares)
    groups = (frozenset(each) for size in range(1, len(members) + 1) for each in combinations(members, size))
    return all(sum((shares[member] for member in group), Fraction(0)) <= cost(group) for group in groups)


def _share(member: str, everyone: frozenset[str], known: Mapping[frozenset[str], Fraction]) -> Fraction:
    total, count = Fraction(0), len(everyone)
    for size in range(count):
        weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
        for group in map(frozenset, combinations(sorted(everyone - {member}), size)):
            total += weight * (known[group | {member}] - known[group])
    return total
