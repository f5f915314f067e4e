"""Reporting by program: the same actions as on the pages, in the appointment of the key."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.statistics.reporting import COAL, Cast, again, handed_in, issue, opened

from lvheng.areas.acting import Acting
from lvheng.areas.keys import make_key
from lvheng.packs import Pack
from lvheng.statistics.models import Report, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


@pytest.fixture
def report(cast: Cast) -> Report:
    return opened()


class Caller:
    """A program with a key."""

    def __init__(self, acting: Acting) -> None:
        self.headers = {"Authorization": f"Bearer {make_key(acting, 'a system', 30).text}"}
        self.client = Client(enforce_csrf_checks=True)

    def call(self, method: str, path: str, status: int = 200, data: Any = None) -> Any:
        send = getattr(self.client, method)
        options = {"data": data, "content_type": "application/json"} if data is not None else {}
        response = send(f"/api/v1/{path}", headers=self.headers, **options)
        assert response.status_code == status, response.content.decode()
        return response.json()


def test_a_program_fills_in_and_hands_in(cast: Cast, report: Report) -> None:
    system = Caller(cast.filler)
    (owed,) = system.call("get", "reports?form=coal_balance_year")["reports"]
    assert (owed["id"], owed["state"], owed["unit"]) == (report.pk, "expected", "622901")

    checked = system.call("put", f"reports/{report.pk}/draft", data={"entries": {**COAL, "coal_sold": "300"}})
    assert not checked["can_submit"]
    (finding,) = checked["findings"]
    assert finding["severity"] == "hard"
    assert finding["message"]["zh"] != finding["message"]["en"]
    refused = system.call("post", f"reports/{report.pk}/submit", 400)
    assert [each["code"] for each in refused["problems"]] == [finding["code"]]

    assert system.call("put", f"reports/{report.pk}/draft", data={"entries": COAL})["can_submit"]
    assert system.call("post", f"reports/{report.pk}/submit")["state"] == "submitted"
    assert system.call("get", f"reports/{report.pk}")["entries"] == COAL
    assert Version.objects.get(report=report).source == "api"
    assert system.call("post", f"reports/{report.pk}/withdraw")["state"] == "draft"


def test_the_forms_are_for_everybody(client: Client, cast: Cast) -> None:
    forms = client.get("/api/v1/forms").json()
    (coal,) = (each for each in forms if each["code"] == "coal_balance_year")
    assert coal["number"]
    assert coal["approval"]
    assert [row["element"] for row in coal["rows"]][:2] == ["coal_opening_stock", "coal_purchased"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer lvh_nothing"}, {"Authorization": "Basic eDp5"}])
def test_without_a_key_nothing_is_shown(client: Client, report: Report, headers: dict[str, str]) -> None:
    for path in ("reports", f"reports/{report.pk}"):
        assert client.get(f"/api/v1/{path}", headers=headers).status_code == 401


def test_another_countys_draft_is_not_shown(cast: Cast, report: Report) -> None:
    neighbour = Caller(cast.neighbour)
    assert neighbour.call("get", "reports")["total"] == 0 or report.pk not in [
        each["id"] for each in neighbour.call("get", "reports")["reports"]
    ]
    for method, path in (("get", ""), ("post", "/submit")):
        neighbour.call(method, f"reports/{report.pk}{path}", 403)
    neighbour.call("put", f"reports/{report.pk}/draft", 403, {"entries": COAL})
    assert again(report).state == Report.State.EXPECTED


def test_a_state_that_does_not_fit_is_a_conflict(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    answer = Caller(cast.filler).call("put", f"reports/{report.pk}/draft", 409, {"entries": COAL})
    assert answer["problems"][0]["code"] == "report_moved_on"


def test_a_session_needs_its_token(cast: Cast, report: Report) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.filler.person)
    assert client.get(f"/api/v1/reports/{report.pk}").status_code == 200
    assert client.post(f"/api/v1/reports/{report.pk}/submit").status_code == 403


def test_a_wrong_shape_is_told_with_its_place(cast: Cast, report: Report) -> None:
    answer = Caller(cast.filler).call("put", f"reports/{report.pk}/draft", 422, {"entries": {"coal_burnt": 5}})
    assert answer["problems"][0]["where"]
    Caller(cast.filler).call("get", "reports?limit=100000", 422)
