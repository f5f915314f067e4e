"""What others read about reports: who may see what, what waits for whom, and what is known beside a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from lvheng.areas.acting import Acting, Post
from lvheng.areas.permissions import allow, require
from lvheng.errors import Text
from lvheng.packs.forms import Office, ReportForm
from lvheng.packs.measures import DataElement
from lvheng.statistics.checking import findings_of
from lvheng.statistics.definitions import FormHead, definition
from lvheng.statistics.filling import version_in_force
from lvheng.statistics.models import Form, Release, Report, Step, Version
from lvheng.statistics.offices import (
    PLANNING,
    STATISTICS,
    approver_post,
    department_type,
    filler_post,
    form_of,
    office_of,
    publisher_post,
)
from lvheng.statistics.reference import Beside, Reference, reference_values

if TYPE_CHECKING:
    from lvheng.areas.models import Organisation, Person

__all__ = [
    "Beside",
    "Reference",
    "Way",
    "editions",
    "elements",
    "findings_of",
    "form_definition",
    "form_head",
    "form_of_code",
    "forms",
    "history",
    "is_public",
    "may",
    "readable",
    "reads_inside",
    "reference_values",
    "report",
    "reports_for",
    "steps_of",
    "version_in_force",
    "waiting_for",
]
_SIGNED = (Step.Kind.CHECKED, Step.Kind.APPROVED)
_OPEN = (Report.State.EXPECTED, Report.State.DRAFT, Report.State.RETURNED)


@dataclass(frozen=True)
class Way:
    """One step of a report's approval: whose it is, whether it is done or next, and who did it when."""

    title: Text
    office: Organisation
    done: bool
    is_next: bool
    at: datetime | None = None
    person: Person | None = None


def forms() -> QuerySet[Form]:
    """The forms in force, by their numbers."""
    return Form.objects.filter(closed_at=None)


def form_of_code(code: str) -> Form:
    """The form in force of that code; its last edition where none is. Raises Http404 for an unknown code."""
    found = Form.objects.filter(code=code).order_by("-edition").first()
    if found is None:
        raise Http404(code)
    return found


def editions(code: str) -> QuerySet[Form]:
    """All editions of a form, the newest first."""
    return Form.objects.filter(code=code).order_by("-edition")


def form_definition(form: Form) -> ReportForm:
    """What a form asks and how it is checked."""
    return definition(form).form


def form_head(form: Form) -> FormHead:
    """Number, authority, approval and validity of a form."""
    return definition(form).head


def elements() -> Mapping[str, DataElement]:
    """The elements on all issued forms by their codes, as the newest edition declares them."""
    found: dict[str, DataElement] = {}
    for form in Form.objects.order_by("edition"):
        found |= definition(form).elements
    return found


def report(acting: Acting, pk: int) -> Report:
    """The report of a page. Anybody may open one with published figures; Http404, SignInNeeded or NotAllowed else."""
    found = _with_places(Report.objects.filter(pk=pk)).first()
    if found is None:
        raise Http404(pk)
    if not is_public(found):
        require("statistics.read_reports", acting, _post(reads_inside(acting, found), acting))
    return found


def is_public(report: Report) -> bool:
    """Whether figures of it are published. What a single enterprise reports never is (统计法)."""
    return report.unit == report.area_id and Release.objects.filter(batch__version__report=report).exists()


def reads_inside(acting: Acting, report: Report) -> bool:
    """Whether somebody reads it as an officer, with its drafts, explanations and history."""
    return allow("statistics.read_reports", acting) and Report.objects.filter(_inside(acting), pk=report.pk).exists()


def readable(acting: Acting) -> QuerySet[Report]:
    """The reports whose page somebody may open."""
    released = Release.objects.filter(batch__version__report=OuterRef("pk"))
    public = Q(Exists(released), unit=F("area_id"))
    inside = _inside(acting) if allow("statistics.read_reports", acting) else Q(pk__in=[])
    return _with_places(Report.objects.filter(public | inside))


def reports_for(
    acting: Acting, *, form: str = "", period: str = "", area: str = "", state: str = ""
) -> QuerySet[Report]:
    """The reports that somebody may open, of a form, period, area and state where these are given."""
    wanted = {"form__code": form, "period": period, "area_id": area, "state": state}
    return readable(acting).filter(**{name: value for name, value in wanted.items() if value})


def _with_places(reports: QuerySet[Report]) -> QuerySet[Report]:
    related = reports.select_related("form", "organisation", "area__parent")
    return related.defer("area__boundary", "area__parent__boundary")


def _post(admitted: bool, acting: Acting) -> Post:
    return Post(frozenset({acting.organisation.pk}) if admitted and acting.organisation else frozenset())


def _inside(acting: Acting) -> Q:
    """Own reports; those about the own county; those that a prefecture's office approves, publishes or oversees."""
    organisation = acting.organisation
    if organisation is None:
        return Q(pk__in=[])
    own = Q(organisation=organisation)
    if organisation.kind == "county_government":
        return own | Q(area=organisation.area_id)
    below = Q(area=organisation.area_id) | Q(area__parent=organisation.area_id)
    if organisation.kind == "government" or organisation.type in (STATISTICS, PLANNING):
        return own | below
    return own | (below & Q(form__definition__form__respondent__department=organisation.type))


