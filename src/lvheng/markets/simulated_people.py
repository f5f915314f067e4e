"""Made-up participants: irrigators of two basins, factories with permits, collectors, and the government's reserve."""

from __future__ import annotations

import random
from enum import StrEnum

from django.utils import timezone

from lvheng.areas.queries import areas
from lvheng.ledger import owners
from lvheng.markets.models import Participant

# Nobody real is meant: places and trades are named by basin and number.
_ASSOCIATIONS = (("大夏河", 10), ("洮河", 8))
_TRADES = ("食品", "生物制品", "酿酒", "乳品", "制革", "淀粉", "皮毛", "污水处理", "造纸", "饮料")


# The demonstration accounts that act for them.
_AGENTS = {"W01": "irrigator", "W02": "irrigator_2", "F01": "factory"}


class Kind(StrEnum):
    """Who they are."""

    IRRIGATOR = "irrigator"
    FACTORY = "factory"
    RESERVE = "reserve"
    RECYCLER = "recycler"


def participants_for(chance: random.Random) -> dict[Kind, list[Participant]]:
    """Admit them all; their names are of no real organisation."""
    counties = list(areas().filter(level="county").order_by("code").values_list("code", flat=True))
    now = timezone.now()
    rows: dict[Kind, list[Participant]] = {kind: [] for kind in Kind}
    places = [(basin, number) for basin, count in _ASSOCIATIONS for number in range(1, count + 1)]
    for number, (basin, place) in enumerate(places, 1):
        name = f"{basin}示范灌区第{place}用水户协会（模拟）"
        rows[Kind.IRRIGATOR].append(_row(f"W{number:02d}", name, "agriculture", basin, counties, chance))
    for number, trade in enumerate(_TRADES, 1):
        name = f"示范{trade}厂{number:02d}（模拟）"
        rows[Kind.FACTORY].append(_row(f"F{number:02d}", name, "industry", "大夏河", counties, chance))
    rows[Kind.RESERVE].append(_row("R01", "州级排污权储备（模拟）", "government", "大夏河", counties, chance))
    apart = random.Random("recyclers")
    for number in (1, 2):
        name = f"示范再生资源回收站{number:02d}（模拟）"
        rows[Kind.RECYCLER].append(_row(f"C{number:02d}", name, "recycling", "大夏河", counties, apart))
    for group in rows.values():
        for each in group:
            each.admitted_at = now
        Participant.objects.bulk_create(group)
    return rows


def _row(number: str, name: str, sector: str, basin: str, counties: list[str], chance: random.Random) -> Participant:
    return Participant(
        owner=owners.thing(f"SIM-{number}"),
        name=name,
        sector=sector,
        area_id=chance.choice(counties),
        basin=basin,
        agent=_AGENTS.get(number, ""),
        quality=1,
        simulated=True,
    )
