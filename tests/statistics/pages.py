"""What tests of the pages of reporting share: clients of the people in the cast, and reading a page."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client
from tests.statistics.reporting import COAL

from lvheng.areas.acting import Acting
from lvheng.statistics.models import Report

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CELLS = {f"e-{element}": value for element, value in COAL.items()}


def client_of(acting: Acting, **options: Any) -> Client:
    """A browser in which this person has signed in."""
    client = Client(**options)
    client.force_login(acting.person, backend=BACKEND)
    return client


def page(client: Client, path: str, status: int = 200) -> Tag:
    """The main part of a page."""
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    return main_of(answer.content)


def main_of(content: bytes) -> Tag:
    """The main part of a page that was answered."""
    found = BeautifulSoup(content, "html.parser").main
    assert found is not None
    return found


def url(report: Report, rest: str = "") -> str:
    """The address of a report, or of something below it."""
    return f"/reports/{report.pk}/{rest}"


def words(element: Tag | None) -> str:
    """The text of an element without line breaks."""
    assert element is not None
    return " ".join(element.get_text(" ").split())
