"""Projects and plants of every kind that a plan of green economy keeps track of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from lvheng.registers.made_up import Later, MadeUp
from lvheng.world.things.enterprises import trade_of
from lvheng.world.things.making import (
    World,
    day,
    decimal,
    made_up,
    project_code,
    spread,
    stage_of,
    years_later,
    yes,
)

_FINISHED = ("commissioned", "accepted")
_BEGUN = (*_FINISHED, "construction")
_CATEGORIES = {
    "industry_retrofit": "节能技术改造",
    "circular_park": "园区循环化改造",
    "farmland": "高标准农田建设",
    "irrigation": "灌区节水改造",
    "film_recycling": "废旧农膜回收利用",
    "logistics": "冷链物流园",
    "transport": "新能源公交",
    "data_centre": "绿色数据中心",
    "research": "绿色技术研发平台",
    "settlement": "人居环境整治",
}
_SITES = {
    "transport_hub": "客运站",
    "logistics": "物流园",
    "bus_depot": "公交场站",
    "road": "服务区",
    "city": "广场",
    "residential": "小区",
}
_PLANTS = (
    ("sewage", "污水处理厂", 30, 1_200_000, "GB 18918-2002 一级A"),
    ("reclaimed", "再生水厂", 8, 500_000, "GB/T 18920-2020"),
    ("sludge", "污泥处置中心", 4, 8_000, ""),
    ("incineration", "生活垃圾焚烧发电厂", 2, 80_000, "GB 18485-2014"),
    ("landfill", "生活垃圾填埋场", 8, 15_000, "GB 16889-2024"),
    ("kitchen", "餐厨垃圾处理站", 4, 5_000, ""),
    ("construction", "建筑垃圾资源化利用厂", 6, 60_000, ""),
    ("medical", "医疗废物处置中心", 1, 500, "GB 39707-2020"),
    ("hazardous", "危险废物利用处置中心", 2, 10_000, "GB 18597-2023"),
    ("recycling", "再生资源分拣中心", 16, 9_000, ""),
)


def _owners(world: World, *classes: str) -> list[MadeUp]:
    return [each for each in world.made("enterprise") if trade_of(each).class_code in classes]


def _code_of(owner: MadeUp) -> str:
    return str(owner.written["credit_code"])


def projects(world: World) -> Iterator[MadeUp]:
    """Green projects without a register of their own."""
    chance = world.chance_of("project")
    owners = _owners(world, "3011", "1351", "2710", "4210", "5430", "2625")
    for number in range(1, 161):
        category = chance.choice(tuple(_CATEGORIES))
        town, stage = world.town(chance), stage_of(chance)
        begun = day(chance, date(2020, 3, 1), date(2025, 6, 30))
        yield made_up({
            "project_code": project_code(begun.year, town.area, number),
            "name": f"{town.name}{_CATEGORIES[category]}项目",
            "category": category,
            "owner": _code_of(chance.choice(owners)) if category in ("industry_retrofit", "logistics") else "",
            "owner_name": "" if category in ("industry_retrofit", "logistics") else f"{town.name}人民政府（模拟）",
            "area": town.area,
            "stage": stage,
            "investment": decimal(spread(chance, 32_000_000, 10, 500), 4),
            "begun_on": begun.isoformat() if stage in _BEGUN else "",
            "finished_on": years_later(begun, 1).isoformat() if stage == "accepted" else "",
            "location": town.location(chance),
        }, begun)  # fmt: skip


def two_high(world: World) -> Iterator[MadeUp]:
    """High-energy, high-emission projects: some begun without review, some without enough replaced capacity."""
    chance = world.chance_of("two_high_project")
    owners = [each for each in world.made("enterprise") if trade_of(each).two_high]
    for number, owner in enumerate(owners, 1):
        trade = trade_of(owner)
        begun = day(chance, date(2019, 1, 1), date(2024, 12, 31))
        reviewed, assessed = chance.random() < 0.85, chance.random() < 0.9
        energy = int(owner.written["energy_use"].replace(".", ""))
        capacity = spread(chance, 600_000)
        handling = "keep" if reviewed and assessed else chance.choice(("upgrade", "suspend", "stop"))
        yield made_up({
            "project_code": project_code(begun.year, owner.written["area"], 1000 + number),
            "name": f"{owner.written['name']}{trade.product}扩建项目",
            "owner": _code_of(owner),
            "area": owner.written["area"],
            "industry": trade.two_high,
            "product": trade.product,
            "stage": chance.choice(("approved", "construction", "commissioned", "accepted")),
            "new_capacity": decimal(capacity, 4),
            "replaced_capacity": decimal(capacity * chance.choice((80, 110, 125, 150)) // 100, 4),
            "restricted_quota": yes(chance.random() < 0.2),
            "energy_use": decimal(energy),
            "unit_energy_use": decimal(spread(chance, 110_000, 70, 150), 3),
            "electricity": decimal(energy * 22, 4),
            "energy_review": f"模拟节能审〔{begun.year}〕{number}号" if reviewed else "",
            "energy_reviewed_on": years_later(begun, -1).isoformat() if reviewed else "",
            "assessment": f"模拟环审〔{begun.year}〕{number}号" if assessed else "",
            "assessed_on": years_later(begun, -1).isoformat() if assessed else "",
            "begun_on": begun.isoformat(),
            "handling": handling,
            "location": owner.written["location"],
        }, begun)  # fmt: skip


def photovoltaics(world: World) -> Iterator[MadeUp]:
    """Utility and distributed photovoltaic projects; output follows capacity."""
    chance = world.chance_of("photovoltaic_project")
    owners = _owners(world, "4416")
    words = {"utility": "集中式光伏", "rural": "农村分布式光伏", "commercial": "工商业屋顶光伏", "village": "村级电站"}
    for number in range(1, 91):
        kind = chance.choices(tuple(words), (12, 40, 18, 30))[0]
        town, stage = world.town(chance), stage_of(chance)
        middle = {"utility": 5_000_000, "rural": 60_000, "commercial": 120_000, "village": 30_000}[kind]
        capacity = spread(chance, middle)
        connected = day(chance, date(2019, 6, 1), date(2025, 11, 30))
        running = stage in _FINISHED
        yield made_up({
            "project_code": project_code(connected.year, town.area, 2000 + number),
            "name": f"{town.name}{words[kind]}项目",
            "kind": kind,
            "owner": _code_of(chance.choice(owners)),
            "area": town.area,
            "stage": stage,
            "capacity": decimal(capacity),
            "connected_on": connected.isoformat() if running else "",
            "yearly_output": decimal(capacity * chance.randint(1150, 1500) // 1000, 4) if running else "",
            "households": str(chance.randint(20, 400)) if kind in ("rural", "village") else "",
            "location": town.location(chance),
        }, connected)  # fmt: skip


def pumped_storage(world: World) -> Iterator[MadeUp]:
    """Stations in their preliminary work, each with the step that it reached year by year.

    They lie in the counties that the plan names for them; where it names none, in up to three by chance.
    """
    chance = world.chance_of("pumped_storage_project")
    steps = ("site_survey", "planned", "pre_feasibility", "feasibility", "approved")
    named = world.places_named_with("抽水蓄能") or chance.sample(world.places, min(3, len(world.places)))
    for number, place in enumerate(named, 1):
        town = place.towns[0]
        reached = 2 + number
        later = [
            Later(date(2021 + step, 6, 30), {"step": steps[step], "step_on": f"{2021 + step}-06-30"}, reason="前期进展")
            for step in range(1, min(reached, len(steps)))
        ]
        yield made_up({
            "project_code": project_code(2021, place.code, 3000 + number),
            "name": f"{place.name}{town.name[:2]}抽水蓄能电站",
            "area": place.code,
            "capacity": decimal(chance.choice((6000, 12000, 14000))),
            "investment": decimal(chance.randint(400_000, 1_000_000), 4),
            "step": steps[0],
            "step_on": "2020-12-31",
            "next_step_due": f"{2026 + number}-06-30",
            "location": town.location(chance),
        }, date(2020, 12, 31), later)  # fmt: skip


def grid(world: World) -> Iterator[MadeUp]:
    """Segments of distribution lines, most of them rural."""
    chance = world.chance_of("grid_project")
    for number in range(1, 241):
        town = world.town(chance)
        rural = chance.random() < 0.75
        energised = day(chance, date(2021, 1, 1), date(2025, 11, 30))
        yield made_up({
            "segment_code": f"MN-PW-{number:05d}",
            "name": f"{town.name}{'农网' if rural else '城网'}{chance.randint(1, 9)}号线路",
            "area": town.area,
            "rural": yes(rural),
            "works": chance.choice(("new", "rebuilt")),
            "voltage": chance.choice(("0.38", "10", "10", "10", "35")),
            "length": decimal(spread(chance, 9_000), 3),
            "energised_on": energised.isoformat(),
            "accepted_on": years_later(energised, 1).isoformat()
            if energised.year < 2025 and chance.random() < 0.8 else "",
        }, energised)  # fmt: skip


def gas(world: World) -> Iterator[MadeUp]:
    """Pipelines, storage, stations and supply contracts of each county."""
    chance = world.chance_of("gas_project")
    operators = _owners(world, "4511")
    kinds = {"pipeline": "天然气管道", "storage": "储气设施", "station": "门站", "contract": "管道气源合同"}
    number = 0
    for place in world.places:
        for kind, words in kinds.items():
            number += 1
            use = spread(chance, 80_000)
            yield made_up({
                "project_code": project_code(2022, place.code, 4000 + number),
                "name": f"{place.name}{words}",
                "kind": kind,
                "operator": _code_of(chance.choice(operators)),
                "area": place.code,
                "stage": "accepted" if kind == "contract" else stage_of(chance),
                "length": decimal(spread(chance, 42_000), 3) if kind == "pipeline" else "",
                "storage": decimal(use * chance.randint(2, 6), 4) if kind == "storage" else "",
                "contracted": decimal(use * 365, 4) if kind == "contract" else "",
                "daily_use": decimal(use, 4) if kind in ("storage", "contract") else "",
                "location": world.town(chance, place.code).location(chance),
            }, date(2022, 6, 1))  # fmt: skip


def boilers(world: World) -> Iterator[MadeUp]:
    """Boilers of heating and industry; coal-fired ones are being replaced."""
    chance = world.chance_of("heating_boiler")
    users = _owners(world, "4430", "1351", "1391", "2710", "1440", "1910")
    for number in range(1, 161):
        user = chance.choice(users)
        heating = trade_of(user).class_code == "4430"
        retrofit = chance.choices(("none", "to_gas", "to_electricity", "low_nox", "closed"), (40, 30, 10, 15, 5))[0]
        fuel = {"to_gas": "gas", "low_nox": "gas", "to_electricity": "electricity"}.get(retrofit, "coal")
        done = day(chance, date(2021, 4, 1), date(2025, 10, 31))
        later = [] if retrofit == "none" else [
            Later(done, {"fuel": fuel, "retrofit": retrofit, "retrofitted_on": done.isoformat()}, reason="改造完成")
        ]  # fmt: skip
        yield made_up({
            "boiler_code": f"MN-GL-{number:04d}",
            "name": f"{'供热' if heating else '工业'}锅炉{chance.randint(1, 4)}号",
            "enterprise": _code_of(user),
            "area": user.written["area"],
            "use": "heating" if heating else "industry",
            "fuel": "coal" if retrofit != "none" else chance.choice(("coal", "gas", "gas", "biomass")),
            "capacity": chance.choice(("2", "4", "6", "10", "20", "35", "65")),
            "retrofit": "none",
            "location": user.written["location"],
        }, date(2020, 1, 1), later)  # fmt: skip


def charging(world: World) -> Iterator[MadeUp]:
    """Charging stations with their piles."""
    chance = world.chance_of("charging_station")
    operators = _owners(world, "5411", "7010", "6510")
    for number in range(1, 141):
        site = chance.choice(tuple(_SITES))
        town = world.town(chance)
        direct, slow = chance.randint(0, 14), chance.randint(0, 20)
        yield made_up({
            "station_code": f"MN-CD-{number:05d}",
            "name": f"{town.name}{_SITES[site]}充电站",
            "operator": _code_of(chance.choice(operators)),
            "area": town.area,
            "site": site,
            "dc_piles": str(direct),
            "ac_piles": str(slow),
            "power": decimal(direct * 6000 + slow * 700),
            "open_to_public": yes(site != "bus_depot"),
            "opened_on": (opened := day(chance, date(2019, 5, 1), date(2025, 11, 30))).isoformat(),
            "address": f"{town.name}{_SITES[site]}",
            "location": town.location(chance),
        }, opened)  # fmt: skip


def plants(world: World) -> Iterator[MadeUp]:
    """Sewage, reclaimed water, sludge and waste plants."""
    chance = world.chance_of("treatment_plant")
    operators = _owners(world, "4620", "7820", "7724")
    number = 0
    for kind, words, count, middle, standard in _PLANTS:
        for place in range(count):
            number += 1
            county = world.places[place % len(world.places)]
            town = county.towns[place // len(world.places) % len(county.towns)]
            begun = day(chance, date(2012, 1, 1), date(2025, 9, 30))
            yield made_up({
                "plant_code": f"MN-CL-{number:04d}",
                "name": f"{county.name}{town.name}{words}",
                "kind": kind,
                "operator": _code_of(chance.choice(operators)),
                "area": county.code,
                "capacity": decimal(spread(chance, middle)),
                "stage": chance.choice(("commissioned", "accepted", "accepted", "construction")),
                "commissioned_on": begun.isoformat(),
                "standard": standard,
                "location": town.location(chance),
            }, begun)  # fmt: skip


def buildings(world: World) -> Iterator[MadeUp]:
    """Green buildings with their ratings; some ratings have run out."""
    chance = world.chance_of("green_building")
    words = {"new": "安置小区", "retrofit": "办公楼节能改造", "old_estate": "老旧小区改造"}
    for number in range(1, 181):
        works = chance.choices(tuple(words), (60, 20, 20))[0]
        town = world.town(chance)
        rating = chance.choices(("none", "basic", "one_star", "two_star", "three_star"), (10, 60, 20, 8, 2))[0]
        done = day(chance, date(2020, 6, 1), date(2025, 10, 31))
        starred = rating.endswith("star")
        yield made_up({
            "building_code": f"MN-LJ-{number:04d}",
            "name": f"{town.name}{words[works]}{chance.randint(1, 30)}号",
            "area": town.area,
            "works": works,
            "rating": rating,
            "floor_area": decimal(spread(chance, 1_500_000)),
            "ultra_low_energy": yes(chance.random() < 0.03),
            "completed_on": done.isoformat(),
            "rated_on": done.isoformat() if starred else "",
            "rating_until": years_later(done, 5 if chance.random() < 0.6 else 3).isoformat() if starred else "",
            "location": town.location(chance),
        }, done)  # fmt: skip


ALL: dict[str, Callable[[World], Iterator[MadeUp]]] = {
    "project": projects,
    "two_high_project": two_high,
    "photovoltaic_project": photovoltaics,
    "pumped_storage_project": pumped_storage,
    "grid_project": grid,
    "gas_project": gas,
    "heating_boiler": boilers,
    "charging_station": charging,
    "treatment_plant": plants,
    "green_building": buildings,
}
