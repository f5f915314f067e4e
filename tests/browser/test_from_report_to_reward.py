"""From an anonymous report to the reward: inspection, penalty with hearing and legal review, decision, payment."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_cases import proof, step_form
from tests.browser.test_public_report import fill_in, receipt_of, send

OpenPage = Callable[..., Page]
TODAY = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date()
MATTER = "合成路北侧厂房夜里往河里排黑水。"

pytestmark = pytest.mark.browser


def take(page: Page, step: str, evidence: bool = False, **fields: str) -> None:
    """Take a step of the case: the fields by the beginning of their labels; choices by their words."""
    form = step_form(page, step)
    for label, words in fields.items():
        box = form.get_by_label(label)
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(label=words)
        else:
            box.fill(words)
    if evidence:
        form.locator("input[type=file]").set_input_files(proof())
    form.get_by_role("button", name=step, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(step)


def prepare_rewards(planner: Page) -> None:
    """The place's amounts and the money for them."""
    planner.goto("public/desk/amounts/")
    for grade, yuan in (("一般", "500"), ("较重", "5000"), ("重大", "20000")):
        planner.get_by_label(grade).fill(yuan)
    planner.get_by_label("依据的文件").fill("临夏州生态环境违法行为举报奖励办法（演示）")
    planner.get_by_role("button", name="填入").click()
    expect(planner.locator(".messages")).to_contain_text("已填入奖励金额")
    planner.goto("public/desk/fund/")
    planner.get_by_label("金额").fill("30000")
    planner.get_by_label("预算文号").fill("州财〔2026〕8号（演示）")
    planner.get_by_role("button", name="记入").click()
    expect(planner.locator(".messages")).to_be_visible()


def report_anonymously(citizen: Page) -> str:
    """Sends the report; returns its receipt code."""
    fill_in(citizen, MATTER)
    citizen.locator('.map__area[data-code="622901"] path').click(force=True)
    citizen.set_input_files("input[type=file]", proof())
    citizen.get_by_label("查实后按规定给我奖励").check()
    send(citizen)
    return receipt_of(citizen)


def punish(officer: Page, head: Page, reviewer: Page, number: str) -> None:
    """The penalty: filed, investigated, told, heard, reviewed by the justice bureau, decided, served, published."""
    officer.goto("cases/new/enforcement/")
    officer.get_by_label("标题").fill("涉嫌私设暗管排放废水")
    officer.get_by_label("当事人").fill("临夏某印染厂（演示）")
    officer.get_by_label("线索").fill(MATTER)
    officer.get_by_label("来源举报编号").fill(number)
    officer.get_by_role("button", name="立项").click()
    url = officer.url
    day = TODAY.isoformat()
    take(
        officer, "立案", 违法事实="经暗管排放废水。", 违反的规定="水污染防治法第三十九条。", 立案日期=day, 重大案件="否"
    )
    take(officer, "调查终结", True, 执法人员="两人，证号略", 全过程记录方式="文字和音像", 证据清单="照片、采样记录")
    take(officer, "事先告知", 拟处罚内容="罚款十万元。", 有权要求听证="是", 告知日期=day)
    take(officer, "当事人申请听证", 申请听证日期=day)
    later = (TODAY + datetime.timedelta(days=30)).isoformat()
    take(officer, "确定听证时间", 听证日期=later, 听证地点="州生态环境局会议室")
    take(officer, "通知听证", True)
    head.goto(url)
    take(head, "听证结束", True, 听证笔录要点="当事人认可事实，请求从轻。")
    reviewer.goto(url)
    take(reviewer, "法制审核通过", 法制审核意见="主体合法，事实清楚，程序合法，裁量适当。")
    head.goto(url)
    take(
        head,
        "作出处罚决定",
        处罚决定="罚款十万元，责令拆除暗管。",
        决定书文号="临州环罚〔2026〕1号",
        罚款="100000",
        决定日期=day,
    )
    officer.goto(url)
    take(officer, "送达", True, 送达日期=day, 送达方式="直接送达")
    take(officer, "公示决定")


def test_an_anonymous_report_leads_to_a_penalty_and_a_reward_claimed_by_its_code(open_page: OpenPage) -> None:
    citizen, planner, officer = open_page(), open_page(role="planner"), open_page(role="department_officer")
    head, reviewer = open_page(role="department_head"), open_page(role="legal_reviewer")
    prepare_rewards(planner)
    code = report_anonymously(citizen)

    officer.goto("public/desk/")
    officer.get_by_role("link", name=MATTER).click()
    desk = officer.url
    number = officer.locator("main p.muted").first.inner_text().split(" · ")[0]
    officer.get_by_role("link", name="到事项页办理").click()
    case = officer.url
    take(officer, "受理")
    take(officer, "核查属实", True, 核查情况="现场查实有暗管，已取样。")
    punish(officer, head, reviewer, number)
    officer.goto(case)
    take(officer, "答复举报人", 答复内容="举报属实，已处罚十万元。")

    head.goto(desk)
    head.get_by_label("违法行为等级").select_option("serious")
    head.get_by_role("button", name="决定奖励").click()
    expect(head.locator(".messages")).to_contain_text("奖励已决定：5,000.00 元")

    citizen.goto("report/follow/")
    citizen.get_by_label("回执号").fill(code)
    citizen.get_by_role("button", name="查看").click()
    expect(citizen.locator("#state")).to_contain_text("已决定奖励")
    citizen.get_by_role("button", name="领取").click()
    expect(citizen.locator("main")).to_contain_text("5000")
    assert {each["name"] for each in citizen.context.cookies()} == {"django_language"}
    planner.goto("public/desk/fund/")
    expect(planner.locator("main")).to_contain_text("25000.00")
    citizen.goto("public/decisions/")
    expect(citizen.locator("main")).to_contain_text("临州环罚〔2026〕1号")
