"""Drafts are made by the worker: somebody orders one, sees how it goes, and finds it on the desk of the office."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting
from lvheng.errors import Problem, Problems, StateConflict, Text
from lvheng.reports import actions
from lvheng.reports.jobs import draft_order_job
from lvheng.reports.models import DraftOrder

# After so long without any news, the worker is not running or was stopped: another try is offered.
SILENT_AFTER = timedelta(minutes=3)
_State = DraftOrder.State
_log = logging.getLogger(__name__)
_FAILED = Text("程序出错，已记入日志。请再试一次。", "The program failed and logged it. Please try again.")


def order(acting: Acting, key: UUID, template_code: str, subject: str, as_of: date) -> DraftOrder:
    """Have a document drafted. The same ``key`` again is the same order, however often the button was pressed.

    Raises what :func:`actions.draft` raises before it gathers anything, and StateConflict where the key is another's.
    """
    actions.may_be_drafted(template_code, as_of, acting)
    if acting.appointment is None:
        raise TypeError("whoever may draft holds an appointment")
    asked = {"template": template_code, "subject": subject[:60], "as_of": as_of}
    found, is_new = DraftOrder.objects.get_or_create(
        key=key, defaults={**asked, "appointment": acting.appointment, "changed_at": timezone.now()}
    )
    if found.appointment_id != acting.appointment.pk or any(getattr(found, name) != asked[name] for name in asked):
        raise StateConflict(
            "order_differs",
            Text("这张表单已经用于另一次拟稿。", "This form was already used for another draft."),
            to_do=Text("请重新打开拟稿页。", "Open the page for drafting again."),
        )
    if is_new:
        _queue(found)
    return found


def order_of(acting: Acting, order_id: int) -> DraftOrder:
    """One's own order; raises DraftOrder.DoesNotExist for everybody else."""
    return DraftOrder.objects.select_related("document").get(pk=order_id, appointment__person=acting.person)


def is_silent(found: DraftOrder) -> bool:
    """Whether nothing was heard of it for too long."""
    return found.state in (_State.WAITING, _State.WORKING) and timezone.now() - found.changed_at > SILENT_AFTER


def again(found: DraftOrder) -> None:
    """Try once more what failed or fell silent; anything else is left as it is."""
    if found.state != _State.FAILED and not is_silent(found):
        return
    waiting = {"state": _State.WAITING, "attempt": found.attempt + 1, "problems": [], "changed_at": timezone.now()}
    if DraftOrder.objects.filter(pk=found.pk, state=found.state, attempt=found.attempt).update(**waiting):
        _queue(found)


def _queue(found: DraftOrder) -> None:
    transaction.on_commit(lambda: draft_order_job.defer(order_id=found.pk))


def work(order_id: int) -> bool:
    """Draft what waits. Returns False if there was nothing to do; a failure is kept for whoever asked."""
    if not DraftOrder.objects.filter(pk=order_id, state=_State.WAITING).update(
        state=_State.WORKING, changed_at=timezone.now()
    ):
        return False
    found = DraftOrder.objects.select_related("appointment__person", "appointment__organisation").get(pk=order_id)
    try:
        _draft(found)
    except (Problem, Problems) as error:
        _end(found, _State.FAILED, problems=_told(error.problems if isinstance(error, Problems) else (error,)))
    except Exception:  # noqa: BLE001 - told to whoever waits, and logged
        _log.exception("draft %s failed", order_id)
        _end(found, _State.FAILED, problems=[[_FAILED.zh, _FAILED.en]])
    return True


def _draft(found: DraftOrder) -> None:
    """The document and the end of its order are written together, so that one order never leaves two drafts."""
    # An appointment that ended meanwhile drafts no more.
    person = found.appointment.person
    held = area_queries.open_appointments(person).filter(pk=found.appointment_id).first()
    acting = area_queries.acting_as(person, held)
    with transaction.atomic():
        document = actions.draft(found.template, found.subject, found.as_of, acting)
        _end(found, _State.DONE, document=document)


def _end(found: DraftOrder, state: DraftOrder.State, **facts: object) -> None:
    mine = DraftOrder.objects.filter(pk=found.pk, state=_State.WORKING, attempt=found.attempt)
    if not mine.update(state=state, changed_at=timezone.now(), **facts) and state == _State.DONE:
        raise StateConflict("tried_again", Text("另一次拟稿已经开始。", "Another try has begun."))


def _told(problems: Iterable[Problem]) -> list[list[str]]:
    return [[each.in_language("zh"), each.in_language("en")] for each in problems]
