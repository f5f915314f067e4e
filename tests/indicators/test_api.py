"""The REST API: what is public can be read by anybody, and problems are told as on the pages."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from lvheng.areas.models import Area
from lvheng.portal import api_reference

pytestmark = pytest.mark.django_db


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status, response.content
    return response.json()


def codes(answer: Any) -> list[str]:
    return [each["code"] for each in answer["problems"]]


def test_numbers_are_texts_and_lead_to_their_explanation(client: Client, linxia: Any) -> None:
    answer = get(client, "values?indicator=air_good_day_ratio&area=622900&since=2025&until=2025")
    assert answer["total"] == 1
    (row,) = answer["values"]
    assert (row["value"], row["unit"], row["period"]) == ("93.4", "%", "2025")

    explained = get(client, f"explanations/{row['indicator']}/{row['area']}/{row['period']}")
    assert explained["value"] == row["value"]


def test_a_long_answer_comes_in_parts(client: Client, linxia: Any) -> None:
    whole = get(client, "values")
    first, second = get(client, "values?limit=3"), get(client, "values?limit=3&offset=3")
    assert first["total"] == whole["total"] > 6
    assert first["values"] + second["values"] == whole["values"][:6]


def test_the_same_rows_come_as_a_file(client: Client, linxia: Any) -> None:
    rows = get(client, "values?area=622900")["values"]
    written = client.get("/api/v1/values.csv?area=622900").content.decode("utf-8-sig")
    assert [row[5] for row in csv.reader(io.StringIO(written))][1:] == [row["value"] for row in rows]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "sdmx-csv", "sdmx-ml"])
def test_every_format_says_what_it_is(client: Client, linxia: Any, ending: str) -> None:
    response = client.get(f"/api/v1/values.{ending}?area=622900")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment;")


def test_all_problems_are_told_at_once_in_both_languages(client: Client, linxia: Any) -> None:
    answer = get(client, "values?indicator=straw&area=622999&since=2025&until=2020", 400)
    assert codes(answer) == ["unknown_indicator", "unknown_area", "years_reversed"]
    assert all(each["what"]["zh"] and each["what"]["en"] and each["where"] for each in answer["problems"])


@pytest.mark.parametrize("address", ["values?since=soon", "values?limit=0", "values?limit=1000000", "values.pdf"])
def test_a_wrong_shape_is_told_with_its_place(client: Client, linxia: Any, address: str) -> None:
    (problem,) = get(client, address, 422)["problems"]
    assert problem["code"] == "shape"
    assert problem["where"]


@pytest.mark.parametrize("address", ["indicators/nothing", "explanations/straw_utilisation_rate/622900/soon"])
def test_what_is_not_there_is_told_as_json(client: Client, linxia: Any, address: str) -> None:
    assert codes(get(client, address, 404)) == ["not_found"]


def test_an_indicator_shows_formula_and_source(client: Client, linxia: Any) -> None:
    found = get(client, "indicators/straw_utilisation_rate")
    assert "straw_utilised_total" in found["formulas"][0]
    assert found["source"]
    assert found in get(client, "indicators")


def test_the_structure_names_every_area_in_both_languages(client: Client, linxia: Any) -> None:
    written = client.get("/api/v1/sdmx/structure").content.decode()
    for area in Area.objects.filter(parent_id="622900"):
        assert area.name in written
        assert area.name_en in written


def test_the_page_describes_every_call_in_both_languages(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    calls = [call for group in api_reference.groups() for call in group.calls]
    assert {call.path for call in calls} == set(schema["paths"])
    for call in calls:
        assert call.title.zh != call.title.en, call.path
        assert call.text.zh != call.text.en, call.path
        for each in (*call.parameters, *call.body):
            assert each.place == "path" or each.text.zh != each.text.en, (call.path, each.name)
    page = client.get("/api/").content.decode()
    assert all(call.path in page for call in calls)


def test_the_page_of_open_data_shows_what_it_would_download(client: Client, linxia: Any) -> None:
    page = client.get("/indicators/data/?indicator=air_good_day_ratio&area=622900")
    assert "93.4" in page.content.decode()
    file = client.get("/indicators/data/?indicator=air_good_day_ratio&area=622900&format=sdmx-csv")
    assert "air_good_day_ratio,622900,2025,93.4,%" in file.content.decode()


def test_the_page_of_open_data_tells_what_is_wrong_and_keeps_what_was_typed(client: Client, linxia: Any) -> None:
    page = client.get("/indicators/data/?since=soon&area=622999")
    assert page.status_code == 400
    text = page.content.decode()
    assert "soon" in text
    assert "622999" in text
    assert 'value="soon"' in text


def test_an_empty_selection_says_so(client: Client, linxia: Any) -> None:
    assert "没有符合条件的数" in client.get("/indicators/data/?since=1960&until=1961").content.decode()
