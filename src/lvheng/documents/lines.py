"""Visual lines of a page, and joining them into paragraphs.

A line carries its left and right edge and its character size in one unit per source (points in a PDF, columns in plain
text), which is all that is needed to see an indent, a full line and a short last line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lvheng.documents.characters import display_width, unify_width
from lvheng.documents.numbering import begins_with_number

_CLOSING = re.compile(r"^[，。、；：！？）》”’〕】,.;:)%]")
_OPENING = re.compile(r"[（《“‘〔【(]$")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z]$"), re.compile(r"^[A-Za-z]")
_SENTENCE_END = re.compile(r"[。！？：；.!?:;]\s*[”’）》)]?$")
_OWN_LINE = re.compile(
    r"^(附件|附表|附录|抄送|主题词|（此件|\(此件|（本文|[（(]?(牵头|责任|配合|参与|负责|主办|协办)(单位|部门))"
)
_NUMBER_LINE = re.compile(
    r"^[（(]?[\u4e00-\u9fff]{1,14}\s*[〔\[（(【［]\s*\d{4}\s*[〕\]）)】］]\s*第?\s*\d+\s*号[）)]?(\s*签发人.*)?$"
)
_COMMA = re.compile(r"[，、。,；]")
_DUTY_LINE = re.compile(r"^[（(〔]?(?:牵头|责任|配合|参与|负责|主办|协办)(?:责任)?(?:单位|部门)[：:].*[^。；）)]$")
_NAMES_ONLY = re.compile(
    r"^(?!附件|抄送|牵头|责任|配合|参与|负责|第[一二三四五六七八九十])[\u4e00-\u9fff（）()、，,\s]{4,80}[局厅委办部会府门司院行社位构业团心]$"
)
_TABLE_ROW = "|"
_CELL_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_CELLS_OF_A_ROW = 4
WIDE_GAP_EM = 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands on its page."""

    text: str
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    base: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """What a file gave: its lines, and whether they are visual lines that must be joined first."""

    lines: tuple[Line, ...]
    wrapped: bool


def text_line(raw: str) -> Line:
    """A line of plain text in clean spelling, measured in columns as it was written."""
    body = raw.strip()
    indent = display_width(raw.rstrip()) - display_width(body)
    return Line(unify_width(raw).rstrip(), left=float(indent), right=float(indent + display_width(body)), size=2.0)


def as_row(text: str) -> str:
    """A line with wide gaps between at least four cells, as a table in plain text has, with ``|`` in the gaps."""
    cells = _CELL_GAP.split(text.strip())
    spaced_out = sum(1 for cell in cells if len(cell) == 1 and cell.isalpha()) > len(cells) / 2
    return _TABLE_ROW.join(cells) if len(cells) >= _CELLS_OF_A_ROW and not spaced_out else text


