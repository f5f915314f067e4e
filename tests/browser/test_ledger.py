"""The ledger for whoever asks where a unit is: from the proof to an area, an owner, a statement, a transfer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def number(text: str) -> float:
    return float(text.replace(",", "").replace("+", "").replace("−", "-"))


def test_an_auditor_follows_a_unit_from_the_proof_to_its_transfer(open_page: Opener) -> None:
    page = open_page(role="auditor")
    page.goto("ledger/")
    page.locator("tbody tr", has_text="全国碳排放配额").first.locator("th a").click()

    proof = page.locator("section[aria-labelledby=proof]")
    expect(proof).to_contain_text("相符")
    parts = [number(text) for text in proof.locator("tbody td").all_inner_texts()]
    assert len(parts) == 5
    assert sum(parts) == number(proof.locator("tfoot td").inner_text()) > 0

    areas = page.locator("section[aria-labelledby=areas] tbody tr")
    held = sum(number(text) for text in areas.locator("td").all_inner_texts())
    assert held == parts[0] + parts[1], "what lies in the areas is what is held and set aside"
    areas.first.locator("a").click()
    page.wait_for_url("**area=*")
    accounts = page.locator("section[aria-labelledby=accounts] tbody tr")
    expect(accounts.first).to_be_visible()
    accounts.filter(has_text="持有").first.locator("th a").click()

    expect(page.get_by_role("heading", name="对账单")).to_be_visible()
    lines = page.locator("section[aria-labelledby=statement] tbody tr")
    changes = [number(text) for text in lines.locator("td:nth-child(4)").all_inner_texts() if text.strip(" —")]
    closing = number(page.locator("section[aria-labelledby=statement] > p strong").inner_text())
    assert sum(changes) == closing
    page.fill("#f-until", "2020-01-01")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("section[aria-labelledby=statement]")).to_contain_text("这段时间没有划转")
    expect(page.locator("section[aria-labelledby=statement] > p strong")).to_have_text("0")
    page.go_back()

    lines.first.locator("a").first.click()
    expect(page.locator("main")).to_contain_text("与记录的一致")
    page.go_back()
    page.get_by_role("link", name="该所有人的全部账户").click()
    expect(page.locator("main table tbody tr").first).to_contain_text("模拟")
    assert page.locator("main table tbody tr").count() >= 2


def test_instalments_show_what_is_out_and_what_is_to_come(open_page: Opener) -> None:
    page = open_page(role="planner")
    page.goto("ledger/allocations/")
    page.get_by_role("link", name="分期分配").click()
    section = page.locator("section[aria-labelledby=instalments]")
    states = section.locator("tbody td:nth-child(5)").all_inner_texts()
    assert [state.split()[0] for state in states] == ["已发放", "已发放", "尚未到期", "尚未到期"]
    sums = [number(text.split()[0]) for text in section.locator("dl dd").all_inner_texts()]
    granted = number(page.locator("main dl.kv").first.locator("strong").inner_text())
    assert sum(sums) == granted
    rows = page.locator("section[aria-labelledby=rows] tbody tr td:last-child").all_inner_texts()
    assert sum(map(number, rows)) == sums[0]
    page.locator("section[aria-labelledby=rows] tbody th a").first.click()
    expect(page.locator("main table")).to_contain_text("氮氧化物")