def waiting_for(acting: Acting) -> QuerySet[Report]:
    """The reports whose next step this person may take, the most urgent first."""
    if acting.organisation is None or acting.person is None:
        return Report.objects.none()
    waiting = Q(pk__in=[])
    if allow("statistics.fill", acting):
        waiting |= Q(organisation=acting.organisation, state__in=_OPEN)
    forms = _forms_with([Report.State.SUBMITTED, Report.State.APPROVED])
    if allow("statistics.approve", acting):
        waiting |= _to_approve(acting, forms)
    if allow("statistics.publish", acting):
        waiting |= _to_publish(acting, forms)
    return _with_places(Report.objects.filter(waiting)).order_by("due_on", "form__number", "area_id")


def _to_approve(acting: Acting, forms: list[Form]) -> Q:
    """Handed in, at a step of this person's office, in a version that this person neither wrote nor signed."""
    mine = Step.objects.filter(report=OuterRef("pk"), version=OuterRef("current"), person=acting.person)
    written = Version.objects.filter(report=OuterRef("pk"), number=OuterRef("current"), started_by=acting.person)
    steps = ((form, number, step.by) for form in forms for number, step in enumerate(form_definition(form).steps))
    at_office = _at_office(acting, steps)
    return Q(state=Report.State.SUBMITTED) & at_office & ~Exists(mine) & ~Exists(written)


def _to_publish(acting: Acting, forms: list[Form]) -> Q:
    publish = ((form, None, form_definition(form).publishes) for form in forms)
    return Q(state=Report.State.APPROVED) & _at_office(acting, publish)


def _forms_with(states: list[str]) -> list[Form]:
    """The forms that have reports in a state, without what they say: that was read once."""
    with_some = Report.objects.filter(state__in=states).order_by().values("form").distinct()
    return list(Form.objects.filter(pk__in=with_some).defer("definition"))


def _at_office(acting: Acting, steps: Iterable[tuple[Form, int | None, Office]]) -> Q:
    """Reports at one of these steps of their form, for which the organisation somebody acts for is that office.

    Steps that stand alike are one condition, so that the query stays short however many forms there are.
    """
    alike: dict[tuple[int | None, bool], list[int]] = defaultdict(list)
    organisation = acting.organisation
    for form, number, office in steps:
        is_own = office == "respondent"
        if is_own or (organisation and department_type(form_definition(form), office) == organisation.type):
            alike[number, is_own].append(form.pk)
    found = Q(pk__in=[])
    for (number, is_own), forms in alike.items():
        at_step = Q(form__in=forms) if number is None else Q(form__in=forms, step=number)
        found |= at_step & (Q(organisation=organisation) if is_own else _below(organisation))
    return found


def _below(organisation: Organisation | None) -> Q:
    """Reports that a department of a prefecture answers for: those of its counties and its own area's."""
    if organisation is None:
        return Q(pk__in=[])
    above = Q(area__level="county", area__parent=organisation.area_id)
    return above | (Q(area=organisation.area_id) & ~Q(area__level="county"))


def may(acting: Acting, report: Report) -> frozenset[str]:
    """What somebody may do to a report now, of fill, submit, withdraw, correct, drop, approve, return and publish."""
    found = set[str]()
    if allow("statistics.fill", acting) and allow("statistics.fill", acting, filler_post(report)):
        found |= _as_filler(report)
    if report.state == Report.State.SUBMITTED and allow("statistics.approve", acting):
        post = approver_post(report)
        found |= {"approve", "return"} if post is not None and allow("statistics.approve", acting, post) else set()
    if report.state == Report.State.APPROVED and allow("statistics.publish", acting):
        post = publisher_post(report.form, [report])
        found |= {"publish"} if allow("statistics.publish", acting, post) else set()
    return frozenset(found)


def _as_filler(report: Report) -> set[str]:
    corrects = report.state in (Report.State.DRAFT, Report.State.RETURNED) and version_in_force(report) is not None
    drops = {"drop"} if corrects else set()
    match report.state:
        case Report.State.EXPECTED | Report.State.RETURNED:
            return {"fill", *drops}
        case Report.State.DRAFT:
            return {"fill", "submit", *drops}
        case Report.State.SUBMITTED:
            return set() if report.step else {"withdraw"}
        case _:
            return {"correct"}


def steps_of(report: Report) -> list[Way]:
    """The way of the version at hand through its approvals."""
    signed = history(report).filter(version=report.current, kind__in=_SIGNED)
    # A version is signed once at each step: what was signed first is the first step.
    done = list(signed)[: report.step]
    ways = []
    for number, step in enumerate(form_of(report).steps):
        by = done[number] if number < len(done) else None
        is_next = report.state == Report.State.SUBMITTED and number == report.step
        office = office_of(report, step.by)
        ways.append(
            Way(step.title, office, number < report.step, is_next, by.at if by else None, by.person if by else None)
        )
    return ways


def history(report: Report) -> QuerySet[Step]:
    """What happened to a report, oldest first, with who did it."""
    return report.steps.select_related("person", "organisation").order_by("at", "id")
