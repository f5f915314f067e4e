"""How a quantity is shared out among those who need it: exact integers that add up to the last unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Claim:
    """What one holder needs: ``need`` in the units of the method, ``permit`` the most it may have (smallest units)."""

    owner: str
    need: Decimal
    permit: int | None = None


@dataclass(frozen=True)
class Share:
    """What a claim comes to by the method, after its permit, and what is granted of it. In smallest units."""

    claim: Claim
    computed: int
    claimed: int
    granted: int


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` in proportion to ``weights``, by largest remainder; equal remainders go to the first in order.

    The parts add up to ``total`` exactly, unless all weights are zero: then all parts are.
    Raises ValueError for a negative number.
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither the total nor a weight may be negative")
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [(-(total * weight % whole), place) for place, weight in enumerate(weights)]
    for _, place in sorted(remainders)[: total - sum(parts)]:
        parts[place] += 1
    return parts


def by_rate(claims: Sequence[Claim], rate: Decimal, available: int) -> list[Share]:
    """Need times ``rate`` (a benchmark or quota, in smallest units for each unit of need), never above the permit.

    Fractions of a smallest unit are left out. Where all claims together exceed what is ``available``, each gets its
    proportion; nobody ever gets more than claimed.
    """
    computed = [_floor(Fraction(claim.need) * Fraction(rate)) for claim in claims]
    claimed = [_within(amount, claim.permit) for amount, claim in zip(computed, claims, strict=True)]
    room = max(available, 0)
    granted = claimed if sum(claimed) <= room else share_out(room, claimed)
    return [Share(*parts) for parts in zip(claims, computed, claimed, granted, strict=True)]


def by_plan(claims: Sequence[Claim], decimals: int, available: int) -> list[Share]:
    """All that is ``available`` in proportion to the planned figures, but to nobody more than his figure."""
    return by_rate(claims, Decimal(10) ** decimals, available)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _within(amount: int, permit: int | None) -> int:
    return amount if permit is None else min(amount, permit)


def parts_of(total: int, shares: Sequence[Decimal]) -> list[int]:
    """``total`` in instalments by their shares, which add up to one: with each, never less than its share is out.

    Raises ValueError for shares that are none or do not add up.
    """
    if total < 0 or any(share <= 0 for share in shares) or sum(shares) != 1:
        raise ValueError("the shares of the instalments are above 0 and add up to 1")
    parts: list[int] = []
    out, reached = 0, Fraction(0)
    for share in shares:
        reached += Fraction(share)
        due = -_floor(-reached * total)
        parts.append(due - out)
        out = due
    return parts


def drawable(grant: int, progress: Decimal, paid: int) -> int:
    """What may still be paid of a grant: its proven progress (0 to 1) of the whole, less what was paid."""
    earned = (Decimal(grant) * progress).to_integral_value(ROUND_FLOOR)
    return max(int(earned) - paid, 0)
