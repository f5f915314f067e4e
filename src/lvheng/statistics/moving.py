"""From one state of a report to the next: the one place where its state changes.

1. The row is locked and compared with what the person saw; somebody faster is a StateConflict.
2. It is updated only where it still is in that state.
3. The step is added, and the action log is told last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import StateConflict, Text
from lvheng.statistics.models import Report, Step

_SYSTEM = Acting()


@dataclass(frozen=True)
class Moment:
    """Who acts, and when. Only simulated reports may be acted on by the system, or at another time than now."""

    acting: Acting | None
    at: datetime | None = None

    def of(self, report: Report) -> datetime:
        """When it happens to this report."""
        if not report.simulated and (self.acting is None or self.at is not None):
            raise ValueError("only simulated reports are written by the system or back-dated")
        return self.at or timezone.now()

    @property
    def who(self) -> Acting:
        return self.acting or _SYSTEM


def lock(report: Report, seen: str | None = None) -> Report:
    """The row as it is now, locked until the transaction ends; StateConflict unless it is as the person saw it."""
    locked = (
        Report.objects.select_for_update(of=("self",))
        .select_related("form", "organisation", "area__parent")
        .defer("area__boundary", "area__parent__boundary")
        .get(pk=report.pk)
    )
    if locked.mark != (seen or report.mark):
        raise moved_on(locked)
    return locked


def require_state(report: Report, *states: Report.State) -> None:
    """StateConflict unless the report is in one of these states."""
    if report.state not in states:
        raise moved_on(report)


def moved_on(report: Report) -> StateConflict:
    """Somebody else was faster."""
    return StateConflict(
        "report_moved_on",
        Text(
            f"这张报表现在是“{report.get_state_display()}”（第 {report.current} 稿），不能再这样办理。",
            f"The report is now “{report.state}” (version {report.current}); this can no longer be done.",
        ),
        where=str(report),
        to_do=Text("请刷新页面，看清现在的情况再办理。", "Reload the page and look at how it stands, then repeat."),
    )


def move(report: Report, state: Report.State, *, step: int = 0, current: int | None = None) -> None:
    """Change a locked report's state; StateConflict when it changed under our hands."""
    number = report.current if current is None else current
    changed = Report.objects.filter(pk=report.pk, state=report.state, step=report.step, current=report.current).update(
        state=state, step=step, current=number
    )
    if changed != 1:
        raise moved_on(report)
    report.state, report.step, report.current = state, step, number


def note(report: Report, kind: Step.Kind, moment: Moment, words: str = "") -> Step:
    """Add what happened to the report's history."""
    who = moment.who
    return Step.objects.create(
        report=report,
        version=report.current,
        kind=kind,
        at=moment.of(report),
        person=who.person,
        organisation=who.organisation,
        words=words,
    )


def tell(moment: Moment, action: str, report: Report, changes: dict[str, Any]) -> None:
    """Write the entry of the action log; last, because it makes others wait."""
    facts = {"form": report.form.number, "period": report.period, "area": report.area.name, "version": report.current}
    record(moment.acting, action, "report", report.pk, str(report), {**facts, **changes})
