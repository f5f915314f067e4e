"""The page that sets a plan beside its parent, and the planner's word on it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from tests.plan.samples import organisation

from lvheng.areas.models import Appointment, Person, Role
from lvheng.audit.models import Entry
from lvheng.plan.comparison import Promise, Verdict, compare
from lvheng.plan.models import TargetPairing, Version

URL = "/plans/sample/compare/"


def verdicts(client: Client, query: str = "") -> list[tuple[str, str]]:
    page = BeautifulSoup(client.get(f"{URL}{query}").content, "html.parser")
    cards = page.select("section.card")
    return [(str(card["aria-label"]), card.select(".badge")[0].get_text()) for card in cards]


@pytest.fixture
def planner(family: tuple[Version, Version]) -> Client:
    """A planner of the sample area."""
    person = Person.objects.create_user("planner-of-the-sample", password="long enough to pass")
    body = organisation("planning", "试验州规划办")
    Appointment.objects.create(person=person, organisation=body, role=Role.PLANNER, from_date="2020-01-01")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def pairing(version: Version, indicator: str) -> str:
    return reverse("plan:pair", args=["sample", version.targets.get(indicator=indicator).pk])


def test_it_sets_both_plans_side_by_side(family: tuple[Version, Version], client: Client) -> None:
    assert verdicts(client) == [
        ("优良天数比率", "本级新增"),
        ("单位地区生产总值能耗", "更松"),
        ("农作物秸秆综合利用率", "更严"),
        ("新建高标准农田", "本级新增"),
        ("生活垃圾分类覆盖", "本级新增"),
        ("非化石能源消费比重", "本级没有"),
    ]


def test_it_shows_whole_sentences_with_the_target_marked_and_linked(
    family: tuple[Version, Version], client: Client
) -> None:
    page = BeautifulSoup(client.get(URL).content, "html.parser")
    card = page.select_one('section[aria-label="单位地区生产总值能耗"]')
    assert card is not None
    ours, theirs = card.select("blockquote")
    assert ours.get_text() == "到2025年，优良天数比率达到90%以上，单位地区生产总值能耗较2020年下降13%。"
    assert [each.get_text() for each in ours.select("mark")] == ["单位地区生产总值能耗较2020年下降13%"]
    assert theirs.get_text() == "到2025年，单位地区生产总值能耗较2020年下降14%。"
    for quote, version in zip((ours, theirs), family, strict=True):
        link = quote.select_one("a:has(mark)")
        assert link is not None
        address, _, anchor = str(link["href"]).partition("#")
        assert BeautifulSoup(client.get(address).content, "html.parser").find(id=anchor) is not None
        assert address == f"/plans/{version.plan.code}/?version={version.number}"


def test_it_narrows_to_one_finding(family: tuple[Version, Version], client: Client) -> None:
    assert verdicts(client, "?verdict=missing") == [("非化石能源消费比重", "本级没有")]
    assert "没有这一类的目标。" in client.get(f"{URL}?verdict=later").content.decode()


def test_a_plan_without_a_parent_says_so(sample: Version, client: Client) -> None:
    assert "还没有导入上级方案" in client.get(URL).content.decode()


def test_a_planner_corrects_a_pairing(family: tuple[Version, Version], planner: Client) -> None:
    child, parent = family
    answer = parent.targets.get(indicator="非化石能源消费比重")
    url = pairing(child, "优良天数比率")
    assert "非化石能源消费比重" in planner.get(url).content.decode()
    response = planner.post(url, {"parent": answer.pk}, follow=True)
    assert "已记录对应关系。" in response.content.decode()
    assert "由规划员确定" in response.content.decode()
    assert Entry.objects.filter(action="plan.compare_parent").count() == 1
    assert ("非化石能源消费比重", "本级没有") not in verdicts(planner)


def test_the_newest_judgement_counts(family: tuple[Version, Version], planner: Client) -> None:
    child, parent = family
    url = pairing(child, "农作物秸秆综合利用率")
    planner.post(url, {"parent": ""})
    assert ("农作物秸秆综合利用率", "本级新增") in verdicts(planner)
    planner.post(url, {"parent": parent.targets.get(indicator="农作物秸秆综合利用率").pk})
    assert ("农作物秸秆综合利用率", "更严") in verdicts(planner)
    assert TargetPairing.objects.count() == 2


def test_others_may_look_but_not_decide(family: tuple[Version, Version], client: Client) -> None:
    url = pairing(family[0], "优良天数比率")
    assert url not in client.get(URL).content.decode()
    assert client.post(url, {"parent": ""}).status_code in (302, 403)
    assert not TargetPairing.objects.exists()


def test_a_target_of_a_third_plan_is_refused(family: tuple[Version, Version], planner: Client) -> None:
    own = family[0].targets.get(indicator="新建高标准农田")
    assert planner.post(pairing(family[0], "优良天数比率"), {"parent": own.pk}).status_code == 404
    assert not TargetPairing.objects.exists()


def promises(gold: Path, first_key: int) -> list[Promise]:
    rows: list[dict[str, Any]] = json.loads(gold.read_text(encoding="utf-8"), parse_float=Decimal)["targets"]
    return [
        Promise(
            key=first_key + number,
            indicator=row["indicator"],
            comparator=row["comparator"],
            value=None if row["value"] is None else Decimal(row["value"]),
            value_max=Decimal(row["value_max"]) if row.get("value_max") else None,
            unit=row["unit"] or "",
            deadline_year=row["deadline_year"],
            scope=row["scope"] or "",
            baseline_year=row["baseline_year"],
        )
        for number, row in enumerate(rows)
    ]


def test_linxia_beside_gansu(shared: Path) -> None:
    child = promises(shared / "plan" / "linxia.gold.json", 1)
    parent = promises(shared / "policies" / "gansu_2021_62.gold.json", 1000)
    rows = compare(child, parent)
    found = {row.child.indicator: tuple(row.verdicts) for row in rows if row.child and row.parent}
    assert found == {
        "绿色生态产业增加值占地区生产总值比重": (Verdict.LOOSER,),
        "单位地区生产总值能耗": (Verdict.SAME,),
        "畜禽粪污综合利用率": (Verdict.STRICTER,),
        "农作物秸秆综合利用率": (Verdict.SAME,),
        "废旧农膜回收率": (Verdict.SAME,),
        "主要再生资源回收利用率": (Verdict.SAME,),
        "污水收集、处理": (Verdict.STRICTER,),
        "生活污水处理率": (Verdict.NOT_COMPARABLE,),
        "生活垃圾无害化处理": (Verdict.STRICTER, Verdict.EARLIER),
        "城镇绿色建筑占新建建筑比例": (Verdict.EARLIER,),
    }
    missing = [row.parent.indicator for row in rows if row.parent and row.verdicts == (Verdict.MISSING,)]
    assert missing == [
        "省级绿色云计算大数据中心",
        "国家级绿色云计算大数据中心",
        "开展绿色供应链试点的商贸企业",
        "非化石能源装机比重",
        "非化石能源消费比重",
    ]
