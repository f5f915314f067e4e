"""Every write of this room: telling people, their marking as read, and how they want to be written to.

What the program tells is not written to the action log: the event that it tells of is. A person's own choices are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.areas.queries import holders
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.notifications.kinds import KINDS
from lvheng.notifications.message import LONGEST_TITLE, Message
from lvheng.notifications.models import Notification, Preference


def tell(message: Message, person_ids: Iterable[int]) -> int:
    """Tell these people, in the caller's transaction; returns how many of them had not been told before."""
    people = sorted(set(person_ids))
    if message.kind not in KINDS:
        raise ValueError(f"unknown kind of message: {message.kind}")
    told = Notification.objects.filter(key=message.key, person__in=people).values_list("person_id", flat=True)
    missing = sorted(set(people) - set(told))
    # Somebody else may tell the same at this moment; the constraint lets one of them through.
    Notification.objects.bulk_create([_row(message, person) for person in missing], ignore_conflicts=True)
    return len(missing)


def tell_holders(message: Message, organisation_ids: Iterable[int], roles: Iterable[str]) -> int:
    """Tell everybody who holds one of ``roles`` in one of these organisations today."""
    appointments = holders(organisation_ids, roles)
    return tell(message, appointments.values_list("person_id", flat=True))


def mark_read(acting: Acting, pks: Sequence[int] | None = None) -> int:
    """Mark one's own messages as read, all of them without ``pks``; returns how many were unread."""
    require("account.manage", acting)
    unread = Notification.objects.filter(person=acting.person, read_at=None)
    if pks is not None:
        unread = unread.filter(pk__in=pks)
    return unread.update(read_at=timezone.now())


def prefer(acting: Acting, mail: str, without: Iterable[str]) -> Preference:
    """Choose how to be written to and about what not. Raises Problems with all that is wrong."""
    require("account.manage", acting)
    left_out = sorted(set(without))
    problems = _preference_problems(mail, left_out)
    if problems:
        raise Problems(problems)
    with transaction.atomic():
        kept, _ = Preference.objects.update_or_create(
            person=acting.person, defaults={"mail": mail, "without": left_out}
        )
        record(
            acting,
            "account.prefer_letters",
            "person",
            kept.pk,
            str(acting.person),
            {"letters": mail, "without": left_out},
        )
    return kept


def remove_simulated() -> int:
    """Delete what was told of simulated things; returns how many messages that were."""
    return Notification.objects.filter(simulated=True).delete()[0]


def _row(message: Message, person: int) -> Notification:
    letter = Notification.Letter.NONE if message.simulated else Notification.Letter.DUE
    return Notification(
        person_id=person,
        key=message.key,
        kind=message.kind,
        title=message.title.zh[:LONGEST_TITLE],
        title_en=message.title.en[:LONGEST_TITLE],
        text=message.text.zh,
        text_en=message.text.en,
        url=message.url,
        simulated=message.simulated,
        made_at=timezone.now(),
        letter=letter,
    )


def _preference_problems(mail: str, without: Sequence[str]) -> list[Problem]:
    problems: list[Problem] = []
    if mail not in Preference.Mail.values:
        problems.append(
            InputProblem("mail_unknown", Text("请选择一种方式。", "choose one of the ways."), where="mail"),
        )
    problems += [
        InputProblem("kind_unknown", Text(f"没有“{kind}”这一类。", f"there is no kind {kind}."), where="without")
        for kind in without
        if kind not in KINDS
    ]
    return problems
