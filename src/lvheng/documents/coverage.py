"""Targets without a figure: full coverage, clearing to zero, a grade to reach, negative growth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from lvheng.documents.clauses import blanked, clauses_of, revealed
from lvheng.documents.deadlines import years_of
from lvheng.documents.indicators import scope_and_rest, without_lead
from lvheng.documents.model import Comparator, Target
from lvheng.documents.targets import Context


@dataclass(frozen=True, slots=True)
class _Wording:
    comparator: Comparator
    pattern: re.Pattern[str]


_GRADE = r"(?:[ⅠⅡⅢⅣⅤ]{1,3}|[IV]{1,3}|[一二三四五1-5])"
_WORDINGS = (
    _Wording("negative_growth", re.compile(r"(?P<what>.{2,})(?:实现|保持)?(?:负增长|零增长|只减不增|只降不升)")),
    _Wording(
        "reach_zero",
        re.compile(
            r"(?P<what>.{2,}?)(?:基本|全部|全面|保持|实现|达到|动态)*(?:动态清零|清零|归零|零填埋|零排放|零直排|零发生|零进口)$"
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
            r"|(?P<all>.{0,40}?)(?:全部(?!建成投|投入|投产|投运|完工|竣工)|全面(?:达标|覆盖|普及))(?P<done>.{2,30})"
        ),
    ),
)
_FUTURE = re.compile(r"实现|确保|力争|达到|保持|基本|全部|全面|推进|全|稳定|巩固|应")
_WEAK = re.compile(r"全面(?:实施|推行|建立|执行|覆盖)|在.*全覆盖的基础上|已")


def coverage_targets_of(statement: str, offset: int, context: Context, taken: list[Target]) -> list[Target]:
    """The targets without a figure of a statement; clauses that hold a target with a figure are left to it."""
    text = blanked(statement)
    years = [year for year in years_of(text, context.issued) if year.role != "baseline"]
    found: list[Target] = []
    for clause in clauses_of(text):
        at = offset + clause.start
        if any(target.start < at + len(clause.text) and target.end > at for target in taken):
            continue
        before = [year for year in years if year.start < clause.end]
        if before and before[-1].role == "past":
            continue
        deadline = before[-1].year if before and before[-1].role == "deadline" else None
        target = _read(statement, clause.start, clause.text, offset, context, deadline, [y.end for y in years])
        if target is not None:
            found.append(target)
    return found


def _read(
    statement: str, start: int, clause: str, offset: int, context: Context, deadline: int | None, year_ends: list[int]
) -> Target | None:
    for wording in _WORDINGS:
        match = wording.pattern.search(clause)
        if match is None or not _is_promise(clause, wording.comparator, deadline):
            continue
        end = start + len(clause)
        skip = max((year_end - start for year_end in year_ends if start < year_end <= start + match.end()), default=0)
        what = next((part for part in match.groupdict().values() if part), clause)
        scope, indicator = scope_and_rest(without_lead(_after_year(what, clause, skip)))
        return Target(
            quote=statement[start:end],
            indicator=revealed(indicator),
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
    return None


def _after_year(what: str, clause: str, skip: int) -> str:
    at = clause.find(what)
    return what[skip - at :] if 0 <= at < skip < at + len(what) else what


def _is_promise(clause: str, comparator: Comparator, deadline: int | None) -> bool:
    """Without a deadline, 全面实施 and the like order a task rather than state what must be reached."""
    if comparator == "reach_full_coverage" and not _FUTURE.search(clause):
        return False
    if deadline is not None or comparator == "negative_growth":
        return not re.search(r"的基础上", clause)
    return _WEAK.search(clause) is None
