"""What is said of a cell and of a form: everything at once, with rows, values and both sides, and nothing is lost."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.statistics.reporting import COAL, Cast, again, approved, handed_in, issue, opened

from lvheng.formula import FactTable, Period
from lvheng.packs import Pack
from lvheng.packs.forms import FormApproval, FormRow, ReportForm
from lvheng.packs.measures import DataElement
from lvheng.statistics import actions, queries
from lvheng.statistics.definitions import Definition, content_of, definition_of
from lvheng.statistics.entries import number_of, read_entry, truth_of
from lvheng.statistics.findings import Findings
from lvheng.statistics.models import Report, Version
from lvheng.statistics.rules import check

YEAR = Period.parse("2025")
CITY = "622901"


def element(**keys: object) -> DataElement:
    source = {"title": "试验", "certainty": "original"}
    content = {"code": "coal", "name": "煤", "name_en": "Coal", "unit": "t", "decimals": 2, "source": source,
               "pool": "statistical", "reporter": "statistics"}  # fmt: skip
    return DataElement.model_validate({**content, **keys})


ROW = FormRow(element="coal", number="07")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234.5", "1234.5"),
        (" 1,234,567.89 ", "1234567.89"),
        ("１２３４．５", "1234.5"),
        ("1，234.5", "1234.5"),
        ("12 t", "12"),
        ("12t", "12"),
        ("1 234.50", "1234.5"),
        ("+7", "7"),
        ("7.", "7"),
        (".5", "0.5"),
        ("3.500", "3.5"),
        ("0", "0"),
    ],
)
def test_a_number_is_understood_as_people_type_it(typed: str, value: str) -> None:
    assert read_entry(typed, element(), ROW).value == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3.505", "at most 2"),
        ("-3", "below zero"),
        ("12 万吨", "this row is in t"),
        ("1,23", "comma"),
        ("约12", "not a number"),
        ("1e5", "this row is in t"),
        ("12.3.4", "not a number"),
        ("10000000000000000", "too large"),
        ("9" * 80, "longer than"),
        ("—", "not a number"),
    ],
)
def test_what_cannot_be_understood_is_told_and_not_guessed(typed: str, said: str) -> None:
    entry = read_entry(typed, element(), ROW)
    assert entry.value is None
    assert entry.mistake is not None
    assert said in entry.mistake.en


def test_a_row_may_allow_what_is_below_zero() -> None:
    row = FormRow(element="coal", number="07", negative=True)
    assert read_entry("−3.5", element(), row).value == Decimal("-3.5")


def test_yes_and_no_are_understood_in_both_languages() -> None:
    assert [truth_of(text) for text in ("是", "Yes", "1", "否", "no", "０", "也许")] == [
        True, True, True, False, False, False, None,
    ]  # fmt: skip


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_whatever_way_a_number_is_written_it_is_the_same_number(number: Decimal) -> None:
    full_width = str.maketrans("0123456789.", "０１２３４５６７８９．")
    for written in (f"{number:f}", f"{number:,f}", f"{number:f}".translate(full_width), f" {number:f} t"):
        assert read_entry(written, element(digits=20), ROW).value == number


@given(st.text(max_size=30))
def test_any_text_is_either_understood_blank_or_told(text: str) -> None:
    entry = read_entry(text, element(), ROW)
    assert entry.is_blank == (not text.strip())
    if entry.value is not None:
        assert entry.mistake is None
    assert number_of(text) is None or isinstance(number_of(text), Decimal)


@pytest.fixture(scope="module")
def coal(linxia_pack: Pack) -> Definition:
    return form_of(linxia_pack, "coal_balance_year")


def form_of(pack: Pack, code: str) -> Definition:
    form = next(each for each in pack.of(ReportForm) if each.code == code)
    approval = next(each for each in pack.of(FormApproval) if each.form == code)
    return definition_of(content_of(pack, form, approval))


def checked(form: Definition, entries: dict[str, str], **explanations: str) -> Findings:
    return check(form, entries, explanations, (CITY, YEAR), FactTable())


def test_the_balance_of_coal_holds_as_in_the_worked_example(coal: Definition) -> None:
    """Opening stock and purchases equal consumption, sales and closing stock: 1000 + 5000 = 4500.5 + 299.5 + 1200."""
    findings = checked(coal, COAL)
    assert len(findings) == 0
    balance = findings.checks[0]
    assert (balance.state, balance.left, balance.operator, balance.right) == ("holds", "6000", "=", "6000")


def test_a_broken_rule_names_the_rows_their_values_and_both_sides(coal: Definition) -> None:
    (finding,) = checked(coal, {**COAL, "coal_sold": "300"})
    assert (finding.code, finding.severity, finding.elements) == ("balance", "hard", tuple(COAL))
    assert finding.message.zh == (
        "年初库存＋购进＝消费＋销售＋年末库存：[01] + [02] = [03] + [04] + [05]；左边 6000，右边 6000.5，相差 0.5"
        "（[01] 1000，[02] 5000，[03] 4500.5，[04] 300，[05] 1200）。"
    )
    assert "left 6000, right 6000.5, 0.5 apart" in finding.message.en


def test_all_findings_are_told_at_once_in_the_order_of_the_form(linxia_pack: Pack) -> None:
    form = form_of(linxia_pack, "domestic_waste_month")
    entries = {"waste_removed": "100", "kitchen_waste_recycled": "60", "recyclables_in_removal": "50",
               "recyclables_outside": "x", "waste_treated": "90", "waste_harmless": "95", "waste_incinerated": "-1",
               "raw_waste_landfilled": "1.234"}  # fmt: skip
    findings = check(form, entries, {}, (CITY, Period.parse("2025-07")), FactTable())
    assert [(each.code, each.elements[0]) for each in findings] == [
        ("format", "recyclables_outside"),
        ("format", "waste_incinerated"),
        ("format", "raw_waste_landfilled"),
        ("required", "emergency_landfilled"),
        ("sorted_out", "waste_removed"),
        ("harmless", "waste_treated"),
    ]
    assert not findings.can_submit


def test_a_rule_that_lacks_a_figure_is_neither_kept_nor_broken(coal: Definition) -> None:
    findings = checked(coal, {**COAL, "coal_sold": "?"})
    assert [each.code for each in findings] == ["format"]
    assert {each.code: each.state for each in findings.checks}["balance"] == "unknown"


def test_a_soft_rule_needs_an_explanation(coal: Definition) -> None:
    facts = FactTable()
    facts.add(CITY, "2024", coal_purchased=Decimal(3000), coal_burnt=Decimal(4400), coal_closing_stock=Decimal(1000))
    findings = check(coal, COAL, {}, (CITY, YEAR), facts)
    (change,) = findings
    assert (change.code, change.severity) == ("change_coal_purchased", "soft")
    assert "左边 0.666667，右边 0.3" in change.message.zh
    assert not findings.can_submit
    assert check(coal, COAL, {"change_coal_purchased": "新建电厂投产"}, (CITY, YEAR), facts).can_submit
    assert not check(coal, COAL, {"change_coal_purchased": "  "}, (CITY, YEAR), facts).can_submit


def test_a_rise_of_exactly_the_limit_is_no_finding(coal: Definition) -> None:
    facts = FactTable()
    exact = {**COAL, "coal_burnt": "4550", "coal_closing_stock": "1150.5"}
    facts.add(CITY, "2024", coal_burnt=Decimal(3500))
    assert [each.code for each in check(coal, exact, {}, (CITY, YEAR), facts)] == []


def test_a_form_of_forty_rows_is_checked_in_under_20_ms(linxia_pack: Pack) -> None:
    large = max((form_of(linxia_pack, form.code) for form in linxia_pack.of(ReportForm)), key=lambda f: len(f.rows))
    entries = {row.element: "12345.67" for row in large.rows}
    seconds = min(_timed(large, entries) for _ in range(5))
    assert seconds * 40 / len(large.rows) < 0.02


def _timed(form: Definition, entries: dict[str, str]) -> float:
    start = time.perf_counter()
    check(form, entries, {}, (CITY, YEAR), FactTable())
    return time.perf_counter() - start


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


@pytest.mark.django_db
def test_nothing_typed_is_lost(cast: Cast) -> None:
    report = opened()
    typed = {**COAL, "coal_sold": "约三百吨", "coal_burnt": "１，２３"}
    findings = actions.save_draft(cast.filler, report, typed, {"balance": "待核"})
    version = Version.objects.get()
    assert version.entries == typed
    assert version.explanations == {"balance": "待核"}
    assert [each.code for each in findings] == ["format", "format"]


@pytest.mark.django_db
def test_a_report_is_compared_with_the_period_before(cast: Cast) -> None:
    approved(cast, opened(period="2024"), {**COAL, "coal_purchased": "2000", "coal_burnt": "1500.5"})
    report = opened(period="2025")
    findings = actions.check_entries(report, COAL, {})
    assert [each.code for each in findings] == ["stock_carried_over", "change_coal_purchased", "change_coal_burnt"]
    reference = queries.reference_values(report)["coal_burnt"]
    assert (reference.previous, reference.last_year, reference.parent) == (Decimal("1500.5"), Decimal("1500.5"), None)


@pytest.mark.django_db
def test_a_report_is_compared_with_another_form_of_the_same_area(cast: Cast) -> None:
    accounts = opened("national_accounts_quarter", "2025-Q1")
    industries = opened("eco_industry_quarter", "2025-Q1")
    figures = {"gdp": "10", "primary_value_added": "2", "secondary_value_added": "3", "industry_value_added": "2",
               "tertiary_value_added": "5", "gdp_growth": "6.1"}  # fmt: skip
    parts = [code for code in queries.form_definition(industries.form).elements if code != "eco_industry_value_added"]
    eco = {"eco_industry_value_added": "11", **dict.fromkeys(parts, "1.1")}
    assert [each.code for each in actions.check_entries(industries, eco, {})] == []
    handed_in(cast, accounts, figures)
    (finding,) = actions.check_entries(industries, eco, {})
    assert (finding.code, finding.severity) == ("part_of_gdp", "hard")
    assert "地区生产总值（现价）" in finding.message.zh


@pytest.mark.django_db
def test_another_organisations_draft_is_nobodys_evidence(cast: Cast) -> None:
    """The ecology form asks for what the health form reports; a draft of somebody else does not count."""
    generated = opened("medical_waste_month", "2025-07")
    supervised = opened("waste_supervision_month", "2025-07")
    Report.objects.filter(pk=generated.pk).update(organisation=opened(area="622923").organisation)
    actions.save_draft(cast.neighbour, again(generated), {"medical_waste_generated": "1"}, {})
    entries = {"medical_waste_manifest": "5", "medical_waste_disposed": "5", "black_odorous_open": "0"}
    assert [each.code for each in actions.check_entries(supervised, entries, {})] == []
    actions.submit(cast.neighbour, again(generated))
    assert [each.code for each in actions.check_entries(supervised, entries, {})] == ["generated"]


@pytest.mark.django_db
def test_a_report_is_compared_with_the_parents_total(cast: Cast) -> None:
    total = opened("national_accounts_quarter_prefecture", "2025-Q1", "622900")
    figures = {"gdp": "10", "primary_value_added": "2", "secondary_value_added": "3", "industry_value_added": "2",
               "tertiary_value_added": "5", "gdp_growth": "6.1"}  # fmt: skip
    actions.save_draft(cast.statistician, total, figures, {})
    actions.submit(cast.statistician, again(total))
    actions.approve(cast.second_statistician, again(total))
    county = opened("national_accounts_quarter", "2025-Q1")
    larger = {**figures, "gdp": "12", "tertiary_value_added": "7"}
    (finding,) = actions.check_entries(county, larger, {})
    assert finding.code == "parent_total"
    assert "上级[01]" in finding.message.zh
    assert queries.reference_values(county)["gdp"].parent == Decimal(10)


@pytest.mark.django_db
def test_an_explained_report_can_be_handed_in(cast: Cast) -> None:
    approved(cast, opened(period="2024"), {**COAL, "coal_closing_stock": "1000", "coal_purchased": "4800"})
    report = opened(period="2025")
    other = {**COAL, "coal_purchased": "8000", "coal_burnt": "7500.5"}
    findings = actions.save_draft(cast.filler, report, other, {"change_coal_purchased": "新增用户"})
    assert [each.code for each in findings.unexplained] == ["change_coal_burnt"]
    actions.save_draft(cast.filler, again(report), {}, {"change_coal_burnt": "新增用户"})
    actions.submit(cast.filler, again(report))
    assert again(report).state == Report.State.SUBMITTED
