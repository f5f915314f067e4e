"""Targets, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvheng.documents import Target, read_text

FRAME = """某市人民政府关于印发绿色发展实施方案的通知
某政发〔2022〕8号
各县区人民政府，市政府各部门：
现将方案印发给你们，请认真贯彻执行。
某市人民政府
2022年3月1日
绿色发展实施方案
为推动绿色发展，制定本方案。
一、重点任务
（一）推进相关工作。{sentence}
"""


def wordings() -> list[tuple[str, list[tuple[str, ...]]]]:
    """The sentences of ``wordings.txt`` with what is expected of each."""
    cases: list[tuple[str, list[tuple[str, ...]]]] = []
    for line in Path(__file__).with_name("wordings.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("  "):
            cases[-1][1].append(tuple(line.split()))
        else:
            cases.append((line, []))
    return cases


def shown(target: Target) -> tuple[str, ...]:
    """A target as a line of ``wordings.txt``."""
    fields = (target.comparator, target.value, target.unit, target.deadline_year)
    return tuple("-" if field is None else str(field) for field in fields)


def targets_in(sentence: str) -> list[Target]:
    return list(read_text(FRAME.format(sentence=sentence)).targets)


@pytest.mark.parametrize(("sentence", "expected"), wordings())
def test_it_finds_exactly_the_targets_of_a_sentence(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert [shown(target) for target in targets_in(sentence)] == expected
