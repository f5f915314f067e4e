"""Item kinds of report forms and their approvals, with what is checked when a pack is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ruamel.yaml.comments import CommentedMap

from lvheng.errors import Problem, Problems, Text
from lvheng.formula import FormulaProblem
from lvheng.packs import form_mistakes, measure_mistakes, mistakes
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.elements import DEPARTMENT_TYPE, ELEMENT, position_of
from lvheng.packs.forms import FormApproval, ReportForm, form_program, rules_of
from lvheng.packs.measures import DataElement, PackParameter
from lvheng.packs.model import DepartmentType, Pack, PackOrganisation
from lvheng.packs.organisations import ORGANISATION, names
from lvheng.packs.places import Place, Raw
from lvheng.packs.programs import Position
from lvheng.packs.validation import resolve_source

FORM = Text("报表", "report form")
APPROVAL = Text("报表批准", "approval of a form")
_ALIKE = ("pool", "frequency", "reporter", "of")


def _cited_sources(raw: Raw, draft: Draft) -> Iterator[Problem]:
    """A check may cite a source of its own, as an item does."""
    checks = raw.values.get("checks")
    problems: list[Problem] = []
    for index, check in enumerate(checks if isinstance(checks, list) else ()):
        if isinstance(check, dict):
            resolve_source(check, _within(raw.place, "checks", index), draft.sources, problems)
    yield from problems


def _within(place: Place, key: str, index: int) -> Place:
    node = place.node
    inner = node[key][index] if isinstance(node, CommentedMap) and key in node else None
    return Place(place.file, int(place.at(key, index).rsplit(":", 1)[1]), inner)


def _check_forms(draft: Draft) -> Iterator[Problem]:
    elements = {item.code: item for item in draft.all(DataElement)}
    types = draft.codes(DepartmentType)
    for entry in draft.own(ReportForm):
        department = entry.item.respondent.department
        if department not in types:
            where = entry.place.at("respondent", "department")
            yield mistakes.unknown_code(where, DEPARTMENT_TYPE, department, types)
        yield from _check_rows(entry, elements, draft.codes(DataElement))
        yield from _check_each(entry)
    yield from _collected_twice(draft)
    if not draft.broken.get(DataElement) and not draft.broken.get(PackParameter):
        yield from _check_rules(draft)


def _check_rows(entry: Entry[ReportForm], elements: dict[str, DataElement], codes: list[str]) -> Iterator[Problem]:
    form, place = entry.item, entry.place
    counted = Counter(value for row in form.rows for value in {row.element, row.number})
    for index, row in enumerate(form.rows):
        for key, value in (("element", row.element), ("number", row.number)):
            if counted[value] > 1:
                yield form_mistakes.row_twice(place.at("rows", index, key), key, value)
        element = elements.get(row.element)
        if element is None and row.element not in codes:
            yield mistakes.unknown_code(place.at("rows", index, "element"), ELEMENT, row.element, codes)
        elif element is not None:
            yield from _check_row(form, element, place.at("rows", index, "element"))


def _check_row(form: ReportForm, element: DataElement, where: str) -> Iterator[Problem]:
    """Everything on one form is asked of the same people, equally often, for the same use."""
    respondent = form.respondent
    asked = {
        "pool": form.pool,
        "frequency": form.frequency,
        "reporter": respondent.department,
        "of": respondent.of,
    }
    for key in _ALIKE:
        if getattr(element, key) != asked[key]:
            yield form_mistakes.row_differs(where, element.code, key, str(getattr(element, key)), asked[key])


def _check_each(entry: Entry[ReportForm]) -> Iterator[Problem]:
    form = entry.item
    checks, rules = Counter(check.code for check in form.checks), Counter(rule.code for rule in form.rules)
    for index, check in enumerate(form.checks):
        for code in check.each if check.each != "all" else ():
            if code not in form.elements:
                yield form_mistakes.not_on_form(entry.place.at("checks", index, "each"), code, form.elements)
        if checks[check.code] > 1 or any(rules[rule.code] > 1 for rule in rules_of(check, form.elements)):
            yield form_mistakes.check_twice(entry.place.at("checks", index, "code"), check.code)


def _collected_twice(draft: Draft) -> Iterator[Problem]:
    """No figure is asked for on two forms: whoever reports it would have to keep them equal."""
    first: dict[tuple[str, str], str] = {}
    for form in draft.all(ReportForm):
        for element in form.elements:
            first.setdefault((element, form.respondent.unit_level), form.code)
    for entry in draft.own(ReportForm):
        for index, row in enumerate(entry.item.rows):
            other = first[row.element, entry.item.respondent.unit_level]
            if other != entry.item.code:
                where = entry.place.at("rows", index, "element")
                yield form_mistakes.collected_twice(where, row.element, other)


def _check_rules(draft: Draft) -> Iterator[Problem]:
    """Builds the rules of every form as it will be used."""
    elements, parameters = draft.all(DataElement), draft.all(PackParameter)
    for entry in draft.own(ReportForm):
        try:
            form_program(entry.item, elements, parameters, _positions(entry))
        except Problems as error:
            known = {item.code for item in (*elements, *parameters)}
            for problem in error.problems:
                yield from _placed(problem, entry, known)


def _positions(entry: Entry[ReportForm]) -> dict[str, Position]:
    found = {}
    for index, check in enumerate(entry.item.checks):
        inner = _within(entry.place, "checks", index)
        found[check.code] = position_of(inner.node, inner)
    return found


def _placed(problem: Problem, entry: Entry[ReportForm], known: set[str]) -> Iterator[Problem]:
    """What is wrong with an element or parameter is told where it is declared, not once more for every form."""
    if not isinstance(problem, FormulaProblem) or problem.place is not None:
        yield problem
    elif problem.code == "twice" or problem.where not in known:
        yield measure_mistakes.formula_mistake(entry.place.at("checks"), problem)


def _check_approvals(draft: Draft) -> Iterator[Problem]:
    forms, organisations = draft.codes(ReportForm), draft.codes(PackOrganisation)
    numbers = Counter((item.number, item.form) for item in draft.all(FormApproval))
    taken: dict[str, str] = {}
    for (number, form), _ in numbers.items():
        taken.setdefault(number, form)
    for entry in draft.own(FormApproval):
        item, place = entry.item, entry.place
        if item.form not in forms:
            yield mistakes.unknown_code(place.at("form"), FORM, item.form, forms)
        if item.authority not in organisations:
            where = place.at("authority")
            yield mistakes.unknown_code(where, ORGANISATION, item.authority, organisations, names(draft))
        if taken[item.number] != item.form:
            yield form_mistakes.number_twice(place.at("number"), item.number, taken[item.number])


def uncollected(pack: Pack) -> list[DataElement]:
    """Elements that no form asks for."""
    asked = {element for form in pack.of(ReportForm) for element in form.elements}
    return [item for item in pack.of(DataElement) if item.code not in asked]


FORMS = ItemKind("forms", FORM, ReportForm, _cited_sources, _check_forms)
FORM_APPROVALS = ItemKind("form_approvals", APPROVAL, FormApproval, check=_check_approvals)
