"""``lvheng case``: the terms of cases from the command line."""

from __future__ import annotations

import datetime

from django.utils import timezone
from rich.console import Console
from rich.table import Table

from lvheng.cases import listing
from lvheng.cases.causes import review_causes
from lvheng.cases.deadline_run import run_deadlines
from lvheng.errors import InputProblem, Text


def deadlines_command(day: str | None, days: int) -> int:
    """Bring causes and terms to a day, then list what is overdue and what is due within ``days``; the exit code."""
    on = _day(day)
    console = Console()
    reviewed, run = review_causes(on), run_deadlines(on)
    told = Text(
        f"新立项 {reviewed.opened}，原因消除 {reviewed.closed}；提醒 {run.reminded}，逾期 {run.overdue}，"
        f"升级 {run.escalated}，期满自动办理 {run.lapsed}",
        f"opened {reviewed.opened}, causes gone {reviewed.closed}; reminded {run.reminded}, overdue {run.overdue}, "
        f"escalated {run.escalated}, lapsed {run.lapsed}",
    )
    console.print(str(told))
    rows = listing.running_terms(on, days)
    table = Table(*(str(each) for each in _HEADS))
    for row in rows:
        left = (row.due_on - on).days if row.due_on else 0
        table.add_row(row.case.number, row.case.title[:40], str(row.case.owner), str(row.due_on), str(left))
    if rows:
        console.print(table)
    for problem in (*reviewed.problems, *run.problems):
        console.print(problem)
    return 1 if reviewed.problems or run.problems else 0


_HEADS = (
    Text("编号", "Number"),
    Text("事项", "Case"),
    Text("承办单位", "In charge"),
    Text("到期", "Due"),
    Text("剩余天数", "Days left"),
)


def _day(written: str | None) -> datetime.date:
    if written is None:
        return timezone.localdate()
    to_do = Text("写成 2026-01-31，不晚于今天。", "Write it as 2026-01-31, not after today.")
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        what = Text(f"“{written}”不是日期。", f"“{written}” is not a date.")
        raise InputProblem("wrong_date", what, to_do=to_do) from None
    if day > timezone.localdate():
        what = Text(f"{written} 还没有到。", f"{written} is still to come.")
        raise InputProblem("day_to_come", what, to_do=to_do)
    return day
