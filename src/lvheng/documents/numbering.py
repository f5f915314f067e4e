"""The numbers that provisions carry: 第一章, 第一条, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CJK_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_N = "[一二三四五六七八九十百零〇]{1,5}"


@dataclass(frozen=True, slots=True)
class Style:
    """One way of numbering; ``rank`` orders the styles from the outermost to the innermost."""

    name: str
    rank: int
    pattern: re.Pattern[str]


STYLES = (
    Style("part", 0, re.compile(rf"第({_N}|\d{{1,3}})[编篇部]分?(?![类队门])")),
    Style("chapter", 1, re.compile(rf"第({_N}|\d{{1,3}})章")),
    Style("section", 2, re.compile(rf"第({_N}|\d{{1,3}})节")),
    Style("clause", 3, re.compile(rf"第({_N}|\d{{1,3}})条")),
    Style("cjk", 4, re.compile(rf"({_N})、(?![一二三四五六七八九十]、)")),
    Style("cjk_paren", 5, re.compile(rf"[（(]({_N})[）)]、?")),
    Style("arabic", 6, re.compile(r"(\d{1,2})(?:[.．](?!\d)|、)")),
    Style("arabic_paren", 7, re.compile(r"[（(](\d{1,2})[）)]、?|(\d{1,2})[）)]")),
    Style("circled", 8, re.compile(r"([①-⑳])")),
)


@dataclass(frozen=True, slots=True)
class Number:
    """The number at the start of a paragraph: style, text (``（三）``), value, and where the text goes on."""

    style: Style
    text: str
    value: int
    end: int

    @property
    def part_of_id(self) -> str:
        """How the number appears in an article's id: ``一、`` is ``二`` there, ``1.`` is ``1``, brackets stay."""
        inner = self.text.strip("、.． ")
        return inner.replace("(", "（").replace(")", "）")


def number_at(text: str, start: int = 0) -> Number | None:
    """The number that stands at ``start``, if any."""
    for style in STYLES:
        found = style.pattern.match(text, start)
        if found:
            digits = next(group for group in found.groups() if group)
            return Number(style, found[0], value_of(digits), found.end())
    return None


def begins_with_number(text: str) -> bool:
    """Whether a line starts like a numbered provision."""
    return number_at(text) is not None


def value_of(digits: str) -> int:
    """``二十一`` is 21, ``③`` is 3, ``12`` is 12."""
    if digits.isascii():
        return int(digits)
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return cjk_integer(digits)


def cjk_integer(digits: str) -> int:
    """A Chinese numeral below ten thousand (``二百零三``), or digits read one by one (``二〇二五``)."""
    if not any(char in "十百千" for char in digits):
        return int("".join(str(_CJK_DIGITS[char]) for char in digits))
    total, current = 0, 0
    for char in digits:
        if char in _CJK_DIGITS:
            current = _CJK_DIGITS[char]
        else:
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            current = 0
    return total + current
