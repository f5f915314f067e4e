"""A real site, started as a user starts it, and a real Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

# The first is the same engine without the window: a page opens in half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"]  # fmt: skip
START_LIMIT_S = 900
WAIT_LIMIT_MS = 15_000


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process visits the site with all browser tests: to start it with its world takes longer than most of them."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """A running site: its address, data folder and the password of its demo accounts by user name."""

    url: str
    data: Path
    passwords: dict[str, str]


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(url: str, process: subprocess.Popen[str], log: Path) -> None:
    """Return when the site answers; fail with its output when it ends or takes too long."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}healthy/", timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The site did not start:\n{log.read_text(encoding='utf-8')}")


@contextmanager
def running_site(**settings: str) -> Iterator[Site]:
    """``lvheng run`` in a folder of its own, as a process of its own, with settings such as ``LVHENG_WORLD="no"``."""
    data = Path(tempfile.mkdtemp(prefix="lvheng-site-"))
    port, log = free_port(), data / "output.log"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "LVHENG_DATA": str(data / "data"),
        "LVHENG_LOGIN_FAILURES": "50/10m",
        "COLUMNS": "200",
        **settings,
    }
    command = [str(Path(sys.executable).with_name("lvheng")), "run", "--port", str(port)]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, text=True)
    try:
        url = f"http://127.0.0.1:{port}/"
        wait_until_it_answers(url, process, log)
        yield Site(url, data / "data", demo_passwords(log))
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site that most tests visit, with the simulated world."""
    with running_site() as site:
        yield site


def demo_passwords(log: Path) -> dict[str, str]:
    """The demo accounts as the site printed them: user name to password."""
    deadline = time.monotonic() + 10
    while "Ctrl+C" not in (text := log.read_text(encoding="utf-8")) and time.monotonic() < deadline:
        time.sleep(0.1)
    lines = [line.split() for line in text.splitlines()]
    start = next(i for i, words in enumerate(lines) if words[:1] == ["演示账号"])
    return {words[0]: words[1] for words in lines[start + 1 :] if len(words) >= 3 and not words[0].startswith("按")}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, else the one that Playwright fetched."""
    executable = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    # While Playwright runs, its event loop stands in this thread; Django then refuses the database to the other tests
    # of this process, none of which is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=OPTIONS)
        yield browser
        browser.close()


def sign_in_by_hand(page: Page, site: Site, username: str) -> None:
    """Through the sign-in page, as a person does."""
    page.goto(f"{site.url}accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", site.passwords[username])
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page, str], None]:
    """``sign_in(page, "planner")`` through the sign-in page."""
    return lambda page, username: sign_in_by_hand(page, site, username)


@pytest.fixture(scope="session")
def signed_in_state(browser: Browser, site: Site) -> Callable[[str], Any]:
    """The cookies of a demo account that has signed in, kept for the run."""
    states: dict[str, Any] = {}

    def state(username: str) -> Any:
        if username not in states:
            context = browser.new_context()
            sign_in_by_hand(context.new_page(), site, username)
            states[username] = context.storage_state()
            context.close()
        return states[username]

    return state


@dataclass
class Watch:
    """Listens to pages: a console error, and anything asked for from another address than the site's, is kept."""

    site: Site
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Page:
        """The page, listened to from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 4" in message.text  # what some tests ask for
        if message.type == "error" and not refused:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        # The same site by its name: passkeys need one.
        by_name = self.site.url.replace("127.0.0.1", "localhost")
        if not request.url.startswith((self.site.url, by_name, "data:", "blob:")):
            self.complaints.append(f"asked another address: {request.url}")


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Fails the test at its end when a page that it watched over complained."""
    watch = Watch(site)
    yield watch
    assert watch.complaints == []


@pytest.fixture(scope="session")
def make_context(browser: Browser, site: Site, signed_in_state: Callable[[str], Any]) -> Callable[..., BrowserContext]:
    """``make_context(role="planner", language="en", viewport=…)``: a browser's profile, signed in."""

    def make(role: str = "", language: str = "zh-hans", **options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=site.url, storage_state=signed_in_state(role) if role else None, **options
        )
        context.set_default_timeout(WAIT_LIMIT_MS)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        return context

    return make


@pytest.fixture
def open_page(make_context: Callable[..., BrowserContext], watch: Watch) -> Iterator[Callable[..., Page]]:
    """``open_page(width=375, language="en", javascript=False)``: a page in a profile of its own."""
    contexts: list[BrowserContext] = []

    def make(
        width: int = 1280,
        height: int = 900,
        language: str = "zh-hans",
        dark: bool = False,
        javascript: bool = True,
        role: str = "",
    ) -> Page:  # fmt: skip
        context = make_context(
            role,
            language,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        return watch.over(context.new_page())

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def profiles(make_context: Callable[..., BrowserContext]) -> Iterator[Callable[[str, str], BrowserContext]]:
    """One profile for each role and language, with what it has fetched: for tests that only look at pages."""
    contexts: dict[tuple[str, str], BrowserContext] = {}

    def find(role: str, language: str) -> BrowserContext:
        if (role, language) not in contexts:
            contexts[role, language] = make_context(role, language)
        return contexts[role, language]

    yield find
    for context in contexts.values():
        context.close()


@pytest.fixture
def look_at(profiles: Callable[[str, str], BrowserContext], watch: Watch) -> Iterator[Callable[..., Page]]:
    """``look_at("indicators/", role="planner", language="en", width=360)``: the page at an address, to look at only."""
    pages: list[Page] = []

    def look(path: str, role: str = "", language: str = "zh-hans", width: int = 1280) -> Page:
        page = watch.over(profiles(role, language).new_page())
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        return page

    yield look
    for page in pages:
        page.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page in Chinese on a desktop screen."""
    return open_page()
