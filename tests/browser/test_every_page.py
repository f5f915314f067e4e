"""What holds for every page: accessible, complete in both languages, readable on a phone.

That nothing comes from outside and the console stays silent is checked by ``open_page`` and ``look_at`` themselves,
for every test.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PLAN = "plans/linxia_2021_53/"
PUBLIC = [
    "",
    "search/?q=秸秆",
    "areas/622900/",
    "areas/622901/",
    "plans/",
    PLAN,
    f"{PLAN}targets/",
    f"{PLAN}targets/1/",
    f"{PLAN}tasks/",
    f"{PLAN}responsibilities/",
    f"{PLAN}timeline/",
    f"{PLAN}coverage/",
    f"{PLAN}progress/",
    f"{PLAN}compare/",
    f"{PLAN}versions/",
    "indicators/",
    "indicators/air_good_day_ratio/",
    "indicators/?light=green&nature=binding",
    "indicators/film_recovery_rate/",
    "indicators/film_recovery_rate/?as_of=2026-11-01&area=620000",
    "indicators/film_recovery_rate/620800/2022/",
    "indicators/eco_industry_share/622900/2025/",
    "indicators/data/",
    "indicators/warnings/",
    "indicators/warnings/?state=closed",
    "rules/",
    "rules/residential_electricity/?use=300&on=2025-07",
    "rules/agricultural_water/?on=2025&use=x&quota=4000&origin=surface",
    "rules/environmental_tax_water/",
    "rules/duties/",
    "rules/duties/?kind=enterprise&liability_insurance.activity=disposal",
    "rules/zoning/?place=103.2,35.6",
    "rules/supply-chain/?example=1",
    "rules/duties/candidates/?rule=cleaner_production_audit&listed_on=2026-12-01&state=all",
    "api/",
    "reports/",
    "reports/forms/",
    "reports/forms/straw_year/",
    "reports/forms/domestic_waste_month/",
    "reports/publications/",
    "markets/",
    "markets/water_irrigation/",
    "markets/carbon_allowances/",
    "markets/results/",
    "points/",
    "registers/",
    "registers/enterprise/",
    "registers/enterprise/?view=map",
    "registers/certificate/?q=%E5%A4%8F%E8%8F%9C&state=valid",
    "registers/matching/",
    "ledger/",
    "ledger/allocations/",
    "ledger/compliance/",
    "ledger/funds/",
    "lookup/",
    "lookup/?kind=certificate&q=LB-1",
    "report/",
    "report/follow/",
    "report/objection/indicator:film_recovery_rate/",
    "public/statistics/",
    "public/decisions/",
    "cases/types/",
    "cases/calendar/",
    "cases/types/enforcement/",
    "cases/progress/",
    "cases/examples/",
    "documents/",
    "accounts/login/",
    "accounts/signup/",
]
OF_ROLE = {
    "department_officer": ["public/desk/", "registers/discharge_permit/new/", "registers/outlet/import/"],
    "irrigator": ["markets/mine/", "points/mine/", "notifications/", "notifications/preferences/"],
    "planner": [
        "public/desk/amounts/",
        "markets/desk/",
        "markets/desk/announce/cod_market/",
        "markets/participants/",
        "markets/participants/new/",
        "documents/?state=draft",
        "documents/templates/",
        "documents/templates/briefing_month/",
        "documents/schedules/",
        "documents/new/briefing_month/",
        "cases/",
        "cases/deadlines/",
        "cases/scores/",
        "cases/new/supervision/",
        "cases/delegations/",
        "ledger/allocations/new/",
        "rules/bulk/",
        "rules/environmental_tax_air/bulk/",
        "rules/reforms/",
        "rules/residential_electricity/reform/",
        "desk/",
        "plans/imports/",
        "plans/imports/new/",
        f"{PLAN}responsibilities/",
        f"{PLAN}compare/",
    ],
    "administrator": ["people/", "people/new/", "people/organisations/", "accounts/2fa/"],
    "auditor": ["log/"],
    "county_officer": [
        "points/desk/",
        "desk/",
        "reports/",
        "reports/mine/",
        "reports/mine/?view=done",
        "reports/uploads/",
        "people/me/",
    ],
    "statistician": ["reports/approvals/", "reports/publications/"],
}
PAGES = [("", path) for path in PUBLIC] + [(role, path) for role, paths in OF_ROLE.items() for path in paths]

# The colours of all pages come from the same tokens: in the dark the contrast is looked at where each kind stands.
IN_THE_DARK = {
    "", PLAN, f"{PLAN}targets/", f"{PLAN}coverage/", "indicators/", "indicators/film_recovery_rate/",
    "indicators/warnings/", "rules/residential_electricity/?use=300&on=2025-07", "rules/zoning/?place=103.2,35.6",
    "reports/forms/straw_year/", "markets/water_irrigation/", "markets/desk/", "points/", "registers/enterprise/",
    "ledger/", "ledger/funds/", "report/", "public/statistics/", "cases/types/enforcement/", "cases/scores/",
    "documents/", "desk/", "plans/imports/", "log/", "notifications/", "accounts/login/",
}  # fmt: skip

# Chinese text that a reader of English meets must be marked as Chinese (the plan's own words), or be a proper name.
UNMARKED_CHINESE = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (/[\\u4e00-\\u9fff]/.test(node.data) && !parent.closest('[lang|=zh],script,style,template'))
      found.push(node.data.trim().slice(0, 60));
  }
  return found;
}"""

