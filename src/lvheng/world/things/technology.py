"""Offers and needs of green technology, and the transfers that were agreed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from lvheng.registers.made_up import MadeUp
from lvheng.world.things.making import World, day, decimal, made_up, person, phone, spread

_MATURITY = ("research", "pilot", "demonstration", "mature")
_MODES = ("transfer", "licence", "service", "joint")
TRANSFERS = 16


@cache
def _technologies() -> tuple[dict[str, str], ...]:
    """What is offered, what it solves, and what somebody who needs it asks for."""
    text = (files("lvheng.world") / "data" / "technologies.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def offers(world: World) -> Iterator[MadeUp]:
    """Two offers of each technology, of different maturity."""
    chance = world.chance_of("technology_offer")
    for number, each in enumerate(_technologies()):
        for variant in range(2):
            offered = day(chance, date(2024, 1, 1), date(2025, 11, 30))
            yield made_up({
                "name": f"{each['name']}{'技术' if variant else '成套技术'}",
                "domain": each["domain"],
                "industry": each["industry"],
                "summary": each["solves"],
                "maturity": chance.choice(_MATURITY[variant:]),
                "provider": chance.choice(("模拟大学", "示例科学院", "模拟工程技术中心", "示例环保技术公司")),
                "price": decimal(spread(chance, 1_200_000), 4),
                "mode": chance.choice(_MODES),
                "in_catalogue": "是" if chance.random() < 0.4 else "否",
                "offered_on": offered.isoformat(),
                "open_until": f"{2027 + variant}-12-31",
                "contact": f"{person(number)} {phone(number)}",
            }, offered)  # fmt: skip


def needs(world: World) -> Iterator[MadeUp]:
    """What enterprises look for."""
    chance = world.chance_of("technology_need")
    by_section: dict[str, list[MadeUp]] = {}
    for enterprise in world.made("enterprise"):
        by_section.setdefault(enterprise.written["industry"], []).append(enterprise)
    for number, each in enumerate(_technologies()):
        for variant in range(2):
            enterprise = chance.choice(by_section[each["industry"]])
            asked = day(chance, date(2024, 6, 1), date(2025, 12, 15))
            yield made_up({
                "name": each["need"].split("，")[-1 if variant else 0],
                "domain": each["domain"],
                "industry": each["industry"],
                "summary": each["need"],
                "maturity": chance.choice(_MATURITY[1:]),
                "enterprise": enterprise.written["credit_code"],
                "area": enterprise.written["area"],
                "budget": decimal(spread(chance, 1_500_000), 4),
                "asked_on": asked.isoformat(),
                "open_until": f"{2027 + variant}-06-30",
                "contact": f"{person(500 + number)} {phone(500 + number)}",
            }, asked)  # fmt: skip


def transfers(world: World) -> Iterator[MadeUp]:
    """Some of the offers and needs came together."""
    chance = world.chance_of("technology_transfer")
    offered, needed = world.identifiers["technology_offer"], world.identifiers["technology_need"]
    for number in range(TRANSFERS):
        place = 2 * number % len(needed)
        need = world.made("technology_need")[place]
        agreed = day(chance, date(2023, 3, 1), date(2025, 12, 10))
        yield made_up({
            "contract_number": f"MN-JS-{agreed.year}-{number + 1:04d}",
            "name": f"{need.written['name']}转化项目",
            "offer": offered[place],
            "need": needed[place],
            "receiver": need.written["enterprise"],
            "area": need.written["area"],
            "agreed_on": agreed.isoformat(),
            "amount": decimal(spread(chance, 900_000), 4),
            "result": chance.choice(("agreed", "under_way", "running", "running")),
        }, agreed)  # fmt: skip
