"""Reading a document: bytes to lines, lines to clean text, text to a structured plan."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lvheng.documents.articles import Opening, Paragraph, openings_of, paragraphs_of
from lvheng.documents.citations import citations_of
from lvheng.documents.clauses import statements
from lvheng.documents.coverage import coverage_targets_of
from lvheng.documents.duty_tables import table_responsibilities_of
from lvheng.documents.front import Body, body_of, metadata_of
from lvheng.documents.indicator_tables import table_targets_of
from lvheng.documents.lines import Source
from lvheng.documents.mentions import mentions_of
from lvheng.documents.model import Metadata, Reading, Responsibility, Target
from lvheng.documents.paragraphs import clean
from lvheng.documents.problems import (
    MAX_BYTES,
    MAX_CHARACTERS,
    empty_document,
    file_not_found,
    too_large,
    too_long,
    unsupported_type,
)
from lvheng.documents.responsibilities import responsibilities_of
from lvheng.documents.sentences import Owners, sentences_of
from lvheng.documents.sources.kind import kind_of
from lvheng.documents.sources.plain import decode, read_plain
from lvheng.documents.statement import Context, leading_deadline
from lvheng.documents.targets import targets_of
from lvheng.documents.tasks import tasks_of
from lvheng.documents.wording import GOAL_HEADING

Progress = Callable[[str, float], None]


def read_file(path: Path | str) -> Reading:
    """Read a .txt, .docx, .pdf or .html file; a file that cannot be used raises ``InputProblem``."""
    path = Path(path)
    if path.is_dir():
        raise unsupported_type(str(path), "目录")
    try:
        size_bytes = path.stat().st_size
        if size_bytes > MAX_BYTES:
            raise too_large(str(path), size_bytes)
        data = path.read_bytes()
    except OSError:
        raise file_not_found(str(path)) from None
    return read_bytes(data, str(path))


def read_bytes(data: bytes, filename: str, progress: Progress | None = None) -> Reading:
    """Read the content of a file; ``progress`` is told the stage and the share of it that is done (0 to 1)."""
    if len(data) > MAX_BYTES:
        raise too_large(filename, len(data))
    if not data.strip():
        raise empty_document(filename)
    return _structured(_source(data, filename, progress), filename, progress)


def read_text(text: str) -> Reading:
    """Read text that was pasted."""
    return _structured(read_plain(text), "", None)


def _source(data: bytes, filename: str, progress: Progress | None) -> Source:
    kind = kind_of(data, filename)
    if kind == "pdf":
        from lvheng.documents.sources.pdf import read_pdf

        return read_pdf(data, filename, progress)
    if kind == "word":
        from lvheng.documents.sources.word import read_word

        return read_word(data, filename)
    if kind == "html":
        from lvheng.documents.sources.html import read_html

        return read_html(data, filename)
    return read_plain(decode(data, filename))


def _structured(source: Source, filename: str, progress: Progress | None) -> Reading:
    lines = clean(source)
    text = "\n".join(lines)
    if not any(char.isalnum() for char in text):
        raise empty_document(filename)
    if len(text) > MAX_CHARACTERS:
        raise too_long(filename, len(text))
    if progress:
        progress("structure", 0.0)
    reading = _reading(text)
    if progress:
        progress("structure", 1.0)
    return reading


def _reading(text: str) -> Reading:
    paragraphs = paragraphs_of(text)
    body = body_of(paragraphs)
    inside = [p for p in paragraphs if body.first <= p.start < body.end]
    openings = openings_of(inside, body.end)
    metadata = metadata_of(paragraphs, body)
    sentences = sentences_of(paragraphs, openings, body.intro, body.end)
    owners = Owners(openings)
    return Reading(
        metadata=metadata,
        text=text,
        articles=tuple(opening.article for opening in openings),
        sentences=sentences,
        targets=_all_targets(paragraphs, openings, owners, metadata, body),
        tasks=tasks_of(sentences),
        responsibilities=_responsibilities(paragraphs, owners, body),
        citations=citations_of(text),
        mentions=mentions_of(text),
    )


def _responsibilities(paragraphs: Sequence[Paragraph], owners: Owners, body: Body) -> tuple[Responsibility, ...]:
    """Those of the body, and those in the tables of the body and the annexes."""
    running = [paragraph for paragraph in paragraphs if "|" not in paragraph.text]
    found = [
        *responsibilities_of(running, owners, body.intro, body.end),
        *table_responsibilities_of(paragraphs, owners),
    ]
    return tuple(sorted(found, key=lambda duty: duty.start))


def _all_targets(
    paragraphs: Sequence[Paragraph], openings: Sequence[Opening], owners: Owners, metadata: Metadata, body: Body
) -> tuple[Target, ...]:
    running = [p for p in paragraphs if body.intro <= p.start < body.end and "|" not in p.text]
    found = [
        *_targets(running, openings, owners, metadata),
        *table_targets_of(paragraphs, owners, _issued(metadata)),
    ]
    return tuple(sorted(found, key=lambda target: target.start))


def _targets(
    paragraphs: Sequence[Paragraph],
    openings: Sequence[Opening],
    owners: Owners,
    metadata: Metadata,
) -> Iterator[Target]:
    bodies = {opening.article.start: opening.body for opening in openings}
    headings = {opening.article.id: opening.article.heading for opening in openings}
    issued = _issued(metadata)
    national = (metadata.issuer or metadata.title or "").startswith(("国务院", "国家", "中共中央", "全国"))
    for paragraph in paragraphs:
        article = owners.at(paragraph.start)
        heading = headings.get(article or "", "")
        inherited = None
        first = bodies.get(paragraph.start, paragraph.start) - paragraph.start
        for low, statement in statements(paragraph.text, first):
            context = Context(article, heading, issued, inherited, national)
            yield from _statement_targets(statement, paragraph.start + low, context)
            inherited = _inherited(statement, issued, inherited, heading)


def _statement_targets(statement: str, offset: int, context: Context) -> list[Target]:
    found = targets_of(statement, offset, context)
    found += coverage_targets_of(statement, offset, context, found)
    return sorted(found, key=lambda target: target.start)


def _inherited(statement: str, issued: int | None, inherited: int | None, heading: str) -> int | None:
    """A statement that begins with its deadline hands it to the next; among the goals it is handed on."""
    own = leading_deadline(statement, issued)
    return own if own is not None or not GOAL_HEADING.search(heading) else inherited


def _issued(metadata: Metadata) -> int | None:
    if isinstance(metadata.date, datetime.date):
        return metadata.date.year
    found = re.search(r"〔(\d{4})〕", metadata.document_number or "")
    return int(found[1]) if found else None
