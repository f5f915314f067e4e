"""The reading room in a real browser: by mouse, by keyboard, by link, on a phone and without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PLAN = "plans/linxia_2021_53/"
OpenPage = Callable[..., Page]

pytestmark = pytest.mark.browser


def test_a_click_on_a_sentence_shows_what_belongs_to_it_and_stays_on_the_page(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(PLAN)
    sentence = page.locator(".sentence", has_text="2025年农作物秸秆综合利用率达到86%以上")
    sentence.click()
    panel = page.locator("#panel")
    expect(panel.locator("a", has_text="农作物秸秆综合利用率").first).to_be_visible()
    expect(panel).to_contain_text("≥ 86%")
    expect(page).to_have_url(re.compile(rf"/{PLAN}#{sentence.get_attribute('id')}$"))


def test_a_shared_address_opens_at_its_sentence(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{PLAN}#s20")
    expect(page.locator("#panel .sheet")).to_have_attribute("data-anchor", "s20")
    expect(page.locator("#s20")).to_be_in_viewport()


def test_the_text_is_one_stop_for_tab_and_arrows_lead_through_it(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(PLAN)
    expect(page.locator('.sentence[tabindex="0"]')).to_have_count(1)
    page.locator('.sentence[tabindex="0"]').focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("#s3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel .sheet")).to_have_attribute("data-anchor", "s3")
    page.locator("#panel a[rel=next]").click()
    expect(page.locator("#panel .sheet")).to_have_attribute("data-anchor", "s4")
    page.keyboard.press("Escape")
    expect(page.locator("#panel .sheet")).to_have_count(0)
    expect(page.locator("#s4")).to_be_focused()


def test_on_a_phone_the_panel_lies_over_the_foot_and_can_be_put_away(open_page: OpenPage) -> None:
    page = open_page(width=375)
    page.goto(f"{PLAN}#s20")
    panel = page.locator("#panel")
    expect(panel.locator(".sheet")).to_be_in_viewport()
    panel.get_by_role("button", name="收起").click()
    expect(panel).to_be_hidden()


def test_without_script_a_sentence_has_a_page_of_its_own(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto(PLAN)
    page.locator("#s20").click()
    expect(page).to_have_url(re.compile(r"/sentences/\d+/$"))
    expect(page.locator(".sheet")).to_be_visible()


def test_narrowing_a_table_narrows_its_downloads(open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{PLAN}targets/")
    page.select_option("#f-year", "2023")
    expect(page).to_have_url(re.compile("year=2023"))
    for row in page.locator("#rows tbody tr").all():
        expect(row).to_contain_text("2023年")
    expect(page.locator("#downloads a").first).to_have_attribute("href", re.compile("year=2023"))


def test_a_planner_confirms_two_proposals_at_once(open_page: OpenPage) -> None:
    page = open_page(role="planner")
    page.goto(f"{PLAN}responsibilities/?state=proposed")
    for place in (0, 1):
        page.locator("input[name=row]").nth(place).check()
    page.get_by_role("button", name="确认所选").click()
    expect(page.locator(".notice--ok")).to_have_text("已处理 2 项责任分工。")
