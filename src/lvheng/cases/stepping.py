"""How a step is written: state, data, terms, publication, files, messages and the event, together. No permissions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from lvheng.areas.queries import open_organisation
from lvheng.cases import terms as term_rules
from lvheng.cases.filing import file_away
from lvheng.cases.machine import SYSTEM
from lvheng.cases.models import Case, Event
from lvheng.cases.publishing import publish, withdraw
from lvheng.cases.writing import By, differences, event_of, save_changed, save_terms, tell, terms_of
from lvheng.errors import InputProblem, Problems, Text
from lvheng.packs.case_model import CaseStep, CaseType

_Kind = Event.Kind


def write_step(
    case: Case,
    kind: CaseType,
    step: CaseStep,
    data: dict[str, Any],
    checked: Sequence[Any],
    writer: By,
    words: str,
    day: datetime.date,
) -> None:
    """Write a step of a locked case that may be taken; ``data`` is what the case holds from then on."""
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
    if writer.person is not None:
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
