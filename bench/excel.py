"""Excel: 35,000 reports of one form in one workbook, from the file to kept drafts, with all that is wrong with them.

A workbook with one report in each row (seven figures, one row in ten with a mistake: a word for a number, a blank, a
broken rule, a doubtful jump) is handed in: read, every cell and every rule checked, all problems told with row, column
and rule; then it is examined again under lock and kept, with versions, history and the entry of the action log. The
promise is less than 20 s for reading, checking and keeping on two cores.

The peer, django-import-export, imports the same file into one plain table in the same database as its handbook says: a
resource with a dry run that tells the errors of rows (cells that are no numbers, and the same four rules written as
``clean`` of the model), then the import. It keeps no versions, history or log. Growth: 8,750, 17,500 and 35,000 rows.

Do not compare runs on different machines, nor runs while something else uses the processor.
"""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROWS = (8_750, 17_500, 35_000)
FORM, PERIOD = "manure_and_farmland_year", "2025"
PERIOD_END, DUE_ON = date(2025, 12, 31), date(2026, 3, 1)
MISTAKES = ("many", "", "999999", "400000")


@dataclass(frozen=True)
class Result:
    """One run, in seconds; how many reports were kept and how many problems were told."""

    reading: float
    keeping: float
    kept: int
    problems: int

    @property
    def seconds(self) -> float:
        return self.reading + self.keeping


