"""How cases are written: events that continue their chain, terms, notices. No permissions and no log of actions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.roles import Role
from lvheng.audit.actions import plain
from lvheng.audit.chain import GENESIS, link
from lvheng.cases.models import Case, Deadline, Event
from lvheng.cases.terms import Term, next_escalation, next_reminder
from lvheng.errors import InputProblem, Problem, StateConflict, Text
from lvheng.notifications.actions import tell_holders
from lvheng.notifications.message import Message
from lvheng.packs.case_model import CaseType
from lvheng.packs.registers import RegisterKind
from lvheng.registers.catalogue import registers
from lvheng.registers.lookups import lookups_for
from lvheng.registers.values import masked, read_value

WORKING = frozenset({Role.LEADER, Role.PLANNER, Role.DEPARTMENT_OFFICER, Role.COUNTY_OFFICER})
_CHANGING = (
    "state", "is_open", "outcome", "closed_on", "data", "owner_id", "supervisor_id", "assignee_id", "next_due_on",
    "overdue_count", "escalated", "suspended_on", "steps", "files_count", "events_count", "events_hash",
    "search_text", "changed_at", "cause_gone_on",
)  # fmt: skip


@dataclass(frozen=True)
class By:
    """Who an event is of; nobody where the program itself acts or a reader without account."""

    person: Any = None
    organisation: Any = None
    capacity: str = "system"


def by(acting: Acting | None, capacity: str) -> By:
    """The writer of an event from the capacity in which somebody acts."""
    return By(acting.person, acting.organisation, capacity) if acting else By()


def read_data(
    kind: CaseType, codes: Iterable[str], written: Mapping[str, Any], before: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The data with the fields ``codes`` as ``written``; those that it does not have stay. With everything wrong."""
    values, problems = dict(before), list[Problem]()
    known = lookups_for(registers(), cast("RegisterKind", kind), [written])
    for code in codes:
        if code not in written:
            continue
        try:
            value = read_value(kind.field_of[code], written[code], known)
        except InputProblem as problem:
            problems.append(problem)
            continue
        values.pop(code, None)
        if value is not None:
            values[code] = value
    return values, problems


def differences(kind: CaseType, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What changed, field by field, before and after; personal values masked."""
    codes = [code for code in kind.field_of if before.get(code) != after.get(code)]
    return {code: [_kept(kind, code, before.get(code)), _kept(kind, code, after.get(code))] for code in codes}


def _kept(kind: CaseType, code: str, value: Any) -> Any:
    return masked(value) if value is not None and kind.field_of[code].personal else value


def next_number(case_type: CaseType, organisation: int, year: int, count: int = 1) -> int:
    """The first of ``count`` free numbers of a year; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"cases:{case_type.code}:{organisation}:{year}"])
    rows = Case.objects.filter(type=case_type.code, numbered_by_id=organisation, year=year)
    return int(rows.aggregate(last=Max("sequence"))["last"] or 0) + 1


def number_words(case_type: CaseType, year: int, sequence: int) -> str:
    """督办〔2026〕3号"""
    return f"{case_type.mark}〔{year}〕{sequence}号"


def event_of(case: Case, kind: Event.Kind, writer: By, on: datetime.date, **facts: Any) -> Event:
    """The next event of a case, chained behind the last one; neither of both is saved.

    ``facts``: step, from_state, to_state, words, changes.
    """
    event = Event(
        case=case,
        number=case.events_count + 1,
        kind=kind,
        person=writer.person,
        organisation=writer.organisation,
        capacity=writer.capacity,
        on=on,
        at=timezone.now(),
        previous_hash=case.events_hash or GENESIS,
        simulated=case.simulated,
        **{**facts, "changes": plain(facts.get("changes") or {})},
    )
    event.words = event.words.replace("\x00", "")
    event.hash = link(event.previous_hash, content_of(event, case.number))
    case.events_count, case.events_hash = event.number, event.hash
    case.changed_at = event.at
    return event


