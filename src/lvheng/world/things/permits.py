"""Facilities, outlets, discharge permits with their limits, and liability insurance."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date

from lvheng.registers.made_up import Later, MadeUp
from lvheng.world.things.enterprises import trade_of
from lvheng.world.things.making import World, day, decimal, made_up, spread, years_later, yes

PERMITTED = ("key", "simplified")
PERMIT_YEARS = 5
# Limits in tenths of mg/m³ or mg/L, and where they come from.
_AIR: Mapping[str, tuple[int, str]] = {
    "so2": (1000, "GB 4915-2013、GB 9078-1996"),
    "nox": (3200, "GB 4915-2013、GB 9078-1996"),
    "particulates": (200, "GB 4915-2013、GB 9078-1996"),
    "fluoride": (30, "GB 29620-2013"),
    "voc": (600, "GB 37822-2019"),
    "mercury": (0, "GB 13223-2011"),
    "hydrogen_chloride": (300, "GB 31571-2015"),
}
_WATER: Mapping[str, tuple[int, str]] = {
    "cod": (1000, "GB 8978-1996"),
    "ammonia_nitrogen": (150, "GB 8978-1996"),
    "total_nitrogen": (200, "GB 18918-2002"),
    "total_phosphorus": (10, "GB 18918-2002"),
}
_KINDS = {"a": ("air", "DA"), "w": ("water", "DW")}


def permitted(world: World) -> Iterator[MadeUp]:
    """The enterprises that need a permit."""
    return (each for each in world.made("enterprise") if each.written["permit_management"] in PERMITTED)


def facilities(world: World) -> Iterator[MadeUp]:
    """What key polluters run: production and treatment."""
    chance = world.chance_of("facility")
    for enterprise in permitted(world):
        if enterprise.written["permit_management"] != "key":
            continue
        trade = trade_of(enterprise)
        treatments = ["waste_gas" if medium == "a" else "waste_water" for medium in trade.media]
        for number, kind in enumerate(("production", *treatments), 1):
            yield _facility(chance, enterprise, kind, number, trade.product)


def _facility(chance: random.Random, enterprise: MadeUp, kind: str, number: int, product: str) -> MadeUp:
    words = {"production": f"{product}生产线", "waste_gas": "废气治理设施", "waste_water": "废水处理站"}
    is_production = kind == "production"
    begun = day(chance, date(2008, 1, 1), date(2023, 12, 31))
    return made_up({
        "facility_code": f"{enterprise.written['credit_code']}-MF{number:04d}",
        "name": words[kind],
        "enterprise": enterprise.written["credit_code"],
        "area": enterprise.written["area"],
        "kind": kind,
        "catalogue_class": chance.choices(("encouraged", "permitted", "restricted", "eliminated"), (10, 78, 10, 2))[0]
        if is_production else "",
        "capacity": decimal(spread(chance, 3000, 10, 500), 1),
        "capacity_unit": "t/d" if is_production else "m³/h",
        "unit_energy_use": decimal(spread(chance, 95000, 60, 160), 3) if is_production else "",
        "commissioned_on": begun.isoformat(),
        "location": enterprise.written["location"],
    }, begun)  # fmt: skip


def outlets(world: World) -> Iterator[MadeUp]:
    """One to three outlets of each medium that an enterprise discharges into."""
    chance = world.chance_of("outlet")
    for enterprise in permitted(world):
        is_key = enterprise.written["permit_management"] == "key"
        for medium in trade_of(enterprise).media:
            for number in range(1, (chance.randint(1, 3) if is_key and medium == "a" else 1) + 1):
                yield _outlet(chance, enterprise, medium, number, is_key)


def _outlet(chance: random.Random, enterprise: MadeUp, medium: str, number: int, is_key: bool) -> MadeUp:
    kind, prefix = _KINDS[medium]
    return made_up({
        "outlet_code": f"{enterprise.written['credit_code']}-{prefix}{number:03d}",
        "name": f"{number}号{'排气筒' if medium == 'a' else '废水总排口'}",
        "enterprise": enterprise.written["credit_code"],
        "area": enterprise.written["area"],
        "medium": kind,
        "kind": "main" if is_key and number == 1 else "general",
        "automatic_monitoring": yes(is_key and number == 1),
        "stack_height": decimal(chance.randint(150, 900), 1) if medium == "a" else "",
        "receiving_water": chance.choice(("城镇污水管网", "大夏河", "广通河", "洮河", "黄河")) if medium == "w" else "",
        "location": enterprise.written["location"],
    }, date.fromisoformat(enterprise.written["registered_on"]))  # fmt: skip


def permits(world: World) -> Iterator[MadeUp]:
    """Discharge permits: some have run out and were not renewed, a few were withdrawn."""
    chance = world.chance_of("discharge_permit")
    for enterprise in permitted(world):
        begin = max(
            day(chance, date(2020, 1, 1), date(2024, 12, 31)), date.fromisoformat(enterprise.written["registered_on"])
        )
        is_key = enterprise.written["permit_management"] == "key"
        end = years_later(begin, PERMIT_YEARS)
        later = []
        if chance.random() < 0.02:
            later = [Later(date(2025, 9, 1), state="revoked", reason="以欺骗手段取得许可")]
        elif end <= date(2025, 12, 31) and chance.random() < 0.7:
            later = [Later(end, {"valid_until": years_later(end, PERMIT_YEARS).isoformat()}, reason="延续")]
        yield made_up({
            "permit_number": f"{enterprise.written['credit_code']}001{'P' if is_key else 'Q'}",
            "holder": enterprise.written["credit_code"],
            "area": enterprise.written["area"],
            "management": enterprise.written["permit_management"],
            "issuer": "州生态环境局（模拟）",
            "valid_from": begin.isoformat(),
            "valid_until": end.isoformat(),
            "monitoring_frequency": "主要排放口自动监测，一般排放口每半年一次" if is_key else "每年一次",
            "reporting": "quarter" if is_key else "year",
        }, begin, later)  # fmt: skip


def limits(world: World) -> Iterator[MadeUp]:
    """What each outlet may discharge, by pollutant."""
    chance = world.chance_of("permitted_discharge")
    by_enterprise: dict[str, MadeUp] = {each.written["holder"]: each for each in world.made("discharge_permit")}
    enterprises = {each.written["credit_code"]: each for each in permitted(world)}
    for outlet in world.made("outlet"):
        code = outlet.written["enterprise"]
        known = _AIR if outlet.written["medium"] == "air" else _WATER
        for pollutant in trade_of(enterprises[code]).pollutants:
            if pollutant in known:
                yield _limit(chance, by_enterprise[code], outlet, pollutant, known[pollutant])


def _limit(chance: random.Random, permit: MadeUp, outlet: MadeUp, pollutant: str, known: tuple[int, str]) -> MadeUp:
    tenths, standard = known
    is_air = outlet.written["medium"] == "air"
    is_main = outlet.written["kind"] == "main"
    return made_up({
        "permit": permit.written["permit_number"],
        "outlet": outlet.written["outlet_code"],
        "pollutant": pollutant,
        "concentration_limit": decimal(tenths, 1) if tenths else "0.05",
        "concentration_unit": "mg_m3" if is_air else "mg_l",
        "yearly_amount": decimal(spread(chance, max(tenths, 5) * 40, 20, 300), 3) if is_main else "",
        "standard": standard,
    }, permit.on)  # fmt: skip


def policies(world: World) -> Iterator[MadeUp]:
    """Liability insurance of those who bear a risk: some with a gap, some run out, some never insured."""
    chance = world.chance_of("insurance_policy")
    number = 0
    for enterprise in permitted(world):
        if not enterprise.written.get("risk_grade") or chance.random() < 0.3:
            continue
        begin = day(chance, date(2022, 1, 1), date(2023, 12, 31))
        for _ in range(chance.randint(1, 4)):
            number += 1
            limit = chance.choice((500_000, 1_000_000, 3_000_000, 5_000_000))
            yield _policy(enterprise, number, begin, limit, chance)
            begin = years_later(begin, 1) if chance.random() < 0.85 else years_later(begin, 2)


def _policy(enterprise: MadeUp, number: int, begin: date, limit: int, chance: random.Random) -> MadeUp:
    return made_up({
        "policy_number": f"MN-HX-{number:06d}",
        "insured": enterprise.written["credit_code"],
        "kind": "pollution_liability",
        "area": enterprise.written["area"],
        "insurer": chance.choice(("模拟财产保险公司", "示例保险公司")),
        "limit": str(limit),
        "premium": decimal(limit * chance.randint(12, 25) // 10),
        "begins_on": begin.isoformat(),
        "ends_on": years_later(begin, 1).isoformat(),
        "claims": str(chance.choice((0, 0, 0, 0, 0, 20_000, 80_000))),
    }, begin)  # fmt: skip
