"""Everything that somebody can do with a case: each with its permission, one transaction, an event and a log entry."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.cases.access import actor_of, standing_of
from lvheng.cases.catalogue import type_of
from lvheng.cases.delegating import delegate, end_delegation
from lvheng.cases.filing import read_files
from lvheng.cases.handling import assign, attach, comment, correct, meet_milestone, resume, set_milestone, suspend
from lvheng.cases.locking import clean, locked
from lvheng.cases.machine import capacity_used, demands, obstacle, worked_out_elsewhere
from lvheng.cases.models import Case
from lvheng.cases.opening import open_case
from lvheng.cases.stepping import write_step
from lvheng.cases.writing import by, read_data
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.packs.case_model import CaseStep, CaseType

__all__ = [
    "assign", "attach", "comment", "correct", "delegate", "end_delegation", "meet_milestone", "open_case", "resume",
    "set_milestone", "suspend", "take_step", "take_steps",
]  # fmt: skip
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
    through: str = "",
) -> Case:
    """Take a step of a case. ``acting`` None is the program itself; ``through`` the page that worked it out.

    1. The case is locked; who saw an older one is told so.
    2. Whether the step can be taken by them now; then everything that is still lacking, at once.
    3. State, data, terms, publication, files, notices and the event are written together.

    Errors: Problems (each with its field), StateConflict, NotAllowed, Case.DoesNotExist.
    """
    with transaction.atomic():
        case = locked(acting, case_id, seen_events)
        kind = type_of(case.type)
        step = _step(kind, step_code)
        actor = actor_of(acting, case)
        refused = obstacle(kind, standing_of(case), step, actor) or worked_out_elsewhere(step, through)
        if refused is not None:
            raise refused
        data, problems = read_data(kind, step.asked, written or {}, case.data)
        checked = read_files(files, problems)
        problems += demands(kind, step, data, words, len(checked) + case.files_count)
        day = _day_of(step, data, on, problems, acting is None)
        if problems:
            raise Problems(problems)
        write_step(case, kind, step, data, checked, by(acting, capacity_used(step, actor)), clean(words), day)
        facts = {"step": step.code, "state": case.state, "case_type": case.type}
        record(acting, "cases.take_step", "case", case.pk, str(case), facts)
    return case


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
