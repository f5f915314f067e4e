"""Forms are issued lawfully or not at all, and every respondent owes every report exactly once."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.statistics.reporting import COAL, DAY, Cast, again, issue, opened

from lvheng import preparing
from lvheng.audit.models import Entry
from lvheng.errors import NotAllowed
from lvheng.formula import PeriodKind
from lvheng.packs import Pack
from lvheng.packs.form_kinds import uncollected
from lvheng.packs.forms import FormApproval, ReportForm
from lvheng.packs.measures import DataElement
from lvheng.statistics import actions, queries
from lvheng.statistics.definitions import definition
from lvheng.statistics.models import Form, Report
from lvheng.statistics.opening import period_of

pytestmark = pytest.mark.django_db


def changed(pack: Pack, kind: str, code: str, **keys: Any) -> Pack:
    """The pack with one item written otherwise."""
    items = tuple(each.model_copy(update=keys) if each.key == code else each for each in pack.items[kind])
    return dataclasses.replace(pack, items={**pack.items, kind: items})


def refused(pack: Pack, day: date = DAY) -> dict[str, str]:
    return {problem.where: problem.code for problem in actions.issue_forms(None, pack, day).refused}


def test_every_element_is_asked_for_on_a_form_about_what_it_belongs_to(linxia_pack: Pack) -> None:
    assert [element.code for element in uncollected(linxia_pack)] == []
    kinds = {item.of for item in linxia_pack.of(DataElement)}
    assert {form.respondent.of for form in linxia_pack.of(ReportForm)} == kinds
    assert kinds == {"area", "key_energy_user", "sewage_plant"}


def test_every_form_has_a_number_an_authority_an_approval_and_a_validity(linxia_pack: Pack) -> None:
    forms = {form.code for form in linxia_pack.of(ReportForm)}
    assert {approval.form for approval in linxia_pack.of(FormApproval)} == forms
    assert all(approval.is_pending for approval in linxia_pack.of(FormApproval))


def test_the_forms_of_a_pack_are_issued_once(places: None, linxia_pack: Pack) -> None:
    issued = actions.issue_forms(None, linxia_pack, DAY)
    assert len(issued.forms) == len(linxia_pack.of(ReportForm))
    entries = Entry.objects.count()
    again_issued = actions.issue_forms(None, linxia_pack, DAY)
    assert (again_issued.forms, again_issued.closed, Entry.objects.count()) == ((), 0, entries)


def test_an_issued_form_says_who_made_it_and_that_its_approval_is_pending(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    head = queries.form_head(queries.form_of_code("straw_year"))
    assert (head.number, head.approval, head.pending) == ("临绿循12表", "待批准", True)
    assert head.authority.zh == "临夏州发展和改革委员会"
    assert head.valid_until == date(2028, 12, 31)


def test_production_refuses_a_form_whose_approval_is_pending(places: None, linxia_pack: Pack, configure: Any) -> None:
    configure(production=True)
    issued = actions.issue_forms(None, linxia_pack, DAY)
    assert issued.forms == ()
    assert {problem.code for problem in issued.refused} == {"form_approval_pending"}
    assert "form_approvals.csv" in issued.refused[0].in_language("zh")


def test_production_issues_a_form_that_is_approved(places: None, linxia_pack: Pack, configure: Any) -> None:
    configure(production=True)
    source = linxia_pack.of(FormApproval)[0].source.model_copy(update={"certainty": "original"})
    pack = changed(linxia_pack, "form_approvals", "straw_year", source=source, approval="临州统函〔2026〕3号")
    issued = actions.issue_forms(None, pack, DAY)
    assert [form.code for form in issued.forms] == ["straw_year"]
    assert not definition(issued.forms[0]).head.pending


def test_an_expired_form_is_refused_and_closed(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    after = date(2029, 1, 1)
    assert refused(linxia_pack, after)["straw_year"] == "form_expired"
    assert not Form.objects.filter(closed_at=None).exists()
    assert actions.open_due_reports(after) == 0


def test_a_form_without_an_approval_is_refused(places: None, linxia_pack: Pack) -> None:
    approvals = tuple(each for each in linxia_pack.items["form_approvals"] if each.key != "straw_year")
    pack = dataclasses.replace(linxia_pack, items={**linxia_pack.items, "form_approvals": approvals})
    assert refused(pack) == {"straw_year": "form_not_approved"}
    assert not Form.objects.filter(code="straw_year").exists()


def test_a_start_tells_once_why_forms_are_held_back_and_names_them_all(
    places: None, linxia_pack: Pack, caplog: pytest.LogCaptureFixture
) -> None:
    pack = dataclasses.replace(linxia_pack, items={**linxia_pack.items, "form_approvals": ()})
    preparing._issue_forms(pack)
    (record,) = caplog.records
    assert all(form.code in record.getMessage() for form in linxia_pack.of(ReportForm))
    assert "form_approvals.csv" in record.getMessage()


def test_a_form_that_changes_becomes_the_next_edition(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    cast = Cast.assemble()
    begun, untouched = opened(area="622901"), opened(area="622923")
    actions.save_draft(cast.filler, begun, COAL, {})
    pack = changed(linxia_pack, "forms", "coal_balance_year", name="煤炭平衡表")
    (new,) = actions.issue_forms(None, pack, DAY).forms
    assert (new.edition, new.title) == (2, "煤炭平衡表")
    assert again(begun).form.edition == 1
    assert again(untouched).form.edition == 2
    assert [form.edition for form in queries.editions("coal_balance_year")] == [2, 1]
    assert actions.open_reports(new, "2025") == []


def test_a_changed_coefficient_or_element_is_a_new_edition_too(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    pack = changed(linxia_pack, "elements", "straw_sold", decimals=3)
    assert [form.code for form in actions.issue_forms(None, pack, DAY).forms] == ["straw_year"]


def test_only_a_planner_issues_forms(places: None, linxia_pack: Pack) -> None:
    cast = Cast.assemble()
    with pytest.raises(NotAllowed):
        actions.issue_forms(cast.statistician, linxia_pack, DAY)
    assert len(actions.issue_forms(cast.planner, linxia_pack, DAY).forms) == 34
    assert Form.objects.first().issued_by == cast.planner.person  # type: ignore[union-attr]


def test_every_county_owes_every_form_once(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    counties = 8
    forms = [form for form in linxia_pack.of(ReportForm) if form.respondent.thing is None]
    expected = sum((counties if form.respondent.unit_level == "county" else 1) * 2 for form in forms)
    assert actions.open_due_reports(DAY) == expected == Report.objects.count()
    assert actions.open_due_reports(DAY) == 0
    assert set(Report.objects.filter(form__code="air_month").values_list("period", flat=True)) == {"2026-02", "2026-03"}
    assert Entry.objects.filter(action="statistics.open_reports").count() == 1


def test_a_county_without_the_department_is_answered_for_by_its_government(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    assert opened("straw_year").organisation.code == "linxia_city_government"


def test_a_company_that_serves_all_counties_reports_about_each(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    report = opened("power_month", "2026-02")
    assert (report.organisation.code, report.unit) == ("linxia_power_supply", "622901")
    assert Report.objects.filter(form__code="power_month", organisation=report.organisation).count() == 8


def test_the_prefectures_own_report_is_its_departments(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    report = opened("air_month_prefecture", "2026-02", "622900")
    assert (report.organisation.code, report.due_on) == ("linxia_ecology_environment", date(2026, 3, 10))


def test_the_database_lets_nobody_owe_a_report_twice_or_change_an_issued_form(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    report = opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            form=report.form, organisation=report.organisation, area=report.area, unit=report.unit,
            period=report.period, period_end=report.period_end, due_on=report.due_on,
        )  # fmt: skip
    for change in (lambda: Form.objects.update(number="x"), lambda: Form.objects.update(definition={})):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("kind", "code"), [("month", "2026-03"), ("quarter", "2026-Q1"), ("half", "2026-H1"), ("year", "2026")]
)
def test_a_day_lies_in_one_period_of_each_kind(kind: str, code: str) -> None:
    assert period_of(PeriodKind(kind), DAY).code == code
    assert period_of(PeriodKind(kind), date(2026, 12, 31)).end == date(2026, 12, 31)
