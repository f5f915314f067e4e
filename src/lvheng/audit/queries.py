"""Reading the action log: filtered and page by page, entry by entry, and the whole chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow, require
from lvheng.audit.chain import Break, first_break
from lvheng.audit.models import CONTENT, Entry

PAGE_SIZE = 50
# What the security officer reads: who came in, and who was given which account and role.
SECURITY_PREFIXES = ("login.", "account.", "people.")


@dataclass(frozen=True)
class Filter:
    """What to look for. Texts are parts of names; days are whole days here, ``until`` included."""

    person: str = ""
    actor_id: int | None = None
    action: str = ""
    object: str = ""
    object_type: str = ""
    object_id: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """True when everything is shown."""
        return all(getattr(self, field.name) == field.default for field in fields(self))


@dataclass(frozen=True)
class EntryPage:
    """Some entries, newest first; ``older`` and ``newer`` are the numbers that lead on, None where nothing follows."""

    entries: list[Entry]
    older: int | None
    newer: int | None


@dataclass(frozen=True)
class ChainState:
    """How long the log is and whether its chain holds; ``broken`` and ``entry`` tell where it does not."""

    count: int
    last_hash: str
    broken: Break | None = None
    entry: Entry | None = None


def entries(acting: Acting, wanted: Filter) -> QuerySet[Entry]:
    """The entries that somebody may read and wants to, newest first; raises NotAllowed."""
    require("audit.view", acting)
    found = Entry.objects.order_by("-number")
    if not allow("audit.view_all", acting):
        found = found.filter(reduce(or_, (Q(action__startswith=prefix) for prefix in SECURITY_PREFIXES)))
    return found.filter(*_conditions(wanted))


def entry(acting: Acting, number: int) -> Entry:
    """One entry; raises NotAllowed, or Entry.DoesNotExist also for what this role does not read."""
    return entries(acting, Filter()).get(number=number)


def page_of(
    found: QuerySet[Entry], before: int | None = None, after: int | None = None, size: int = PAGE_SIZE
) -> EntryPage:
    """A page by number rather than by offset, so that the last page comes as fast as the first."""
    if after is not None:
        rows = list(found.filter(number__gt=after).order_by("number")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return EntryPage(rows, rows[-1].number if rows else None, rows[0].number if more else None)
    rows = list((found if before is None else found.filter(number__lt=before))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    newer = rows[0].number if rows and before is not None else None
    return EntryPage(rows, rows[-1].number if more else None, newer)


def last_entry() -> Entry | None:
    """The newest entry: its number is the length of the log, its hash stands for all of it."""
    return Entry.objects.order_by("-number").first()


def check_chain() -> ChainState:
    """Read the whole log once, in order, and compare every hash."""
    last = last_entry()
    if last is None:
        return ChainState(0, "")
    broken = first_break(_links())
    where = Entry.objects.filter(number=broken.number).first() if broken else None
    return ChainState(last.number, last.hash, broken, where)


def check_entry(found: Entry) -> Break | None:
    """Whether one entry still has the content it was written with and continues the one before it."""
    before = Entry.objects.filter(number=found.number - 1).values_list("hash", flat=True).first()
    if before is None:
        return first_break([_link(found)])
    return first_break([_link(found)], found.number, before)


def _links() -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    rows = Entry.objects.order_by("number").only("previous_hash", "hash", "time", *CONTENT)
    return (_link(each) for each in rows.iterator(chunk_size=2000))


def _link(each: Entry) -> tuple[int, str, str, dict[str, Any]]:
    return each.number, each.previous_hash, each.hash, each.content()


def _conditions(wanted: Filter) -> list[Q]:
    conditions = {
        "actor_name__icontains": wanted.person,
        "actor_id": wanted.actor_id,
        "action": wanted.action,
        "object_name__icontains": wanted.object,
        "object_type": wanted.object_type,
        "object_id": wanted.object_id,
        "time__gte": _midnight(wanted.since) if wanted.since else None,
        "time__lt": _midnight(wanted.until + timedelta(days=1)) if wanted.until else None,
    }
    return [Q(**{name: value}) for name, value in conditions.items() if value not in (None, "")]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
