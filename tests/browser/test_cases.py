"""A red binding target opens a case by itself: a notice is issued, the office answers, and a check closes it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]
RED = "约束性目标亮红灯"
# The warnings of a fresh site open their cases by a job, behind the jobs that make the world.
JOB_SECONDS = 120

pytestmark = pytest.mark.browser


def proof() -> dict[str, Any]:
    """A picture, as evidence."""
    into = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(into, "PNG")
    return {"name": "整改台账.png", "mimeType": "image/png", "buffer": into.getvalue()}


def opened_by_the_warning(page: Page) -> str:
    """Wait for the case that the warning opens, and go to its page."""
    link = page.get_by_role("link", name=re.compile(RED)).first
    for _ in range(JOB_SECONDS // 2):
        page.goto("cases/?type=rectification")
        if link.count():
            break
        page.wait_for_timeout(2000)
    link.click()
    expect(page.locator("h1")).to_contain_text(RED)
    return page.url


def step_form(page: Page, step: str) -> Locator:
    """The form of a step of the case, opened."""
    form = page.locator("details.case-step", has=page.locator("summary", has_text=re.compile(f"^{re.escape(step)}$")))
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    return form


def take(page: Page, step: str, **fields: str) -> None:
    """Open a step of the case, fill in its fields by their labels, and take it."""
    form = step_form(page, step)
    for label, words in fields.items():
        form.get_by_label(label).fill(words)
    if form.locator("input[type=file]").count() and step == "提请核查":
        form.locator("input[type=file]").set_input_files(proof())
    form.get_by_role("button", name=step).click()
    expect(page.locator(".messages")).to_contain_text(step)


def issue_the_notice(planner: Page, leader: Page) -> str:
    """Draft the notice from the page of the case and have it issued; returns its number."""
    planner.get_by_role("link", name=re.compile("拟稿.*督办通知")).click()
    planner.get_by_role("button", name="拟稿").click()
    expect(planner.locator(".messages")).to_contain_text("草稿已拟好")
    planner.get_by_role("button", name="送审").click()
    expect(planner.locator(".messages")).to_contain_text("已送审")
    leader.goto(planner.url)
    leader.get_by_role("button", name="审核通过").click()
    leader.get_by_role("button", name="签发").click()
    told = leader.locator(".messages")
    expect(told).to_contain_text("已印发")
    number = re.search(r"\S+〔\d{4}〕\d+号", told.inner_text())
    assert number is not None
    return number[0].split("：")[-1]


def test_a_red_binding_target_leads_to_a_notice_a_reply_a_check_and_a_closed_case(
    open_page: OpenPage, sign_in: Callable[[Page, str], None]
) -> None:
    planner, leader, office = open_page(role="planner"), open_page(role="leader"), open_page()
    # This officer acts for another office here, which holds as long as one is signed in: nobody else's sign-in.
    sign_in(office, "department_officer")
    for page in (planner, leader, office):
        page.set_default_timeout(60_000)
    url = opened_by_the_warning(planner)
    expect(planner.locator("main")).to_contain_text("须制定整改措施")
    number = issue_the_notice(planner, leader)
    planner.goto(url)
    take(planner, "发出督办通知", 通知文号=number)

    office.goto("people/me/")
    office.locator("main").get_by_role("button", name="州住建局").click()
    office.goto(url)
    take(
        office,
        "提交整改方案",
        原因分析="两家诊所没有签订协议。",
        整改措施="月底前全部签订。",
        整改完成时限="2027-06-30",
    )
    planner.goto(url)
    take(planner, "审定方案", 意见="同意。")
    office.goto(url)
    take(office, "提请核查", 整改结果="已全部签订并运行。")
    planner.goto(url)
    take(planner, "核查通过，销号", 意见="现场核查属实。")

    expect(planner.locator(".case-state, .way [aria-current=step]").first).to_contain_text("已销号")
    timeline = planner.locator(".timeline")
    for step in ("发出督办通知", "提交整改方案", "审定方案", "提请核查", "核查通过，销号"):
        expect(timeline).to_contain_text(step)
    expect(timeline).to_contain_text(number)
