"""What people do with a case beside its steps: comments, files, assignment, suspension, correction, milestones."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.areas.queries import holders
from lvheng.audit.actions import record
from lvheng.cases import terms as term_rules
from lvheng.cases.access import MAY_WORK, is_in_charge, works_on
from lvheng.cases.catalogue import type_of
from lvheng.cases.filing import file_away, read_files
from lvheng.cases.locking import clean, locked
from lvheng.cases.models import Case, Event
from lvheng.cases.writing import (
    WORKING,
    by,
    differences,
    event_of,
    message_of,
    read_data,
    save_changed,
    save_terms,
    terms_of,
)
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.notifications.actions import tell as tell_people

_Kind = Event.Kind
Files = Sequence[tuple[str, bytes]]


def comment(acting: Acting, case_id: int, words: str) -> Event:
    """Say something about a case; it stays in the timeline. Errors: Problems, NotAllowed, Case.DoesNotExist."""
    text = _needed(words)
    return _note(acting, case_id, _Kind.COMMENT, "cases.comment", text)


def attach(acting: Acting, case_id: int, files: Files, words: str = "") -> Event:
    """Add files to a case. Errors: Problems with every file that is refused, NotAllowed, Case.DoesNotExist."""
    return _note(acting, case_id, _Kind.ATTACHED, "cases.attach", clean(words), files=files, needs_files=True)


def _note(
    acting: Acting,
    case_id: int,
    event_kind: Event.Kind,
    action: str,
    words: str,
    files: Files = (),
    needs_files: bool = False,
) -> Event:
    require(MAY_WORK, acting)
    with transaction.atomic():
        case = locked(acting, case_id)
        if not works_on(acting, case):
            raise _not_concerned(case)
        problems: list[Problem] = []
        checked = read_files(files, problems)
        if needs_files and not checked and not problems:
            problems.append(InputProblem("no_files", Text("请选择文件。", "Choose a file."), where="files"))
        if problems:
            raise Problems(problems)
        hashes = {"files": [each.sha256 for each in checked]} if checked else {}
        event = _write(case, event_kind, acting, words, hashes, checked)
        record(acting, action, "case", case.pk, str(case), {"words": words[:200], **hashes})
    return event


def _write(
    case: Case,
    event_kind: Event.Kind,
    acting: Acting | None,
    words: str,
    changes: Mapping[str, Any],
    checked: Sequence[Any] = (),
    on: datetime.date | None = None,
) -> Event:
    """An event that leaves the state as it is, with what else changed of the case."""
    old_events = case.events_count
    capacity = "owner" if acting and acting.organisation and acting.organisation.pk == case.owner_id else ""
    writer = by(acting, capacity)
    event = event_of(case, event_kind, writer, on or timezone.localdate(), words=words, changes=changes)
    event.save(force_insert=True)
    file_away(case, event, checked)
    save_changed(case, case.state, old_events)
    return event


def _needed(words: str) -> str:
    text = clean(words)
    if not text:
        raise Problems([InputProblem("words_missing", Text("请写明内容。", "Write something."), where="words")])
    return text


def _in_charge(acting: Acting, case_id: int, only_open: bool = True) -> Case:
    require(MAY_WORK, acting)
    case = locked(acting, case_id)
    if not is_in_charge(acting, case):
        raise _not_concerned(case)
    if only_open and not case.is_open:
        what = Text("事项已经办结。", "The case is closed.")
        raise StateConflict("case_closed", what, where=case.number)
    return case


def _not_concerned(case: Case) -> NotAllowed:
    return NotAllowed(
        "case_not_yours",
        Text("只有承办、督办单位可以这样办理。", "Only those in charge and their supervisor may do this."),
        where=case.number,
    )


def assign(acting: Acting, case_id: int, person_id: int | None, words: str = "") -> Case:
    """Give a case to a person of the organisation in charge; to nobody with None. Errors: Problems, NotAllowed."""
    with transaction.atomic():
        case = _in_charge(acting, case_id)
        staff = {each.person_id: each.person for each in holders([case.owner_id], WORKING)}
        if person_id is not None and person_id not in staff:
            what = Text("请选择承办单位的在任人员。", "Choose somebody who holds an appointment there.")
            raise Problems([InputProblem("not_of_owner", what, where="person")])
        before, case.assignee = case.assignee, staff.get(person_id or 0)
        changes = {"assignee": [str(before) if before else None, str(case.assignee) if case.assignee else None]}
        event = _write(case, _Kind.ASSIGNED, acting, clean(words), changes)
        if case.assignee is not None:
            _tell_person(case, event)
        record(acting, "cases.assign", "case", case.pk, str(case), changes)
    return case


def _tell_person(case: Case, event: Event) -> None:
    if case.assignee_id is None or case.assignee_id == event.person_id:
        return
    words = Text(f"分办给您：{case.title}", f"Assigned to you: {case.title}")
    tell_people(message_of(case, f"assigned:{event.number}", words), [case.assignee_id])


def suspend(acting: Acting, case_id: int, words: str) -> Case:
    """Let all terms stand still from today on, with the reason. Errors: Problems, StateConflict, NotAllowed."""
    why = _needed(words)
    with transaction.atomic():
        case = _in_charge(acting, case_id)
        if case.suspended_on is not None:
            raise StateConflict(
                "suspended_already", Text("期限已经中止。", "The terms stand still already."), case.number
            )
        case.suspended_on = timezone.localdate()
        _each_term(case, "open", lambda rule, term, day: term_rules.suspended(rule, term, day, why))
        _write(case, _Kind.SUSPENDED, acting, why, {})
        record(acting, "cases.suspend", "case", case.pk, str(case), {"reason": why[:200]})
    return case


def resume(acting: Acting, case_id: int, words: str = "") -> Case:
    """Let the terms run again from today on. Errors: StateConflict, NotAllowed."""
    with transaction.atomic():
        case = _in_charge(acting, case_id)
        if case.suspended_on is None:
            raise StateConflict("not_suspended", Text("期限没有中止。", "The terms do not stand still."), case.number)
        case.suspended_on = None
        _each_term(case, "suspended", lambda rule, term, day: term_rules.resumed(rule, term, day))
        _write(case, _Kind.RESUMED, acting, clean(words), {})
        record(acting, "cases.resume", "case", case.pk, str(case), {"reason": words[:200]})
    return case


def _each_term(case: Case, state: str, change: Any) -> None:
    kind, today = type_of(case.type), timezone.localdate()
    changed = [
        change(kind.deadline_of[term.code], term, today)
        for term in terms_of(case)
        if term.state == state and term.code in kind.deadline_of
    ]
    save_terms(case, kind, changed, today)


def correct(acting: Acting, case_id: int, written: Mapping[str, Any], words: str) -> Case:
    """Put fields right that are wrong, with the reason; the timeline shows both. Terms that begin with them follow.

    Errors: Problems (``nothing_changed`` too), NotAllowed.
    """
    with transaction.atomic():
        case = _in_charge(acting, case_id, only_open=False)
        kind = type_of(case.type)
        data, problems = read_data(kind, kind.field_of, written, case.data)
        if not clean(words):
            problems.append(InputProblem("reason_missing", Text("请写明理由。", "Say why."), where="words"))
        changes = differences(kind, case.data, data)
        if not changes and not problems:
            problems.append(InputProblem("nothing_changed", Text("没有任何改动。", "Nothing was changed.")))
        if problems:
            raise Problems(problems)
        case.data = data
        if case.is_open:
            filled = {code: data.get(code) for code in changes}
            happened = term_rules.Happening(timezone.localdate(), filled=filled)
            save_terms(case, kind, term_rules.after(kind, terms_of(case), happened), timezone.localdate())
        _write(case, _Kind.CORRECTED, acting, clean(words), changes)
        record(acting, "cases.correct", "case", case.pk, str(case), {"changed": changes, "reason": words[:200]})
    return case


def set_milestone(acting: Acting, case_id: int, title: str, due_on: datetime.date) -> Case:
    """Set a day of one's own by which a part of the duty is done. Errors: Problems, NotAllowed, StateConflict."""
    name = " ".join(title.replace("\x00", "").split())[:200]
    with transaction.atomic():
        case = _in_charge(acting, case_id)
        kind = type_of(case.type)
        rule = term_rules.milestone_rule(kind)
        if rule is None or not name:
            what = Text("请写明节点的内容。", "Say what has to be done by then.")
            raise Problems([InputProblem("no_milestone", what, where="title")])
        term = term_rules.counted(rule, due_on, Text("节点日期", "the day that was set"))
        save_terms(case, kind, [term], timezone.localdate())
        case.deadlines.filter(code=rule.code, title="").update(title=name)
        _write(case, _Kind.MILESTONE, acting, name, {"due_on": due_on})
        record(acting, "cases.set_milestone", "case", case.pk, str(case), {"milestone": name, "due_on": due_on})
    return case


def meet_milestone(acting: Acting, case_id: int, deadline_id: int, words: str, files: Files = ()) -> Case:
    """Say that a milestone is reached, with evidence. Errors: Problems, NotAllowed, StateConflict."""
    with transaction.atomic():
        case = _in_charge(acting, case_id)
        kind = type_of(case.type)
        rule = term_rules.milestone_rule(kind)
        row = case.deadlines.filter(pk=deadline_id, code=rule.code if rule else "").first()
        running = [term for term in terms_of(case) if row is not None and term.key == row.pk and term.runs]
        if row is None or not running:
            raise StateConflict("milestone_done", Text("这个节点已经完成。", "This milestone is done."), case.number)
        problems: list[Problem] = []
        checked = read_files(files, problems)
        if problems:
            raise Problems(problems)
        save_terms(case, kind, [term_rules.met(running[0], timezone.localdate())], timezone.localdate())
        _write(case, _Kind.MILESTONE, acting, f"{row.title}：{clean(words)}", {"met": row.pk}, checked)
        record(acting, "cases.meet_milestone", "case", case.pk, str(case), {"milestone": row.title})
    return case
