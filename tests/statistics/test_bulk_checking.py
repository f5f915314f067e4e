"""Many reports checked at once have the findings that each has alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.formula import FactTable, Period
from lvheng.packs import load_pack
from lvheng.packs.forms import FormApproval, ReportForm
from lvheng.statistics import rules
from lvheng.statistics.bulk_checking import Asked, check_many
from lvheng.statistics.definitions import Definition, content_of, definition_of

PARENT = "622900"
UNITS = ("622901", "622921", "622922", PARENT)
PERIODS = {
    "month": ("2025-01", "2025-02", "2024-02"),
    "quarter": ("2025-Q1", "2025-Q2", "2024-Q1"),
    "half": ("2025-H1", "2025-H2", "2024-H1"),
    "year": ("2025", "2024", "2020"),
}
CELLS = st.one_of(
    st.just(""),
    st.integers(0, 30).map(str),
    st.decimals(0, 40, places=2, allow_nan=False, allow_infinity=False).map(str),
    st.sampled_from(["abc", "-5", "1,234", "0.00001", "9" * 25, "是", "否"]),
)


@cache
def definitions() -> dict[str, Definition]:
    pack = load_pack("linxia")
    approvals = {item.form: item for item in pack.of(FormApproval)}
    forms = [form for form in pack.of(ReportForm) if form.code in approvals]
    return {form.code: definition_of(content_of(pack, form, approvals[form.code])) for form in forms}


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[Asked], dict[Any, Any]]:
    """Some reports of one form, and something that is known beside them."""
    form = draw(st.sampled_from(sorted(definitions())))
    definition = definitions()[form]
    codes = definition.form.elements
    periods = PERIODS[definition.form.frequency]
    places = draw(st.lists(st.tuples(st.sampled_from(UNITS[:3]), st.sampled_from(periods)), min_size=1, unique=True))
    reports = [Asked(unit, Period.parse(period), {code: draw(CELLS) for code in codes}, {}) for unit, period in places]
    number = st.decimals(0, 40, places=0, allow_nan=False, allow_infinity=False)
    keys = st.tuples(st.sampled_from(sorted(definition.elements)), st.sampled_from(UNITS), st.sampled_from(periods))
    numbers = {code for code, item in definition.elements.items() if item.kind == "number"}
    known = {key: value for key, value in draw(st.dictionaries(keys, number)).items() if key[0] in numbers}
    return form, reports, known


def alone(definition: Definition, report: Asked, reports: list[Asked], known: dict[Any, Any]) -> Any:
    """The report as it would be checked on its own page, once the others have been approved."""
    facts = FactTable()
    own = set(definition.form.elements)
    asked = {(each.unit, each.period.code) for each in reports}
    for (element, unit, period), value in known.items():
        if not ((unit, period) in asked and element in own):
            facts.add(unit, period, **{element: value})
    for each in reports:
        values = rules.values_of(definition, each.entries)
        facts.add(each.unit, each.period, **values)
    facts.place(PARENT, UNITS[:3])
    return rules.check(definition, report.entries, report.explanations, (report.unit, report.period), facts)


@settings(max_examples=40, deadline=None)
@given(files())
def test_they_have_the_findings_that_each_has_alone(file: Any) -> None:
    form, reports, known = file
    definition = definitions()[form]
    parents = dict.fromkeys(UNITS[:3], PARENT)
    found = check_many(definition, reports, known, parents)
    for report, findings in zip(reports, found, strict=True):
        expected = alone(definition, report, reports, known)
        assert [(each.code, each.severity, each.elements) for each in findings] == [
            (each.code, each.severity, each.elements) for each in expected
        ]


def test_a_broken_rule_is_told_with_both_sides() -> None:
    definition = definitions()["manure_and_farmland_year"]
    entries = dict.fromkeys(definition.form.elements, "5") | {"manure_generated": "4"}
    (findings,) = check_many(definition, [Asked("622901", Period.parse("2025"), entries, {})], {}, {})
    manure = next(each for each in findings if each.code == "manure")
    assert manure.severity == "hard"
    assert "5" in manure.message.zh
    assert "4" in manure.message.en


def test_an_explanation_goes_with_its_doubt() -> None:
    definition = definitions()["manure_and_farmland_year"]
    entries = dict.fromkeys(definition.form.elements, "5") | {"farmland_accepted": "6"}
    report = Asked("622901", Period.parse("2025"), entries, {"farmland_built_before_accepted": "含上年建成的1万亩"})
    (findings,) = check_many(definition, [report], {}, {})
    (doubt,) = (each for each in findings if each.code == "farmland_built_before_accepted")
    assert doubt.explained


def test_nothing_to_check_is_nothing_found() -> None:
    assert check_many(next(iter(definitions().values())), [], {}, {}) == []


@pytest.mark.parametrize("code", sorted(definitions()))
def test_a_blank_report_of_every_form_misses_every_required_row(code: str) -> None:
    definition = definitions()[code]
    period = Period.parse(PERIODS[definition.form.frequency][0])
    (findings,) = check_many(definition, [Asked("622901", period, {}, {})], {}, {})
    required = [row.element for row in definition.rows if row.required]
    assert [each.elements[0] for each in findings if each.code == "required"] == required
