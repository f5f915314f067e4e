"""What documents take from cases: the facts of one, and how the tasks of the plan are getting on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.cases import access as case_access
from lvheng.cases import queries as case_queries
from lvheng.cases.catalogue import type_of
from lvheng.errors import InputProblem, Text
from lvheng.reports.contract import CASE_NAMES
from lvheng.reports.materials import Material, counted, day_words, sentence

MAX_CHOICES = 100
MAX_TASKS = 20
PREFIX = "case:"


def gather(subject: str, acting: Acting | None, material: Material) -> None:
    """The facts of the case that a subject names; without one everything is typed.

    Raises InputProblem for a case that is none, or none of the drafter's business.
    """
    facts: dict[str, str] = {}
    if subject:
        case = _case(subject, acting)
        found = case_queries.document_facts(case)
        material.simulated |= case.simulated
        facts = {
            **found,
            "cause": found.get("title", ""),
            "recipient": found.get("supervised_organisation", ""),
            "due_words": day_words(date.fromisoformat(found["due_on"])) if "due_on" in found else "",
        }
    material.values["case"] = {name: facts.get(name, "") for name in CASE_NAMES}


def _case(subject: str, acting: Acting | None) -> Any:
    number = subject.removeprefix(PREFIX)
    if acting is not None and subject.startswith(PREFIX) and number.isascii() and number.isdecimal():
        try:
            return case_queries.case_for(acting, int(number[:18]))
        except ObjectDoesNotExist:
            pass
    raise InputProblem(
        "unknown_subject",
        Text(f"没有事项“{subject[:40]}”。", f"There is no case “{subject[:40]}”."),
        "subject",
        Text("从事项的页面拟稿。", "Draft it from the page of a case."),
    )


def choices(acting: Acting) -> list[tuple[str, Text]]:
    """The open cases that somebody may draft a document about, the newest first."""
    if not allow("cases.see", acting):
        return []
    rows = case_access.visible(acting).filter(is_open=True).order_by("-opened_on", "-pk")[:MAX_CHOICES]
    return [(f"{PREFIX}{each.pk}", Text(f"{each.number} {each.title}", f"{each.number} {each.title}")) for each in rows]


def templates_of(case: Any) -> list[str]:
    """The codes of the documents that the steps of a case ask for, in their order."""
    return list(dict.fromkeys(code for step in type_of(case.type).steps for code in step.documents))


def tasks(first: date, last: date) -> dict[str, Any] | None:
    """The tasks of the plan as cases: those due in a time and those overdue; None where no task is being worked on."""
    rows = case_queries.tasks_between(first, last)
    if not rows:
        return None
    late = [each for each in rows if each.overdue]
    states = counted([(name, sum(each.state_name == name for each in rows)) for name in _states(rows)])
    told = [
        {
            "title": each.title,
            "sentence": sentence(
                each.title.strip("。；"),
                f"{each.lead}牵头",
                each.state_name,
                f"{day_words(each.due_on)}到期" if each.due_on else "",
                "已逾期" if each.overdue else "",
            ),
        }
        for each in sorted(rows, key=lambda each: not each.overdue)[:MAX_TASKS]
    ]
    said = f"本期到期和逾期的任务共{len(rows)}项，其中{states}；逾期{len(late)}项。"
    if len(rows) > MAX_TASKS:
        said += f"以下列出{MAX_TASKS}项。"
    return {"tasks": told, "tasks_summary": said}


def _states(rows: list[Any]) -> list[str]:
    return list(dict.fromkeys(each.state_name for each in rows))
