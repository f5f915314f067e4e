"""What a reader of a list asked for, read from the address, and the things that answer it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from django.db.models import DecimalField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.http import QueryDict
from django.utils import timezone

from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers.models import State, Thing
from lvheng.registers.searching import pairs, words_of
from lvheng.registers.values import read_date

MAX_FILTER = 100
# As what numbers are compared and indexed.
NUMBER_DIGITS, NUMBER_DECIMALS = 48, 12
OWN_SORTS = {"title": "title", "identifier": "identifier", "changed": "changed_at", "until": "valid_until"}
STATES = (*State.values, "all", "valid", "expired")
FilterKind = Literal["choice", "boolean", "area", "range", "reference"]
_RANGES = ("number", "integer", "money", "date")


@dataclass(frozen=True)
class Filter:
    """One field by which the list can be narrowed, with what was asked of it (``low`` and ``high`` for a range)."""

    field: RegisterField
    kind: FilterKind
    value: str = ""
    low: str = ""
    high: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.value or self.low or self.high)


@dataclass(frozen=True)
class Request:
    """What was asked: words, state, filters, order and columns."""

    q: str = ""
    state: str = "active"
    sort: str = ""
    filters: tuple[Filter, ...] = ()
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=())
    box: tuple[Decimal, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out because of it."""
        return bool(self.q or self.box) or self.state != "active" or any(each.is_set for each in self.filters)


def read_request(query: QueryDict, kind: RegisterKind, fields: list[RegisterField]) -> Request:
    """Read an address; what it asks of fields that the reader does not see is left aside."""
    seen = {each.code: each for each in fields}
    state = query.get("state", "active")
    asked = tuple(code for code in query.getlist("columns") if code in seen)
    sort = query.get("sort", "")
    name = sort.removeprefix("-")
    sortable = name in OWN_SORTS or (name in seen and not seen[name].personal)
    return Request(
        q=_clean(query.get("q", "")),
        state=state if state in STATES else "active",
        sort=sort if sortable else "",
        filters=tuple(_filter(query, kind_of, each) for each in fields if (kind_of := filter_kind(each))),
        columns=asked or tuple(each.code for each in fields if each.column),
        words=tuple(words_of(_clean(query.get("q", "")))),
        box=_box(query.get("box", "")) if kind.location in seen else (),
    )


def _box(text: str) -> tuple[Decimal, ...]:
    """West, south, east and north in degrees; nothing where the text says something else."""
    try:
        ends = tuple(Decimal(part) for part in text.split(","))
    except InvalidOperation:
        return ()
    return ends if len(ends) == 4 and all(end.is_finite() and abs(end) <= 180 for end in ends) else ()


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()[:MAX_FILTER]


def filter_kind(declared: RegisterField) -> FilterKind | None:
    """How a list can be narrowed by a field; None for texts, which are searched instead."""
    if declared.personal:
        return None
    kinds: Mapping[str, FilterKind] = {
        "code": "choice",
        "boolean": "boolean",
        "area": "area",
        "reference": "reference",
    }
    return "range" if declared.type in _RANGES else kinds.get(declared.type)


def _filter(query: QueryDict, kind: FilterKind, declared: RegisterField) -> Filter:
    if kind == "range":
        low, high = (_clean(query.get(f"{declared.code}_{end}", "")) for end in ("min", "max"))
        return Filter(declared, kind, low=low, high=high)
    return Filter(declared, kind, _clean(query.get(declared.code, "")))


def things(kind: RegisterKind, asked: Request) -> QuerySet[Thing]:
    """The things that were asked for, in order."""
    return narrowed(kind, asked).order_by(*_order(kind, asked)).defer("tokens", "search_text")


def narrowed(kind: RegisterKind, asked: Request) -> QuerySet[Thing]:
    """The things that were asked for; of the words searched for all must occur."""
    found = Thing.objects.filter(kind=kind.code).filter(in_state(asked.state, timezone.localdate()))
    found = with_words(found, asked.words)
    for each in asked.filters:
        for condition in _conditions(kind, each):
            found = found.filter(condition)
    if asked.box:
        west, south, east, north = asked.box
        found = found.filter(longitude__range=(west, east), latitude__range=(south, north))
    return found


def in_state(state: str, day: datetime.date) -> Q:
    """The condition that things are in a state: one of their own, ``valid`` or ``expired`` on ``day``, or ``all``."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    if state == "valid":
        return Q(state=State.ACTIVE) & begun & goes_on
    if state == "expired":
        return Q(state=State.ACTIVE) & Q(valid_until__lt=day)
    return Q() if state == "all" else Q(state=state)


def with_words(found: QuerySet[Thing], words: tuple[str, ...] | list[str]) -> QuerySet[Thing]:
    """Of ``found``, the things in whose searchable text all ``words`` stand."""
    for word in words:
        parts = sorted(pairs(word))
        found = found.filter(tokens__contains=parts) if parts else found
        found = found.filter(search_text__contains=word)
    return found


def _conditions(kind: RegisterKind, asked: Filter) -> Iterator[Q]:
    code = asked.field.code
    if asked.kind == "range":
        yield from _range(asked)
    elif not asked.value:
        return
    elif asked.kind == "area" and code == kind.area:
        yield Q(area_id=asked.value)
    elif asked.kind == "boolean":
        yield Q(values__contains={code: True}) if asked.value == "yes" else ~Q(values__contains={code: True})
    elif asked.kind == "reference":
        yield Q(values__contains={code: int(asked.value) if asked.value.isascii() and asked.value.isdigit() else -1})
    else:
        yield Q(values__contains={code: asked.value})


def _range(asked: Filter) -> Iterator[Q]:
    key = sort_key(asked.field)
    low, high = _bound(asked.field, asked.low), _bound(asked.field, asked.high)
    if low is not None:
        yield Q(GreaterThanOrEqual(key, Value(low)))
    if high is not None:
        yield Q(LessThanOrEqual(key, Value(high)))


def _bound(declared: RegisterField, written: str) -> Decimal | str | None:
    if not written:
        return None
    if declared.type == "date":
        day = read_date(written)
        return day.isoformat() if day else None
    try:
        number = Decimal(written.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def sort_key(declared: RegisterField) -> Combinable:
    """What things are ordered by for a field: numbers by size, everything else as text (days are written so)."""
    text = KeyTextTransform(declared.code, "values")
    return (
        Cast(text, DecimalField(max_digits=NUMBER_DIGITS, decimal_places=NUMBER_DECIMALS))
        if declared.is_numeric
        else text
    )


def _order(kind: RegisterKind, asked: Request) -> list[OrderBy | str]:
    name = asked.sort.removeprefix("-")
    if name in OWN_SORTS:
        key: Any = F(OWN_SORTS[name])
    elif name:
        key = sort_key(kind.by_code[name])
    else:
        return ["title", "id"]
    if name in ("title", "identifier", "changed"):
        return [key.desc() if asked.sort.startswith("-") else key.asc(), "id"]
    return [key.desc(nulls_last=True) if asked.sort.startswith("-") else key.asc(nulls_last=True), "title", "id"]
