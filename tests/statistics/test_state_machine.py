"""Whatever people do in whatever order: no figure without approval, and what was public can be shown again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.statistics.reporting import COAL, Cast, again, issue, opened

from lvheng.areas.acting import Acting
from lvheng.errors import Problem, Problems
from lvheng.packs import Pack
from lvheng.statistics import actions
from lvheng.statistics.models import Batch, Form, Observation, Release, Report, Step, Version
from lvheng.statistics.observed import Knowledge, observations

pytestmark = pytest.mark.django_db
WHO = st.sampled_from(
    ["filler", "colleague", "head", "neighbour", "statistician", "second_statistician", "planner", "auditor"]
)
FIRST_DAY = date(2026, 1, 1)
RESPONDENT = "linxia_city_government"


class Reporting(RuleBasedStateMachine):
    """One simulated report, because only its moments may be set; each rule happens on the next day.

    A plain model runs beside: what was approved and what was published, by day.
    """

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        Report.objects.all().delete()
        self.cast = Cast.assemble()
        actions.open_reports(Form.objects.get(code="coal_balance_year", closed_at=None), "2025", simulated=True)
        self.report = Report.objects.get(area_id="622901")
        self.day = FIRST_DAY
        self.burnt = Decimal(4000)
        self.approved: dict[date, Decimal | None] = {}
        self.published: dict[date, Decimal | None] = {}
        self.writers: set[str] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, action: Any, who: str, *values: Any) -> bool:
        """Do it, if it may be done; a refusal must change nothing."""
        self.day += timedelta(days=1)
        before = self.standing()
        acting: Acting = getattr(self.cast, who)
        now = datetime.combine(self.day, time(12)).astimezone()
        try:
            action(acting, again(self.report), *values, at=now)
        except (Problem, Problems):
            assert self.standing() == before
            return False
        return True

    def standing(self) -> tuple[Any, ...]:
        return (
            again(self.report).mark,
            list(Version.objects.order_by("pk").values_list("entries", "submitted_at")),
            *(model.objects.count() for model in (Step, Batch, Release, Observation)),
        )

    def held(self) -> Decimal | None:
        """What the version at hand says."""
        version = Version.objects.filter(report=self.report, number=again(self.report).current).first()
        return Decimal(version.entries["coal_burnt"]) if version and "coal_burnt" in version.entries else None

    @rule(who=WHO, change=st.integers(1, 99))
    def save(self, who: str, change: int) -> None:
        self.burnt += change
        balanced = {**COAL, "coal_burnt": str(self.burnt), "coal_closing_stock": str(Decimal("5700.5") - self.burnt)}
        if self.burnt <= Decimal("5700.5") and self.attempt(actions.save_draft, who, balanced, {}):
            self.writers.add(getattr(self.cast, who).organisation.code)

    @rule(who=WHO)
    def submit(self, who: str) -> None:
        self.attempt(actions.submit, who)

    @rule(who=WHO)
    def withdraw(self, who: str) -> None:
        self.attempt(actions.withdraw, who)

    @rule(who=WHO)
    def approve(self, who: str) -> None:
        value = self.held()
        if self.attempt(actions.approve, who) and again(self.report).state == Report.State.APPROVED:
            self.approved[self.day] = value

    @rule(who=WHO)
    def send_back(self, who: str) -> None:
        self.attempt(actions.send_back, who, "请核对")

    @rule(who=WHO)
    def correct(self, who: str) -> None:
        self.attempt(actions.correct, who, "更正")

    @rule(who=WHO)
    def drop(self, who: str) -> None:
        self.attempt(actions.drop_correction, who)

    @precondition(lambda self: self.approved)
    @rule(who=WHO)
    def publish(self, who: str) -> None:
        value = self.held()

        def action(acting: Acting, report: Report, *, at: datetime) -> None:
            actions.publish(acting, report.form, report.period, [report], at=at)

        if self.attempt(action, who):
            self.published[self.day] = value

    @rule(who=st.sampled_from(["filler", "colleague"]))
    def hurry(self, who: str) -> None:
        """A whole way that usually succeeds, so that corrections of public figures are reached often."""
        other = "colleague" if who == "filler" else "filler"
        self.correct(who)
        self.save(who, 1)
        self.submit(who)
        self.approve(other)
        self.approve("statistician")
        if self.approved:
            self.publish("second_statistician")

    @invariant()
    def only_the_respondent_wrote(self) -> None:
        assert self.writers <= {RESPONDENT}

    @invariant()
    def there_is_a_batch_for_every_approval_and_for_nothing_else(self) -> None:
        assert Batch.objects.count() == len(self.approved)
        assert Release.objects.count() == len(self.published)
        assert Step.objects.filter(kind=Step.Kind.APPROVED).count() == len(self.approved)

    @invariant()
    def nobody_signed_what_they_wrote(self) -> None:
        for step in Step.objects.filter(kind__in=(Step.Kind.CHECKED, Step.Kind.APPROVED)):
            version = Version.objects.get(report=step.report_id, number=step.version)
            assert step.person_id not in (version.started_by_id, version.submitted_by_id)

    @invariant()
    def every_day_can_be_asked_for(self) -> None:
        for known, public in ((self.approved, False), (self.published, True)):
            for asked in {FIRST_DAY, *known, self.day}:
                latest = max((day for day in known if day <= asked), default=None)
                table = observations(Knowledge(public=public, as_of=asked), ["coal_burnt"])
                assert table.column("value").to_pylist() == ([known[latest]] if latest else [])


def test_no_order_of_actions_breaks_the_rules(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)
    opened()
    Report.objects.update(simulated=True)
    run_state_machine_as_test(
        Reporting,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