def content_of(event: Event, case_number: str) -> dict[str, Any]:
    """What the hash of an event covers."""
    return {
        "case": case_number,
        "number": event.number,
        "kind": str(event.kind),
        "step": event.step,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "person": event.person_id,
        "organisation": event.organisation_id,
        "capacity": event.capacity,
        "on": event.on.isoformat(),
        "at": event.at.astimezone(datetime.UTC).isoformat(),
        "words": event.words,
        "changes": event.changes,
    }


def save_changed(case: Case, old_state: str, old_events: int) -> None:
    """Write what changed of a case that was read in ``old_state``; StateConflict where somebody was faster."""
    found = Case.objects.filter(pk=case.pk, state=old_state, events_count=old_events)
    if not found.update(**{name: getattr(case, name) for name in _CHANGING}):
        raise changed_meanwhile(case)


def changed_meanwhile(case: Case) -> StateConflict:
    """Somebody else wrote to the case in between."""
    return StateConflict(
        "case_changed_meanwhile",
        Text("刚刚有人办理过这件事项。", "Somebody else has just done something with this case."),
        where=case.number,
        to_do=Text("请看最新内容，再决定怎样办理。", "Look at how it stands now, then decide."),
    )


def terms_of(case: Case) -> list[Term]:
    """The terms of a case, as they are kept."""
    return [
        Term(row.code, row.starts_on, row.due_on, cast("Any", row.state), row.derivation, row.pk, row.met_on)
        for row in Deadline.objects.filter(case=case).order_by("pk")
    ]


def save_terms(case: Case, kind: CaseType, changed: Sequence[Term], today: datetime.date) -> None:
    """Write the terms that changed, and what the case shows of all of them."""
    fresh = [deadline_row(case, kind, term, today) for term in changed]
    Deadline.objects.bulk_create([row for row in fresh if row.pk is None])
    old = [row for row in fresh if row.pk is not None]
    if old:
        columns = ["due_on", "derivation", "state", "met_on", "next_reminder_on", "next_escalation_on"]
        Deadline.objects.bulk_update(old, columns)
    summarise(case, Deadline.objects.filter(case=case))


def deadline_row(case: Case, kind: CaseType, term: Term, today: datetime.date) -> Deadline:
    """The row of a term."""
    rule = kind.deadline_of.get(term.code)
    return Deadline(
        pk=term.key,
        case=case,
        code=term.code,
        starts_on=term.starts_on,
        due_on=term.due_on,
        derivation=dict(term.derivation),
        state=term.state,
        met_on=term.met_on,
        next_reminder_on=next_reminder(rule, term.due_on, today) if term.state == "open" else None,
        next_escalation_on=next_escalation(rule, term.due_on, 0) if term.state in ("open", "missed") else None,
        simulated=case.simulated,
    )


def summarise(case: Case, rows: Iterable[Deadline]) -> None:
    """Let the case say when its next term ends and how many have passed."""
    running = [row for row in rows if row.state in ("open", "missed")]
    case.next_due_on = min((row.due_on for row in running if row.due_on), default=None)
    case.overdue_count = sum(row.state == "missed" for row in running)


def search_text(case: Case) -> str:
    """What the search box finds a case by."""
    return f"{case.number} {case.title} {case.subject}"[:600]


def tell(case: Case, event: Event, words: Text, organisations: Iterable[int | None]) -> None:
    """Tell the officers of each organisation, once, except of the one that did it."""
    wanted = {each for each in organisations if each is not None and each != event.organisation_id}
    if wanted:
        tell_holders(message_of(case, f"event:{event.number}", words), wanted, WORKING)


def message_of(case: Case, what: str, words: Text) -> Message:
    """What people are told of a case; ``what`` makes it one that nobody is told twice."""
    url = reverse("cases:case", args=[case.pk])
    return Message(f"cases:{case.pk}:{what}", "case", words, Text(case.number, case.number), url, case.simulated)
