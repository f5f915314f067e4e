"""Department types and organisations: made from a type and the pack's naming, or written in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.areas import area_codes
from lvheng.packs.draft import Draft, ItemKind
from lvheng.packs.model import DepartmentType, Naming, PackOrganisation
from lvheng.packs.places import Raw

DEPARTMENT_TYPE = Text("部门类型", "department type")
ORGANISATION = Text("单位", "organisation")


def _from_type(raw: Raw, draft: Draft) -> Iterator[Problem]:
    """Fills the empty cells of a row that names a department type."""
    values = raw.values
    if draft.area_code:
        values.setdefault("area_code", draft.area_code)
    code = values.get("type")
    if not isinstance(code, str):
        return
    found = next((item for item in draft.all(DepartmentType) if item.code == code), None)
    if found is None:
        types = draft.all(DepartmentType)
        names = {name: item.code for item in types for name in (item.name, item.short_name, *item.aliases)}
        place = raw.place.at("type")
        yield mistakes.unknown_code(place, DEPARTMENT_TYPE, code, [item.code for item in types], names)
    elif draft.naming is None and not {"name", "short_name", "name_en"} <= values.keys():
        yield mistakes.no_naming(raw.place.at("type"), code)
    else:
        _fill(values, found, draft)


def _fill(values: dict[str, Any], found: DepartmentType, draft: Draft) -> None:
    values.setdefault("code", f"{draft.head.name}_{found.code}")
    values.setdefault("kind", found.kind)
    values.setdefault("source", found.source.model_dump())
    if draft.naming is not None:
        for key, value in _named(found, draft.naming).items():
            values.setdefault(key, value)


def _named(found: DepartmentType, naming: Naming) -> dict[str, Any]:
    return {
        "name": naming.name + found.name,
        "short_name": naming.short_name + found.short_name,
        "name_en": f"{found.name_en} of {naming.name_en}",
        "aliases": [naming.short_name + alias for alias in found.aliases],
    }


def _check(draft: Draft) -> Iterator[Problem]:
    codes = draft.codes(PackOrganisation)
    known_areas = area_codes()
    for entry in draft.own(PackOrganisation):
        item, place = entry.item, entry.place
        if item.area_code not in known_areas:
            yield mistakes.unknown_area(place.at("area_code"), item.area_code, known_areas)
        if item.parent is not None and item.parent not in codes:
            yield mistakes.unknown_code(place.at("parent"), ORGANISATION, item.parent, codes, names(draft))
    yield from _circles(draft)


def _circles(draft: Draft) -> Iterator[Problem]:
    parents = {item.code: item.parent for item in draft.all(PackOrganisation)}
    told: set[str] = set()
    for entry in draft.own(PackOrganisation):
        chain = [entry.item.code]
        while (parent := parents.get(chain[-1])) is not None and parent not in chain:
            chain.append(parent)
        if parent == entry.item.code and not told & set(chain):
            told |= set(chain)
            yield mistakes.circular_parents(entry.place.at("parent"), [*chain, parent])


def names(draft: Draft) -> dict[str, str]:
    """What people call an organisation, to its code."""
    return {
        name: item.code
        for item in draft.all(PackOrganisation)
        for name in (item.name, item.short_name, item.name_en, *item.aliases)
    }


DEPARTMENT_TYPES = ItemKind("department_types", DEPARTMENT_TYPE, DepartmentType)
ORGANISATIONS = ItemKind("organisations", ORGANISATION, PackOrganisation, _from_type, _check)
