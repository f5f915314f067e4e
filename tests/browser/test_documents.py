"""A monthly briefing in a real browser: drafted by the schedule, filled in, reviewed, issued, read by everybody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_every_page import UNMARKED_CHINESE, sideways, violations

OpenPage = Callable[..., Page]
BRIEFING = "月度情况通报"
# Gathering, drawing and typesetting of all that is due, on a machine that is busy with other tests.
DRAFTING_SECONDS = 240

pytestmark = pytest.mark.browser


def drafted(page: Page) -> str:
    """Have the schedule draft what is due; in the first days of a month, when nothing is, draft by hand."""
    page.goto("documents/schedules/")
    row = page.locator("tbody tr", has_text=BRIEFING)
    if row.get_by_text("未到").count():
        page.goto("documents/new/briefing_month/")
        page.get_by_role("button", name="拟稿").click()
        expect(page.locator(".messages")).to_contain_text("草稿已拟好", timeout=DRAFTING_SECONDS * 1000)
        return page.url
    page.get_by_role("button", name="现在拟稿").click()
    link = row.get_by_role("link", name=re.compile("情况的通报"))
    for _ in range(DRAFTING_SECONDS // 2):
        if link.count():
            break
        page.wait_for_timeout(2000)
        page.reload()
    link.click()
    expect(page.locator("h1")).to_contain_text("情况的通报")
    return page.url


def test_a_monthly_briefing_goes_from_the_schedule_to_a_public_document(open_page: OpenPage) -> None:
    planner = open_page(role="planner")
    planner.set_default_timeout(60_000)
    url = drafted(planner)
    expect(planner.get_by_text("用到模拟数据")).to_be_visible()
    picture = planner.locator("img.paper").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 900)
    assert violations(planner) == []

    planner.get_by_role("link", name="填写和修改").click()
    planner.get_by_label("原因分析").fill("第一，部分县（市）回收网点不足。\n第二，项目资金到位晚。")
    planner.get_by_label("下一步措施").fill("各牵头单位逐项制定整改清单，按月调度。")
    assert violations(planner) == []
    planner.get_by_role("button", name="保存").click()
    expect(planner.locator(".messages")).to_contain_text("已保存")
    planner.get_by_role("button", name="送审").click()
    expect(planner.locator(".messages")).to_contain_text("已送审")
    expect(planner.get_by_role("button", name="审核通过")).to_have_count(0)

    leader = open_page(role="leader")
    leader.set_default_timeout(60_000)
    leader.goto(url)
    leader.get_by_role("button", name="审核通过").click()
    expect(leader.locator(".messages")).to_contain_text("等待签发")
    leader.get_by_role("button", name="签发").click()
    expect(leader.locator(".messages")).to_contain_text(re.compile(r"已印发：临州发改通报〔\d{4}〕\d+号"))
    leader.get_by_role("button", name="向社会公开").click()
    expect(leader.locator(".messages")).to_contain_text("已向社会公开")

    reader = open_page()
    reader.set_default_timeout(60_000)
    reader.goto("documents/")
    reader.get_by_role("link", name=re.compile("情况的通报")).first.click()
    for name, beginning in (("Word", b"PK"), ("PDF", b"%PDF")):
        with reader.expect_download() as found:
            reader.get_by_role("link", name=name, exact=True).click()
        assert found.value.path().read_bytes().startswith(beginning)
        assert re.match(r"临州发改通报〔\d{4}〕\d+号\.", found.value.suggested_filename)
    reader.locator(".paper-notes a").first.click()
    expect(reader.locator("h1")).not_to_contain_text("通报")
    expect(reader.locator("main")).to_contain_text("来历")


def test_the_page_of_a_document_fits_a_phone_and_reads_in_english(open_page: OpenPage) -> None:
    page = open_page(role="department_officer", width=375)
    page.set_default_timeout(60_000)
    page.goto("documents/new/reporter_reply/")
    page.get_by_role("button", name="拟稿").click()
    expect(page.locator(".messages")).to_contain_text("草稿已拟好", timeout=DRAFTING_SECONDS * 1000)
    assert sideways(page) == 0
    url = page.url
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": url}])
    for path in (url, f"{url}fill/"):
        page.goto(path)
        assert page.evaluate(UNMARKED_CHINESE) == []
        assert sideways(page) == 0
        assert violations(page) == []
