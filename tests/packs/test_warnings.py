"""Rules of warnings: a mistake in one is found when the pack is loaded, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvheng.errors import Problems
from lvheng.packs import load_pack
from lvheng.packs.warnings import WarningRule, blanks_of

PACK = """\
name: small
title: {zh: 小数据包, en: A small pack}
sources:
  practice: {title: 通行做法, certainty: to_verify}
"""
RULE = """\
- code: red
  name: 亮红灯
  name_en: Red light
  formula: "light == 'red'"
  severity: high
  follows: task
  opening: {zh: "{target}亮红灯", en: "{target} is red"}
  closing: {zh: "{target}不再亮红灯", en: "{target} is no longer red"}
  source: practice
"""


def loaded(folder: Path, rule: str) -> tuple[WarningRule, ...]:
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "warnings.yaml").write_text(rule, "utf-8")
    return load_pack(folder).of(WarningRule)


def mistakes(folder: Path, rule: str) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as raised:
        loaded(folder, rule)
    return [(problem.code, problem.where.rpartition("/")[2]) for problem in raised.value.problems]


def test_a_rule_is_read_with_its_texts(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, RULE)
    assert (rule.code, rule.severity, rule.follows) == ("red", "high", "task")
    assert rule.opening.zh == "{target}亮红灯"
    assert rule.title.en == "Red light"


def test_the_rules_of_the_country_are_valid() -> None:
    rules = load_pack("linxia").of(WarningRule)
    assert {"red_binding", "red_expected", "unlikely", "stale_data", "level_lost"} <= {rule.code for rule in rules}
    assert {rule.follows for rule in rules if rule.severity == "high"} == {"task"}


@pytest.mark.parametrize(
    ("right", "wrong", "code", "line"),
    [
        ("light == 'red'", "light == 'purple'", "unknown_word", 4),
        ("light == 'red'", "lamp == 'red'", "unknown_name", 4),
        ("light == 'red'", "gap + 1", "kind", 4),
        ('zh: "{target}亮红灯"', 'zh: "{goal}亮红灯"', "unknown_blank", 7),
        ('zh: "{target}不再亮红灯"', 'zh: "{target不再亮红灯"', "unknown_blank", 8),
        ("severity: high", "severity: terrible", "invalid_choice", 5),
        ("follows: task", "follows: nothing", "invalid_choice", 6),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, right: str, wrong: str, code: str, line: int) -> None:
    found = mistakes(tmp_path, RULE.replace(right, wrong))
    assert len(found) == 1
    assert found[0][1].split(":")[:2] == ["warnings.yaml", str(line)]
    assert found[0][0] == code


def test_blanks_are_the_names_in_braces() -> None:
    assert blanks_of("{target}在{period}") == ["target", "period"]
    assert blanks_of("没有") == []
    assert blanks_of("{target") == ["{"]
