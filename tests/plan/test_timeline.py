"""What is due when: the drawing's arithmetic and the page."""

from __future__ import annotations

import datetime
from copy import copy

from bs4 import BeautifulSoup
from django.test import Client

from lvheng.plan.models import Task, Version
from lvheng.plan.timeline import DOT, MOST_DOTS, YEAR_WIDTH, Due, chart

TODAY = datetime.date(2026, 7, 2)


def due(count: int) -> list[Due]:
    return [Due(number, f"目标{number}") for number in range(count)]


def test_it_shows_2021_to_2035_even_when_nothing_is_due() -> None:
    drawing = chart({}, {}, TODAY)
    assert [column.year for column in drawing.columns] == list(range(2021, 2036))
    assert drawing.width == 15 * YEAR_WIDTH


def test_it_grows_to_the_years_that_are_named() -> None:
    drawing = chart({2020: due(1)}, {2060: due(1)}, TODAY)
    assert (drawing.columns[0].year, drawing.columns[-1].year) == (2020, 2060)


def test_targets_stand_above_the_line_and_tasks_below() -> None:
    drawing = chart({2025: due(7)}, {2025: due(4)}, TODAY)
    column = next(column for column in drawing.columns if column.year == 2025)
    assert all(0 < dot.y < drawing.axis for dot in column.targets)
    assert all(drawing.label_y < dot.y < drawing.height for dot in column.tasks)
    assert len({(dot.x, dot.y) for dot in column.targets}) == 7
    assert all(column.x < dot.x - DOT // 2 and dot.x + DOT // 2 < column.x + YEAR_WIDTH for dot in column.targets)


def test_a_year_with_too_much_says_how_much_more() -> None:
    column = next(each for each in chart({2025: due(1000)}, {}, TODAY).columns if each.year == 2025)
    assert len(column.targets) == MOST_DOTS
    assert column.more_targets == 1000 - MOST_DOTS


def test_today_lies_within_its_year() -> None:
    drawing = chart({}, {}, TODAY)
    assert drawing.today is not None
    assert 5 * YEAR_WIDTH + YEAR_WIDTH * 2 // 5 < drawing.today < 5 * YEAR_WIDTH + YEAR_WIDTH * 3 // 5
    assert chart({}, {}, datetime.date(2050, 1, 1)).today is None


def rows(client: Client, query: str = "") -> list[list[str]]:
    page = BeautifulSoup(client.get(f"/plans/sample/timeline/{query}").content, "html.parser")
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]


def test_the_table_tells_everything_in_the_order_of_years(sample: Version, client: Client) -> None:
    assert [(row[0], row[1], row[2]) for row in rows(client)] == [
        ("2021年", "任务", "2021年底前编制完成国土空间规划"),
        ("2023年", "目标", "生活垃圾分类覆盖"),
        ("2025年", "目标", "优良天数比率"),
        ("2025年", "目标", "单位地区生产总值能耗"),
        ("2025年", "目标", "农作物秸秆综合利用率"),
    ]


def test_it_narrows_to_a_scope(sample: Version, client: Client) -> None:
    assert [row[2] for row in rows(client, "?scope=试验市城区")] == ["生活垃圾分类覆盖"]


def test_it_counts_what_has_no_deadline(sample: Version, client: Client) -> None:
    assert "另有 1 个目标没有写明期限" in client.get("/plans/sample/timeline/").content.decode()


def test_the_drawing_leads_to_the_targets(sample: Version, client: Client) -> None:
    page = BeautifulSoup(client.get("/plans/sample/timeline/").content, "html.parser")
    links = [str(each["href"]) for each in page.select("svg.time-chart a")]
    assert len(links) == 5
    assert all(client.get(link).status_code == 200 for link in links)


def test_a_thousand_rows_are_a_table_of_pages_and_one_drawing(sample: Version, client: Client) -> None:
    task = sample.tasks.filter(deadline_year__isnull=False).first()
    copies = [copy(task) for _ in range(1000)]
    for number, each in enumerate(copies):
        each.pk, each.start, each.deadline_year = None, 5000 + number, 2030
    Task.objects.bulk_create(copies)
    first, last = rows(client), rows(client, "?page=21")
    assert (len(first), len(last)) == (50, 5)
    assert {row[0] for row in last} == {"2030年"}
    page = BeautifulSoup(client.get("/plans/sample/timeline/?page=21").content, "html.parser")
    assert "共 1005 条" in page.select_one(".pager").get_text()
    assert "+" in page.select_one("svg.time-chart").get_text()
