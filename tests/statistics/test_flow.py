"""From what is owed to what is public: who does what, in which order, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.statistics.reporting import COAL, Cast, again, approved, handed_in, issue, opened, published

from lvheng.areas.acting import Acting
from lvheng.audit.models import Entry
from lvheng.errors import NotAllowed, Problem, Problems, StateConflict
from lvheng.packs import Pack
from lvheng.statistics import actions, queries
from lvheng.statistics.models import Batch, Observation, Report, Step, Version
from lvheng.statistics.observed import Knowledge, observations


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Something that is refused, for this reason."""
    with pytest.raises(Problem) as caught:
        yield
    assert caught.value.code == code


pytestmark = pytest.mark.django_db
OFFICE, PUBLIC = Knowledge(public=False), Knowledge()


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


@pytest.fixture
def report(cast: Cast) -> Report:
    return opened()


def known(knowledge: Knowledge, element: str = "coal_burnt") -> list[Decimal]:
    return observations(knowledge, [element]).column("value").to_pylist()


def test_a_report_goes_from_an_empty_form_to_a_public_figure(cast: Cast, report: Report) -> None:
    assert report.state == Report.State.EXPECTED
    findings = actions.save_draft(cast.filler, report, COAL, {})
    assert list(findings) == []
    actions.submit(cast.filler, again(report))
    actions.approve(cast.colleague, again(report), "核对无误")
    assert known(OFFICE) == []
    actions.approve(cast.statistician, again(report))
    assert (known(OFFICE), known(PUBLIC)) == ([Decimal("4500.5")], [])
    actions.publish(cast.second_statistician, report.form, report.period, [again(report)])

    assert again(report).state == Report.State.PUBLISHED
    assert known(PUBLIC) == [Decimal("4500.5")]
    assert [step.kind for step in queries.history(report)] == [
        "started", "submitted", "checked", "approved", "published",
    ]  # fmt: skip
    assert Batch.objects.get().title == "临绿循8表 煤炭购进、消费与库存，临夏市，2025年"


def test_every_action_is_in_the_log(cast: Cast, report: Report) -> None:
    published(cast, report)
    told = Entry.objects.filter(object_type="report") | Entry.objects.filter(action="statistics.publish")
    assert list(told.order_by("number").values_list("action", flat=True)) == [
        "statistics.start_report",
        "statistics.save_draft",
        "statistics.submit",
        "statistics.approve",
        "statistics.approve",
        "statistics.publish",
    ]
    saved = Entry.objects.get(action="statistics.save_draft")
    assert saved.changes["changed"]["coal_sold"] == ["", "299.5"]


def test_a_hard_finding_keeps_a_report_from_being_handed_in(cast: Cast, report: Report) -> None:
    actions.save_draft(cast.filler, report, {**COAL, "coal_burnt": "4600", "coal_sold": ""}, {})
    with pytest.raises(Problems) as caught:
        actions.submit(cast.filler, again(report))
    assert [problem.code for problem in caught.value.problems] == ["required"]
    assert again(report).state == Report.State.DRAFT


