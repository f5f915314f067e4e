"""The pages of indicators: what a reader finds on them, and what is not there."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from lvheng.plan.models import Version


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def row_of(page: str, code: str) -> str:
    return page[page.index(f'href="/indicators/{code}/') :].split("</tr>")[0]


def test_the_overview_shows_a_value_with_its_period_area_and_source(linxia: Version, client: Client) -> None:
    page = text_of(client, "/indicators/")
    assert "/indicators/air_good_day_ratio/622900/2025/" in page
    row = row_of(page, "air_good_day_ratio")
    assert "2025年" in row
    assert "临夏" in row
    assert "light--green" in row
    assert "完成" in row


def test_an_indicator_without_a_figure_says_so_and_is_grey(linxia: Version, client: Client) -> None:
    page = text_of(client, "/indicators/")
    row = row_of(page, "supply_reliability")
    assert "还没有数" in row
    assert "light--grey" in row
    assert "light--green" not in row


def test_the_overview_works_before_the_plan_is_adopted(places: None, client: Client) -> None:
    assert "/indicators/straw_utilisation_rate/" in text_of(client, "/indicators/")


def test_an_indicator_tells_formula_source_and_who_reports(linxia: Version, english: Client) -> None:
    page = text_of(english, "/indicators/film_recovery_rate/")
    laid = re.sub(r"<[^>]*>", "", page)
    assert "Waste film recovered, net of impurities divided by Agricultural film used × 100" in laid
    assert 'class="fraction__bottom">Agricultural film used<' in page
    assert "film_recovered_net / film_used * 100" in page
    assert "half to even (GB/T 8170)" in page
    assert "reported by Agriculture and Rural Affairs Bureau" in page


def test_a_rate_that_its_parts_do_not_give_is_told_with_both_numbers(linxia: Version, english: Client) -> None:
    page = text_of(english, "/indicators/film_recovery_rate/")
    assert "84.21 % were published, the published parts give 84.60 %" in page
    assert "They cannot both be right." in page


def test_two_sources_that_disagree_are_told(linxia: Version, english: Client) -> None:
    page = text_of(english, "/indicators/gdp_per_person/")
    assert "two sources disagree, with 212.41" in page


def test_what_is_uncertain_is_marked(linxia: Version, english: Client) -> None:
    assert "to verify" in text_of(english, "/indicators/co2_per_gdp_decline/")


def test_an_explanation_can_be_read_and_exported(linxia: Version, client: Client) -> None:
    path = "/indicators/film_recovery_rate/620800/2022/"
    assert "平凉市2022年废旧农膜回收率：84.60 %" in text_of(client, path)
    found = json.loads(text_of(client, f"{path}?format=json"))
    assert found["value"] == "84.60"
    assert found["published"][0]["value"] == "84.21"
    assert found["explanation"]["text"] == "平凉市2022年废旧农膜回收率：84.60 %"
    assert found["steps"]["target"] == {"code": "film_recovery_rate", "unit": "620800", "period": "2022"}


def test_an_explanation_without_a_value_names_what_is_missing_and_who_reports_it(
    linxia: Version, english: Client
) -> None:
    page = text_of(english, "/indicators/eco_industry_share/622900/2025/")
    assert "What is missing and who reports it" in page
    assert "No value" in page


@pytest.mark.parametrize(
    "path",
    [
        "/indicators/nothing_of_that_name/",
        "/indicators/nothing_of_that_name/622900/2022/",
        "/indicators/film_recovery_rate/999999/2022/",
        "/indicators/film_recovery_rate/110000/2022/",
        "/indicators/film_recovery_rate/622900/yesterday/",
    ],
)
def test_what_is_not_there_is_not_found(linxia: Version, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_home_page_tells_how_many_targets_have_a_figure(linxia: Version, english: Client) -> None:
    page = text_of(english, "/")
    assert "25 targets, a light for each, by deadline. Of 3 there is a figure" in page
    assert "and 1 can be judged by it" in page


def test_lights_lead_to_the_indicator_on_the_pages_of_the_plan(linxia: Version, client: Client) -> None:
    base = f"/plans/{linxia.plan.code}/"
    target = linxia.targets.get(code="air_good_day_ratio")
    paths = ["targets/", "progress/", f"sentences/{target.sentence_id}/"]
    for path in paths:
        assert 'class="light-link" href="/indicators/air_good_day_ratio/"' in text_of(client, f"{base}{path}")
    page = text_of(client, f"{base}targets/{target.pk}/")
    assert "light--green" in page
    assert 'href="/indicators/air_good_day_ratio/"' in page


def test_a_sentence_names_the_indicator_that_operates_it(linxia: Version, english: Client) -> None:
    sentence = linxia.targets.get(code="straw_utilisation_rate").sentence_id
    page = text_of(english, f"/plans/{linxia.plan.code}/sentences/{sentence}/")
    assert '<a href="/indicators/straw_utilisation_rate/">Straw utilisation rate</a>' in page
    assert "<code>straw_utilisation_rate</code>" not in page


def test_opening_the_overview_again_takes_few_queries(
    linxia: Version, client: Client, django_assert_max_num_queries: object
) -> None:
    text_of(client, "/indicators/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        text_of(client, "/indicators/")
