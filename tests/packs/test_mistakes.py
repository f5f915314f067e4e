"""Every folder of bad/ is a pack with mistakes; its expected.txt is what the person who wrote it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lvheng.errors import Problems
from lvheng.packs import load_pack

BAD = sorted(path for path in (Path(__file__).parent / "bad").iterdir() if path.is_dir())


def told(folder: Path | str) -> Problems:
    with pytest.raises(Problems) as caught:
        load_pack(folder)
    return caught.value


@pytest.mark.parametrize("folder", BAD, ids=[path.name for path in BAD])
def test_it_tells_every_mistake_of_a_bad_pack_in_both_languages(folder: Path) -> None:
    problems = told(folder)
    written = f"{problems.in_language('zh-hans')}\n---\n{problems.in_language('en')}\n"
    assert written == (folder / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("folder", BAD, ids=[path.name for path in BAD])
def test_each_mistake_names_a_place_and_what_to_do(folder: Path) -> None:
    for problem in told(folder).problems:
        assert re.fullmatch(r"\S+:\d+|no_pack_file/pack\.yaml", problem.where)
        assert problem.to_do is not None or problem.code in {"contradiction", "invalid_value", "empty_document"}


def test_the_bad_packs_show_at_least_fifteen_kinds_of_mistakes() -> None:
    assert len({problem.code for folder in BAD for problem in told(folder).problems}) >= 15


def test_it_names_the_packs_there_are_when_it_knows_no_such_pack() -> None:
    (problem,) = told("lixia").problems
    assert problem.in_language("en") == "There is no pack named `lixia` and no such folder. Did you mean `linxia`?"


def test_it_refuses_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvheng.packs.places.MAX_FILE_BYTES", 20)
    (tmp_path / "pack.yaml").write_text("name: large\ntitle: {zh: 大, en: Large}\n", "utf-8")
    assert [problem.code for problem in told(tmp_path).problems] == ["file_too_large"]


def test_it_does_not_repeat_a_mistake_where_the_broken_item_is_referred_to(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text('name: broken\ntitle: {zh: 破, en: B}\narea_code: "621100"\n', "utf-8")
    (tmp_path / "organisations.yaml").write_text(
        "- {code: upper, name: 甲, short_name: 甲, name_en: A, kind: wrong, source: {title: t, certainty: original}}\n"
        "- {code: lower, name: 乙, short_name: 乙, name_en: B, kind: other, parent: upper,"
        " source: {title: t, certainty: original}}\n",
        "utf-8",
    )
    assert [problem.code for problem in told(tmp_path).problems] == ["invalid_choice"]


def test_it_does_not_ask_for_the_plan_of_an_item_where_the_plan_itself_is_broken(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("name: broken\ntitle: {zh: 破, en: B}\n", "utf-8")
    (tmp_path / "plans.yaml").write_text("- {code: plan, role: mine}\n", "utf-8")
    (tmp_path / "bindings.yaml").write_text(
        "- {article: 一, quote: 甲, kind: page, code: responsibility_matrix}\n", "utf-8"
    )
    assert {problem.where.split("/")[1] for problem in told(tmp_path).problems} == {"plans.yaml:1"}
