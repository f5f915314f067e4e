"""What of reporting waits on somebody's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.statistics import page_queries, queries
from lvheng.statistics.lateness import days_late
from lvheng.statistics.models import Report, Step
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
    owed = list(page_queries.owed_by(acting)) if allow("statistics.fill", acting) else []
    waiting = queries.waiting_for(acting).order_by()
    today = timezone.localdate()
    return Waiting(
        returned=_returned(owed),
        owed=len(owed),
        overdue=sum(bool(days_late(report, None, today)) for report in owed),
        first_due=min((report.due_on for report in owed), default=None),
        to_approve=waiting.filter(state=Report.State.SUBMITTED).count(),
        to_publish=waiting.filter(state=Report.State.APPROVED).count(),
    )


def _returned(owed: list[Report]) -> tuple[Step, ...]:
    """The last returns, the newest first: what came back just now must not wait behind older ones."""
    back = [report.pk for report in owed if report.state == Report.State.RETURNED]
    last = (
        Step.objects.filter(report__in=back, kind=Step.Kind.RETURNED).order_by("report_id", "-id").distinct("report_id")
    )
    steps = Step.objects.filter(pk__in=last.values("pk")).select_related("report__form", "report__area")
    shown = steps.defer("report__area__boundary", "report__form__definition").order_by("-at", "-id")
    return tuple(shown[:SHOWN_RETURNS])


def name_of(report: Report) -> str:
    """The form, and the area and period that it is about, in the reader's language."""
    language = get_language() or ""
    about, period = (text.in_language(language) for text in (title_of(report), period_text(report.period)))
    return f"{report.form} · {about} · {period}"
