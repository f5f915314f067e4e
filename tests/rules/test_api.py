"""The rules over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def apply(client: Client, code: str, body: dict[str, Any], status: int = 200) -> Any:
    answer = client.post(f"/api/v1/rules/{code}/apply", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_rule_is_applied_without_an_account(client: Client) -> None:
    found = apply(client, "residential_electricity", {"values": {"use": "300"}, "on": "2025-07"})
    assert found["results"]["amount"] == {"name": "本月电费", "value": "175.00", "unit": "元"}
    assert found["uncertain"] is True
    assert found["explanations"]["amount"]


def test_what_is_missing_is_asked_for(client: Client) -> None:
    body = {"values": {"use": 6600, "quota": 4000, "origin": "surface"}, "on": "2025"}
    found = apply(client, "agricultural_water", body)
    assert [ask["code"] for ask in found["asks"]] == ["agricultural_water_price", "agricultural_water_surface_steps"]
    body["parameters"] = {"agricultural_water_price": "0.12"}
    assert apply(client, "agricultural_water", {**body, "on": "2024", "area": "620722"})["results"]["amount"][
        "value"
    ] == ("955.20")


def test_earlier_periods_count(client: Client) -> None:
    body = {"values": {"use": 300, "cycle": "year"}, "on": "2025-02", "history": {"2025-01": {"use": 200}}}
    assert apply(client, "residential_electricity", body)["results"]["amount"]["value"] == "153.00"


def test_all_problems_are_told_at_once(client: Client) -> None:
    body = {"values": {"use": "many", "people": "1.5", "colour": "red"}, "on": "2025-07"}
    problems = apply(client, "residential_electricity", body, 400)["problems"]
    assert [(each["code"], each["where"]) for each in problems] == [
        ("invalid_value", "use"),
        ("invalid_value", "people"),
        ("unknown_input", "colour"),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"area": "110000"}, "unknown_area"),
        ({"on": "soon"}, "period"),
        ({"parameters": {"tax": "1"}}, "unknown_parameter"),
        ({"parameters": {"electricity_tiers": "cheap"}}, "invalid_value"),
        ({"history": {str(year): dict.fromkeys("abc", 1) for year in range(700)}}, "too_large"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_code(client: Client, body: dict[str, Any], code: str) -> None:
    assert apply(client, "residential_electricity", body, 400)["problems"][0]["code"] == code


def test_the_list_and_a_rule_say_what_is_needed(client: Client) -> None:
    listed = client.get("/api/v1/rules").json()
    assert len(listed) > 40
    assert {"charge", "incentive", "duty", "verdict", "score", "risk"} >= {each["follows"] for each in listed}
    found = client.get("/api/v1/rules/agricultural_water").json()
    assert [each["code"] for each in found["inputs"]] == ["use", "quota", "origin", "high_value"]
    assert found["outputs"][0]["formulas"]
    assert "agricultural_water_price" in found["to_enter"]


def test_a_rule_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/api/v1/rules/no_such_rule").status_code == 404
    apply(client, "no_such_rule", {}, 404)
