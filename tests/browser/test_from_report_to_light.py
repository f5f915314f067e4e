"""From an empty form to a light: a county reports, three offices look at it, the public sees the target's light."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browser.conftest import Site, running_site, sign_in_by_hand
from tests.conftest import REPOSITORY

# The last year is open for reports on every site; without the simulated world nothing of it is known yet.
YEAR = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).year - 1
CODE, FORM, INDICATOR = "town_facilities_year", "城镇环境基础设施年报", "污水管网覆盖率"
COUNTY = "622901"
FIGURES = {
    "estates": "160",
    "estates_sorting": "120",
    "incineration_capacity": "500",
    "harmless_capacity": "500",
    "water_supplied": "1450",
    "sewage_discharged": "1180",
    "sewage_treated": "1150",
    "drainage_area": "24.8",
    "drainage_area_served": "24.8",
}

pytestmark = pytest.mark.browser
Visitor = Callable[[str], Page]


@pytest.fixture(scope="module")
def empty_site() -> Iterator[Site]:
    """A site without the simulated world: nobody has reported anything."""
    with running_site(LVHENG_WORLD="no") as site:
        yield site


def let_the_others_report(site: Site) -> None:
    """The reports of the other counties, through the same actions, in a process of their own."""
    code = (
        "from tests.browser.neighbours import publish_reports_of_others; "
        f"assert publish_reports_of_others({CODE!r}, '{YEAR}', {FIGURES!r}, but={COUNTY!r}) == 7"
    )
    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "LVHENG_DATA": str(site.data),
        "PYTHONPATH": os.pathsep.join(paths),
        "DJANGO_SETTINGS_MODULE": "lvheng.settings",
    }
    command = [sys.executable, "-m", "lvheng.manage", "shell", "--command", code]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def visitor(browser: Browser, empty_site: Site) -> Iterator[Visitor]:
    """``visitor("planner")`` has signed in; ``visitor("")`` is the public."""
    contexts: list[BrowserContext] = []

    def make(username: str) -> Page:
        context = browser.new_context(base_url=empty_site.url)
        contexts.append(context)
        page = context.new_page()
        if username:
            sign_in_by_hand(page, empty_site, username)
        return page

    yield make
    for context in contexts:
        context.close()


def target(page: Page) -> Locator:
    """The row of the indicator's target on the overview."""
    page.goto("indicators/")
    return page.locator(".glance tbody tr", has_text=INDICATOR)


def report(page: Page) -> str:
    """Fill in the empty form and hand it in; returns its address."""
    page.goto("reports/mine/")
    row = page.locator("tbody tr", has_text=FORM).filter(has_text=f"{YEAR}年")
    row.get_by_role("button", name="开始填报").click()
    expect(page.locator(".sheet__cell input").first).to_have_value("")
    for element, value in FIGURES.items():
        page.fill(f"#e-{element}", value)
    expect(page.locator("#blockers")).to_have_text("可以提交")
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messages")).to_contain_text("已提交审核")
    return page.url


def approve(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="审核通过").click()
    expect(page.locator(".messages")).to_contain_text("已审")


def test_a_reported_figure_lights_the_target_and_leads_back_to_its_report(visitor: Visitor, empty_site: Site) -> None:
    let_the_others_report(empty_site)
    public = visitor("")
    before = target(public)
    expect(before).to_contain_text("按最差的算：临夏市")
    expect(before).to_contain_text("还没有数")

    url = report(visitor("county_officer"))
    approve(visitor("county_reviewer"), url)
    department = visitor("department_officer")
    department.goto("people/me/")
    department.locator("main").get_by_role("button", name="州住建局").click()
    approve(department, url)
    expect(target(public)).to_contain_text("还没有数")

    planner = visitor("planner")
    planner.goto("reports/publications/")
    planner.locator("main a", has_text="预览并公布").filter(has_text=f"{FORM} {YEAR}年").click()
    planner.get_by_role("button", name="公布所选").click()
    expect(planner.locator(".messages")).to_contain_text("已公布 1 张报表")

    after = target(public)
    expect(after).to_contain_text("已达到")
    after.get_by_role("link", name="100").click()
    expect(public.locator("main")).to_contain_text("24.8")
