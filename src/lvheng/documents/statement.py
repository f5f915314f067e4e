"""A statement (up to 。) while its targets are read: its years and clauses, and what one clause leaves for the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lvheng.documents import wording
from lvheng.documents.clauses import Clause, blanked, clauses_of
from lvheng.documents.deadlines import Year, years_of
from lvheng.documents.indicators import without_lead

_YEAR_MARK = "\x00"
_BASELINE_MARK = "\x01"
_COMPARED = re.compile(
    rf"，?(?:比|较|与|同|以|在|相比|相较于|对比)?{_BASELINE_MARK}+(?:时期|期间)?的?(?:水平|同期|基数|实际)?"
    r"(?:上|相比|为基[期准数]|基础上)?"
)
_DATED = re.compile(
    rf"(?:(?<![高升降低加少大增减展])(?:到|至|在|于))?{_YEAR_MARK}+(?:期间)?(?:[、和]{_YEAR_MARK}+)*的?"
)
_COMPARISON_ONLY = re.compile(rf"^[与同和较比以]?{_BASELINE_MARK}+(?:相比|为基)")
_DATE_ONLY = re.compile(rf"^(?:力争|确保|争取|计划|预计|其中|到|至|在|于|截止|{_YEAR_MARK}|期间|、|和|底|末|前)+$")
_FROM_THEN_ON = re.compile("起|开始|以后")
_HOPE = re.compile(r"力争|确保|争取|目标|预期|计划到|规划到|预计|将达|每年|年均|至少|不低于|不少于|不超过|控制在")
# 全市现有企业1200家, 其中…: the clauses after it count what there is, too.
_SURVEY = re.compile(r"[^对将把推]{0,12}(?:现有|目前|共有)[^对将把推]*\d")
_OUTSIDE = re.compile(r"^(?:全国(?!文明|卫生|示范|百强|性|乡村|重点|一流|知名|绿色|双拥)|我国|世界|全球)")


@dataclass(frozen=True, slots=True)
class Context:
    """What a statement takes over from around it."""

    article: str | None
    heading: str
    issued: int | None
    inherited_deadline: int | None = None
    national: bool = False


@dataclass
class Statement:
    """``text`` as it is; ``plain`` of the same length with names hidden and years marked."""

    text: str
    plain: str
    years: Sequence[Year]
    context: Context
    clauses: Sequence[Clause]
    subject: str = ""
    leaning: bool = False

    @classmethod
    def of(cls, text: str, context: Context) -> Statement:
        """The statement of a text, ready to be read from its first clause on."""
        hidden = blanked(text)
        years = years_of(hidden, context.issued)
        plain = _with_marks(hidden, years)
        return cls(text, plain, years, context, clauses_of(plain))

    def words(self, start: int, end: int) -> str:
        """The text between two offsets without years and what compares with them."""
        return _DATED.sub("", _COMPARED.sub("", self.plain[start:end]))

    def words_of(self, clause: Clause) -> str:
        """The words of a clause."""
        return self.words(clause.start, clause.start + len(clause.text))

    def tells_the_past(self, clause: Clause) -> bool:
        """Whether a past year governs the clause, or words such as 已 and 截至."""
        governing = [year for year in self.years if year.start < clause.end and year.role in {"past", "deadline"}]
        if governing and governing[-1].role == "past":
            return True
        if any(year.role == "deadline" and year.start >= clause.start for year in governing):
            return False
        has_deadline = any(year.role == "deadline" for year in governing)
        in_review = wording.PAST_HEADING.search(self.context.heading) is not None and not has_deadline
        in_survey = not has_deadline and any(_SURVEY.match(c.text) for c in self.clauses if c.start < clause.start)
        return in_review or in_survey or wording.PAST.search(clause.text) is not None

    def speaks_of_the_future(self, position: int) -> bool:
        """Whether a deadline, a hope or an article of goals stands before the position."""
        has_deadline = any(year.role == "deadline" for year in self.years if year.start < position)
        in_goals = wording.GOAL_HEADING.search(self.context.heading) is not None
        inherited = self.context.inherited_deadline is not None
        return has_deadline or inherited or in_goals or _HOPE.search(self.plain, 0, position) is not None

    def speaks_of_others(self, clause: Clause) -> bool:
        """What the whole country is to reach is no target of a province."""
        return not self.context.national and _OUTSIDE.match(without_lead(self.words_of(clause))) is not None

    def date_clause_before(self, index: int) -> Clause | None:
        """The clause before, if it holds a date only (到2025年，…)."""
        before = self.clauses[index - 1] if index else None
        return before if before is not None and is_date_only(before) else None

    def deadline(self, index: int, position: int) -> int | None:
        """The nearest deadline before a position in a clause, else one after it there, else the inherited one."""
        deadlines = [year for year in self.years if year.role == "deadline"]
        before = [year for year in deadlines if year.start < position]
        clause = self.clauses[index]
        if before and self._starts_anew(clause, before[-1].end, position):
            return None
        if before:
            return before[-1].year
        within = [year for year in deadlines if clause.start <= year.start < clause.end]
        return within[0].year if within else self.context.inherited_deadline

    def _starts_anew(self, clause: Clause, deadline_end: int, position: int) -> bool:
        """Whether 2026年起 stands in the clause, after the deadline of another one."""
        starts = (year for year in self.years if year.role == "start" and clause.start <= year.start < position)
        return deadline_end <= clause.start and any(_FROM_THEN_ON.match(self.text, year.end) for year in starts)

    def years_listed(self, index: int, position: int) -> list[int]:
        """The years of a list before a position: in its clause (2023年、2025年分别), else in the date clause before."""
        named = [year for year in self.years if year.role != "baseline"]
        clause, previous = self.clauses[index], self.date_clause_before(index)
        own = [year.year for year in named if clause.start <= year.start < position]
        return own or [year.year for year in named if previous and previous.start <= year.start < previous.end]

    def baseline(self, start: int, position: int, changes: bool) -> int | None:
        """The year compared with between two offsets; what rises or falls may take it from 与2020年相比， before."""
        years = [year for year in self.years if year.role == "baseline" and year.start < position]
        near = [year.year for year in years if year.start >= start]
        if near or not changes:
            return near[-1] if near else None
        stated = [c for c in self.clauses if c.end <= start and _COMPARISON_ONLY.match(c.text)]
        return next((year.year for year in years if stated and year.start >= stated[-1].start), None)


def is_date_only(clause: Clause) -> bool:
    """Whether a clause of a statement holds nothing but a date."""
    return _DATE_ONLY.match(clause.text) is not None


def leading_deadline(text: str, issued: int | None) -> int | None:
    """The deadline that a statement begins with (到2025年，…), under which the next statement stands too.

    Two years at its beginning (到2023年、2025年，…) hand nothing on, nor does the day of one task (2022年底前，…).
    """
    deadlines = [year for year in years_of(blanked(text), issued) if year.role == "deadline"]
    if not deadlines or text[: deadlines[0].start].strip("力争到至在，于确保"):
        return None
    if text[: deadlines[0].end].endswith("前") and not text.startswith(("到", "力争到")):
        return None
    listed = len(deadlines) > 1 and text[deadlines[0].end : deadlines[1].start] in {"、", "和", "及", "与"}
    return None if listed else deadlines[0].year


def _with_marks(text: str, years: Sequence[Year]) -> str:
    for year in years:
        mark = _BASELINE_MARK if year.role == "baseline" else _YEAR_MARK
        text = text[: year.start] + mark * (year.end - year.start) + text[year.end :]
    return text
