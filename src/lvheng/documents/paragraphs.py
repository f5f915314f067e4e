"""From the lines of a file to the clean text of the document, one paragraph a line."""

from __future__ import annotations

import re

from lvheng.documents.characters import CJK, unify_punctuation
from lvheng.documents.lines import Source, join
from lvheng.documents.numbering import Number, number_at

_GAP_AFTER_HEADING = re.compile(
    rf"^\s*((?:[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)]|第[一二三四五六七八九十百]+[章节])\s*[{CJK}A-Za-z\d“”、]{{2,28}})\s{{2,}}(?=[{CJK}])"
)
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
_NUMBER_INSIDE = re.compile(rf"(?:{_NUMBER}|(?<=[。）])\d{{1,2}}[.．])(?=[{CJK}“《])")
_AFTER_SPACE = re.compile(
    rf"(?<=[{CJK}。！？；：”）])\s+(?=(?:[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)])\s*[{CJK}“《])"
)
_MARK = "\n"
_CONTENTS_LINE = re.compile(r"(?:[.．·]{4,}|…{2,}|(?:[.·…]\s){4,})[\s.·…]*[（(—-]*\d{1,4}[）)—-]*$")
_DUTY = re.compile(r"牵头|责任单位|责任部门|配合单位|参与单位|负责")
_GAP_BETWEEN_NAMES = re.compile(rf"(?<=[{CJK}][局厅委办部会府门司院行社）])\s+(?=[{CJK}]{{3}})")


_BARE_HEADING = re.compile(rf"[一二三四五六七八九十]{{1,3}}、[{CJK}“”]{{2,28}}")


def clean(source: Source) -> list[str]:
    """The paragraphs of the document in clean spelling, with headings apart from the paragraphs before them."""
    apart: list[str] = []
    last: dict[str, int] = {}
    for raw in (raw for raw in join(source) if not _CONTENTS_LINE.search(raw[-60:])):
        for piece in _split_glued(_mark_gaps(raw), last):
            if piece:
                apart.append(piece)
    return apart


def _mark_gaps(raw: str) -> str:
    """A wide gap after a heading, or a gap before a number, is a border that the document shows by space only."""
    if _DUTY.search(raw):
        raw = _GAP_BETWEEN_NAMES.sub("、", raw)
    raw = _GAP_AFTER_HEADING.sub(lambda found: found[1] + _MARK, raw)
    return _AFTER_SPACE.sub(_MARK, raw)


def _split_glued(raw: str, last: dict[str, int]) -> list[str]:
    pieces: list[str] = []
    for part in raw.split(_MARK):
        text = unify_punctuation(part)
        start = 0
        _count(number_at(text), last)
        for found in _NUMBER_INSIDE.finditer(text):
            number = number_at(text, found.start())
            if number is not None and _opens(text[start : found.start()], number, last):
                pieces.append(text[start : found.start()])
                start = found.start()
                _count(number, last)
        pieces.append(text[start:])
    return pieces


def _opens(before: str, number: Number, last: dict[str, int]) -> bool:
    """Whether a number in the middle of a paragraph is the start of a provision that was glued to it."""
    if not before or not _is_next(number, last) or _inside_brackets(before):
        return False
    bare_heading = number.style.name == "cjk_paren" and _BARE_HEADING.fullmatch(before)
    return before[-1] in "。！？”）" or bare_heading is not None


def _count(number: Number | None, last: dict[str, int]) -> None:
    if number is None:
        return
    last[number.style.name] = number.value


def _is_next(number: Number, last: dict[str, int]) -> bool:
    """A number that goes on with the count, or starts it anew; an enumeration in running text does neither."""
    name = number.style.name
    starts_anew = number.value == 1 and {"cjk_paren": last.get("cjk", 0), "arabic": last.get("cjk_paren", 0)}.get(
        name, 0
    )
    return bool(starts_anew) or number.value == last.get(name, 0) + 1


def _inside_brackets(before: str) -> bool:
    return before.count("（") > before.count("）") or before.count("“") > before.count("”")
