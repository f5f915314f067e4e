"""Irrigation districts, who takes water and may take how much, and villages."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from lvheng.registers.made_up import MadeUp
from lvheng.world.things.enterprises import trade_of
from lvheng.world.things.making import World, day, decimal, made_up, phone, spread, years_later, yes
from lvheng.world.things.places import Place

IRRIGATORS, VILLAGES = 1700, 620
_WATER_CLASSES = {"industry": ("1351", "1391", "1910", "3011", "2710", "1353"), "service": ("6110", "8111")}


def districts(world: World) -> Iterator[MadeUp]:
    """Two irrigation districts in each county."""
    chance = world.chance_of("irrigation_district")
    for place in world.places:
        for number in range(2):
            town = place.towns[number]
            irrigated = spread(chance, 4_000_000)
            yield made_up({
                "district_code": f"MN-GQ-{place.code}-{number + 1}",
                "name": f"{town.name[:2]}灌区",
                "area": place.code,
                "irrigated_area": decimal(irrigated),
                "efficient_area": decimal(irrigated * chance.randint(15, 70) // 100),
                "quota": decimal(chance.randint(22_000, 42_000)),
                "utilisation": decimal(chance.randint(4800, 6200), 4),
                "retrofitted_on": day(chance, date(2019, 1, 1), date(2025, 6, 30)).isoformat()
                if chance.random() < 0.6 else "",
                "manager": f"{town.name[:2]}灌区管理所（模拟）",
                "location": town.location(),
            })  # fmt: skip


def users(world: World) -> Iterator[MadeUp]:
    """Water licences of enterprises, users' associations, irrigators and city supply."""
    chance = world.chance_of("water_user")
    number = 0
    for kind, classes in _WATER_CLASSES.items():
        for enterprise in world.made("enterprise"):
            if trade_of(enterprise).class_code in classes and chance.random() < 0.8:
                number += 1
                yield _licence(chance, number, kind, enterprise)
    for place in world.places:
        number += 1
        yield _supply(chance, number, place)
    for index in range(IRRIGATORS):
        number += 1
        yield _irrigator(world, chance, number, world.made("irrigation_district"), is_association=index % 20 == 0)


def _licence(chance: random.Random, number: int, kind: str, enterprise: MadeUp) -> MadeUp:
    begin = day(chance, date(2020, 1, 1), date(2025, 10, 31))
    return made_up({
        "licence_number": f"MN-QS-{number:05d}",
        "name": enterprise.written["name"],
        "kind": kind,
        "enterprise": enterprise.written["credit_code"],
        "area": enterprise.written["area"],
        "allocation": decimal(spread(chance, 8_000_000)),
        "source": chance.choice(("surface", "ground", "ground", "reclaimed")),
        "valid_from": begin.isoformat(),
        "valid_until": years_later(begin, 5).isoformat(),
        "location": enterprise.written["location"],
    }, begin)  # fmt: skip


def _supply(chance: random.Random, number: int, place: Place) -> MadeUp:
    begin = date(2022, 1, 1)
    return made_up({
        "licence_number": f"MN-QS-{number:05d}",
        "name": f"{place.name}城区供水（模拟）",
        "kind": "urban_supply",
        "area": place.code,
        "allocation": decimal(spread(chance, 900_000_000)),
        "source": "surface",
        "valid_from": begin.isoformat(),
        "valid_until": years_later(begin, 10).isoformat(),
        "location": place.towns[0].location(chance),
    }, begin)  # fmt: skip


def _irrigator(
    world: World, chance: random.Random, number: int, districts: list[MadeUp], *, is_association: bool
) -> MadeUp:
    district = chance.choice(districts)
    town = world.town(chance, district.written["area"])
    land = spread(chance, 300_000 if is_association else 1_200)
    quota = int(district.written["quota"].replace(".", ""))
    return made_up({
        "licence_number": f"MN-QS-{number:05d}",
        "name": f"{town.name}用水户协会（模拟）" if is_association else f"模拟用水户{number:05d}",
        "kind": "association" if is_association else "irrigator",
        "district": district.written["district_code"],
        "area": district.written["area"],
        "allocation": decimal(land * quota // 100),
        "source": "surface",
        "irrigated_area": decimal(land),
        "phone": phone(number),
        "valid_from": "2021-01-01",
        "valid_until": "2030-12-31",
        "location": town.location(chance),
    }, date(2021, 1, 1))  # fmt: skip


def villages(world: World) -> Iterator[MadeUp]:
    """Villages with their plans, sewage, waste, toilets and heating."""
    chance = world.chance_of("village_plan")
    for number in range(VILLAGES):
        place = world.places[number % len(world.places)]
        town_number = number // len(world.places) % len(place.towns)
        town = place.towns[town_number]
        households = spread(chance, 320)
        status = chance.choices(("not_needed", "planned", "drafting", "approved"), (15, 15, 20, 50))[0]
        approved = day(chance, date(2021, 3, 1), date(2025, 11, 30))
        serial = number // len(world.places) // len(place.towns)
        yield made_up({
            "village_code": f"{place.code}9{town_number:02d}{200 + serial:03d}",
            "name": f"{town.name[:2]}{'东西南北上下前后中新'[serial % 10]}村",
            "township": town.name,
            "area": place.code,
            "households": str(households),
            "plan_status": status,
            "approved_on": approved.isoformat() if status == "approved" else "",
            "sewage_treated": yes(chance.random() < 0.35),
            "waste_collected": yes(chance.random() < 0.9),
            "toilets": str(households * chance.randint(45, 98) // 100),
            "clean_heating": str(households * chance.randint(10, 80) // 100),
            "black_water": str(chance.choice((0, 0, 0, 0, 0, 1))),
            "location": town.location(chance),
        }, approved if status == "approved" else date(2021, 1, 1))  # fmt: skip
