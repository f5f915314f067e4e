"""What of reporting waits on somebody's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.statistics import queries
from lvheng.statistics.lateness import WAITED_FOR, days_past
from lvheng.statistics.models import Form, Report, Step
from lvheng.statistics.things import title_of
from lvheng.statistics.wording import period_text

# More than these are seen on the page of one's reports.
SHOWN_RETURNS = 5


@dataclass(frozen=True)
class Waiting:
    """How much waits. ``returned`` says why reports came back; ``owed`` counts them too."""

    returned: tuple[Step, ...] = ()
    owed: int = 0
    overdue: int = 0
    first_due: date | None = None
    to_approve: int = 0
    to_publish: int = 0


def desk(acting: Acting) -> Waiting:
    """What waits for somebody in the role that they act in."""
    if acting.organisation is None:
        return Waiting()
    owed = _owed(acting) if allow("statistics.fill", acting) else []
    decided = (Report.State.SUBMITTED, Report.State.APPROVED)
    waiting = queries.waiting_for(acting).filter(state__in=decided).order_by().values_list("state")
    counts = dict(waiting.annotate(count=Count("pk")))
    return Waiting(
        returned=_returned([each.report for each in owed if each.state == Report.State.RETURNED]),
        owed=len(owed),
        overdue=_overdue(owed),
        first_due=min((each.due_on for each in owed), default=None),
        to_approve=counts.get(Report.State.SUBMITTED, 0),
        to_publish=counts.get(Report.State.APPROVED, 0),
    )


class _Owed(NamedTuple):
    report: int
    form: int
    state: str
    due_on: date


def _owed(acting: Acting) -> list[_Owed]:
    """What the organisation has still to hand in."""
    owed = Report.objects.filter(organisation=acting.organisation, state__in=WAITED_FOR)
    return [_Owed(*row) for row in owed.values_list("pk", "form_id", "state", "due_on")]


def _overdue(owed: list[_Owed]) -> int:
    """How many are past their deadline and the days of grace of their form."""
    today = timezone.localdate()
    past = [each for each in owed if each.due_on < today]
    forms = Form.objects.defer("definition").in_bulk({each.form for each in past})
    return sum(bool(days_past(forms[each.form], each.due_on, today)) for each in past)


def _returned(back: list[int]) -> tuple[Step, ...]:
    """The last returns, the newest first: what came back just now must not wait behind older ones."""
    last = (
        Step.objects.filter(report__in=back, kind=Step.Kind.RETURNED).order_by("report_id", "-id").distinct("report_id")
    )
    steps = Step.objects.filter(pk__in=last.values("pk")).select_related("report__form", "report__area")
    shown = steps.defer("report__area__boundary", "report__form__definition").order_by("-at", "-id")
    return tuple(shown[:SHOWN_RETURNS]) if back else ()


def name_of(report: Report) -> str:
    """The form, and the area and period that it is about, in the reader's language."""
    language = get_language() or ""
    about, period = (text.in_language(language) for text in (title_of(report), period_text(report.period)))
    return f"{report.form} · {about} · {period}"
