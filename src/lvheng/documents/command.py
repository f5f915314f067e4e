"""``lvheng read FILE``: what a document promises, as a table for people or as JSON for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lvheng.documents.model import Reading, Target
from lvheng.documents.reading import read_file

if TYPE_CHECKING:
    from rich.table import Table

_SIGNS = {
    "=": "",
    ">=": "≥ ",
    ">": "> ",
    "<=": "≤ ",
    "~": "≈ ",
    "decrease_by": "↓ ",
    "increase_by": "↑ ",
    "reach_full_coverage": "全覆盖",
    "reach_zero": "清零",
    "at_grade": "达到等级",
    "negative_growth": "负增长",
}


def read_command(file: Path, output_format: str) -> None:
    """Read ``file`` and print it as ``json`` (one object, see FORMAT) or as a ``table``.

    Raises :class:`~lvheng.errors.InputProblem` (exit code 2) for a file that cannot be read.
    """
    reading = read_file(file)
    if output_format == "json":
        _print_utf8(json.dumps(reading.to_json(), ensure_ascii=False, indent=1))
    else:
        _print_tables(reading)


def _print_utf8(text: str) -> None:
    """JSON is UTF-8 whatever the terminal's locale is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _print_tables(reading: Reading) -> None:
    from rich.console import Console

    console = Console()
    console.print(_head(reading))
    console.print(_targets(reading))
    if reading.responsibilities:
        console.print(_responsibilities(reading))
    console.print(
        f"条款 {len(reading.articles)}　句子 {len(reading.sentences)}　目标 {len(reading.targets)}　"
        f"任务 {len(reading.tasks)}　责任 {len(reading.responsibilities)}　引用 {len(reading.citations)}"
    )


def _head(reading: Reading) -> Table:
    from rich.table import Table

    head = reading.metadata
    table = Table.grid(padding=(0, 2))
    rows = (
        ("标题", head.title),
        ("发文机关", head.issuer),
        ("文号", head.document_number),
        ("日期", head.date.isoformat() if head.date else None),
        ("主送", "；".join(head.addressees)),
        ("依据", "；".join(f"《{based.title}》{based.document_number or ''}" for based in head.based_on)),
        ("附件", "；".join(head.attachments)),
    )
    for name, value in rows:
        table.add_row(name, value or "—")
    return table


def _targets(reading: Reading) -> Table:
    from rich.table import Table

    table = Table(title="目标", title_justify="left")
    for column in ("条款", "指标", "要求", "时限", "基年", "范围"):
        table.add_column(column, justify="right" if column in {"要求", "时限", "基年"} else "left", overflow="fold")
    for target in reading.targets:
        table.add_row(
            target.article or "—",
            target.indicator,
            required(target),
            str(target.deadline_year or "—"),
            str(target.baseline_year or "—"),
            target.scope or "—",
        )
    return table


def required(target: Target) -> str:
    """What a target asks for, in short: ``≥ 86%``, ``2–3个``, ``清零``."""
    unit = target.unit or ""
    if target.comparator == "range":
        return f"{target.value}–{target.value_max}{unit}"
    if target.value is None or target.comparator == "reach_zero":
        return _SIGNS[target.comparator]
    return f"{_SIGNS[target.comparator]}{target.value}{unit}"


def _responsibilities(reading: Reading) -> Table:
    from rich.table import Table

    table = Table(title="责任分工", title_justify="left")
    for column in ("条款", "牵头", "参与"):
        table.add_column(column)
    for duty in reading.responsibilities:
        table.add_row(duty.article or "—", "、".join(duty.lead), "、".join(duty.participants))
    return table
