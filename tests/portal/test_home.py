"""The first page."""

from bs4 import BeautifulSoup
from django.test import Client

from lvheng.plan.models import Version
from lvheng.portal.queries import Year, years_due


def _page(client: Client, url: str = "/") -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_it_shows_the_adopted_plan(client: Client, linxia: Version) -> None:
    words = _page(client).main.get_text(" ", strip=True)
    assert "关于加快建立健全绿色低碳循环发展经济体系的工作方案" in words
    assert "临州府发〔2021〕53号" in words
    assert "临夏回族自治州人民政府" in words
    assert "2021年11月9日" in words


def test_every_figure_is_a_link_and_is_counted(client: Client, linxia: Version) -> None:
    figures = _page(client).select(".figures a")
    numbers = [int(figure.strong.get_text()) for figure in figures]
    assert numbers[0] == 27
    assert numbers[1:3] == [linxia.targets.count(), linxia.tasks.count()]
    assert all(client.get(figure["href"]).status_code == 200 for figure in figures)


def test_every_target_has_a_light_and_it_is_grey_without_data(client: Client, linxia: Version) -> None:
    lights = _page(client).select(".lights a")
    assert len(lights) == linxia.targets.count()
    grey = [light for light in lights if "尚无数据" in light.get_text()]
    assert [light["title"] for light in lights if light not in grey] == ["空气质量优良天数比率"]
    assert not any(light.select(".light--green, .light--yellow, .light--red") for light in grey)


def test_the_map_names_and_links_the_eight_counties(client: Client, linxia: Version) -> None:
    areas = _page(client).select(".map__area")
    assert [area["aria-label"].split()[0] for area in areas] == [
        "临夏市",
        "临夏县",
        "康乐县",
        "永靖县",
        "广河县",
        "和政县",
        "东乡县",
        "积石山县",
    ]
    assert all(client.get(area["href"]).status_code == 200 for area in areas)


def test_the_coverage_bar_adds_up_to_all_sentences_of_the_articles(client: Client, linxia: Version) -> None:
    counts = [int(each.get_text()) for each in _page(client).select(".bar__legend strong")]
    assert sum(counts) == linxia.sentences.exclude(provision=None).count() > 100


def test_it_says_what_to_do_before_there_is_a_plan(client: Client, places: None) -> None:
    page = _page(client)
    assert "还没有采纳的方案" in page.h1.get_text()
    assert page.main.select_one("a.btn--primary")["href"].startswith("/accounts/login/")


def test_it_opens_with_an_empty_database(client: Client, db: None) -> None:
    assert "还没有采纳的方案" in _page(client).h1.get_text()


def test_it_answers_with_few_queries(client: Client, linxia: Version, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client.get("/")
    with django_assert_max_num_queries(16):
        client.get("/")


def test_years_are_counted_and_placed() -> None:
    years = years_due([2025, 2025, None, 2030], [2021, 2025], this_year=2025)
    assert years == [Year(2021, 0, 1, "past"), Year(2025, 2, 1, "now"), Year(2030, 1, 0, "ahead")]
