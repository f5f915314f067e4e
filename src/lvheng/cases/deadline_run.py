"""The daily run over all terms: reminders, overdue, escalation, lapses. Set by set, whatever their number."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lvheng.areas.queries import organisations_by_code
from lvheng.audit.actions import record
from lvheng.cases.actions import take_step
from lvheng.cases.catalogue import party, type_of, types
from lvheng.cases.models import Case, Deadline, Event
from lvheng.cases.opening import open_case
from lvheng.cases.terms import next_escalation, next_reminder
from lvheng.cases.writing import WORKING, By, event_of, summarise
from lvheng.errors import Problem, Problems, StateConflict, Text
from lvheng.notifications.actions import tell_holders
from lvheng.notifications.message import Message
from lvheng.packs.case_model import DeadlineRule, Escalation, Party

_LOCK = 0x5465726D
_BATCH = 5000
_NEEDED = ("id", "type", "number", "title", "area_id", "owner_id", "supervisor_id", "events_count", "events_hash",
           "simulated", "overdue_count", "escalated", "next_due_on", "data")  # fmt: skip


@dataclass(frozen=True)
class Run:
    """What a run found: so many terms reminded of, passed, escalated, and cases that went on by themselves."""

    reminded: int
    overdue: int
    escalated: int
    lapsed: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """One event to be written: what became of a term."""

    case: int
    kind: Event.Kind
    code: str
    words: str
    organisation: int | None
    deadline: int


def run_deadlines(day: datetime.date | None = None) -> Run:
    """Bring all terms to ``day`` (today). Doing it again on the same day finds nothing to do.

    1. Runs wait for each other.
    2. Who is to be reminded is reminded; a term whose last day is past counts as overdue; it goes up where the rule
       says so. Each is told in the timelines, and once to each organisation for all its cases together.
    3. Steps that follow by themselves are taken, and supervision is opened, case by case.
    """
    on = day or timezone.localdate()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        reminded = _remind(on)
        overdue = _pass(on)
        escalated, opening = _escalate(on)
        if reminded or overdue or escalated:
            facts = {"day": on, "reminded": reminded, "overdue": overdue, "escalated": escalated}
            record(None, "cases.run_deadlines", "case", on.isoformat(), "", facts)
    problems: list[str] = []
    lapsed = _lapse(on, problems)
    _supervise(opening, problems)
    return Run(reminded, overdue, escalated, lapsed, tuple(problems))


def _remind(on: datetime.date) -> int:
    rows = list(_due_rows(Q(state="open", next_reminder_on__lte=on, due_on__gte=on)))
    entries = []
    for row in rows:
        rule = _rule_of(row)
        words = f"{_name(rule, row)}：还有{(row['due_on'] - on).days}天，{row['due_on']}到期。"
        entries.append(_entry(row, Event.Kind.REMINDED, words))
        row["next"] = next_reminder(rule, row["due_on"], on)
    _update("next_reminder_on = new.next", [(row["id"], row["next"]) for row in rows])
    _write(entries, on)
    _tell(
        rows, "case__owner_id", f"reminder:{on}", Text("%(n)s件事项即将到期", "%(n)s cases are due soon"), "?due=soon"
    )
    return len(rows)


def _pass(on: datetime.date) -> int:
    _end_periods(on)
    rows = list(_due_rows(Q(state="open", due_on__lt=on) & ~_of(lambda rule: rule.period)))
    _update("state = 'missed', next_reminder_on = new.next", [(row["id"], None) for row in rows])
    entries = [
        _entry(row, Event.Kind.OVERDUE, f"{_name(_rule_of(row), row)}：{row['due_on']}到期，已逾期。") for row in rows
    ]
    _write(entries, on, overdue=True)
    words = Text("%(n)s件事项逾期", "%(n)s cases are overdue")
    for column, part in (("case__owner_id", "owner"), ("case__supervisor_id", "supervisor")):
        _tell(rows, column, f"overdue:{part}:{on}", words, "?due=overdue")
    return len(rows)


def _end_periods(on: datetime.date) -> None:
    """A time that was waited for is over; where a step follows by itself, that step says so."""
    over = Deadline.objects.filter(_of(lambda rule: rule.period and not rule.lapse), state="open", due_on__lt=on)
    numbers = list(over.values_list("case_id", flat=True))
    over.update(state="over")
    for case in Case.objects.filter(pk__in=numbers):
        summarise(case, Deadline.objects.filter(case=case))
        Case.objects.filter(pk=case.pk).update(next_due_on=case.next_due_on)


def _of(wanted: Callable[[DeadlineRule], Any]) -> Q:
    """The terms of the rules that are ``wanted``."""
    condition = Q(pk__in=[])
    for kind in types().values():
        codes = [rule.code for rule in kind.deadlines if wanted(rule)]
        if codes:
            condition |= Q(case__type=kind.code, code__in=codes)
    return condition


def _escalate(on: datetime.date) -> tuple[int, list[tuple[int, str, str]]]:
    """Let overdue cases go up; returns how many, and which case types are to be opened about which of them."""
    rows = list(_due_rows(Q(state="missed", next_escalation_on__lte=on)))
    government = _government() if rows else None
    entries: list[_Entry] = []
    updates: list[tuple[int, datetime.date | None]] = []
    opening: list[tuple[int, str, str]] = []
    for row in rows:
        rule, done = _rule_of(row), row["escalations"]
        updates.append((row["id"], next_escalation(rule, row["due_on"], done + 1)))
        if rule is None or done >= len(rule.escalate):
            continue
        row["up"] = _above(row, rule.escalate[done], government)
        words = f"{_name(rule, row)}：逾期{(on - row['due_on']).days}天，升级督办。"
        entries.append(_entry(row, Event.Kind.ESCALATED, words, row["up"]))
        if opens := rule.escalate[done].opens:
            opening.append((row["case_id"], opens, row["code"]))
    _update("next_escalation_on = new.next, escalations = row.escalations + 1", updates)
    _write(entries, on, escalated=True)
    told = [row for row in rows if row.get("up")]
    _tell(told, "up", f"escalated:{on}", Text("%(n)s件事项升级督办", "%(n)s cases were escalated"), "?due=overdue")
    return len(entries), opening


def _above(row: dict[str, Any], step: Escalation, government: int | None) -> int | None:
    """The organisation that a case goes up to."""
    if step.to == "supervisor":
        return row["case__supervisor_id"] or government
    return government


def _government() -> int | None:
    code = party(Party(government=True), "")
    found = organisations_by_code([code]).get(code) if code else None
    return found.pk if found else None


def _due_rows(condition: Q) -> Iterable[Any]:
    rows = Deadline.objects.filter(condition, case__is_open=True).order_by("case_id", "id")
    return rows.values(
        "id", "case_id", "code", "title", "due_on", "escalations", "case__type", "case__owner_id",
        "case__supervisor_id", "case__title", "simulated",
    )  # fmt: skip


def _rule(case_type: str, code: str) -> DeadlineRule | None:
    return type_of(case_type).deadline_of.get(code)


def _rule_of(row: dict[str, Any]) -> DeadlineRule | None:
    return _rule(row["case__type"], row["code"])


def _name(rule: DeadlineRule | None, row: dict[str, Any]) -> str:
    return row["title"] or (rule.name if rule else row["code"])


def _entry(row: dict[str, Any], kind: Event.Kind, words: str, organisation: int | None = None) -> _Entry:
    return _Entry(row["case_id"], kind, row["code"], words, organisation, row["id"])


def _update(assignment: str, rows: Sequence[tuple[int, datetime.date | None]]) -> None:
    """Set columns of many terms at once; ``new.next`` is the day of each."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE cases_deadline AS row SET {assignment}"
            " FROM unnest(%s::bigint[], %s::date[]) AS new(id, next) WHERE row.id = new.id",
            [[row[0] for row in rows], [row[1] for row in rows]],
        )


