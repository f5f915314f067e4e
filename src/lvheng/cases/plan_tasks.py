"""Every task of the plan in force as a cause: what was promised is tracked, whoever it was given to."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from typing import Any

from lvheng.cases.catalogue import area_code
from lvheng.cases.cause_sources import Cause, lead_of
from lvheng.packs.case_model import Opening
from lvheng.plan import queries as plan_queries

_TITLE = 120


def tasks(opening: Opening, day: datetime.date) -> Iterator[Cause]:
    """The tasks of the own plans in force; the same task in a newer version of a plan is the same cause."""
    for plan in plan_queries.adopted_plans().filter(kind="own"):
        version = plan_queries.current_version(plan.code)
        leads, taking_part = lead_of(version), _participants(version)
        numbers: dict[str, int] = {}
        for task in version.tasks.select_related("provision"):
            key = task_key(plan.code, task)
            numbers[key] = numbers.get(key, 0) + 1
            yield _cause(f"{key}-{numbers[key]}", task, leads, taking_part)


def task_key(plan: str, task: Any) -> str:
    """The cause of a task: its plan, article and words, so that it lasts through the versions of the plan."""
    reference = task.provision.reference if task.provision else ""
    digest = hashlib.sha256(f"{reference}\n{task.text}".encode()).hexdigest()[:16]
    return f"plan_task:{plan}:{digest}"


def _cause(key: str, task: Any, leads: dict[int, str], taking_part: dict[int, list[str]]) -> Cause:
    year = task.deadline_year
    written = {
        "text": task.text,
        "modality": task.modality,
        "participants": "、".join(taking_part.get(task.provision_id, ())),
        "due": f"{year}-12-31" if year else "",
        "basis": f"原文：{task.deadline}" if year else "",
    }
    return Cause(
        key=key,
        title=task.text if len(task.text) <= _TITLE else f"{task.text[: _TITLE - 1]}…",
        area=area_code(),
        owner=leads.get(task.provision_id, ""),
        subject=f"plan_task:{task.pk}",
        provision=task.provision.reference if task.provision else "",
        written=written,
    )


def _participants(version: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in plan_queries.standing_responsibilities(version):
        if row.part == "participant":
            name = row.organisation.short_name or row.organisation.name if row.organisation else row.name
            found.setdefault(row.provision_id, []).append(name)
    return found
