"""Letters: at once, once a day or never; each message at most once, whatever the mail server does."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from lvheng.areas.actions import change_email
from lvheng.areas.queries import acting_of
from lvheng.errors import Text
from lvheng.notifications.actions import prefer, tell
from lvheng.notifications.letters import Said, body, subject
from lvheng.notifications.mailing import MOST_ATTEMPTS, send_at_once, send_daily
from lvheng.notifications.message import Message
from lvheng.notifications.models import Notification

PLANNER = "planner@example.org"


def message(key: str, **other: Any) -> Message:
    known = {
        "kind": "case",
        "title": Text("督办〔2026〕1号明天到期", "Supervision 2026/1 is due tomorrow"),
        "text": Text("请在截止日期前回复。", "Please reply before the deadline."),
        "url": "/plans/",
    }
    return Message(key, **(known | other))


class Refusing(BaseEmailBackend):
    """A mail server that takes no letter."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("gone")


@pytest.fixture
def planner(person_as: Callable[[str], Any]) -> Any:
    """Somebody who can be written to."""
    person = person_as("planner")
    change_email(acting_of(person), PLANNER)
    return person


def states() -> list[str]:
    return sorted(Notification.objects.values_list("letter", flat=True))


def test_who_has_chosen_nothing_gets_one_letter_a_day(planner: Any) -> None:
    tell(message("a"), [planner.pk])
    tell(message("b"), [planner.pk])
    assert send_at_once() == 0
    assert send_daily() == 1
    assert send_daily() == 0
    [letter] = mail.outbox
    assert letter.to == [PLANNER]
    assert "2 条通知" in letter.subject
    assert letter.body.count("督办〔2026〕1号明天到期") == 2
    assert letter.body.count("http") == 4
    assert states() == ["sent", "sent"]


def test_who_wants_each_message_at_once_gets_one_letter_for_each(planner: Any) -> None:
    prefer(acting_of(planner), "at_once", [])
    tell(message("a"), [planner.pk])
    tell(message("b"), [planner.pk])
    assert send_daily() == 0
    assert send_at_once() == 2
    assert send_at_once() == 0
    assert len(mail.outbox) == 2


def test_no_letter_without_an_address_a_wish_or_for_simulated_things(
    planner: Any, person_as: Callable[[str], Any]
) -> None:
    prefer(acting_of(planner), "at_once", ["market"])
    tell(message("a", kind="market"), [planner.pk])
    tell(message("b", simulated=True), [planner.pk])
    tell(message("c"), [person_as("leader").pk])
    assert send_at_once() + send_daily() == 0
    assert states() == ["none", "none", "none"]
    prefer(acting_of(planner), "none", [])
    tell(message("d"), [planner.pk])
    assert send_at_once() + send_daily() == 0


def test_a_refused_letter_is_tried_again_and_given_up_after_some_attempts(planner: Any, settings: Any) -> None:
    tell(message("a"), [planner.pk])
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert send_daily() == 0
    assert states() == ["due"]
    settings.EMAIL_BACKEND = working
    assert send_daily() == 1
    tell(message("b"), [planner.pk])
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    for _ in range(MOST_ATTEMPTS):
        send_daily()
    assert states() == ["failed", "sent"]


def test_a_letter_that_may_have_left_when_the_program_was_killed_is_not_repeated(planner: Any) -> None:
    tell(message("a"), [planner.pk])
    Notification.objects.update(letter=Notification.Letter.SENDING)
    assert send_daily() == 0
    assert mail.outbox == []


def test_a_subject_is_one_line_in_both_languages() -> None:
    said = Said("两行\n题目", "two\nlines", "内容", "text", "http://site/a")
    assert subject([said]) == "两行 题目 / two lines"
    assert body([said], "http://site/p").endswith("http://site/p\n")
