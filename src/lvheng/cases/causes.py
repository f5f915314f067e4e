"""Cases that open by themselves, once for each cause, and close when it is gone: warnings, reports, rules, the plan."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from lvheng.audit.actions import record
from lvheng.cases import cause_sources, plan_tasks, rule_triggers
from lvheng.cases.actions import take_step
from lvheng.cases.catalogue import types
from lvheng.cases.cause_sources import Cause
from lvheng.cases.models import Case, Event
from lvheng.cases.opening import open_case
from lvheng.cases.writing import WORKING, By, event_of, save_changed
from lvheng.errors import Problem, Problems, Text
from lvheng.notifications.actions import tell_holders
from lvheng.notifications.message import Message
from lvheng.packs.case_model import CaseType, Opening

# One review at a time: two would open the same case twice.
_LOCK = 0x43617365
_GONE: Mapping[str, Text] = {
    "warning": Text("预警已解除。", "The warning was lifted."),
    "report_overdue": Text("报表已报来。", "The report is in."),
    "rule": Text("按登记的情况，规则的触发条件已不成立。", "By what is registered, the rule no longer applies."),
    "plan_task": Text("现行方案中已没有这一任务。", "The plan in force has this task no longer."),
}
_SOURCES: Mapping[str, Callable[[Opening, datetime.date], Iterable[Cause]]] = {
    "warning": cause_sources.warnings,
    "report_overdue": cause_sources.overdue_reports,
    "rule": rule_triggers.things,
    "plan_task": plan_tasks.tasks,
}


@dataclass(frozen=True)
class Outcome:
    """How many cases a review opened, how many it closed, and what it could not open."""

    opened: int
    closed: int
    problems: tuple[str, ...] = ()


def open_due_to(kind: CaseType, cause: Cause) -> Case:
    """The case of a cause; opened if it is new, as it stands otherwise. Errors: Problems."""
    return open_case(
        None,
        kind.code,
        title=cause.title,
        area=cause.area,
        written={code: value for code, value in cause.written.items() if code in kind.field_of},
        owner=cause.owner,
        subject=cause.subject,
        cause=cause.key,
        on=cause.on,
        words=cause.words,
        provision=cause.provision,
        simulated=cause.simulated,
    )


def close_cause(key: str, reason: Text, on: datetime.date | None = None) -> Case | None:
    """Take the step that the type declares for a cause that is gone; None where no open case has the cause.

    Where the case is in no state for that step, the reason goes into its timeline and it stays open: somebody decides.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).filter(cause=key, is_open=True).first()
        if case is None:
            return None
        kind = types().get(case.type)
        step = next((each.close for each in kind.opens_on if each.close), None) if kind else None
        day = on or timezone.localdate()
        if kind is not None and step is not None and _leads_on(kind, case, step):
            words = f"{reason.zh} {reason.en}"
            case = take_step(None, case.pk, step, words=words, on=day)
            Case.objects.filter(pk=case.pk).update(cause_gone_on=day)
        elif case.cause_gone_on is None:
            _note_gone(case, reason, day)
    return case


def _leads_on(kind: CaseType, case: Case, step: str) -> bool:
    return any(each.code == step for each in kind.steps_from(case.state))


def _note_gone(case: Case, reason: Text, day: datetime.date) -> None:
    old_events = case.events_count
    case.cause_gone_on = day
    event = event_of(case, Event.Kind.CAUSE_GONE, By(), day, words=f"{reason.zh} {reason.en}")
    event.save(force_insert=True)
    save_changed(case, case.state, old_events)


def review_causes(day: datetime.date | None = None) -> Outcome:
    """Open what has a cause and no case yet, close what has lost its cause; doing it again changes nothing.

    1. Reviews wait for each other.
    2. Each cause is looked up in one read of what is there; only new ones are opened, each on its own.
    3. Open cases whose cause is not among those that stand are closed, with the reason.
    """
    on = day or timezone.localdate()
    closed, problems, fresh = 0, list[str](), list[Case]()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for kind, opening in _openings():
            standing = {cause.key: cause for cause in _SOURCES[opening.cause](opening, on)}
            known = set(Case.objects.filter(cause__in=list(standing)).values_list("cause", flat=True))
            for key in standing.keys() - known:
                fresh += _open(kind, standing[key], problems)
            closed += sum(_close(row, opening, on) for row in _lost(kind, opening, standing))
        _tell(fresh, on)
        if fresh or closed:
            record(None, "cases.review_causes", "case", on.isoformat(), "", {"opened": len(fresh), "closed": closed})
    return Outcome(len(fresh), closed, tuple(problems))


def _tell(fresh: Sequence[Case], on: datetime.date) -> None:
    """One message to each organisation for all its new cases."""
    for (owner, simulated), count in Counter((case.owner_id, case.simulated) for case in fresh).items():
        words = Text(f"新立项 {count} 件事项", f"{count} new case(s)")
        last = max(case.pk for case in fresh if case.owner_id == owner)
        key = f"cases:opened:{on}:{owner}:{last}"
        url = reverse("cases:list") + "?sort=-opened"
        tell_holders(Message(key, "case", words, words, url, simulated), [owner], WORKING)


def _openings() -> Iterator[tuple[CaseType, Opening]]:
    for kind in types().values():
        for opening in kind.opens_on:
            yield kind, opening


def _open(kind: CaseType, cause: Cause, problems: list[str]) -> list[Case]:
    try:
        with transaction.atomic():
            return [open_due_to(kind, cause)]
    except (Problem, Problems) as error:
        problems.append(f"{kind.code} {cause.key}: {error}")
        return []


def _lost(kind: CaseType, opening: Opening, standing: Mapping[str, Any]) -> Iterable[str]:
    prefix = cause_sources.PREFIXES[opening.cause]
    rows = Case.objects.filter(type=kind.code, is_open=True, cause__startswith=prefix, cause_gone_on__isnull=True)
    return [key for key in rows.values_list("cause", flat=True) if key not in standing]


def _close(key: str, opening: Opening, on: datetime.date) -> int:
    return int(close_cause(key, cause_sources.gone(key) or _GONE[opening.cause], on) is not None)
