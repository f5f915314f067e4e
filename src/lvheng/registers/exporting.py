"""A list of things as a file that can be handed in again: the same columns, values as they are kept.

The last column says which things are simulated; an import does not take these for new real ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.plan.exports import Cell, Column, Table, to_csv, to_xlsx
from lvheng.registers.catalogue import registers
from lvheng.registers.import_rows import SIMULATED_COLUMN
from lvheng.registers.models import Thing
from lvheng.registers.shown import Names, names_for, show

CONTENT_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
_WIDTH = {"long_text": 50, "text": 28, "reference": 28}


def export_file(
    format: str, kind: RegisterKind, fields: Sequence[RegisterField], things: Sequence[Thing], personal: bool
) -> bytes:
    """The file's bytes; personal values are masked unless ``personal``."""
    names = names_for(kind, [thing.values for thing in things])
    if format == "json":
        return _json(kind, fields, things, names, personal)
    language = get_language() or ""
    rows = [[*_row(fields, thing, names, personal), _mark(thing)] for thing in things]
    columns = [Column(_header(field, language), _WIDTH.get(field.type, 16)) for field in fields]
    columns.append(Column(SIMULATED_COLUMN.in_language(language), 8))
    source = gettext("%(kind)s，共 %(count)s 条；导出于 %(time)s") % {
        "kind": kind.title.in_language(language),
        "count": len(rows),
        "time": date_format(timezone.localtime(), "Y-m-d H:i"),
    }
    writers: Mapping[str, Callable[[Table], bytes]] = {"csv": to_csv, "xlsx": to_xlsx}
    return writers[format](Table(kind.title.in_language(language), source, columns, rows))


def _header(field: RegisterField, language: str) -> str:
    name = field.title.in_language(language)
    return f"{name} ({field.unit})" if field.unit else name


def _mark(thing: Thing) -> str:
    return gettext("是") if thing.simulated else ""


def _row(fields: Sequence[RegisterField], thing: Thing, names: Names, personal: bool) -> list[Cell]:
    shown = show(registers(), fields, thing.values, names, personal)
    return [_cell(each.field, each.raw, each.words, each.is_masked) for each in shown]


def _cell(field: RegisterField, raw: Any, words: str, is_masked: bool) -> Cell:
    if raw is None:
        return None
    if field.is_numeric:
        return Decimal(raw)
    if field.type == "polygon" and not is_masked:
        return json.dumps(raw)
    return str(raw) if field.type in ("reference", "date") else words


def _json(
    kind: RegisterKind, fields: Sequence[RegisterField], things: Sequence[Thing], names: Names, personal: bool
) -> bytes:
    """Codes and exact numbers (as text), for programs."""
    content = {
        "kind": kind.code,
        "name": {"zh": kind.name, "en": kind.name_en},
        "fields": [{"code": each.code, "zh": each.name, "en": each.name_en, "unit": each.unit} for each in fields],
        "things": list(_plain(fields, things, names, personal)),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _plain(
    fields: Sequence[RegisterField], things: Sequence[Thing], names: Names, personal: bool
) -> Iterator[dict[str, Any]]:
    for thing in things:
        shown = show(registers(), fields, thing.values, names, personal)
        values = {each.field.code: each.raw for each in shown if each.raw is not None}
        yield {
            "id": thing.pk,
            "identifier": thing.identifier,
            "state": thing.state,
            "simulated": thing.simulated,
            "values": values,
        }