# What holds for twenty rows holds for the next thousand, and looking at each takes most of the time of a test.
KEEP_THE_FIRST_ROWS = """() => {
  for (const row of document.querySelectorAll('tbody tr:nth-child(n+21), option:nth-child(n+21)')) row.remove();
}"""


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """The rules of WCAG 2.2 AA and good practice (or only ``rules``) that the page breaks, with the first element."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    # What passed is not told in detail: on a page of a thousand cells the telling takes longer than the looking.
    result = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {violation['help']} at {violation['nodes'][0]['target']} ({len(violation['nodes'])}×)"
        for violation in result.response["violations"]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.browser
@pytest.mark.parametrize(("role", "path"), PAGES)
def test_a_page_is_accessible_and_fits_every_screen(look_at: Callable[..., Page], role: str, path: str) -> None:
    page = look_at(path, role)
    for width in (360, 768, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways(page) == 0, f"{width} pixels wide"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(KEEP_THE_FIRST_ROWS)
    assert violations(page) == []
    if path in IN_THE_DARK:
        page.emulate_media(color_scheme="dark")
        assert violations(page, rules=["color-contrast"]) == []


@pytest.mark.browser
@pytest.mark.parametrize(("role", "path"), PAGES)
def test_a_page_is_complete_in_english(look_at: Callable[..., Page], role: str, path: str) -> None:
    page = look_at(path, role, language="en", width=360)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(UNMARKED_CHINESE) == []
    assert sideways(page) == 0


@pytest.mark.browser
def test_every_page_of_the_navigation_answers(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("")
    links = page.eval_on_selector_all("header nav a", "links => links.map(link => link.href)")
    assert len(links) >= 8
    for link in links:
        response = page.goto(link)
        assert response is not None
        assert response.status == 200, link


@pytest.mark.browser
def test_the_public_site_works_without_javascript(open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    page.goto(PLAN)
    page.locator(".doc a[href*='/sentences/']").first.click()
    assert "/sentences/" in page.url
    page.goto(f"{PLAN}targets/")
    page.locator("th a").first.click()
    expect(page.locator("main table tbody tr").nth(10)).to_be_visible()


@pytest.mark.browser
def test_the_first_tab_leads_to_the_content(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.browser
def test_the_language_is_switched_in_the_header_and_kept(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"{PLAN}targets/")
    page.get_by_role("button", name="English").first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith(f"{PLAN}targets/")
    page.goto("")
    assert page.locator("html").get_attribute("lang") == "en"
