"""A register is imported with mistakes, corrected, written, and looked up without signing in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

HEAD = "证书编号,认证种类,产品或体系,认证机构,所在县市,发证日期,有效期至"
GOOD = "LB-62-001,绿色食品,东乡贡羊,中国绿色食品发展中心,东乡县,2024-05-01,2099-04-30"
OLD = "LB-62-002,绿色食品,高原夏菜,中国绿色食品发展中心,永靖县,2020-05-01,2023-04-30"
WRONG = "LB-62-002,绿色食物,,中国绿色食品发展中心,永靖县,2020-05-01,2023-02-30"


def hand_in(page: Page, file: Path, *rows: str) -> None:
    """Hand a table of certificates in and wait for the check."""
    file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    page.goto("registers/certificate/import/")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="检查").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("待确认", timeout=60_000)


@pytest.mark.browser
def test_a_table_is_imported_corrected_and_looked_up(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(role="planner")
    hand_in(page, tmp_path / "证书.csv", GOOD, WRONG)
    mistakes = page.locator("table tbody tr")
    expect(mistakes).to_have_count(3)
    expect(mistakes.nth(0)).to_contain_text("认证种类")
    expect(mistakes.nth(1)).to_contain_text("产品或体系")
    expect(mistakes.nth(2)).to_contain_text("不是日期")

    hand_in(page, tmp_path / "证书.csv", GOOD, OLD)
    page.get_by_role("button", name="写入 2 条").click()
    expect(page.locator(".notice--ok")).to_contain_text("新增 2 条", timeout=60_000)

    public = open_page(javascript=False)
    public.goto("lookup/")
    public.get_by_label("查什么").select_option("certificate")
    public.get_by_label("编号或名称").fill("lb-62-001")
    public.get_by_role("button", name="查询").click()
    expect(public.locator(".answer__verdict")).to_have_text("今天：有效")
    public.get_by_label("编号或名称").fill("LB-62-002")
    public.get_by_role("button", name="查询").click()
    expect(public.locator(".answer__verdict")).to_have_text("今天：已过期")


@pytest.mark.browser
def test_a_reference_is_chosen_by_name_and_every_mistake_is_told(open_page: Callable[..., Page]) -> None:
    page = open_page(role="planner")
    page.goto("registers/enterprise/new/")
    page.get_by_label("统一社会信用代码").fill("91100000100003962T")
    page.get_by_label("名称", exact=True).fill("浏览器测试企业")
    page.get_by_label("所在县市").select_option("622901")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("浏览器测试企业")

    page.goto("registers/outlet/new/")
    page.get_by_label("所属企业").press_sequentially("浏览器测试")
    expect(page.locator("#list-enterprise option")).to_have_count(1)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".field--wrong")).to_have_count(4)
    expect(page.get_by_role("alert")).to_contain_text("有 4 处需要改正")
