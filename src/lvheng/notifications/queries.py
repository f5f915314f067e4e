"""Reading one's own messages. Nobody reads another person's."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import connection

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.notifications.models import Notification, Preference

PAGE_SIZE = 50
_UNREAD = "SELECT count(*) FROM notifications_notification WHERE person_id = %s AND read_at IS NULL"


@dataclass(frozen=True)
class Wanted:
    """Which messages to show."""

    kind: str = ""
    unread: bool = False


def unread_count(acting: Acting | None) -> int:
    """How many messages of the reader are unread; 0 for nobody."""
    if acting is None or acting.person is None:
        return 0
    with connection.cursor() as cursor:  # asked on every page: building the same query again would cost more than it
        cursor.execute(_UNREAD, [acting.person.pk])
        row: tuple[int] = cursor.fetchone() or (0,)
    return row[0]


def messages_of(acting: Acting, wanted: Wanted, page: str | None = None) -> Page[Notification]:
    """One's own messages, newest first."""
    require("account.manage", acting)
    found = Notification.objects.filter(person=acting.person)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.unread:
        found = found.filter(read_at=None)
    return Paginator(found, PAGE_SIZE).get_page(page)


def message_of(acting: Acting, pk: int) -> Notification:
    """One of one's own messages; raises Notification.DoesNotExist."""
    require("account.manage", acting)
    return Notification.objects.get(person=acting.person, pk=pk)


def preference_of(acting: Acting) -> Preference:
    """How one is written to; the default where nothing was chosen."""
    require("account.manage", acting)
    found = Preference.objects.filter(person=acting.person).first()
    return found or Preference(person=acting.person, mail=Preference.Mail.DAILY, without=[])
