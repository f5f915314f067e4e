"""Reads a .docx of an office as a sequence of blocks by the names of its styles, which is what the PDF is set from."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from lvheng.reports.layout import Role, role_named

_RIGHT_CHARACTERS = qn("w:rightChars")


@dataclass(frozen=True)
class Run:
    """A stretch of text; ``raised`` is the number of a note."""

    text: str
    raised: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, with the picture that stands in it, if any. ``right`` is an indent of its own, in characters/100.

    ``keep_next``: no page begins between it and what follows.
    """

    role: Role
    runs: tuple[Run, ...]
    picture: bytes | None = None
    right: int | None = None
    keep_next: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Grid:
    """A table: ``widths`` in twips, ``heads`` rows that are repeated on each page, cells as paragraphs."""

    widths: tuple[int, ...]
    heads: int
    rows: tuple[tuple[tuple[Block, ...], ...], ...]

    @property
    def is_foot(self) -> bool:
        """Whether it is the record at the foot of the last page (版记)."""
        return all(block.role.code in ("copy", "printed") for row in self.rows for cell in row for block in cell)


def read(content: bytes) -> list[Block | Grid]:
    """The blocks of a document, without empty paragraphs at its end."""
    document = docx.Document(io.BytesIO(content))
    found = list(_blocks(document))
    while found and isinstance(found[-1], Block) and not found[-1].text and found[-1].picture is None:
        found.pop()
    return found


def _blocks(document: Document) -> Iterator[Block | Grid]:
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            yield _block(Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            yield _grid(Table(element, document))


def _block(paragraph: Paragraph) -> Block:
    style = paragraph.style.name if paragraph.style is not None else ""
    runs = tuple(
        Run(run.text, bool(run.font.superscript)) for run in paragraph.runs if run.text.strip("\n") or run.text == "\t"
    )
    properties: Any = paragraph._p.pPr
    indent = properties.find(qn("w:ind")) if properties is not None else None
    right = indent.get(_RIGHT_CHARACTERS) if indent is not None else None
    role = role_named(str(style))
    keep = role.keep_next or bool(paragraph.paragraph_format.keep_with_next)
    return Block(role, runs, _picture(paragraph), int(right) if right is not None else None, keep)


def _picture(paragraph: Paragraph) -> bytes | None:
    for found in paragraph._p.iter(qn("a:blip")):
        related = paragraph.part.related_parts.get(found.get(qn("r:embed")))
        if related is not None:
            return bytes(related.blob)
    return None


def _grid(table: Table) -> Grid:
    widths = tuple(int(each.w or 0) // 635 for each in table._tbl.tblGrid.findall(qn("w:gridCol")))
    rows = tuple(tuple(tuple(_block(each) for each in cell.paragraphs) for cell in row.cells) for row in table.rows)
    heads = sum(1 for row in table.rows if next(row._tr.iter(qn("w:tblHeader")), None) is not None)
    return Grid(widths, heads, rows)
