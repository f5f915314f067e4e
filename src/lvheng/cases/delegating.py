"""Handing one's work to somebody else for some days."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.areas.queries import holders
from lvheng.audit.actions import record
from lvheng.cases.access import MAY_WORK
from lvheng.cases.models import Delegation
from lvheng.cases.writing import WORKING
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text

MAX_DAYS = 366


def delegate(
    acting: Acting, to_person_id: int, from_date: datetime.date, until_date: datetime.date, reason: str
) -> Delegation:
    """Let a colleague of the same organisation do one's work from a day to a day, both included.

    Errors: Problems (each with its field), NotAllowed.
    """
    require(MAY_WORK, acting)
    if acting.person is None:
        raise NotAllowed("sign_in_needed", Text("请先登录。", "Please sign in first."))
    problems: list[Problem] = []
    to = _colleague(acting, to_person_id, problems)
    if until_date < from_date:
        what = Text("结束日期早于开始日期。", "The last day is before the first one.")
        problems.append(InputProblem("ends_before_it_begins", what, where="until_date"))
    if (until_date - from_date).days > MAX_DAYS:
        what = Text("最长一年。", "A year at most.")
        problems.append(InputProblem("too_long", what, where="until_date"))
    text = " ".join(reason.replace("\x00", "").split())[:200]
    if not text:
        problems.append(InputProblem("reason_missing", Text("请写明理由。", "Say why."), where="reason"))
    if problems:
        raise Problems(problems)
    with transaction.atomic():
        row = Delegation.objects.create(
            person=acting.person,
            to=to,
            from_date=from_date,
            until_date=until_date,
            reason=text,
            made_at=timezone.now(),
        )
        facts = {"to": str(to), "from": from_date, "until": until_date, "reason": text}
        record(acting, "cases.delegate", "person", acting.person.pk, str(acting.person), facts)
    return row


def _colleague(acting: Acting, person_id: int, problems: list[Problem]) -> Any:
    office = acting.organisation.pk if acting.organisation else 0
    staff = {each.person_id: each.person for each in holders([office], WORKING)}
    own = acting.person.pk if acting.person else None
    found = staff.get(person_id)
    if found is None or found.pk == own:
        what = Text("请选择本单位的另一位在任人员。", "Choose a colleague of your organisation.")
        problems.append(InputProblem("no_colleague", what, where="to"))
    return found


def end_delegation(acting: Acting, delegation_id: int) -> None:
    """Take one's work back at once. Raises StateConflict where it is not one's own, or over already."""
    require(MAY_WORK, acting)
    with transaction.atomic():
        mine = Delegation.objects.filter(pk=delegation_id, person=acting.person, ended_at__isnull=True)
        if not mine.update(ended_at=timezone.now()):
            raise StateConflict("no_such_delegation", Text("没有您的这项委托。", "You have no such delegation."))
        record(acting, "cases.end_delegation", "delegation", delegation_id, str(acting.person), {})
