"""Everything that somebody can do with a case: each with its permission, one transaction, an event and a log entry."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.areas.queries import holders, open_organisation
from lvheng.audit.actions import record
from lvheng.cases import terms as term_rules
from lvheng.cases.access import MAY_SEE, MAY_WORK, access_case, actor_of, is_in_charge, standing_of, works_on
from lvheng.cases.catalogue import type_of
from lvheng.cases.delegating import delegate, end_delegation
from lvheng.cases.filing import file_away, read_files
from lvheng.cases.machine import SYSTEM, capacity_used, demands, obstacle
from lvheng.cases.models import Case, Event
from lvheng.cases.opening import MAX_WORDS, open_case
from lvheng.cases.publishing import publish, withdraw
from lvheng.cases.writing import (
    WORKING,
    By,
    by,
    changed_meanwhile,
    differences,
    event_of,
    message_of,
    read_data,
    save_changed,
    save_terms,
    tell,
    terms_of,
)
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.notifications.actions import tell as tell_people
from lvheng.packs.case_model import CaseStep, CaseType

__all__ = [
    "assign", "attach", "comment", "correct", "delegate", "end_delegation", "meet_milestone", "open_case", "resume",
    "set_milestone", "suspend", "take_step", "take_steps",
]  # fmt: skip
_Kind = Event.Kind
Files = Sequence[tuple[str, bytes]]


def take_step(
    acting: Acting | None,
    case_id: int,
    step_code: str,
    *,
    written: Mapping[str, Any] | None = None,
    words: str = "",
    files: Files = (),
    seen_events: int | None = None,
    on: datetime.date | None = None,
) -> Case:
    """Take a step of a case. ``acting`` None is the program itself.

    1. The case is locked; who saw an older one is told so.
    2. Whether the step can be taken by them now; then everything that is still lacking, at once.
    3. State, data, terms, publication, files, notices and the event are written together.

    Errors: Problems (each with its field), StateConflict, NotAllowed, Case.DoesNotExist.
    """
    with transaction.atomic():
        case = _locked(acting, case_id, seen_events)
        kind = type_of(case.type)
        step = _step(kind, step_code)
        actor = actor_of(acting, case)
        refused = obstacle(kind, standing_of(case), step, actor)
        if refused is not None:
            raise refused
        data, problems = read_data(kind, step.asked, written or {}, case.data)
        checked = read_files(files, problems)
        problems += demands(kind, step, data, words, len(checked) + case.files_count)
        day = _day_of(step, data, on, problems, acting is None)
        if problems:
            raise Problems(problems)
        _write_step(case, kind, step, data, checked, by(acting, capacity_used(step, actor)), _clean(words), day)
        facts = {"step": step.code, "state": case.state, "case_type": case.type}
        record(acting, "cases.take_step", "case", case.pk, str(case), facts)
    return case


def _write_step(
    case: Case,
    kind: CaseType,
    step: CaseStep,
    data: dict[str, Any],
    checked: Sequence[Any],
    writer: By,
    words: str,
    day: datetime.date,
) -> None:
    old_state, old_events, before = case.state, case.events_count, case.data
    changes = differences(kind, before, data)
    case.data = data
    _move(case, kind, step, day)
    person = writer.person.pk if writer.person else SYSTEM
    case.steps = {**case.steps, step.code: [*case.steps.get(step.code, []), person]}
    event = event_of(
        case, _Kind.STEP, writer, day, step=step.code, from_state=old_state, to_state=case.state, words=words,
        changes={**changes, **_hand_over(case, step, data), "files": [each.sha256 for each in checked]},
    )  # fmt: skip
    event.save(force_insert=True)
    file_away(case, event, checked)
    filled = {code: data.get(code) for code in changes}
    final = kind.state_of[case.state].is_final
    happened = term_rules.Happening(day, step=step.code, filled=filled, is_final=final, words=step.name)
    save_terms(case, kind, term_rules.after(kind, terms_of(case), happened), timezone.localdate())
    save_changed(case, old_state, old_events)
    if step.publishes:
        publish(case, kind, step.publishes, day)
    for code in step.withdraws:
        withdraw(case, code, day, words)
    moved = Text(f"{case.title}：{step.name}", f"{case.title}: {step.name_en}")
    tell(case, event, moved, [case.owner_id, case.supervisor_id])


def _move(case: Case, kind: CaseType, step: CaseStep, day: datetime.date) -> None:
    case.state = step.to or case.state
    outcome = kind.state_of[case.state].outcome
    case.is_open = outcome is None
    case.outcome = outcome or ""
    case.closed_on = day if outcome else None


def _hand_over(case: Case, step: CaseStep, data: Mapping[str, Any]) -> dict[str, Any]:
    """Let the organisation that a field names be in charge from now on."""
    code = data.get(step.hands_to or "")
    if not code or code == case.owner.code:
        return {}
    found = open_organisation(str(code))
    if found is None:
        problem = Text("这个单位已撤销。", "This organisation has been closed.")
        raise Problems([InputProblem("organisation_closed", problem, where=step.hands_to or "")])
    before, case.owner, case.assignee = case.owner.code, found, None
    return {"owner": [before, found.code]}


def _step(kind: CaseType, code: str) -> CaseStep:
    found = kind.step_of.get(code)
    if found is None:
        raise InputProblem(
            "no_such_step",
            Text(f"“{kind.name}”没有步骤“{code}”。", f"“{kind.name_en}” has no step “{code}”."),
            to_do=Text("请从页面上列出的步骤中选择。", "Choose one of those on the page."),
        )
    return found


def _day_of(
    step: CaseStep, data: Mapping[str, Any], on: datetime.date | None, problems: list[Problem], is_system: bool
) -> datetime.date:
    """The day on which a step counts: as its date field says, else as told, else today; people name no day to come."""
    today = timezone.localdate()
    written = data.get(step.day or "")
    day = datetime.date.fromisoformat(written) if isinstance(written, str) else on or today
    if day > today and not is_system:
        what = Text("日期不能晚于今天。", "The day cannot be after today.")
        problems.append(InputProblem("not_yet", what, where=step.day or "on"))
    return day


def _locked(acting: Acting | None, case_id: int, seen_events: int | None = None) -> Case:
    """The case, locked until the transaction ends, for somebody who may see it."""
    if acting is not None and not acting.is_anonymous:
        require(MAY_SEE, acting)
        access_case(acting, case_id)
    elif acting is not None:
        raise NotAllowed("sign_in_needed", Text("请先登录。", "Please sign in first."))
    case = Case.objects.select_for_update(of=("self",)).select_related("owner", "area").get(pk=case_id)
    if seen_events is not None and case.events_count != seen_events:
        raise changed_meanwhile(case)
    return case


def _clean(words: str) -> str:
    return words.replace("\x00", "").strip()[:MAX_WORDS]


def take_steps(
    acting: Acting, case_ids: Iterable[int], step: str, words: str = ""
) -> list[tuple[int, Problem | Problems | None]]:
    """Take the same step of many cases, each on its own: what failed is told case by case, in their order."""
    results: list[tuple[int, Problem | Problems | None]] = []
    for case_id in sorted(set(case_ids)):
        try:
            take_step(acting, case_id, step, words=words)
        except (Problem, Problems) as problem:
            results.append((case_id, problem))
        except Case.DoesNotExist:
            results.append((case_id, _unknown()))
        else:
            results.append((case_id, None))
    return results


def _unknown() -> InputProblem:
    return InputProblem("no_such_case", Text("没有这件事项。", "There is no such case."))


def comment(acting: Acting, case_id: int, words: str) -> Event:
    """Say something about a case; it stays in the timeline. Errors: Problems, NotAllowed, Case.DoesNotExist."""
    text = _needed(words)
    return _note(acting, case_id, _Kind.COMMENT, "cases.comment", text)


def attach(acting: Acting, case_id: int, files: Files, words: str = "") -> Event:
    """Add files to a case. Errors: Problems with every file that is refused, NotAllowed, Case.DoesNotExist."""
    return _note(acting, case_id, _Kind.ATTACHED, "cases.attach", _clean(words), files=files, needs_files=True)


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
        case = _locked(acting, case_id)
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
    text = _clean(words)
    if not text:
        raise Problems([InputProblem("words_missing", Text("请写明内容。", "Write something."), where="words")])
    return text


def _in_charge(acting: Acting, case_id: int, only_open: bool = True) -> Case:
    require(MAY_WORK, acting)
    case = _locked(acting, case_id)
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
        event = _write(case, _Kind.ASSIGNED, acting, _clean(words), changes)
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
        _write(case, _Kind.RESUMED, acting, _clean(words), {})
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
        if not _clean(words):
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
        _write(case, _Kind.CORRECTED, acting, _clean(words), changes)
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
        _write(case, _Kind.MILESTONE, acting, f"{row.title}：{_clean(words)}", {"met": row.pk}, checked)
        record(acting, "cases.meet_milestone", "case", case.pk, str(case), {"milestone": row.title})
    return case
