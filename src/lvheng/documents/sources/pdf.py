"""PDF through PDFium: the text in reading order with the edges of each line."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lvheng.documents.characters import has_words, unify_width
from lvheng.documents.lines import WIDE_GAP_EM, Line, Source, as_row, on_one_line, without_furniture
from lvheng.documents.problems import (
    MAX_PAGES,
    broken_file,
    empty_document,
    password_protected,
    too_many_pages,
    unreadable_scan,
)
from lvheng.documents.sources.columns import in_reading_order

if TYPE_CHECKING:
    import pypdfium2 as pdfium

# PDFium keeps global state and must not be entered by two threads at once.
_PDFIUM = threading.Lock()
_WORDS_PER_PAGE_OF_A_SCAN = 8
_SPACE_INSIDE = re.compile(r"(?<=\S) +(?=\S)")


def read_pdf(data: bytes, filename: str, progress: Callable[[str, float], None] | None = None) -> Source:
    """The lines of all pages; raises :class:`~lvheng.errors.InputProblem` for scans, passwords and damage."""
    with _PDFIUM:
        document = _open(data, filename)
        try:
            return _read(document, filename, progress)
        finally:
            document.close()


def _open(data: bytes, filename: str) -> pdfium.PdfDocument:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise password_protected(filename) from None
        raise broken_file(filename, "PDF") from None
    if pages > MAX_PAGES:
        document.close()
        raise too_many_pages(filename, pages)
    return document


def _read(document: pdfium.PdfDocument, filename: str, progress: Callable[[str, float], None] | None) -> Source:
    import pypdfium2 as pdfium

    lines: list[Line] = []
    pages = len(document)
    for number in range(pages):
        try:
            lines.extend(on_one_line(in_reading_order(_page_lines(document[number], number))))
        except pdfium.PdfiumError:
            raise broken_file(filename, "PDF") from None
        if progress:
            progress("text", (number + 1) / pages)
    _refuse_without_words(document, lines, filename)
    rows = [replace(line, text=as_row(line.text)) for line in lines]
    return Source(tuple(without_furniture(rows)), wrapped=True)


def _refuse_without_words(document: pdfium.PdfDocument, lines: list[Line], filename: str) -> None:
    words = sum(1 for line in lines for char in line.text if char.isalnum())
    if words < _WORDS_PER_PAGE_OF_A_SCAN * len(document) and any(_has_picture(page) for page in document):
        raise unreadable_scan(filename, len(document))
    if not any(has_words(line.text) for line in lines):
        raise empty_document(filename)


def _has_picture(page: Any) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    try:
        return next(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
    finally:
        page.close()


def _page_lines(page: Any, number: int) -> list[Line]:
    textpage = page.get_textpage()
    try:
        return _lines_of(textpage, number)
    finally:
        textpage.close()
        page.close()


def _lines_of(textpage: Any, number: int) -> list[Line]:
    text: str = textpage.get_text_range()
    exact = len(text) == textpage.count_chars()
    lines, start = [], 0
    for raw in text.split("\n"):
        body = raw.rstrip("\r ")
        if body.strip():
            first = start + len(raw) - len(raw.lstrip())
            last = start + len(body) - 1
            shown = _with_wide_gaps(textpage, body, start) if exact else body
            lines.append(_measured(textpage, unify_width(shown), number, first, last, exact))
        start += len(raw) + 1
    return lines


def _with_wide_gaps(textpage: Any, body: str, start: int) -> str:
    """The text with two spaces for a gap as wide as those between the cells of a table."""
    from pypdfium2.raw import FPDFText_GetFontSize

    wide = body
    for found in reversed(list(_SPACE_INSIDE.finditer(body))):
        before = textpage.get_charbox(start + found.start() - 1, loose=True)
        after = textpage.get_charbox(start + found.end(), loose=True)
        size = max(FPDFText_GetFontSize(textpage, start + found.end()), abs(after[3] - after[1]) * 0.7)
        if after[0] - before[2] > WIDE_GAP_EM * size:
            wide = wide[: found.start()] + "  " + wide[found.end() :]
    return wide


def _measured(textpage: Any, text: str, page: int, first: int, last: int, exact: bool) -> Line:
    """A line with its edges; where PDFium's characters and its text differ in number, none are known."""
    if not exact:
        return Line(text, page)
    from pypdfium2.raw import FPDFText_GetFontSize

    left, bottom, _, top = textpage.get_charbox(first, loose=True)
    right = textpage.get_charbox(last, loose=True)[2]
    size = FPDFText_GetFontSize(textpage, first)
    return Line(text, page, left, right, size if size > 1.5 else abs(top - bottom), bottom)
