"""The plan from above: lists of plans and versions, coverage and progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from django.test import Client
from tests.plan.samples import sample as make_sample

from lvheng.packs.coverage import coverage
from lvheng.plan import overview_queries, queries
from lvheng.plan.models import Operation, Version
from lvheng.plan.table_queries import Filters

if TYPE_CHECKING:
    from lvheng.packs import Pack


def soup(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_an_empty_site_says_that_there_is_no_plan(db: None, client: Client) -> None:
    assert "还没有采纳任何方案。" in soup(client, "/plans/").get_text()


def test_it_lists_own_plans_before_their_parents(family: tuple[Version, Version], client: Client) -> None:
    cards = soup(client, "/plans/").select("section.card")
    assert [card.select_one(".badge").get_text() for card in cards] == ["本级方案", "上级方案"]  # type: ignore[union-attr]
    assert [str(card.select_one("h2 a")["href"]) for card in cards] == ["/plans/sample/", "/plans/above/"]  # type: ignore[index]


def test_it_lists_versions_with_what_they_hold(sample: Version, client: Client) -> None:
    make_sample(number=2, extra_tasks=4)
    rows = soup(client, "/plans/sample/versions/").select("tbody tr")
    cells = [[cell.get_text(strip=True) for cell in row.select("td")] for row in rows]
    assert [(row[0], row[3], row[4]) for row in cells] == [("2", "5", "7"), ("1", "5", "3")]


def test_coverage_adds_up_by_article(sample: Version) -> None:
    sheet = overview_queries.coverage_sheet(sample, Filters())
    assert sheet.total == queries.Coverage(operated=1, recorded=5, open=1)
    assert sum(figures.total for _, figures in sheet.articles) == sheet.total.total
    assert [(provision.reference, figures.operated) for provision, figures in sheet.articles] == [
        ("一", 0),
        ("二（一）", 1),
        ("二（二）", 0),
    ]


def test_it_lists_what_nothing_operates_yet(sample: Version, client: Client) -> None:
    text = soup(client, "/plans/sample/coverage/").select_one("#sentences").get_text()  # type: ignore[union-attr]
    assert "全力推进有关工作。" in text
    assert "推进秸秆利用" not in text
    only_open = soup(client, "/plans/sample/coverage/?state=open").select("#sentences tbody tr")
    assert len(only_open) == 1


def test_starting_an_operator_changes_the_page_at_once(sample: Version, client: Client) -> None:
    assert "全力推进有关工作。" in soup(client, "/plans/sample/coverage/").get_text()
    sentence = sample.sentences.get(text="全力推进有关工作。")
    Operation.objects.create(version=sample, sentence=sentence, kind="case", code="supervision")
    assert "全力推进有关工作。" not in soup(client, "/plans/sample/coverage/").get_text()


def test_the_page_counts_as_the_packs_check_does(linxia: Version, linxia_pack: Pack) -> None:
    plan = next(each for each in linxia_pack.plans if each.code == linxia.plan.code)
    checked = coverage(linxia_pack, linxia_pack.readings[plan.code], plan.code)
    counted = queries.coverage_figures(linxia)
    assert (counted.recorded, counted.open, counted.total) == (checked.recorded, checked.open, checked.total)


def test_every_light_is_grey_and_the_page_says_what_that_means(sample: Version, client: Client) -> None:
    page = soup(client, "/plans/sample/progress/")
    assert len(page.select(".light--grey")) == 5
    assert not page.select(".light--green, .light--yellow, .light--red")
    assert "既不表示完成，也不表示落后" in page.get_text()


def test_progress_shows_each_target_under_its_article(sample: Version, client: Client) -> None:
    cards = soup(client, "/plans/sample/progress/").select(".cards > .card")
    found = {card.select_one("h2").get_text(): len(card.select(".found")) for card in cards}  # type: ignore[union-attr]
    assert found == {"一、总体目标": 2, "（一）发展循环农业": 2, "（二）建设绿色设施": 1}


def test_every_public_page_opens_for_a_new_plan_without_anything(
    family: tuple[Version, Version], client: Client
) -> None:
    for page in ("", "targets/", "tasks/", "responsibilities/", "timeline/", "coverage/", "compare/", "progress/"):
        assert client.get(f"/plans/above/{page}").status_code == 200, page
