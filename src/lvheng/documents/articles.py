"""The numbered provisions of a document and how they nest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lvheng.documents.model import Article
from lvheng.documents.numbering import Number, number_at

_MAX_HEADING = 60
_MAX_ITEM_HEADING = 40
_HEADING_END = re.compile(r"[。：；！？]")
# A heading with a figure, such as 森林覆盖率达到45%以上, is a promise too and is read as text.
_FIGURE = re.compile(r"\d(?:%|[万亿]|个|家|座|项|亩|公里)")
_OUTER = {"part", "chapter", "section"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with its offsets."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the line ends, without its line break."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Opening:
    """A paragraph that opens a provision; ``body`` is where the text after its heading begins."""

    article: Article
    body: int


def paragraphs_of(text: str) -> list[Paragraph]:
    """The lines of a text with their offsets."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append(Paragraph(line, start))
        start += len(line) + 1
    return [paragraph for paragraph in found if paragraph.text]


def openings_of(paragraphs: Sequence[Paragraph], end: int) -> list[Opening]:
    """The provisions among the paragraphs of the body, which ends at ``end``."""
    numbered = [(p, n) for p in paragraphs if (n := number_at(p.text)) is not None and _is_provision(p, n)]
    titled = _clauses_have_titles(numbered)
    outer = len({n.style.name for _, n in numbered} & _OUTER)
    stack: list[tuple[int, str]] = []
    openings: list[Opening] = []
    for paragraph, number in numbered:
        while stack and stack[-1][0] >= number.style.rank:
            stack.pop()
        own = number.part_of_id
        if number.style.name == "clause":
            stack = [(rank, "") for rank, _ in stack]
        identity = "".join(part for _, part in stack) + own
        stack.append((number.style.rank, own))
        heading, body = _heading(paragraph, number, titled)
        level = _level(number, outer)
        openings.append(
            Opening(Article(identity, number.text, heading, level, paragraph.start, end), paragraph.start + body)
        )
    return _with_distinct_ids(_with_ends(openings, end))


def _is_provision(paragraph: Paragraph, number: Number) -> bool:
    """A table row or a bare number is none."""
    return "|" not in paragraph.text and bool(paragraph.text[number.end :].strip())


def _level(number: Number, outer: int) -> int:
    name = number.style.name
    if name in _OUTER:
        return {"part": 1, "chapter": 1, "section": 2}[name]
    depth = {"cjk": 1, "clause": 1, "cjk_paren": 2, "arabic": 3, "arabic_paren": 4, "circled": 4}[name]
    return min(4, depth + outer)


def _heading(paragraph: Paragraph, number: Number, titled: bool) -> tuple[str, int]:
    """The heading and the offset in the paragraph where the text after it begins."""
    text = paragraph.text
    inner = number.style.name in {"arabic", "arabic_paren", "circled"}
    if number.style.name == "clause" and not titled:
        return _clause_heading(text, number)
    found = _HEADING_END.search(text, number.end)
    stop = found.start() if found else len(text)
    limit = _MAX_ITEM_HEADING if inner else _MAX_HEADING
    heading = text[number.end : stop].strip()
    if len(heading) > limit or (inner and found is not None and found[0] == "；"):
        return "", number.end
    if inner and stop + 1 >= len(text) and "，" in heading:
        return "", number.end
    if _FIGURE.search(heading):
        return heading, number.end
    return heading, min(stop + 1, len(text))


def _clauses_have_titles(numbered: Sequence[tuple[Paragraph, Number]]) -> bool:
    """Whether most 第…条 begin with a short title and a stop, as in lists of measures, and not with their text."""
    clauses = [p.text[n.end :].strip() for p, n in numbered if n.style.name == "clause"]
    short = [text for text in clauses if re.match(r"(?!本|为|凡|【)[^，。；：]{2,20}。", text)]
    return len(short) > len(clauses) / 2


def _clause_heading(text: str, number: Number) -> tuple[str, int]:
    """第一条 goes straight on with its text; a title may stand in brackets (第三条【范围】) or alone in its line."""
    bracket = re.match(r"\s*[【\[（]([^】\]）]{2,20})[】\]）]", text[number.end :])
    if bracket:
        return bracket[1], number.end + bracket.end()
    rest = text[number.end :].strip()
    if len(rest) <= 20 and not re.search(r"[，。；：]", rest):
        return rest, len(text)
    return "", number.end


def _with_ends(openings: list[Opening], end: int) -> list[Opening]:
    closed: list[Opening] = []
    for index, opening in enumerate(openings):
        level = opening.article.level
        following = (o.article.start for o in openings[index + 1 :] if o.article.level <= level)
        closed.append(replace(opening, article=replace(opening.article, end=next(following, end))))
    return closed


def _with_distinct_ids(openings: list[Opening]) -> list[Opening]:
    """Numbering that starts anew in a second part gets ``~2`` after the id: an id names one provision."""
    seen: dict[str, int] = {}
    distinct: list[Opening] = []
    for opening in openings:
        identity = opening.article.id
        seen[identity] = seen.get(identity, 0) + 1
        if seen[identity] > 1:
            identity = f"{identity}~{seen[identity]}"
        distinct.append(replace(opening, article=replace(opening.article, id=identity)))
    return distinct
