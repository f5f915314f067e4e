"""Made-up participants: irrigators of two basins, factories with permits, and the government's reserve."""

from __future__ import annotations

import random
from enum import StrEnum

from django.utils import timezone

from lvheng.areas.queries import areas
from lvheng.ledger import owners
from lvheng.markets.models import Participant

_VILLAGES = (
    ("折桥镇慈王村", "大夏河"),
    ("枹罕镇街子村", "大夏河"),
    ("南龙镇张王家村", "大夏河"),
    ("城郊镇瓦窑村", "大夏河"),
    ("北塬镇钱家村", "大夏河"),
    ("土桥镇大鲁家村", "大夏河"),
    ("黄泥湾镇陈家村", "大夏河"),
    ("尹集镇大滩村", "大夏河"),
    ("莲花镇寨子村", "大夏河"),
    ("先锋乡前韩村", "大夏河"),
    ("虎关乡关滩沟村", "洮河"),
    ("流川镇唐巷村", "洮河"),
    ("白王镇新庄村", "洮河"),
    ("附城镇斜路坡村", "洮河"),
    ("康丰镇何家沟村", "洮河"),
    ("三甲集镇沙家村", "洮河"),
    ("祁家集镇黄家坪村", "洮河"),
    ("达板镇红柳滩村", "洮河"),
)
_FACTORIES = (
    "清河源清真食品",
    "华安生物制品",
    "古河州酒业",
    "燎原乳业",
    "八坊皮革",
    "河州淀粉",
    "宏良皮业",
    "盛源污水处理",
    "金河造纸",
    "康美食品",
)


class Kind(StrEnum):
    """Who they are."""

    IRRIGATOR = "irrigator"
    FACTORY = "factory"
    RESERVE = "reserve"


def participants_for(chance: random.Random) -> dict[Kind, list[Participant]]:
    """Admit them all; their names are of no real organisation."""
    counties = list(areas().filter(level="county").order_by("code").values_list("code", flat=True))
    now = timezone.now()
    rows: dict[Kind, list[Participant]] = {kind: [] for kind in Kind}
    for number, (village, basin) in enumerate(_VILLAGES, 1):
        name = f"{village}用水户协会（模拟）"
        rows[Kind.IRRIGATOR].append(_row(f"W{number:02d}", name, "agriculture", basin, counties, chance))
    for number, factory in enumerate(_FACTORIES, 1):
        name = f"{factory}（模拟）"
        rows[Kind.FACTORY].append(_row(f"F{number:02d}", name, "industry", "大夏河", counties, chance))
    rows[Kind.RESERVE].append(_row("R01", "州级排污权储备（模拟）", "government", "大夏河", counties, chance))
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
        quality=1,
        simulated=True,
    )
