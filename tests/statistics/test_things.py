"""Reports about things that are no areas: sewage plants and key energy users."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.statistics.reporting import DAY, Cast, again, issue, somebody

from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, Problems
from lvheng.packs import Pack
from lvheng.statistics import actions
from lvheng.statistics.models import Form, Observation, Report
from lvheng.statistics.things import kinds_asked_of, number_of, title_of

pytestmark = pytest.mark.django_db

SLUDGE = {
    "sludge_mass": "120",
    "sludge_moisture": "80",
    "sludge_disposed_mass": "110",
    "sludge_disposed_moisture": "80",
}
INFLOW, SLUDGE_FORM, USERS = "sewage_plant_quarter", "sewage_sludge_month", "key_energy_user_year"


def form(code: str) -> Form:
    return Form.objects.get(code=code, closed_at=None)


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


def test_nobody_owes_a_report_about_a_plant_that_nobody_knows(cast: Cast) -> None:
    assert actions.open_reports(form(INFLOW), "2026-Q1") == []


def test_a_new_plant_owes_every_form_about_plants_for_this_period_and_the_last(cast: Cast) -> None:
    opened = actions.add_thing(cast.filler, form(INFLOW), DAY)
    assert {report.unit for report in opened} == {"622901-sewage_plant-1"}
    assert {report.organisation.code for report in opened} == {"linxia_city_government"}
    owed = sorted((report.form.code, report.period) for report in opened)
    assert owed == [(INFLOW, "2025-Q4"), (INFLOW, "2026-Q1"), (SLUDGE_FORM, "2026-02"), (SLUDGE_FORM, "2026-03")]
    assert Entry.objects.filter(action="statistics.add_thing").count() == 1


def test_a_second_plant_gets_the_next_number_and_both_owe_the_next_period(cast: Cast) -> None:
    actions.add_thing(cast.filler, form(INFLOW), DAY)
    actions.add_thing(cast.filler, form(SLUDGE_FORM), DAY)
    next_ = {report.unit for report in actions.open_reports(form(INFLOW), "2026-Q2")}
    assert next_ == {"622901-sewage_plant-1", "622901-sewage_plant-2"}
    assert actions.open_reports(form(INFLOW), "2026-Q2") == []


def test_kinds_of_things_are_numbered_apart(cast: Cast) -> None:
    actions.add_thing(cast.filler, form(INFLOW), DAY)
    assert {report.unit for report in actions.add_thing(cast.filler, form(USERS), DAY)} == {"622901-key_energy_user-1"}
    assert number_of("622901-sewage_plant-12") == 12
    assert number_of("622901") == 0


def test_only_a_respondent_adds_things_and_only_to_forms_about_things(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.add_thing(cast.statistician, form(INFLOW), DAY)
    with pytest.raises(NotAllowed):
        actions.add_thing(cast.auditor, form(INFLOW), DAY)
    with pytest.raises(InputProblem):
        actions.add_thing(cast.filler, form("coal_balance_year"), DAY)
    assert [thing.kind for _, thing in kinds_asked_of(cast.filler)] == ["key_energy_user", "sewage_plant"]
    assert kinds_asked_of(cast.agriculture) == []


def test_what_a_plant_reports_is_checked_and_observed_of_the_plant(cast: Cast) -> None:
    actions.add_thing(cast.filler, form(SLUDGE_FORM), DAY)
    report = again(Report.objects.get(form__code=SLUDGE_FORM, period="2026-02"))
    actions.save_draft(cast.filler, report, SLUDGE | {"sludge_moisture": "101"}, {})
    with pytest.raises(Problems, match="101"):
        actions.submit(cast.filler, again(report))
    actions.save_draft(cast.filler, again(report), SLUDGE, {})
    actions.submit(cast.filler, again(report))
    actions.approve(cast.colleague, again(report))
    actions.approve(somebody("housing", "linxia_housing_construction", "department_officer"), again(report))
    assert again(report).state == Report.State.APPROVED
    values = dict(Observation.objects.filter(unit="622901-sewage_plant-1").values_list("element", "value"))
    assert values == {element: Decimal(value) for element, value in SLUDGE.items()}


def test_more_dry_matter_disposed_of_than_generated_asks_for_an_explanation(cast: Cast) -> None:
    actions.add_thing(cast.filler, form(SLUDGE_FORM), DAY)
    report = again(Report.objects.get(form__code=SLUDGE_FORM, period="2026-02"))
    found = actions.save_draft(cast.filler, report, SLUDGE | {"sludge_disposed_moisture": "60"}, {})
    assert [each.code for each in found.soft] == ["disposed"]
    assert list(actions.save_draft(cast.filler, again(report), SLUDGE, {}).soft) == []


def test_a_user_sells_no_more_energy_than_it_has(cast: Cast) -> None:
    actions.add_thing(cast.filler, form(USERS), date(2026, 3, 10))
    report = again(Report.objects.get(form__code=USERS, period="2025"))
    blank = dict.fromkeys((row["element"] for row in report.form.definition["form"]["rows"]), "0")
    entries = blank | {"user_raw_coal": "1000", "user_electricity": "1", "user_energy_sold": "800"}
    # 1,000 t × 0.7143 tce/t + 10,000 kWh × 0.1229 kg/kWh = 715.529 tce.
    assert [each.code for each in actions.save_draft(cast.filler, report, entries, {}).hard] == ["sold"]
    assert list(actions.save_draft(cast.filler, again(report), entries | {"user_energy_sold": "715"}, {}).hard) == []


def test_the_page_of_ones_reports_adds_a_plant_and_names_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.filler.person)
    page = client.get(reverse("statistics:mine")).content.decode()
    address = reverse("statistics:add_thing", args=[INFLOW])
    assert "增加一个污水处理厂" in page
    assert address in page
    assert client.post(address).status_code == 302
    report = Report.objects.filter(form__code=INFLOW).order_by("period_end").first()
    assert report is not None
    shown = client.get(reverse("statistics:report", args=[report.pk])).content.decode()
    assert "临夏市 · 污水处理厂 1" in shown
    with translation.override("en"):
        assert title_of(report).in_language("en").endswith("Sewage plant 1")
