"""One page of a long list, found from the row beside it: the thousandth page costs as much as the first.

An address says the number of the page and a thing: the page begins after it, ends before it, or is the last one. A page
that is asked for by its number alone is counted off from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, IsNull, LessThan, LessThanOrEqual
from django.http import QueryDict

from lvheng.packs.registers import RegisterKind
from lvheng.registers.listing import OWN_SORTS, Request, sort_key
from lvheng.registers.models import Thing

LENGTH = 50
AFTER, BEFORE, LAST, PAGE = "after", "before", "end", "page"
_NEVER_EMPTY = ("", "title", "identifier", "changed")
Beside = Literal["after", "before", "end", ""]


@dataclass(frozen=True)
class Key:
    """What a list is ordered by before name and number: largest first, and whether things may lack it."""

    expression: Combinable
    is_largest_first: bool
    may_lack: bool


@dataclass(frozen=True)
class Asked:
    """Which page, and beside which thing it stands (0: counted off)."""

    number: int = 1
    beside: Beside = ""
    thing: int = 0


@dataclass(frozen=True)
class Step:
    """A link of the pager: the page's number, and what its address says besides. A gap has no number."""

    number: int
    query: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One page: its things, its number, and how many things there are in all."""

    things: list[Thing]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // LENGTH))

    @property
    def first(self) -> int:
        return (self.number - 1) * LENGTH + 1

    @property
    def last(self) -> int:
        return self.first + len(self.things) - 1

    @property
    def previous(self) -> dict[str, Any] | None:
        """What the address of the page before says."""
        if self.number <= 1 or not self.things:
            return None
        return _address(self.number - 1, BEFORE, self.things[0].pk) if self.number > 2 else _address(1)

    @property
    def next(self) -> dict[str, Any] | None:
        """What the address of the next page says."""
        return (
            _address(self.number + 1, AFTER, self.things[-1].pk) if self.number < self.pages and self.things else None
        )

    def steps(self) -> Iterator[Step]:
        """First page, the ones beside this one, last page, with gaps between."""
        numbers = sorted({1, self.number - 1, self.number, self.number + 1, self.pages} & set(range(1, self.pages + 1)))
        before = 0
        for number in numbers:
            if number - before > 1:
                yield Step(0, {})
            yield Step(number, self._query(number))
            before = number

    def _query(self, number: int) -> dict[str, Any]:
        if number == self.number - 1 and self.previous:
            return self.previous
        if number == self.number + 1 and self.next:
            return self.next
        return _address(number, LAST, 1) if number == self.pages and number > 1 else _address(number)


def _address(number: int, beside: str = "", thing: int = 0) -> dict[str, Any]:
    said = {beside: thing} if beside else {}
    return {PAGE: number if number > 1 else None, AFTER: None, BEFORE: None, LAST: None} | said


def read_page(query: QueryDict) -> Asked:
    """The page that an address asks for; what is no number is left aside."""
    number = max(1, _whole(query.get(PAGE, "")))
    besides: tuple[Beside, ...] = ("after", "before", "end")
    beside: Beside = next((each for each in besides if _whole(query.get(each, ""))), "")
    return Asked(number, beside, _whole(query.get(beside, ""))) if beside and number > 1 else Asked(number)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def part_of(found: QuerySet[Thing], kind: RegisterKind, asked: Request, page: Asked) -> Part:
    """The page of ``found`` that was asked for; a page beyond the end is the last one."""
    total = found.order_by().count()
    pages = max(1, -(-total // LENGTH))
    number = min(page.number, pages)
    beside = page.beside if number == page.number else "end"
    rows = found.defer("tokens", "search_text")
    if beside == "end":
        return Part(take(rows, kind, asked, None, total - (pages - 1) * LENGTH, backwards=True), pages, total)
    anchor = position(kind, asked, page.thing) if beside else None
    if anchor is not None:
        return Part(take(rows, kind, asked, anchor, LENGTH, backwards=beside == BEFORE), number, total)
    if number == 1:
        return Part(take(rows, kind, asked, None, LENGTH), 1, total)
    return Part(list(_in_order(rows, kind, asked)[(number - 1) * LENGTH : number * LENGTH]), number, total)


def position(kind: RegisterKind, asked: Request, thing_id: int) -> tuple[Any, str, int] | None:
    """Where a thing stands in the order: key, name and number; None for a thing that is not of the kind."""
    key = key_of(kind, asked)
    rows = Thing.objects.filter(pk=thing_id, kind=kind.code).annotate(order_key=key.expression)
    return rows.values_list("order_key", "title", "pk").first()


def take(
    found: QuerySet[Thing],
    kind: RegisterKind,
    asked: Request,
    anchor: tuple[Any, str, int] | None,
    count: int,
    *,
    backwards: bool = False,
) -> list[Thing]:
    """So many things after (``backwards``: before) a place in the order, or from its beginning (end)."""
    rows: list[Thing] = []
    for stretch in _stretches(found, key_of(kind, asked), anchor, backwards):
        rows += stretch[: count - len(rows)]
        if len(rows) >= count:
            break
    return rows[::-1] if backwards else rows


def key_of(kind: RegisterKind, asked: Request) -> Key:
    """What the list is ordered by first; the name where nothing was asked."""
    name = asked.sort.removeprefix("-")
    column = OWN_SORTS.get(name or "title")
    expression: Any = F(column) if column else sort_key(kind.by_code[name])
    return Key(expression, asked.sort.startswith("-"), name not in _NEVER_EMPTY)


def _in_order(found: QuerySet[Thing], kind: RegisterKind, asked: Request) -> QuerySet[Thing]:
    key = key_of(kind, asked)
    expression: Any = key.expression
    first = expression.desc(nulls_last=True) if key.is_largest_first else expression.asc(nulls_last=True)
    return found.order_by(first, "title", "id")


def _stretches(
    found: QuerySet[Thing], key: Key, anchor: tuple[Any, str, int] | None, backwards: bool
) -> Iterator[QuerySet[Thing]]:
    """The things that have the key, then those that lack it: an index holds the order of each."""
    having = found.filter(IsNull(key.expression, False)) if key.may_lack else found
    lacking = found.filter(IsNull(key.expression, True)) if key.may_lack else None
    parts = [(having, True), *([(lacking, False)] if lacking is not None else [])]
    for rows, has_key in reversed(parts) if backwards else parts:
        is_there = anchor is not None and (anchor[0] is not None) == has_key
        if anchor is not None and not is_there and has_key != backwards:
            continue
        narrowed = rows.filter(_beyond(key, anchor, has_key, backwards)) if anchor is not None and is_there else rows
        yield narrowed.order_by(*_order(key, has_key, backwards))


def _order(key: Key, has_key: bool, backwards: bool) -> Sequence[OrderBy]:
    names = [F("title").desc(), F("id").desc()] if backwards else [F("title").asc(), F("id").asc()]
    if not has_key:
        return names
    expression: Any = key.expression
    # In the places of an index: largest first with those that lack the key last, or the other way round.
    is_descending = key.is_largest_first != backwards
    nulls = {"nulls_last" if is_descending else "nulls_first": True} if key.may_lack else {}
    return [expression.desc(**nulls) if is_descending else expression.asc(**nulls), *names]


def _beyond(key: Key, anchor: tuple[Any, str, int], has_key: bool, backwards: bool) -> Q:
    value, title, number = anchor
    beyond, up_to = (LessThan, LessThanOrEqual) if backwards else (GreaterThan, GreaterThanOrEqual)
    by_name = Q(up_to(F("title"), Value(title))) & (
        Q(beyond(F("title"), Value(title))) | Q(beyond(F("id"), Value(number)))
    )
    if not has_key:
        return by_name
    wants_less = key.is_largest_first != backwards
    past, at_least = (LessThan, LessThanOrEqual) if wants_less else (GreaterThan, GreaterThanOrEqual)
    known = Value(value)
    return Q(at_least(key.expression, known)) & (
        Q(past(key.expression, known)) | (Q(Exact(key.expression, known)) & by_name)
    )
