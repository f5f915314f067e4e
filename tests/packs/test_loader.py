"""Loading valid packs: inheritance, department types, sources, versions in time."""

from __future__ import annotations

import datetime
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from lvheng.errors import Problems
from lvheng.formula import FactTable, evaluate
from lvheng.packs import Binding, DepartmentType, Pack, PackOrganisation, available_packs, load_pack
from lvheng.packs.programs import Measures

DINGXI = Path(__file__).parent / "good" / "dingxi"
CODED = "{code: unit, name: 甲, short_name: 甲, name_en: A, kind: other, source: {title: t, certainty: original}"


@pytest.fixture(scope="module")
def dingxi() -> Pack:
    return load_pack(DINGXI)


def organisation(pack: Pack, code: str) -> PackOrganisation:
    return next(known for known in pack.organisations if known.code == code)


def a_pack(folder: Path, head: str = "", **files: str) -> Pack:
    (folder / "pack.yaml").write_text(f"name: unit\ntitle: {{zh: 某地, en: Somewhere}}\n{head}", "utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return load_pack(folder)


def test_it_lists_the_packs_that_come_with_the_program() -> None:
    assert {"china", "linxia"} <= set(available_packs())


def test_it_loads_every_pack_that_comes_with_the_program() -> None:
    for name in available_packs():
        assert load_pack(name).name == name


def test_another_prefecture_is_a_folder_of_data(dingxi: Pack) -> None:
    assert (dingxi.area_code, dingxi.title.en) == ("621100", "Dingxi (fictional example)")
    assert dingxi.extends is not None
    assert dingxi.extends.name == "china"
    assert [plan.code for plan in dingxi.plans] == ["dingxi_example"]
    assert dingxi.plan_file(dingxi.plans[0]) == DINGXI / "plan.txt"


def test_a_department_is_named_by_its_type(dingxi: Pack) -> None:
    found = organisation(dingxi, "dingxi_development_reform")
    assert found.name == "定西市发展和改革委员会"
    assert found.short_name == "市发展改革委"
    assert found.name_en == "Development and Reform Commission of Dingxi"
    assert found.aliases == ("市发改委", "市发展和改革委员会")
    assert (found.kind, found.area_code, found.parent) == ("department", "621100", "dingxi_government")


def test_what_a_row_says_comes_before_what_its_type_says() -> None:
    found = organisation(load_pack("linxia"), "linxia_power_supply")
    assert found.short_name == "国网临夏供电公司"
    assert (found.kind, found.type) == ("enterprise", "power_supply")


def test_an_item_may_cite_a_source_of_the_pack_or_of_the_one_it_extends(dingxi: Pack) -> None:
    assert organisation(dingxi, "dingxi_government").source.title == "本示例虚构"
    assert organisation(dingxi, "dingxi_agriculture").source.certainty == "to_verify"


def test_a_binding_without_a_source_comes_from_the_plan_itself(dingxi: Pack) -> None:
    (target,) = [known for known in dingxi.bindings if known.kind == "target"]
    assert (target.plan, target.source.clause, target.source.certainty) == ("dingxi_example", "一", "original")


def test_a_pack_inherits_items_and_naming(tmp_path: Path) -> None:
    shutil.copytree(DINGXI, tmp_path / "dingxi")
    (tmp_path / "local").mkdir()
    row = "- {type: water}\n"
    found = a_pack(tmp_path / "local", "extends: dingxi\n", organisations=row)
    assert organisation(found, "unit_water").name == "定西市水务局"
    assert organisation(found, "dingxi_agriculture")
    assert found.plan_file(found.plans[0]) == tmp_path / "dingxi" / "plan.txt"


def test_items_may_be_spread_over_files_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "organisations" / "more").mkdir(parents=True)
    (tmp_path / "organisations" / "a.yaml").write_text(f"- {CODED}, area_code: '621100'}}\n", "utf-8")
    (tmp_path / "organisations" / "more" / "b.csv").write_text(
        "code,name,short_name,name_en,kind,area_code,source,aliases\nb,乙,乙,B,other,621100,known,甲方；乙方;\n",
        "utf-8",
    )
    found = a_pack(tmp_path, "sources: {known: {title: t, certainty: secondary}}\n")
    assert [known.code for known in found.organisations] == ["unit", "b"]
    assert found.organisations[1].aliases == ("甲方", "乙方")


def test_two_versions_of_an_item_may_follow_each_other_in_time(tmp_path: Path) -> None:
    rows = f"- {CODED}, area_code: '621100', until: 2021-12-31}}\n- {CODED}, area_code: '621100', from: 2022-01-01}}\n"
    old, new = a_pack(tmp_path, organisations=rows).organisations
    assert (old.valid_until, new.valid_from) == (datetime.date(2021, 12, 31), datetime.date(2022, 1, 1))


