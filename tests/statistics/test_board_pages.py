"""The board and the publications: what officers see, what the public sees, and making figures public."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.statistics.pages import client_of, main_of, page, url, words
from tests.statistics.reporting import COAL, Cast, again, approved, handed_in, issue, opened, published

from lvheng.statistics import actions
from lvheng.statistics.models import Report

if TYPE_CHECKING:
    from bs4 import Tag

    from lvheng.packs import Pack

pytestmark = pytest.mark.django_db
BOARD = "/reports/?form=coal_balance_year&period=2025"
PUBLISH = "/reports/publications/coal_balance_year/2025/"


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


@pytest.fixture
def report(cast: Cast) -> Report:
    return opened()


def cell(client: Client, area: str = "临夏市") -> Tag:
    """The cell of an area in the one row of the board."""
    main = page(client, BOARD)
    column = [words(head) for head in main.select(".board thead th")].index(area)
    return main.select_one(".board tbody tr").select("th, td")[column]


def test_an_officer_sees_every_area_with_its_state_in_words_and_how_late_it_is(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    office = client_of(cast.planner)
    assert "待审核" in words(cell(office))
    assert "待填报" in words(cell(office, "永靖县"))
    assert "迟" in words(cell(office, "永靖县"))
    assert cell(office).a["href"] == url(report)


def test_a_corrected_report_is_marked(cast: Cast, report: Report) -> None:
    published(cast, report)
    actions.correct(cast.filler, again(report), "漏计一家企业")
    actions.save_draft(cast.filler, again(report), COAL | {"coal_purchased": "5100", "coal_burnt": "4600.5"}, {})
    actions.submit(cast.filler, again(report))
    actions.approve(cast.colleague, again(report))
    actions.approve(cast.statistician, again(report))
    assert "有更正" in words(cell(client_of(cast.planner)))


def test_the_public_sees_only_whether_it_is_published(cast: Cast, report: Report) -> None:
    approved(cast, report)
    public = Client()
    assert words(cell(public)) == "尚未公布"
    assert not cell(public).a
    actions.publish(cast.second_statistician, report.form, report.period, [again(report)])
    assert "已公布" in words(cell(public))
    assert cell(public).a["href"] == url(report)
    assert "迟" not in words(page(public, BOARD))


def test_without_a_choice_the_board_shows_what_is_being_reported_now(cast: Cast, report: Report) -> None:
    chosen = page(Client(), "/reports/?form=coal_balance_year").select_one("#f-period option[selected]")
    assert chosen["value"] == "2025"


def test_the_board_without_reports_says_so(places: None) -> None:
    assert "还没有要报的报表" in words(page(Client(), "/reports/").select_one(".empty"))


def test_the_board_is_a_file_too(cast: Cast, report: Report) -> None:
    answer = client_of(cast.planner).get(f"{BOARD}&format=csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 8
    assert lines[0]["地区"] == "临夏市"
    assert lines[0]["状态"] == "待填报"
    assert int(lines[0]["迟报天数"]) > 0


def test_publishing_shows_first_what_will_be_public(cast: Cast, report: Report) -> None:
    approved(cast, report)
    client = client_of(cast.second_statistician)
    assert page(client, "/reports/publications/").select_one(f"a[href='{PUBLISH}']")
    preview = page(client, PUBLISH)
    assert [words(td) for td in preview.select("tbody td.num")] == list(COAL.values())
    assert "7 张没有审定" in words(preview)


def test_publishing_opens_the_figures_to_everybody_but_not_the_words_inside(cast: Cast, report: Report) -> None:
    approved(cast, report)
    assert Client().get(url(report)).status_code == 302
    answer = client_of(cast.second_statistician).post(PUBLISH, {"report": report.pk}, follow=True)
    assert "已公布 1 张" in words(main_of(answer.content).select_one(".messages"))
    shown = page(Client(), url(report))
    assert "4500.5" in words(shown.select_one("#row-coal_burnt"))
    for inside in (".timeline", ".decide", "form"):
        assert not shown.select(inside)
    assert "filler" not in words(shown)
    listed = page(Client(), "/reports/publications/").select_one("tbody tr")
    assert listed.a["href"] == url(report, "versions/1/")
    assert "second_statistician" in words(listed)


def test_the_public_does_not_see_a_correction_before_it_is_published(cast: Cast, report: Report) -> None:
    published(cast, report)
    actions.correct(cast.filler, again(report), "漏计一家企业")
    actions.save_draft(cast.filler, again(report), COAL | {"coal_purchased": "5100", "coal_burnt": "4600.5"}, {})
    assert "4500.5" in words(page(Client(), url(report)).select_one("#row-coal_burnt"))
    assert Client().get(url(report, "versions/2/")).status_code == 404


def test_publishing_nothing_is_told_and_only_the_office_of_the_form_publishes(cast: Cast, report: Report) -> None:
    approved(cast, report)
    answer = client_of(cast.second_statistician).post(PUBLISH, {}, follow=True)
    assert "没有勾选" in words(main_of(answer.content).select_one(".messages"))
    assert client_of(cast.planner).get(PUBLISH).status_code == 404
    assert client_of(cast.filler).get(PUBLISH).status_code == 403
    assert again(report).state == Report.State.APPROVED


def test_a_simulated_report_says_so_wherever_it_is_shown(cast: Cast) -> None:
    [simulated, *_] = actions.open_reports(opened().form, "2023", simulated=True)
    office = client_of(cast.planner)
    assert "模拟" in words(page(office, "/reports/?form=coal_balance_year&period=2023").select_one(".board"))
    assert "模拟" in words(page(office, url(simulated)))
    assert "模拟" in words(page(client_of(cast.filler), "/reports/mine/"))
