"""What tests of reports start from: issued forms, people of every office, and figures that fit together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tests.keeping import keep

from lvheng.areas.acting import Acting
from lvheng.areas.models import Appointment, Organisation, Person
from lvheng.statistics import actions
from lvheng.statistics.models import Form, Report

if TYPE_CHECKING:
    from lvheng.packs import Pack

DAY = date(2026, 3, 10)
PERIOD = "2025"
COAL = {
    "coal_opening_stock": "1000",
    "coal_purchased": "5000",
    "coal_burnt": "4500.5",
    "coal_sold": "299.5",
    "coal_closing_stock": "1200",
}


def somebody(username: str, organisation: str, role: str) -> Acting:
    """A person with one appointment, as they act."""
    person, _ = Person.objects.get_or_create(username=username, defaults={"full_name": username})
    where = Organisation.objects.get(code=organisation)
    appointment, _ = Appointment.objects.get_or_create(
        person=person, organisation=where, role=role, defaults={"from_date": date(2020, 1, 1)}
    )
    return Acting(person, where, role, appointment, has_second_factor=True)


@dataclass(frozen=True)
class Cast:
    """The people who take part in one report of a county."""

    filler: Acting
    colleague: Acting
    head: Acting
    neighbour: Acting
    statistician: Acting
    second_statistician: Acting
    agriculture: Acting
    planner: Acting
    auditor: Acting

    @staticmethod
    def assemble() -> Cast:
        keep("cast of reports", Cast._make)
        return Cast._find()

    @staticmethod
    def _make() -> None:
        Cast._find()

    @staticmethod
    def _find() -> Cast:
        return Cast(
            somebody("filler", "linxia_city_government", "county_officer"),
            somebody("colleague", "linxia_city_government", "county_officer"),
            somebody("head", "linxia_city_government", "leader"),
            somebody("neighbour", "linxia_yongjing_government", "county_officer"),
            somebody("statistician", "linxia_statistics", "department_officer"),
            somebody("second_statistician", "linxia_statistics", "department_officer"),
            somebody("agriculture", "linxia_agriculture", "department_officer"),
            somebody("planner_", "linxia_development_reform", "planner"),
            somebody("auditor_", "linxia_audit", "auditor"),
        )


def issue(pack: Pack) -> None:
    """All forms of the pack, as at the set-up."""
    assert keep(f"forms of {pack.name}", lambda: actions.issue_forms(None, pack, DAY).refused) == ()


def opened(code: str = "coal_balance_year", period: str = PERIOD, area: str = "622901") -> Report:
    """The report that an area owes of a form."""

    def make() -> None:
        actions.open_reports(Form.objects.get(code=code, closed_at=None), period)

    keep(f"reports of {code} {period}", make)
    return again(Report.objects.get(form__code=code, period=period, area_id=area))


def again(report: Report) -> Report:
    """The report as it is now."""
    return Report.objects.select_related("form", "organisation", "area__parent").get(pk=report.pk)


def handed_in(cast: Cast, report: Report, entries: dict[str, str] | None = None) -> Report:
    """The report, filled in and handed in."""
    actions.save_draft(cast.filler, report, entries or COAL, {})
    return actions.submit(cast.filler, again(report))


def approved(cast: Cast, report: Report, entries: dict[str, str] | None = None) -> Report:
    """The report, approved by every step of the coal balance."""
    actions.approve(cast.colleague, handed_in(cast, report, entries))
    return actions.approve(cast.statistician, again(report))


def published(cast: Cast, report: Report) -> Report:
    """The report, approved and public."""
    approved(cast, report)
    actions.publish(cast.second_statistician, report.form, report.period, [again(report)])
    return again(report)
