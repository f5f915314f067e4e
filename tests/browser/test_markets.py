"""People trade: two irrigators, a factory and the reserve, a citizen and her points."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def open_session(page: Page, market: str, mechanism: str) -> None:
    """Go to the session of a market that is open in this way."""
    page.goto(f"markets/{market}/")
    coming = page.locator("section[aria-labelledby=coming]")
    coming.locator("tbody tr", has_text=mechanism).first.locator("th a").click()


def lowest_price(page: Page) -> str:
    """The lowest price that the ticket allows."""
    return page.locator("#price + .field__help").inner_text().split("–")[0].strip()


def ticket(page: Page, side: str, quantity: str, months: str = "", price: str = "") -> None:
    """Fill the ticket in and look at what it would mean."""
    form = page.locator("section[aria-labelledby=order] form")
    if side:
        form.locator(f"input[name=side][value={side}]").check()
    form.locator("[name=quantity]").fill(quantity)
    form.locator("[name=price]").fill(price or lowest_price(page))
    if months:
        form.locator("[name=months]").fill(months)
    form.get_by_role("button", name="看看费用和结果").click()


def held(page: Page, asset: str) -> Locator:
    """The row of an asset among one's holdings."""
    page.goto("markets/mine/")
    return page.locator("section table").first.locator("tbody tr", has_text=asset)


def test_one_irrigator_sells_water_to_another(open_page: Opener) -> None:
    seller, buyer = open_page(role="irrigator"), open_page(role="irrigator_2")
    before = held(buyer, "灌溉").all_inner_texts()

    open_session(seller, "water_irrigation", "挂牌")
    ticket(seller, "sell", "250", months="6")
    expect(seller.locator("[role=alert]")).to_contain_text("100")  # no whole lots: told beside what was written
    expect(seller.locator("#quantity")).to_have_value("250")
    ticket(seller, "sell", "300", months="6")
    expect(seller.get_by_role("heading", name="确认委托")).to_be_visible()
    seller.get_by_role("button", name="确认发出").click()
    expect(seller.locator(".messages")).to_contain_text("委托已接受")

    open_session(buyer, "water_irrigation", "挂牌")
    mine = buyer.locator("#book li", has_text="第1用水户协会").filter(has_text="300")
    mine.get_by_role("button", name="摘牌买入").click()
    expect(buyer.locator("table", has_text="成交前后")).to_contain_text("资金")
    buyer.get_by_role("button", name="确认发出").click()
    expect(buyer.locator(".messages")).to_contain_text("已成交")
    assert held(buyer, "灌溉").all_inner_texts() != before

    buyer.goto("markets/mine/?view=trades")
    row = buyer.locator("table tbody tr", has_text="第1用水户协会").first
    expect(row).to_contain_text("已交割")
    row.get_by_role("link").first.click()
    buyer.get_by_role("link", name="重算核对").click()
    expect(buyer.locator("main")).to_contain_text("一个字节也不差")


def test_a_reserve_of_emission_rights_is_auctioned_from_announcement_to_settlement(open_page: Opener) -> None:
    officer, factory = open_page(role="planner"), open_page(role="factory")
    now = datetime.datetime.now(ZoneInfo("Asia/Shanghai"))
    officer.goto("markets/desk/announce/cod_market/")
    officer.select_option("[name=mechanism]", label="单向竞价")
    officer.fill("[name=opens_at]", (now + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"))
    officer.fill("[name=closes_at]", (now + datetime.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"))
    officer.select_option("[name=supplier]", label="州级排污权储备（模拟）")
    officer.fill("[name=supply]", "500")
    officer.fill("[name=reserve_price]", "20")
    officer.locator("main form").get_by_role("button", name="公告场次").click()
    expect(officer.locator(".messages")).to_contain_text("已公告")
    address = officer.url

    officer.goto("markets/desk/")
    link = f"a[href$='/{address.rstrip('/').rsplit('/', 1)[1]}/']"
    row = officer.locator("section[aria-labelledby=sessions] li", has=officer.locator(link))
    row.get_by_role("button", name="现在开市").click()

    factory.goto(address)
    expect(factory.locator("#book")).to_contain_text("保密")
    ticket(factory, "", "100", price="22")
    factory.get_by_role("button", name="确认发出").click()
    expect(factory.locator(".messages")).to_contain_text("委托已接受")

    officer.goto("markets/desk/")
    row.get_by_role("button", name="现在收市").click()
    expect(officer.locator("#book")).to_contain_text("已交割")
    factory.goto("markets/mine/?view=trades")
    expect(factory.locator("table tbody tr", has=factory.locator(link))).to_contain_text("已交割")


def test_a_citizen_earns_points_and_spends_them(open_page: Opener) -> None:
    partner, citizen = open_page(role="county_officer"), open_page(role="irrigator")
    today = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date()
    partner.goto("points/desk/")
    deed = partner.locator("form", has_text="登记绿色行动")
    deed.locator("[name=username]").fill("irrigator")
    deed.locator("[name=action]").select_option("public_transport")
    deed.locator("[name=units]").fill("1")
    deed.locator("[name=day]").fill(today.isoformat())
    deed.get_by_role("button", name="计分").click()
    expect(partner.locator(".messages")).to_contain_text("已计 5 分")
    offer = partner.locator("form", has_text="上架兑换")
    for name, value in {"title": "环保购物袋", "points": "5", "stock": "3", "per_person": "1"}.items():
        offer.locator(f"[name={name}]").fill(value)
    offer.locator("[name=from_day]").fill(today.isoformat())
    offer.locator("[name=until_day]").fill((today + datetime.timedelta(days=9)).isoformat())
    offer.get_by_role("button", name="上架", exact=True).click()
    expect(partner.locator(".messages")).to_contain_text("已上架")

    citizen.goto("points/")
    citizen.locator("li", has_text="环保购物袋").get_by_role("button", name="兑换").click()
    expect(citizen.locator(".messages")).to_contain_text("领取码")
    voucher = citizen.locator(".voucher").first.inner_text()

    partner.goto("points/desk/")
    partner.fill("#voucher", voucher)
    partner.get_by_role("button", name="已交付").click()
    expect(partner.locator(".messages")).to_contain_text("已核销")
    citizen.goto("points/mine/")
    expect(citizen.locator("section[aria-labelledby=taken]")).to_contain_text("已领取")
