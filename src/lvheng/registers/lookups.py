"""What names and codes mean today: areas, organisations and things, as values are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lvheng.areas import queries as area_queries
from lvheng.packs.registers import RegisterKind, Registers
from lvheng.registers.identifiers import normal_identifier
from lvheng.registers.models import Thing
from lvheng.registers.values import Lookups


def lookups_for(
    registers: Registers, kind: RegisterKind, rows: Iterable[Mapping[str, Any]], coming: Mapping[str, int] | None = None
) -> Lookups:
    """Everything that reading ``rows`` of a kind may need; one query for each kind that they refer to.

    ``coming`` are things of the same kind that are about to be registered.
    """
    types = {field.type for field in kind.fields}
    return Lookups(
        options={field.code: registers.options(field) for field in kind.fields if field.type == "code"},
        areas=_areas() if "area" in types else {},
        organisations=_organisations() if "organisation" in types else {},
        things=_with(_things(kind, rows), kind.code, coming or {}),
    )


def _with(things: dict[str, dict[str, int]], kind: str, coming: Mapping[str, int]) -> dict[str, dict[str, int]]:
    return {**things, kind: {**coming, **things[kind]}} if kind in things else things


def area_choices() -> list[tuple[str, str]]:
    """The places that things can lie in, by code and name: the prefecture and its counties."""
    return [(area.code, str(area)) for area in area_queries.areas() if area.level in ("prefecture", "county")]


def _areas() -> dict[str, str]:
    """Codes by code and by every name; a name of two areas means neither."""
    found: dict[str, set[str]] = {}
    for area in area_queries.areas():
        for name in {area.code, area.name, area.short_name, area.name_en} - {""}:
            found.setdefault(name, set()).add(area.code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def _organisations() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, organisation in area_queries.organisations_by_code().items():
        found |= {name: code for name in (code, organisation.name, organisation.short_name) if name}
    return found


def _things(kind: RegisterKind, rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    wanted: dict[str, set[str]] = {}
    references = [field for field in kind.fields if field.to is not None]
    if not references:
        return {}
    for row in rows:
        for field in references:
            if row.get(field.code) not in (None, ""):
                wanted.setdefault(field.to or "", set()).add(_identifier(row[field.code]))
    return {code: things_by_identifier(code, names) for code, names in wanted.items()}


def _identifier(written: Any) -> str:
    if isinstance(written, float) and written.is_integer():
        written = int(written)
    return normal_identifier(str(written))


def things_by_identifier(kind: str, identifiers: Iterable[str]) -> dict[str, int]:
    """Numbers of things of one kind by their identifiers, capital letters and blanks aside."""
    rows = Thing.objects.filter(kind=kind, identifier_key__in=list(identifiers))
    return dict(rows.values_list("identifier_key", "pk"))


def titles_of(ids: Iterable[int]) -> dict[int, str]:
    """Names of things by their numbers."""
    wanted = {each for each in ids if isinstance(each, int)}
    return dict(Thing.objects.filter(pk__in=wanted).values_list("pk", "title")) if wanted else {}


def referred(kind: RegisterKind, values: Mapping[str, Any]) -> dict[str, int]:
    """The numbers of the things that ``values`` refer to, by field."""
    return {field.code: values[field.code] for field in kind.fields if field.to and field.code in values}
