"""Gathers what each kind of document needs, by what was known at the end of a day: the same day, the same material."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import translation

from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem, Text
from lvheng.formula import Period
from lvheng.indicators import snapshots, warning_queries
from lvheng.indicators.book import Book
from lvheng.indicators.queries import adopted_version
from lvheng.indicators.wording import period_text
from lvheng.packs.documents import PERIODS, DocumentTemplate
from lvheng.plan import table_queries
from lvheng.reports import case_material, marks
from lvheng.reports.contract import TARGET_NAMES
from lvheng.reports.materials import Material, counted, day_words, sentence
from lvheng.reports.target_material import BEHIND, LIGHT_NAMES, TargetTeller, appraisal_summary, changes, summary
from lvheng.statistics.observed import Knowledge

MAX_LISTED = 20
BEHIND_NAMES = tuple(LIGHT_NAMES[light] for light in BEHIND)
CHINESE = "zh-hans"


@dataclass(frozen=True)
class Asked:
    """What a document is asked about: a ``subject`` of the template's kind, by what was known on ``as_of``."""

    template: DocumentTemplate
    subject: str
    as_of: date
    acting: Acting | None = None

    @property
    def period(self) -> Period:
        """The period that the document is about, or the year of ``as_of`` for other subjects."""
        if self.template.subject in PERIODS:
            return read_period(self.template, self.subject)
        return Period.parse(str(self.as_of.year))


def read_period(template: DocumentTemplate, subject: str) -> Period:
    """The period of a subject. Raises InputProblem for one of another kind."""
    wanted = PERIODS[template.subject]
    try:
        period = Period.parse(subject)
    except InputProblem:
        period = None
    if period is None or period.kind != wanted:
        example = {"month": "2025-12", "quarter": "2025-Q4", "half": "2025-H1", "year": "2025"}[wanted.value]
        raise InputProblem(
            "not_its_period",
            Text(f"“{subject[:40]}”不是“{template.name}”的期间。", f"“{subject[:40]}” is no period of this document."),
            "subject",
            Text(f"写成 {example} 这样。", f"Write it like {example}."),
        )
    return period


def gather(asked: Asked) -> Material:
    """The material of a document. Raises InputProblem for a subject that is none, Problems for a broken pack.

    Texts are Chinese whatever the reader's language: that is the language of the documents.
    """
    with translation.override(CHINESE):
        material = Material()
        book = snapshots.book(Knowledge(public=False, as_of=asked.as_of))
        material.values |= _basics(asked, book)
        _GATHERERS[asked.template.data](asked, book, material)
        return material


def _basics(asked: Asked, book: Book) -> dict[str, Any]:
    plan = next((each for each in book.pack.plans if each.role == "own"), None)
    return {
        "as_of_words": day_words(asked.as_of),
        "period": period_text(asked.period).zh,
        "plan_title": plan.title if plan else "",
        "plan_number": plan.document_number if plan else "",
        "notes": marks.NOTES,
    }


def _targets(asked: Asked, book: Book, material: Material) -> None:
    teller = TargetTeller.of(book, material, asked.as_of)
    found = teller.overview()
    is_report = asked.template.subject in ("half", "year")
    rows = teller.rows(found, charts="all" if is_report else "behind")
    material.values |= {
        "targets": rows,
        "behind": [each for each in rows if each["light"] in BEHIND_NAMES],
        "on_schedule": [each for each in rows if each["light"] == LIGHT_NAMES["green"]],
        "unknown": [each for each in rows if each["light"] == LIGHT_NAMES["grey"]],
        "summary": summary(rows),
        "changes_words": _changes(asked, rows),
        **_warnings(asked.as_of, material),
        **_tasks(asked, book, material),
        **_missing(found),
    }


def _changes(asked: Asked, rows: list[dict[str, Any]]) -> str:
    """Against what was known on the last day before the period began, or before its predecessor was told."""
    before = asked.period.start - timedelta(days=1)
    teller = TargetTeller.of(snapshots.book(Knowledge(public=False, as_of=before)), Material(), before)
    last = asked.period.back(1)
    return changes(rows, teller.overview(), period_text(last).zh if last is not None else day_words(before))


def _appraisal(asked: Asked, book: Book, material: Material) -> None:
    teller = TargetTeller.of(book, material, asked.as_of)
    rows = teller.rows(teller.overview(), charts="trend")
    material.values |= {
        "targets": rows,
        "not_met": [each for each in rows if each["class_code"] in ("not_met", "nearly_met")],
        "appraisal_summary": appraisal_summary(rows),
    }