def test_two_versions_of_an_item_may_not_share_a_day(tmp_path: Path) -> None:
    rows = f"- {CODED}, area_code: '621100', until: 2022-01-01}}\n- {CODED}, area_code: '621100', from: 2022-01-01}}\n"
    with pytest.raises(Problems) as caught:
        a_pack(tmp_path, organisations=rows)
    assert [problem.code for problem in caught.value.problems] == ["duplicate_code"]


def test_texts_documents_and_hidden_files_are_free(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("说明\n", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "annex.pdf").write_bytes(b"%PDF")
    assert a_pack(tmp_path).organisations == ()


def test_a_csv_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    rows = ("code,name,short_name,name_en,kind,source", "water,水务局,水务局,Water Bureau,department,known", ",,,,,")
    (tmp_path / "department_types.csv").write_bytes("\r\n".join(rows).encode("utf-8-sig"))
    found = a_pack(tmp_path, "sources: {known: {title: t, certainty: secondary}}\n")
    assert [known.name for known in found.of(DepartmentType)] == ["水务局"]


def test_a_quote_that_occurs_twice_is_told_apart_by_its_occurrence(tmp_path: Path) -> None:
    shutil.copytree(DINGXI, tmp_path / "dingxi")
    (tmp_path / "local").mkdir()
    row = (
        "- {article: 二（一）, quote: 推广节水灌溉, occurrence: 2, kind: page, code: responsibility_matrix,"
        " source: {title: t, certainty: original}}\n"
    )
    found = a_pack(tmp_path / "local", "extends: dingxi\n", bindings=row)
    assert [known.occurrence for known in found.of(Binding)] == [2, None, None]


def test_a_pack_adds_its_own_elements_scales_and_indicators_to_those_that_it_inherits(tmp_path: Path) -> None:
    files = {
        "elements": "- {code: local_waste, name: 某废物, name_en: Some waste, unit: t, decimals: 2,"
        " pool: administrative, reporter: housing_construction, source: {title: t, certainty: original}}\n",
        "parameters": "- code: local_fee\n  name: 费率\n  name_en: Fee\n  kind: scale\n  unit: t\n  rate_unit: 元/t\n"
        "  brackets: [{upto: 100, rate: 1.5}, {rate: 0.10}]\n  source: {title: t, certainty: original}\n",
        "indicators": "- code: local_charge\n  name: 收费\n  name_en: Charge\n  unit: 元\n  decimals: 2\n"
        "  formula: tier(local_waste, local_fee)\n"
        "  source: {title: t, certainty: original}\n",
    }
    measures = Measures.of(a_pack(tmp_path, "extends: china\n", **files))
    assert measures.title("local_charge").en == "Charge"
    assert measures.indicators["film_recovery_rate"].roll_up == "recompute"
    facts = FactTable()
    facts.add("622900", "2025", local_waste=Decimal("150"))
    assert evaluate(measures.program, "local_charge", "622900", "2025", facts).value == Decimal("155.00")


def test_a_formula_without_dates_is_in_force_as_long_as_its_indicator(tmp_path: Path) -> None:
    row = "- {code: local_total, name: 甲, name_en: A, unit: t, formula: waste_removed, from: 2022-01-01,"
    row += " source: {title: t, certainty: original}}\n"
    program = Measures.of(a_pack(tmp_path, "extends: china\n", indicators=row)).program
    assert [formula.version.from_ for formula in program.formulas["local_total"]] == [datetime.date(2022, 1, 1)]


def test_an_element_is_declared_once_even_where_its_times_are_apart(tmp_path: Path) -> None:
    row = "- {{code: local, name: 甲, name_en: A, unit: t, pool: administrative, reporter: water, {},"
    row += " source: {{title: t, certainty: original}}}}\n"
    rows = row.format("until: 2021-12-31") + row.format("from: 2022-01-01")
    with pytest.raises(Problems) as caught:
        a_pack(tmp_path, "extends: china\n", elements=rows)
    assert [problem.code for problem in caught.value.problems] == ["twice"]


def test_a_base_is_read_again_when_one_of_its_files_changes(tmp_path: Path) -> None:
    base, own = tmp_path / "base", tmp_path / "own"
    for folder, head in (
        (base, "name: base\ntitle: {zh: 底, en: Base}\n"),
        (own, "name: own\ntitle: {zh: 己, en: Own}\nextends: base\n"),
    ):
        folder.mkdir()
        (folder / "pack.yaml").write_text(head, encoding="utf-8")
    first, again = load_pack(own), load_pack(own)
    assert first.extends is again.extends is not None

    (base / "pack.yaml").write_text("name: base\ntitle: {zh: 底本, en: Base}\n", encoding="utf-8")
    changed = load_pack(own).extends
    assert changed is not None
    assert changed.title.zh == "底本"
