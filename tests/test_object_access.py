"""One object among others of its kind: what belongs to one county is not seen from another, draft or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.test_access import owed_report

from lvheng.cases.models import Case
from lvheng.cases.opening import open_case
from lvheng.packs import Pack
from lvheng.statistics.models import Report

OWN, OTHER = "622901", "622921"
REFUSED = (403, 404)


@pytest.fixture
def reports(places: None, linxia_pack: Pack) -> dict[str, Report]:
    """What two counties owe of the same form and period, by area."""
    mine = owed_report(linxia_pack)
    theirs = Report.objects.get(form=mine.form, period=mine.period, area=OTHER)
    return {OWN: mine, OTHER: theirs}


@pytest.fixture
def cases(places: None) -> dict[str, Case]:
    """A case of each of the two counties."""
    written = {"place": "工业园区北侧", "found": "无证小作坊。", "found_on": "2026-05-01"}
    return {
        area: open_case(None, "grid_inspection", title=f"网格检查 {area}", area=area, written=written)
        for area in (OWN, OTHER)
    }


def status(client: Client, name: str, *args: object) -> int:
    return client.get(reverse(name, args=args)).status_code


def test_a_county_never_sees_another_countys_reports(
    reports: dict[str, Report], client_as: Callable[..., Client]
) -> None:
    county = client_as("county_officer")
    assert status(county, "statistics:report", reports[OWN].pk) == 200
    assert status(county, "statistics:report", reports[OTHER].pk) in REFUSED
    assert county.get(f"/api/v1/reports/{reports[OWN].pk}").status_code == 200
    assert county.get(f"/api/v1/reports/{reports[OTHER].pk}").status_code in REFUSED
    listed = county.get("/api/v1/reports").content.decode()
    assert OWN in listed
    assert OTHER not in listed


def test_a_county_never_sees_another_countys_cases(cases: dict[str, Case], client_as: Callable[..., Client]) -> None:
    county, planner, anybody = client_as("county_officer"), client_as("planner"), client_as("")
    assert status(county, "cases:case", cases[OWN].pk) == 200
    assert status(county, "cases:case", cases[OTHER].pk) in REFUSED
    assert status(planner, "cases:case", cases[OTHER].pk) == 200
    assert status(anybody, "cases:case", cases[OWN].pk) in (302, *REFUSED)
    listed = county.get(reverse("cases:list")).content.decode()
    assert f"网格检查 {OWN}" in listed
    assert f"网格检查 {OTHER}" not in listed


def test_a_county_cannot_work_on_another_countys_case(cases: dict[str, Case], client_as: Callable[..., Client]) -> None:
    county = client_as("county_officer")
    before = cases[OTHER].events.count()
    answer = county.post(reverse("cases:act", args=(cases[OTHER].pk, "comment")), {"words": "看看"})
    assert answer.status_code in REFUSED
    assert cases[OTHER].events.count() == before
