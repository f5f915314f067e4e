"""Reporting in a real browser: from an empty form to a public figure; by keyboard, off line, without script."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import Site
from tests.browser.test_every_page import UNMARKED_CHINESE, sideways, violations

OpenPage = Callable[..., Page]
# The year that is running is always owed, whatever else the site was filled with.
YEAR = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).year
PERIOD = f"{YEAR}年"
COAL = {
    "coal_opening_stock": "1000",
    "coal_purchased": "5000",
    "coal_burnt": "4500.5",
    "coal_sold": "299.5",
    "coal_closing_stock": "1200",
}

pytestmark = pytest.mark.browser


def row_of(page: Page, form: str, period: str) -> Locator:
    """The row of a report in the list of one's own."""
    page.goto("reports/mine/")
    return page.locator("tbody tr", has_text=form).filter(has_text=period)


def begin(page: Page, form: str, period: str) -> str:
    """Start a report; returns its address."""
    row_of(page, form, period).get_by_role("button", name="开始填报").click()
    expect(page.locator("#fill")).to_be_visible()
    return page.url


def fill(page: Page, entries: dict[str, str]) -> None:
    for element, value in entries.items():
        page.fill(f"#e-{element}", value)


def explain(page: Page) -> None:
    """Answer every question for a reason: how many there are depends on what is known of earlier years."""
    for answer in page.locator(".soft:visible textarea").all():
        answer.fill("新投产一家热电厂")


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d 已保存"))


def approve(open_page: OpenPage, who: str, url: str) -> None:
    page = open_page(role=who)
    page.goto(url)
    page.get_by_role("button", name="审核通过").click()
    expect(page.locator(".messages")).to_contain_text("已审")


def test_a_report_goes_from_an_empty_form_to_a_public_figure(open_page: OpenPage) -> None:
    page = open_page(role="county_officer")
    url = begin(page, "煤炭购进、消费与库存", PERIOD)
    expect(page.locator("#blockers")).to_contain_text("5 处错误要改")

    fill(page, COAL | {"coal_burnt": "很多"})
    expect(page.locator("#find-coal_burnt .find--hard")).to_be_visible()
    expect(page.locator("#e-coal_burnt")).to_have_attribute("aria-invalid", "true")
    fill(page, {"coal_burnt": "4600"})
    expect(page.locator(".rule--broken.rule--hard .rule__sides")).to_have_text("6000 = 6099.5")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_role("alert")).to_contain_text("还不能提交")
    fill(page, {"coal_burnt": COAL["coal_burnt"]})
    expect(page.locator(".rule--broken.rule--hard")).to_have_count(0)
    explain(page)
    expect(page.locator("#blockers")).to_have_text("可以提交")
    saved(page)
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")

    reviewer = open_page(role="county_reviewer")
    reviewer.goto(url)
    reviewer.fill("#words", "销售量请附合同")
    reviewer.get_by_role("button", name="退回修改").click()
    expect(reviewer.locator(".messages")).to_contain_text("已退回")

    page.goto("desk/")
    page.locator(".desk__item", has_text="销售量请附合同").get_by_role("link").click()
    expect(page).to_have_url(url)
    page.get_by_role("button", name="去修改").click()
    expect(page.locator(".notice--bad")).to_contain_text("销售量请附合同")
    expect(page.locator("#blockers")).to_have_text("可以提交")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")

    approve(open_page, "county_reviewer", url)
    approve(open_page, "statistician", url)
    publisher = open_page(role="statistician")
    publisher.goto(f"reports/publications/coal_balance_year/{YEAR}/")
    expect(publisher.locator("tbody tr").nth(2)).to_contain_text("4500.5")
    publisher.get_by_role("button", name="公布所选").click()
    expect(publisher.locator(".messages")).to_contain_text("已公布 1 张报表")

    public = open_page()
    public.goto(f"reports/?form=coal_balance_year&period={YEAR}")
    public.locator(".board").get_by_role("link", name="已公布").click()
    expect(public.locator("#row-coal_burnt")).to_contain_text("4500.5")


def test_what_is_strange_is_explained_in_its_place(open_page: OpenPage) -> None:
    page = open_page(role="county_officer")
    begin(page, "农膜和尾菜年报", PERIOD)
    recovered = {"film_recovered": "12", "mulch_film_recovered": "7", "greenhouse_film_recovered": "5"}
    fill(page, {"film_used": "10", **recovered, "film_recovered_gross": "15", "film_impurities": "3"})
    fill(page, {"vegetable_residue_generated": "20", "vegetable_residue_utilised": "15"})
    expect(page.locator("#blockers")).to_contain_text("处要写说明")
    asked = page.locator(".soft:visible", has_text="回收量不超过使用量").locator("textarea")
    asked.press_sequentially("含上年未回收的农膜", delay=90)
    explain_others = [each for each in page.locator(".soft:visible textarea").all() if not each.input_value()]
    for each in explain_others:
        each.fill("已核对台账")
    expect(page.locator("#blockers")).to_have_text("可以提交")
    expect(asked).to_have_value("含上年未回收的农膜")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")
    expect(page.locator(".sheet")).to_contain_text("含上年未回收的农膜")


