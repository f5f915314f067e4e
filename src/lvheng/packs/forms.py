"""Report forms: what is asked of whom, how often, by which rules it is checked, and who approves it.

What a form asks is the same everywhere and stands in the pack of the nation. Without 表号, 制定机关, 批准文号 and
有效期 no form may be issued (统计法): a place's own pack adds them as a :class:`FormApproval`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Text
from lvheng.formula import FormulaVersion, Kind, Program, Variable
from lvheng.packs.measures import DataElement, MeasureCode, PackParameter, Pool
from lvheng.packs.model import Bilingual, Closed, Code, CodedItem, Item, Source, Words
from lvheng.packs.programs import Position, cite, element_variable, parameters_of

FormFrequency = Literal["month", "quarter", "half", "year"]
Level = Literal["county", "prefecture"]
Office = Literal["respondent", "department", "statistics", "planning"]
Publisher = Literal["department", "statistics", "planning"]
Severity = Literal["hard", "soft"]

# Stands for each row in turn in the formula of a check with `each`.
EACH = "x"
_EACH = re.compile(rf"\b{EACH}\b")


class Thing(Closed):
    """What a report is about where that is not an area: the ``kind`` as elements name it in ``of``, and its name."""

    kind: MeasureCode
    name: Words
    name_en: Words

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class Respondent(Closed):
    """Who fills the form in: the ``department`` of each county, or of the prefecture.

    ``about`` counties: the prefecture's department hands in one report about each county (a company that serves all).
    ``thing``: one report about each thing of that kind in the county, such as each sewage plant.
    """

    level: Level
    department: Code
    about: Literal["own", "counties"] = "own"
    thing: Thing | None = None

    @property
    def unit_level(self) -> Level:
        """The level of the areas that the figures are about."""
        return "county" if self.about == "counties" else self.level

    @property
    def of(self) -> str:
        """The kind of what the figures are about, as elements name it in ``of``."""
        return self.thing.kind if self.thing else "area"


class Deadline(Closed):
    """Days after the last day of the period; within ``grace`` more days a report is not yet counted as late."""

    days: int = Field(ge=0, le=366)
    grace: int = Field(default=0, ge=0, le=60)


class ApprovalStep(Closed):
    """One look at a report, in order, ``by`` somebody of that office who has not yet signed it."""

    code: Code
    name: Words
    name_en: Words
    by: Office

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class FormRow(Closed):
    """One line of the form. ``required``: blank is a mistake. ``negative``: may be below zero."""

    element: MeasureCode
    number: Words
    required: bool = True
    negative: bool = False
    note: Words | None = None
    note_en: Words | None = None


class FormCheck(Closed):
    """A rule (审核关系): a formula that has to be true. ``hard`` ones block, ``soft`` ones ask for an explanation.

    With ``each`` the rule is made for every row named there, whose element takes the place of ``x``.
    """

    code: Code
    name: Words
    name_en: Words
    severity: Severity
    formula: Words
    each: tuple[Code, ...] | Literal["all"] = ()
    source: Source | None = None


@dataclass(frozen=True)
class Rule:
    """A check as it is applied: one for each row where the check says ``each``."""

    code: str
    check: FormCheck
    formula: str
    element: str | None = None

    @property
    def name(self) -> Text:
        return Text(self.check.name, self.check.name_en)


class ReportForm(CodedItem):
    """A form. ``steps`` are the approvals it needs, in order; ``publishes`` says who may make its figures public."""

    name: Words
    name_en: Words
    purpose: Bilingual
    scope: Bilingual
    method: Bilingual
    pool: Pool
    frequency: FormFrequency
    respondent: Respondent
    deadline: Deadline
    steps: tuple[ApprovalStep, ...] = Field(min_length=1)
    publishes: Publisher
    rows: tuple[FormRow, ...] = Field(min_length=1)
    checks: tuple[FormCheck, ...] = ()

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def elements(self) -> tuple[str, ...]:
        """The codes of the elements on the form, in the order of its rows."""
        return tuple(row.element for row in self.rows)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules as they are applied, in the order of the checks and rows."""
        return tuple(rule for check in self.checks for rule in rules_of(check, self.elements))

    def source_of(self, check: FormCheck) -> Source:
        """A check without a source of its own has the form's."""
        return check.source or self.source


class FormApproval(Item):
    """The legal head of a form in one place: without it the form cannot be issued there.

    ``number`` is the 表号, ``authority`` the code of the organisation that made the form (制定机关), ``approval`` the
    number under which it was approved or filed (批准文号), ``until`` the day up to which it holds (有效期至). While the
    approval is pending, its source is ``to_verify``.
    """

    form: Code
    number: Words
    authority: Code
    approval: Words

    @property
    def key(self) -> str:
        return self.form

    @property
    def is_pending(self) -> bool:
        """Whether a person has still to enter the number of the approval."""
        return self.source.certainty == "to_verify"

    @property
    def expires(self) -> datetime.date:
        """The last day on which the form may be issued and asked for."""
        if self.valid_until is None:
            raise ValueError("an approval without an end is refused when it is read")
        return self.valid_until

    @model_validator(mode="after")
    def _has_an_end(self) -> Self:
        if self.valid_until is None:
            raise PydanticCustomError("approval_without_end", "an approval needs `until`, the day up to which it holds")
        return self


def rules_of(check: FormCheck, elements: Iterable[str]) -> Iterator[Rule]:
    """The rules that a check stands for."""
    if not check.each:
        yield Rule(check.code, check, check.formula)
        return
    for code in elements if check.each == "all" else check.each:
        yield Rule(f"{check.code}_{code}", check, _EACH.sub(code, check.formula), code)


def form_program(
    form: ReportForm,
    elements: Iterable[DataElement],
    parameters: Iterable[PackParameter],
    positions: Mapping[str, Position] | None = None,
) -> Program:
    """The form's rules over the elements, as one program. Raises Problems for rules that cannot be computed.

    ``positions`` says where the formula of each check begins, by the check's code.
    """
    places = positions or {}
    rules = [_rule_variable(form, rule, places.get(rule.check.code, Position())) for rule in form.rules]
    return Program.build([*map(element_variable, elements), *rules], parameters_of(parameters))


def _rule_variable(form: ReportForm, rule: Rule, place: Position) -> Variable:
    version = FormulaVersion(formula=rule.formula, file=place.file, line=place.line, column=place.column)
    source = cite(form.source_of(rule.check))
    return Variable(code=rule.code, kind=Kind.BOOLEAN, versions=(version,), source=source, of=form.respondent.of)
