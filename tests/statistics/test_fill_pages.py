"""Filling in: what one owes, the form with its checks, saving, handing in, taking back and correcting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from tests.statistics.pages import CELLS, client_of, main_of, page, url, words
from tests.statistics.reporting import COAL, Cast, again, approved, handed_in, issue, opened, published

from lvheng.statistics import actions
from lvheng.statistics.models import Report, Step

if TYPE_CHECKING:
    from django.test import Client

    from lvheng.packs import Pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


@pytest.fixture
def report(cast: Cast) -> Report:
    return opened()


@pytest.fixture
def filler(cast: Cast) -> Client:
    return client_of(cast.filler)


def drafted(client: Client, report: Report) -> Report:
    answer = client.post(url(report, "start/"))
    assert answer["Location"] == url(report)
    return again(report)


def test_my_reports_are_listed_by_deadline_and_late_ones_say_by_how_many_days(filler: Client, report: Report) -> None:
    later = opened("straw_year", "2025")
    today_minus = report.due_on + timedelta(days=30)
    Report.objects.filter(pk=later.pk).update(due_on=today_minus)
    rows = page(filler, "/reports/mine/").select("tbody tr")
    assert [row.a["href"] for row in rows] == [url(report), url(later)]
    assert "逾期" in words(rows[0])
    assert "待填报" in words(rows[0])
    assert "开始填报" in words(rows[0].button)


def test_what_was_handed_in_is_listed_apart(cast: Cast, filler: Client, report: Report) -> None:
    handed_in(cast, report)
    assert page(filler, "/reports/mine/").select(".empty")
    row = page(filler, "/reports/mine/?view=done").select_one("tbody tr")
    assert "待审核" in words(row)


def test_an_expected_report_offers_to_begin_and_shows_no_cells(filler: Client, report: Report) -> None:
    main = page(filler, url(report))
    assert main.select_one(f"form[action='{url(report, 'start/')}'] button")
    assert not main.select("input[name^='e-']")


def test_the_form_has_the_head_that_the_law_asks_for(filler: Client, report: Report) -> None:
    head = words(page(filler, url(drafted(filler, report))).select_one(".paper__head"))
    for expected in (
        "煤炭购进、消费与库存",
        "临绿循8表",
        "临夏州发展和改革委员会",
        "待批准",
        "待核实",
        "2028-12-31",
        "2025年",
    ):
        assert expected in head
    assert "临夏市人民政府" in head


def test_every_row_has_a_labelled_cell_for_a_numeric_keyboard(filler: Client, report: Report) -> None:
    main = page(filler, url(drafted(filler, report)))
    cells = main.select(".sheet__cell input")
    assert [cell["name"].removeprefix("e-") for cell in cells] == list(COAL)
    for cell in cells:
        assert cell["inputmode"] == "decimal"
        assert main.select_one(f"label[for='{cell['id']}']")
        assert main.select_one(f"#{cell['aria-describedby']}") is not None


def test_a_cell_stands_beside_the_last_year_and_the_change(cast: Cast, report: Report) -> None:
    approved(cast, opened(period="2024"), COAL | {"coal_purchased": "4000", "coal_sold": "0", "coal_burnt": "3800"})
    filler = client_of(cast.filler)
    actions.save_draft(cast.filler, report, COAL, {})
    row = page(filler, url(report)).select_one("#row-coal_purchased")
    assert row is not None
    assert [words(cell) for cell in row.select("td.num")] == ["4000", "+25.0%"]


def test_typing_saves_and_answers_with_findings_beside_their_rows(filler: Client, report: Report) -> None:
    drafted(filler, report)
    answer = filler.post(
        url(report, "check/"),
        {"e-coal_opening_stock": "1000", "e-coal_purchased": "viel"},
        headers={"HX-Request": "true"},
    )
    live = BeautifulSoup(answer.content, "html.parser")
    assert live.select_one("#find-coal_purchased .find--hard")
    assert not live.select_one("#find-coal_opening_stock .find--hard")
    assert live.select_one("#summary a[href='#e-coal_purchased']")
    assert "已保存" in words(live.select_one("#saved"))
    assert "处错误要改" in words(live.select_one("#blockers"))
    kept = report.versions.get()
    assert kept.entries["coal_purchased"] == "viel"


def test_the_rules_of_the_form_are_told_with_both_sides(filler: Client, report: Report) -> None:
    drafted(filler, report)
    answer = filler.post(url(report, "check/"), CELLS | {"e-coal_closing_stock": "1300"})
    live = BeautifulSoup(answer.content, "html.parser")
    broken = live.select_one(".rule--broken")
    assert "6000 = 6100" in words(broken).replace(" = ", " = ")


def test_a_cell_that_was_emptied_is_empty_afterwards(filler: Client, report: Report) -> None:
    drafted(filler, report)
    filler.post(url(report), CELLS)
    filler.post(url(report), {"e-coal_burnt": ""})
    assert report.versions.get().entries == COAL | {"coal_burnt": ""}


def test_saving_without_javascript_leads_back_to_the_form_with_its_findings(filler: Client, report: Report) -> None:
    drafted(filler, report)
    answer = filler.post(url(report), {"e-coal_burnt": "x"}, follow=True)
    main = main_of(answer.content)
    assert "已保存" in words(main.select_one(".messages"))
    assert main.select_one("#e-coal_burnt")["value"] == "x"
    assert main.select_one("#find-coal_burnt .find--hard")
    assert main.select_one("#e-coal_burnt")["aria-invalid"] == "true"


def test_a_draft_that_a_colleague_saved_meanwhile_is_not_overwritten(
    cast: Cast, filler: Client, report: Report
) -> None:
    drafted(filler, report)
    seen = page(filler, url(report)).select_one("input[name=seen]")["value"]
    actions.save_draft(cast.colleague, again(report), COAL, {})
    answer = filler.post(url(report, "check/"), CELLS | {"e-coal_burnt": "1", "seen": seen})
    assert answer.status_code == 409
    assert report.versions.get().entries["coal_burnt"] == COAL["coal_burnt"]
    saved = filler.post(url(report), CELLS | {"e-coal_burnt": "1", "seen": seen})
    assert saved.status_code == 409
    main = main_of(saved.content)
    assert main.select_one("#e-coal_burnt")["value"] == "1"
    seen_now = main.select_one("input[name=seen]")["value"]
    filler.post(url(report), CELLS | {"e-coal_burnt": "1", "seen": seen_now})
    assert report.versions.get().entries["coal_burnt"] == "1"


def test_handing_in_with_mistakes_says_so_on_the_form_and_loses_nothing(filler: Client, report: Report) -> None:
    drafted(filler, report)
    seen = page(filler, url(report)).select_one("input[name=seen]")["value"]
    answer = filler.post(url(report, "submit/"), CELLS | {"e-coal_burnt": "9999", "seen": seen})
    assert answer.status_code == 422
    main = main_of(answer.content)
    assert "还不能提交" in words(main.select_one("[role=alert]"))
    assert main.select_one("#e-coal_burnt")["value"] == "9999"
    assert again(report).state == Report.State.DRAFT


def test_a_soft_finding_asks_for_an_explanation_in_its_place_and_is_content_with_it(
    cast: Cast, filler: Client, report: Report
) -> None:
    approved(cast, opened(period="2024"), COAL | {"coal_burnt": "1", "coal_sold": "4799"})
    drafted(filler, report)
    main = main_of(filler.post(url(report), CELLS, follow=True).content)
    asked = [soft for soft in main.select(".soft") if soft.select_one(".find--soft")]
    assert asked
    answers = {soft.textarea["name"]: "新投产一家企业" for soft in asked}
    refused = filler.post(url(report, "submit/"), CELLS | {"seen": main.select_one("input[name=seen]")["value"]})
    assert refused.status_code == 422
    seen = main_of(refused.content).select_one("input[name=seen]")["value"]
    answer = filler.post(url(report, "submit/"), CELLS | answers | {"seen": seen})
    assert answer["Location"] == url(report)
    shown = page(filler, url(report))
    assert "新投产一家企业" in words(shown.select_one(".sheet"))


def test_what_was_handed_in_is_read_only_and_may_be_taken_back(filler: Client, report: Report) -> None:
    drafted(filler, report)
    filler.post(url(report, "submit/"), CELLS | {"seen": ""})
    main = page(filler, url(report))
    assert not main.select("input[name^='e-']")
    assert "临夏市人民政府" in words(main.select_one(".way .is-next"))
    filler.post(url(report, "withdraw/"), {"mark": main.select_one("input[name=mark]")["value"]})
    assert page(filler, url(report)).select_one("#e-coal_burnt")["value"] == COAL["coal_burnt"]


def test_a_returned_report_says_why_until_it_is_handed_in_again(cast: Cast, filler: Client, report: Report) -> None:
    handed_in(cast, report)
    actions.send_back(cast.colleague, again(report), "第 03 行和台账不符")
    assert "第 03 行和台账不符" in words(page(filler, url(report)).select_one(".notice--bad"))
    drafted(filler, report)
    assert "第 03 行和台账不符" in words(page(filler, url(report)).select_one(".notice--bad"))
    filler.post(url(report, "submit/"), CELLS | {"seen": ""})
    assert not page(filler, url(report)).select(".notice--bad")


def test_a_correction_needs_its_reason_and_shows_what_it_changes(cast: Cast, filler: Client, report: Report) -> None:
    published(cast, report)
    refused = filler.post(url(report, "correct/"), {"reason": " "})
    assert refused.status_code == 422
    assert "为什么更正" in words(main_of(refused.content).select_one(".field__error"))
    filler.post(url(report, "correct/"), {"reason": "漏计一家企业"})
    filler.post(url(report), CELLS | {"e-coal_purchased": "5100", "e-coal_burnt": "4600.5"})
    main = page(filler, url(report))
    assert "漏计一家企业" in words(main.select_one(".notice--info"))
    assert "原为 5000" in words(main.select_one("#row-coal_purchased"))
    filler.post(url(report, "submit/"), {"seen": ""})
    shown = page(filler, url(report))
    assert [row["id"] for row in shown.select("tr.is-changed")] == ["row-coal_purchased", "row-coal_burnt"]
    assert words(shown.select_one("#row-coal_purchased .earlier")) == "5000"


def test_a_correction_may_be_given_up(cast: Cast, filler: Client, report: Report) -> None:
    published(cast, report)
    filler.post(url(report, "correct/"), {"reason": "漏计一家企业"})
    assert page(filler, url(report)).select_one(f"button[formaction='{url(report, 'drop/')}']")
    filler.post(url(report, "drop/"))
    assert again(report).state == Report.State.PUBLISHED


def test_nobody_but_the_respondent_gets_cells(cast: Cast, report: Report) -> None:
    actions.save_draft(cast.filler, report, COAL, {})
    assert not page(client_of(cast.planner), url(report)).select("input[name^='e-']")
    assert client_of(cast.neighbour).get(url(report)).status_code == 403
    assert client_of(cast.planner).post(url(report, "check/"), CELLS).status_code == 403


def test_an_unknown_step_or_report_is_not_found(filler: Client, report: Report) -> None:
    assert filler.post(url(report, "vanish/")).status_code == 404
    assert filler.get("/reports/999999/").status_code == 404
    assert filler.get(url(report, "versions/7/")).status_code == 404


def test_the_history_of_a_report_names_who_did_what(cast: Cast, filler: Client, report: Report) -> None:
    published(cast, report)
    told = words(page(filler, url(report)).select_one(".timeline"))
    for kind in (Step.Kind.SUBMITTED, Step.Kind.CHECKED, Step.Kind.APPROVED, Step.Kind.PUBLISHED):
        assert str(kind.label) in told
    assert "statistician" in told
