"""Responsibilities in the columns of a table, as annexes list them: 重点任务 | 牵头单位 | 配合单位."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lvheng.documents.articles import Paragraph
from lvheng.documents.model import Responsibility
from lvheng.documents.organisations import split_names
from lvheng.documents.sentences import Owners

_LEAD = re.compile(r"^(?:牵头|主办|主责|主要责任)(?:责任|负责)?(?:单位|部门)?$|^总?牵头(?:单位|部门)")
_OTHERS = re.compile(r"^(?:配合|参与|参加|协办|协同|协助|责任|负责|实施|落实)(?:责任)?(?:单位|部门|主体)$|^责任分工$")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which cells of a row name who leads and who takes part; ``width`` is the number of cells of the head."""

    lead: tuple[int, ...]
    others: tuple[int, ...]
    width: int


def table_responsibilities_of(paragraphs: Sequence[Paragraph], owners: Owners) -> Iterator[Responsibility]:
    """The responsibilities of every table whose head names such columns."""
    columns: _Columns | None = None
    for paragraph in paragraphs:
        if "|" not in paragraph.text:
            columns = None
            continue
        cells = paragraph.text.split("|")
        head = _columns(cells)
        if head is not None:
            columns = head
        elif columns is not None and len(cells) == columns.width:
            yield from _row(paragraph, cells, columns, owners)


def _columns(cells: Sequence[str]) -> _Columns | None:
    bare = [re.sub(r"\s", "", cell) for cell in cells]
    lead = tuple(i for i, cell in enumerate(bare) if _LEAD.match(cell))
    others = tuple(i for i, cell in enumerate(bare) if _OTHERS.match(cell))
    return _Columns(lead, others, len(cells)) if lead or others else None


def _row(paragraph: Paragraph, cells: Sequence[str], columns: _Columns, owners: Owners) -> Iterator[Responsibility]:
    lead = tuple(name for i in columns.lead for name in split_names(cells[i]))
    others = tuple(name for i in columns.others for name in split_names(cells[i]))
    if lead or others:
        yield Responsibility(owners.at(paragraph.start), lead, others, paragraph.text, paragraph.start, paragraph.end)
