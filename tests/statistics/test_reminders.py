"""Reminders: once for each stage, to whoever has to act, in one message and one letter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from tests.statistics.reporting import COAL, Cast, again, approved, handed_in, issue, opened

from lvheng.notifications.mailing import send_daily
from lvheng.notifications.queries import unread_count
from lvheng.packs import Pack
from lvheng.statistics import actions
from lvheng.statistics.models import Report, Step
from lvheng.statistics.reminding import stage_on

pytestmark = pytest.mark.django_db(transaction=False)
DUE = date(2026, 3, 1)


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    cast = Cast.assemble()
    for acting in (cast.filler, cast.head, cast.neighbour):
        person: Any = acting.person
        person.email = f"{person.username}@example.org"
        person.save()
    return cast


@pytest.fixture
def report(cast: Cast) -> Report:
    report = opened()
    assert report.due_on == DUE
    # The others' reports of the same form would be reminded of as well.
    Report.objects.exclude(pk=report.pk).update(due_on=date(2030, 1, 1))
    return report


@pytest.fixture
def remind() -> Any:
    def run(day: date) -> int:
        reminded = actions.remind(day)
        send_daily()
        return reminded

    return run


@pytest.mark.parametrize(("days", "stage"), [(-6, None), (-5, -5), (-1, -5), (0, 0), (1, 1), (7, 1), (8, 8), (90, 29)])
def test_a_stage_holds_until_the_next(days: int, stage: int | None) -> None:
    assert stage_on(DUE + timedelta(days=days), DUE) == stage


def test_a_report_is_reminded_of_once_at_each_stage(report: Report, remind: Any) -> None:
    days = [DUE + timedelta(days=offset) for offset in range(-7, 12)]
    assert [remind(day) for day in days for _ in range(2)].count(1) == 4
    assert [step.words for step in Step.objects.order_by("pk")] == ["T-5", "T+0", "T+1", "T+8"]


def test_a_day_that_was_missed_is_made_up_for(report: Report, remind: Any) -> None:
    assert remind(DUE - timedelta(days=3)) == 1
    assert Step.objects.get().words == "T-5"


def test_whoever_fills_in_gets_a_letter_and_from_the_first_late_day_the_head_too(report: Report, remind: Any) -> None:
    remind(DUE)
    assert [letter.to for letter in mail.outbox] == [["filler@example.org"]]
    assert "临绿循8表 煤炭购进、消费与库存，临夏市，2025年：2026-03-01 截止，今日到期" in mail.outbox[0].body
    remind(DUE + timedelta(days=1))
    assert sorted(letter.to[0] for letter in mail.outbox[1:]) == ["filler@example.org", "head@example.org"]
    assert "0 张逾期" in mail.outbox[1].subject
    assert "期限已过 1 天，在宽限期内" in mail.outbox[1].body
    remind(DUE + timedelta(days=29))
    assert "1 张逾期" in mail.outbox[-1].subject
    assert "已逾期 29 天" in mail.outbox[-1].body


def test_a_person_gets_one_letter_for_all_reports(cast: Cast, report: Report, remind: Any) -> None:
    Report.objects.filter(area_id="622901").update(due_on=DUE)
    opened("straw_year")
    remind(DUE)
    (letter,) = [each for each in mail.outbox if each.to == ["filler@example.org"]]
    assert "临绿循8表" in letter.body
    assert "临绿循12表" in letter.body


def test_what_was_handed_in_or_is_being_corrected_is_not_reminded_of(cast: Cast, report: Report, remind: Any) -> None:
    handed_in(cast, report)
    assert remind(DUE) == 0
    actions.withdraw(cast.filler, again(report))
    assert remind(DUE) == 1
    approved(cast, again(report), COAL)
    actions.correct(cast.filler, again(report), "核对")
    assert remind(DUE + timedelta(days=1)) == 0


def test_simulated_reports_and_old_ones_are_left_alone(report: Report, remind: Any) -> None:
    assert remind(DUE + timedelta(days=60)) == 0
    Report.objects.filter(pk=report.pk).update(simulated=True)
    assert remind(DUE) == 0


def test_without_an_address_the_reminder_stands_on_the_site(cast: Cast, report: Report, remind: Any) -> None:
    person: Any = cast.filler.person
    person.email = ""
    person.save()
    assert remind(DUE) == 1
    assert mail.outbox == []
    assert unread_count(cast.filler) == 1
    assert Step.objects.get().kind == Step.Kind.REMINDED


def test_the_daily_job_opens_and_reminds_and_may_run_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from lvheng.statistics.jobs import daily_job

    daily_job(0)
    reports, steps = Report.objects.count(), Step.objects.count()
    assert reports > 400
    daily_job(0)
    assert (Report.objects.count(), Step.objects.count()) == (reports, steps)