def looks_wrapped(lines: Sequence[Line]) -> bool:
    """Whether plain text was broken at a column: many long lines of nearly the same width that end in mid-sentence."""
    long = [line for line in lines if line.right - line.left > 30 and _TABLE_ROW not in line.text]
    if len(long) < 8:
        return False
    widest = sorted(line.right for line in long)[len(long) * 9 // 10]
    near = [line for line in long if line.right >= 0.88 * widest]
    open_ended = [line for line in near if not _SENTENCE_END.search(line.text)]
    return widest < 140 and len(near) > 0.4 * len(long) and len(open_ended) > 0.5 * len(near)


def join(source: Source) -> list[str]:
    """The paragraphs; a line of an unwrapped source is a paragraph already."""
    lines = [line for line in source.lines if line.text.strip()]
    if not lines:
        return []
    page = _Page.of(lines) if source.wrapped else None
    paragraphs = [lines[0].text.strip()]
    for before, line in pairwise(lines):
        text = line.text.strip()
        if _duty_goes_on(paragraphs[-1], text):
            paragraphs[-1] += " " + text
        elif page is not None and page.continues(before, line):
            paragraphs[-1] = _glue(paragraphs[-1], text)
        else:
            paragraphs.append(text)
    return paragraphs


def _duty_goes_on(paragraph: str, text: str) -> bool:
    """A second line of names under 责任单位：…"""
    return bool(_DUTY_LINE.match(paragraph) and _NAMES_ONLY.match(text))


def _glue(left: str, right: str) -> str:
    return f"{left} {right}" if _LATIN_END.search(left) and _LATIN_START.search(right) else left + right


def on_one_line(pieces: Sequence[Line]) -> list[Line]:
    """Pieces that stand side by side at the same height put together as the line that a person sees."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None and _beside(last, piece):
            gap = "  " if piece.left > last.right + WIDE_GAP_EM * piece.size else " "
            lines[-1] = replace(last, text=f"{last.text}{gap}{piece.text}", right=max(last.right, piece.right))
        else:
            lines.append(piece)
    return lines


def _beside(last: Line, piece: Line) -> bool:
    same_height = bool(piece.size) and abs(last.base - piece.base) < 0.3 * piece.size
    return same_height and last.page == piece.page and piece.left > last.right - 0.5 * piece.size


def _edge(lines: Sequence[Line]) -> float:
    """The right edge of the text block: the largest one that several lines share."""
    rights = Counter(round(line.right / 4) for line in lines)
    common = [right for right, count in rights.items() if count >= max(2, len(lines) // 25)]
    return 4.0 * max(common) if common else max(line.right for line in lines)


@dataclass(frozen=True, slots=True)
class _Page:
    """The text block that the lines stand in."""

    left: float
    right: float
    em: float
    indents: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Page:
        em = Counter(round(line.size, 1) for line in lines if line.size).most_common(1)
        size = em[0][0] if em else 1.0
        right = _edge(lines)
        full = [line for line in lines if line.right >= right - 2 * size]
        left = Counter(round(line.left) for line in full).most_common(1)[0][0] if full else 0
        indented = sum(1 for line in lines if 1.2 * size < line.left - left < 3.2 * size)
        return cls(float(left), right, size, indented >= max(2, len(lines) // 40))

    def continues(self, before: Line, line: Line) -> bool:
        """Whether ``line`` goes on with the paragraph that ``before`` belongs to."""
        text = line.text.strip()
        if _CLOSING.match(text) or _OPENING.search(before.text.strip()):
            return True
        if _NUMBER_LINE.match(before.text.strip()) or _NUMBER_LINE.match(text):
            return False
        if _TABLE_ROW in text or _OWN_LINE.match(text) or self._different_type(before, line):
            return False
        if self._centred(before) or self._indented(line) or begins_with_number(text):
            return False
        stopped = bool(_SENTENCE_END.search(before.text.strip()))
        if before.right < self.right - 2.2 * self.em:
            if _OWN_LINE.match(before.text.strip()) or not _COMMA.search(before.text):
                return False
            share = (before.right - self.left) / (self.right - self.left) if self.right > self.left else 0.0
            return not stopped and share > (0.6 if self.indents else 0.8)
        return self.indents or not stopped

    def _indented(self, line: Line) -> bool:
        return line.left > self.left + 1.2 * self.em

    def _centred(self, line: Line) -> bool:
        return line.left > self.left + 3.5 * self.em

    def _different_type(self, before: Line, line: Line) -> bool:
        return bool(before.size and line.size) and abs(before.size - line.size) > 0.2 * self.em


_PAGE_NUMBER = re.compile(
    r"^[\s—\-–―_·.•~－]*(第\s*)?\d{1,4}(\s*页)?(\s*[/／共,，]\s*(共\s*)?\d{1,4}\s*页?)?[\s—\-–―_·.•~－]*$"
    r"|^Page \d+( of \d+)?$",
    re.IGNORECASE,
)
_PRINTED_URL = re.compile(r"^(https?://\S+|\d{4}[/-]\d{1,2}[/-]\d{1,2}[ ,]+\d{1,2}:\d{2}.*)$")
_LONGEST_HEAD = 200
_DIGITS = re.compile(r"\d+")


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, printed addresses and running heads."""
    heads = _running_heads(lines)
    return [line for line in lines if not _is_furniture(line, heads)]


def _is_furniture(line: Line, heads: set[tuple[str, int]]) -> bool:
    text = line.text.strip()
    if len(text) > _LONGEST_HEAD:
        return False
    return bool(_PAGE_NUMBER.match(text) or _PRINTED_URL.match(text)) or _pattern(line) in heads


def _pattern(line: Line) -> tuple[str, int]:
    """Text without its digits, and size: a title that is also the running head is set in another size."""
    return _DIGITS.sub("#", re.sub(r"\s+", "", line.text)), round(line.size)


def _running_heads(lines: Sequence[Line]) -> set[tuple[str, int]]:
    """Texts that stand first or last on at least three pages and on more than half of them."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.text.strip() and len(line.text) <= _LONGEST_HEAD and not _PAGE_NUMBER.match(line.text.strip()):
            pages.setdefault(line.page, []).append(line)
    if len(pages) < 3:
        return set()
    edges: Counter[tuple[str, int]] = Counter()
    for page in pages.values():
        edges.update({_pattern(line) for line in (*page[:2], *page[-2:])})
    return {pattern for pattern, count in edges.items() if count >= 3 and count > len(pages) / 2}