def _warnings(day: date, material: Material) -> dict[str, Any]:
    """The warnings that were open on a day."""
    rows = [
        each
        for each in warning_queries.warnings(warning_queries.Filters(state="all"))
        if each.opened_on <= day and (each.closed_on is None or each.closed_on > day)
    ]
    material.simulated |= any(each.simulated for each in rows)
    heaviest = {"high": 0, "medium": 1, "low": 2}
    rows.sort(key=lambda each: (heaviest[each.severity], each.opened_on, each.pk))
    counts = counted([(f"{name}预警", sum(each.severity == code for each in rows)) for code, name in _SEVERITIES], "条")
    told = [
        {
            "title": each.title_zh,
            "severity": dict(_SEVERITIES)[each.severity],
            "opened_on": day_words(each.opened_on),
            "sentence": sentence(each.reason_zh, f"{day_words(each.opened_on)}起预警"),
        }
        for each in rows
    ]
    said = f"截至{day_words(day)}，未解除的预警共{len(rows)}条，其中{counts}。" if rows else "没有未解除的预警。"
    if len(rows) > MAX_LISTED:
        said += f"以下列出较重的{MAX_LISTED}条。"
    return {"warnings": told[:MAX_LISTED], "warnings_summary": said}


_SEVERITIES = (("high", "重"), ("medium", "中"), ("low", "轻"))


def _tasks(asked: Asked, book: Book, material: Material) -> dict[str, Any]:
    """Tasks by their cases; where none is being worked on, what the plan itself says of its deadlines."""
    found = case_material.tasks(asked.period.start, asked.as_of)
    if found is not None:
        return found
    version = adopted_version(book)
    if version is None:
        return {"tasks": [], "tasks_summary": "方案尚未采纳。"}
    provisions = table_queries.provisions(version)
    duties = table_queries.duties_of(version, provisions)
    rows = list(table_queries.tasks(version, table_queries.Filters(), duties))
    due = [each for each in rows if each.deadline_year is not None and each.deadline_year <= asked.as_of.year]
    told = [
        {
            "title": each.text,
            "sentence": sentence(
                each.text.strip("。；"),
                f"{'、'.join(str(row) for row in _leads(duties, each)) or '责任单位未确定'}牵头",
                f"{each.deadline_year}年到期",
            ),
        }
        for each in due[:MAX_LISTED]
    ]
    said = f"方案共有任务{len(rows)}项，其中写明期限且到{asked.as_of.year}年底到期的{len(due)}项。"
    return {"tasks": told, "tasks_summary": said}


def _leads(duties: Any, task: Any) -> list[str]:
    return [str(row.organisation) if row.organisation else row.name for row in duties.leads(task.provision_id)]


def _missing(found: Any) -> dict[str, Any]:
    rows = [(row, part) for row in found.rows for part in row.missing]
    told = list(
        dict.fromkeys(
            sentence(
                f"{part.area_name}{part.period_name.zh}{part.title.zh}",
                part.reason.zh,
                f"由{part.reporter.zh}报送" if part.reporter else "",
            )
            for _, part in rows
        )
    )
    said = f"以下数据尚未报送或公布，共{len(told)}项。" if told else "目标所需的数据均已报送或公布。"
    return {"missing": [{"sentence": each} for each in told[:MAX_LISTED]], "missing_summary": said}


def _warning(asked: Asked, book: Book, material: Material) -> None:
    """A notice that follows from one warning: its target with the standing of the day."""
    number = asked.subject.removeprefix("warning:")
    every = warning_queries.warnings(warning_queries.Filters(state="all"))
    warning = every.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() else None
    if warning is None or not asked.subject.startswith("warning:"):
        raise unknown_subject(asked.subject)
    teller = TargetTeller.of(book, material, asked.as_of)
    rows = [row for row in teller.overview().rows if row.found is not None and row.found.target.code == warning.target]
    material.simulated |= warning.simulated
    material.values["cause"] = {"reason": warning.reason_zh, "severity": warning.severity}
    material.values["target"] = teller.row(rows[0], 1) if rows else _bare_target(warning)


def _bare_target(warning: Any) -> dict[str, str]:
    """A target that is no longer in the plan is told by the warning alone."""
    return dict.fromkeys(TARGET_NAMES, "") | {"name": warning.title_zh, "sentence": warning.reason_zh}


def _case(asked: Asked, book: Book, material: Material) -> None:
    case_material.gather(asked.subject, asked.acting, material)


def _nothing(asked: Asked, book: Book, material: Material) -> None:
    return None


def unknown_subject(subject: str) -> InputProblem:
    return InputProblem(
        "unknown_subject",
        Text(f"没有“{subject[:40]}”。", f"There is no “{subject[:40]}”."),
        "subject",
        Text("从预警或事项的页面拟稿。", "Draft it from the page of a warning or a case."),
    )


_GATHERERS: Mapping[str, Callable[[Asked, Book, Material], None]] = {
    "targets": _targets,
    "appraisal": _appraisal,
    "warning": _warning,
    "case": _case,
    "none": _nothing,
}
