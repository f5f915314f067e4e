"""Official documents that a pack declares: their text, what they are about, when they are due, what people fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Problem, Text
from lvheng.formula import Period, PeriodKind
from lvheng.packs import mistakes
from lvheng.packs.draft import Draft, ItemKind
from lvheng.packs.model import Closed, Code, CodedItem, DepartmentType, Item, PackOrganisation, Words

Subject = Literal["month", "quarter", "half", "year", "warning", "case", "none"]
PERIODS: dict[Subject, PeriodKind] = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half": PeriodKind.HALF,
    "year": PeriodKind.YEAR,
}
# What gives a document its figures; the room of documents gathers it.
Data = Literal["targets", "appraisal", "warning", "case", "none"]


class Blank(Closed):
    """Something that a person fills in. ``usual`` is what stands there until then; it may name the document's data."""

    code: Code
    name: Words
    name_en: Words
    long: bool = False
    required: bool = False
    usual: str = ""

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class Schedule(Closed):
    """A document that is due ``within_days`` after its period has ended; a draft is made ``ahead_days`` before that.

    ``positions`` narrows it to some periods of the year: a half-yearly report that is only asked for the first half.
    """

    within_days: int = Field(ge=1, le=366)
    ahead_days: int = Field(default=5, ge=0, le=366)
    positions: tuple[int, ...] = ()


class DocumentTemplate(CodedItem):
    """A kind of official document.

    ``text`` is its template in the plain form that docs/rooms/reports.md tells; an office may put a .docx of its own in
    its place. ``issuer`` is the department type of the prefecture that drafts it; ``government`` for the government
    itself; ``own`` for the organisation of whoever drafts it. ``word`` ends the sign of its numbers: 临州府 + 发.
    """

    name: Words
    name_en: Words
    about: Words
    about_en: Words
    subject: Subject
    data: Data
    issuer: Code
    word: Words
    title: Words
    to: str = ""
    copy_to: str = ""
    may_be_public: bool = False
    schedule: Schedule | None = None
    blanks: tuple[Blank, ...] = ()
    text: Words

    @property
    def names(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def summary(self) -> Text:
        return Text(self.about, self.about_en)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.schedule is not None and self.subject not in PERIODS:
            raise PydanticCustomError("schedule_without_period", "only a document about a period can have a `schedule`")
        codes = [each.code for each in self.blanks]
        if len(set(codes)) < len(codes):
            raise PydanticCustomError("blank_twice", "two `blanks` have the same code")
        return self


class DocumentMark(Item):
    """What an organisation's documents are headed with, and the sign that begins their numbers (发文机关代字)."""

    organisation: Code
    head: Words
    sign: Words

    @property
    def key(self) -> str:
        return self.organisation


def last_period(template: DocumentTemplate, today: date) -> Period | None:
    """The latest period that has ended and that the schedule asks for; None where it asks for none."""
    kind = PERIODS.get(template.subject)
    if template.schedule is None or kind is None:
        return None
    found = [
        period
        for year in (today.year, today.year - 1)
        for position in range(kind.per_year or 0, 0, -1)
        if (period := Period.of_year(kind, year, position)) is not None
        and period.end < today
        and (not template.schedule.positions or position in template.schedule.positions)
    ]
    return found[0] if found else None


def due_on(template: DocumentTemplate, period: Period) -> date:
    """The day on which the document of a period is due. Raises ValueError for one without a schedule."""
    if template.schedule is None:
        raise ValueError(template.code)
    return period.end + timedelta(days=template.schedule.within_days)


def drafted_from(template: DocumentTemplate, period: Period) -> date:
    """The first day on which a draft is made: that many days before it is due, but never before the period is over."""
    if template.schedule is None:
        raise ValueError(template.code)
    ahead = due_on(template, period) - timedelta(days=template.schedule.ahead_days)
    return max(ahead, period.end + timedelta(days=1))


def _check(draft: Draft) -> Iterator[Problem]:
    known = [*draft.codes(DepartmentType), "government", "own"]
    for entry in draft.own(DocumentTemplate):
        if entry.item.issuer not in known:
            where = entry.place.at("issuer")
            yield mistakes.unknown_code(where, Text("部门类型", "department type"), entry.item.issuer, known)


def _check_marks(draft: Draft) -> Iterator[Problem]:
    known = draft.codes(PackOrganisation)
    for entry in draft.own(DocumentMark):
        if entry.item.organisation not in known:
            where = entry.place.at("organisation")
            yield mistakes.unknown_code(where, Text("机构", "organisation"), entry.item.organisation, known)


DOCUMENTS = ItemKind("documents", Text("公文", "official document"), DocumentTemplate, check=_check)
DOCUMENT_MARKS = ItemKind("document_marks", Text("发文机关代字", "sign of an issuing organ"), DocumentMark,
                          check=_check_marks)  # fmt: skip
