"""Keys for programs: made and revoked by the person in whose appointment the program then acts.

A key is ``lvh_``, eight characters by which it is found, and a secret of 256 bits. The secret is random and long, so
one round of SHA-256 protects it; comparing takes the same time whatever was sent.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.events import tell
from lvheng.areas.models import ApiKey, Appointment, Organisation, Person
from lvheng.areas.permissions import require
from lvheng.areas.queries import acting_as
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text
from lvheng.statements import ask, columns, instance, width

MARK = "lvh_"
LONGEST_DAYS = 366
LONGEST_NAME = 60
MOST_KEYS = 20
_PREFIX_LENGTH = len(MARK) + 8
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class NewKey:
    """A key with its text, which is kept nowhere and can be shown only now."""

    key: ApiKey
    text: str


def make_key(acting: Acting, name: str, days: int) -> NewKey:
    """Make a key for the appointment that one acts in, good for some days. Raises Problems with all that is wrong."""
    require("account.keys", acting)
    name = name.strip()
    appointment = acting.appointment
    if appointment is None:
        raise Problems([_no_appointment()])
    problems = [*_name_problems(name), *_day_problems(days), *_too_many(appointment)]
    if problems:
        raise Problems(problems)
    prefix = MARK + "".join(secrets.choice(_ALPHABET) for _ in range(_PREFIX_LENGTH - len(MARK)))
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        key = ApiKey.objects.create(
            appointment=appointment,
            name=name,
            prefix=prefix,
            secret_hash=_hash(text),
            made_at=timezone.now(),
            last_day=timezone.localdate() + timedelta(days=days),
        )
        tell(acting, "account.make_key", "api_key", key.pk, str(key), {"last_day": key.last_day})
    return NewKey(key, text)


def revoke_key(acting: Acting, pk: int) -> None:
    """End one of one's own keys at once. Raises StateConflict where it has ended already."""
    require("account.keys", acting)
    with transaction.atomic():
        key = ApiKey.objects.select_for_update().filter(pk=pk, appointment__person=acting.person).first()
        if key is None:
            raise InputProblem("unknown_key", Text("没有这个密钥。", "there is no such key."))
        changed = ApiKey.objects.filter(pk=pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
        if not changed:
            raise StateConflict("key_ended", Text("这个密钥已经停用。", "this key has been revoked already."))
        tell(acting, "account.revoke_key", "api_key", key.pk, str(key))


def keys_of(acting: Acting) -> QuerySet[ApiKey]:
    """One's own keys that have not been revoked, the latest first."""
    own = ApiKey.objects.filter(appointment__person=acting.person, revoked_at__isnull=True)
    return own.select_related("appointment__organisation")


def acting_by(text: str) -> Acting | None:
    """In what capacity a program acts that sends this key; None for a key that does not open anything (any more).

    It ends with its last day, its appointment, or the account.
    """
    today = timezone.localdate()
    rows = ask(_good(), [text[:_PREFIX_LENGTH].replace("\0", ""), today, today, today])
    if not rows:
        return None
    parts = iter(rows[0])
    key = instance(ApiKey, [*islice(parts, width(ApiKey))])
    appointment = instance(Appointment, [*islice(parts, width(Appointment))])
    person = appointment.person = instance(Person, [*islice(parts, width(Person))])
    appointment.organisation = instance(Organisation, [*parts])
    if not hmac.compare_digest(key.secret_hash, _hash(text)):
        return None
    _used(key, today)
    return acting_as(person, appointment)


@lru_cache(maxsize=1)
def _good() -> str:
    """A key by its beginning with all that it stands for, if all of that holds on a day. Programs ask all the time."""
    models = {"key": ApiKey, "appointment": Appointment, "person": Person, "organisation": Organisation}
    return (
        f"SELECT {', '.join(columns(model, name) for name, model in models.items())} FROM areas_apikey AS key"
        " JOIN areas_appointment AS appointment ON appointment.id = key.appointment_id"
        " JOIN areas_person AS person ON person.id = appointment.person_id"
        " JOIN areas_organisation AS organisation ON organisation.id = appointment.organisation_id"
        " WHERE key.prefix = %s AND key.revoked_at IS NULL AND key.last_day >= %s AND person.is_active"
        " AND appointment.from_date <= %s AND (appointment.until_date IS NULL OR appointment.until_date > %s)"
    )


def _used(key: ApiKey, today: date) -> None:
    """Once a day is enough for people to see which keys are still in use."""
    if key.last_used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _name_problems(name: str) -> list[Problem]:
    if 0 < len(name) <= LONGEST_NAME:
        return []
    what = Text("密钥要有名称，不超过 60 个字。", "a key needs a name of at most 60 characters.")
    return [InputProblem("key_name", what, "name", Text("请写明由哪个系统使用。", "Say which system will use it."))]


def _day_problems(days: int) -> list[Problem]:
    if 1 <= days <= LONGEST_DAYS:
        return []
    what = Text(f"有效期应为 1 到 {LONGEST_DAYS} 天。", f"a key is good for 1 to {LONGEST_DAYS} days.")
    return [InputProblem("key_days", what, "days", Text("请改为其中的天数。", "Choose a number of days in between."))]


def _too_many(appointment: Appointment) -> list[Problem]:
    if ApiKey.objects.filter(appointment=appointment, revoked_at__isnull=True).count() < MOST_KEYS:
        return []
    what = Text(f"一个任职最多有 {MOST_KEYS} 个密钥。", f"an appointment has at most {MOST_KEYS} keys.")
    return [InputProblem("too_many_keys", what, "", Text("请先停用不用的密钥。", "Revoke those that are not used."))]


def _no_appointment() -> Problem:
    what = Text("没有任职，不能建立密钥。", "without an appointment there is nothing that a key could act as.")
    return InputProblem("no_appointment", what, "", Text("请联系系统管理员。", "Ask the administrator."))
