"""The page of one area."""

from bs4 import BeautifulSoup
from django.test import Client

from lvheng.areas.models import Area
from lvheng.plan.models import Version
from lvheng.portal.places import bare_name, names_in_text


def _page(client: Client, code: str) -> BeautifulSoup:
    response = client.get(f"/areas/{code}/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def test_it_names_the_area_and_shows_where_it_lies(client: Client, linxia: Version) -> None:
    page = _page(client, "622926")
    assert page.h1.get_text() == "东乡族自治县"
    assert [area["aria-label"] for area in page.select(".map__area.is-current")] == ["东乡县"]
    assert len(page.select(".map__area")) == 8


def test_it_shows_the_targets_for_this_area(client: Client, linxia: Version) -> None:
    words = _page(client, "622901").select_one("[aria-labelledby=targets]").get_text(" ", strip=True)
    assert "城市生活污水集中收集率" in words
    assert "≥ 70%" in words


def test_it_quotes_the_sentences_that_name_it(client: Client, linxia: Version) -> None:
    quotes = [quote.get_text() for quote in _page(client, "622926").select(".quote")]
    assert len(quotes) == sum("东乡" in sentence.text for sentence in linxia.sentences.all()) > 0


def test_it_lists_the_organisations_with_their_parts(client: Client, linxia: Version) -> None:
    words = _page(client, "622926").select_one("[aria-labelledby=organisations]").get_text(" ", strip=True)
    assert "东乡县人民政府" in words


def test_the_whole_lists_its_parts(client: Client, linxia: Version) -> None:
    assert len(_page(client, "622900").select("aside .chips a")) == 8


def test_an_area_without_a_plan_is_shown_too(client: Client, places: None) -> None:
    assert "还没有采纳的方案" in _page(client, "622926").get_text()


def test_an_unknown_code_is_not_found(client: Client, places: None) -> None:
    assert client.get("/areas/999999/").status_code == 404


def _area(name: str, short: str, parent: Area | None = None) -> Area:
    return Area(code=str(abs(hash(name)))[:6], name=name, short_name=short, parent=parent)


def test_an_area_is_found_by_its_bare_name_where_that_is_its_own() -> None:
    whole = _area("临夏回族自治州", "临夏州")
    city, county, dongxiang = (
        _area("临夏市", "临夏市", whole),
        _area("临夏县", "临夏县", whole),
        _area("东乡族自治县", "东乡县", whole),
    )
    assert names_in_text(dongxiang, [city, county]) == ["东乡", "东乡县", "东乡族自治县"]
    assert names_in_text(county, [city, dongxiang]) == ["临夏县"]
    assert bare_name(whole) == "临夏"
