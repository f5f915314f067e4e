"""What the frame of every page does by script, and what remains without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

PLAN = "plans/linxia_2021_53/"
GROUND = "getComputedStyle(document.body).backgroundColor"


def _lightness(page: Page) -> int:
    """The sum of red, green and blue of the page's ground."""
    colour = str(page.evaluate(GROUND))
    return sum(int(part) for part in colour[4:-1].split(","))


@pytest.fixture
def failing_page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page whose complaints in the console are what the test asks for."""
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


def test_the_dark_is_switched_at_once_and_kept(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("")
    assert _lightness(page) > 600
    page.locator(".site-header").get_by_role("button", name="深色").click()
    assert _lightness(page) < 200
    expect(page.get_by_role("button", name="浅色")).to_be_focused()
    page.goto("search/")
    assert _lightness(page) < 200
    page.get_by_role("button", name="浅色").click()
    assert _lightness(page) > 600


def test_the_dark_is_switched_without_script_too(open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    page.goto("search/?q=水")
    page.locator(".site-header").get_by_role("button", name="深色").click()
    assert page.url.endswith("search/?q=%E6%B0%B4")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("#dark").get_attribute("media") == "screen"


def test_the_device_decides_until_the_reader_does(open_page: Callable[..., Page]) -> None:
    page = open_page(dark=True)
    page.goto("")
    assert _lightness(page) < 200
    page.get_by_role("button", name="浅色").click()
    assert _lightness(page) > 600


def test_paper_is_always_white(open_page: Callable[..., Page]) -> None:
    page = open_page(dark=True)
    page.goto("")
    page.emulate_media(media="print", color_scheme="dark")
    assert _lightness(page) == 3 * 255
    expect(page.locator(".site-nav")).to_be_hidden()


def test_the_slash_key_goes_to_the_search_box_but_can_still_be_typed(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(f"{PLAN}targets/")
    page.keyboard.press("/")
    box = page.locator("#search-header")
    expect(box).to_be_focused()
    page.keyboard.type("秸秆/")
    expect(box).to_have_value("秸秆/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("main")).to_contain_text("秸秆")


def test_an_open_menu_closes_with_escape_and_gives_the_focus_back(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("")
    summary = page.locator(".site-nav summary").first
    summary.click()
    expect(page.locator(".site-nav details[open] a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".site-nav details[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_an_open_menu_closes_with_a_click_elsewhere(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("")
    page.locator(".site-nav summary").first.click()
    page.locator("h1").click()
    expect(page.locator(".site-nav details[open]")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_everything_is_in_the_menu(open_page: Callable[..., Page], javascript: bool) -> None:
    page = open_page(width=375, height=812, javascript=javascript)
    page.goto("")
    expect(page.locator(".site-nav")).to_be_hidden()
    page.locator(".menu > summary").click()
    menu = page.locator(".menu__panel")
    expect(menu.get_by_role("searchbox")).to_be_visible()
    expect(menu.get_by_role("button", name="English")).to_be_visible()
    menu.get_by_role("link", name="目标", exact=True).click()
    assert page.url.endswith(f"{PLAN}targets/")


def test_a_failed_update_is_told_in_words(failing_page: Page) -> None:
    page = failing_page
    page.goto(PLAN)
    page.route("**/sentences/**", lambda route: route.fulfill(status=500, body="<h1>500</h1>"))
    with page.expect_response("**/sentences/**"):
        page.locator(".sentence").first.click()
    toast = page.locator("#toasts .toast")
    expect(toast).to_contain_text("没有完成")
    assert page.locator("#toasts").get_attribute("aria-live") == "polite"
    toast.get_by_role("button").click()
    expect(toast).to_have_count(0)


def test_a_refused_update_is_told_in_the_servers_words(failing_page: Page) -> None:
    page = failing_page
    page.goto(PLAN)
    message = '<div class="notice notice--bad"><p>这一句已经变动。请重新打开。</p></div>'
    page.route("**/sentences/**", lambda route: route.fulfill(status=409, body=message, content_type="text/html"))
    page.locator(".sentence").first.click()
    expect(page.locator("#toasts .toast")).to_contain_text("这一句已经变动。")


def test_the_map_can_be_walked_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("")
    page.locator(".map__area").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/622921/")
    expect(page.locator("h1")).to_have_text("临夏县")
