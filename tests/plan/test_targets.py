"""The table of targets: what it says, how it is narrowed and sorted, and what a target's own page tells."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.plan.samples import organisation, sample

from lvheng.plan import compare_queries, wording
from lvheng.plan.models import Version


def rows(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"/plans/sample/targets/{query}")
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("#rows tbody tr")]


def indicators(client: Client, query: str = "") -> list[str]:
    return [row[1] for row in rows(client, query)]


def test_each_row_says_what_is_asked_by_when_where_and_who_leads(sample: Version, client: Client) -> None:
    assert rows(client)[2] == [
        "二（一）",
        "农作物秸秆综合利用率",
        "≥ 86%",
        "2025年",
        "全域",
        "试验州农业农村局（建议）",
        "尚无数据",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?year=2023", ["生活垃圾分类覆盖"]),
        ("?year=-", ["新建高标准农田"]),
        ("?scope=试验市城区", ["生活垃圾分类覆盖"]),
        ("?article=一", ["优良天数比率", "单位地区生产总值能耗"]),
        ("?article=二", ["农作物秸秆综合利用率", "新建高标准农田", "生活垃圾分类覆盖"]),
        ("?kind=change", ["单位地区生产总值能耗"]),
        ("?kind=state", ["生活垃圾分类覆盖"]),
        ("?q=秸秆", ["农作物秸秆综合利用率"]),
        ("?q=秸秆&year=2023", []),
        ("?article=没有这一条", []),
        ("?year=two thousand", ["新建高标准农田"]),
        ("?q=秸%00秆", ["农作物秸秆综合利用率"]),
        ("?page=99999999999999999999&q=秸秆", ["农作物秸秆综合利用率"]),
    ],
)
def test_it_narrows_the_table(sample: Version, client: Client, query: str, expected: list[str]) -> None:
    assert indicators(client, query) == expected


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("?sort=deadline", "生活垃圾分类覆盖", "新建高标准农田"),
        ("?sort=-deadline", "优良天数比率", "新建高标准农田"),
        ("?sort=value", "单位地区生产总值能耗", "生活垃圾分类覆盖"),
        ("?sort=-value", "新建高标准农田", "生活垃圾分类覆盖"),
        ("?sort=nonsense", "优良天数比率", "生活垃圾分类覆盖"),
    ],
)
def test_it_sorts_and_puts_what_is_missing_last(
    sample: Version, client: Client, query: str, first: str, last: str
) -> None:
    found = indicators(client, query)
    assert (found[0], found[-1]) == (first, last)


def test_an_empty_answer_says_so_and_offers_the_way_back(sample: Version, client: Client) -> None:
    page = client.get("/plans/sample/targets/?q=核聚变").content.decode()
    assert "没有符合条件的目标。" in page
    assert "清除筛选" in page


def test_every_number_leads_to_its_sentence(sample: Version, client: Client) -> None:
    page = BeautifulSoup(client.get("/plans/sample/targets/").content, "html.parser")
    home = BeautifulSoup(client.get("/plans/sample/").content, "html.parser")
    for link in page.select("a.demand"):
        address, anchor = str(link["href"]).split("#")
        assert address == "/plans/sample/"
        assert home.select_one(f"#{anchor}")


def test_what_a_reader_types_is_never_markup(sample: Version, client: Client) -> None:
    page = client.get("/plans/sample/targets/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def target_page(version: Version, client: Client, indicator: str) -> str:
    found = version.targets.get(indicator=indicator)
    response = client.get(reverse("plan:target", args=[version.plan.code, found.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_target_shows_its_words_in_their_sentence(sample: Version, client: Client) -> None:
    page = BeautifulSoup(target_page(sample, client, "农作物秸秆综合利用率"), "html.parser")
    quote = page.select_one("blockquote.quote")
    assert quote is not None
    assert quote.get_text().endswith("推进秸秆利用，2025年农作物秸秆综合利用率达到86%以上。")
    assert quote.select_one("mark").get_text() == "2025年农作物秸秆综合利用率达到86%以上"  # type: ignore[union-attr]


def test_a_target_shows_its_counterpart_in_the_parent_plan(family: tuple[Version, Version], client: Client) -> None:
    page = target_page(family[0], client, "农作物秸秆综合利用率")
    assert "更严" in page
    assert "农作物秸秆综合利用率达85%以上" in page


def test_a_target_shows_what_it_was_in_other_versions(sample: Version, client: Client) -> None:
    newer = sample_again()
    found = newer.targets.get(indicator="优良天数比率")
    history = compare_queries.history(found)
    assert [(version.number, same.indicator if same else None) for version, same in history] == [
        (2, "优良天数比率"),
        (1, "优良天数比率"),
    ]
    assert "第1版" in target_page(newer, client, "优良天数比率")


def sample_again() -> Version:
    return sample(number=2)


def test_a_target_of_another_plan_is_not_found_under_this_one(family: tuple[Version, Version], client: Client) -> None:
    stranger = family[1].targets.first()
    assert stranger is not None
    assert client.get(reverse("plan:target", args=["sample", stranger.pk])).status_code == 404


def test_provisions_without_duties_inherit_them(sample: Version, client: Client) -> None:
    from lvheng.plan.models import Responsibility
    from lvheng.plan.table_queries import duties_of, provisions

    body = organisation("housing", "试验州住房和城乡建设局")
    section = sample.provisions.get(reference="二")
    Responsibility.objects.create(
        version=sample, provision=section, organisation=body, name=body.name, part="lead", state="stated"
    )
    duties = duties_of(sample, provisions(sample))
    inner = sample.provisions.get(reference="二（二）")
    assert [row.name for row in duties.leads(inner.pk)] == ["试验州住房和城乡建设局"]
    assert [row.name for row in duties.leads(sample.provisions.get(reference="二（一）").pk)] == ["试验州农业农村局"]


@pytest.mark.parametrize(
    ("comparator", "value", "value_max", "unit", "baseline", "chinese", "english"),
    [
        (">=", "90", None, "%", None, "≥ 90%", "≥ 90 %"),
        ("=", "193.050000", None, "万亩", None, "193.05 万亩", "193.05 ten thousand mu"),
        ("<=", "35", None, "微克/立方米", None, "≤ 35 微克/立方米", "≤ 35 微克/立方米"),
        ("range", "2", "3", "个", None, "2–3 个", "2–3 items"),
        ("decrease_by", "13", None, "%", 2020, "比2020年下降 13%", "down 13 % from 2020"),
        ("increase_by", "5", None, "个百分点", None, "提高 5 个百分点", "up 5 percentage points"),
        ("reach_full_coverage", None, None, "", None, "全覆盖", "full coverage"),
        ("~", "70", None, "％", None, "≈ 70%", "≈ 70 %"),
        ("=", "100", None, "%", None, "100%", "100 %"),
    ],
)
def test_it_says_a_demand_as_planners_do(
    comparator: str,
    value: str | None,
    value_max: str | None,
    unit: str,
    baseline: int | None,
    chinese: str,
    english: str,
) -> None:
    target = SimpleNamespace(
        comparator=comparator,
        value=Decimal(value) if value else None,
        value_max=Decimal(value_max) if value_max else None,
        unit=unit,
        baseline_year=baseline,
    )
    with translation.override("zh-hans"):
        assert wording.demand(target) == chinese
    with translation.override("en"):
        assert wording.demand(target).lower() == english


def test_a_long_table_is_read_page_by_page_with_few_queries(
    sample: Version, client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get("/plans/sample/targets/")
