"""Products, certificates of all kinds, and what public institutions bought with and without them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lvheng.registers.made_up import Later, MadeUp
from lvheng.world.things.enterprises import trade_of
from lvheng.world.things.making import World, day, decimal, made_up, spread, years_later

_MAKERS: Mapping[str, tuple[str, str]] = {
    "2641": ("coating", "GB/T 38597-2020"),
    "2921": ("film", "GB 13735-2017"),
    "2319": ("packaging", "GB/T 16716.1-2018"),
    "3311": ("green_design", "T/CECS 10031-2019"),
    "2110": ("green_design", "GB/T 35607-2017"),
    "3031": ("green_design", "GB/T 35605-2017"),
    "4210": ("remanufactured", "GB/T 28619-2012"),
    "1351": ("farm_produce", "NY/T 2799-2015"),
    "1370": ("farm_produce", "NY/T 1045-2014"),
    "2625": ("other", "NY/T 525-2021"),
}


@dataclass(frozen=True)
class Scheme:
    """A kind of certificate: whom it is for (classes of trade), for how many years, how many of the world there are."""

    kind: str
    classes: tuple[str, ...]
    years: int
    count: int
    mark: str
    certifier: str
    standard: str


_SCHEMES: Sequence[Scheme] = (
    Scheme("green_food", ("0111", "1351", "1353", "1370", "1310"), 3, 80, "LB", "绿色食品发展机构", "NY/T 391-2021"),
    Scheme("organic", ("0111", "0311", "1370"), 1, 60, "OP", "有机产品认证机构", "GB/T 19630-2019"),
    Scheme("geographical_indication", ("0111", "0311"), 10, 8, "AGI", "农产品质量安全中心", "农产品地理标志登记规范"),
    Scheme("pollution_free", ("0111", "0321"), 3, 30, "WGH", "农产品质量安全中心", "NY/T 5010-2016"),
    Scheme("forest_product", ("1370", "0111"), 3, 8, "SL", "森林认证机构", "LY/T 2277-2014"),
    Scheme("energy_saving", ("3311", "3031"), 4, 24, "CQC", "产品认证机构", "CQC 31-2015"),
    Scheme("water_saving", ("3311",), 4, 12, "CQC", "产品认证机构", "CQC 32-2015"),
    Scheme("environmental_label", ("2641", "2110", "2319"), 3, 30, "CEC", "环境认证机构", "HJ 2537-2014"),
    Scheme("low_voc", ("2641", "2319"), 3, 16, "VOC", "产品认证机构", "GB/T 38597-2020"),
    Scheme("green_product", ("2110", "3031", "3011"), 5, 20, "GP", "产品认证机构", "GB/T 33761-2017"),
    Scheme("remanufactured", ("4210",), 5, 6, "RM", "产品认证机构", "GB/T 28619-2012"),
    Scheme("environmental_management", ("3011", "2710", "1351", "4720"), 3, 70, "E", "管理体系认证机构", "GB/T 24001"),
    Scheme("energy_management", ("3011", "3140", "3216", "4430"), 3, 24, "EN", "管理体系认证机构", "GB/T 23331"),
)
_BOUGHT = (
    ("A02061804", "空调机", "mandatory", "energy_saving"),
    ("A02010104", "台式计算机", "mandatory", "energy_saving"),
    ("A02020100", "复印机", "mandatory", "energy_saving"),
    ("A02061908", "照明设备", "mandatory", "energy_saving"),
    ("A02061700", "便器和水嘴", "mandatory", "water_saving"),
    ("A06020000", "办公家具", "preferred", "environmental_label"),
    ("A08010000", "复印纸", "preferred", "environmental_label"),
    ("A12010000", "食堂粮油", "none", ""),
    ("C21040000", "物业服务", "none", ""),
)

_WITHDRAWN = date(2025, 11, 20)


def products(world: World) -> Iterator[MadeUp]:
    """What enterprises make that is checked in procurement and for limits; some exceed them."""
    chance = world.chance_of("product")
    number = 0
    for enterprise in world.made("enterprise"):
        trade = trade_of(enterprise)
        if trade.class_code not in _MAKERS or chance.random() < 0.3:
            continue
        number += 1
        category, standard = _MAKERS[trade.class_code]
        yield made_up({
            "product_code": f"MN-CP-{number:05d}",
            "name": trade.product,
            "enterprise": enterprise.written["credit_code"],
            "category": category,
            "model": f"{chance.choice('ABCDEFG')}{chance.randint(10, 99)}",
            "standard": standard,
            "voc_content": decimal(chance.randint(3000, 52000)) if category == "coating" else "",
            "film_thickness": decimal(chance.choice((80, 100, 100, 100, 120, 150)), 4) if category == "film" else "",
            "carbon_footprint": decimal(spread(chance, 12000), 2),
        }, date.fromisoformat(enterprise.written["registered_on"]))  # fmt: skip


def certificates(world: World) -> Iterator[MadeUp]:
    """Certificates of every kind: valid ones, some that ran out, a few that were withdrawn."""
    by_class: dict[str, list[MadeUp]] = {}
    for enterprise in world.made("enterprise"):
        by_class.setdefault(enterprise.written["industry_code"], []).append(enterprise)
    product_of = {each.written["enterprise"]: each for each in world.made("product")}
    number = 0
    for scheme in _SCHEMES:
        chance = world.chance_of("certificate", scheme.kind)
        holders = [each for code in scheme.classes for each in by_class.get(code, ())]
        for _ in range(scheme.count):
            number += 1
            holder = chance.choice(holders)
            yield _certificate(chance, scheme, number, holder, product_of.get(holder.written["credit_code"]))


def _certificate(chance: random.Random, scheme: Scheme, number: int, holder: MadeUp, product: MadeUp | None) -> MadeUp:
    issued = day(chance, date(2025, 10, 31).replace(year=2026 - scheme.years), date(2025, 12, 20))
    if chance.random() < 0.25:
        issued = day(chance, date(2020, 1, 1), date(2022, 12, 31))
    is_farm = scheme.kind in ("green_food", "organic", "geographical_indication", "pollution_free", "forest_product")
    is_system = scheme.kind.endswith("_management")
    withdrawn = chance.random() < 0.05 and issued < _WITHDRAWN
    later = [Later(_WITHDRAWN, state="revoked", reason="监督抽查不合格")] if withdrawn else []
    system = "环境管理体系" if scheme.kind == "environmental_management" else "能源管理体系"
    return made_up({
        "certificate_number": f"MN-{scheme.mark}-{issued.year % 100:02d}-{number:05d}",
        "kind": scheme.kind,
        "product_name": system if is_system else trade_of(holder).product or holder.written["name"],
        "holder": holder.written["credit_code"],
        "product": product.written["product_code"] if product and not is_farm and not is_system else "",
        "area": holder.written["area"],
        "certifier": f"{scheme.certifier}（模拟）",
        "standard": scheme.standard,
        "planted_area": decimal(spread(chance, 80000)) if is_farm else "",
        "yearly_output": decimal(spread(chance, 400000), 3) if is_farm else "",
        "issued_on": issued.isoformat(),
        "expires_on": years_later(issued, scheme.years).isoformat(),
    }, issued, later)  # fmt: skip


def contracts(world: World) -> Iterator[MadeUp]:
    """What institutions bought: most by the rules, some without the certificate or with one that had run out."""
    chance = world.chance_of("procurement_contract")
    by_kind: dict[str, list[MadeUp]] = {}
    for each in world.made("certificate"):
        by_kind.setdefault(each.written["kind"], []).append(each)
    names = {each.written["credit_code"]: each.written["name"] for each in world.made("enterprise")}
    institutions = world.made("public_institution")
    for number in range(1, 601):
        item, subject, obligation, kind = chance.choice(_BOUGHT)
        certificate = chance.choice(by_kind[kind]) if kind and chance.random() < 0.88 else None
        yield _contract(chance, number, chance.choice(institutions), (item, subject, obligation), certificate, names)


def _contract(
    chance: random.Random,
    number: int,
    purchaser: MadeUp,
    bought: tuple[str, str, str],
    certificate: MadeUp | None,
    names: Mapping[str, str],
) -> MadeUp:
    item, subject, obligation = bought
    bid = day(chance, date(2022, 1, 5), date(2025, 11, 30))
    amount = spread(chance, 18_000_000, 5, 600)
    lacks = certificate is None and obligation == "mandatory"
    supplier = names[certificate.written["holder"]] if certificate else ""
    return made_up({
        "contract_number": f"MN-CG-{bid.year}-{number:05d}",
        "subject": subject,
        "purchaser": purchaser.written["credit_code"],
        "supplier": supplier,
        "area": purchaser.written["area"],
        "bid_on": bid.isoformat(),
        "signed_on": day(chance, bid, date(bid.year, 12, 31)).isoformat(),
        "catalogue_item": item,
        "obligation": obligation,
        "certificate_number": certificate.written["certificate_number"] if certificate else "",
        "amount": decimal(amount),
        "green_amount": decimal(amount * chance.randint(70, 100) // 100) if certificate else "",
        "exception": "供货期紧，没有符合条件的产品" if lacks and chance.random() < 0.3 else "",
    }, bid)  # fmt: skip
