"""Technology offers and needs are brought together, with points and reasons."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.registers.conftest import CEMENT

from lvheng.registers.matching import Side, matches, matches_of_offer
from lvheng.registers.matching_queries import matched, transfers_in
from lvheng.registers.models import Thing

NEED = Side(1, "水泥窑余热利用", "水泥窑尾废气温度高，想把余热用来发电", "energy_saving", "C", 2, Decimal(500))
WASTE_HEAT = Side(10, "低温余热发电技术", "回收水泥窑、钢铁废气余热发电", "energy_saving", "C", 3, Decimal(300))
BOILER = Side(11, "锅炉节能改造", "燃煤锅炉改电锅炉", "energy_saving", "D", 1, Decimal(900))
SORTING = Side(12, "农膜分拣设备", "废旧农膜清洗造粒", "solid_waste", "A", 3)
names = st.sampled_from(("余热", "农膜发电", "水泥窑"))
sides = st.lists(st.builds(Side, st.integers(1, 99), names, names), unique_by=lambda side: side.id, max_size=5)


def test_the_offer_on_the_same_matter_comes_first_and_says_why() -> None:
    found = matches(NEED, [SORTING, BOILER, WASTE_HEAT])
    assert [match.id for match in found] == [10, 11]
    assert found[0].points > 70
    reasons = [reason.zh for reason in found[0].reasons]
    assert reasons[0].startswith("共同的词：水泥窑")
    assert {"领域相同", "行业相同", "成熟度达到要求", "价格在预算之内"} <= set(reasons)
    assert found[1].points == 25


def test_an_offer_finds_its_need() -> None:
    other = Side(2, "秸秆还田", "秸秆粉碎", "agriculture")
    assert [match.id for match in matches_of_offer(WASTE_HEAT, [other, NEED])] == [1]


@given(sides)
def test_points_lie_within_a_hundred_and_never_rise_down_the_list(offers: list[Side]) -> None:
    points = [match.points for match in matches(NEED, offers)]
    assert points == sorted(points, reverse=True)
    assert all(20 <= each <= 100 for each in points)


@given(sides)
def test_the_order_of_the_offers_makes_no_difference(offers: list[Side]) -> None:
    assert matches(NEED, offers) == matches(NEED, list(reversed(offers)))


def test_the_page_lists_open_needs_with_their_offers(
    client: Client, register: Callable[..., Any], cement: Thing
) -> None:
    summary = "水泥窑余热发电"
    need = register("technology_need", name="余热利用", domain="节能降耗", summary=summary, asked_on="2026-01-01")
    common = {"maturity": "成熟推广", "provider": "兰州理工大学", "offered_on": "2026-01-01"}
    offer = register("technology_offer", name="余热发电", domain="节能降耗", summary=summary, **common)
    closed = register(
        "technology_offer", name="余热", domain="节能降耗", summary=summary, open_until="2026-01-02", **common
    )
    (found,) = matched()
    assert [thing.pk for thing, _match in found.offers] == [offer.pk]
    assert closed.pk != offer.pk
    for path in ("/registers/matching/", f"/registers/matching/?need={need.pk}"):
        page = client.get(path).content.decode()
        assert "兰州理工大学" not in page
        assert "领域相同" in page


def test_agreed_transfers_are_counted_by_year(register: Callable[..., Any], cement: Thing) -> None:
    for number, day in enumerate(("2025-12-31", "2026-01-01", "2026-06-30")):
        register("technology_transfer", contract_number=f"JS-{number}", name="余热发电转让", agreed_on=day,
                 receiver=CEMENT["credit_code"], area="622901")  # fmt: skip
    assert (transfers_in(2025), transfers_in(2026)) == (1, 2)
