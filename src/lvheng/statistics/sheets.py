"""A report laid out as its form: one line for each row, with what it is compared with and what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from lvheng.errors import Text
from lvheng.formula import Period, PeriodKind, parse, syntax
from lvheng.packs.forms import FormRow, ReportForm, Rule
from lvheng.packs.measures import DataElement
from lvheng.statistics import queries
from lvheng.statistics.definitions import Definition, definition
from lvheng.statistics.entries import Value, number_of, truth_of
from lvheng.statistics.findings import Finding
from lvheng.statistics.models import Report, Version

# A change that an approver should look at even where no rule says so.
NOTABLE_CHANGE = Decimal(30)
_TENTH = Decimal("0.1")
_DIGITS = 60


@dataclass(frozen=True)
class Compared:
    """What a value is compared with, and the change: in percent, or in points where the unit is itself a percentage."""

    value: Value
    change: Decimal | None = None
    in_points: bool = False

    @property
    def size(self) -> Decimal:
        """The change without its sign; 0 where there is none."""
        return abs(self.change or Decimal(0))

    @property
    def is_notable(self) -> bool:
        """Whether the change is large enough to be pointed out."""
        return self.size >= NOTABLE_CHANGE


@dataclass(frozen=True)
class SoftRule:
    """A rule whose break has to be explained; ``finding`` is None while it holds."""

    code: str
    finding: Finding | None
    explanation: str


@dataclass(frozen=True)
class Line:
    """One row of the form as it stands in one version of a report.

    ``typed`` is the cell as it was written, ``earlier`` the same cell of the version before (None where there is none).
    ``findings`` block; ``soft`` are all rules that may ask for an explanation here.
    """

    number: str
    element: str
    title: Text
    unit: str
    kind: str
    required: bool
    note: Text | None
    typed: str
    earlier: str | None
    previous: Compared
    last_year: Compared
    findings: tuple[Any, ...]
    soft: tuple[SoftRule, ...]

    @property
    def truth(self) -> bool | None:
        """What a yes-or-no cell says."""
        return truth_of(self.typed) if self.kind == "boolean" else None

    @property
    def is_changed(self) -> bool:
        """Whether the cell differs from the version before."""
        return self.earlier is not None and self.earlier != self.typed


@dataclass(frozen=True)
class Told:
    """A finding or a rule in a list: the number of the row where it is told and the name of that place on the page."""

    number: str
    anchor: str
    about: Any


@dataclass(frozen=True)
class Sheet:
    """The whole form. ``told`` lists all findings, ``checks`` all rules with both sides, each with its row.

    ``loose`` are rules that belong to no line.
    """

    report: Report
    version: Version | None
    definition: Definition
    lines: tuple[Line, ...]
    told: tuple[Told, ...]
    checks: tuple[Told, ...]
    loose: tuple[SoftRule, ...]
    is_yearly: bool


def sheet_of(
    report: Report, version: Version | None, findings: Any = (), beside: queries.Beside | None = None
) -> Sheet:
    """The form with what the version holds and what was found; without a version it is empty.

    ``beside``: what is known beside it, where that was read already.
    """
    issued = definition(report.form)
    places = _Places.of(issued.form, findings, version.explanations if version else {})
    typed = version.entries if version else {}
    earlier = _earlier(report, version)
    references = (beside or queries.Beside([report])).references(report)
    lines = tuple(
        _line(row, issued.elements[row.element], typed.get(row.element, ""), earlier, references, places)
        for row in issued.rows
    )
    is_yearly = Period.parse(report.period).kind == PeriodKind.YEAR
    numbers = {row.element: row.number for row in issued.rows}
    told = tuple(_told(each, places.homes, numbers) for each in findings)
    checks = tuple(_checked(each, places.homes, numbers) for each in getattr(findings, "checks", ()))
    return Sheet(report, version, issued, lines, told, checks, tuple(places.soft[""]), is_yearly)


def compared(typed: str, with_value: Value, unit: str) -> Compared:
    """The change from ``with_value``, to one decimal; in points where the unit is a percentage."""
    value = number_of(typed)
    in_points = unit in ("%", "‰")
    if value is None or not isinstance(with_value, Decimal) or (with_value == 0 and not in_points):
        return Compared(with_value, None, in_points)
    with localcontext() as exact:
        exact.prec = _DIGITS
        change = value - with_value if in_points else (value - with_value) / abs(with_value) * 100
        return Compared(with_value, change.quantize(_TENTH, ROUND_HALF_EVEN), in_points)


def home_of(rule: Rule, form: ReportForm) -> str:
    """The element on whose line a rule is told: its own, else the first that it names; "" where none is on the form."""
    if rule.element is not None:
        return rule.element
    named = [node.code for node in syntax.walk(parse(rule.formula)) if isinstance(node, syntax.Name)]
    return next((code for code in named if code in form.elements), "")


@dataclass(frozen=True)
class _Places:
    """Findings and soft rules by the line where they are told; "" for what belongs to none."""

    homes: Mapping[str, str]
    hard: Mapping[str, list[Any]]
    soft: Mapping[str, list[SoftRule]]

    @staticmethod
    def of(form: ReportForm, findings: Iterable[Any], explanations: Mapping[str, str]) -> _Places:
        homes = {rule.code: home_of(rule, form) for rule in form.rules}
        hard: dict[str, list[Any]] = defaultdict(list)
        soft: dict[str, list[SoftRule]] = defaultdict(list)
        broken = {}
        for finding in findings:
            if finding.severity == "soft":
                broken[finding.code] = finding
            else:
                hard[homes.get(finding.code) or next(iter(finding.elements), "")].append(finding)
        for rule in form.rules:
            if rule.check.severity == "soft":
                asked = SoftRule(rule.code, broken.get(rule.code), explanations.get(rule.code, ""))
                soft[homes[rule.code]].append(asked)
        return _Places(homes, hard, soft)


def _told(finding: Any, homes: Mapping[str, str], numbers: Mapping[str, str]) -> Told:
    """With the place where it can be answered: the explanation that is asked for, else the cell."""
    if finding.severity == "soft":
        return Told(numbers.get(homes.get(finding.code, ""), ""), f"x-{finding.code}", finding)
    element = homes.get(finding.code) or next(iter(finding.elements), "")
    return Told(numbers.get(element, ""), f"e-{element}" if element in numbers else "", finding)


def _checked(check: Any, homes: Mapping[str, str], numbers: Mapping[str, str]) -> Told:
    return Told(numbers.get(homes.get(check.code, ""), ""), "", check)


def _line(
    row: FormRow,
    element: DataElement,
    typed: str,
    earlier: Mapping[str, str] | None,
    references: Mapping[str, Any],
    places: _Places,
) -> Line:
    reference = references.get(row.element)
    previous, last_year = (reference.previous, reference.last_year) if reference else (None, None)
    return Line(
        number=row.number,
        element=row.element,
        title=element.title,
        unit=element.unit,
        kind=element.kind,
        required=row.required,
        note=Text(row.note, row.note_en or row.note) if row.note else None,
        typed=typed,
        earlier=None if earlier is None else earlier.get(row.element, ""),
        previous=compared(typed, previous, element.unit),
        last_year=compared(typed, last_year, element.unit),
        findings=tuple(places.hard[row.element]),
        soft=tuple(places.soft[row.element]),
    )


def _earlier(report: Report, version: Version | None) -> Mapping[str, str] | None:
    """The cells of the version before, which a correction is compared with."""
    if version is None or version.number == 1:
        return None
    before = report.versions.filter(number=version.number - 1).first()
    return before.entries if before else None
