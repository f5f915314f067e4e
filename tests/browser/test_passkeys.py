"""Passkeys and security keys in a real browser, with a key of the browser's own making."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

# A credential belongs to a domain name; browsers refuse 127.0.0.1.
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def by_name(site: Site) -> str:
    return site.url.replace("127.0.0.1", "localhost")


def sign_in(page: Page, site: Site, username: str) -> None:
    page.goto(f"{by_name(site)}accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", site.passwords[username])
    page.click("main form.form button[type=submit]")


def sign_out(page: Page, site: Site) -> None:
    page.goto(f"{by_name(site)}accounts/logout/")
    page.click("main form.form button[type=submit]")
    page.wait_for_url(by_name(site))


def test_a_passkey_is_added_signs_in_alone_serves_as_second_factor_and_is_removed(page: Page, site: Site) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, site, "department_officer")
    page.goto(f"{by_name(site)}accounts/2fa/webauthn/add/")
    page.fill("input[name=password]", site.passwords["department_officer"])
    page.click("main form.form button[type=submit]")
    page.check("input[name=passwordless]")
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/recovery-codes/**")
    expect(page.locator(".codes li")).to_have_count(10)
    sign_out(page, site)

    page.goto(f"{by_name(site)}accounts/login/?next=/people/me/")
    page.click("[data-passkey=login] button")
    page.wait_for_url("**/people/me/")
    expect(page.locator("main")).to_contain_text("department_officer")
    sign_out(page, site)

    sign_in(page, site, "department_officer")
    page.wait_for_url("**/2fa/authenticate/**")
    page.click("[data-passkey=authenticate] button")
    page.wait_for_url(by_name(site))

    page.goto(f"{by_name(site)}accounts/2fa/webauthn/")
    page.get_by_role("link", name="移除").click()
    page.fill("input[name=password]", site.passwords["department_officer"])
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/remove/**")
    page.click("main form.form button[type=submit]")
    expect(page.locator(".empty")).to_contain_text("还没有密钥")


def test_a_cancelled_passkey_is_told_in_words(page: Page, site: Site) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, "isUserVerified": False}})
    page.goto(f"{by_name(site)}accounts/login/")
    page.click("[data-passkey=login] button")
    expect(page.locator("[data-passkey-problem]")).to_contain_text("没有完成")


def test_by_ip_address_it_says_why_passkeys_do_not_work(page: Page) -> None:
    page.goto("accounts/login/")
    expect(page.locator("[data-passkey-problem]")).to_contain_text("localhost")
    expect(page.locator("[data-passkey=login]")).to_be_hidden()


def test_without_javascript_one_still_signs_in_with_a_password(
    open_page: Callable[..., Page], sign_in: Callable[[Page, str], None]
) -> None:
    page = open_page(javascript=False)
    page.goto("accounts/login/")
    expect(page.locator("noscript")).to_have_count(1)
    sign_in(page, "county_officer")
    page.goto("people/me/")
    expect(page.locator("main")).to_contain_text("county_officer")
