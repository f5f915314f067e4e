"""A citizen reports without an account, an officer looks at it, the citizen follows it: and no cookie was ever set."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

RECEIPT = re.compile(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){3}")
NAME, REASON = "马举报", "需要当面取证"


def photo() -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (40, 30), "brown").save(into, "JPEG")
    return into.getvalue()


def fill_in(page: Page, words: str) -> None:
    page.goto("report/")
    page.get_by_label("看到了什么").select_option("waste")
    page.get_by_label("具体情况").fill(words)


def send(page: Page) -> None:
    """A form that is sent within three seconds is taken for a machine's."""
    page.wait_for_timeout(3500)
    page.get_by_role("button", name="提交举报").click()


def receipt_of(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您")
    code = page.locator(".receipt code").inner_text()
    assert RECEIPT.fullmatch(code)
    return code


@pytest.mark.browser
def test_a_citizen_reports_an_officer_sees_it_and_the_citizen_follows_it(open_page: Callable[..., Page]) -> None:
    citizen = open_page()
    fill_in(citizen, "工业路东侧河边夜里倒废渣。")
    citizen.locator('.map__area[data-code="622924"] path').click(force=True)
    assert citizen.get_by_label("县（市、区）", exact=True).input_value().startswith("6229")
    assert float(citizen.get_by_label("经度").input_value()) > 100
    expect(citizen.locator(".pointing__pin")).to_be_visible()
    citizen.get_by_label("姓名").fill(NAME)
    citizen.set_input_files("input[type=file]", {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    send(citizen)
    code = receipt_of(citizen)
    assert {each["name"] for each in citizen.context.cookies()} == {"django_language"}

    officer = open_page(role="department_officer")
    officer.goto("public/desk/")
    officer.get_by_role("link", name="工业路东侧河边夜里倒废渣。").click()
    expect(officer.locator(".pointing__pin")).to_be_visible()
    assert NAME not in officer.content()
    officer.get_by_label("查看理由").fill(REASON)
    officer.get_by_role("button", name="打开").click()
    expect(officer.locator("section.notice--warn")).to_contain_text(NAME)

    citizen.goto("report/follow/")
    citizen.get_by_label("回执号").fill(code.lower())
    citizen.get_by_role("button", name="查看").click()
    expect(citizen.locator("#state")).to_have_text("已收到，等待受理")
    citizen.get_by_label("补充或回答").fill("车牌甘N开头。")
    citizen.get_by_role("button", name="发送").click()
    expect(citizen.locator(".said--mine")).to_contain_text("车牌甘N开头。")
    assert code not in citizen.url
    assert {each["name"] for each in citizen.context.cookies()} == {"django_language"}


@pytest.mark.browser
def test_a_report_works_without_scripts_and_every_mistake_is_told_at_once(open_page: Callable[..., Page]) -> None:
    citizen = open_page(javascript=False)
    citizen.goto("report/?language=en")
    citizen.wait_for_timeout(3500)
    citizen.get_by_role("button", name="Send the report").click()
    expect(citizen.locator(".field--wrong")).to_have_count(3)
    citizen.get_by_label("What is it about").select_option("air")
    citizen.get_by_label("What did you see").fill("Black smoke every night.")
    citizen.get_by_label("County").select_option("622923")
    citizen.wait_for_timeout(3500)
    citizen.get_by_role("button", name="Send the report").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Received, thank you")
    assert RECEIPT.fullmatch(citizen.locator(".receipt code").inner_text())