def test_a_form_is_filled_in_and_handed_in_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(role="county_officer")
    begin(page, "农作物秸秆资源台账", PERIOD)
    cells = page.locator(".sheet__cell input")
    cells.first.focus()
    page.keyboard.type("48000")
    page.keyboard.press("Enter")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cells.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    paste(page, "40000\r\n33600\r\n12000\r\n8000\r\n12000\r\n800\r\n2,400\r\n8000\r\n24000\r\n16000\r\n")
    expect(cells.last).to_be_focused()
    expect(cells.nth(7)).to_have_value("2,400")
    expect(page.locator("#blockers")).to_contain_text(re.compile("可以提交|处要写说明"))
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim() || document.activeElement.tagName")
        if focused == "提交审核":
            break
        if focused == "TEXTAREA":
            page.keyboard.type("已核对台账")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("已提交审核")


def paste(page: Page, text: str) -> None:
    """What a person does with Ctrl+V, where the clipboard itself cannot be reached."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          data.setData("text", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_nothing_is_lost_when_the_network_fails(
    browser: Browser, site: Site, signed_in_state: Callable[[str], Any]
) -> None:
    context = browser.new_context(base_url=site.url, storage_state=signed_in_state("county_officer"))
    page = context.new_page()
    url = begin(page, "畜禽粪污和高标准农田年报", PERIOD)
    page.fill("#e-manure_generated", "21")
    saved(page)
    context.set_offline(True)
    page.fill("#e-manure_utilised", "17.5")
    expect(page.locator("#saved")).to_contain_text("没有保存")
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page)

    context.set_offline(True)
    page.fill("#e-manure_utilised", "18.5")
    expect(page.locator("#saved")).to_contain_text("没有保存")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(url)
    expect(page.locator("#e-manure_utilised")).to_have_value("17.5")
    page.get_by_role("button", name="恢复").click()
    expect(page.locator("#e-manure_utilised")).to_have_value("18.5")
    saved(page)
    context.close()


def test_two_windows_do_not_overwrite_each_other(
    open_page: OpenPage, browser: Browser, site: Site, signed_in_state: Callable[[str], Any]
) -> None:
    first = open_page(role="county_officer")
    url = begin(first, "城区用水人口", PERIOD)
    # A context of its own: that the server refuses is told on its console too.
    context = browser.new_context(base_url=site.url, storage_state=signed_in_state("county_officer"))
    second = context.new_page()
    second.goto(url)
    first.locator(".sheet__cell input").first.fill("12")
    expect(first.locator("#saved")).not_to_contain_text("尚未保存")
    saved(first)
    cell = second.locator(".sheet__cell input").first
    cell.fill("13")
    expect(second.locator("#toasts")).to_contain_text("刚刚保存过")
    second.get_by_role("button", name="保存", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("您输入的内容，还没有保存")
    expect(cell).to_have_value("13")
    context.close()


def test_a_report_is_saved_and_handed_in_without_javascript(open_page: OpenPage) -> None:
    page = open_page(role="county_officer", javascript=False)
    begin(page, "能源消费年报", PERIOD)
    for cell in page.locator(".sheet__cell input").all():
        cell.fill("10")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".messages")).to_contain_text("已保存")
    expect(page.locator(".sheet__cell input").first).to_have_value("10")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messages, [role=alert]").first).to_contain_text(re.compile("已提交审核|还不能提交"))


def test_the_form_to_fill_in_is_accessible_in_both_languages_and_fits_every_screen(open_page: OpenPage) -> None:
    page = open_page(role="county_officer")
    url = begin(page, "城镇环境基础设施年报", PERIOD)
    page.locator(".sheet__cell input").first.fill("x")
    expect(page.locator(".find--hard").first).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, rules=["color-contrast"]) == []
    saved(page)
    for language, width in (("zh-hans", 360), ("en", 360), ("en", 1440)):
        other = open_page(role="county_officer", language=language, width=width)
        other.goto(url)
        assert sideways(other) == 0
        assert language != "en" or other.evaluate(UNMARKED_CHINESE) == []
