"""Word documents (.docx): paragraphs with their automatic numbers, and tables row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lvheng.documents.lines import Line, Source, text_line
from lvheng.documents.problems import broken_file, too_large
from lvheng.documents.sources.word_numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback"}
_BREAKS = {f"{_W}br", f"{_W}cr"}
_MAX_UNPACKED_BYTES = 400 * 1024 * 1024


def read_word(data: bytes, filename: str) -> Source:
    """The paragraphs of the document in order; a table row is one line with its cells divided by ``|``."""
    _refuse_bomb(data, filename)
    body, numbering = _open(data, filename)
    return Source(tuple(_lines(body, numbering)), wrapped=False)


def _refuse_bomb(data: bytes, filename: str) -> None:
    unpacked = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist())
    if unpacked > _MAX_UNPACKED_BYTES:
        raise too_large(filename, unpacked)


def _open(data: bytes, filename: str) -> tuple[Any, Numbering]:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        return document.element.body, Numbering.of(document)
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, OSError, EOFError):
        raise broken_file(filename, "Word") from None


def _lines(parent: Any, numbering: Numbering) -> Iterator[Line]:
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, numbering)
        elif element.tag == f"{_W}tbl":
            yield from _table(element, numbering)
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _lines(element, numbering)


def _paragraph(element: Any, numbering: Numbering) -> Iterator[Line]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    if style is not None and (style.get(f"{_W}val") or "").upper().startswith("TOC"):
        return
    text = numbering.prefix(element) + "".join(_texts(element))
    for line in text.split("\n"):
        if line.strip():
            yield text_line(line)


def _table(table: Any, numbering: Numbering) -> Iterator[Line]:
    for row in table.iter(f"{_W}tr"):
        cells = [_cell(cell, numbering) for cell in row.iter(f"{_W}tc")]
        if any(cells):
            yield text_line("|".join(cells))


def _cell(cell: Any, numbering: Numbering) -> str:
    lines = (line.text.strip() for paragraph in cell.iter(f"{_W}p") for line in _paragraph(paragraph, numbering))
    return "".join(lines).replace("|", "／")


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _texts(child)
