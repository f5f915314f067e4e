"""What is done in the background, and after what."""

from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob

from lvheng.indicators.jobs import review_warnings_job
from lvheng.plan.models import Version


def test_the_causes_of_cases_are_reviewed_soon_after_the_warnings(linxia: Version) -> None:
    review_warnings_job()
    assert ProcrastinateJob.objects.filter(task_name="cases.daily", status="todo").count() == 1
