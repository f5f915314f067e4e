"""Brings areas and organisations into the database. Doing it again changes nothing and writes nothing into the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lvheng.areas import boundaries
from lvheng.areas.events import tell
from lvheng.areas.models import Area, Organisation
from lvheng.areas.names import english_names, short_name

if TYPE_CHECKING:
    from lvheng.packs import Pack
    from lvheng.packs.model import PackOrganisation


def load_areas(area_code: str) -> int:
    """Load the division with this GB/T 2260 code, everything above and below it; return how many rows changed.

    The division and what is below get boundaries (the nation stops at its provinces); those above are names only.
    Raises InputProblem for an unknown code.
    """
    above = [_area(each, None) for each in boundaries.ancestors(area_code)]
    with transaction.atomic():
        changed = _save_areas([*above, *_with_boundaries(area_code)])
        if changed:
            name = boundaries.division(area_code).name
            tell(None, "areas.load", "area", area_code, name, {"areas": changed, "source": boundaries.source()})
    return changed


def _with_boundaries(area_code: str) -> list[Area]:
    """The division and all below it, parents first."""
    shapes: dict[str, boundaries.Geometry] = {}
    waiting, found = [boundaries.division(area_code)], []
    while waiting:
        here = waiting.pop(0)
        below = boundaries.children(here.code) if here.code == area_code or area_code != boundaries.NATION else []
        if here.code not in shapes or below:
            # A border that was drawn together with its neighbours is kept: they must go on fitting each other.
            shapes = boundaries.simplified(here.code) | shapes
        found.append(_area(here, shapes[here.code]))
        waiting.extend(below)
    return found


def _area(division: boundaries.Division, boundary: boundaries.Geometry | None) -> Area:
    return Area(
        code=division.code,
        name=division.name,
        name_en=english_names().get(division.code, ""),
        short_name=short_name(division.name, division.level),
        level=division.level,
        parent_id=division.parent or None,
        boundary=boundary,
        boundary_source=boundaries.source() if boundary else "",
    )


_AREA_FIELDS = ("name", "name_en", "short_name", "level", "parent_id", "boundary", "boundary_source")


def _save_areas(wanted: list[Area]) -> int:
    """Insert and update what differs; a boundary that is there already is never taken away."""
    kept = Area.objects.in_bulk([area.code for area in wanted])
    changed = []
    for area in wanted:
        old = kept.get(area.code)
        if old is not None and area.boundary is None:
            area.boundary, area.boundary_source = old.boundary, old.boundary_source
        if old is None or _differs(old, area, _AREA_FIELDS):
            changed.append(area)
    _upsert(Area, changed, "code", _AREA_FIELDS)
    return len(changed)


_ORGANISATION_FIELDS = ("name", "short_name", "name_en", "kind", "type", "area_id", "aliases")


def load_organisations(pack: Pack) -> int:
    """Load the pack's organisations with their parents; return how many rows changed.

    Areas that an organisation lies in are loaded by name where they are missing. An organisation that left the pack
    stays: people and responsibilities may refer to it.
    """
    with transaction.atomic():
        _load_missing_areas({each.area_code for each in pack.organisations})
        changed = _save_organisations(pack.organisations)
        if changed:
            tell(None, "organisations.load", "pack", pack.name, pack.title.zh, {"organisations": changed})
    return changed


def _load_missing_areas(codes: set[str]) -> None:
    missing = sorted(codes - set(Area.objects.filter(code__in=codes).values_list("code", flat=True)))
    for code in missing:
        _save_areas([_area(each, None) for each in [*boundaries.ancestors(code), boundaries.division(code)]])


def _save_organisations(wanted: Iterable[PackOrganisation]) -> int:
    kept = {each.code: each for each in Organisation.objects.all()}
    items = {each.code: each for each in wanted}
    changed = {
        code: row
        for code, item in items.items()
        if (row := _organisation(item)) and (code not in kept or _differs(kept[code], row, _ORGANISATION_FIELDS))
    }
    _upsert(Organisation, changed.values(), "code", _ORGANISATION_FIELDS)
    moved = _set_parents(items)
    return len(changed.keys() | moved)


def _organisation(item: PackOrganisation) -> Organisation:
    return Organisation(
        code=item.code,
        name=item.name,
        short_name=item.short_name,
        name_en=item.name_en,
        kind=item.kind,
        type=item.type or "",
        area_id=item.area_code,
        aliases=list(item.aliases),
    )


def _set_parents(items: dict[str, PackOrganisation]) -> set[str]:
    """Point to parents once all rows exist; return the codes of those that moved."""
    rows = {each.code: each for each in Organisation.objects.all()}
    moved = set()
    for code, item in items.items():
        parent_id = rows[item.parent].pk if item.parent else None
        if rows[code].parent_id != parent_id:
            rows[code].parent_id = parent_id
            moved.add(code)
    Organisation.objects.bulk_update([rows[code] for code in sorted(moved)], ["parent"])
    return moved


def _differs(old: Any, new: Any, fields: tuple[str, ...]) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in fields)


def _upsert(model: Any, rows: Iterable[Any], key: str, fields: tuple[str, ...]) -> None:
    names = [name.removesuffix("_id") for name in fields]
    model.objects.bulk_create(list(rows), update_conflicts=True, unique_fields=[key], update_fields=names)
