"""Rules in a browser: a calculator, a bulk run with its progress, and a reform up to its report."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_every_page import sideways, violations

WORK_LIMIT_MS = 60_000
USE = "户号,period,use,县\n" + "".join(f"{n},2025-07,{n},{'甲' if n % 2 else '乙'}\n" for n in range(1, 301))


@pytest.mark.browser
def test_a_reader_calculates_and_passes_the_address_on(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("rules/")
    page.get_by_role("link", name="居民阶梯电价").click()
    page.get_by_label("月份").fill("2025-07")
    page.get_by_label("本月用电量").fill("three hundred")
    page.get_by_role("button", name="计算").click()
    expect(page.get_by_text("应是数字").first).to_be_visible()
    expect(page.get_by_label("本月用电量")).to_have_value("three hundred")
    page.get_by_label("本月用电量").fill("300")
    page.get_by_role("button", name="计算").click()
    expect(page.locator("#result").get_by_text("175.00 元")).to_be_visible()

    other = open_page(javascript=False)
    other.goto(page.url)
    expect(other.locator("#result").get_by_text("175.00 元")).to_be_visible()


@pytest.mark.browser
def test_a_table_is_handed_in_watched_and_fetched(open_page: Callable[..., Page]) -> None:
    page = open_page(role="planner")
    page.goto("rules/residential_electricity/bulk/")
    page.set_input_files(
        "#f-file", {"name": "用电.csv", "mimeType": "text/csv", "buffer": f"{USE}X,2025-07,?,甲\n".encode()}
    )
    page.get_by_role("button", name="开始计算").click()
    expect(page.get_by_role("heading", name="已算完")).to_be_visible(timeout=WORK_LIMIT_MS)
    expect(page.get_by_text("本月用电量：不是数字").first).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载结果").click()
    lines = fetched.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == 302
    assert lines[300] == "300,2025-07,300,乙,175.00,"


@pytest.mark.browser
def test_a_reform_is_compared_on_a_table_before_anything_changes(open_page: Callable[..., Page]) -> None:
    page = open_page(role="planner")
    page.goto("rules/residential_electricity/reform/")
    page.get_by_label("名称").fill("提高第三档")
    page.get_by_label("拟从哪天起").fill("2999-01-01")
    page.get_by_label("居民阶梯电量和电价").fill("1920:0.51,2880:0.56,:1")
    page.get_by_label("上传的表格").check()
    page.set_input_files("#f-file", {"name": "用户.csv", "mimeType": "text/csv", "buffer": USE.encode()})
    page.get_by_label("按哪一列分组").fill("县")
    page.get_by_role("button", name="开始比较").click()
    expect(page.get_by_role("heading", name="差额怎样分布")).to_be_visible(timeout=WORK_LIMIT_MS)
    # Sixty of the three hundred use more than 240 kWh; 160 and 240 of them stay within the first two brackets.
    expect(page.locator("dl.kv dt", has_text="增加的用户").locator("+ dd")).to_contain_text("60")
    expect(page.get_by_role("row", name="现行 1")).to_contain_text("53.33%")
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert sideways(page) == 0
    page.goto("rules/residential_electricity/?on=2025-07&use=300")
    expect(page.locator("#result").get_by_text("175.00 元")).to_be_visible()
