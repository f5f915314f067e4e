"""Report: a document of 30 pages with 20 charts, from its template to a finished .docx and PDF.

Timed is everything that a draft takes once its figures are gathered: the charts are drawn from the specifications of
the indicators' pages, the template is filled, notes are numbered, the PDF is set with its typefaces. Nothing comes from
a cache. Every chart is another one. The promise is less than 10 s. The typefaces of the machine are looked for before:
a process does that once.

The peer writes the same text and as many charts by docxtpl and matplotlib, as offices do it in Python: a .docx without
a PDF, without notes, in the layout of the template alone. It may be compared with ``docx_seconds`` only. Do not compare
runs on different machines, nor runs while something else uses the processor.
"""

from __future__ import annotations

import io
import json
import resource
import time
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import django
import docx
from django.conf import settings
from rich.console import Console
from rich.table import Table

PAGES, CHARTS = 30, 20
YEARS = range(2015, 2026)
TEXT = """@mark {{ head }}
@number {{ number }}
@title {{ title }}
%for each in targets
## （{{ loop.index }}）{{ each.name }}
{{ each.sentence }}
{{ each.more }}
@chart {{ each.chart }}
@caption 图{{ loop.index }}
%end
@signature {{ head }}
@date 2026年1月8日
@appendix 附件
@note {{ notes }}"""
SENTENCE = "州农业农村局牵头推进，各县（市）按月报送数据，经审核后公布，进展与时序基本相当，须在期限前补齐差距。"


def run() -> dict[str, Any]:
    """Measure both, and three sizes; print the table; return the line of JSON as a dictionary."""
    settings.configure(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}, USE_I18N=False)
    django.setup()
    from lvheng.reports import setting

    setting.available(next(iter(setting.Font)))
    _ours(1)
    ours = {size: _ours(size) for size in (CHARTS, 2 * CHARTS, 4 * CHARTS)}
    peer = _peer(CHARTS)
    first = ours[CHARTS]
    assert first["pages"] >= PAGES, first
    _print(ours, peer)
    return {
        "bench": "report",
        "work": f"a report of {first['pages']} pages with {CHARTS} charts as .docx and PDF",
        "seconds": round(first["seconds"], 3),
        "processor_seconds": round(first["processor"], 3),
        "docx_seconds": round(first["docx"], 3),
        "pdf_seconds": round(first["pdf"], 3),
        "peer": "docxtpl and matplotlib, .docx alone",
        "peer_seconds": round(peer, 3),
        "ratio": round(peer / first["docx"], 2),
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "growth": {f"{size // CHARTS}x": round(found["seconds"], 3) for size, found in ours.items()},
    }


def _series(number: int) -> list[Decimal]:
    return [Decimal(40 + number + 3 * step) + Decimal((number * 7 + step * 3) % 10) / 10 for step in range(len(YEARS))]


def _ours(charts: int) -> dict[str, float]:
    """Seconds for the .docx and the PDF."""
    from lvheng.indicators import charting
    from lvheng.indicators.rendering import png
    from lvheng.reports import marks, setting
    from lvheng.reports.filling import Note, fill
    from lvheng.reports.wording import template

    def picture(key: str) -> bytes:
        points = [charting.Point(year, value) for year, value in zip(YEARS, _series(int(key)), strict=True)]
        return png(charting.trend(points, unit="%", goal=(2026, Fraction(95))))

    notes = {str(n): Note(str(n), f"指标{n}，2025年，报表：《综合年报》，截至2026年1月8日。") for n in range(charts)}
    file = template(TEXT)
    started, worked = time.perf_counter(), time.process_time()
    filled = fill(file, _values(charts, marks.note, marks.chart) | {"notes": marks.NOTES}, notes, picture)
    written = time.perf_counter()
    pdf = setting.pdf(filled.content)
    ended, processor = time.perf_counter(), time.process_time() - worked
    assert len(filled.notes) == charts
    assert len(docx.Document(io.BytesIO(filled.content)).inline_shapes) == charts
    pages = setting.page_count(pdf)
    return {"seconds": ended - started, "docx": written - started, "pdf": ended - written, "pages": pages,
            "processor": processor}  # fmt: skip


def _values(charts: int, note: Callable[[str], Any], chart: Callable[[str], Any]) -> dict[str, Any]:
    targets = [
        {
            "name": f"指标{number}",
            "sentence": f"2025年为{_series(number)[-1]}%{note(str(number))}。{SENTENCE * 4}",
            "more": SENTENCE * 7,
            "chart": chart(str(number)),
        }
        for number in range(charts)
    ]
    return {"head": "临夏州发展和改革委员会文件", "number": "〔2026〕1号", "title": "报告", "targets": targets}


def _peer(charts: int) -> float:
    """Seconds of docxtpl with matplotlib for the same text and as many charts."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage

    from lvheng.reports.wording import template

    started = time.perf_counter()
    document = DocxTemplate(io.BytesIO(template(TEXT)))
    values = _values(
        charts, lambda key: "", lambda key: InlineImage(document, _matplotlib(_series(int(key))), width=Mm(125))
    )
    document.render(values | {"notes": ""}, autoescape=True)
    document.save(io.BytesIO())
    return time.perf_counter() - started


def _matplotlib(values: list[Decimal]) -> io.BytesIO:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 3), dpi=185)
    axes = figure.subplots()
    axes.plot(list(YEARS), [float(value) for value in values], marker="o")
    for year, value in zip(YEARS, values, strict=True):
        axes.annotate(str(value), (year, float(value)), textcoords="offset points", xytext=(0, 8), ha="center")
    out = io.BytesIO()
    figure.savefig(out, format="png")
    out.seek(0)
    return out


def _print(ours: dict[int, dict[str, float]], peer: float) -> None:
    table = Table("charts", "pages", ".docx s", "PDF s", "both s")
    for size, found in ours.items():
        table.add_row(
            str(size), f"{found['pages']:.0f}", f"{found['docx']:.2f}", f"{found['pdf']:.2f}", f"{found['seconds']:.2f}"
        )
    table.add_row(f"{CHARTS}, docxtpl and matplotlib", "", f"{peer:.2f}", "", "")
    Console().print(table)


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False))
