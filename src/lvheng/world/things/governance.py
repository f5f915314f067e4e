"""Grid cells with their inspectors, scattered polluters, and control units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lvheng.registers.made_up import Later, MadeUp
from lvheng.world.things.making import World, day, made_up, person, phone, years_later

_BUSINESSES = ("小作坊洗毛", "露天喷漆", "废塑料清洗", "小型石料加工", "无证屠宰点")
_HALF = 450
_CELL = "MN-WG-"


def county_cells(world: World) -> Iterator[MadeUp]:
    """One cell for each county."""
    for place in world.places:
        yield made_up({
            "cell_code": f"{_CELL}{place.code}", "name": f"{place.name}一级网格", "level": "county",
            "area": place.code, "location": place.towns[0].location(),
        })  # fmt: skip


def town_cells(world: World) -> Iterator[MadeUp]:
    """In each county's cell one for each of its towns."""
    for place in world.places:
        top = f"{_CELL}{place.code}"
        for number, town in enumerate(place.towns, 1):
            yield made_up({
                "cell_code": f"{top}-{number:02d}", "name": f"{town.name}网格", "level": "township",
                "area": place.code, "parent": top, "location": town.location(),
            })  # fmt: skip


def inspectors(world: World) -> Iterator[MadeUp]:
    """Two people in each town's cell; some have left."""
    chance = world.chance_of("grid_inspector")
    number = 0
    for cell in world.made("grid_cell"):
        if cell.written["level"] != "township":
            continue
        for _ in range(2):
            number += 1
            begin = day(chance, date(2020, 1, 1), date(2024, 12, 31))
            left = chance.random() < 0.12
            yield made_up({
                "badge_number": f"MN-{number:05d}",
                "full_name": person(5000 + number),
                "phone": phone(5000 + number),
                "cell": cell.written["cell_code"],
                "area": cell.written["area"],
                "from_date": begin.isoformat(),
                "until_date": years_later(begin, 1).isoformat() if left else "",
            }, begin)  # fmt: skip


def scattered(world: World) -> Iterator[MadeUp]:
    """Scattered polluters: found, classed, most of them settled."""
    chance = world.chance_of("scattered_polluter")
    towns = [cell for cell in world.made("grid_cell") if cell.written["level"] == "township"]
    for number in range(1, 61):
        cell = chance.choice(towns)
        found = day(chance, date(2022, 1, 1), date(2025, 10, 31))
        due = years_later(found, 1)
        settled = chance.random() < 0.75 and due <= date(2025, 12, 31)
        later = [Later(due, {"settled_on": due.isoformat()}, reason="整治完成")] if settled else []
        business = chance.choice(_BUSINESSES)
        yield made_up({
            "case_code": f"MN-SLW-{number:04d}",
            "name": f"{cell.written['name'].removesuffix('网格')}{business}",
            "cell": cell.written["cell_code"],
            "area": cell.written["area"],
            "business": business,
            "found_on": found.isoformat(),
            "class": chance.choice(("close", "move", "upgrade")),
            "due_on": due.isoformat(),
            "location": cell.written["location"],
        }, found, later)  # fmt: skip


def control_units(world: World) -> Iterator[MadeUp]:
    """In each county a square of priority and one of key control around two of its towns."""
    for place in world.places:
        for number, kind in enumerate(("priority", "key", "general")):
            town = place.towns[number]
            west, east = town.longitude - _HALF, town.longitude + _HALF
            south, north = town.latitude - _HALF, town.latitude + _HALF
            ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
            corners = ",".join(f"[{x // 10_000}.{x % 10_000:04d},{y // 10_000}.{y % 10_000:04d}]" for x, y in ring)
            yield made_up({
                "unit_code": f"MN-ZH{place.code}{number + 1}",
                "name": f"{place.name}{town.name[:2]}管控单元（模拟）",
                "area": place.code,
                "class": kind,
                "red_line": "是" if kind == "priority" else "否",
                "spatial_rules": {
                    "priority": "禁止新建、扩建产生污染的工业项目", "key": "新建“两高”项目须符合准入条件",
                    "general": "执行一般要求",
                }[kind],
                "boundary": f'{{"type":"Polygon","coordinates":[[{corners}]]}}',
                "published_on": "2021-06-30",
            }, date(2021, 6, 30))  # fmt: skip
