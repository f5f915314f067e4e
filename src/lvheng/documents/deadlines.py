"""Years named in a sentence and the part each plays: deadline, baseline, start or past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lvheng.documents.numbering import cjk_integer

Role = Literal["deadline", "baseline", "start", "past"]

# How many characters before and after a year tell its part.
_NEAR = 24
_PERIODS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035, "十二五": 2015}
_Y = r"(?:(?:19|20)\d\d|二[〇零][一二三四五六七八九〇零]{2})"
_TAIL = r"(?:上半年|下半年|第?[一二三四1-4]季度|年?[底末](?:之?前)?|年初|之前|以前|前后|前|度|内)?"
_YEARS = re.compile(
    rf"({_Y})年?(?:[-—–~～至到]{{1,2}})({_Y})年{_TAIL}|({_Y})年(?:(?:1[0-2]|[1-9])月)?(?:\d{{1,2}}日)?{_TAIL}"
)
_PERIOD = re.compile(
    r"[“\"]?(十[二三四五六]五)[”\"]?(?P<tail>期间|时期末|期末|末期|末年|末|时期|规划期末|规划期内|规划期|结束时|以来|以前|前|内)?"
)
_RELATIVE = re.compile(
    r"(今年|本年度|明年)(?:年?底前?|年?末前?|上半年|内)?|(?<![\d一二三四五六七八九十两几半])(?:年底前|年末前|年内)|到年底"
)
_BEFORE_BASELINE = re.compile(r"(?:(?<![占之配])比|较|与|同|相比于|相较于|相对于|对比|比照)$")
_AFTER_BASELINE = re.compile(r"^的?(?:基础上|基数|为基|基准|水平上|同期|相比)")
_BEFORE_START = re.compile(r"(?:自|从|由)$")
_AFTER_START = re.compile(r"^(?:起|以来|开始|以后)")
_BEFORE_PAST = re.compile(r"(?:截至|截止|截止到|截至到)$")
_PERIOD_NAME = re.compile(r"^(?:规划(?!期)|国民|开局|能耗|生态|[^，。；期末]{0,12}(?:规划|计划|方案|纲要))")


@dataclass(frozen=True, slots=True)
class Year:
    """A year in the text, its span there and its part."""

    start: int
    end: int
    year: int
    role: Role


def years_of(text: str, issued: int | None) -> list[Year]:
    """The years of a sentence in order; ``issued`` is the year of the document, before which all is past."""
    found = sorted([*_calendar(text, issued), *_periods(text), *_relative(text, issued)], key=lambda year: year.start)
    kept: list[Year] = []
    for year in found:
        if not kept or year.start >= kept[-1].end:
            kept.append(year)
    return kept


def _calendar(text: str, issued: int | None) -> Iterator[Year]:
    for found in _YEARS.finditer(text):
        year = _integer(found[2] or found[3])
        yield Year(
            found.start(), found.end(), year, _role(text, found.start(), found.end(), year, issued, bool(found[2]))
        )


def _integer(digits: str) -> int:
    return int(digits) if digits.isascii() else cjk_integer(digits.replace("零", "〇"))


def _role(text: str, start: int, end: int, year: int, issued: int | None, is_span: bool) -> Role:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if _AFTER_BASELINE.match(after) or _BEFORE_BASELINE.search(before):
        return "baseline"
    if not is_span and (_BEFORE_START.search(before) or _AFTER_START.match(after)):
        return "start"
    if _BEFORE_PAST.search(before) or (issued is not None and year < issued):
        return "past"
    return "deadline"


def _periods(text: str) -> Iterator[Year]:
    for found in _PERIOD.finditer(text):
        before, after = text[max(0, found.start() - _NEAR) : found.start()], text[found.end() : found.end() + _NEAR]
        if not found["tail"] and (_PERIOD_NAME.match(after) or not re.search(r"[到至在]$|[，、]$|^$", before)):
            continue
        year = _PERIODS[found[1]]
        if _BEFORE_BASELINE.search(before):
            role: Role = "baseline"
        else:
            role = "past" if found["tail"] in {"以来", "以前", "前"} or year <= 2020 else "deadline"
        yield Year(found.start(), found.end(), year, role)


def _relative(text: str, issued: int | None) -> Iterator[Year]:
    if issued is None:
        return
    for found in _RELATIVE.finditer(text):
        yield Year(found.start(), found.end(), issued + (found[1] == "明年"), "deadline")


def deadline_text(text: str) -> str | None:
    """The first deadline as written, with the word before it (``到2025年底``), for a task."""
    for year in years_of(text, None):
        if year.role == "deadline":
            near = max(0, year.start - _NEAR)
            before = re.search(r"(?:力争)?(?:到|至|在|于)$", text[near : year.start])
            start = near + before.start() if before else year.start
            return text[start : year.end].removeprefix("力争").removeprefix("在").removeprefix("于")
    found = re.search(r"(?:今年|明年|本年度)?(?:年底|年末)前|年内|\d{1,3}个?(?:工作)?日内|[一二三两\d]{1,2}年内", text)
    return found[0] if found else None
