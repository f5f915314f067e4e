"""The pages around public reports: what everybody reads, what officers see, and what is never shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from lvheng.cases.catalogue import type_of
from lvheng.cases.models import Case, Publication
from lvheng.cases.opening import open_case
from lvheng.cases.public.models import Report
from lvheng.cases.public.rewards import worked_out
from lvheng.cases.public.simulated import make_simulated, remove_simulated, simulated_counts
from lvheng.cases.simulated import make_simulated as make_cases
from lvheng.cases.simulated import remove_simulated as remove_cases
from lvheng.cases.stepping import write_step
from lvheng.cases.writing import By
from lvheng.plan.models import Version

Received = Callable[..., tuple[Report, list[str]]]
ATOM = "{http://www.w3.org/2005/Atom}"


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def published(case: Case, **changes: Any) -> Publication:
    content = [{"name": "当事人", "name_en": "Party", "value": "某**", "value_en": "某**"}]
    facts = {"code": "decision", "kind": "decision", "title": "处罚决定：超标排放", "content": content,
             "published_on": timezone.localdate()}  # fmt: skip
    return Publication.objects.create(case=case, **(facts | changes))


def test_small_numbers_are_not_published(received: Received, client_as: Callable[..., Client]) -> None:
    for _ in range(2):
        received(longitude=None, latitude=None, address="")
    for _ in range(6):
        received(matter="air", longitude=None, latitude=None, address="")
    page = text(client_as(""), "/public/statistics/")
    cells = page.split("<tbody>")[1]
    assert "不公开" in cells
    assert '<td class="num">6' in cells
    assert '<td class="num">2' not in cells


def test_what_is_withdrawn_over_or_to_come_is_not_shown_or_fed(
    received: Received, client_as: Callable[..., Client]
) -> None:
    case, today = received()[0].case, timezone.localdate()
    published(case)
    published(case, code="a", title="已撤回的决定", withdrawn_on=today, withdrawn_reason="决定被撤销")
    published(case, code="b", title="已过期的决定", until=today - timedelta(days=1))
    published(case, code="c", title="明天的决定", published_on=today + timedelta(days=1))
    for path in ("/public/decisions/", "/public/feeds/decisions.atom", "/public/feeds/places/622901.atom"):
        page = text(client_as(""), path)
        assert "处罚决定：超标排放" in page
        assert not any(title in page for title in ("已撤回", "已过期", "明天"))


def test_a_feed_holds_what_concerns_its_place_and_article(received: Received, client_as: Callable[..., Client]) -> None:
    case = received()[0].case
    published(case)
    anybody = client_as("")
    feed = ElementTree.fromstring(text(anybody, "/public/feeds/places/622901.atom"))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "处罚决定：超标排放"
    assert "某**" in (entry.findtext(f"{ATOM}summary") or "")
    assert not ElementTree.fromstring(text(anybody, "/public/feeds/places/622921.atom")).findall(f"{ATOM}entry")
    text(anybody, "/public/feeds/places/110000.atom", 404)
    text(anybody, "/public/feeds/articles/0.atom", 404)


def test_an_article_is_followed_by_the_steps_of_its_tasks(linxia: Version, client_as: Callable[..., Client]) -> None:
    provision = linxia.provisions.exclude(tasks=None).first()
    assert provision is not None
    written = {"text": "推广节能灯", "modality": "must"}
    task = open_case(
        None, "plan_task", title="推广节能灯", area="622900", written=written, provision=provision.reference
    )
    _write_first_step(task)
    feed = ElementTree.fromstring(text(client_as(""), f"/public/feeds/articles/{provision.reference}.atom"))
    (entry,) = feed.findall(f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}title") or "").startswith("推广节能灯：")


def _write_first_step(case: Case) -> None:
    """Take a task to its next state, as the office in charge does."""
    kind = type_of(case.type)
    step = next(each for each in kind.steps_from(case.state) if each.to and each.to != case.state)
    found = Case.objects.select_related("owner", "area").get(pk=case.pk)
    write_step(
        found, kind, step, found.data, (), By(organisation=found.owner, capacity="owner"), "", timezone.localdate()
    )


def test_an_officer_sees_place_and_duplicates_and_opens_the_name_for_a_reason(
    received: Received, client_as: Callable[..., Client]
) -> None:
    from lvheng.cases.public.naming import Reporter

    first, _ = received(reporter=Reporter("马文海", "13893019876"))
    second, _ = received(description="又看到了。")
    officer = client_as("department_officer")
    listed = text(officer, "/public/desk/")
    assert first.case.title in listed
    assert second.case.title in listed
    path = f"/public/desk/{first.pk}/"
    assert path in text(officer, f"/cases/{first.case_id}/")
    page = text(officer, path)
    assert second.case.number in page
    assert "马文海" not in page
    refused = officer.post(f"{path}reporter/", {"reason": ""})
    assert refused.status_code == 422
    assert "马文海" not in refused.content.decode()
    opened = officer.post(f"{path}reporter/", {"reason": "当面取证"})
    assert "马文海" in opened.content.decode()
    assert opened["Cache-Control"] == "no-store"
    assert "马文海" not in text(officer, path)


@pytest.mark.parametrize("role", ["leader", "county_officer"])
def test_who_has_no_part_in_a_report_is_not_told_that_it_exists(
    received: Received, client_as: Callable[..., Client], role: str
) -> None:
    report, _ = received()
    client = client_as(role)
    assert report.case.title not in text(client, "/public/desk/")
    text(client, f"/public/desk/{report.pk}/", 404)


def test_a_wrong_receipt_is_told_in_words(places: None, client_as: Callable[..., Client]) -> None:
    answer = client_as("").post("/report/follow/", {"code": "ABC"})
    assert answer.status_code == 422
    assert "没有这个回执号" in answer.content.decode()


def test_a_planner_adds_to_the_fund_and_mistakes_are_told(places: None, client_as: Callable[..., Client]) -> None:
    planner = client_as("planner")
    assert planner.post("/public/desk/fund/", {"amount": "-5", "reference": "x"}).status_code == 422
    done = planner.post("/public/desk/fund/", {"amount": "5000.50", "reference": "临州财〔2026〕1号"}, follow=True)
    assert "5000.50" in done.content.decode()


def test_a_planner_enters_the_amounts_by_their_document_and_the_rule_works_with_them(
    places: None, client_as: Callable[..., Client]
) -> None:
    planner, today = client_as("planner"), timezone.localdate()
    assert worked_out("serious")["amount"] is None
    amounts = {"general": "500", "serious": "5000.01", "major": "20000", "begin": today.isoformat()}
    refused = planner.post("/public/desk/amounts/", {**amounts, "general": "0", "source_title": "x"})
    assert refused.status_code == 422
    assert "金额应大于零" in refused.content.decode()
    given = {**amounts, "source_title": "临夏州举报奖励办法", "source_number": "临州环〔2026〕9号"}
    assert "临州环〔2026〕9号" in planner.post("/public/desk/amounts/", given, follow=True).content.decode()
    assert worked_out("serious")["amount"] == Decimal("5000.01")
    assert worked_out("serious", on=today - timedelta(days=1))["amount"] is None
    again = planner.post("/public/desk/amounts/", {**given, "major": "1"})
    assert again.status_code == 422
    assert "过去的计算不改变" in again.content.decode()


def test_a_rule_can_be_objected_to_from_its_page(places: None, client_as: Callable[..., Client]) -> None:
    assert "/report/objection/rule:residential_electricity/" in text(client_as(""), "/rules/residential_electricity/")


def test_made_up_reports_come_and_go_with_their_cases(places: None) -> None:
    make_cases()
    assert make_simulated() == simulated_counts() > 5
    assert make_simulated() == 0
    remove_simulated()
    remove_cases()
    assert simulated_counts() == 0
    assert not Case.objects.filter(simulated=True).exists()
