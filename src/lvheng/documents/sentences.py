"""Sentences of the body with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lvheng.documents.articles import Opening, Paragraph
from lvheng.documents.clauses import bracketed, inside
from lvheng.documents.model import Sentence

_END = re.compile(r"[。；！？]+[”’）》]*")
_STOP = re.compile(r"[。；：！？]")


def sentences_of(
    paragraphs: Sequence[Paragraph], openings: Sequence[Opening], start: int, end: int
) -> tuple[Sentence, ...]:
    """The sentences between two offsets; headings are no sentences."""
    bodies = {opening.article.start: opening.body for opening in openings}
    owner = Owners(openings)
    found: list[Sentence] = []
    for paragraph in paragraphs:
        if start <= paragraph.start < end and _is_running_text(paragraph.text, owner.at(paragraph.start)):
            first = bodies.get(paragraph.start, paragraph.start) - paragraph.start
            for low, high in spans(paragraph.text, first):
                at = paragraph.start + low
                found.append(Sentence(owner.at(at), at, paragraph.start + high, paragraph.text[low:high]))
    return tuple(found)


def _is_running_text(text: str, article: str | None) -> bool:
    """Before the first provision, signature, date and notes stand between the paragraphs of running text."""
    return article is not None or (_STOP.search(text) is not None and not text.startswith("附"))


def spans(text: str, first: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in a line; a stop inside brackets ends none."""
    start = first
    brackets = bracketed(text, first)
    for found in _END.finditer(text, first):
        if not inside(brackets, found.start()):
            if text[start : found.end()].strip("。；！？ "):
                yield start, found.end()
            start = found.end()
    if text[start:].strip():
        yield start, len(text)


class Owners:
    """Finds the innermost provision of a position; the provisions nest and are in order."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        self._starts = [opening.article.start for opening in openings]
        self._openings = openings

    def at(self, position: int) -> str | None:
        """The id of the provision, ``None`` before the first."""
        index = bisect_right(self._starts, position) - 1
        while index >= 0:
            article = self._openings[index].article
            if position < article.end:
                return article.id
            index -= 1
        return None
