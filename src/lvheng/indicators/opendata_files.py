"""Open data as a file of the reader's choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from lvheng.errors import Text
from lvheng.indicators import sdmx
from lvheng.indicators.opendata import CHINESE, ENGLISH, OpenValue, Words, to_table
from lvheng.plan.exports import to_csv, to_xlsx


@dataclass(frozen=True)
class Format:
    """One format: its name in the address, its title, media type, ending, and what writes it."""

    code: str
    title: Text
    media_type: str
    ending: str
    write: Callable[[Sequence[OpenValue]], bytes]


def words() -> Words:
    """The words of a table in the reader's language, with the day on which it was taken."""
    english = (get_language() or "").startswith("en")
    today = timezone.localdate().isoformat()
    source = f"Public on {today}" if english else f"截至 {today} 已公开的数据"
    return replace(ENGLISH if english else CHINESE, source=source)


def _prepared() -> datetime:
    return timezone.now().astimezone(UTC).replace(microsecond=0)


FORMATS: dict[str, Format] = {
    each.code: each
    for each in (
        Format(
            "csv",
            Text("CSV 表格", "CSV"),
            "text/csv; charset=utf-8",
            "csv",
            lambda rows: to_csv(to_table(rows, words())),
        ),
        Format(
            "xlsx",
            Text("Excel 工作簿", "Excel"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            lambda rows: to_xlsx(to_table(list(rows), words())),
        ),
        Format(
            "sdmx-csv",
            Text("SDMX-CSV 2.0", "SDMX-CSV 2.0"),
            "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
            "sdmx.csv",
            lambda rows: sdmx.data_csv(rows).encode(),
        ),
        Format(
            "sdmx-ml",
            Text("SDMX-ML 3.0", "SDMX-ML 3.0"),
            "application/vnd.sdmx.data+xml; version=3.0.0",
            "sdmx.xml",
            lambda rows: sdmx.data_xml(rows, _prepared()).encode(),
        ),
    )
}


def as_file(rows: Sequence[OpenValue], code: str) -> HttpResponse:
    """The rows as a download. Raises KeyError for a format that there is not."""
    chosen = FORMATS[code]
    response = HttpResponse(chosen.write(rows), content_type=chosen.media_type)
    day = f"{timezone.localdate():%Y%m%d}"
    response["Content-Disposition"] = f'attachment; filename="lvheng-indicators-{day}.{chosen.ending}"'
    return response


def structure_file() -> bytes:
    """The SDMX structure of the public data."""
    from lvheng.indicators.opendata_queries import lists

    return sdmx.structure_message(lists(), _prepared()).encode()
