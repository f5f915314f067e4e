"""Which organisation does what to a report: fill in, look over, approve, publish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lvheng.areas.acting import Acting, Post
from lvheng.areas.queries import governments_of, organisations_of_type
from lvheng.errors import InputProblem, NotAllowed, Text
from lvheng.packs.forms import Office, ReportForm
from lvheng.statistics.definitions import definition
from lvheng.statistics.models import Form, Report, Step, Version

if TYPE_CHECKING:
    from lvheng.areas.models import Area, Organisation

STATISTICS, PLANNING = "statistics", "development_reform"
_SIGNATURES = (Step.Kind.CHECKED, Step.Kind.APPROVED)


def department_type(form: ReportForm, office: Office) -> str:
    """The department type that an office stands for on a form."""
    return {"statistics": STATISTICS, "planning": PLANNING}.get(office, form.respondent.department)


class Offices:
    """The organisations of one prefecture by department type, looked up once for many reports."""

    def __init__(self, forms: Iterable[ReportForm], areas: Iterable[Any]) -> None:
        types = {STATISTICS, PLANNING, *(form.respondent.department for form in forms)}
        self._by_area: dict[tuple[str, str], Organisation] = {}
        for each in organisations_of_type(types):
            self._by_area.setdefault((each.area_id, each.type), each)
        self._governments = governments_of(area.code for area in areas)

    def of(self, type_: str, area: Area) -> Organisation | None:
        """The area's organisation of a department type, else its government."""
        return self._by_area.get((area.code, type_)) or self._governments.get(area.code)


def office_of(report: Report, office: Office) -> Organisation:
    """The organisation that an approval or publication of a report falls to; InputProblem where there is none."""
    if office == "respondent":
        return report.organisation
    area = prefecture_of(report)
    found = Offices([form_of(report)], [area]).of(department_type(form_of(report), office), area)
    if found is None:
        raise InputProblem(
            "no_office",
            Text(f"{area.name}没有可以办理这一步的单位。", f"{area.name_en} has no organisation for this step."),
            where=str(report),
            to_do=Text("请在数据包中登记该单位。", "Register the organisation in the pack."),
        )
    return found


def prefecture_of(report: Report) -> Area:
    """The area whose departments approve a report: the one above a county, else the report's own."""
    area = report.area
    return area.parent if area.level == "county" and area.parent is not None else area


def form_of(report: Report) -> ReportForm:
    """What the report's form asks."""
    return definition(report.form).form


def filler_post(report: Report) -> Post:
    """Who may fill in: the respondent."""
    return Post(frozenset({report.organisation_id}))


def approver_post(report: Report) -> Post | None:
    """Who may take the next step: the step's office, but nobody who filled in or signed before; None at the end."""
    steps = form_of(report).steps
    if report.step >= len(steps):
        return None
    office = office_of(report, steps[report.step].by)
    return Post(frozenset({office.pk}), frozenset(_writers(report) | _signers(report)))


def publisher_post(form: Form, reports: Iterable[Report]) -> Post:
    """Who may publish the reports of a form: the office that the form names, in the prefecture of all of them."""
    office = definition(form).form.publishes
    posts = [frozenset({office_of(report, office).pk}) for report in _one_of_each_area(reports)]
    return Post(frozenset.intersection(*posts) if posts else frozenset())


def _one_of_each_area(reports: Iterable[Report]) -> list[Report]:
    return list({report.area_id: report for report in reports}.values())


def _writers(report: Report) -> set[int]:
    version = Version.objects.filter(report=report, number=report.current).first()
    found = {version.started_by_id, version.submitted_by_id} if version else set()
    found |= set(
        report.steps.filter(version=report.current, kind__in=(Step.Kind.STARTED, Step.Kind.SUBMITTED)).values_list(
            "person_id", flat=True
        )
    )
    return {each for each in found if each is not None}


def _signers(report: Report) -> set[int]:
    signed = report.steps.filter(version=report.current, kind__in=_SIGNATURES)
    return {each for each in signed.values_list("person_id", flat=True) if each is not None}


def refuse_unless(post: Post, acting: Acting, office: Organisation | None = None) -> None:
    """Say plainly why a post does not admit somebody: another organisation's, or their own work (four eyes)."""
    if post.admits(acting) or acting.organisation is None or acting.person is None:
        return
    if acting.organisation.pk in post.organisations:
        raise NotAllowed(
            "four_eyes",
            Text(
                "您填报或审核过这一稿，不能再审核。", "You filled in or signed this version, so you cannot approve it."
            ),
            to_do=Text("请由本单位另一位同事审核。", "Ask a colleague of your organisation."),
        )
    whose = f"（{office.name}）" if office else ""
    whose_en = f" ({office.name_en or office.name})" if office else ""
    raise NotAllowed(
        "other_organisation",
        Text(f"这一步由另一个单位{whose}办理。", f"This step is another organisation's{whose_en}."),
        to_do=Text("如另有任职，请在页首切换。", "Switch at the top if you hold another appointment there."),
    )
