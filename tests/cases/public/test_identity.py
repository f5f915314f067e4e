"""The sealed name: for named roles, for a reason, and the log knows of each look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from lvheng.areas.models import Appointment, Person
from lvheng.areas.queries import acting_of
from lvheng.audit.models import Entry
from lvheng.cases.public.access import access_report, visible
from lvheng.cases.public.identity import look_at_reporter
from lvheng.cases.public.models import Report, SealedName
from lvheng.cases.public.naming import Reporter
from lvheng.errors import NotAllowed, Problems, StateConflict

if TYPE_CHECKING:
    from lvheng.areas.acting import Acting

Received = Callable[..., tuple[Report, list[str]]]
NAMED = Reporter("马文海", "13893019876")


def test_a_name_is_kept_sealed_and_opened_with_a_log_entry(
    received: Received, acting_as: Callable[[str], Acting]
) -> None:
    report, _ = received(reporter=NAMED)
    sealed = bytes(SealedName.objects.get(report=report).sealed)
    assert b"13893019876" not in sealed
    assert look_at_reporter(acting_as("department_officer"), report.pk, "需要当面取证") == NAMED
    entry = Entry.objects.get(action="public.look_at_reporter")
    assert (entry.object_id, entry.changes) == (str(report.case_id), {"reason": "需要当面取证"})
    assert "马文海" not in str(entry.changes)


def test_sealed_names_of_different_length_look_alike(received: Received) -> None:
    one, _ = received(reporter=Reporter("马", ""))
    two, _ = received(reporter=Reporter("马" * 60, "1" * 100), matter="air")
    lengths = {len(bytes(each.sealed)) for each in SealedName.objects.filter(report__in=(one, two))}
    assert len(lengths) == 1


def test_nobody_looks_without_a_reason(received: Received, acting_as: Callable[[str], Acting]) -> None:
    report, _ = received(reporter=NAMED)
    with pytest.raises(Problems):
        look_at_reporter(acting_as("department_officer"), report.pk, " ")
    assert not Entry.objects.filter(action="public.look_at_reporter").exists()


def test_an_anonymous_report_has_no_name(received: Received, acting_as: Callable[[str], Acting]) -> None:
    report, _ = received()
    with pytest.raises(StateConflict, match="匿名"):
        look_at_reporter(acting_as("department_officer"), report.pk, "核实")


@pytest.mark.parametrize("role", ["", "leader", "planner", "county_officer", "auditor", "administrator"])
def test_other_roles_never_see_a_name(received: Received, acting_as: Callable[[str], Acting], role: str) -> None:
    report, _ = received(reporter=NAMED)
    with pytest.raises(NotAllowed):
        look_at_reporter(acting_as(role), report.pk, "想知道")


def test_a_county_sees_neither_reports_of_its_own_area_nor_of_others_before_they_are_handed_to_it(
    received: Received, acting_as: Callable[[str], Acting]
) -> None:
    report, _ = received(area="622901")
    county = acting_as("county_officer")
    assert not visible(county).exists()
    with pytest.raises(Report.DoesNotExist):
        access_report(county, report.pk)
    assert visible(acting_as("department_officer")).get() == report
    assert not visible(acting_as("")).exists()


def test_an_officer_of_the_office_that_only_supervises_sees_the_report_but_not_the_name(
    received: Received, person_as: Callable[[str], Person]
) -> None:
    report, _ = received(reporter=NAMED)
    planner = person_as("planner").appointments.earliest("id")
    officer = Person.objects.create(username="supervising", full_name="督办人")
    Appointment.objects.create(
        person=officer, organisation=planner.organisation, role="department_officer", from_date=timezone.localdate()
    )
    assert visible(acting_of(officer)).get() == report
    with pytest.raises(NotAllowed, match="承办部门"):
        look_at_reporter(acting_of(officer), report.pk, "想知道")