def _write(entries: Sequence[_Entry], on: datetime.date, overdue: bool = False, escalated: bool = False) -> None:
    """Add the events to their timelines and bring the cases up to date, in batches."""
    by_case: dict[int, list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_case[entry.case].append(entry)
    numbers = sorted(by_case)
    for begin in range(0, len(numbers), _BATCH):
        some = numbers[begin : begin + _BATCH]
        cases = list(Case.objects.filter(pk__in=some).select_for_update().only(*_NEEDED).order_by("pk"))
        events = [_event(case, entry, on) for case in cases for entry in by_case[case.pk]]
        for case in cases:
            case.overdue_count += len(by_case[case.pk]) if overdue else 0
            case.escalated += len(by_case[case.pk]) if escalated else 0
        Event.objects.bulk_create(events, batch_size=_BATCH)
        _update_cases(cases)


def _event(case: Case, entry: _Entry, on: datetime.date) -> Event:
    changes = {"deadline": entry.code, "organisation": entry.organisation}
    return event_of(case, entry.kind, By(), on, words=entry.words, changes=changes)


def _update_cases(cases: Sequence[Case]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_case AS row SET events_count = new.count, events_hash = new.hash,"
            " overdue_count = new.overdue, escalated = new.escalated, changed_at = %s"
            " FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::int[], %s::int[])"
            " AS new(id, count, hash, overdue, escalated) WHERE row.id = new.id",
            [
                timezone.now(),
                [case.pk for case in cases],
                [case.events_count for case in cases],
                [case.events_hash for case in cases],
                [case.overdue_count for case in cases],
                [case.escalated for case in cases],
            ],
        )


def _tell(rows: Sequence[dict[str, Any]], column: str, key: str, words: Text, query: str) -> None:
    """One message to each organisation for all its cases."""
    counts: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for row in rows:
        if row[column]:
            counts[row[column], row["simulated"]].add(row["case_id"])
    for (organisation, simulated), cases in sorted(counts.items()):
        title = Text(words.zh % {"n": len(cases)}, words.en % {"n": len(cases)})
        url = reverse("cases:list") + query
        message = Message(f"cases:{key}:{organisation}:{int(simulated)}", "case", title, title, url, simulated)
        tell_holders(message, [organisation], WORKING)


def _lapse(on: datetime.date, problems: list[str]) -> int:
    """Take the steps that follow by themselves when a term has passed."""
    lapsing = _of(lambda rule: rule.lapse)
    rows = Deadline.objects.filter(lapsing, state__in=("open", "missed"), case__is_open=True, due_on__lt=on)
    done = 0
    for case_id, case_type, code in rows.order_by("case_id").values_list("case_id", "case__type", "code"):
        rule = _rule(case_type, code)
        if rule is None or rule.lapse is None:
            continue
        try:
            take_step(None, case_id, rule.lapse, words=f"“{rule.name}”期满，自动办理。", on=on)
        except StateConflict:
            continue
        except (Problem, Problems) as problem:
            problems.append(f"{case_id}: {problem}")
        else:
            done += 1
    return done


def _supervise(opening: Sequence[tuple[int, str, str]], problems: list[str]) -> None:
    """Open a case about each case that went up, once for each of its terms."""
    for case_id, case_type, code in opening:
        case = Case.objects.select_related("owner", "supervisor").get(pk=case_id)
        rule = _rule(case.type, code)
        name = rule.name if rule else code
        try:
            open_case(
                None,
                case_type,
                title=f"{case.title}：{name}逾期"[:300],
                area=case.area_id,
                owner=case.owner.code,
                supervisor=case.supervisor.code if case.supervisor else "",
                subject=f"case:{case.pk}",
                cause=f"case:{case.pk}:{code}",
                provision=case.provision,
                simulated=case.simulated,
                written={"matter": f"{case.number} {case.title}", "demand": f"立即完成“{name}”并回复。"},
            )
        except (Problem, Problems) as problem:
            problems.append(f"{case.number}: {problem}")
