"""Which reports of citizens somebody may see: those whose cases they see."""

from __future__ import annotations

from django.db.models import QuerySet

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow, require
from lvheng.cases.access import steps_open_to
from lvheng.cases.access import visible as visible_cases
from lvheng.cases.catalogue import type_of
from lvheng.cases.models import Case
from lvheng.cases.public.models import Report

MAY_HANDLE, MAY_UNSEAL, MAY_AWARD, MAY_FUND = "public.handle", "public.unseal", "public.award", "public.fund"

# Steps of a case that are taken through the page of awards alone.
AWARD = "award"


def visible(acting: Acting) -> QuerySet[Report]:
    """The reports that somebody may read; none for whoever does not work on any."""
    if not allow(MAY_HANDLE, acting):
        return Report.objects.none()
    return Report.objects.filter(case__in=visible_cases(acting))


def may_unseal(acting: Acting, report: Report) -> bool:
    """Whether somebody may open the name: of the office that the type names, not of one that supervises."""
    office = type_of(report.case.type).owner.department
    organisation = acting.organisation
    return organisation is not None and organisation.type == office and allow(MAY_UNSEAL, acting)


def may_award(acting: Acting, case: Case) -> bool:
    """Whether somebody may decide the reward of a report now."""
    return allow(MAY_AWARD, acting) and any(step.through == AWARD for step in steps_open_to(acting, case))


def access_report(acting: Acting, report_id: int, permission: str = MAY_HANDLE) -> Report:
    """A report that somebody may deal with. Errors: NotAllowed; Report.DoesNotExist where it is none of theirs."""
    require(permission, acting)
    return visible(acting).select_related("area", "case__owner", "first__case").get(pk=report_id)
