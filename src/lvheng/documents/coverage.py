"""Targets without a figure: full coverage, clearing to zero, a grade to reach, negative growth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lvheng.documents.clauses import blanked, clauses_of, revealed
from lvheng.documents.deadlines import years_of
from lvheng.documents.indicators import scope_and_rest, without_lead
from lvheng.documents.model import Comparator, Target
from lvheng.documents.statement import Context


@dataclass(frozen=True, slots=True)
class _Wording:
    comparator: Comparator
    pattern: re.Pattern[str]


_GRADE = r"(?:[ⅠⅡⅢⅣⅤ]{1,3}|[IV]{1,3}|[一二三四五1-5])"
_WORDINGS = (
    _Wording("negative_growth", re.compile(r"(?P<what>.{2,}?)(?:实现|保持)?(?:负增长|零增长|只减不增|只降不升)")),
    _Wording(
        "reach_zero",
        re.compile(
            r"(?P<what>.{2,}?)(?:基本|全部|全面|保持|实现|达到|动态)*“?(?:动态清零|清零|归零|零填埋|零排放|零直排|零发生|零进口)”?$"
            r"|(?:全面|基本|彻底|坚决|实现|力争|确保)*(?:基本|全面|彻底|全部)(?:消除|消灭|淘汰|取缔|杜绝|退出|禁止使用)(?P<gone>.{2,})"
            r"|(?P<left>.{2,}?)(?:得到|实现|被)?(?:基本|全面|彻底|全部)(?:消除|消灭|淘汰|取缔|清除|退出)$"
        ),
    ),
    _Wording(
        "at_grade",
        re.compile(
            rf"(?P<what>.{{2,}}?)(?:稳定|持续|全部|总体|普遍|均)*(?:达到|保持|稳定在|优于|不低于|达|为|保持在)(?:或优于|并优于|国家|地表水)*{_GRADE}(?:类|级|级标准|级及以上|类及以上|类水质|A级|级以上)"
        ),
    ),
    _Wording(
        "reach_full_coverage",
        re.compile(
            r"(?P<what>.{2,}?)(?:基本|全部|全面|实现|达到|逐步)*(?:全覆盖|全收集|全处理|全达标|全利用|全量化|全消纳|应[\u4e00-\u9fff]{1,2}尽[\u4e00-\u9fff]{1,2})(?P<more>、全[\u4e00-\u9fff]{2,4})*"
            r"|(?P<spread>.{2,}?)(?:基本|全面|得到|实现)+普及"
            r"|(?P<all>.{0,40}?)(?:全部(?!建成投|[^，]{1,6}后|投入|投产|投运|完工|竣工)|全面(?:达标|覆盖|普及))(?P<done>.{2,30})"
        ),
    ),
)
_DATE_AT_END = re.compile(r"[比较与到在至]?20\d\d年?[底末]?(?:之?前|相比)?$")
_LONGEST = 200
_NO_NOUN = re.compile(r"(?:保持|实现|确保|力争|达到|做到|争取|基本|全部|全面|持续|动态|均|都|全)+")
NEXT_STATE = re.compile(r"(?<=全覆盖)、|(?<=清零)、|(?<=零填埋)、")
_FUTURE = re.compile(r"实现|确保|力争|达到|保持|基本|全部|全面|推进|全|稳定|巩固|应")
_WEAK = re.compile(r"全面(?:实施|推行|建立|执行|覆盖)|在.*全覆盖的基础上|已")


def coverage_targets_of(statement: str, offset: int, context: Context, taken: list[Target]) -> list[Target]:
    """The targets without a figure of a statement; clauses that hold a target with a figure are left to it."""
    text = blanked(statement)
    years = [year for year in years_of(text, context.issued) if year.role != "baseline"]
    found: list[Target] = []
    subject = ""
    for start, clause in _segments(text):
        at = offset + start
        before = [year for year in years if year.start < start + len(clause)]
        is_past = bool(before) and before[-1].role == "past"
        if (
            len(clause) <= _LONGEST
            and not is_past
            and not any(target.start < at + len(clause) and target.end > at for target in taken)
        ):
            deadline = before[-1].year if before and before[-1].role == "deadline" else None
            segment = _Segment(statement, start, clause, subject, max((y.end for y in before), default=0) - start)
            found.extend(_read(segment, offset, context, deadline))
        subject = clause
    return found


def _segments(text: str) -> Iterator[tuple[int, str]]:
    """The clauses, and what a clause lists one after the other (…全覆盖、…零填埋)."""
    for clause in clauses_of(text):
        start = 0
        for mark in NEXT_STATE.finditer(clause.text):
            yield clause.start + start, clause.text[start : mark.start()]
            start = mark.end()
        yield clause.start + start, clause.text[start:]


@dataclass(frozen=True, slots=True)
class _Segment:
    """A clause or a part of one; ``subject`` is the clause before it, ``dated`` where its date ends."""

    statement: str
    start: int
    text: str
    subject: str
    dated: int


def _read(segment: _Segment, offset: int, context: Context, deadline: int | None) -> Iterator[Target]:
    start, end = segment.start, segment.start + len(segment.text)
    for wording in _WORDINGS:
        match = wording.pattern.search(segment.text)
        if match is None or not _is_promise(segment.text, wording.comparator, deadline):
            continue
        scope, indicator = scope_and_rest(_DATE_AT_END.sub("", without_lead(_what(match, segment))))
        yield Target(
            quote=segment.statement[start:end],
            indicator=_balanced(revealed(indicator)),
            comparator=wording.comparator,
            value=Decimal(0) if wording.comparator == "reach_zero" else None,
            value_max=None,
            unit=None,
            deadline_year=deadline if deadline is not None else context.inherited_deadline,
            scope=scope,
            baseline_year=None,
            article=context.article,
            start=offset + start,
            end=offset + end,
        )
        return


def _what(match: re.Match[str], segment: _Segment) -> str:
    """What is to be covered or cleared; 确保全部无害化处理 names it after 全部, 保持动态清零 in the clause before."""
    parts = match.groupdict()
    named = next((name for name, part in parts.items() if part and name != "done"), None)
    if named is not None:
        text = match[named]
        skip = segment.dated - match.start(named)
        text = without_lead(text[skip:] if 0 < skip < len(text) else text)
        if text and not _NO_NOUN.fullmatch(text):
            return text
    return parts.get("done") or (segment.text if named is None else segment.subject)


def _balanced(text: str) -> str:
    """The text without a quotation mark that was opened at its end."""
    return text.rstrip("“（") if text.rstrip("“（") else text


def _is_promise(clause: str, comparator: Comparator, deadline: int | None) -> bool:
    """Without a deadline, 全面实施 and the like order a task rather than state what must be reached."""
    if comparator == "reach_full_coverage" and not _FUTURE.search(clause):
        return False
    if deadline is not None or comparator == "negative_growth":
        return not re.search(r"的基础上", clause)
    return _WEAK.search(clause) is None
