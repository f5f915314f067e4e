"""``lvheng parent FILE``: the parent plan that the pack names, loaded from a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lvheng.audit.models import Entry
from lvheng.documents import read_text
from lvheng.errors import InputProblem, Problem, SettingProblem, StateConflict
from lvheng.packs import Pack
from lvheng.plan import compare_queries
from lvheng.plan.actions import hand_in, load_parent_plan
from lvheng.plan.command import parent_command
from lvheng.plan.import_actions import NewPlan
from lvheng.plan.models import Document, Plan, Version

DOCUMENT = """甘肃省人民政府关于加快建立健全绿色低碳循环发展经济体系的实施方案
甘政发〔2021〕62号
一、总体目标
到2025年，单位地区生产总值能耗较2020年下降14%，农作物秸秆综合利用率达到86%以上。
二、重点任务
（一）发展循环农业。推进秸秆利用。
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A short document that bears the parent plan's number."""
    return write(tmp_path / "above.txt", DOCUMENT)


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def verdicts(child: Version) -> dict[str, tuple[str, ...]]:
    """What the comparison says of each target of the child that has a counterpart."""
    child.refresh_from_db(fields=["plan"])
    parent = compare_queries.parent_version(child)
    assert parent is not None
    rows = compare_queries.pairs(child, parent)
    return {row.child.indicator: row.comparison.verdicts for row in rows if row.child and row.parent}


def test_the_sample_bears_the_number_of_the_parent_plan() -> None:
    assert read_text(DOCUMENT).metadata.document_number == "甘政发〔2021〕62号"


def test_it_loads_the_plan_under_the_name_of_the_pack(linxia: Version, linxia_pack: Pack, document: Path) -> None:
    loaded = load_parent_plan(document, linxia_pack)

    plan = loaded.version.plan
    assert loaded.is_new
    assert (plan.code, plan.kind, loaded.version.origin) == ("gansu_2021_62", "parent", "pack")
    assert verdicts(linxia) == {"单位地区生产总值能耗": ("looser",), "农作物秸秆综合利用率": ("same",)}
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.actor_name) == ("plan.adopt_from_pack", "系统")
    assert entry.object_name == f"{plan.title} (gansu_2021_62)"


def test_loading_it_again_changes_nothing(linxia: Version, linxia_pack: Pack, document: Path) -> None:
    first = load_parent_plan(document, linxia_pack)
    before = (Version.objects.count(), Document.objects.count(), Entry.objects.count())
    again = load_parent_plan(document, linxia_pack)
    assert (again.version, again.is_new) == (first.version, False)
    assert (Version.objects.count(), Document.objects.count(), Entry.objects.count()) == before


def refused(kind: type[Problem], file: Path, pack: Pack) -> Problem:
    before = (Plan.objects.count(), Document.objects.count(), Entry.objects.count())
    with pytest.raises(kind) as caught:
        load_parent_plan(file, pack)
    assert (Plan.objects.count(), Document.objects.count(), Entry.objects.count()) == before
    return caught.value


def test_another_file_is_refused_once_there_is_one(
    linxia: Version, linxia_pack: Pack, document: Path, tmp_path: Path
) -> None:
    load_parent_plan(document, linxia_pack)
    amended = write(tmp_path / "amended.txt", DOCUMENT.replace("86%", "88%"))
    problem = refused(StateConflict, amended, linxia_pack)
    assert problem.code == "parent_plan_present"
    assert "新版本" in str(problem)


def test_a_document_with_another_number_is_refused(linxia: Version, linxia_pack: Pack, tmp_path: Path) -> None:
    other = write(tmp_path / "other.txt", DOCUMENT.replace("甘政发〔2021〕62号", "定政发〔2021〕48号"))
    problem = refused(InputProblem, other, linxia_pack)
    assert problem.code == "another_document"
    assert "定政发〔2021〕48号" in str(problem)
    assert "甘政发〔2021〕62号" in str(problem)


def test_a_document_that_somebody_reviews_is_left_to_them(
    linxia: Version, linxia_pack: Pack, document: Path, person_as: Any
) -> None:
    from lvheng.areas.queries import acting_of

    plan = NewPlan("our_own_import", "", linxia.plan.area)
    hand_in(acting_of(person_as("planner")), document.read_bytes(), document.name, plan)
    assert refused(InputProblem, document, linxia_pack).code == "imported_already"


@pytest.mark.parametrize(("name", "code"), [("missing.pdf", "file_not_found"), ("plan.xlsx", "unsupported_type")])
def test_a_file_that_cannot_be_read_is_told(
    linxia: Version, linxia_pack: Pack, tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"PK")
    assert refused(InputProblem, tmp_path / name, linxia_pack).code == code


def test_the_command_says_what_it_loaded_and_what_the_comparison_finds(
    linxia: Version, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parent_command(document)
    first = capsys.readouterr().out
    assert "已载入上级方案" in first
    assert "（甘政发〔2021〕62号）：2 个目标。" in first
    assert "相同 1  更松 1" in first
    assert "/plans/linxia_2021_53/compare/" in first
    parent_command(document)
    assert "没有改动" in capsys.readouterr().out


def test_before_the_first_start_the_command_says_what_to_run(places: None, document: Path) -> None:
    with pytest.raises(SettingProblem) as caught:
        parent_command(document)
    assert "lvheng run" in str(caught.value)


def test_linxia_beside_the_province(linxia: Version, linxia_pack: Pack, shared: Path) -> None:
    file = shared / "policies" / "gansu_2021_62.pdf"
    if not file.exists():
        pytest.skip("needs the parent plan's document")
    parent = load_parent_plan(file, linxia_pack).version
    expected = {
        "绿色生态产业增加值占地区生产总值比重": ("looser",),
        "单位地区生产总值能耗": ("same",),
        "畜禽粪污综合利用率": ("stricter",),
        "农作物秸秆综合利用率": ("same",),
        "废旧农膜回收率": ("same",),
        "主要再生资源回收利用率": ("same",),
        "城镇绿色建筑占新建建筑比例": ("earlier",),
    }
    found = verdicts(linxia)
    assert {name: found.get(name) for name in expected} == expected
    rows = compare_queries.pairs(linxia, parent)
    missing = {row.parent.indicator for row in rows if row.parent and not row.child}
    assert {"非化石能源装机比重", "非化石能源消费比重"} <= missing
