"""A statement (up to 。) cut into clauses, with what holds no figures of its own blanked out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_STATEMENT_END = re.compile(r"。[”’）》]*")
_CITED = re.compile(r"《[^《》]*》|〔\d{4}〕\d*号?")
_QUOTED = re.compile(r"“[^“”]{1,30}”")
_PERIOD = re.compile(r"^“十[二三四五六]五”$")
_SHORT_NOTE = re.compile(r"（(?!含|其中)[^（）]{1,14}）")
_PAIRS = {"（": "）", "《": "》", "〔": "〕"}
_BRACKET = re.compile(r"[（）《》〔〕]")
MAX_STATEMENT = 3000
_BORDER = re.compile(r"[，；：！？]")
_HIDDEN = 0xF0000


@dataclass(frozen=True, slots=True)
class Clause:
    """Text between two commas, with its offset in the statement."""

    start: int
    end: int
    text: str


def statements(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Offset and text of every statement of a paragraph from ``start`` on.

    What runs on for more than :data:`MAX_STATEMENT` characters without a full stop is no sentence and is left out.
    """
    brackets = bracketed(text, start)
    for found in _STATEMENT_END.finditer(text, start):
        if inside(brackets, found.start()):
            continue
        if found.end() - start <= MAX_STATEMENT:
            yield start, text[start : found.end()]
        start = found.end()
    if text[start:].strip() and len(text) - start <= MAX_STATEMENT:
        yield start, text[start:]


def bracketed(text: str, start: int = 0) -> list[tuple[int, int]]:
    """The outermost spans in brackets that are closed again, in order."""
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text, start):
        closing = _PAIRS.get(found[0])
        if closing is not None:
            opened.append((closing, found.start()))
            continue
        while opened and opened[-1][0] != found[0]:
            opened.pop()
        if opened:
            low = opened.pop()[1]
            while spans and spans[-1][0] > low:
                spans.pop()
            spans.append((low, found.end()))
    return spans


def inside(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether a position lies in one of the spans, which are in order."""
    index = bisect_right(spans, (position, position)) - 1
    return index >= 0 and spans[index][0] < position < spans[index][1]


def blanked(statement: str) -> str:
    """The statement with titles in 《》, quoted names and short notes in brackets hidden, same length.

    Hidden characters are moved to a private plane of Unicode, from which :func:`revealed` brings them back.
    """
    text = _CITED.sub(lambda found: _hidden(found[0]), statement)
    text = _QUOTED.sub(lambda found: found[0] if _PERIOD.match(found[0]) else _without_figures(found), text)
    return _SHORT_NOTE.sub(_without_figures, text)


def revealed(text: str) -> str:
    """The text with its hidden characters as they were."""
    return "".join(chr(ord(char) - _HIDDEN) if ord(char) >= _HIDDEN else char for char in text)


def _hidden(text: str) -> str:
    return "".join(chr(ord(char) + _HIDDEN) if ord(char) < 0xFFFE else char for char in text)


def _without_figures(found: re.Match[str]) -> str:
    return re.sub(r"\d+|翻[一两]?番", lambda figure: _hidden(figure[0]), found[0])


def clauses_of(statement: str) -> list[Clause]:
    """The clauses of a blanked statement in order."""
    clauses, start = [], 0
    for found in _BORDER.finditer(statement):
        clauses.append(Clause(start, found.start(), statement[start : found.start()]))
        start = found.end()
    clauses.append(Clause(start, len(statement), _without_end(statement[start:])))
    return [clause for clause in clauses if clause.text.strip()]


def _without_end(text: str) -> str:
    """The text without its stop and a bracket or quote that was opened before it."""
    text = text.rstrip("。；！？")
    for opened, closed in (("（", "）"), ("“", "”"), ("《", "》")):
        if text.endswith(closed) and text.count(opened) < text.count(closed):
            text = text[:-1].rstrip("。；！？")
    return text