def run() -> dict[str, Any]:
    """Measure all sizes and the peer; print the table; return the line of JSON as a dictionary."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-"))
    try:
        _start(folder)
        results = {}
        content = b""
        for rows in ROWS:
            content = _workbook(rows)
            results[rows] = _measure(content)
        peer = _peer(content)
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)
    _print(results, peer, len(content))
    whole = results[ROWS[-1]].seconds
    return {
        "bench": "excel",
        "work": f"{ROWS[-1]} reports in one workbook: read, checked, kept as drafts",
        "seconds": round(whole, 2),
        "peer": "django-import-export",
        "peer_seconds": round(peer, 2),
        "ratio": round(peer / whole, 2),
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "growth": {name: round(results[rows].seconds, 2) for name, rows in zip(("1x", "2x", "4x"), ROWS, strict=True)},
    }


def _start(folder: Path) -> None:
    """An embedded database with the areas, organisations and forms of Linxia, as at a first start."""
    os.environ["LVHENG_DATA"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.settings"
    from lvheng.database import connect

    connect(folder)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from lvheng.areas.actions import load_areas, load_organisations
    from lvheng.packs import load_pack
    from lvheng.statistics.actions import issue_forms

    pack = load_pack("linxia")
    load_areas(pack.area_code or "")
    load_organisations(pack)
    issue_forms(None, pack)


def _acting() -> Any:
    from lvheng.areas.acting import Acting
    from lvheng.areas.models import Appointment, Organisation, Person

    person, _ = Person.objects.get_or_create(username="bench")
    office = Organisation.objects.get(code="linxia_city_government")
    appointment, _ = Appointment.objects.get_or_create(
        person=person, organisation=office, role="county_officer", defaults={"from_date": date(2020, 1, 1)}
    )
    return Acting(person, office, "county_officer", appointment)


def _workbook(rows: int) -> bytes:
    """So many reports are owed, and a workbook with all of them filled in."""
    from lvheng.statistics.definitions import definition
    from lvheng.statistics.models import Form, Report
    from lvheng.statistics.workbooks import TableRow, table_workbook

    form = Form.objects.get(code=FORM, closed_at=None)
    acting = _acting()
    _forget()
    units = [f"U{number:06d}" for number in range(rows)]
    Report.objects.bulk_create(
        (
            Report(
                form=form,
                organisation=acting.organisation,
                area_id="622901",
                unit=unit,
                period=PERIOD,
                period_end=PERIOD_END,
                due_on=DUE_ON,
                simulated=True,
            )
            for unit in units
        ),
        batch_size=2000,
    )
    what = definition(form)
    lines = [TableRow(unit, f"对象{unit}", PERIOD, _entries(number)) for number, unit in enumerate(units)]
    return table_workbook(what, form.edition, lines, "zh")


def _entries(number: int) -> dict[str, str]:
    """Figures that keep the rules; one report in ten has a mistake."""
    base = 1000 + number % 977
    figures = {
        "manure_generated": f"{base}.25",
        "manure_utilised": f"{base - 100}.5",
        "large_farms": str(base % 60 + 5),
        "large_farms_with_facilities": str(base % 60),
        "farmland_task": f"{base % 30}.5",
        "farmland_accepted": f"{base % 30}.25",
        "farmland_done": f"{base % 30 + 40}.25",
    }
    if number % 10 == 0:
        figures["manure_utilised"] = MISTAKES[number // 10 % len(MISTAKES)]
    return figures


def _measure(content: bytes) -> Result:
    from lvheng.statistics import uploading
    from lvheng.statistics.models import Upload

    acting = _acting()
    uploading.AT_ONCE_BYTES = 1 << 40
    started = time.perf_counter()
    upload = uploading.receive(acting, "bench.xlsx", content)
    reading = time.perf_counter() - started
    problems = len(Upload.objects.get(pk=upload.pk).problems)
    started = time.perf_counter()
    saved = uploading.save_upload(acting, upload)
    keeping = time.perf_counter() - started
    if saved.kept < ROWS[0] or problems < saved.kept // 10:
        raise SystemExit(f"{saved.kept} reports were kept and {problems} problems told.")
    return Result(reading, keeping, saved.kept, problems)


def _forget() -> None:
    from lvheng.statistics.models import Report

    Report.objects.filter(form__code=FORM).delete()


def _peer(content: bytes) -> float:
    """The same file by django-import-export: a dry run that tells the errors, then the import."""
    from django.apps import apps
    from django.core.exceptions import ValidationError
    from django.db import connection, models
    from import_export import fields, resources
    from openpyxl import load_workbook
    from tablib import Dataset

    names = list(_entries(1))

    class PlainReport(models.Model):
        unit = models.CharField(max_length=40)
        period = models.CharField(max_length=12)
        for name in names:
            locals()[name] = models.DecimalField(max_digits=18, decimal_places=4)
        del name

        class Meta:
            app_label = "statistics"

        def __str__(self) -> str:
            return self.unit

        def clean(self) -> None:
            if self.manure_utilised > self.manure_generated:  # type: ignore[attr-defined]
                raise ValidationError({"manure_utilised": "more is utilised than generated"})
            if self.large_farms_with_facilities > self.large_farms:  # type: ignore[attr-defined]
                raise ValidationError({"large_farms_with_facilities": "more farms with facilities than farms"})

    class PlainResource(resources.ModelResource):
        unit = fields.Field("unit", "unit")

        class Meta:
            model = PlainReport
            import_id_fields = ("unit", "period")
            fields = ("unit", "period", *names)
            clean_model_instances = True
            use_bulk = True
            batch_size = 2000
            force_init_instance = True
            skip_diff = True
            use_transactions = True

    with connection.schema_editor() as editor:
        editor.create_model(PlainReport)
    started = time.perf_counter()
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows(min_row=3, values_only=True)
    heads = next(rows)
    next(rows)
    wanted = [index for index, head in enumerate(heads) if head in {"unit", "period", *names}]
    data = Dataset(*([row[index] for index in wanted] for row in rows), headers=[heads[index] for index in wanted])
    resource_ = PlainResource()
    told = resource_.import_data(data, dry_run=True, raise_errors=False)
    bad = {row.number for row in told.invalid_rows} | {row.number for row in told.error_rows}
    clean = Dataset(*(row for number, row in enumerate(data, 1) if number not in bad), headers=data.headers)
    resource_.import_data(clean, dry_run=False, raise_errors=True)
    seconds = time.perf_counter() - started
    kept = PlainReport.objects.count()
    apps.all_models["statistics"].pop("plainreport")
    if not kept or not bad:
        raise SystemExit(f"The peer kept {kept} rows and told {len(bad)} mistakes.")
    return seconds


def _print(results: dict[int, Result], peer: float, size: int) -> None:
    table = Table(title=f"Reports by Excel ({size / 1e6:.1f} MB)")
    for column in ("reports", "read and check s", "keep s", "together s", "problems told"):
        table.add_column(column, justify="right")
    for rows, result in results.items():
        table.add_row(
            f"{rows:,}",
            f"{result.reading:.1f}",
            f"{result.keeping:.1f}",
            f"{result.seconds:.1f}",
            f"{result.problems:,}",
        )
    table.add_row(f"{ROWS[-1]:,} (django-import-export)", "", "", f"{peer:.1f}", "")
    Console().print(table)


if __name__ == "__main__":
    print(json.dumps(run()))
