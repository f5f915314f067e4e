"""Technology offers and needs as the matching sees them, and the transfers that came of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lvheng.packs.registers import RegisterKind
from lvheng.registers import queries
from lvheng.registers.catalogue import registers
from lvheng.registers.matching import Match, Side, matches
from lvheng.registers.models import State, Thing

OFFER, NEED, TRANSFER = "technology_offer", "technology_need", "technology_transfer"
MAX_NEEDS = 50
MAX_OFFERS = 2000
_FIRST = 3


@dataclass(frozen=True)
class Matched:
    """A need with the offers that fit it best, each with its points and reasons."""

    need: Thing
    offers: list[tuple[Thing, Match]]


def is_declared() -> bool:
    """Whether the pack has offers and needs at all."""
    return {OFFER, NEED} <= set(registers().kinds)


def matched(need_id: int | None = None) -> list[Matched]:
    """The needs that are open today (or one of them), those asked last first, with the offers that are open today."""
    today = timezone.localdate()
    needs = queries.of_kind(NEED, today)
    chosen = needs.filter(pk=need_id) if need_id else needs.order_by("-valid_from", "id")[:MAX_NEEDS]
    offers = {each.pk: each for each in queries.of_kind(OFFER, today).order_by("-valid_from", "id")[:MAX_OFFERS]}
    sides = list(_sides(registers().kinds[OFFER], offers.values(), "price"))
    limit = len(sides) if need_id else _FIRST
    found = []
    for need in chosen:
        (side,) = _sides(registers().kinds[NEED], [need], "budget")
        best = matches(side, sides, min(limit, MAX_NEEDS))
        found.append(Matched(need, [(offers[match.id], match) for match in best]))
    return found


def transfers_in(year: int) -> int:
    """How many transfers were agreed in a year; those that were ended count for the year of their agreement."""
    agreed = Thing.objects.filter(kind=TRANSFER, values__agreed_on__startswith=f"{year}-")
    return agreed.exclude(state=State.REVOKED).count()


def _sides(kind: RegisterKind, things: Iterable[Thing], money: str) -> Iterable[Side]:
    scale = [option.code for option in registers().options(kind.by_code["maturity"])]
    for thing in things:
        values: dict[str, Any] = thing.values
        maturity = values.get("maturity")
        yield Side(
            thing.pk,
            thing.title,
            values.get("summary", ""),
            values.get("domain", ""),
            values.get("industry", ""),
            scale.index(maturity) if maturity in scale else None,
            Decimal(values[money]) if money in values else None,
        )
