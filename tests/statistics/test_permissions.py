"""Who may see which report: one's own, what one's office handles, and what is public."""

from __future__ import annotations

import pytest
from django.http import Http404
from tests.statistics.reporting import COAL, Cast, again, handed_in, issue, opened, published, somebody

from lvheng.areas.acting import ANONYMOUS, Acting
from lvheng.areas.models import Organisation, Person
from lvheng.areas.permissions import SecondFactorNeeded, SignInNeeded
from lvheng.errors import NotAllowed
from lvheng.packs import Pack
from lvheng.statistics import actions, queries
from lvheng.statistics.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


def sees(acting: Acting, report: Report) -> bool:
    """Whether the list and the page agree that somebody may open it."""
    try:
        queries.report(acting, report.pk)
        opens = True
    except NotAllowed:
        opens = False
    assert queries.readable(acting).filter(pk=report.pk).exists() is opens
    return opens


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("filler", True),
        ("head", True),
        ("neighbour", False),
        ("statistician", True),
        ("planner", True),
        ("agriculture", False),
        ("auditor", False),
    ],
)
def test_a_report_that_is_not_public_is_read_by_those_who_handle_it(cast: Cast, who: str, may: bool) -> None:
    report = opened()
    actions.save_draft(cast.filler, report, COAL, {})
    assert sees(getattr(cast, who), report) is may
    assert queries.reads_inside(getattr(cast, who), again(report)) is may


def test_nobody_without_an_account_sees_a_draft(cast: Cast) -> None:
    report = opened()
    assert not sees(ANONYMOUS, report)
    with pytest.raises(SignInNeeded):
        queries.report(ANONYMOUS, report.pk)
    citizen = Acting(Person.objects.create(username="citizen"), None, "citizen")
    assert not sees(citizen, report)


def test_anybody_reads_a_published_report_but_not_from_inside(cast: Cast) -> None:
    report = published(cast, opened())
    for acting in (ANONYMOUS, cast.neighbour, cast.agriculture):
        assert sees(acting, report)
        assert not queries.reads_inside(acting, report)


def test_a_published_report_stays_public_while_it_is_corrected(cast: Cast) -> None:
    report = published(cast, opened())
    actions.correct(cast.filler, report, "漏报")
    assert sees(ANONYMOUS, again(report))


def test_what_a_single_enterprise_reports_is_never_public(cast: Cast) -> None:
    report = published(cast, opened())
    Report.objects.filter(pk=report.pk).update(unit="some_enterprise")
    assert not sees(ANONYMOUS, again(report))


def test_the_department_of_a_form_reads_the_reports_of_its_form_only(cast: Cast) -> None:
    assert sees(cast.agriculture, opened("straw_year"))
    assert not sees(cast.agriculture, opened("domestic_waste_month", "2026-01"))


def test_a_county_government_reads_what_a_company_reports_about_it(cast: Cast) -> None:
    report = opened("power_month", "2026-01")
    assert sees(cast.filler, report)
    assert not sees(cast.neighbour, report)
    assert queries.may(cast.filler, report) == frozenset()


def test_a_company_fills_in_and_reviews_by_two_people(cast: Cast) -> None:
    first = somebody("grid_one", "linxia_power_supply", "enterprise")
    second = somebody("grid_two", "linxia_power_supply", "enterprise")
    report = opened("power_month", "2026-01")
    entries = dict.fromkeys(queries.form_definition(report.form).elements, "10")
    actions.save_draft(first, report, entries, {})
    actions.submit(first, again(report))
    assert queries.may(first, again(report)) == {"withdraw"}
    actions.approve(second, again(report))
    actions.approve(cast.planner, again(report))
    assert again(report).state == Report.State.APPROVED


def test_a_report_that_is_not_there_is_not_found(cast: Cast) -> None:
    with pytest.raises(Http404):
        queries.report(cast.planner, 999_999)


def test_approving_needs_the_second_factor_where_the_setting_says_so(cast: Cast, configure: object) -> None:
    configure(require_mfa=True)  # type: ignore[operator]
    report = handed_in(cast, opened())
    without = Acting(cast.colleague.person, cast.colleague.organisation, cast.colleague.role)
    with pytest.raises(SecondFactorNeeded):
        actions.approve(without, again(report))
    actions.approve(cast.colleague, again(report))


def test_nobody_signs_one_version_at_two_steps(cast: Cast) -> None:
    """Somebody with appointments in both offices takes one of the two steps."""
    both = somebody("colleague", "linxia_statistics", "department_officer")
    report = handed_in(cast, opened())
    actions.approve(cast.colleague, again(report))
    assert both.person == cast.colleague.person
    with pytest.raises(NotAllowed) as caught:
        actions.approve(both, again(report))
    assert caught.value.code == "four_eyes"
    assert not queries.waiting_for(both).filter(pk=report.pk).exists()


def test_the_way_of_a_report_names_each_office_and_who_signed(cast: Cast) -> None:
    report = handed_in(cast, opened())
    actions.approve(cast.colleague, again(report))
    review, statistics = queries.steps_of(again(report))
    assert (review.done, review.is_next, review.person) == (True, False, cast.colleague.person)
    assert (statistics.done, statistics.is_next, statistics.person) == (False, True, None)
    assert statistics.office == Organisation.objects.get(code="linxia_statistics")
    assert statistics.title.zh == "统计部门审定"
