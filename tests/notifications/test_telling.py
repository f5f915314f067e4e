"""Telling people: once each, in the right words, and only what concerns them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lvheng.areas.queries import acting_of
from lvheng.errors import Problems, Text
from lvheng.notifications import queries
from lvheng.notifications.actions import mark_read, prefer, remove_simulated, tell, tell_holders
from lvheng.notifications.message import Message

pytestmark = pytest.mark.django_db


def message(key: str = "case:1:due", **other: Any) -> Message:
    known = {
        "kind": "case",
        "title": Text("督办〔2026〕1号明天到期", "Supervision 2026/1 is due tomorrow"),
        "text": Text("请在截止日期前回复。", "Please reply before the deadline."),
        "url": "/plans/",
    }
    return Message(key, **(known | other))


def test_nobody_is_told_the_same_twice(person_as: Callable[[str], Any]) -> None:
    planner, leader = person_as("planner"), person_as("leader")
    assert tell(message(), [planner.pk, planner.pk]) == 1
    assert tell(message(), [planner.pk, leader.pk]) == 1
    assert tell(message("case:1:overdue"), [planner.pk]) == 1
    assert queries.unread_count(acting_of(planner)) == 2


def test_holders_of_a_role_in_an_organisation_are_told(person_as: Callable[[str], Any]) -> None:
    planner, officer = person_as("planner"), person_as("county_officer")
    organisation = acting_of(planner).organisation
    assert organisation is not None
    assert tell_holders(message(), [organisation.pk], ["planner"]) >= 1
    assert queries.unread_count(acting_of(planner)) == 1
    assert queries.unread_count(acting_of(officer)) == 0


def test_a_message_says_where_it_leads_on_this_site() -> None:
    with pytest.raises(ValueError, match="one slash"):
        message(url="//elsewhere")
    with pytest.raises(ValueError, match="characters"):
        message("")


def test_an_unknown_kind_is_a_mistake(person_as: Callable[[str], Any]) -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        tell(message(kind="weather"), [person_as("planner").pk])


def test_reading_marks_only_ones_own(person_as: Callable[[str], Any]) -> None:
    planner, leader = person_as("planner"), person_as("leader")
    tell(message(), [planner.pk, leader.pk])
    assert mark_read(acting_of(planner)) == 1
    assert mark_read(acting_of(planner)) == 0
    assert queries.unread_count(acting_of(leader)) == 1


def test_simulated_messages_go_with_the_world(person_as: Callable[[str], Any]) -> None:
    planner = person_as("planner")
    tell(message(), [planner.pk])
    tell(message("case:2:due", simulated=True), [planner.pk])
    assert remove_simulated() == 1
    assert queries.unread_count(acting_of(planner)) == 1


def test_all_that_is_wrong_with_a_choice_is_told_at_once(person_as: Callable[[str], Any]) -> None:
    with pytest.raises(Problems) as caught:
        prefer(acting_of(person_as("planner")), "pigeon", ["weather", "case"])
    assert [problem.code for problem in caught.value.problems] == ["mail_unknown", "kind_unknown"]


def test_the_page_lists_messages_and_opening_one_marks_it_read(
    client_as: Callable[[str], Client], person_as: Callable[[str], Any]
) -> None:
    client = client_as("planner")
    assert "还没有通知" in client.get("/notifications/").content.decode()
    tell(message(), [person_as("planner").pk])
    page = client.get("/notifications/").content.decode()
    assert "督办〔2026〕1号明天到期" in page
    assert "1 条未读" in page
    pk = queries.messages_of(acting_of(person_as("planner")), queries.Wanted())[0].pk
    assert client_as("leader").post(f"/notifications/{pk}/").status_code == 404
    assert client.post(f"/notifications/{pk}/")["Location"] == "/plans/"
    assert "都已读过" in client.get("/notifications/").content.decode()


def test_choices_are_kept_and_a_wrong_address_is_told(
    client_as: Callable[[str], Client], person_as: Callable[[str], Any]
) -> None:
    client = client_as("planner")
    wrong = client.post("/notifications/preferences/", {"email": "nowhere", "mail": "at_once", "about": ["case"]})
    assert "field--wrong" in wrong.content.decode()
    right = {"email": "office@example.org", "mail": "at_once", "about": ["case", "report"]}
    assert client.post("/notifications/preferences/", right).status_code == 302
    kept = queries.preference_of(acting_of(person_as("planner")))
    assert kept.mail == "at_once"
    assert "case" not in kept.without
    assert "market" in kept.without
    assert person_as("planner").email == "office@example.org"
