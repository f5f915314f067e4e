"""What surrounds every page: language, colours, navigation, what may be loaded."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

import lvheng
from lvheng.plan.models import Version
from lvheng.portal.navigation import NAVIGATION, NavItem, links

PACKAGE = Path(lvheng.__file__).parent


def _page(client: Client, url: str = "/") -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_it_is_chinese_whatever_the_browser_prefers(client: Client, db: None) -> None:
    response = client.get("/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert response["Content-Language"] == "zh-hans"
    assert 'lang="zh-Hans"' in response.content.decode()


def test_the_chosen_language_is_kept(client: Client, db: None) -> None:
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = _page(client)
    assert page.html["lang"] == "en"
    assert "No plan has been adopted yet" in page.h1.get_text()


def test_an_unknown_language_is_chinese(client: Client, db: None) -> None:
    client.cookies["django_language"] = "xx"
    assert _page(client).html["lang"] == "zh-Hans"


def test_answers_differ_by_cookie_for_caches_in_between(client: Client, db: None) -> None:
    assert "Cookie" in client.get("/")["Vary"]


@pytest.mark.parametrize(
    ("cookie", "media"),
    [("", "screen and (prefers-color-scheme: dark)"), ("dark", "screen"), ("light", "not all"), ("x", None)],
)
def test_the_chosen_colours_are_in_the_page_from_the_start(
    client: Client, db: None, cookie: str, media: str | None
) -> None:
    if cookie:
        client.cookies["theme"] = cookie
    expected = media or "screen and (prefers-color-scheme: dark)"
    assert _page(client).select_one("#dark")["media"] == expected


def test_colours_can_be_chosen_without_script(client: Client, db: None) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": "/search/?q=%E6%B0%B4"})
    assert response["Location"] == "/search/?q=%E6%B0%B4"
    assert client.cookies["theme"].value == "dark"


@pytest.mark.parametrize("after", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_choosing_colours_leads_nowhere_else(client: Client, db: None, after: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": after})["Location"] == "/"


def test_colours_that_do_not_exist_are_not_kept(client: Client, db: None) -> None:
    client.post("/theme/", {"theme": "pink"})
    assert "theme" not in client.cookies


def test_every_link_of_the_navigation_leads_somewhere(client: Client, linxia: Version) -> None:
    urls = [link["href"] for link in _page(client).select(".site-nav a")]
    assert len(urls) >= 10
    assert {url: client.get(url).status_code for url in urls if client.get(url).status_code != 200} == {}


def test_officers_see_the_links_of_their_role(client_as: Callable[[str], Client], linxia: Version) -> None:
    assert "/plans/imports/" in _hrefs(client_as("planner"))
    assert "/plans/imports/" not in _hrefs(client_as("department_officer"))
    assert "/log/" in _hrefs(client_as("auditor"))
    assert "/log/" not in _hrefs(client_as(""))


def _hrefs(client: Client) -> set[str]:
    return {link["href"] for link in _page(client).select(".site-nav a")}


def test_the_page_itself_is_marked_in_the_navigation(client: Client, linxia: Version) -> None:
    current = _page(client, "/plans/linxia_2021_53/targets/").select('.site-nav [aria-current="page"]')
    assert [link.get_text() for link in current] == ["目标"]


def test_without_a_plan_its_pages_are_not_offered(client: Client, db: None) -> None:
    assert not any("/plans/" in url and url != "/plans/" for url in _hrefs(client))


def test_a_group_without_any_allowed_page_is_left_out() -> None:
    group = NavItem(NAVIGATION[0].label, "", children=(NavItem(NAVIGATION[0].label, "portal:home", permission="x"),))
    assert links("/", "", lambda _: False, [group]) == ()
    assert len(links("/", "", lambda _: True, [group])) == 1


def test_the_header_offers_the_other_appointments(client_as: Callable[[str], Client], linxia: Version) -> None:
    from django.utils import timezone

    from lvheng.areas.models import Appointment, Organisation, Person

    client = client_as("planner")
    Appointment.objects.create(
        person=Person.objects.get(username="planner"),
        organisation=Organisation.objects.get(code="linxia_government"),
        role="leader",
        from_date=timezone.localdate(),
    )
    words = _page(client).select_one(".site-header__tools .account__switch").get_text()
    assert "领导" in words


def test_the_policy_allows_nothing_from_elsewhere(client: Client, db: None) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"<style|\sstyle="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "a script attribute": re.compile(r"\son[a-z]+=|\shx-on|javascript:"),
    "an address elsewhere": re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_needs_more_than_the_policy_allows(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(source)] == []


def test_the_account_menu_leads_to_ones_own_account(client_as: Callable[[str], Client], client: Client) -> None:
    address = reverse("areas:account")
    link = _page(client_as("planner")).select_one(f'.account a[href="{address}"]')
    assert link is not None
    assert link.get_text() == "我的账号"
    assert _page(client).select_one(f'a[href="{address}"]') is None


def test_readers_one_after_the_other_see_their_own_navigation_in_their_own_language(
    client_as: Callable[[str], Client], linxia: Version
) -> None:
    planner, nobody, english = client_as("planner"), client_as(""), client_as("planner")
    english.cookies["django_language"] = "en"

    def seen(client: Client) -> list[str]:
        frame = _page(client, "/search/")
        return [" ".join(link.get_text().split()) for link in frame.select("header a, nav a")]

    first = [seen(client) for client in (planner, nobody, english)]
    again = [seen(client) for client in (english, nobody, planner)]
    assert first == again[::-1]
    own, public, translated = first
    assert "工作台" in " ".join(own)
    assert "工作台" not in " ".join(public)
    assert len(own) == len(translated)
    assert own != translated
    assert "Desk" in " ".join(translated)
    assert "工作台" not in " ".join(translated)
