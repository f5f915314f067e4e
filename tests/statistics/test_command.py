"""``lvheng air import`` as a person sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.statistics.samples import SITE_HEADING, site_row

from lvheng.statistics.command import import_command


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVHENG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LVHENG_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "200")


def test_it_says_what_came_in_and_that_the_area_is_that_of_the_pack(written, capsys) -> None:
    path = written(SITE_HEADING, [site_row("20200402", "08", pm10="51", so2="0")])
    assert import_command(path, None, utc=False, show_all=False) == 0
    output = " ".join(capsys.readouterr().out.split())
    assert "hourly values of a prefecture's sites" in output
    assert "values added 2" in output
    assert "zero 1" in output
    assert "registered in 622900" in output


def test_it_answers_1_and_lists_the_problems_when_something_was_refused(written, capsys) -> None:
    rows = [
        site_row("20200402", "08", pm10="51"),
        *(site_row("20200402", "09", pm10="x", so2=str(n)) for n in range(60)),
    ]
    path = written(SITE_HEADING, rows)
    assert import_command(path, None, utc=False, show_all=False) == 1
    output = capsys.readouterr().out
    assert "file.csv:3:pm10: “x” is no number" in output
    assert "70 more problems; --all lists the first 10,000." in output


def test_it_lists_all_problems_when_asked(written, capsys) -> None:
    rows = [site_row("20200402", f"{hour:02}", pm10="x", co="1") for hour in range(24)] * 3
    assert import_command(written(SITE_HEADING, rows), None, utc=False, show_all=True) == 1
    assert capsys.readouterr().out.count("is no number") == 72


def test_it_says_that_nothing_changed_the_second_time(written, capsys) -> None:
    path = written(SITE_HEADING, [site_row("20200402", "08", pm10="51")])
    import_command(path, None, utc=False, show_all=False)
    assert import_command(path, None, utc=False, show_all=False) == 0
    assert "already; nothing changed" in capsys.readouterr().out
