"""Values of parameters that the law leaves to an area: the nearest area that has one decides, day by day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lvheng.errors import Problem, Text
from lvheng.packs import measure_mistakes, mistakes
from lvheng.packs.areas import area_codes
from lvheng.packs.draft import Draft, ItemKind
from lvheng.packs.elements import PARAMETER
from lvheng.packs.measures import PackParameter
from lvheng.packs.rule_model import LocalValue

LOCAL_VALUE = Text("地方参数值", "local value")
_FORMS = {"number": "value", "scale": "brackets", "table": "entries"}
_ONE_DAY = datetime.timedelta(days=1)
Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Resolved:
    """A version of a parameter as it holds in an area; ``area`` is where it was set, None for the whole nation."""

    item: PackParameter
    area: str | None = None


def chain(area: str | None) -> tuple[str, ...]:
    """The area and those above it, nearest first, without the nation."""
    if area is None:
        return ()
    return tuple(dict.fromkeys((area, f"{area[:4]}00", f"{area[:2]}0000")))


def resolve(
    parameters: Iterable[PackParameter], values: Iterable[LocalValue], area: str | None
) -> dict[str, tuple[Resolved, ...]]:
    """The versions of every parameter as they hold in an area, in the order of time."""
    national: dict[str, list[PackParameter]] = {}
    for parameter in parameters:
        national.setdefault(parameter.code, []).append(parameter)
    local: dict[tuple[str, str], list[LocalValue]] = {}
    for value in values:
        local.setdefault((value.parameter, value.area), []).append(value)
    areas = chain(area)
    return {
        code: tuple(_versions(items, [(each, local.get((code, each), [])) for each in areas]))
        for code, items in national.items()
    }


def _versions(national: list[PackParameter], levels: list[tuple[str, list[LocalValue]]]) -> list[Resolved]:
    taken: list[Span] = []
    found: list[Resolved] = []
    first = national[0]
    for area, values in levels:
        for value in values:
            changes = {name: getattr(value, name) for name in ("value", "brackets", "entries", "source", "note")}
            found += _parts(first.model_copy(update=changes), _span(value), taken, area)
        taken += [_span(value) for value in values]
    for item in national:
        found += _parts(item, _span(item), taken, None)
    return sorted(found, key=lambda each: each.item.valid_from or datetime.date.min)


def _span(item: LocalValue | PackParameter) -> Span:
    return item.valid_from or datetime.date.min, item.valid_until or datetime.date.max


def _parts(item: PackParameter, span: Span, taken: list[Span], area: str | None) -> Iterator[Resolved]:
    """The item on the days that no nearer area has taken."""
    for begin, end in _without(span, taken):
        days = {
            "valid_from": None if begin == datetime.date.min else begin,
            "valid_until": None if end == datetime.date.max else end,
        }
        yield Resolved(item.model_copy(update=days), area)


def _without(span: Span, taken: list[Span]) -> list[Span]:
    left = [span]
    for begin, end in taken:
        left = [piece for old in left for piece in _cut(old, begin, end)]
    return left


def _cut(old: Span, begin: datetime.date, end: datetime.date) -> Iterator[Span]:
    if end < old[0] or old[1] < begin:
        yield old
        return
    if old[0] < begin:
        yield old[0], begin - _ONE_DAY
    if end < old[1]:
        yield end + _ONE_DAY, old[1]


def _check(draft: Draft) -> Iterator[Problem]:
    kinds = {item.code: item.kind for item in draft.all(PackParameter)}
    known = draft.codes(PackParameter)
    for entry in draft.own(LocalValue):
        item, place = entry.item, entry.place
        if item.area not in area_codes():
            yield mistakes.unknown_area(place.at("area"), item.area, area_codes())
        if item.parameter not in known:
            yield mistakes.unknown_code(place.at("parameter"), PARAMETER, item.parameter, known)
        elif item.parameter in kinds:
            kind = kinds[item.parameter]
            given = [form for form in _FORMS.values() if getattr(item, form) not in (None, (), {})]
            if given != [_FORMS[kind]]:
                yield measure_mistakes.wrong_form(place.at(), item.parameter, kind, _FORMS[kind])


LOCAL_VALUES = ItemKind("local_values", LOCAL_VALUE, LocalValue, check=_check)