def test_a_returned_report_is_corrected_by_its_respondent_in_a_new_version(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    actions.send_back(cast.colleague, again(report), "库存与台账不符")
    assert again(report).state == Report.State.RETURNED

    actions.save_draft(cast.filler, again(report), {"coal_burnt": "4400.5", "coal_closing_stock": "1300"}, {})
    actions.submit(cast.filler, again(report))
    first, second = Version.objects.filter(report=report).order_by("number")
    assert (first.entries["coal_burnt"], second.entries["coal_burnt"]) == ("4500.5", "4400.5")
    assert second.entries["coal_purchased"] == "5000"


def test_a_return_needs_words(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    with refused("words_needed"):
        actions.send_back(cast.colleague, again(report), "  ")


def test_what_was_handed_in_may_be_taken_back_until_somebody_approves_it(cast: Cast, report: Report) -> None:
    version = actions.withdraw(cast.filler, handed_in(cast, report))
    assert (version.number, again(report).state, version.entries) == (2, Report.State.DRAFT, COAL)

    actions.submit(cast.filler, again(report))
    actions.approve(cast.colleague, again(report))
    with pytest.raises(StateConflict):
        actions.withdraw(cast.filler, again(report))


def test_a_correction_needs_a_reason_and_supersedes_only_when_it_is_approved(cast: Cast, report: Report) -> None:
    report = published(cast, report)
    with refused("reason_needed"):
        actions.correct(cast.filler, report, " ")
    actions.correct(cast.filler, report, "漏报一家企业")
    entries = {**COAL, "coal_purchased": "5100", "coal_burnt": "4600.5"}
    actions.save_draft(cast.filler, again(report), entries, {})
    assert known(OFFICE) == known(PUBLIC) == [Decimal("4500.5")]

    actions.submit(cast.filler, again(report))
    actions.approve(cast.head, again(report))
    actions.approve(cast.statistician, again(report))
    assert (known(OFFICE), known(PUBLIC)) == ([Decimal("4600.5")], [Decimal("4500.5")])
    actions.publish(cast.second_statistician, report.form, report.period, [again(report)])
    assert known(PUBLIC) == [Decimal("4600.5")]
    assert Version.objects.get(report=report, number=2).reason == "漏报一家企业"


def test_a_correction_that_is_given_up_leaves_what_was_approved(cast: Cast, report: Report) -> None:
    report = published(cast, report)
    actions.correct(cast.filler, report, "核对")
    actions.drop_correction(cast.filler, again(report))
    assert (again(report).state, again(report).current) == (Report.State.PUBLISHED, 1)
    assert actions.correct(cast.filler, again(report), "再核对").number == 3


def test_a_figure_that_a_correction_leaves_blank_is_withdrawn(cast: Cast) -> None:
    entries = {"energy_total": "10", "coal_consumption": "3", "oil_consumption": "2", "gas_consumption": "1",
               "energy_feedstock": "0", "energy_renewable_increment": "0", "bituminous_coal_burnt": "500"}  # fmt: skip
    report = opened("energy_year")
    approved(cast, report, entries)
    assert known(OFFICE, "bituminous_coal_burnt") == [Decimal(500)]
    actions.correct(cast.filler, again(report), "误报")
    actions.save_draft(cast.filler, again(report), {"bituminous_coal_burnt": ""}, {})
    actions.submit(cast.filler, again(report))
    actions.approve(cast.colleague, again(report))
    actions.approve(cast.statistician, again(report))
    assert known(OFFICE, "bituminous_coal_burnt") == []
    assert known(OFFICE, "coal_consumption") == [Decimal(3)]


@pytest.mark.parametrize("who", ["colleague", "neighbour", "statistician", "planner", "auditor", "head"])
def test_nobody_but_an_officer_of_the_respondent_writes_figures(cast: Cast, report: Report, who: str) -> None:
    acting: Acting = getattr(cast, who)
    if who == "colleague":
        actions.save_draft(acting, report, COAL, {})
        return
    for attempt in _writing(acting, report):
        with pytest.raises(NotAllowed):
            attempt()
    assert Version.objects.count() == 0


def _writing(acting: Acting, report: Report) -> list[Callable[[], Any]]:
    return [
        lambda: actions.start(acting, report),
        lambda: actions.save_draft(acting, report, COAL, {}),
        lambda: actions.submit(acting, report),
        lambda: actions.withdraw(acting, report),
        lambda: actions.correct(acting, report, "改"),
        lambda: actions.drop_correction(acting, report),
    ]


def test_nobody_approves_what_they_filled_in(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    with refused("four_eyes"):
        actions.approve(cast.filler, again(report))
    with refused("four_eyes"):
        actions.send_back(cast.filler, again(report), "改")


def test_whoever_handed_in_a_colleagues_draft_does_not_approve_it_either(cast: Cast, report: Report) -> None:
    actions.save_draft(cast.filler, report, COAL, {})
    actions.submit(cast.colleague, again(report))
    for acting in (cast.filler, cast.colleague):
        with refused("four_eyes"):
            actions.approve(acting, again(report))
    actions.approve(cast.head, again(report))


@pytest.mark.parametrize("who", ["neighbour", "statistician", "planner"])
def test_a_step_is_taken_by_its_own_office_only(cast: Cast, report: Report, who: str) -> None:
    handed_in(cast, report)
    with refused("other_organisation"):
        actions.approve(getattr(cast, who), again(report))
    assert again(report).step == 0


def test_only_the_office_that_the_form_names_publishes(cast: Cast, report: Report) -> None:
    approved(cast, report)
    for acting in (cast.planner, cast.agriculture):
        with pytest.raises(NotAllowed):
            actions.publish(acting, report.form, report.period, [again(report)])
    with pytest.raises(NotAllowed):
        actions.publish(cast.filler, report.form, report.period, [again(report)])


def test_publishing_is_all_or_nothing(cast: Cast, report: Report) -> None:
    approved(cast, report)
    other = opened(area="622923")
    with pytest.raises(StateConflict):
        actions.publish(cast.statistician, report.form, report.period, [again(report), other])
    assert again(report).state == Report.State.APPROVED
    assert known(PUBLIC) == []


def test_two_people_at_once_do_not_both_approve(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    first, second = again(report), again(report)
    actions.approve(cast.colleague, first)
    with pytest.raises(StateConflict):
        actions.approve(cast.head, second)
    assert again(report).step == 1


def test_a_page_that_shows_an_earlier_state_is_told(cast: Cast, report: Report) -> None:
    mark = handed_in(cast, report).mark
    actions.withdraw(cast.filler, again(report))
    actions.submit(cast.filler, again(report))
    with pytest.raises(StateConflict) as caught:
        actions.approve(cast.colleague, again(report), seen=mark)
    assert "第 2 稿" in caught.value.what.zh


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(cast: Cast, report: Report) -> None:
    actions.save_draft(cast.filler, report, COAL, {})
    seen = Version.objects.get().saved_at
    actions.save_draft(cast.colleague, again(report), {"coal_sold": "1"}, {}, seen=seen)
    with pytest.raises(StateConflict):
        actions.save_draft(cast.filler, again(report), {"coal_sold": "2"}, {}, seen=seen)
    assert Version.objects.get().entries["coal_sold"] == "1"


def test_the_database_refuses_to_change_what_was_handed_in(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    for change in (
        lambda: Version.objects.update(entries={}),
        lambda: Step.objects.update(words="x"),
        lambda: Report.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Observation.objects.count() == 0


def test_what_waits_and_what_somebody_may_do_agree(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    everybody = [getattr(cast, name) for name in Cast.__dataclass_fields__]
    for state in range(4):
        for acting in everybody:
            now = again(report)
            waits = queries.waiting_for(acting).filter(pk=report.pk).exists()
            assert waits == bool(queries.may(acting, now) & {"approve", "publish", "fill"}), (state, acting)
        if state == 0:
            actions.approve(cast.colleague, again(report))
        elif state == 1:
            actions.approve(cast.statistician, again(report))
        elif state == 2:
            actions.publish(cast.statistician, report.form, report.period, [again(report)])
            assert queries.may(cast.filler, again(report)) == {"correct"}
