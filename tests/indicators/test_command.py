"""``lvheng compute``: the number, or what is missing and who reports it."""

from __future__ import annotations

import datetime
import json

import pytest

from lvheng.errors import InputProblem, Problems
from lvheng.indicators.command import compute_command, day, print_contradictions


def test_a_figure_that_was_never_published_says_what_is_missing_and_who_reports_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "zh")
    assert compute_command("linxia", "straw_utilisation_rate", "622900", "2025") == 1
    told = capsys.readouterr().out
    assert "临夏回族自治州2025年农作物秸秆综合利用率：没有数" in told
    assert "小麦产量" in told
    assert "州农业农村局" in told


def test_a_county_without_a_listed_department_names_the_kind_of_department(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "zh")
    assert compute_command("linxia", "manure_utilisation_rate", "622924", "2025") == 1
    assert "广河县农业农村局" in capsys.readouterr().out


def test_a_number_comes_with_what_was_published(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "en")
    assert compute_command("linxia", "film_recovery_rate", "620800", "2022", explained=True) == 0
    told = capsys.readouterr().out
    assert "84.60 %" in told
    assert "published 2022: 84.21 %" in told
    assert "the computation does not agree" in told
    assert "Agricultural film used: 18399 t" in told


def test_other_periods_that_were_published_are_shown_where_this_one_was_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "zh")
    assert compute_command("linxia", "manure_utilisation_rate", "622900", "2025") == 1
    assert "2021年上半年：84.86 %" in capsys.readouterr().out


def test_json_has_the_value_as_exact_text_the_tree_and_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert compute_command("linxia", "film_recovery_rate", "620000", "2022", output_format="json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["value"], found["unit"], found["basis"]) == ("84.68", "%", "computed")
    assert found["explanation"]["parts"]
    assert found["steps"]["target"] == {"code": "film_recovery_rate", "unit": "620000", "period": "2022"}
    assert found["published"][0]["source"]["certainty"] == "secondary"


def test_as_of_hides_what_was_published_later(capsys: pytest.CaptureFixture[str]) -> None:
    early = datetime.date(2022, 1, 1)
    assert compute_command("linxia", "film_recovery_rate", "620000", "2022", as_of=early) == 1
    assert "84.68" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "area", "period"),
    [
        ("film_recovery", "622900", "2025"),
        ("film_recovery_rate", "622999", "2025"),
        ("film_recovery_rate", "622900", "2025年"),
    ],
)
def test_a_code_area_or_period_that_is_none_is_a_problem_of_the_input(code: str, area: str, period: str) -> None:
    with pytest.raises((InputProblem, Problems)) as caught:
        compute_command("linxia", code, area, period)
    assert caught.value.exit_code == 2


def test_a_day_is_written_as_a_date() -> None:
    assert day("2024-06-30") == datetime.date(2024, 6, 30)
    with pytest.raises(InputProblem):
        day("30.6.2024")


def test_contradictions_are_told_with_both_numbers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "zh")
    assert print_contradictions("linxia") == 5
    told = capsys.readouterr().out
    assert "平凉市2022年废旧农膜回收率：发布84.21 %，按组成部分计算84.60 %，不可能由其组成部分得出" in told
    assert "2022年高标准农田任务完成率：发布85 %，按组成部分计算83 %，差异可能出于组成部分的修约" in told
    assert "2022年年末常住人口：临夏州州情介绍为212.41 万人，工业用地网站，临夏概况为212.40 万人" in told


def test_a_pack_without_published_figures_has_no_contradictions(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_contradictions("china") == 0
    assert capsys.readouterr().out == ""
