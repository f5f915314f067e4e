"""Matches what is offered with what is needed: by their words and by their stated properties. Knows no database.

Points out of a hundred, so that somebody can follow the order: up to fifty for common words (rare ones count more),
twenty-five for the same domain, ten for the same industry, ten for being mature enough, five for a price within the
budget. What one side does not state gives no points and costs none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from lvheng.errors import Text
from lvheng.registers.searching import folded, pairs

WORDS_POINTS, DOMAIN_POINTS, INDUSTRY_POINTS, MATURITY_POINTS, PRICE_POINTS = 50, 25, 10, 10, 5
LEAST_POINTS = 20
# Two texts on one matter, written by different people, share about a third of their weighted pairs.
_ALIKE = Fraction(1, 3)
_SHOWN_WORDS = 5


@dataclass(frozen=True)
class Side:
    """An offer or a need: ``maturity`` is the place on the pack's scale, 0 the least, ``money`` the price or budget."""

    id: int
    name: str
    summary: str
    domain: str = ""
    industry: str = ""
    maturity: int | None = None
    money: Decimal | None = None

    @property
    def text(self) -> str:
        return f"{self.name} {self.summary}"


@dataclass(frozen=True)
class Match:
    """One side that fits, its points, and why in order of weight."""

    id: int
    points: int
    reasons: tuple[Text, ...]


def matches(need: Side, offers: Iterable[Side], limit: int = 10) -> list[Match]:
    """The offers that fit a need best, best first; equal ones in order of their ids."""
    sides = list(offers)
    rarity = _rarity([need, *sides])
    return _best((_match(offer.id, need, offer, rarity) for offer in sides), limit)


def matches_of_offer(offer: Side, needs: Iterable[Side], limit: int = 10) -> list[Match]:
    """The needs that an offer fits best, best first."""
    sides = list(needs)
    rarity = _rarity([offer, *sides])
    return _best((_match(need.id, need, offer, rarity) for need in sides), limit)


def _best(found: Iterable[Match], limit: int) -> list[Match]:
    best = sorted(found, key=lambda match: (-match.points, match.id))
    return [match for match in best if match.points >= LEAST_POINTS][:limit]


def _rarity(sides: Sequence[Side]) -> dict[str, Fraction]:
    """The weight of each pair of characters: the fewer texts have it, the more it says."""
    counts = Counter(token for side in sides for token in pairs(side.text))
    return {token: Fraction(1, count) for token, count in counts.items()}


def _match(other: int, need: Side, offer: Side, rarity: dict[str, Fraction]) -> Match:
    found = [
        _words(need, offer, rarity),
        _same(need.domain, offer.domain, DOMAIN_POINTS, Text("领域相同", "the same domain")),
        _same(need.industry, offer.industry, INDUSTRY_POINTS, Text("行业相同", "the same industry")),
        _mature(need, offer),
        _affordable(need, offer),
    ]
    stated = sorted((each for each in found if each[0]), key=lambda each: -each[0])
    return Match(other, sum(points for points, _ in found), tuple(reason for _, reason in stated if reason))


def _words(need: Side, offer: Side, rarity: dict[str, Fraction]) -> tuple[int, Text | None]:
    wanted, given = pairs(need.text), pairs(offer.text)
    common = wanted & given
    if not common:
        return 0, None
    weight = 2 * sum(rarity[each] for each in common) / sum(rarity[each] for side in (wanted, given) for each in side)
    points = round(WORDS_POINTS * min(Fraction(1), weight / _ALIKE))
    shared = _runs(need.text, common)[:_SHOWN_WORDS]
    return points, Text(f"共同的词：{'、'.join(shared)}", f"common words: {'、'.join(shared)}")


def _runs(text: str, common: set[str]) -> list[str]:
    """The stretches of a text that are made of common pairs, longest first."""
    runs: list[str] = []
    current = ""
    for first, second in pairwise(folded(text)):
        if first + second in common:
            current = current + second if current else first + second
        elif current:
            runs.append(current)
            current = ""
    return sorted(dict.fromkeys([*runs, current] if current else runs), key=lambda run: (-len(run), run))


def _same(wanted: str, given: str, points: int, reason: Text) -> tuple[int, Text | None]:
    return (points, reason) if wanted and wanted == given else (0, None)


def _mature(need: Side, offer: Side) -> tuple[int, Text | None]:
    if need.maturity is None or offer.maturity is None or offer.maturity < need.maturity:
        return 0, None
    return MATURITY_POINTS, Text("成熟度达到要求", "mature enough")


def _affordable(need: Side, offer: Side) -> tuple[int, Text | None]:
    if need.money is None or offer.money is None or offer.money > need.money:
        return 0, None
    return PRICE_POINTS, Text("价格在预算之内", "within the budget")
