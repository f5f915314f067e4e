"""Whose knowledge, and of which day, a page shows."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.statistics.observed import Knowledge

AS_OF = "as_of"


def knowledge_of(request: HttpRequest) -> Knowledge:
    """What was released to anybody; to officers also what was approved. ``?as_of=2025-06-30`` goes back to a day.

    Today and later days are now. Raises InputProblem for what is no day.
    """
    acting = request.acting  # type: ignore[attr-defined]
    day = _day(request.GET.get(AS_OF, ""))
    return Knowledge(
        public=acting.is_anonymous or not acting.role,
        as_of=day if day is not None and day < timezone.localdate() else None,
    )


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InputProblem(
            "not_a_day",
            Text(f"“{written[:40]}”不是日期。", f"“{written[:40]}” is not a day."),
            to_do=Text("写成 2025-06-30 这样。", "Write it like 2025-06-30."),
        ) from None
