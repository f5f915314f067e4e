"""Kinds of things as packs declare them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lvheng.areas.roles import Role
from lvheng.errors import Problems
from lvheng.packs import Pack, load_pack
from lvheng.packs.registers import FIELD_TYPES, RegisterKind, registers_of

HEAD = "name: mine\ntitle: {zh: 我的, en: Mine}\nextends: china\n"
KIND = """\
- code: pond
  name: 坑塘
  name_en: Ponds
  group: resources
  about: 纳污坑塘。
  about_en: Ponds.
  identifier: pond_number
  title: name
  public: true
  source: {{title: 试验, certainty: to_verify}}
  fields:
    - {{code: pond_number, name: 编号, name_en: Number, required: true, public: true}}
    - {{code: name, name: 名称, name_en: Name, required: true, public: true}}
    - {field}
"""


def mistakes_of(folder: Path, field: str, replaced: tuple[str, str] = ("", "")) -> list[str]:
    """What a pack with one odd field is told, in Chinese."""
    (folder / "pack.yaml").write_text(HEAD, "utf-8")
    (folder / "registers.yaml").write_text(KIND.format(field=field).replace(*replaced), "utf-8")
    with pytest.raises(Problems) as error:
        load_pack(folder)
    return [problem.in_language("zh-hans") for problem in error.value.problems]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("{code: kind, name: 类, name_en: Kind, type: code}", "要写 options 或 list"),
        ("{code: kind, name: 类, name_en: Kind, type: code, list: industry_sections}", "industry_section"),
        ("{code: owner, name: 主, name_en: Owner, type: reference}", "引用要写 to"),
        ("{code: owner, name: 主, name_en: Owner, type: reference, to: enterprises}", "enterprise"),
        ("{code: size, name: 面积, name_en: Size, type: text, unit: m²}", "不能有单位"),
        ("{code: phone, name: 电话, name_en: Phone, personal: true, public: true}", "不能公开"),
        ("{code: phone, name: 电话, name_en: Phone, personal: true, search: true}", "不能搜索"),
        ("{code: note, name: 注, name_en: Note, search: true}", "public: true"),
        ("{code: state, name: 状态, name_en: State}", "字段不能叫 state"),
        ("{code: name, name: 又名, name_en: Other name}", "name"),
        ('{code: note, name: 注, name_en: Note, pattern: "["}', "不是正则表达式"),
        ("{code: note, name: 注, name_en: Note, type: texts}", "text"),
    ],
)
def test_it_refuses_a_field_that_cannot_be(tmp_path: Path, field: str, words: str) -> None:
    told = mistakes_of(tmp_path, field)
    assert any(words in line and "registers.yaml" in line for line in told), told


@pytest.mark.parametrize(
    ("replaced", "words"),
    [
        (("identifier: pond_number", "identifier: pond_numberr"), "是不是“pond_number”"),
        (("title: name\n", "title: name\n  location: pond_number\n"), "location 要用 point 类型"),
        (("title: name\n", "title: name\n  validity: {from: pond_number}\n"), "validity.from 要用 date 类型"),
        (("group: resources", "group: resource"), "resources"),
        (("public: true\n  source", "public: true\n  keeper: waters\n  source"), "water"),
        (("required: true", "required: false"), "required: true"),
    ],
)
def test_it_refuses_a_part_that_no_field_can_have(tmp_path: Path, replaced: tuple[str, str], words: str) -> None:
    told = mistakes_of(tmp_path, "{code: note, name: 注, name_en: Note}", replaced)
    assert any(words in line for line in told), told


def test_the_kinds_that_a_plan_needs_are_declared_in_both_languages(linxia_pack: Pack) -> None:
    kinds = registers_of(linxia_pack, datetime.date(2026, 1, 1)).kinds
    assert {"enterprise", "two_high_project", "discharge_permit", "certificate", "grid_inspector"} <= set(kinds)
    assert len(kinds) >= 30
    for kind in kinds.values():
        assert all(field.name and field.name_en for field in kind.fields)


def test_a_binding_may_name_a_register_and_nothing_else(linxia_pack: Pack) -> None:
    codes = {kind.code for kind in linxia_pack.of(RegisterKind)}
    assert {binding.code for binding in linxia_pack.bindings if binding.kind == "register"} <= codes


def test_roles_are_those_that_people_are_appointed_to() -> None:
    declared = RegisterKind.model_fields["see"].annotation
    assert set(str(declared).split("'")[1::2]) <= set(Role.values)


def test_every_type_of_field_can_be_read_and_is_used_or_simple(linxia_pack: Pack) -> None:
    used = {field.type for kind in linxia_pack.of(RegisterKind) for field in kind.fields}
    assert set(FIELD_TYPES) - used <= {"organisation"}
