"""The action log as a table for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from lvheng.audit.models import Entry
from lvheng.audit.titles import action_title, object_title, role_title

# Spreadsheets run a cell that begins like this as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that hands every line straight back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a CSV file, head first, with a byte order mark so that spreadsheets read the Chinese."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(_head()))
    for entry in entries:
        yield str(writer.writerow([harmless(cell) for cell in _row(entry)]))


def harmless(cell: str) -> str:
    """The cell as text, never as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _head() -> list[str]:
    return [
        _("序号"),
        _("时间"),
        _("人员"),
        _("机构"),
        _("角色"),
        _("操作"),
        _("对象类型"),
        _("对象编号"),
        _("对象"),
        _("内容"),
        _("摘要"),
    ]


def _row(entry: Entry) -> list[str]:
    return [
        str(entry.number),
        timezone.localtime(entry.time).isoformat(sep=" ", timespec="seconds"),
        entry.actor_name,
        entry.organisation_name,
        role_title(entry.role),
        action_title(entry.action),
        object_title(entry.object_type),
        entry.object_id,
        entry.object_name,
        json.dumps(entry.changes, ensure_ascii=False, sort_keys=True),
        entry.hash,
    ]
