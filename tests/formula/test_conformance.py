"""One set of formulas, one meaning: on the interpreter and on every engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML
from tests.formula.cases import BAD, GOOD, declarations, read_case

from lvheng.errors import Problems
from lvheng.formula import Program

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_the_interpreter_gives_the_expected_answers(path: Path) -> None:
    case = read_case(path)
    case.check(case.world.interpreted())


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_duckdb_gives_the_expected_answers(path: Path) -> None:
    case = read_case(path)
    case.check(case.world.on_duckdb())


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_postgresql_gives_the_expected_answers(path: Path, postgres_url: str) -> None:
    case = read_case(path)
    case.check(case.world.on_postgres(postgres_url))


@pytest.mark.cluster
@pytest.mark.xdist_group("spark")  # one cluster for all, however many processes run the tests
@pytest.mark.parametrize("path", GOOD, ids=name)
def test_spark_gives_the_expected_answers(path: Path, spark: SparkSession) -> None:
    case = read_case(path)
    case.check(case.world.on_spark(spark))


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_program_is_refused_with_these_words(path: Path) -> None:
    content = YAML(typ="safe", pure=True).load(path)
    variables, parameters = declarations(content)
    with pytest.raises(Problems) as caught:
        Program.build(variables, parameters)
    found = [{"code": p.code, "en": p.in_language("en"), "zh": p.in_language("zh-hans")} for p in caught.value.problems]
    assert found == content["problems"]
