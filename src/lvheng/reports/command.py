"""``lvheng report``: write a document's files to a folder, without keeping it as a document of the office."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone
from rich.console import Console

from lvheng.errors import InputProblem, Text
from lvheng.formula import Period, PeriodKind
from lvheng.indicators.queries import adopted_version
from lvheng.packs.documents import DocumentTemplate
from lvheng.reports import actions, composing, queries
from lvheng.reports.composing import Organ
from lvheng.reports.materials import Material
from lvheng.reports.sources import Asked, gather

_BRIEFINGS = {PeriodKind.MONTH: "briefing_month", PeriodKind.QUARTER: "briefing_quarter",
              PeriodKind.HALF: "half_year_report", PeriodKind.YEAR: "annual_report"}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """The files that were written, and how much is in them."""

    docx: Path
    pdf: Path
    notes: Path
    pages: int
    charts: int


def briefing_command(period: str, output: Path, as_of: date | None) -> None:
    """Write the briefing or report of a period: of a month, a quarter, half a year or a year."""
    kind = Period.parse(period).kind
    if kind not in _BRIEFINGS:
        raise InputProblem(
            "no_briefing",
            Text(f"没有“{period}”这种期间的通报。", f"There is no briefing of “{period}”."),
            "--period",
            Text("写成 2025-12、2025-Q4、2025-H1 或 2025。", "Write 2025-12, 2025-Q4, 2025-H1 or 2025."),
        )
    written = write(_BRIEFINGS[kind], period, output, as_of or timezone.localdate())
    out = Console(highlight=False)
    for path in (written.docx, written.pdf, written.notes):
        out.print(str(path), soft_wrap=True)
    pages, charts = written.pages, written.charts
    out.print(str(Text(f"共 {pages} 页，{charts} 张图。", f"{pages} pages, {charts} charts.")))


def write(code: str, subject: str, output: Path, as_of: date) -> Written:
    """Write .docx, PDF and the notes of the figures; the same day gives the same bytes."""
    template = queries.template_of(code)
    if as_of > timezone.localdate():
        raise InputProblem("day_in_the_future", Text(f"{as_of} 还没有到。", f"{as_of} has not come yet."), "--as-of")
    _need_a_plan()
    material = gather(Asked(template, subject, as_of))
    _, file = queries.template_file(code)
    made = composing.draft(template, file, material, {}, _organ(template), as_of.year)
    output.mkdir(parents=True, exist_ok=True)
    stem = output / f"{code}-{subject}"
    paths = [stem.with_name(f"{stem.name}{suffix}") for suffix in (".docx", ".pdf", ".json")]
    paths[0].write_bytes(made.docx)
    paths[1].write_bytes(made.pdf)
    paths[2].write_text(json.dumps(_notes(material, made.notes), ensure_ascii=False, indent=2), encoding="utf-8")
    return Written(paths[0], paths[1], paths[2], made.pages, len(material.charts))


def _notes(material: Material, order: tuple[str, ...]) -> list[dict[str, str | int]]:
    return [
        {"number": number, "text": material.notes[key].text, "url": material.notes[key].url}
        for number, key in enumerate(order, 1)
    ]


def _organ(template: DocumentTemplate) -> Organ:
    office = actions.office_of(template)
    if office is None:
        return Organ("", "", "")
    return actions.organ_of(office)


def _need_a_plan() -> None:
    from lvheng.indicators.queries import book

    if adopted_version(book()) is None:
        raise InputProblem(
            "no_plan",
            Text("还没有采纳方案，没有可以通报的目标。", "No plan is adopted, so that there is nothing to tell of."),
            to_do=Text("先采纳方案。", "Adopt the plan first."),
        )
