"""Approving: what waits for whom, what they see of it, approving one or many, and returning with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.statistics.pages import client_of, main_of, page, url, words
from tests.statistics.reporting import COAL, Cast, again, approved, handed_in, issue, opened, somebody

from lvheng.statistics import actions
from lvheng.statistics.models import Report

if TYPE_CHECKING:
    from bs4 import Tag

    from lvheng.packs import Pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


@pytest.fixture
def report(cast: Cast) -> Report:
    return handed_in(cast, opened())


def rows(cast_member: object, query: str = "") -> list[Tag]:
    return page(client_of(cast_member), f"/reports/approvals/{query}").select("tbody tr")  # type: ignore[arg-type]


def with_findings(cast: Cast) -> Report:
    """A report that burns a thousand times as much as the year before, and says why."""
    approved(cast, opened(period="2024"), COAL | {"coal_burnt": "4", "coal_sold": "4796"})
    odd = opened()
    findings = actions.save_draft(cast.filler, odd, COAL, {})
    actions.save_draft(cast.filler, again(odd), COAL, {each.code: "新投产" for each in findings})
    return actions.submit(cast.filler, again(odd))


def test_a_report_waits_for_a_colleague_but_not_for_who_filled_it_in(cast: Cast, report: Report) -> None:
    [row] = rows(cast.colleague)
    assert row.a["href"] == url(report)
    assert "填报单位审核" in words(row)
    assert rows(cast.filler) == []
    assert rows(cast.statistician) == []


def test_after_a_step_it_waits_for_the_next_office(cast: Cast, report: Report) -> None:
    client = client_of(cast.colleague)
    mark = page(client, url(report)).select_one("input[name=mark]")["value"]
    answer = client.post(url(report, "approve/"), {"words": "核对无误", "mark": mark}, follow=True)
    assert "转到下一步" in words(main_of(answer.content).select_one(".messages"))
    assert rows(cast.colleague) == []
    [row] = rows(cast.statistician)
    assert row.a["href"] == url(report)
    assert "核对无误" in words(page(client_of(cast.statistician), url(report)).select_one(".timeline"))


def test_the_last_step_records_the_figures_and_shows_where_they_are_used(cast: Cast, report: Report) -> None:
    actions.approve(cast.colleague, again(report))
    client = client_of(cast.statistician)
    client.post(url(report, "approve/"))
    assert again(report).state == Report.State.APPROVED
    assert page(client, url(report)).select_one("#uses")


def test_returning_needs_words_and_sends_them(cast: Cast, report: Report) -> None:
    client = client_of(cast.colleague)
    refused = client.post(url(report, "return/"), {"words": "  "})
    assert refused.status_code == 422
    assert "退回要写意见" in words(main_of(refused.content).select_one(".field__error"))
    client.post(url(report, "return/"), {"words": "第 03 行和台账不符"})
    assert again(report).state == Report.State.RETURNED


def test_an_office_that_is_not_at_its_step_gets_no_buttons_and_no_way_around_them(cast: Cast, report: Report) -> None:
    client = client_of(cast.statistician)
    assert not page(client, url(report)).select("button[formaction]")
    assert client.post(url(report, "approve/")).status_code == 403
    assert client.post(url(report, "return/"), {"words": ""}).status_code in (400, 403)
    assert again(report).state == Report.State.SUBMITTED


def test_whoever_looks_at_an_old_page_is_told_that_somebody_was_faster(cast: Cast, report: Report) -> None:
    client = client_of(cast.statistician)
    mark = page(client, url(report)).select_one("input[name=mark]")
    assert mark is None
    actions.approve(cast.colleague, again(report))
    mark = page(client, url(report)).select_one("input[name=mark]")["value"]
    actions.approve(cast.second_statistician, again(report))
    answer = client.post(url(report, "approve/"), {"mark": mark}, follow=True)
    assert "不能再这样办理" in words(main_of(answer.content).select_one(".messages"))


def test_an_approver_sees_findings_with_their_explanations_and_the_change(cast: Cast) -> None:
    odd = with_findings(cast)
    main = page(client_of(cast.colleague), url(odd))
    assert "新投产" in words(main.select_one("#row-coal_burnt"))
    assert main.select_one("#row-coal_burnt .notable")


def test_only_reports_without_findings_can_be_ticked_and_approved_together(cast: Cast) -> None:
    odd = with_findings(cast)
    yongjing = [somebody(name, "linxia_yongjing_government", "county_officer") for name in ("y1", "y2")]
    clean = opened(area="622923")
    actions.save_draft(yongjing[0], clean, COAL, {})
    actions.submit(yongjing[0], again(clean))
    for each, colleague in ((odd, cast.colleague), (clean, yongjing[1])):
        actions.approve(colleague, again(each))
    listed = {row.a["href"]: row for row in rows(cast.statistician)}
    assert not listed[url(odd)].select("input[type=checkbox]")
    assert listed[url(clean)].select_one("input[type=checkbox]")["value"] == str(clean.pk)
    answer = client_of(cast.statistician).post(
        "/reports/approvals/", {"do": "approve", "report": [odd.pk, clean.pk]}, follow=True
    )
    told = words(main_of(answer.content).select_one(".messages"))
    assert "已审核通过 1 张" in told
    assert "有疑点" in told
    assert (again(odd).state, again(clean).state) == (Report.State.SUBMITTED, Report.State.APPROVED)


def test_approving_nothing_is_told(cast: Cast, report: Report) -> None:
    answer = client_of(cast.colleague).post("/reports/approvals/", {"do": "approve"}, follow=True)
    assert "没有勾选" in words(main_of(answer.content).select_one(".messages"))


def test_the_list_is_narrowed_by_form_area_and_period(cast: Cast, report: Report) -> None:
    assert len(rows(cast.colleague, "?form=coal_balance_year&period=2025&area=622901")) == 1
    assert rows(cast.colleague, "?form=straw_year") == []
    assert "没有符合条件" in words(
        page(client_of(cast.colleague), "/reports/approvals/?period=1999").select_one(".empty")
    )


def test_the_desk_names_what_waits(cast: Cast, report: Report) -> None:
    items = {item.h2.get_text(): item for item in page(client_of(cast.colleague), "/desk/").select(".desk__item")}
    assert items["审核报表"].select_one(".desk__count strong").get_text() == "1"
    actions.send_back(cast.colleague, again(report), "第 03 行和台账不符")
    items = {item.h2.get_text(): item for item in page(client_of(cast.filler), "/desk/").select(".desk__item")}
    [returned] = [item for title, item in items.items() if title.startswith("退回修改")]
    assert "第 03 行和台账不符" in words(returned)
    assert returned.a["href"] == url(report)
    assert "逾期" in words(items["填报报表"])
