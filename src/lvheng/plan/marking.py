"""Lays findings over the text of a document: lines of segments, each with every finding that covers it. No Django.

Findings nest and overlap. The text is cut at every border of a finding, so that each segment is covered by the same
ones from its first to its last character; no finding is lost and no character is shown twice.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding's place. ``counts`` is False for one that was rejected or split."""

    id: int
    kind: str
    start: int
    end: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line. ``marks`` are those that cover it, the shortest first; ``first_of`` those that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    first_of: tuple[int, ...] = ()

    @property
    def kinds(self) -> list[str]:
        """The kinds of the covering findings that count, or of all where none does."""
        counting = [mark for mark in self.marks if mark.counts] or list(self.marks)
        return sorted({mark.kind for mark in counting})

    @property
    def rejected(self) -> bool:
        """Whether nothing that counts covers it."""
        return bool(self.marks) and not any(mark.counts for mark in self.marks)

    @property
    def ids(self) -> str:
        """The ids of the covering findings for an attribute of the page."""
        return " ".join(str(mark.id) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that is not blank, ``text[start:end]``. ``level`` is 1 to 4 for a heading, else 0."""

    number: int
    start: int
    end: int
    level: int
    article: str
    segments: tuple[Segment, ...]


def mark_lines(
    text: str,
    marks: Sequence[Mark],
    articles: Sequence[Mapping[str, Any]] = (),
    within: Sequence[tuple[int, int]] | None = None,
) -> list[Line]:
    """The lines of ``text`` that are not blank, with the marks that cover them.

    ``within`` limits them to those that share a character with one of its spans; their numbers stay the same.
    """
    placed = [mark for mark in marks if mark.start < mark.end]
    return [
        Line(number, start, end, *_role(text[start:end], start, articles), _segments(text, start, end, placed))
        for number, (start, end) in enumerate(_line_spans(text))
        if within is None or any(start < last and first < end for first, last in within)
    ]


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            spans.append((start, end))
        start = end + 1
    return spans


def _role(line: str, start: int, articles: Sequence[Mapping[str, Any]]) -> tuple[int, str]:
    """(level, article id) of a line that begins an article; level 0 where the article's text runs on in it."""
    begin = start + len(line) - len(line.lstrip())
    index = bisect.bisect_left(articles, begin, key=lambda each: each["start"])
    if index == len(articles) or articles[index]["start"] >= start + len(line):
        return 0, ""
    article = articles[index]
    heading_only = len(line.strip()) <= len(article["number"]) + len(article["heading"] or "") + 2
    return (article["level"] if heading_only else 0), str(article["id"])


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    covering = [mark for mark in marks if mark.start < end and start < mark.end]
    borders = {start, end}
    for mark in covering:
        borders |= {max(mark.start, start), min(mark.end, end)}
    cuts = sorted(borders)
    return tuple(_segment(text, a, b, covering) for a, b in itertools.pairwise(cuts))


def _segment(text: str, start: int, end: int, covering: Sequence[Mark]) -> Segment:
    here = sorted(
        (mark for mark in covering if mark.start < end and start < mark.end),
        key=lambda mark: (mark.end - mark.start, mark.id),
    )
    return Segment(text[start:end], tuple(here), tuple(mark.id for mark in here if mark.start == start))
