"""Sending letters, never one twice.

1. Messages that nobody will be written to about (no address, not wanted) are settled as such.
2. A person's due messages are taken: ``due`` becomes ``sending`` in a transaction of its own, skipping what another
   worker holds.
3. The letter is handed to the mail server outside of any transaction.
4. ``sending`` becomes ``sent``; where the server refused, ``due`` again, and ``failed`` after the last attempt.

Killed between 3 and 4, a letter stays ``sending``: whether it left is not known, so it is not repeated.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from lvheng.notifications.letters import Said, body, subject
from lvheng.notifications.models import Notification, Preference

MOST_ATTEMPTS = 5
# What is not written in one letter is written in the next.
MOST_IN_A_LETTER = 200

Letter = Notification.Letter
_log = logging.getLogger(__name__)


def send_at_once() -> int:
    """Write to those who want a letter for each message; returns how many letters left."""
    settle_unwanted()
    return sum(_send(person, [pk]) for person, pk in _due(Preference.Mail.AT_ONCE))


def send_daily() -> int:
    """Write to those who want one letter a day; returns how many letters left."""
    settle_unwanted()
    by_person: dict[int, list[int]] = {}
    for person, pk in _due(Preference.Mail.DAILY):
        by_person.setdefault(person, []).append(pk)
    return sum(_send(person, pks[:MOST_IN_A_LETTER]) for person, pks in by_person.items())


def settle_unwanted() -> int:
    """Note that no letter will be written where none is wanted or can be; returns about how many messages."""
    due = Notification.objects.filter(letter=Letter.DUE)
    unwanted = Preference.objects.filter(mail=Preference.Mail.NONE).values("person_id")
    settled = due.filter(Q(person__email="") | Q(person__is_active=False) | Q(person__in=unwanted))
    count = settled.update(letter=Letter.NONE)
    for preference in Preference.objects.exclude(without=[]):
        count += due.filter(person=preference.person_id, kind__in=preference.without).update(letter=Letter.NONE)
    return count


def _due(mail: str) -> list[tuple[int, int]]:
    """(person, message) in the order in which they were told."""
    due = Notification.objects.filter(letter=Letter.DUE).order_by("person_id", "made_at", "pk")
    if mail == Preference.Mail.DAILY:
        # Who has chosen nothing is written to once a day.
        due = due.exclude(person__in=Preference.objects.exclude(mail=mail).values("person_id"))
    else:
        due = due.filter(person__in=Preference.objects.filter(mail=mail).values("person_id"))
    return list(due.values_list("person_id", "pk"))


def _send(person: int, pks: Sequence[int]) -> bool:
    taken = _take(person, pks)
    if not taken:
        return False
    said = [_said(each) for each in taken]
    letter = EmailMessage(
        subject(said), body(said, _address(reverse("notifications:preferences"))), to=[taken[0].person.email]
    )
    try:
        letter.send()
    except (smtplib.SMTPException, OSError) as error:
        _log.warning("A letter could not be sent and is tried again: %s", error)
        _put_back([each.pk for each in taken])
        return False
    Notification.objects.filter(pk__in=[each.pk for each in taken]).update(letter=Letter.SENT, letter_at=timezone.now())
    return True


def _take(person: int, pks: Sequence[int]) -> list[Notification]:
    """Make the messages ours to send; what somebody else holds or has sent is left out."""
    with transaction.atomic():
        due = Notification.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            pk__in=pks, person=person, letter=Letter.DUE
        )
        taken = list(due.select_related("person").order_by("made_at", "pk"))
        Notification.objects.filter(pk__in=[each.pk for each in taken]).update(
            letter=Letter.SENDING, attempts=F("attempts") + 1
        )
    return taken


def _put_back(pks: Sequence[int]) -> None:
    last = When(attempts__gte=MOST_ATTEMPTS, then=Value(Letter.FAILED.value))
    Notification.objects.filter(pk__in=pks).update(letter=Case(last, default=Value(Letter.DUE.value)))


def _said(each: Notification) -> Said:
    return Said(each.title, each.title_en, each.text, each.text_en, _address(each.url))


def _address(path: str) -> str:
    return settings.CONFIGURATION.site_url + path
