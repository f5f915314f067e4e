"""Parks and enterprises: named after county and trade, with energy use that changes from year to year."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from lvheng.registers.made_up import Later, MadeUp
from lvheng.world.things.making import AS_OF, World, day, decimal, made_up, person, phone, spread, yes

# Who uses so much energy a year is a key energy user (tce).
KEY_USE = 5000
_BRANDS_FIRST = "宏恒瑞泰源隆盛康润嘉锦华顺裕凯鑫兴"
_BRANDS_LAST = "达通远和信诚昌茂丰发业利庆祥明辉"
_FORMS = ("有限公司", "有限责任公司", "厂", "集团有限公司")
_COOPERATIVE = "合作"


@dataclass(frozen=True)
class Trade:
    """What an enterprise does: its class of GB/T 4754, and what it discharges."""

    section: str
    class_code: str
    word: str
    count: int
    permit: str
    media: str
    pollutants: tuple[str, ...]
    energy: int
    two_high: str
    product: str


@cache
def trades() -> tuple[Trade, ...]:
    """All rows of trades.csv."""
    text = (files("lvheng.world") / "data" / "trades.csv").read_text(encoding="utf-8")
    return tuple(
        Trade(
            row["section"],
            row["class"],
            row["words"],
            int(row["count"]),
            row["permit"],
            row["media"],
            tuple(row["pollutants"].split()),
            int(row["energy"]),
            row["two_high"],
            row["product"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def trade_of(enterprise: MadeUp) -> Trade:
    """The trade of a made-up enterprise."""
    return _by_class()[enterprise.written["industry_code"]]


@cache
def _by_class() -> dict[str, Trade]:
    return {trade.class_code: trade for trade in trades()}


def parks(world: World) -> Iterator[MadeUp]:
    """One or two parks in each county."""
    chance = world.chance_of("park")
    words = ("民族用品和食品加工", "建材和装备制造", "农产品加工和物流", "新能源和资源循环利用")
    for number, place in enumerate(world.places):
        for second in range(1 + number % 2):
            town = place.towns[second]
            yield made_up({
                "park_code": f"MN-{place.code}-{second + 1}",
                "name": f"{place.name}{town.name[:2]}{'产业园' if second else '经济开发区'}",
                "level": "county" if second else "provincial",
                "area": place.code,
                "location": town.location(),
                "planned_area": decimal(chance.randint(8000, 90000)),
                "leading_industries": chance.choice(words),
                "planning_assessed_on": day(chance, date(2016, 1, 1), date(2023, 12, 31)).isoformat(),
                "regional_assessment": yes(chance.random() < 0.6),
                "circular_retrofit": chance.choice(("none", "planned", "under_way", "accepted")),
            })  # fmt: skip


def enterprises(world: World) -> Iterator[MadeUp]:
    """Some three thousand of all trades."""
    chance = world.chance_of("enterprise")
    parks_of = _parks_of(world)
    brands = [first + last for first in _BRANDS_FIRST for last in _BRANDS_LAST]
    number = 0
    taken: set[str] = set()
    for trade in trades():
        for _ in range(trade.count):
            number += 1
            yield _enterprise(world, chance, trade, number, parks_of, _name_of(world, chance, trade, brands, taken))


def _parks_of(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for park in world.made("park"):
        found.setdefault(park.written["area"], []).append(park.written["park_code"])
    return found


def _name_of(world: World, chance: random.Random, trade: Trade, brands: list[str], taken: set[str]) -> tuple[str, str]:
    """A county and a name that no other enterprise of the world has."""
    while True:
        place = chance.choice(world.places)
        form = "社" if trade.word.endswith(_COOPERATIVE) else chance.choices(_FORMS, (60, 25, 12, 3))[0]
        name = f"{place.name}{chance.choice(brands)}{trade.word}{form}"
        if name not in taken:
            taken.add(name)
            return place.code, name


def _enterprise(
    world: World,
    chance: random.Random,
    trade: Trade,
    number: int,
    parks_of: dict[str, list[str]],
    named: tuple[str, str],
) -> MadeUp:
    area, name = named
    town = world.town(chance, area)
    energy = spread(chance, trade.energy * 100, 30, 220)
    registered = day(chance, date(1998, 1, 1), date(2024, 6, 30))
    in_park = trade.section == "C" and area in parks_of and chance.random() < 0.45
    written = {
        "credit_code": world.credit_code(area, "93" if trade.word.endswith(_COOPERATIVE) else "91"),
        "name": name,
        "area": area,
        "industry": trade.section,
        "industry_code": trade.class_code,
        "park": chance.choice(parks_of[area]) if in_park else "",
        "address": f"{town.name}{chance.randint(1, 99)}号",
        "location": town.location(chance),
        "legal_person": person(number),
        "contact_phone": phone(number),
        "registered_on": registered.isoformat(),
        "employees": str(spread(chance, 40, 5, 900)),
        "energy_use": decimal(energy),
        "permit_management": trade.permit,
        **_environment(chance, trade),
    }
    written["scale"] = _scale(int(written["employees"]))
    written["key_energy_user"] = yes(energy >= KEY_USE * 100)
    written["specialised"] = _specialised(chance) if trade.section == "C" else "none"
    return made_up(written, registered, tuple(_years(chance, energy, written)))


def _environment(chance: random.Random, trade: Trade) -> dict[str, str]:
    is_key = trade.permit == "key"
    toxic = is_key and chance.random() < 0.35
    hazardous = "none"
    if trade.class_code == "7724":
        hazardous = chance.choice(("collection", "use", "disposal"))
    elif is_key or trade.class_code in ("8111", "2641"):
        hazardous = "producer" if chance.random() < 0.7 else "none"
    risk = chance.choices(("general", "larger", "major"), (70, 22, 8))[0] if is_key else ""
    audited = is_key and chance.random() < 0.6
    until = day(chance, date(2023, 6, 1), date(2029, 12, 31)).isoformat() if audited else ""
    return {
        "uses_toxic_materials": yes(toxic),
        "hazardous_waste_activity": hazardous,
        "risk_grade": risk,
        "cleaner_production_until": until,
    }


def _scale(employees: int) -> str:
    return "large" if employees >= 1000 else "medium" if employees >= 300 else "small" if employees >= 20 else "micro"


def _specialised(chance: random.Random) -> str:
    return chance.choices(("none", "innovative", "specialised", "little_giant"), (88, 8, 3, 1))[0]


def _years(chance: random.Random, energy: int, written: dict[str, str]) -> Iterator[Later]:
    """Of those that use much energy the use of every year; a few enterprises have been closed."""
    if energy >= KEY_USE * 100:
        first = date.fromisoformat(written["registered_on"]).year + 2
        for year in range(max(2022, first), 2026):
            energy = energy * chance.randint(93, 104) // 100
            facts = {"energy_use": decimal(energy), "key_energy_user": yes(energy >= KEY_USE * 100)}
            yield Later(date(year, 3, 31), facts, reason=f"{year - 1}年能源利用状况报告")
    elif chance.random() < 0.015 and written["permit_management"] in ("none", "registration"):
        yield Later(day(chance, date(2024, 7, 1), AS_OF), state="ended", reason="注销登记")
