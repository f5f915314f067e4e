"""Places for the made-up cases of the world that came from the public; marked, and removable as a whole."""

from __future__ import annotations

from decimal import Decimal

from django.db import connection, transaction

from lvheng.cases.models import Case
from lvheng.cases.public.models import Report
from lvheng.cases.public.receiving import OBJECTION, POLLUTION
from lvheng.cases.public.where import report_map

_TABLES = ("payment", "sealedname", "receipt", "report")
_DEGREE = Decimal("0.00001")


def make_simulated() -> int:
    """A report for each made-up case of the public that has none yet; returns how many."""
    waiting = Case.objects.filter(simulated=True, type__in=(POLLUTION, OBJECTION), public_report=None)
    spots = _spots()
    reports = [_report(case, spots.get(case.area_id)) for case in waiting.order_by("pk")]
    Report.objects.bulk_create(reports)
    return len(reports)


def remove_simulated() -> int:
    """Delete every made-up report with what belongs to it; before the cases, which it hangs on."""
    count = simulated_counts()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"DELETE FROM public_{table} WHERE simulated")
    return count


def simulated_counts() -> int:
    """How many made-up reports there are."""
    return Report.objects.filter(simulated=True).count()


def _report(case: Case, spot: tuple[Decimal, Decimal] | None) -> Report:
    at = spot if spot is not None and case.type == POLLUTION else (None, None)
    return Report(
        case=case,
        matter=str(case.data.get("kind", "other")),
        area_id=case.area_id,
        address=str(case.data.get("address", ""))[:200],
        longitude=at[0],
        latitude=at[1],
        day=case.opened_on,
        received_at=case.opened_at.replace(second=0, microsecond=0),
        simulated=True,
    )


def _spots() -> dict[str, tuple[Decimal, Decimal]]:
    """The middle of each county in degrees."""
    drawn = report_map()
    if drawn is None:
        return {}
    return {
        outline.code: (
            Decimal(drawn.west + outline.label_x / drawn.scale_x).quantize(_DEGREE),
            Decimal(drawn.north - outline.label_y / drawn.scale_y).quantize(_DEGREE),
        )
        for outline, _name in drawn.parts
    }
