"""Public institutions, energy-service contracts, banks, and public money for projects."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from lvheng.registers.made_up import MadeUp
from lvheng.world.things.enterprises import trade_of
from lvheng.world.things.making import World, day, decimal, made_up, project_code, spread, stage_of, years_later, yes

_INSTITUTIONS = (
    ("office", "机关办公楼", 14, 600_000, 80),
    ("school", "中学", 12, 1_400_000, 900),
    ("school", "小学", 16, 700_000, 500),
    ("hospital", "卫生院", 8, 900_000, 260),
    ("venue", "文化体育中心", 2, 800_000, 60),
)
_BANKS = (("rural_commercial", "农村商业银行"), ("village_bank", "村镇银行"), ("rural_cooperative", "农村信用合作联社"))
_FIELDS = {
    "infrastructure": "污水垃圾处理补短板",
    "industry": "环保装备生产线",
    "energy_efficiency": "能量系统优化",
    "circular": "废旧物资循环利用",
    "retrofit": "绿色化改造",
}


def institutions(world: World) -> Iterator[MadeUp]:
    """Offices, schools, hospitals and venues of every county."""
    chance = world.chance_of("public_institution")
    for place in world.places:
        for kind, words, count, floor, people in _INSTITUTIONS:
            for number in range(1, count + 1):
                town = place.towns[number % len(place.towns)]
                area = spread(chance, floor)
                yield made_up({
                    "credit_code": world.credit_code(place.code, "11" if kind == "office" else "12"),
                    "name": f"{place.name}{town.name}第{number}{words}（模拟）",
                    "kind": kind,
                    "area": place.code,
                    "floor_area": decimal(area),
                    "people": str(spread(chance, people)),
                    "electricity": decimal(area * chance.randint(18, 60)),
                    "water": decimal(spread(chance, people * 1500)),
                    "saving_office": yes(kind == "office" and chance.random() < 0.7),
                    "water_saving_office": yes(chance.random() < 0.4),
                    "waste_sorting": yes(chance.random() < 0.8),
                    "energy_trusteeship": yes(chance.random() < 0.05),
                    "location": town.location(chance),
                })  # fmt: skip


def service_contracts(world: World) -> Iterator[MadeUp]:
    """Energy and water service contracts with enterprises and institutions."""
    chance = world.chance_of("energy_service_contract")
    companies = [each for each in world.made("enterprise") if trade_of(each).class_code == "7514"]
    users = [each for each in world.made("enterprise") if trade_of(each).permit == "key"]
    for number in range(1, 121):
        kind = chance.choice(
            ("energy_shared", "energy_guaranteed", "energy_trusteeship", "water_shared", "water_trusteeship")
        )
        is_public = kind.endswith("trusteeship")
        user = chance.choice(world.made("public_institution") if is_public else users)
        yield _service_contract(chance, number, kind, chance.choice(companies), user)


def _service_contract(chance: random.Random, number: int, kind: str, company: MadeUp, user: MadeUp) -> MadeUp:
    words = {"shared": "效益分享", "guaranteed": "节能量保证", "trusteeship": "托管"}[kind.rpartition("_")[2]]
    begin = day(chance, date(2019, 1, 1), date(2025, 9, 30))
    is_public = kind.endswith("trusteeship")
    unit = "m3" if kind.startswith("water") else "kwh" if is_public else "tce"
    return made_up({
        "contract_number": f"MN-HT-{number:04d}",
        "name": f"{user.written['name']}{words}项目",
        "kind": kind,
        "service_company": company.written["credit_code"],
        "user_institution" if is_public else "user_enterprise": user.written["credit_code"],
        "area": user.written["area"],
        "baseline": decimal(spread(chance, 900_000), 3),
        "baseline_output": decimal(spread(chance, 5_000_000), 3),
        "quantity_unit": unit,
        "company_share": decimal(chance.randint(50, 90) * 100) if kind.endswith("shared") else "",
        "investment": decimal(spread(chance, 90_000_000)),
        "begins_on": begin.isoformat(),
        "ends_on": years_later(begin, chance.randint(3, 8)).isoformat(),
    }, begin)  # fmt: skip


def banks(world: World) -> Iterator[MadeUp]:
    """Legal-person banks, at least one in each county."""
    chance = world.chance_of("local_bank")
    for number, place in enumerate(world.places):
        for kind, words in _BANKS[: 1 + number % 2]:
            yield made_up({
                "credit_code": world.credit_code(place.code),
                "name": f"{place.name}{words}（模拟）",
                "kind": kind,
                "area": place.code,
                "opened_on": day(chance, date(2008, 1, 1), date(2016, 12, 31)).isoformat(),
                "evaluated": yes(chance.random() < 0.9),
            })  # fmt: skip


def funds(world: World) -> Iterator[MadeUp]:
    """Special funds of each level and year."""
    chance = world.chance_of("fund")
    levels = {
        "central": "中央生态环境资金",
        "provincial": "省级节能减排专项资金",
        "prefecture": "州级绿色发展资金",
        "fund": "绿色生态产业发展基金",
    }
    for year in range(2021, 2026):
        for level, words in levels.items():
            yield made_up({
                "fund_code": f"MN-ZJ-{year}-{level.upper()}",
                "name": f"{year}年{words}（模拟）",
                "level": level,
                "year": str(year),
                "amount": decimal(spread(chance, 40_000_000), 4),
                "purpose": "环境基础设施、绿色产业和节能改造",
            }, date(year, 1, 1))  # fmt: skip


def subsidised(world: World) -> Iterator[MadeUp]:
    """Projects with public money: what was granted, and what was paid so far."""
    chance = world.chance_of("subsidised_project")
    owners = [each for each in world.made("enterprise") if trade_of(each).permit in ("key", "simplified")]
    for number in range(1, 121):
        fund, owner = chance.choice(world.made("fund")), chance.choice(owners)
        year = int(fund.written["year"])
        field = chance.choice(tuple(_FIELDS))
        granted = spread(chance, 3_000_000)
        begun = day(chance, date(year, 3, 1), date(year, 11, 30))
        yield made_up({
            "project_code": project_code(year, owner.written["area"], 5000 + number),
            "name": f"{owner.written['name']}{_FIELDS[field]}项目",
            "fund": fund.written["fund_code"],
            "enterprise": owner.written["credit_code"],
            "area": owner.written["area"],
            "field": field,
            "granted": decimal(granted, 4),
            "paid": decimal(granted * chance.randint(0, 100) // 100, 4),
            "granted_on": begun.isoformat(),
            "stage": stage_of(chance),
        }, begun)  # fmt: skip
