"""What the pages of reports read: my reports, versions, history, and the choices of filters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import F, Min, QuerySet
from django.http import QueryDict

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting
from lvheng.statistics import queries
from lvheng.statistics.models import Form, Report, Step, Version

_OWED = (Report.State.EXPECTED, Report.State.DRAFT, Report.State.RETURNED)
_HANDED_IN = (Report.State.SUBMITTED, Report.State.APPROVED, Report.State.PUBLISHED)
_FILTER_LENGTH = 80


@dataclass(frozen=True)
class Filters:
    """How a list of reports is narrowed; "" is not at all."""

    form: str = ""
    area: str = ""
    period: str = ""

    @staticmethod
    def of(query: QueryDict) -> Filters:
        """The filters of a page's address."""
        return Filters(**{each.name: query.get(each.name, "")[:_FILTER_LENGTH] for each in fields(Filters)})

    @property
    def are_set(self) -> bool:
        """Whether anything is narrowed."""
        return self != Filters()

    def applied(self, reports: QuerySet[Report]) -> QuerySet[Report]:
        """The reports that fit."""
        wanted = {"form__code": self.form, "area": self.area, "period": self.period}
        return reports.filter(**{key: value for key, value in wanted.items() if value})


@dataclass(frozen=True)
class Choices:
    """What the filters of a list offer: forms, areas and periods that occur in it, newest periods first."""

    forms: tuple[Form, ...]
    areas: tuple[Any, ...]
    periods: tuple[str, ...]


def with_names(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports with what a list shows of them, in one query."""
    return reports.select_related("form", "area__parent", "organisation").defer(
        "area__boundary", "area__parent__boundary", "form__definition"
    )


def owed_by(acting: Acting) -> QuerySet[Report]:
    """What the organisation has still to hand in, the earliest deadline first."""
    return with_names(_of(acting).filter(state__in=_OWED)).order_by("due_on", "form__number", "area_id")


def handed_in_by(acting: Acting) -> QuerySet[Report]:
    """What the organisation has handed in, the newest period first."""
    return with_names(_of(acting).filter(state__in=_HANDED_IN)).order_by("-period_end", "form__number", "area_id")


def _of(acting: Acting) -> QuerySet[Report]:
    if acting.organisation is None:
        return Report.objects.none()
    return Report.objects.filter(organisation=acting.organisation)


def choices(reports: QuerySet[Report]) -> Choices:
    """The filters' choices for a list."""
    plain = reports.order_by()
    forms: dict[str, Form] = {}
    for form in Form.objects.filter(pk__in=plain.values("form")).defer("definition").order_by("number", "-edition"):
        forms.setdefault(form.code, form)
    areas = area_queries.areas().filter(pk__in=plain.values("area"))
    periods = plain.values_list("period", "period_end").distinct().order_by("-period_end", "period")
    ordered = sorted(forms.values(), key=number_order)
    return Choices(tuple(ordered), tuple(areas), tuple(dict.fromkeys(period for period, _ in periods)))


def current_version(report: Report) -> Version:
    """The version at hand, with the names of who made it. Raises Version.DoesNotExist before the first."""
    return report.versions.select_related("submitted_by", "started_by").get(number=report.current)


def current_versions(reports: Iterable[Report]) -> dict[int, Version]:
    """The version at hand of each report, by the report; those before the first have none."""
    found = Version.objects.filter(report__in=list(reports), number=F("report__current"))
    return {version.report_id: version for version in found}


def first_handed_in(reports: Iterable[Report]) -> dict[int, datetime | None]:
    """When each report was handed in for the first time, whatever became of that version."""
    versions = Version.objects.filter(report__in=list(reports)).order_by()
    return dict(versions.values_list("report").annotate(first=Min("submitted_at")))


def shown_version(acting: Acting, report: Report) -> Version | None:
    """The newest version that the reader may see: a draft only inside, to others what was released."""
    return versions_of(acting, report).first()


def versions_of(acting: Acting, report: Report) -> QuerySet[Version]:
    """The versions that the reader may see, newest first."""
    versions = report.versions.select_related("submitted_by")
    return versions if queries.reads_inside(acting, report) else versions.filter(batch__release__isnull=False)


def version_for(acting: Acting, report: Report, number: int) -> Version | None:
    """One version for this reader; None where there is none that they may see."""
    return versions_of(acting, report).filter(number=number).first()


def history(report: Report) -> QuerySet[Step]:
    """Everything that happened to the report, the newest first."""
    related = report.steps.select_related("person", "organisation", "report__form", "report__area")
    return related.defer("report__area__boundary", "report__form__definition").order_by("-at", "-id")


def last_return(report: Report) -> Step | None:
    """Why the report came back, while that has not been answered by handing it in again."""
    last = report.steps.filter(kind__in=(Step.Kind.RETURNED, Step.Kind.SUBMITTED)).order_by("at", "id").last()
    if last is None or last.kind != Step.Kind.RETURNED:
        return None
    return history(report).get(pk=last.pk)


def number_order(form: Form) -> tuple[str | int, ...]:
    """Sorts 临绿循9表 before 临绿循10表."""
    parts = re.split(r"([0-9]+)", form.number)
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts))


def editions(code: str) -> list[Form]:
    """All editions of a form, the newest first."""
    return list(Form.objects.filter(code=code).defer("definition").order_by("-edition"))


def forms_in_force() -> list[Form]:
    """The forms that are asked now, by their numbers."""
    return sorted(Form.objects.filter(closed_at__isnull=True), key=number_order)


def form_edition(code: str, edition: int | None) -> Form | None:
    """One edition of a form; without a number the one in force, else the last."""
    found = Form.objects.filter(code=code)
    if edition is not None:
        return found.filter(edition=edition).first()
    return found.order_by("-edition").first()
